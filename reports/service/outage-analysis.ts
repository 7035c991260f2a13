/** 分析 of outages: the object that is down most often, and a day of the week. */
import { repeatedLooks } from '../../src/assess/observations/repeated.ts';
import { daysFrom, weekdayLooks } from '../../src/assess/observations/weekday.ts';
import type { TargetAvailability } from '../../src/assess/service/availability.ts';
import { compareInstants, dateOf, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import type { ListBlock } from '../../src/report/document.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { nameOf, type PeriodView } from '../period/period.ts';

export function outageAnalysis(view: PeriodView, targets: readonly TargetAvailability[]): ListBlock[] {
  const events = eventsOf(targets);
  const alone = events.flatMap(({ from, targets: [target, another] }) =>
    target === undefined || another !== undefined
      ? []
      : [{ key: target, name: nameOf(view, target), id: formatDateTime(from) }],
  );
  return analysisBlocks([
    ...weekdayLooks(
      '发生中断',
      events.map(({ from }) => dateOf(from)),
      daysFrom(view.firstDay, view.lastDay),
    ),
    ...repeatedLooks({ what: '单个对象的中断', unit: '次', place: '探测对象' }, alone, targets.length),
  ]);
}

interface Event {
  from: InstantText;
  to: InstantText;
  targets: string[];
}

/** Outages of several objects at the same time have one cause and are one event. What began before the interval is told there. */
function eventsOf(targets: readonly TargetAvailability[]): Event[] {
  const outages = targets
    .flatMap(({ target, outages: own }) => own.filter((one) => !one.goesOn).map((one) => ({ target, ...one })))
    .sort((a, b) => compareInstants(a.from, b.from));
  const events: Event[] = [];
  for (const { target, from, to } of outages) {
    const last = events.at(-1);
    if (last === undefined || compareInstants(from, last.to) > 0) {
      events.push({ from, to, targets: [target] });
      continue;
    }
    if (!last.targets.includes(target)) last.targets.push(target);
    if (compareInstants(to, last.to) > 0) last.to = to;
  }
  return events;
}
