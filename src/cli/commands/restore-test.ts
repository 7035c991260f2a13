import type { Command } from 'commander';
import type { RestoreTestResult } from '../../pipeline/backup/restore/test-run.ts';
import { formatDuration } from '../../wording/durations.ts';
import { print, say, shared, sharedOptions, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { interruptible } from '../interruptible.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'restore-test', group: '备份与恢复', order: 420, add: restoreCommand });

const RESTORE_HELP = `
示例：
  opsledger restore-test --permit XK-20261120-002 --operator 姓名
  opsledger restore-test oa-20261124.sql.gz --permit XK-20261120-002 --operator 姓名
  opsledger restore-test BF-20261124-001 --without-permit "未取得许可，事后报告" --operator 姓名

逻辑备份恢复到设置 restore.scratch 写明的临时服务器；物理备份恢复到本机的私有副本。不会恢复到生产数据库。
结论不通过、许可已过期或不符也是结果：照样登记并写明，退出码 1。中断（Ctrl+C）时清除已恢复的数据，不登记。`;

/** `restore-test [BACKUP]` */
function restoreCommand(program: Command): void {
  attention(
    sharedOptions(
      program.command('restore-test').argument('[备份集]', '备份集名称或备份记录编号；不写为最新的完整一份'),
    )
      .description('把备份真正恢复到临时数据库，逐表比对，登记恢复测试记录')
      .requiredOption('--operator <姓名>', '执行人')
      .option('--permit <许可编号>', '⟦采购人⟧许可的记录编号')
      .option('--without-permit <说明>', '没有许可时如实写明')
      .addHelpText('after', RESTORE_HELP),
    '恢复测试不通过，或许可已过期、与本次不符',
    async (backup: string | undefined, options: Record<string, unknown>) => {
      const common = shared(options);
      const { restoreTest } = await import('../../pipeline/backup/restore/test-run.ts');
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
