/** `PeriodFacts` worked out when a section first asks: a report of few sections judges, and rests on, no more than they tell of. */
import { sumOf } from '../../src/contract/calendar/balance.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';
import { deliveryPart } from '../deliveries/due.ts';
import { incidentPart } from '../incident/part.ts';
import { inspectionPart } from '../inspection/summary.ts';
import type { PeriodView } from '../period/period.ts';
import { availabilityPart } from '../service/availability.ts';
import { changePart } from '../service/changes.ts';
import { coversOfPeriod } from '../service/permit-covers.ts';
import { renewalsOf } from '../service/renewals.ts';
import { satisfactionPart } from '../service/satisfaction.ts';
import { workPart } from '../service/work.ts';
import { vulnerabilityPart } from '../vulnerability/summary.ts';
import type { PeriodFacts } from './facts.ts';

/** What of a period may still change after it was counted. */
export type CountedPart = 'delivered' | 'incidents' | 'availability' | 'changes' | 'work' | 'vulnerabilities';

/**
 * @param parts of which the report keeps what it counted, for the next ones to correct
 * @param known what was worked out already
 */
export function lazyFacts(
  view: PeriodView,
  parts: readonly CountedPart[],
  known: Partial<Pick<PeriodFacts, 'delivered' | 'incidents' | 'covers' | 'vulnerabilities' | 'windows'>> = {},
): PeriodFacts {
  const once = <T>(make: () => T): (() => T) => {
    let made: { value: T } | undefined;
    return () => {
      made ??= { value: make() };
      return made.value;
    };
  };
  const delivered = once(() => known.delivered ?? deliveryPart(view));
  const incidents = once(() => known.incidents ?? incidentPart(view));
  const availability = once(() => availabilityPart(view));
  const changes = once(() => changePart(view));
  const work = once(() => workPart(view));
  const vulnerabilities = once(() => known.vulnerabilities ?? vulnerabilityPart(view));
  const counted = { delivered, incidents, availability, changes, work, vulnerabilities };
  const days = once(() => inspectionPart(view));
  const covers = once(() => known.covers ?? coversOfPeriod(view));
  const renewals = once(() => renewalsOf(view));
  const satisfaction = once(() => satisfactionPart(view));
  return {
    view,
    ...(known.windows === undefined ? {} : { windows: known.windows }),
    get deliveries() {
      return delivered().list;
    },
    get delivered() {
      return delivered();
    },
    get incidents() {
      return incidents();
    },
    get counted(): Counted {
      return sumOf(parts.map((part) => counted[part]().counted));
    },
    get availability() {
      return availability();
    },
    get changes() {
      return changes();
    },
    get work() {
      return work();
    },
    get days() {
      return days();
    },
    get vulnerabilities() {
      return vulnerabilities();
    },
    get covers() {
      return covers();
    },
    get renewals() {
      return renewals();
    },
    get satisfaction() {
      return satisfaction();
    },
  };
}
