/** What the engineer notes during the day, and reminders and alerts of the tool (5.7(1), 5.5.4). Pure. */
import type { Entry } from '../kit/book.ts';
import { fill } from '../kit/fill.ts';
import type { Random } from '../kit/random.ts';
import type { StoryContext } from '../kit/story.ts';
import { dayOf, drop, plus, plusDays, plusMinutes, type StoryDay, t } from '../kit/times.ts';
import { faults } from '../story/all-faults.ts';
import { cleanUps, freedBy, percentAt } from '../story/disks.ts';
import { affectedOf } from '../story/fault.ts';
import {
  type Followup,
  followups,
  monthlyPlans,
  type Operation,
  opens,
  operations,
  plans,
  suggestions,
} from '../story/notes-data.ts';
import { DARK, DARK_DAY, REPAIR } from '../story/outages.ts';
import { residentOf } from './duty.ts';
import { since } from './readings.ts';

export function noteEntries(context: StoryContext): Entry[] {
  const random = context.random.of('notes');
  const working = context.days.filter((day) => day.working);
  return [
    ...working.flatMap((day) => notes(day, random, context)),
    ...suggested(working, context),
    ...planned(working, context),
    forgotten(context),
    darkDay(context),
  ];
}

/** Suggestions come a few weeks apart, each once. */
function suggested(working: readonly StoryDay[], context: StoryContext): Entry[] {
  const random = context.random.of('suggestions');
  const apart = Math.floor(working.length / (suggestions.length + 1));
  return suggestions.flatMap((text, n) => {
    const day = working[(n + 1) * apart + random.int(-3, 3)];
    return day === undefined ? [] : [entry(day.date, '17:50', 'suggestion', fill(text, random), context)];
  });
}

/** On the last working day of a month, before its reports are closed. */
function planned(working: readonly StoryDay[], context: StoryContext): Entry[] {
  const last = new Map(working.map(({ date }) => [date.slice(0, 7), date]));
  return Object.entries(monthlyPlans).flatMap(([month, text]) => {
    const date = last.get(month);
    return date === undefined ? [] : [entry(date, '14:50', 'plan', text, context)];
  });
}

const noted = (at: string, topic: string, text: string, more: object = {}): Entry => ({
  kind: 'note',
  writtenAt: plusMinutes(at, MINUTES),
  draft: { at, date: dayOf(at), topic, person: residentOf(dayOf(at)), text, ...more },
});

/** What is only written, at the desk, when there is a moment for it. */
function entry(date: string, time: string, topic: string, text: string, { diary }: StoryContext): Entry {
  const at = diary.next(residentOf(date), t(date, time), 2, t(date, '18:30'));
  if (at === undefined) throw new RangeError(`nobody has the time to write on ${date}`);
  return noted(at, topic, text);
}

/** Written down two days later, so that the daily report of that day had to be revised. */
function forgotten({ diary }: StoryContext): Entry {
  const person = residentOf('2026-06-10');
  const at =
    diary.next(person, t('2026-06-10', '15:40'), MINUTES, t('2026-06-10', '17:40')) ?? t('2026-06-10', '17:50');
  return {
    kind: 'note',
    writtenAt: t('2026-06-12', '09:20'),
    draft: {
      at,
      date: '2026-06-10',
      topic: 'operation',
      asset: 'desk-sign-19',
      person,
      text: '为东楼 401 桌牌更换网络端口并核对推送（补录）',
      permit: '@permit:device',
      result: '已完成',
    },
  };
}

/** On the next working day somebody writes down why nothing was observed. */
function darkDay({ days, diary }: StoryContext): Entry {
  const next = days.find(({ date, working }) => working && date > DARK_DAY)?.date ?? DARK_DAY;
  const at =
    diary.next(residentOf(next), plusMinutes(REPAIR.to, MINUTES), MINUTES, t(next, '12:00')) ?? t(next, '12:00');
  const off = `${spanText(DARK)} 断电，电源模块故障；${spanText(REPAIR)} 停机更换电源模块`;
  const text = `运维工作站 ${off}，其间采集与巡检未执行`;
  return noted(at, 'missed', text, { date: DARK_DAY });
}

/** `6 月 20 日 01:50 至 23:40`: both ends are of one day. */
const spanText = ({ from, to }: { from: string; to: string }): string =>
  `${Number(from.slice(5, 7))} 月 ${Number(from.slice(8, 10))} 日 ${from.slice(11, 16)} 至 ${to.slice(11, 16)}`;

