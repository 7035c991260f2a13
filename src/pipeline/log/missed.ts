/** MISSED: what had fallen due and was not issued when the log was signed. Whoever makes it up later cannot say that it was there. */
import { type MissedEntry, parseEntry } from '../../archive/log/entry.ts';
import { UserError } from '../../contract/error.ts';
import { dateOf } from '../../contract/time.ts';
import { countedFromEntry } from '../entered-late.ts';
import { planAt } from '../plan/plan.ts';
import { planSource, type Session } from '../session.ts';
import { declaredByBoth, keyOf } from './declared.ts';

const MARK = '"type":"MISSED"';

/** What the log says of omissions. */
export interface Entered {
  /** Those that are entered, as `keyOfMissed` names them. */
  entered: readonly string[];
  /** ISO: when it was last signed; undefined: it was not. */
  at?: string | undefined;
}

/**
 * Entries that the log does not have yet; looked for at the first signing of a day of the contract.
 * @param now ISO instant
 */
export async function missedOf(session: Session, { entered, at }: Entered, now: string): Promise<MissedEntry[]> {
  if (at !== undefined && dateOf(at) === dateOf(now)) return [];
  const known = Map.groupBy(entered, (one) => one);
  // What a wrong clock entered of a time that had not come tells nothing of when it has.
  const { missed: declared } = await declaredByBoth(session.workspace);
  const isKnown = (key: string): boolean => (known.get(key)?.length ?? 0) > (declared.has(key) ? 1 : 0);
  try {
    const { items } = await planAt(planSource(await countedFromEntry(session)), now);
    return items.flatMap(({ obligation, occurrence, state, issued }): MissedEntry[] => {
      if ((state !== 'missing' && state !== 'overdue') || issued !== null) return [];
      const { period, dueAt } = occurrence;
      if (isKnown(keyOf({ obligation: obligation.id, period }))) return [];
      return [{ schema: 1, type: 'MISSED', at: now, obligation: obligation.id, period, dueAt }];
    });
  } catch (error) {
    // What keeps a plan from being made is told by whoever makes one; what was committed is signed all the same.
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** Which omission an entry is of; undefined for all others. @param bytes of an entry */
export function keyOfMissed(bytes: Uint8Array): string | undefined {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(MARK)) return undefined;
  const entry = parseEntry(bytes);
  return entry?.type === 'MISSED' ? keyOf(entry) : undefined;
}
