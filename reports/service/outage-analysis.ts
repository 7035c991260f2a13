/** 分析 of outages: the object that is down most often, and a day of the week. */
import { dominantLooks } from '../../src/assess/observations/dominant.ts';
import { repeatedLooks } from '../../src/assess/observations/repeated.ts';
import { togetherLooks } from '../../src/assess/observations/together.ts';
import { daysFrom, weekdayLooks } from '../../src/assess/observations/weekday.ts';
import { compareInstants, dateOf, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import type { ListBlock } from '../../src/report/block.ts';
import type { TargetAvailability } from '../../src/subjects/availability/judge/availability.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { nameOf, type PeriodView } from '../period/period.ts';

const DAY = 86_400;

export function outageAnalysis(view: PeriodView, targets: readonly TargetAvailability[]): ListBlock[] {
  const events = eventsOf(targets);
  const alone = events.flatMap(({ from, targets: [target, another] }) =>
    target === undefined || another !== undefined
      ? []
      : [{ key: target, name: nameOf(view, target), id: formatDateTime(from) }],
  );
  const days = daysFrom(view.firstDay, view.lastDay);
  return analysisBlocks([
    ...togetherLooks(
      events.map(({ from, targets: own, seconds }) => ({
        name: `${formatDateTime(from)} 起`,
        members: own.length,
        seconds,
      })),
      targets.length,
      days.length * DAY,
    ),
    ...dominantLooks(
      '本期中断时长',
      '次',
      events.map((one) => ({ name: eventName(view, one), weight: one.seconds })),
    ),
    ...weekdayLooks(
      '发生中断',
      events.map(({ from }) => dateOf(from)),
      days,
    ),
    ...repeatedLooks({ what: '单个对象的中断', unit: '次', place: '探测对象' }, alone, targets.length),
  ]);
}

const eventName = (view: PeriodView, { from, targets }: Event): string => {
  const [first = ''] = targets;
  const others = targets.length > 1 ? `等 ${targets.length} 个对象` : '';
  return `${formatDateTime(from)} 起${nameOf(view, first)}${others}的中断`;
};

interface Event {
  from: InstantText;
  to: InstantText;
  targets: string[];
  /** Of all of them together. */
  seconds: number;
}

/** Outages of several objects at the same time have one cause and are one event. What began before the interval is told there. */
function eventsOf(targets: readonly TargetAvailability[]): Event[] {
  const outages = targets
    .flatMap(({ target, outages: own }) => own.filter((one) => !one.goesOn).map((one) => ({ target, ...one })))
    .sort((a, b) => compareInstants(a.from, b.from));
  const events: Event[] = [];
  for (const { target, from, to, seconds } of outages) {
    const last = events.at(-1);
    if (last === undefined || compareInstants(from, last.to) > 0) {
      events.push({ from, to, targets: [target], seconds });
      continue;
    }
    last.seconds += seconds;
    if (!last.targets.includes(target)) last.targets.push(target);
    if (compareInstants(to, last.to) > 0) last.to = to;
  }
  return events;
}
