/** Everything that several sections of the periodic reports need, judged once. */

import { sumOf } from '../../src/contract/calendar/balance.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';
import type { AvailabilityWindows } from '../../src/subjects/availability/judge/availability-targets.ts';
import type { Delivery } from '../../src/subjects/deliveries/judge/deliveries.ts';
import type { InspectedDay } from '../../src/subjects/inspections/judge/days.ts';
import type { JudgedRenewal } from '../../src/subjects/renewals/judge/renewals.ts';
import { type DeliveryPart, deliveryPart } from '../deliveries/due.ts';
import { type IncidentPart, incidentPart } from '../incident/part.ts';
import { inspectionPart } from '../inspection/summary.ts';
import type { PeriodView } from '../period/period.ts';
import { type AvailabilityPart, availabilityPart } from '../service/availability.ts';
import { type ChangePart, changePart } from '../service/changes.ts';
import { coversOfPeriod, type PeriodCover } from '../service/permit-covers.ts';
import { renewalsOf } from '../service/renewals.ts';
import { type SatisfactionPart, satisfactionPart } from '../service/satisfaction-tables.ts';
import { type WorkPart, workPart } from '../service/work.ts';
import { type VulnerabilityPart, vulnerabilityPart } from '../vulnerability/summary.ts';

export interface PeriodFacts {
  view: PeriodView;
  /** 应交项 whose due time passed in the interval of the document. */
  deliveries: Delivery[];
  /** The same with what changed of those that earlier documents counted. */
  delivered: DeliveryPart;
  incidents: IncidentPart;
  /** What may change of all that is counted, for the next documents to correct. */
  counted: Counted;
  availability: AvailabilityPart;
  /** The spans over which an availability is asked for; only of a document that has all probes of the service. */
  windows?: AvailabilityWindows;
  changes: ChangePart;
  work: WorkPart;
  days: InspectedDay[];
  vulnerabilities: VulnerabilityPart;
  covers: PeriodCover[];
  renewals: JudgedRenewal[];
  satisfaction: SatisfactionPart;
}

/** What of a period may still change after it was counted. */
const parts = ['availability', 'incidents', 'delivered', 'changes', 'work', 'vulnerabilities'] as const;
export type CountedPart = (typeof parts)[number];

/**
 * Each worked out when a section first asks: a report of few sections judges, and rests on, no more than they tell of.
 * @param counting of which the report keeps what it counted, for the next ones to correct; all without it
 * @param known what was worked out already
 */
export function periodFacts(
  view: PeriodView,
  counting: readonly CountedPart[] = parts,
  known: Partial<Pick<PeriodFacts, 'delivered' | 'incidents' | 'covers' | 'vulnerabilities' | 'windows'>> = {},
): PeriodFacts {
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
      return sumOf(counting.map((part) => counted[part]().counted));
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

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
