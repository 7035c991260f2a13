/** The incident that a document is about, judged once for all its sections. */
import type { Clock } from '../../src/assess/incidents/clock.ts';
import {
  assessIncident,
  type IncidentAssessment,
  type IncidentContext,
  overallOf,
} from '../../src/assess/incidents/clocks.ts';
import { factsOf, type IncidentFacts } from '../../src/assess/incidents/facts.ts';
import type { FaultLevel } from '../../src/contract/contract.ts';
import type { InstantText } from '../../src/contract/time.ts';
import type { IncidentRecord } from '../../src/records/kinds/incident.ts';
import { vouchedIncident } from '../../src/records/purchaser.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { articleName } from '../cells/articles.ts';
import { momentOf } from '../frame/draft-moment.ts';

export interface IncidentView {
  incident: IncidentRecord;
  facts: IncidentFacts;
  judged: IncidentAssessment;
  context: IncidentContext;
  level: FaultLevel;
  /** Chinese names of the assets. */
  systems: string[];
  assetNames: ReadonlyMap<string, string>;
  analysisIssuedAt: InstantText | undefined;
  /** 知识条目 as they are printed. */
  articles: string[] | undefined;
}

/**
 * @param analysisIssuedAt when the 故障分析处理记录 was issued, as far as the document knows
 * @throws Error when the event's record is not among the inputs: such an occurrence is never composed
 */
export function incidentView(input: ComposeInput, analysisIssuedAt?: InstantText): IncidentView {
  const id = input.occurrence.event ?? input.occurrence.period;
  const incident = ((input.records.incident ?? []) as IncidentRecord[]).find((one) => one.id === id);
  if (incident === undefined) throw new Error(`${input.obligation.id} ${id} composed without its incident`);
  const { contract, interpretations, assets } = input.contract;
  const asOf = momentOf(input, incident);
  const context: IncidentContext = { contract, interpretations, asOf };
  const judged = assessIncident(incident, context, analysisIssuedAt);
  const level = contract.faultLevels.find((one) => one.id === judged.level) as FaultLevel;
  const assetNames = new Map(assets.map((asset) => [asset.id, asset.name]));
  return {
    incident,
    facts: factsOf(vouchedIncident(incident), contract, asOf),
    judged,
    context,
    level,
    systems: incident.assets.map((asset) => assetNames.get(asset) ?? asset),
    assetNames,
    analysisIssuedAt,
    articles: incident.articles?.map((id) => articleName(input, id)),
  };
}

/** The same incident judged without one clock, of which the document cannot know the end. */
export function withoutClock(view: IncidentView, id: Clock['id']): IncidentView {
  const clocks = view.judged.clocks.filter((clock) => clock.id !== id);
  return { ...view, judged: { ...view.judged, clocks, overall: overallOf(clocks) } };
}

/** One-page form: P4, and P5, which is a requirement. */
export const isShort = ({ judged }: IncidentView): boolean => judged.level === 'P4' || judged.requirement;
