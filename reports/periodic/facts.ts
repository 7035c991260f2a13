/** Everything that several sections of the periodic reports need, judged once. */
import type { Delivery } from '../../src/assess/deliveries/deliveries.ts';
import type { InspectedDay } from '../../src/assess/inspection/days.ts';
import type { AvailabilityWindows } from '../../src/assess/service/availability-targets.ts';
import type { JudgedRenewal } from '../../src/assess/service/renewals.ts';
import { sumOf } from '../../src/contract/calendar/balance.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { type DeliveryPart, deliveryPart } from '../deliveries/due.ts';
import { type IncidentPart, incidentPart } from '../incident/part.ts';
import { inspectionPart } from '../inspection/summary.ts';
import { type PeriodView, periodView } from '../period/period.ts';
import { type AvailabilityPart, availabilityPart } from '../service/availability.ts';
import { type ChangePart, changePart } from '../service/changes.ts';
import { coversOfPeriod, type PeriodCover } from '../service/permit-covers.ts';
import { renewalsOf } from '../service/renewals.ts';
import { type SatisfactionPart, satisfactionPart } from '../service/satisfaction.ts';
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

export function periodFacts(input: ComposeInput): PeriodFacts {
  const view = periodView(input);
  const delivered = deliveryPart(view);
  const incidents = incidentPart(view);
  const availability = availabilityPart(view);
  const changes = changePart(view);
  const work = workPart(view);
  const vulnerabilities = vulnerabilityPart(view);
  return {
    view,
    deliveries: delivered.list,
    delivered,
    incidents,
    counted: sumOf([
      availability.counted,
      incidents.counted,
      delivered.counted,
      changes.counted,
      work.counted,
      vulnerabilities.counted,
    ]),
    availability,
    changes,
    work,
    days: inspectionPart(view),
    vulnerabilities,
    covers: coversOfPeriod(view),
    renewals: renewalsOf(view),
    satisfaction: satisfactionPart(view),
  };
}
