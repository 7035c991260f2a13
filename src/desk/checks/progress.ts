/** How far the day's manual checks are, for 今日. */

import type { Session } from '../../pipeline/session.ts';
import { withDrafts } from './drafts.ts';
import { manualGroups } from './manual-rows.ts';
import { roundOf } from './rounds.ts';

export interface ChecksSummary {
  text: string;
  total: number;
  open: number;
  drafted: number;
  abnormal: number;
}

/** @returns null where the contract asks for no inspection now, or people check nothing in it */
export async function checksSummary(session: Session, now: string): Promise<ChecksSummary | null> {
  const round = await roundOf(session, now, null);
  const kept = withDrafts(session.workspace.root, (drafts) => drafts.answers(round.period));
  if (!round.asked && kept.length === 0) return null;
  const rows = (await manualGroups(session, round, now)).flatMap((group) => group.rows);
  if (rows.length === 0) return null;
  const drafts = new Map(kept.map((one) => [one.row, one]));
  const open = rows.filter(({ saved }) => saved === null);
  return {
    text: round.text,
    total: rows.length,
    open: open.filter(({ key }) => !drafts.has(key)).length,
    drafted: open.filter(({ key }) => drafts.has(key)).length,
    abnormal: rows.filter(({ key, saved }) =>
      saved === null ? drafts.get(key)?.result === 'abnormal' : saved.abnormal,
    ).length,
  };
}
