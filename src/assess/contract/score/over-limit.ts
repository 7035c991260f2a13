/** Faults beyond their limits, by topic and level: once each, once a clock, or by every step beyond the limit. Pure. */

import { isInSteps, type PenaltyRule } from '../../../contract/terms/penalties.ts';
import { dateOf, MINUTE_SECONDS } from '../../../contract/time.ts';
import type { ApartReason } from '../../../states/apart.ts';
import type { Clock } from '../../../subjects/incidents/judge/clock.ts';
import { isFailing } from '../../../subjects/incidents/judge/clocks.ts';
import { clockEvent } from '../event.ts';
import type { Found, ScoreFacts, TimedIncident } from './deduction.ts';

/** The clock that judges each topic. */
const clockOf: Readonly<Record<string, Clock['id']>> = {
  response: 'response',
  'remote-start': 'remote-start',
  arrival: 'arrival',
  restoration: 'restoration',
  'incident-record': 'record',
  notice: 'notice',
};

export function overLimit(rule: PenaltyRule, { incidents }: ScoreFacts): Found[] {
  const clocks = new Set((rule.topics ?? []).map((topic) => clockOf[topic]));
  return incidents
    .filter(({ judged }) => rule.levels === undefined || rule.levels.includes(judged.level))
    .flatMap((one) => one.clocks.filter(({ id }) => clocks.has(id)).flatMap((clock) => foundOf(rule, one, clock)));
}

function foundOf(rule: PenaltyRule, one: TimedIncident, clock: Clock): Found[] {
  const { incident, judged, levelName } = one;
  const open = clock.state === 'undecided';
  if (!open && !(isFailing(clock.state) && binds(clock, judged.clocks))) return [];
  const apart = open ? 'undecided' : (apartBy(one) ?? (clock.state === 'unrecorded' ? 'unregistered' : null));
  const steps = isInSteps(rule.per) ? stepsOf(rule, clock) : null;
  // What is beyond its limit by less than a whole step is charged by the rule of the limit itself, if there is one.
  if (steps === 0) return [];
  const beyond = steps === null ? '' : `，超出 ${steps} 档`;
  const untold = isInSteps(rule.per) && steps === null ? '，超出多少没有登记，按一档列出' : '';
  return [
    {
      record: incident.id,
      day: dateOf(judged.start),
      assets: incident.assets,
      text: `${incident.title}（${levelName}）${clock.label}：${clock.text}${beyond}${untold}`,
      quantity: steps ?? (rule.per === 'occurrence' ? (clock.broken ?? 1) : 1),
      ...(apart === null ? {} : { apart }),
      // Remote start and arrival that decide only together are one event with what they decide.
      events: [clock.id, ...(clock.decides ? [] : (['diagnosis'] as const))].map((id) => clockEvent(incident.id, id)),
    },
  ];
}

/** Remote start and arrival that decide nothing by themselves are missed when neither was in time. */
function binds(clock: Clock, all: readonly Clock[]): boolean {
  if (clock.decides) return true;
  const either = all.find(({ id }) => id === 'diagnosis');
  return either?.decides === true && isFailing(either.state);
}

/** Why a fault does not count, by who answers for it. That the responsibility lies with others is the supplier's word until the incident is closed. */
export function apartBy({
  incident: { responsibility },
  judged,
}: Pick<TimedIncident, 'incident' | 'judged'>): ApartReason | null {
  if (responsibility === 'supplier') return null;
  return responsibility === 'pending' || !judged.closed ? 'responsibility-open' : 'others-responsible';
}

/** Every started or every full step beyond the limit; null where nobody wrote down when it ended. */
function stepsOf({ per, stepMinutes = 0 }: PenaltyRule, { seconds, limitSeconds }: Clock): number | null {
  if (seconds === null || limitSeconds === null || stepMinutes === 0) return null;
  const steps = (seconds - limitSeconds) / (stepMinutes * MINUTE_SECONDS);
  return per === 'whole-step' ? Math.max(0, Math.floor(steps)) : Math.max(1, Math.ceil(steps));
}
