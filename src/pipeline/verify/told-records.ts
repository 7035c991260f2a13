/** The records of which something is told wherever they are judged by, as `verify`, `status`, the pack and the site's verdict name them. */
import { posix } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { dateOf, type InstantText } from '../../contract/time.ts';
import { allowList } from '../../guard/allowed.ts';
import { unsaidRecord } from '../../guard/unsaid.ts';
import { inForce } from '../../records/in-force.ts';
import { unvouchedText } from '../../subjects/incidents/judge/pauses.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { toldValues } from '../../wording/told-values.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';

export interface ToldRecord {
  /** Relative to the workspace. */
  path: string;
  id: string;
  /** As `toldValues` has it. */
  text: string;
  /** How many of its values the supplier claims otherwise than they were vouched for. */
  claims: number;
}

/**
 * In the order of the paths.
 * @param now of what was written by then; absent: of all @param session in which what was altered stands as it was
 * @param altered paths of what was: what their files say now may tell nothing of it
 */
export async function toldRecords(
  { workspace: { root, records, git } }: Session,
  now?: InstantText,
  altered: readonly string[] = [],
): Promise<ToldRecord[]> {
  const found: ToldRecord[] = [];
  const allow = (await allowList(root).catch(notUsable)) ?? [];
  for (const path of new Set([...(await git.filesHolding(TOUCHED, RECORDS)), ...altered])) {
    const { name: id } = posix.parse(path);
    if (!path.startsWith(`${RECORDS}/`) || (now !== undefined && dayOfRecordId(id) > dateOf(now))) continue;
    // One that cannot be read is told as that.
    const stored = await records.onFile(id).catch(notUsable);
    if (stored === undefined) continue;
    const record = await unsaidRecord(inForce(stored.record) ?? stored.record, allow);
    const { text: values, claims } = toldValues(await loadKind(stored.kind), record, now);
    const isCounted = stored.kind === INCIDENT && record.withdrawn === undefined;
    const pauses = isCounted ? unvouchedText(record as IncidentRecord, now) : '';
    const text = [values, pauses].filter((one) => one !== '').join('；');
    if (text !== '') found.push({ path, id, text, claims });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** As a line: `事后改动 GZ-20261110-001：恢复时间值改过 1 次：…`. */
export const toldLine = ({ id, text }: Pick<ToldRecord, 'id' | 'text'>): string => `事后改动 ${id}：${text}`;

/** Few records of a year hold one of what a correction or a withdrawal calls itself; the others are not worth being understood. */
const TOUCHED = ['changed', 'claimed', 'withdrawn', 'pauses.'];
const INCIDENT = 'incident';
const RECORDS = 'records';

export function notUsable(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
  return undefined;
}
