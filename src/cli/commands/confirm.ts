import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import { parseMonth } from '../../pipeline/clock.ts';
import { heldLine, notIssuedLine } from '../../pipeline/issue/not-issued.ts';
import { askMeasures } from '../ask.ts';
import { print, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import {
  issueLines,
  notice,
  OBLIGATION,
  PERIOD,
  SEEN,
  sayReasons,
  seenBy,
  UNFINISHED,
  unfinishedBy,
} from '../issuing.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'confirm', group: '交付', order: 520, add: confirmCommand });

/** `confirm [OBLIGATION] [PERIOD] --by NAME` */
function confirmCommand(program: Command): void {
  attention(
    sharedOptions(
      program
        .command('confirm')
        .argument('[交付物]', OBLIGATION, 'inspection-log')
        .argument('[期次]', `${PERIOD}；每日交付的不写为今日`),
    )
      .description('确认草稿：写明处理措施与许可；已到签发时间的随即签发')
      .requiredOption('--by <姓名>', '确认人（巡检人）')
      .option('--reviewer <姓名>', '复核人')
      .option('--remark <文字>', '意见')
      .option('--summary <文字>', '综述：您自己的话，连同姓名和时间印在月报、年度总结等报告首页的最上方')
      .option('--reason <原因>', '过了期限才确认的，写明补报原因；已签发的要更正，写明修订原因')
      .option('--month <年月>', '不写交付物：统计区间在该月结束、已到签发时间而未确认的全部文档，先列出与平常不同之处')
      .option('--all-due', '不写交付物：已到签发时间而未确认的全部文档，不论哪月')
      .option('--yes', '与 --month、--all-due 一起：不再询问，供脚本使用')
      .option('--seen', SEEN)
      .option('--unfinished', UNFINISHED)
      .option('--from <文件>', 'YAML 或 JSON 文件：measures 处理措施，manual 人工检查结果；- 为标准输入')
      .option('--sheet <文件...>', '纸质巡检表的扫描件：事后录入当日的人工检查结果（纸质补录）时附上')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger confirm inspection-log 2026-11-24 --by 姓名 --from 处理措施.yaml\n  opsledger confirm inspection-log 2026-11-23 --by 姓名 --reason 采集服务器断电\n  opsledger confirm compliance-statement --by 姓名 --seen\n  opsledger confirm monthly-maintenance 2026-11 --by 姓名 --summary 主库宕机一次，整改措施已定\n  opsledger confirm --month 2026-11 --by 姓名',
      ),
    '有文档没能签发或因待填写而暂缓，或补报没有写原因',
    async (obligation: string, period: string | undefined, options: Record<string, unknown>, command: Command) => {
      if (options.month !== undefined || options.allDue === true) return many(options, command.args);
      if (options.yes === true) throw withoutMany();
      const [{ confirmFile }, { confirm }, { measuresBeside }] = await Promise.all([
        import('../../pipeline/record/answers-file.ts'),
        import('../../pipeline/signoff/confirm.ts'),
        import('../../desk/checks/measures.ts'),
      ]);
      const common = shared(options);
      const extra = options.from === undefined ? {} : await confirmFile(inputPath(String(options.from)), common.now);
      const result = await withSession(common, (session) =>
        confirm(session, {
          obligation,
          ...(period === undefined ? {} : { period }),
          person: String(options.by),
          ...saidOf(options),
          ...extra,
          ...(options.from === undefined ? {} : { shown: shownPath(String(options.from)) }),
          // On a terminal, and without a file, the engineer is asked about each row that is not normal.
          ...(options.from === undefined && process.stdin.isTTY ? { askMeasures } : {}),
          beside: measuresBeside(session.workspace.root, notice),
          now: common.now,
          clock: () => common.now,
          notice,
          seen: seenBy(options),
          unfinished: unfinishedBy(options),
        }),
      );
      for (const f of result.issue.failed) say(notIssuedLine(f));
      for (const h of result.issue.held) say(`注意：${heldLine(h)}`);
      const owed = sayReasons(result.issue, options);
      const stopped = result.issue.failed.length + result.issue.held.length > 0;
      const later = stopped ? '确认已保存，但没有签发，原因见上' : '尚未到签发时间，到时自动签发';
      const lines = issueLines(result.issue);
      print(common, result, [
        `已确认 ${result.obligation} ${result.period}（${result.id}）`,
        ...(lines.length > 0 ? lines : [later]),
      ]);
      return stopped || owed ? 1 : 0;
    },
  );
}

/** A month, or all whose time has come. */
async function many(options: Record<string, unknown>, named: readonly string[]): Promise<0 | 1> {
  const given = [
    ...named,
    ...(options.from === undefined ? [] : ['--from']),
    ...(options.sheet === undefined ? [] : ['--sheet']),
    ...(options.summary === undefined ? [] : ['--summary']),
    ...(options.month !== undefined && options.allDue === true ? ['--all-due'] : []),
  ];
  if (given.length > 0) {
    throw new UserError('确认整月或全部到期的，不再写明单份', {
      found: given.join(' '),
      expected: '只写 --month 或 --all-due 之一',
      hint: '需要写处理措施或附扫描件的，先逐份 confirm，其余再一起确认',
    });
  }
  const { confirmManyHere } = await import('../confirm-many.ts');
  const { reviewer, remark, reason } = saidOf(options);
  return confirmManyHere(shared(options), {
    person: String(options.by),
    yes: options.yes === true,
    unfinished: options.unfinished === true,
    ...(options.month === undefined ? {} : { month: parseMonth(String(options.month)) }),
    ...(reviewer === undefined ? {} : { reviewer }),
    ...(remark === undefined ? {} : { remark }),
    ...(reason === undefined ? {} : { reason }),
  });
}

const withoutMany = (): UserError =>
  new UserError('--yes 只与 --month、--all-due 一起用', {
    at: '--yes',
    found: '单份确认',
    expected: '--month 2026-11 或 --all-due',
    hint: '单份确认的去掉 --yes',
  });

/** What is said beside the answers, as far as it was given. */
const saidOf = ({ reviewer, remark, summary, reason, sheet }: Record<string, unknown>) => ({
  ...(reviewer === undefined ? {} : { reviewer: String(reviewer) }),
  ...(remark === undefined ? {} : { remark: String(remark) }),
  ...(summary === undefined ? {} : { summary: String(summary) }),
  ...(reason === undefined ? {} : { reason: String(reason) }),
  ...(sheet === undefined ? {} : { sheets: (sheet as string[]).map(typedPath) }),
});

const shownPath = (path: string): string => (path === '-' ? '标准输入.yaml' : path);
const inputPath = (path: string): string => (path === '-' ? path : typedPath(path));
