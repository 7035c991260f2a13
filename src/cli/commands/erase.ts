import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import type { EraseRequest } from '../../pipeline/erase/decide.ts';
import { print, type Shared, say, shared, sharedOptions, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'erase', group: '采集与记录', order: 260, add: eraseCommand });

/** `erase TARGET… --reason TEXT --by NAME --approved-by NAME [--yes]` */
function eraseCommand(program: Command): void {
  attention(
    sharedOptions(program.command('erase').argument('[目标...]', '记录编号、原始材料的校验值、文档编号，或文件路径'))
      .description('依规清除不应留存的内容（身份证、人脸等）：连同版本库历史一并销毁，留下校验值、原因和批准人')
      .option('--reason <原因>', '为什么清除；不要写出被清除的内容')
      .option('--by <姓名>', '执行人')
      .option('--approved-by <姓名>', '批准人')
      .option('--approval <名称>', '批准文件，如 2026-11-24 工作联系单')
      .option('--with-documents', '印有其内容的已签发文档一并清除')
      .option('--keep-documents', '保留这些文档：其中没有要清除的内容')
      .option('--yes', '执行；不写只列出将清除什么')
      .option('--finish', '完成上次没有做完的清除')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger erase JS-20261124-002 --reason 误录身份证号 --by 姓名 --approved-by 姓名\n  opsledger erase 5891b5b522d5df08 --reason 误附人脸照片 --by 姓名 --approved-by 姓名 --yes',
      ),
    '只列出了将清除的内容，没有执行',
    async (targets: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      if (options['finish'] === true) return finish(common);
      const request = requestOf(targets, options, common.now);
      return options['yes'] === true ? carryOut(common, request) : preview(common, request);
    },
  );
}

/** @throws UserError when one of what has to be known of every erasure is missing */
function requestOf(targets: string[], options: Record<string, unknown>, now: string): EraseRequest {
  const needed = { '--reason': 'reason', '--by': 'by', '--approved-by': 'approvedBy' };
  const lacks = Object.entries(needed).flatMap(([flag, name]) => (options[name] === undefined ? [flag] : []));
  if (targets.length === 0) lacks.unshift('目标');
  if (lacks.length > 0)
    throw new UserError('清除须写明目标、原因、执行人和批准人', {
      found: `缺少 ${lacks.join('、')}`,
      expected: '见 opsledger erase --help',
    });
  if (options['withDocuments'] === true && options['keepDocuments'] === true)
    throw new UserError('--with-documents 与 --keep-documents 只能写一个', { expected: '其中一个' });
  return {
    ...{ targets, now, reason: String(options['reason']), by: String(options['by']) },
    approvedBy: String(options['approvedBy']),
    ...(options['approval'] === undefined ? {} : { document: String(options['approval']) }),
    ...(options['withDocuments'] === true ? { documents: 'erase' } : {}),
    ...(options['keepDocuments'] === true ? { documents: 'keep' } : {}),
  };
}

async function preview(common: Shared, request: EraseRequest): Promise<1> {
  const { previewErasure } = await import('../../pipeline/erase/erase.ts');
  const plan = await withSession(common, (session) => previewErasure(session, request));
  print(common, { ...plan, done: false }, [
    `将清除 ${plan.targets.length} 个文件的内容：`,
    ...filesOf(plan.targets),
    ...lines(plan),
    '清除后不能恢复。确认无误后加 --yes 执行',
  ]);
  return 1;
}

const SCOPES = { all: '', past: '（此前各版）', key: '（密封，销毁密钥）' } as const;

/** Documents are told by their numbers. */
const filesOf = (targets: Plan['targets']): string[] => {
  const files = targets.filter(({ path }) => !path.startsWith('archive/'));
  const others = targets.length - files.length;
  return [
    ...files.map(({ path, scope }) => `  ${path}${SCOPES[scope]}`),
    ...(others === 0 ? [] : [`  文档的文件 ${others} 个`]),
  ];
};

/** Of more, the JSON answer names them all. */
const NAMED = 20;
const listed = (names: readonly string[]): string =>
  names.length > NAMED ? `${names.slice(0, NAMED).join('、')} 等 ${names.length} 个` : names.join('、');

type Plan = Awaited<ReturnType<typeof import('../../pipeline/erase/erase.ts').previewErasure>>;

const lines = ({ printing, resting, losing, elsewhere }: Plan): string[] => [
  ...(elsewhere.length === 0 ? [] : [`同样的文字还在这些记录中，需要的一并列为目标：${listed(elsewhere)}`]),
  ...(losing.length === 0 ? [] : [`这些记录的附件随之作废：${listed(losing)}`]),
  ...(printing.length === 0 ? [] : [`印有其内容的已签发文档：${listed(printing)}`]),
  ...(resting.length === 0 ? [] : [`依据其编制、没有印出其文字的文档保留：${listed(resting)}`]),
];

async function carryOut(common: Shared, request: EraseRequest): Promise<0> {
  const { erase } = await import('../../pipeline/erase/erase.ts');
  const done = await withSession(common, (session) => erase(session, request));
  const { record, targets, contents, commits, refs, handedIn, unreached } = done;
  print(common, { ...done, done: true }, [
    `清除记录 ${record}`,
    `  原因　　${request.reason}`,
    `  批准　　${request.approvedBy}${request.document === undefined ? '' : `（${request.document}）`}`,
    `  执行　　${request.by}`,
    '已清除：',
    ...filesOf(targets),
    ...lines(done).map((line) => `  ${line}`),
    `版本库中销毁 ${contents} 份内容，重写提交 ${commits} 次；缓存与已生成的站点一并删除，执行 opsledger site build 重新生成`,
    ...(refs.length === 0 ? [] : [`版本库中含有这些内容的其他分支、标签或暂存已删除：${refs.join('、')}`]),
    ...(handedIn.length === 0 ? [] : [`收件夹与登记台中相同的文件已删除：${handedIn.join('、')}`]),
    '程序不能触及，须另行处理：',
    ...unreached.map((line) => `  ${line}`),
  ]);
  say('请打印本页，由批准人签字后与批准文件一并留存');
  return 0;
}

async function finish(common: Shared): Promise<0> {
  const { finishErasures, purgeErased } = await import('../../pipeline/erase/erase.ts');
  const done = await withSession(common, async (session) => {
    const finished = await finishErasures(session, common.now);
    await purgeErased(session);
    return finished;
  });
  print(
    common,
    { finished: done },
    done.length === 0
      ? ['没有未完成的清除']
      : done.map(
          ({ record, contents, commits }) => `已完成清除 ${record}：销毁 ${contents} 份内容，重写提交 ${commits} 次`,
        ),
  );
  return 0;
}
