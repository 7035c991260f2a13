/** The incident that a document is about, judged once for all its sections. */
import { assessIncident, type IncidentAssessment, type IncidentContext } from '../../src/assess/incidents/clocks.ts';
import { contextOf } from '../../src/assess/incidents/context.ts';
import type { IncidentFacts } from '../../src/assess/incidents/incident-facts.ts';
import type { Submissions } from '../../src/assess/incidents/submissions.ts';
import type { Level } from '../../src/contract/terms/levels.ts';
import type { IncidentRecord } from '../../src/records/kinds/incident.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { articleName } from '../cells/articles.ts';
import { momentOf } from '../frame/draft-moment.ts';

export interface IncidentView {
  incident: IncidentRecord;
  facts: IncidentFacts;
  judged: IncidentAssessment;
  context: IncidentContext;
  level: Level;
  /** Chinese names of the assets. */
  systems: string[];
  assetNames: ReadonlyMap<string, string>;
  /** 知识条目 as they are printed. */
  articles: string[] | undefined;
}

/**
 * @param submissions when each 故障分析处理记录 was submitted; null where the document does not speak of it
 * @throws Error when the event's record is not among the inputs: such an occurrence is never composed
 */
export function incidentView(input: ComposeInput, submissions: Submissions | null): IncidentView {
  const id = input.occurrence.event ?? input.occurrence.period;
  const incident = ((input.records.incident ?? []) as IncidentRecord[]).find((one) => one.id === id);
  if (incident === undefined) throw new Error(`${input.obligation.id} ${id} composed without its incident`);
  const { contract, assets } = input.contract;
  const asOf = momentOf(input, incident);
  const { monitoring, isWorkingDay } = input;
  const context = contextOf(input.contract, { asOf, monitoring, submissions, isWorkingDay });
  const judged = assessIncident(incident, context);
  const level = contract.levels.find((one) => one.id === judged.level) as Level;
  const assetNames = new Map(assets.map((asset) => [asset.id, asset.name]));
  return {
    incident,
    facts: judged.facts,
    judged,
    context,
    level,
    systems: incident.assets.map((asset) => assetNames.get(asset) ?? asset),
    assetNames,
    articles: incident.articles?.map((id) => articleName(input, id)),
  };
}

/** One-page form: of levels that the contract's data say it of, and of requirements. */
export const isShort = ({ judged, level }: IncidentView): boolean => level.brief === true || judged.requirement;
