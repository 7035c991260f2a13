import type { Command } from 'commander';
import { within } from '../../pipeline/clock.ts';
import { needsScheduler, type SchedulerState } from '../../pipeline/heartbeat.ts';
import { print, say, shared, sharedOptions, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { columns, paint } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'due', group: '交付', order: 510, add: dueCommand });

/** `due [--within 7d]` */
function dueCommand(program: Command): void {
  attention(
    sharedOptions(program.command('due'))
      .description('应交项：待交、逾期、缺失与近期到期，最近的在前')
      .option('--within <期限>', '列出多久以内到期的：7d、12h、2w', '7d')
      .addHelpText('after', '\n示例：\n  opsledger due --within 14d'),
    '有逾期未交、缺失、退回待修订、待补正或确认已失效，有读不出的、被手工改动或删除的文件，或调度应当运行而没有运行；只有待交、未到期的，或双方已经结项的为 0',
    async (options: Record<string, unknown>) => {
      const [{ due }, { needsAttention }, { dueLines, provisionalLines }, { waitLines }] = await Promise.all([
        import('../../pipeline/status/due.ts'),
        import('../../pipeline/plan/due-items.ts'),
        import('../due-lines.ts'),
        import('../wait-lines.ts'),
      ]);
      const common = shared(options);
      const until = within(String(options.within), common.now);
      const { items, closed, ended, problems, edited, scheduler, waits } = await withSession(
        common,
        (session) => due(session, common.now, until),
        { tells: true },
      );
      for (const problem of problems) say(`不可读：${problem}`);
      for (const one of edited) say(`手工改动：${one}`);
      for (const line of schedulerLines(scheduler)) say(line);
      if (closed !== null) say(closed);
      const lines = columns(dueLines(items));
      print(
        common,
        items,
        lines.length === 0
          ? ['没有应交项']
          : lines.map((l, i) => (items[i] !== undefined && needsAttention(items[i]) ? paint('red', l) : l)),
      );
      for (const line of [...provisionalLines(items), ...waitLines(waits)]) say(line);
      const isBad = problems.length + edited.length > 0 || needsScheduler(scheduler);
      return isBad || (!ended && items.some(needsAttention)) ? 1 : 0;
    },
  );
}

/** Only what is not as it should be: a list of what is owed is about that. */
function schedulerLines(scheduler: SchedulerState): string[] {
  const { state, text, remedy } = scheduler;
  if (!needsScheduler(scheduler) && state !== 'stopped') return [];
  return [`调度：${text}`, ...(remedy === null ? [] : [`  ${remedy}`])];
}
