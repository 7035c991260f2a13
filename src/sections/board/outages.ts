/** What was down over the service and is up again, and what could not be restored when it was tried: of the gravest that 首页 tells. Pure. */

import type { DateText } from '../../contract/time.ts';
import { dateOf } from '../../contract/time.ts';
import type { SiteBoard } from '../../report/site-model.ts';
import { assessIncident, type IncidentContext } from '../../subjects/incidents/judge/clocks.ts';
import { responsibilityText } from '../../subjects/incidents/judge/told-beside.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import restoreKind from '../../subjects/recovery/kinds/restore-test.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { assetLink, recordHref } from '../parts/links.ts';

/** A fault that goes on is told by itself; a requirement is none. @param own faults of the service */
export function outagesIn(
  facts: Pick<SiteFacts, 'shown'> & Parameters<typeof recordHref>[0],
  own: readonly IncidentRecord[],
  context: IncidentContext,
): SiteBoard['outages'] {
  const over = own
    .map((incident) => ({ incident, judged: assessIncident(incident, context) }))
    .filter(({ judged }) => !judged.requirement && judged.restored)
    .toSorted((a, b) => b.judged.downtime.counted - a.judged.downtime.counted);
  const of = (outage: 'whole' | 'core'): SiteBoard['outages']['whole'] =>
    over
      .filter(({ incident }) => incident.outage === outage)
      .map(({ incident }) => ({
        id: incident.id,
        whose: responsibilityText(incident, context.asOf),
        href: recordHref(facts, incident.id),
      }));
  return { whole: of('whole'), core: of('core') };
}

/** Oldest first. @param from first day of the service, and @param to last day that is counted */
export const failedRestores = (
  facts: Pick<SiteFacts, 'records' | 'contract'> & Parameters<typeof recordHref>[0] & Parameters<typeof assetLink>[0],
  { from, to }: { from: DateText; to: DateText },
): SiteBoard['failedRestores'] =>
  recordsOf(facts, restoreKind)
    .filter(({ result, at }) => result === 'failed' && dateOf(at) >= from && dateOf(at) <= to)
    .map(({ id, at, asset }) => ({
      id,
      text: `${dateOf(at)} ${assetLink(facts, asset).text}`,
      href: recordHref(facts, id),
    }));
