import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import type { CollectResult } from '../../pipeline/collect/collect.ts';
import type { Session } from '../../pipeline/session.ts';
import { print, type Shared, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention, type ExitCode } from '../exit-codes.ts';
import { progressBar } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'collect', group: '采集与记录', order: 210, add: collectCommand });

const HELP = `
示例：
  opsledger collect
  opsledger collect local

不能装软件、不能开端口的主机：
  opsledger collect --script > host-report.sh     得到只读脚本，带到主机上
  sh host-report.sh > app-server-3.txt            在主机上运行（也可把脚本内容粘贴到终端），把输出带回来
  opsledger collect --from app-server-3.txt --target app-server-3

云控制台导出的 CSV（列的对照写在 opsledger.yaml 的 cloud-csv 数据源里）：
  opsledger collect cloud --from 云监控导出.csv

当天再次采集要说明原因，原因印在巡检日志上；先前测得的异常当日仍是异常，注明何时恢复：
  opsledger collect app-server-3 --reason 磁盘清理后复核

只采一部分时，当天其他数据源的结果从当天上一条巡检记录并入新记录，时间和证据不变。`;

/** `collect [SOURCE…] [--from FILE] [--target ASSET] [--script]` */
function collectCommand(program: Command): void {
  attention(
    sharedOptions(program.command('collect').argument('[数据源...]', '数据源名称；不写为全部'))
      .description('现在读取数据源，保存一条巡检记录')
      .option('--from <文件>', '导入主机巡检报告或云控制台导出的 CSV，不读取其他数据源')
      .option('--target <资产>', '主机巡检报告所属的资产编号；不写时按主机名找')
      .option('--reason <原因>', '当天再次采集的原因，如 磁盘清理后复核；不写的，巡检日志印“未说明原因”')
      .option('--script', '输出主机巡检脚本，不采集')
      .addHelpText('after', HELP),
    '有数据源读不到，有判为异常的检查项（含运维工作站），或有读不出的文件',
    async (sources: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      if (options.script === true) {
        const { hostReportScript } = await import('../../pipeline/collect/host-report.ts');
        process.stdout.write(await hostReportScript());
        return 0;
      }
      const from = options.from as string | undefined;
      const why =
        typeof options.reason === 'string' && options.reason.trim() !== '' ? { why: options.reason.trim() } : {};
      if (from === undefined) return live(common, sources, options.target, why);
      return file(common, sources, from, { ...targetOf(options.target), ...why });
    },
  );
}

type Why = { why?: string };
const targetOf = (target: unknown): { target?: string } => (typeof target === 'string' ? { target } : {});

async function live(common: Shared, sources: string[], target: unknown, why: Why): Promise<ExitCode> {
  if (target !== undefined)
    throw new UserError('--target 只与 --from 一起使用', { at: '--target', expected: '同时写 --from 文件' });
  const { collect } = await import('../../pipeline/collect/collect.ts');
  const bar = progressBar('采集');
  const { result, after } = await withSession(common, async (session) => {
    const saved = await collect(session, {
      sources,
      trigger: 'command',
      ...(await whyAgain(session, why)),
      ...(common.at === undefined ? {} : { at: common.at }),
      progress: bar.update,
    });
    return { result: saved, after: await afterwards(session, saved.id) };
  }).finally(bar.end);
  return show(common, result, after, `已保存 ${result.record}`);
}

async function file(
  common: Shared,
  sources: string[],
  from: string,
  given: { target?: string } & Why,
): Promise<ExitCode> {
  const [source, ...more] = sources;
  if (more.length > 0)
    throw new UserError('--from 一次只用一个数据源', { found: sources.join('、'), expected: '至多一个数据源名称' });
  const { collectFile } = await import('../../pipeline/collect/host-report.ts');
  const { result, after } = await withSession(common, async (session) => {
    const saved = await collectFile(session, {
      file: typedPath(from),
      shown: from,
      ...(source === undefined ? {} : { source }),
      ...given,
      ...(common.at === undefined ? {} : { at: common.at }),
    });
    return { result: saved, after: await afterwards(session, saved.id) };
  });
  return show(
    common,
    result,
    after,
    result.unchanged ? `这个文件今天已经导入 ${result.record}` : `已保存 ${result.record}`,
  );
}

/** Who collects again at a terminal is asked why, before anything is read; an empty answer is one, too. */
async function whyAgain(session: Session, why: Why): Promise<Why> {
  if (why.why !== undefined || process.stdin.isTTY !== true) return why;
  const [{ collectedToday }, { openAsker }] = await Promise.all([
    import('../../pipeline/collect/previous.ts'),
    import('../asker.ts'),
  ]);
  if (!(await collectedToday(session.workspace.records))) return why;
  const asker = openAsker();
  try {
    const answer = await asker.ask('今天已采集过，再次采集的原因（如 磁盘清理后复核；可空，日志印“未说明原因”）：');
    return answer === '' ? {} : { why: answer };
  } finally {
    asker.close();
  }
}

interface Afterwards {
  /** What was read may be the day's first evidence. */
  draft: boolean;
  /** Confirmations that count no more by it. */
  voided: string[];
}

/** Asked after collecting. */
async function afterwards(session: Session, id: string): Promise<Afterwards> {
  const [{ hasDraftToConfirm }, { voidedBy }, { machineNow }] = await Promise.all([
    import('../../pipeline/signoff/draft-to-confirm.ts'),
    import('../../pipeline/plan/voided-by.ts'),
    import('../../pipeline/clock.ts'),
  ]);
  const now = machineNow();
  return { draft: await hasDraftToConfirm(session, now), voided: await voidedBy(session, id, now) };
}

async function show(
  common: Shared,
  result: CollectResult,
  { draft, voided }: Afterwards,
  first: string,
): Promise<ExitCode> {
  const { outcomeLines } = await import('../outcome-lines.ts');
  for (const { source, reason } of result.failed) say(`无法采集 ${source}：${reason}`);
  for (const problem of result.problems) say(problem);
  for (const one of voided) say(`注意：${one}`);
  if (result.unexplained) say('注意：今天已采集过，这次没有说明原因，巡检日志印“未说明原因”；下次加上 --reason 原因');
  print(common, result, [
    first,
    ...result.records.map((path) => `已登记 ${path}`),
    ...outcomeLines(result),
    draft
      ? '下一步：opsledger due 查看应交项，opsledger confirm inspection-log --by 姓名 确认并签发'
      : '今日巡检日志已确认或签发，不必再确认；opsledger due 查看应交项',
  ]);
  const needed = result.failed.length > 0 || result.counts.abnormal > 0 || result.problems.length > 0;
  return needed ? 1 : 0;
}
