/** What is to be known of a source beside its values: that it reads the machine that asks, or another address than before. Pure. */
import type { SourceRun } from '../../../records/reading.ts';

type Addressed = Pick<SourceRun, 'source' | 'address' | 'self'>;

export const SELF = '数据源读的是本机地址';

/**
 * @param runs of the inspection
 * @param before runs of days before, newest first, each with its day
 * @returns by source what documents and pages say of it; those without anything are left out
 */
export function sourceNotes(
  runs: readonly Addressed[],
  before: readonly { date: string; run: Addressed }[],
  today: string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const run of runs) {
    const since = movedSince(run, before, today);
    const notes = [...(run.self === true ? [SELF] : []), ...(since === null ? [] : [`数据源地址自 ${since} 起改变`])];
    if (notes.length > 0) found.set(run.source, notes.join('，'));
  }
  return found;
}

/** First day of the address that it has now; null where no other is known. */
function movedSince(run: Addressed, before: readonly { date: string; run: Addressed }[], today: string): string | null {
  if (run.address === undefined) return null;
  let since = today;
  for (const { date, run: earlier } of before) {
    if (earlier.source !== run.source || earlier.address === undefined) continue;
    if (earlier.address !== run.address) return since;
    since = date;
  }
  return null;
}
