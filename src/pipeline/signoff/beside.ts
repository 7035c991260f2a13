/**
 * 处理措施 that somebody wrote beside a check before the day's document is confirmed. They are part of no record: whoever keeps them
 * (the desk) gives them here, so that a confirmation takes the same ones wherever it is given.
 */

import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import type { Measure } from '../../subjects/signing/kinds/signoff.ts';
import { openRows } from '../collect/judged-day.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';

export interface MeasuresBeside {
  /** What is kept for a period; it may name rows that want no measure any more. */
  of(period: string): Measure[];
  /** They stand in a confirmation now. Never throws: that is saved already. */
  forget(period: string): void;
}

/** What is kept of the rows that still want a measure; none for a document that takes none. */
export async function measuresBesideOf(
  session: Session,
  { obligation, occurrence }: Pick<PlannedOccurrence, 'obligation' | 'occurrence'>,
  beside: MeasuresBeside | undefined,
): Promise<Measure[]> {
  if (beside === undefined || !isInspectionAlone(obligation)) return [];
  const kept = beside.of(occurrence.period);
  if (kept.length === 0) return [];
  const rows = await openRows(session, occurrence);
  return kept.filter((one) => rows.some((row) => row.check === one.check && row.target === one.target));
}

/** The notice that they are taken, each with its row and what it says. @param measures at least one */
export function besideText({ checks, assets }: ContractBundle, measures: readonly Measure[]): string {
  const lines = measures.map(({ check, target, action }) => {
    const label = checks.find(({ id }) => id === check)?.label ?? check;
    return `${assets.find(({ id }) => id === target)?.name ?? target} ${label}：${action}`;
  });
  return `取用登记台上已写的处理措施 ${lines.length} 条：${lines.join('；')}`;
}
