/** Everything that several sections of the periodic reports need, judged once. */
import type { Delivery } from '../../src/assess/deliveries/deliveries.ts';
import type { InspectedDay } from '../../src/assess/inspection/days.ts';
import type { Cover } from '../../src/assess/permits/permits.ts';
import type { JudgedRenewal } from '../../src/assess/service/renewals.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { deliveriesDue } from '../deliveries/due.ts';
import { type IncidentPart, incidentPart } from '../incident/part.ts';
import { inspectionPart } from '../inspection/summary.ts';
import { type PeriodView, periodView } from '../period/period.ts';
import { type AvailabilityPart, availabilityPart } from '../service/availability.ts';
import { coversOfPeriod } from '../service/permit-check.ts';
import { renewalsOf } from '../service/renewals.ts';
import { type SatisfactionPart, satisfactionPart } from '../service/satisfaction.ts';
import { type VulnerabilityPart, vulnerabilityPart } from '../vulnerability/summary.ts';

export interface PeriodFacts {
  view: PeriodView;
  /** 应交项 that fell due within the period, up to the day of judging. */
  deliveries: Delivery[];
  incidents: IncidentPart;
  availability: AvailabilityPart;
  days: InspectedDay[];
  vulnerabilities: VulnerabilityPart;
  covers: Cover[];
  renewals: JudgedRenewal[];
  satisfaction: SatisfactionPart;
}

export function periodFacts(input: ComposeInput): PeriodFacts {
  const view = periodView(input);
  return {
    view,
    deliveries: deliveriesDue(view, view.from, view.lastDay),
    incidents: incidentPart(view),
    availability: availabilityPart(view),
    days: inspectionPart(view),
    vulnerabilities: vulnerabilityPart(view),
    covers: coversOfPeriod(view),
    renewals: renewalsOf(view),
    satisfaction: satisfactionPart(view),
  };
}
