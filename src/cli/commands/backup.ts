import type { Command } from 'commander';
import { formatDateTime } from '../../contract/time.ts';
import type { CheckedBackup, CheckedPlan } from '../../pipeline/backup/check-backups.ts';
import { sizeText } from '../../wording/figures.ts';
import { print, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { interruptible } from '../interruptible.ts';
import { columns, progressBar } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'backup', group: '备份与恢复', order: 410, add: backupCommand });

/** `backup check` and `backup baseline` */
function backupCommand(program: Command): void {
  const group = program.command('backup').description('检查备份集；采集恢复比对用的基线');
  checkCommand(group);
  baselineCommand(group);
}

function checkCommand(group: Command): void {
  attention(
    sharedOptions(group.command('check'))
      .description('检查每个备份计划的全部备份集：有没有、新不新、完整、大小、校验值；登记备份记录')
      .addHelpText('after', '\n示例：\n  opsledger backup check'),
    '有异常的备份集或读不到的备份计划',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { checkBackups } = await import('../../pipeline/backup/check-backups.ts');
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
      const { captureBaseline } = await import('../../pipeline/backup/restore/baseline.ts');
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
