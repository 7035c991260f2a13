/** What was seen of each asset, arranged by asset once: with thousands of them nobody looks through all records for each. */

import type { TargetAvailability } from '../../subjects/availability/judge/availability.ts';
import changeKind, { type ChangeRecord } from '../../subjects/changes/kinds/change.ts';
import repairKind, { type DeviceRepairRecord } from '../../subjects/devices/kinds/device-repair.ts';
import type { FollowedFinding } from '../../subjects/findings/judge/findings.ts';
import type { AssetCoverage } from '../../subjects/findings/judge/scan-coverage.ts';
import { assessIncident } from '../../subjects/incidents/judge/clocks.ts';
import incidentKind, { type IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { membersJudged } from '../../subjects/inspections/judge/aggregate.ts';
import type { CheckResult } from '../../subjects/inspections/judge/result.ts';
import { type Year, yearOf } from '../availability/year.ts';
import { type Probed, probed } from '../board/availability.ts';
import { incidentContext } from '../board/figures.ts';
import { followed } from '../board/finding-figures.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { isRecent } from '../parts/months.ts';
import { yearsCoverage } from './findings.ts';

/** Everything by asset id, oldest first. */
export interface Seen {
  /** Today's rows; devices that are judged together are members of a row over their kind. */
  rows: ReadonlyMap<string, CheckResult[]>;
  /** Of a year, with those that the contract counts as a requirement. */
  faults: ReadonlyMap<string, IncidentRecord[]>;
  /** Ids of what is a requirement and no fault. */
  requirements: ReadonlySet<string>;
  repairs: ReadonlyMap<string, DeviceRepairRecord[]>;
  changes: ReadonlyMap<string, ChangeRecord[]>;
  /** Whatever became of them. */
  findings: ReadonlyMap<string, FollowedFinding[]>;
  coverage: ReadonlyMap<string, AssetCoverage>;
  availability: Probed | null;
  /** Of the service so far, as 可用率 tells it. */
  year: Year | null;
  probes: ReadonlyMap<string, TargetAvailability>;
}

export function seenOf(facts: SiteFacts): Seen {
  const availability = probed(facts);
  const recent = <T extends { id: string }>(list: readonly T[]) => list.filter(({ id }) => isRecent(facts, id));
  const incidents = recent(recordsOf(facts, incidentKind));
  const context = incidentContext(facts);
  return {
    rows: Map.groupBy(facts.inspection.flatMap(membersJudged), ({ asset }) => asset),
    faults: byAsset(incidents, ({ assets }) => assets),
    requirements: new Set(incidents.filter((one) => assessIncident(one, context).requirement).map(({ id }) => id)),
    repairs: byAsset(recent(recordsOf(facts, repairKind)), ({ asset }) => [asset]),
    changes: byAsset(recordsOf(facts, changeKind), ({ assets }) => assets),
    findings: byAsset(followed(facts), ({ finding: { asset } }) => (asset === undefined ? [] : [asset])),
    coverage: yearsCoverage(facts),
    availability,
    year: yearOf(facts),
    probes: new Map(availability?.targets.map((one) => [one.target, one])),
  };
}

function byAsset<T>(list: readonly T[], assetsOf: (one: T) => readonly string[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of list) {
    for (const asset of new Set(assetsOf(one))) found.set(asset, [...(found.get(asset) ?? []), one]);
  }
  return found;
}

/** true when there is more to say of an asset than its row does. */
export const isTold = ({ faults, repairs, changes, findings, probes }: Seen, asset: string): boolean =>
  [faults, repairs, changes, findings, probes].some((one) => one.has(asset));
