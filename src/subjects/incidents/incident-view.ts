/** One incident as it is told: what was written down, and what was judged of it at one moment. Pure. */

import type { Level } from '../../contract/terms/levels.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext } from './judge/clocks.ts';
import type { IncidentFacts } from './judge/incident-facts.ts';
import type { IncidentRecord } from './kinds/incident.ts';

export interface IncidentView {
  incident: IncidentRecord;
  facts: IncidentFacts;
  judged: IncidentAssessment;
  context: IncidentContext;
  level: Level;
  /** Chinese names of the assets. */
  systems: string[];
  assetNames: ReadonlyMap<string, string>;
  /** 知识条目 as a document prints them. */
  articles?: string[] | undefined;
}

/** Judged once for all that is told of it. @param assets of the contract, whose names are printed */
export function viewOf(
  incident: IncidentRecord,
  context: IncidentContext,
  assets: readonly { id: string; name: string }[],
): IncidentView {
  const judged = assessIncident(incident, context);
  const assetNames = new Map(assets.map(({ id, name }) => [id, name]));
  return {
    incident,
    facts: judged.facts,
    judged,
    context,
    level: context.contract.levels.find((one) => one.id === judged.level) as Level,
    systems: incident.assets.map((asset) => assetNames.get(asset) ?? asset),
    assetNames,
  };
}
