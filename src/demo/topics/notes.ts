/** What the engineer notes during the day, and reminders and alerts of the tool (5.7(1), 5.5.4). Pure. */
import type { Entry } from '../kit/book.ts';
import { fill } from '../kit/fill.ts';
import type { Random } from '../kit/random.ts';
import type { StoryContext } from '../kit/story.ts';
import { drop, plus, plusMinutes, type StoryDay, t } from '../kit/times.ts';
import { followups, monthlyPlans, type Operation, opens, operations, plans, suggestions } from '../story/notes-data.ts';
import { residentOf } from './duty.ts';

export function noteEntries(context: StoryContext): Entry[] {
  const random = context.random.of('notes');
  const working = context.days.filter((day) => day.working);
  return [
    ...working.flatMap((day) => notes(day, random, context)),
    ...suggested(working, context),
    ...planned(working),
    forgotten(),
  ];
}

/** Suggestions come a few weeks apart, each once. */
function suggested(working: readonly StoryDay[], context: StoryContext): Entry[] {
  const random = context.random.of('suggestions');
  const apart = Math.floor(working.length / (suggestions.length + 1));
  return suggestions.flatMap((text, n) => {
    const day = working[(n + 1) * apart + random.int(-3, 3)];
    return day === undefined ? [] : [entry(day.date, '16:55', 'suggestion', fill(text, random))];
  });
}

/** On the last working day of a month, before its reports are closed. */
function planned(working: readonly StoryDay[]): Entry[] {
  const last = new Map(working.map(({ date }) => [date.slice(0, 7), date]));
  return Object.entries(monthlyPlans).flatMap(([month, text]) => {
    const date = last.get(month);
    return date === undefined ? [] : [entry(date, '14:50', 'plan', text)];
  });
}

const entry = (date: string, time: string, topic: string, text: string, more: object = {}): Entry => ({
  kind: 'note',
  writtenAt: plusMinutes(t(date, time), 12),
  draft: { at: t(date, time), date, topic, person: residentOf(date), text, ...more },
});

/** Written down two days later, so that the daily report of that day had to be revised. */
function forgotten(): Entry {
  return {
    kind: 'note',
    writtenAt: t('2026-06-12', '09:20'),
    draft: {
      at: t('2026-06-10', '15:40'),
      date: '2026-06-10',
      topic: 'operation',
      asset: 'desk-sign-19',
      person: residentOf('2026-06-10'),
      text: '为东楼 401 桌牌更换网络端口并核对推送（补录）',
      permit: '@permit:collect',
      result: '已完成',
    },
  };
}

function notes({ date }: StoryDay, random: Random, context: StoryContext): Entry[] {
  const note = (time: string, topic: string, text: string): Entry => entry(date, time, topic, fill(text, random));
  const first = random.pick(operations);
  // A second round on one day is of another sort of work.
  const second = random.pick(operations.filter((one) => one !== first));
  return [
    operation(date, '10:25', first, random, context),
    ...(random.chance(0.55) ? [operation(date, '15:10', second, random, context)] : []),
    ...(random.chance(0.5) ? [note('16:20', 'followup', random.pick(followups))] : []),
    ...(random.chance(0.25) ? [note('16:40', 'open', random.pick(opens))] : []),
    note('16:50', 'plan', random.pick(plans)),
  ];
}

function operation(
  date: string,
  time: string,
  { text, assets, result, permit }: Operation,
  random: Random,
  { contract }: StoryContext,
): Entry {
  const id = random.pick(assets);
  const asset = contract.assets.find((one) => one.id === id);
  const named = text.replace('{asset}', spaced(asset?.name ?? id)).replace('{place}', asset?.place ?? '');
  return entry(date, time, 'operation', fill(named, random), { asset: id, result, permit: `@permit:${permit}` });
}

/** With the space that stands between a Latin name and Chinese. */
const spaced = (name: string): string =>
  `${/^[A-Za-z]/.test(name) ? ' ' : ''}${name}${/[0-9A-Za-z]$/.test(name) ? ' ' : ''}`;

const alerts: readonly (readonly [asset: string, alert: string, value: string, handling: string, decision: string])[] =
  [
    ['app-server-1', '磁盘使用率过高', '82.1 %', '清理过期日志后回落到 71 %', 'handled'],
    ['mysql-primary', '慢查询占比升高', '1.2 %', '定位为统计任务，已转优化', 'handled'],
    ['app-server-3', '内存使用率过高', '91.0 %', '计划内数据导入，已自行回落', 'dismissed'],
    ['redis-1', '内存使用率过高', '77.4 %', '会话高峰，持续观察', 'dismissed'],
    ['interface-departments', '对账差异', '0.4 %', '补传后为 0', 'handled'],
    ['nginx-1', '活动连接数升高', '4180 个', '全局培训期间，培训后回落', 'dismissed'],
    ['db-server-2', '复制延迟升高', '36 s', '大事务提交，3 分钟后恢复', 'handled'],
  ];

export function alertEntries(context: StoryContext): Entry[] {
  const random = context.random.of('alerts');
  return context.days
    .filter((day) => context.inspected(day.date) && random.chance(0.2))
    .map((day) => alert(day, random));
}

function alert({ date }: StoryDay, random: Random): Entry {
  const [asset, name, value, handling, decision] = random.pick(alerts);
  const fired = t(date, `0${random.int(1, 8)}:${random.int(10, 55)}`);
  const decided = plusMinutes(fired, random.int(5, 24));
  return {
    kind: 'alert-proposal',
    writtenAt: plusMinutes(fired, 62),
    draft: drop({
      source: 'auto',
      at: fired,
      asset,
      alert: name,
      severity: decision === 'handled' ? 'warning' : 'info',
      value,
      summary: `${name}，当前 ${value}`,
      monitor: '监控平台',
      firedAt: fired,
      resolvedAt: plusMinutes(fired, random.int(15, 60)),
      decision,
      handling: decision === 'handled' ? handling : undefined,
      reason: decision === 'dismissed' ? handling : undefined,
      decidedBy: '值班工程师',
      decidedAt: decided,
    }),
  };
}

/** Each working morning the tool sends what is due; a few times the mail server was down. */
export function notificationEntries(context: StoryContext): Entry[] {
  const random = context.random.of('mail');
  return context.days
    .filter((day) => day.working)
    .map(({ date }): Entry => {
      const at = t(date, '08:30');
      const failed = random.chance(0.02);
      return {
        kind: 'notification',
        writtenAt: plus(at, 1),
        draft: {
          source: 'auto',
          at,
          channel: 'mail',
          recipient: 'ops@example.internal',
          subject: '今日待交与近期到期事项',
          reason: 'due',
          obligation: 'inspection-log',
          period: date,
          result: failed ? 'failed' : 'sent',
          attempts: failed ? 3 : 1,
          ...(failed ? { failure: '邮件服务器拒绝连接' } : {}),
        },
      };
    });
}
