/** The incident that a document is about, judged once for all its sections. */

import { type IncidentView, viewOf } from '../../src/subjects/incidents/incident-view.ts';
import { contextOf } from '../../src/subjects/incidents/judge/context.ts';
import type { Submissions } from '../../src/subjects/incidents/judge/submissions.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { articleName } from '../cells/articles.ts';
import { momentOf } from '../frame/draft-moment.ts';

/**
 * @param submissions when each 故障分析处理记录 was submitted; null where the document does not speak of it
 * @throws Error when the event's record is not among the inputs: such an occurrence is never composed
 */
export function incidentView(input: ComposeInput, submissions: Submissions | null): IncidentView {
  const id = input.occurrence.event ?? input.occurrence.period;
  const incident = ((input.records.incident ?? []) as IncidentRecord[]).find((one) => one.id === id);
  if (incident === undefined) throw new Error(`${input.obligation.id} ${id} composed without its incident`);
  const { monitoring, isWorkingDay } = input;
  const context = contextOf(input.contract, { asOf: momentOf(input, incident), monitoring, submissions, isWorkingDay });
  return {
    ...viewOf(incident, context, input.contract.assets),
    articles: incident.articles?.map((article) => articleName(input, article)),
  };
}

/** One-page form: of levels that the contract's data say it of, and of requirements. */
export const isShort = ({ judged, level }: IncidentView): boolean => level.brief === true || judged.requirement;
