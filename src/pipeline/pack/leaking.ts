/**
 * Versions of records that say what must not leave the house: one that was corrected says it still, as it was and in its list of corrections.
 * A pack goes to others, and does without.
 */
import { entryLeaks } from '../../guard/entry.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';

/**
 * @param root of the workspace, for its allow-list
 * @returns why a version stays out of a pack, in Chinese; null when it may go into one. What nobody ever changed passed the gate at its door,
 * and what collectors measured is theirs
 */
export const leakIn =
  (root: string) =>
  async (kind: RecordKind, record: AnyRecord, isNewest: boolean): Promise<string | null> => {
    if (record.source === 'auto' || (isNewest && record.corrections === undefined)) return null;
    const of = { kind: kind.id, id: record.id };
    const [leak] = await entryLeaks(root, { shown: record.id, value: record, fields: fieldsOf(kind.schema), of });
    if (leak === undefined) return null;
    const which = isNewest ? '更正前的值（记在更正中）' : '更正前的一版';
    return `${which}在 ${leak.field} ${leak.text.replace(/；.*$/s, '')}，没有装入；经批准清除后装入余下的：opsledger erase ${record.id}`;
  };
