/**
 * Where reading a log by its growing id stopped, so that the next run neither loses nor doubles a row. Pure.
 *
 * Ids are given when a row is inserted but become visible when its transaction commits: a row with a lower id may
 * appear later. So the cursor remembers the ids that it stepped over and asks for them again. A gap that stays for a
 * week was a rollback.
 */
export interface IdCursor {
  /** Highest id read. */
  after: number;
  /** Ids below `after` that were not there, each with the day (`yyyy-mm-dd`) on which it was missed. */
  gaps: [id: number, since: string][];
}

const GAP_DAYS = 7;
/** More gaps than this are a sequence with steps (auto_increment_increment), not late rows. */
const MAX_GAPS = 5000;

/**
 * The cursor after reading rows with these ids.
 * @param ids of the rows that came, all above `after` or among the gaps; in any order
 * @param today contract date
 */
export function advance(cursor: IdCursor, ids: readonly number[], today: string): IdCursor {
  const seen = new Set(ids);
  const after = Math.max(cursor.after, ...ids);
  const oldest = Temporal.PlainDate.from(today).subtract({ days: GAP_DAYS }).toString();
  const waiting = cursor.gaps.filter(([id, since]) => !seen.has(id) && since >= oldest);
  const sorted = ids.filter((id) => id > cursor.after).toSorted((a, b) => a - b);
  const stepped: [number, string][] = [];
  let last = cursor.after;
  for (const id of sorted) {
    // Only the nearest are remembered: a jump of thousands is a restart of the sequence.
    for (let gap = Math.max(last + 1, id - MAX_GAPS); gap < id; gap += 1) stepped.push([gap, today]);
    last = id;
  }
  return { after, gaps: [...waiting, ...stepped].slice(-MAX_GAPS) };
}

/** Reads a cursor that `JSON.stringify` wrote; null for anything else. */
export function readCursor(text: unknown): IdCursor | null {
  if (typeof text !== 'string') return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('after' in value) || !('gaps' in value)) return null;
    return Number.isSafeInteger(value.after) && Array.isArray(value.gaps) ? (value as IdCursor) : null;
  } catch {
    // A cursor that cannot be read is no cursor: the caller says that it starts anew.
    return null;
  }
}
