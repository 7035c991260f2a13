/** What is known of an incident at an instant: where its clocks start, its level, its pauses. Pure. */
import type { Contract } from '../../../contract/terms/contract.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import { beforeLevel, levelWordOf } from '../../../wording/levels.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { StartReading } from './start.ts';

/** Level that the clocks use, and why it is that one. */
export interface LevelUsed {
  id: string;
  /** Since when it was the level, as the record says; graded the same once more it is that for as long as before. */
  since: InstantText;
  /** The purchaser confirmed it. */
  confirmed: boolean;
  /** Sentence for documents: which level was used and why. */
  text: string;
}

export interface IncidentFacts {
  /** Where the clocks start by the reading that is looked at (rule 4). */
  start: InstantText;
  respondedAt: InstantText | null;
  remoteStartedAt: InstantText | null;
  arrivedAt: InstantText | null;
  /** Written down at the gate, and signed by the purchaser: what counts as arrival may be either. */
  gateAt: InstantText | null;
  arrivalSignedAt: InstantText | null;
  /** Restoration that counts: the time the purchaser confirmed, until then the supplier's. */
  restoredAt: InstantText | null;
  restoredBy: 'purchaser' | 'supplier' | null;
  /** The supplier's own restoration time. */
  supplierRestoredAt: InstantText | null;
  closedAt: InstantText | null;
  recordedAt: InstantText | null;
  level: LevelUsed;
}

/** Facts later than `asOf` are not known yet. @param start the reading of where the clocks start */
export function factsOf(
  incident: IncidentRecord,
  contract: Pick<Contract, 'levels'>,
  asOf: InstantText,
  start: Pick<StartReading, 'at'>,
): IncidentFacts {
  const known = (value: InstantText | undefined): InstantText | null =>
    value !== undefined && compareInstants(value, asOf) <= 0 ? value : null;
  const confirmed = known(incident.confirmedRestoredAt);
  const supplier = known(incident.restoredAt);
  // At a moment before the confirmation the supplier's word is all there is.
  const restoredAt = confirmed ?? supplier;
  return {
    start: start.at,
    respondedAt: known(incident.respondedAt),
    remoteStartedAt: known(incident.remoteStartedAt),
    arrivedAt: known(incident.arrivedAt),
    gateAt: known(incident.gateAt),
    arrivalSignedAt: known(incident.arrivalSignedAt),
    restoredAt,
    restoredBy: confirmed !== null ? 'purchaser' : supplier !== null ? 'supplier' : null,
    supplierRestoredAt: supplier,
    closedAt: known(incident.closedAt),
    recordedAt: known(incident.recordedAt),
    level: levelUsed(incident, contract, restoredAt, asOf),
  };
}

type LevelRow = IncidentRecord['levels'][number];

/**
 * The level in force at restoration (at `asOf` while open). Lowering a level, and any change after restoration, counts only
 * once the purchaser has confirmed it: a supplier cannot grade its way out of a missed limit.
 */
export function levelUsed(
  incident: Pick<IncidentRecord, 'levels'>,
  contract: Pick<Contract, 'levels'>,
  restoredAt: InstantText | null,
  asOf: InstantText,
): LevelUsed {
  const severity = (row: LevelRow): number => contract.levels.findIndex((level) => level.id === row.level);
  const isConfirmed = (row: LevelRow): boolean =>
    row.confirmedAt !== undefined && compareInstants(row.confirmedAt, asOf) <= 0;
  const [first, ...later] = incident.levels;
  if (first === undefined) throw new RangeError('an incident without a level cannot be judged');
  let used = first;
  let since = first.at;
  const ignored: LevelRow[] = [];
  for (const row of later.filter((one) => compareInstants(one.at, asOf) <= 0)) {
    const inTime = restoredAt === null || compareInstants(row.at, restoredAt) <= 0;
    const raised = severity(row) <= severity(used);
    if (isConfirmed(row) || (inTime && raised)) {
      if (row.level !== used.level) since = row.at;
      used = row;
    } else ignored.push(row);
  }
  return {
    id: used.level,
    since,
    confirmed: isConfirmed(used),
    text: levelText(used, isConfirmed(used), ignored, contract.levels),
  };
}

function levelText(
  used: LevelRow,
  confirmed: boolean,
  ignored: readonly LevelRow[],
  levels: Contract['levels'],
): string {
  const base = `${beforeLevel('按', levelWordOf(levels, used.level))}（${confirmed ? '⟦采购人⟧已确认' : '⟦采购人⟧未确认'}）`;
  const skipped = ignored.filter((row) => row.level !== used.level).map((row) => levelWordOf(levels, row.level));
  return skipped.length === 0
    ? base
    : `${base}；${beforeLevel('改定', skipped.join('、'))}${/[A-Za-z0-9]$/.test(skipped.at(-1) ?? '') ? ' ' : ''}未经⟦采购人⟧确认，未采用`;
}
