/** Faults of one thing and cause that come again within the days of the contract: 重复故障. Pure. */
import type { PenaltyRule } from '../../../contract/terms/penalties.ts';
import { dateOf, toDate } from '../../../contract/time.ts';
import { apartWords } from '../../../states/apart.ts';
import type { Found, ScoreFacts } from './deduction.ts';
import { apartBy } from './over-limit.ts';

type Fault = ScoreFacts['faults'][number];

/**
 * Each fault of the period that came again after another one, whenever that was. Who writes the record says that it did; of one thing and
 * of causes that may be the same, and nobody said whether it is the same fault, it is told apart, and so is why somebody says that it is not.
 */
export function repeated(rule: PenaltyRule, { faults, counted }: ScoreFacts): Found[] {
  const known = faults.filter(({ judged }) => !judged.requirement);
  return known
    .filter(({ incident }) => counted.has(incident.id))
    .filter(({ judged }) => rule.levels === undefined || rule.levels.includes(judged.level))
    .flatMap((one) => againOf(rule, one, known));
}

function againOf({ withinDays = 0 }: PenaltyRule, one: Fault, known: readonly Fault[]): Found[] {
  const { incident, judged, levelName } = one;
  const near = known.filter((other) => isWithin(withinDays, other, one));
  const said = near.find((other) => other.incident.id === incident.repeatOf);
  if (incident.repeatOf !== undefined && said === undefined) return [];
  const before = said ?? near.findLast((other) => mayBeSame(other, one));
  if (before === undefined) return [];
  const asked = incident.notRepeat === undefined ? ('repeat-open' as const) : ('other-fault' as const);
  const apart = said === undefined ? asked : apartBy(one);
  const reason = apart === 'other-fault' ? `，${apartWords[apart]}：${incident.notRepeat}` : '';
  const first = `${before.incident.id} ${before.incident.title}（${dateOf(before.judged.start)}）`;
  return [
    {
      record: incident.id,
      day: dateOf(judged.start),
      text: `${incident.title}（${levelName}）在 ${withinDays} 日内重复 ${first}${reason}`,
      quantity: 1,
      ...(apart === null ? {} : { apart }),
    },
  ];
}

/** By the days on which they began: that of the first is not counted, the last is. */
function isWithin(days: number, first: Fault, again: Fault): boolean {
  if (first.judged.start >= again.judged.start) return false;
  const [from, to] = [first, again].map(({ judged }) => toDate(dateOf(judged.start)));
  return from !== undefined && to !== undefined && from.until(to, { largestUnit: 'days' }).days <= days;
}

/** Of one thing at least, and of causes that are not known to differ. */
function mayBeSame({ incident: first }: Fault, { incident: again }: Fault): boolean {
  const causes = [first, again].map(({ causeCategory = 'unknown' }) => causeCategory);
  const differ = !causes.includes('unknown') && causes[0] !== causes[1];
  return !differ && first.assets.some((asset) => again.assets.includes(asset));
}
