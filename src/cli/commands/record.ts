import type { Command } from 'commander';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { UserError } from '../../contract/error.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { Added, AddRequest } from '../../pipeline/record/add.ts';
import { CLAIMED } from '../../wording/words.ts';
import { print, type Shared, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { proofHint } from '../delivery.ts';
import { attention } from '../exit-codes.ts';
import { columns } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'record', group: '采集与记录', order: 220, add: recordCommand });

const RECORD_HELP = `
示例：
  opsledger record --list
  opsledger record note
  opsledger record incident --example > 故障.yaml
  opsledger record incident --from 故障.yaml`;

/** `record [KIND]` */
function recordCommand(program: Command): void {
  attention(
    sharedOptions(program.command('record').argument('[种类]', '记录种类，如 note；不写则列出全部种类'))
      .description('登记一条记录：在终端逐项询问，或读取 YAML/JSON；给出新编号')
      .option('--list', '列出全部记录种类；写明种类时，列出这种记录，作废的也在内')
      .option('--example', '输出这种记录的样例，改好后用 --from 登记')
      .option('--from <文件>', 'YAML 或 JSON 文件；- 为标准输入')
      .option('--by <姓名>', '录入人')
      .option('--signed <文件...>', '随记录附上⟦采购人⟧签字的扫描件：记录中⟦采购人⟧的确认以此为准')
      .option('--sheet <文件...>', '随记录附上纸质巡检表的扫描件（纸质补录）')
      .option('--reason <原因>', '修改已有记录（文件中写明 id）的原因')
      .addHelpText('after', RECORD_HELP),
    '已登记，但要留意提示（如日期在服务期以外，没有文档会读取它；操作与所写的许可不符）',
    async (kind: string | undefined, options: Record<string, unknown>) => {
      const common = shared(options);
      if (kind === undefined) {
        await listKinds(common);
        return 0;
      }
      if (options.list === true) {
        await listRecords(common, kind);
        return 0;
      }
      if (options.example === true) {
        await showExample(common, kind);
        return 0;
      }
      const request = requestOf(kind, options, common);
      const { addRecord, addRecordFile, addRecordText } = await import('../../pipeline/record/add.ts');
      const saved = await withSession(common, async (session): Promise<Added> => {
        if (options.from !== undefined && options.from !== '-') {
          return addRecordFile(session, typedPath(String(options.from)), request);
        }
        // What is typed takes as long as it takes: it counts from when it is there.
        if (options.from === '-' || !process.stdin.isTTY)
          return addRecordText(session, await stdinText(), requestOf(kind, options, common));
        const [{ askRecord }, { openEntry }] = await Promise.all([
          import('../ask.ts'),
          import('../../pipeline/record/entry.ts'),
        ]);
        const answers = await askRecord(await openEntry(session, request));
        return addRecord(session, answers, '终端输入', requestOf(kind, options, common));
      });
      for (const notice of saved.notices) say(`注意：${notice}`);
      if (saved.sameAs !== undefined) say(sameText(saved.id, saved.sameAs));
      print(common, saved, [
        `${saved.edited ? '已修改' : '已登记'} ${saved.id}${saved.claimed ? `：其中⟦采购人⟧所做的为${CLAIMED}` : ''}`,
        `  ${saved.path}`,
        ...proofHint([saved]),
      ]);
      return saved.notices.length > 0 ? 1 : 0;
    },
  );
}

function requestOf(kind: string, options: Record<string, unknown>, { now }: Shared): AddRequest {
  return {
    kind,
    now,
    ...(options.by === undefined ? {} : { by: String(options.by) }),
    ...(options.reason === undefined ? {} : { reason: String(options.reason) }),
    ...(options.signed === undefined ? {} : { signed: (options.signed as string[]).map(typedPath) }),
    ...(options.sheet === undefined ? {} : { sheets: (options.sheet as string[]).map(typedPath) }),
  };
}

const sameText = (id: string, other: string): string =>
  `提示：${id} 与 ${other} 内容相同，可能重复登记；确是重复的，作废其中一条：opsledger withdraw ${id} --by 姓名 --reason 重复登记`;

async function listKinds(common: Shared): Promise<void> {
  const { kindLines } = await import('../../pipeline/record/guide.ts');
  const lines = await kindLines();
  print(common, lines, [
    ...columns(lines.map((one) => [one.id, one.label, one.command === null ? '' : `由 ${one.command} 登记`])),
    '下一步：opsledger record 种类 逐项填写；opsledger record 种类 --example 得到样例',
  ]);
}

async function listRecords(common: Shared, kind: string): Promise<void> {
  const { recordLines } = await import('../../pipeline/record/list.ts');
  const lines = await withSession(common, (session) => recordLines(session, kind));
  const rows = lines.map((one) => [one.id, formatDateTime(one.at), one.text, one.withdrawn ?? '']);
  print(common, lines, lines.length > 0 ? columns(rows) : ['没有这种记录']);
}

async function showExample(common: Shared, kind: string): Promise<void> {
  const [{ namedKind }, { datedExample, recordExample }] = await Promise.all([
    import('../../pipeline/record/entry-fields.ts'),
    import('../../pipeline/record/example.ts'),
  ]);
  const named = await namedKind(kind);
  const contract = await contractOf(common);
  const example = datedExample(named, common.now, contract);
  print(common, example, [recordExample(named, example, contract).trimEnd()]);
}

/** Of the workspace, when there is one that can be used: an example is given without one, too. */
async function contractOf(common: Shared): Promise<ContractBundle | undefined> {
  try {
    return await withSession(common, ({ workspace }) => Promise.resolve(workspace.contract));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function stdinText(): Promise<string> {
  const { readStdin } = await import('../../pipeline/record/answers-file.ts');
  return (await readStdin()).toString('utf8');
}
