/** What a restore left older than the records, or lost, and what follows from them: made again when the schedule starts. */
import { UserError } from '../../contract/error.ts';
import { WITHDRAWN_STATE, withdrawnIds, withIds } from '../../workspace/store/withdrawn-ids.ts';
import type { Session } from '../session.ts';
import { kindIds } from '../units.ts';

/**
 * Makes the list of withdrawn records (`state/withdrawn.json`) anew where it is not what the records themselves say.
 * @param now ISO instant: the date of the commit
 * @returns what was made again, in Chinese, one line each; empty: nothing had to be
 */
export async function rebuildState({ workspace }: Session, now: string): Promise<string[]> {
  const lists = await Promise.all((await kindIds()).map((kind) => workspace.records.list(kind)));
  const withdrawn = lists.flatMap((list) => list.withdrawn.map(({ record }) => record.id));
  // What cannot be read may be withdrawn, too: an id that is listed is not dropped for it.
  if (lists.some(({ problems }) => problems.length > 0)) return [];
  const listed = await withdrawnIds(workspace.root).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    return null;
  });
  const same = listed !== null && listed.size === withdrawn.length && withdrawn.every((id) => listed.has(id));
  if (same) return [];
  const subject = '按记录重建作废清单';
  await workspace.change(subject, (change) => change.writeState(WITHDRAWN_STATE, withIds(withdrawn)), {
    at: now,
    of: 'measured',
  });
  const before = listed === null ? '无法读取' : `列出 ${listed.size} 条`;
  return [
    `作废清单 state/${WITHDRAWN_STATE}.json ${before}，与记录不符（丢失，或恢复的是旧副本）：已按记录重建，${withdrawn.length} 条`,
  ];
}
