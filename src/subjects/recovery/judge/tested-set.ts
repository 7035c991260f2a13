/** The backup set of a restore test, as it is told: with the record that lists it, or that none does. Pure. */
import type { RestoreTestRecord } from '../kinds/restore-test.ts';

export interface TestedSet {
  text: string;
  /** false: no backup record is named that lists it, so nothing shows that it was a backup. */
  known: boolean;
}

/** The door refuses a set that no backup record lists, and fills in the record: what has none came in by another way. */
export const testedSet = ({ set, backup }: Pick<RestoreTestRecord, 'set' | 'backup'>): TestedSet =>
  backup === undefined
    ? { text: `${set}（没有对应的备份记录）`, known: false }
    : { text: `${set}（${backup}）`, known: true };