function notes(day: StoryDay, random: Random, context: StoryContext): Entry[] {
  const { date } = day;
  const note = (time: string, topic: string, text: string): Entry =>
    entry(date, time, topic, fill(text, random), context);
  const cleaned = cleanUps.filter((one) => one.date === date);
  const whole = operations.filter((one) => wholeAssets(one, date).length > 0);
  const first = random.pick(whole);
  // A second round on one day is of another sort of work.
  const second = random.pick(whole.filter((one) => one !== first));
  const followup = random.pick(followups.filter(({ from = '', to = '9' }) => from < date && date <= to));
  return [
    ...cleaned.flatMap((one) => cleaning(one, context)),
    ...(cleaned.length === 0 ? operation(date, '10:25', first, random, context) : []),
    ...(random.chance(0.55) ? operation(date, '15:10', second, random, context) : []),
    ...(random.chance(0.5) ? [note('17:20', 'followup', followed(followup, day, random))] : []),
    ...(random.chance(0.25) ? [note('17:30', 'open', random.pick(opens))] : []),
    note('17:40', 'plan', random.pick(plans)),
  ];
}

/** Minutes that a piece of work takes until it is written down. */
const MINUTES = 12;

/** Routine work leaves alone what failed that day. */
function wholeAssets({ assets }: Operation, date: string): string[] {
  const failed = faults.filter((one) => one.date === date).flatMap(affectedOf);
  return assets.filter((one) => !failed.includes(one));
}

/** Work is done when whoever does it has the time; on a day that leaves none it is not done. */
function operation(date: string, time: string, one: Operation, random: Random, context: StoryContext): Entry[] {
  const { contract, diary } = context;
  const id = random.pick(wholeAssets(one, date));
  const asset = contract.assets.find((other) => other.id === id);
  const named = one.text.replace('{asset}', spaced(asset?.name ?? id)).replace('{place}', asset?.place ?? '');
  const text = fill(named, random);
  const at = diary.next(residentOf(date), t(date, time), MINUTES, t(date, '17:05'));
  return at === undefined
    ? []
    : [noted(at, 'operation', text, { asset: id, result: one.result, permit: `@permit:${one.permit}` })];
}

/** So many GB as the disk has less afterwards. */
function cleaning(one: (typeof cleanUps)[number], { contract, diary }: StoryContext): Entry[] {
  const at = diary.next(residentOf(one.date), t(one.date, '10:25'), MINUTES, t(one.date, '17:05'));
  if (at === undefined) throw new RangeError(`nobody has the time to clean ${one.host} on ${one.date}`);
  const name = spaced(contract.assets.find(({ id }) => id === one.host)?.name ?? one.host);
  const text = `清理${name}的过期日志与临时文件，释放 ${freedBy(one).toFixed(1)} GB`;
  return [noted(at, 'operation', text, { asset: one.host, result: '已完成', permit: '@permit:cleanup' })];
}

function followed({ text, from = '' }: Followup, day: StoryDay, random: Random): string {
  const host = random.int(1, 3);
  const now = percentAt(`app-server-${host}`, day.date);
  const change = now - percentAt(`app-server-${host}`, plusDays(day.date, -7));
  const moved =
    Math.abs(change) < 0.05
      ? '与上周持平'
      : `较上周${change > 0 ? '升' : '降'} ${Math.abs(change).toFixed(1)} 个百分点`;
  return text
    .replace('{disk}', `应用服务器 ${host} /data 今日 ${now.toFixed(1)} %，${moved}`)
    .replace('{days}', from === '' ? '' : String(since(day, from)));
}

/** With the space that stands between a Latin name and Chinese. */
const spaced = (name: string): string =>
  `${/^[A-Za-z]/.test(name) ? ' ' : ''}${name}${/[0-9A-Za-z]$/.test(name) ? ' ' : ''}`;

const alerts: readonly (readonly [asset: string, alert: string, value: string, handling: string, decision: string])[] =
  [
    ['app-server-1', 'CPU 使用率过高', '93.4 %', '夜间归档任务，错峰后回落', 'handled'],
    ['mysql-primary', '慢查询占比升高', '1.2 %', '定位为统计任务，已转优化', 'handled'],
    ['app-server-3', '内存使用率过高', '91.0 %', '计划内夜间数据导入，已自行回落', 'dismissed'],
    ['redis-1', '内存使用率过高', '77.4 %', '夜间批处理，任务结束后回落', 'dismissed'],
    ['interface-departments', '对账差异', '0.4 %', '补传后为 0', 'handled'],
    ['nginx-1', '活动连接数升高', '4180 个', '夜间批量推送期间，推送后回落', 'dismissed'],
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
