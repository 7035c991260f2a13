import type { Command } from 'commander';
import { formatDateTime } from '../contract/time.ts';
import type { CheckedBackup, CheckedPlan } from '../pipeline/backup/check.ts';
import type { RestoreTestResult } from '../pipeline/backup/restore/test-run.ts';
import { formatDuration } from '../wording/durations.ts';
import { sizeText } from '../wording/figures.ts';
import { print, say, shared, sharedOptions, typedPath, withSession } from './context.ts';
import { attention } from './exit-codes.ts';
import { columns, progressBar } from './terminal.ts';

/** `backup check`, `backup baseline` and `restore-test`. */
export function backupCommands(program: Command): void {
  const group = program.command('backup').description('检查备份集；采集恢复比对用的基线');
  checkCommand(group);
  baselineCommand(group);
  restoreCommand(program);
}

/** Aborts when a person or the system ends the command; what was begun is then cleaned up. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    say('正在中断并清理，请稍候……');
    controller.abort(new Error('interrupted'));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
  }
}

function checkCommand(group: Command): void {
  attention(
    sharedOptions(group.command('check'))
      .description('检查每个备份计划的全部备份集：有没有、新不新、完整、大小、校验值；登记备份记录')
      .addHelpText('after', '\n示例：\n  opsledger backup check'),
    '有异常的备份集或读不到的备份计划',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { checkBackups } = await import('../pipeline/backup/check.ts');
      const bar = progressBar('检查');
      const result = await interruptible((signal) =>
        withSession(common, (session) =>
          checkBackups(session, {
            signal,
            progress: bar.update,
            ...(common.at === undefined ? {} : { at: common.at }),
          }),
        ),
      ).finally(bar.end);
      for (const problem of result.problems) say(problem);
      print(common, result, [
        ...result.plans.flatMap(planLines),
        ...result.records.map((path) => `已登记 ${path}`),
        ...(result.plans.some((plan) => plan.state === 'attention') ? [] : ['全部正常']),
      ]);
      const needed = result.problems.length > 0 || result.plans.some((plan) => plan.state === 'attention');
      return needed ? 1 : 0;
    },
  );
}

const marks = { ok: '● 正常', attention: '▲ 异常', writing: '◇ 正在写入' } as const;

function planLines(plan: CheckedPlan): string[] {
  return [
    `${plan.plan}（${plan.asset}）${plan.sets.length} 个备份集`,
    ...plan.problems.map((problem) => `  ▲ ${problem}`),
    ...columns(plan.sets.map(setRow)).map((line) => `  ${line}`),
  ];
}

function setRow(set: CheckedBackup): string[] {
  const good = { same: '完整，校验值与备份时一致', changed: '', 'nothing-kept': '完整，备份时没有保存校验值' } as const;
  const text = set.problems.length > 0 ? set.problems.join('；') : set.checksum === null ? '' : good[set.checksum];
  const baseline = set.baseline === false ? '（未采集基线）' : '';
  return [marks[set.state], set.set, formatDateTime(set.finishedAt), sizeText(set.size), `${text}${baseline}`];
}

const BASELINE_HELP = `
示例（备份脚本中，备份前后各一次）：
  opsledger backup baseline mysql-primary --schema oa -o /backup/mysql/oa-20261124.sql.gz.tables.json
  （执行备份）
  opsledger backup baseline mysql-primary --again -o /backup/mysql/oa-20261124.sql.gz.tables.json

只读取：在一个一致性快照里数每张表的行数、算校验和，并执行设置中的业务查询。`;

function baselineCommand(group: Command): void {
  sharedOptions(group.command('baseline').argument('<数据源>', '数据库的数据源名称，如 mysql-primary'))
    .description('采集备份时的逐表行数与校验和，供恢复测试比对；只读取')
    .requiredOption('-o, --output <文件>', '写到备份集旁边：备份集名称.tables.json')
    .option('--schema <库...>', '备份所含的库；不写为全部')
    .option('--again', '备份完成后再采集一次，标出备份期间有变化的表')
    .addHelpText('after', BASELINE_HELP)
    .action(async (source: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { captureBaseline } = await import('../pipeline/backup/restore/baseline.ts');
      const bar = progressBar('采集基线');
      const result = await interruptible((signal) =>
        withSession(common, (session) =>
          captureBaseline(session, {
            source,
            output: typedPath(String(options.output)),
            ...(options.schema === undefined ? {} : { schemas: options.schema as string[] }),
            again: options.again === true,
            signal,
            progress: bar.update,
          }),
        ),
      ).finally(bar.end);
      const changed = result.changed === null ? [] : changedLines(result.changed);
      print(common, result, [`已写出 ${result.file}`, `  ${result.tables} 张表，${result.rows} 行`, ...changed]);
    });
}

const changedLines = (tables: readonly string[]): string[] =>
  tables.length === 0 ? ['  备份期间没有变化'] : [`  备份期间有变化，只能核对行数范围：${tables.join('、')}`];

const RESTORE_HELP = `
示例：
  opsledger restore-test --permit XK-20261120-002 --operator 姓名
  opsledger restore-test oa-20261124.sql.gz --permit XK-20261120-002 --operator 姓名
  opsledger restore-test BF-20261124-001 --without-permit "未取得许可，事后报告" --operator 姓名

逻辑备份恢复到设置 restore.scratch 写明的临时服务器；物理备份恢复到本机的私有副本。不会恢复到生产数据库。
结论不通过、许可已过期或不符也是结果：照样登记并写明，退出码 1。中断（Ctrl+C）时清除已恢复的数据，不登记。`;

function restoreCommand(program: Command): void {
  attention(
    sharedOptions(
      program.command('restore-test').argument('[备份集]', '备份集名称或备份记录编号；不写为最新的完整一份'),
    )
      .description('把备份真正恢复到临时数据库，逐表比对，登记恢复测试记录')
      .requiredOption('--operator <姓名>', '执行人')
      .option('--permit <许可编号>', '采购人许可的记录编号')
      .option('--without-permit <说明>', '没有许可时如实写明')
      .addHelpText('after', RESTORE_HELP),
    '恢复测试不通过，或许可已过期、与本次不符',
    async (backup: string | undefined, options: Record<string, unknown>) => {
      const common = shared(options);
      const { restoreTest } = await import('../pipeline/backup/restore/test-run.ts');
      const result = await interruptible((signal) =>
        withSession(common, (session) =>
          restoreTest(session, {
            ...(backup === undefined ? {} : { backup }),
            ...(options.permit === undefined ? {} : { permit: String(options.permit) }),
            ...(options.withoutPermit === undefined ? {} : { withoutPermit: String(options.withoutPermit) }),
            operator: String(options.operator),
            ...(common.at === undefined ? {} : { at: common.at }),
            signal,
            progress: say,
          }),
        ),
      );
      print(common, result, restoreLines(result));
      const whole = result.missed.length === 0 && result.permitProblem === null && result.cleaned;
      return result.result === 'passed' && whole ? 0 : 1;
    },
  );
}

function restoreLines(result: RestoreTestResult): string[] {
  const { same, different, missing, extra, unchecked } = result.tables;
  return [
    result.result === 'passed' ? `恢复测试通过：${result.set}` : `恢复测试不通过：${result.failure ?? ''}`,
    `  逐表比对：一致 ${same}，不一致 ${different}，缺表 ${missing}，多表 ${extra}，未比对 ${unchecked}`,
    ...(result.rtoSeconds === null ? [] : [`  恢复用时 ${formatDuration(result.rtoSeconds)}`]),
    ...(result.permitProblem === null ? [] : [`  ▲ ${result.permitProblem}`]),
    ...result.missed.map((text) => `  ▲ ${text}`),
    ...(result.cleaned ? [] : ['  ▲ 测试数据没有清除，下次恢复测试时清除']),
    `已登记 ${result.id}`,
    `  ${result.record}`,
  ];
}
