import type { Command } from 'commander';
import { formatDateTime } from '../../contract/time.ts';
import { machineNow } from '../../pipeline/clock.ts';
import { print, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'remind', group: '交付', order: 590, add: remindCommand });

/** `remind list|send|test|calendar|sheet` */
function remindCommand(program: Command): void {
  const group = program.command('remind').description('提醒：列出、发送、试发；导出日历文件，打印本周应交清单');
  listCommand(group);
  sendCommand(group);
  testCommand(group);
  calendarCommand(group);
  sheetCommand(group);
}

const words = { pending: '正在发送', sent: '已发出', failed: '没有发出', unknown: '结果不明' } as const;

function listCommand(group: Command): void {
  attention(
    sharedOptions(group.command('list'))
      .description('此刻提醒什么、提醒谁，最近发了什么，有什么没有发出')
      .addHelpText('after', '\n示例：\n  opsledger remind list'),
    '有发不出、结果不明的提醒，或有角色没有地址',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const [{ lookAtReminders }, { reminderLines }, { lineStates, numberText }] = await Promise.all([
        import('../../pipeline/remind/reminder-state.ts'),
        import('../../notify/attention.ts'),
        import('../../notify/line.ts'),
      ]);
      const look = await withSession(common, (session) => lookAtReminders(session, common.now));
      print(common, look, [
        ...(look.wanted.length === 0 ? ['此刻没有要提醒的'] : []),
        ...look.wanted.flatMap(({ role, lines }) =>
          lines.map(
            ({ dueAt, state, kind, number }) =>
              `${dueAt === null ? '' : `${formatDateTime(dueAt)}　`}${lineStates[state]}　${kind} ${numberText(number)}　→ ${role}`,
          ),
        ),
        ...look.messages.map(
          ({ at, channel, address, state, repeated, lines }) =>
            `${formatDateTime(at)}　${words[state]}${repeated ? '（可能重复）' : ''}　${channel} ${address}　${lines.length} 项`,
        ),
        ...reminderLines(look.attention),
      ]);
      return look.attention.length > 0 ? 1 : 0;
    },
  );
}

function sendCommand(group: Command): void {
  attention(
    sharedOptions(group.command('send'))
      .description('立即发送一轮到期的提醒；已发过的不再发')
      .addHelpText('after', '\n示例：\n  opsledger remind send'),
    '有没有发出或结果不明的提醒',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { refuseToSendAt, remind, requireNotify } = await import('../../pipeline/remind/remind.ts');
      refuseToSendAt(common.at, machineNow());
      const done = await withSession(common, async (session) => {
        requireNotify(session);
        return remind(session, common.now);
      });
      const { sent = 0, failed = 0, unknown = 0, repeated = 0 } = done ?? {};
      print(common, { sent, failed, unknown, repeated }, [
        `已发出 ${sent} 条，没有发出 ${failed} 条，结果不明 ${unknown} 条`,
        ...(failed + unknown > 0 ? ['原因与处理：opsledger remind list'] : []),
      ]);
      return failed + unknown > 0 ? 1 : 0;
    },
  );
}

function testCommand(group: Command): void {
  attention(
    sharedOptions(group.command('test').argument('<角色>', 'notify.addresses 中的角色'))
      .description('向一个角色的每个地址试发一条不含内容的消息')
      .addHelpText('after', '\n示例：\n  opsledger remind test engineer'),
    '有地址没有发出或结果不明',
    async (role: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const [{ tryRole }, { randomUUID }] = await Promise.all([
        import('../../pipeline/remind/reminder-state.ts'),
        import('node:crypto'),
      ]);
      const trials = await withSession(common, (session) => tryRole(session, role, common.now, { newId: randomUUID }));
      print(
        common,
        trials,
        trials.map(({ channel, address, outcome, reason, remedy }) =>
          [`${channel} ${address}`.trim(), words[outcome], ...(reason === null ? [] : [`${reason}。${remedy}`])].join(
            '　',
          ),
        ),
      );
      return trials.some(({ outcome }) => outcome !== 'sent') ? 1 : 0;
    },
  );
}

/** @returns the path that was written, as the person typed it */
async function written(output: unknown, bytes: Uint8Array | string): Promise<string> {
  const { writeOutside } = await import('../../pipeline/remind/offline.ts');
  await writeOutside(typedPath(String(output)), bytes);
  return String(output);
}

function calendarCommand(group: Command): void {
  sharedOptions(group.command('calendar'))
    .description('把应交期限写成日历文件（.ics），可导入任何日历软件')
    .option('-o, --output <文件>', '写到哪里', '应交期限.ics')
    .addHelpText('after', '\n示例：\n  opsledger remind calendar -o 应交期限.ics')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { dueCalendar } = await import('../../pipeline/remind/offline.ts');
      const text = await withSession(common, (session) => dueCalendar(session, common.now));
      const file = await written(options.output, text);
      print(common, { file }, [`已写入 ${file}`]);
    });
}

function sheetCommand(group: Command): void {
  sharedOptions(group.command('sheet'))
    .description('把本周应交清单写成 A4 的 PDF，供打印张贴')
    .option('-o, --output <文件>', '写到哪里', '本周应交清单.pdf')
    .addHelpText('after', '\n示例：\n  opsledger remind sheet -o 本周应交清单.pdf')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { weekSheet } = await import('../../pipeline/remind/offline.ts');
      const pdf = await withSession(common, (session) => weekSheet(session, common.now));
      const file = await written(options.output, pdf);
      say('此清单供张贴和核对，不是签发的文档');
      print(common, { file }, [`已写入 ${file}`]);
    });
}
