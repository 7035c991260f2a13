/** Restorations that the supplier tells of and the purchaser has not confirmed: one rule for every page that names them. */

import { compareInstants } from '../contract/time.ts';
import { readMonitoring } from '../pipeline/compose/read-monitoring.ts';
import type { Session } from '../pipeline/session.ts';
import { vouchedIncident } from '../records/purchaser.ts';
import { assessIncident } from '../subjects/incidents/judge/clocks.ts';
import { contextOf } from '../subjects/incidents/judge/context.ts';
import type { IncidentRecord } from '../subjects/incidents/kinds/incident.ts';
import { levelWordOf } from '../wording/levels.ts';

/** Restored by the supplier's word, and to be confirmed by the purchaser. */
export interface RestorationToConfirm {
  id: string;
  title: string;
  level: string;
  /** ISO instant. */
  restoredAt: string;
}

/** All of them, those restored first in front. @param now ISO instant at which they are judged */
export async function restorationsToConfirm(session: Session, now: string): Promise<RestorationToConfirm[]> {
  const { records, contract } = session.workspace;
  const all = (await records.list<IncidentRecord>('incident')).records;
  const waiting = await toConfirmAmong(session, all, now);
  return all
    .flatMap(({ id, title, levels, restoredAt }) =>
      restoredAt === undefined || !waiting.has(id)
        ? []
        : [{ id, title, level: levelWordOf(contract.contract.levels, levels.at(-1)?.level ?? ''), restoredAt }],
    )
    .toSorted((a, b) => compareInstants(a.restoredAt, b.restoredAt));
}

/** Ids of those among the incidents whose restoration has a limit, so that the purchaser's word decides something. */
export async function toConfirmAmong(
  session: Session,
  incidents: readonly IncidentRecord[],
  now: string,
): Promise<ReadonlySet<string>> {
  const told = incidents.filter(
    (one) => one.restoredAt !== undefined && vouchedIncident(one).confirmedRestoredAt === undefined,
  );
  if (told.length === 0) return new Set();
  const { records, contract } = session.workspace;
  const { monitoring } = await readMonitoring(records, told);
  const isWorkingDay = session.workdays.isWorkingDay;
  const context = contextOf(contract, { asOf: now, monitoring, submissions: null, isWorkingDay });
  const isLimited = (one: IncidentRecord): boolean => {
    // One whose level the contract has no longer cannot be judged: it waits for a word, and its own page says what is wrong.
    const known = one.levels.every(({ level }) => contract.contract.levels.some(({ id }) => id === level));
    return !known || assessIncident(one, context).clocks.some(({ id }) => id === 'restoration');
  };
  return new Set(told.filter(isLimited).map(({ id }) => id));
}
