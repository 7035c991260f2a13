import type { Command } from 'commander';
import { print, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'clock', group: '建立与运行', order: 180, add: clockCommand });

/** `clock accept` */
function clockCommand(program: Command): void {
  const clock = program.command('clock').description('本机时钟：被判为可疑时，由人核对后确认');
  sharedOptions(clock.command('accept'))
    .description('本机时间已核对无误：恢复签发、登记缺失与签名，连同原因记入工作区')
    .requiredOption('--by <姓名>', '核对人')
    .requiredOption('--reason <原因>', '时钟为什么与此前不符，如 停机两个月、曾调快已校正')
    .option('--signed <文件>', '双方签字的时钟说明扫描件：此前时钟不准时写下的时间，核验时列为双方已说明')
    .addHelpText(
      'after',
      '\n示例：\n  opsledger clock accept --by 姓名 --reason 停机检修两个月，时间已与时间服务器核对',
    )
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { acceptClock } = await import('../../pipeline/log/accept-clock.ts');
      const said = { by: String(options.by), reason: String(options.reason), ...signedOf(options) };
      const accepted = await withSession(common, (session) => acceptClock(session, said));
      print(common, accepted, [`已确认本机时钟：${accepted.found}`, '下一轮起照常签发与签名']);
    });
}

const signedOf = ({ signed }: Record<string, unknown>): { signed?: string } =>
  signed === undefined ? {} : { signed: typedPath(String(signed)) };
