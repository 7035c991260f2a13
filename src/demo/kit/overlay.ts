/** Records other than on disk: those about to be written, so that one plan decides what one commit holds, or only those of a time. */

import { dayOfRecordId } from '../../contract/record-id.ts';
import { compareInstants } from '../../contract/time.ts';
import { inForce } from '../../records/in-force.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { RecordList, RecordStore, RecordWindow, StoredRecord } from '../../workspace/store/record-store.ts';

export interface PendingRecord {
  kind: string;
  id: string;
  record: AnyRecord;
}

/** @param pending new records and new versions of records on disk */
export function overlay(store: RecordStore, pending: readonly PendingRecord[]): RecordStore {
  const byKind = Map.groupBy(pending, (one) => one.kind);
  const inWindow = (id: string, window: RecordWindow): boolean => {
    const date = dayOfRecordId(id);
    return (window.from === undefined || date >= window.from) && (window.to === undefined || date <= window.to);
  };
  const of = (kind: string, window: RecordWindow) => (byKind.get(kind) ?? []).filter((one) => inWindow(one.id, window));
  return {
    ...store,
    async list<T extends AnyRecord>(kind: string, window: RecordWindow = {}) {
      const stored = await store.list<T>(kind, window);
      const own = of(kind, window);
      if (own.length === 0) return stored;
      const files = new Map(stored.files.map((one) => [one.record.id, one]));
      const withdrawn = new Map(stored.withdrawn.map((one) => [one.record.id, one]));
      for (const { id, record } of own) {
        const counts = inForce(record as T);
        const file: StoredRecord<T> = { kind, record: counts ?? (record as T), path: '', sha256: '' };
        if (counts === undefined) files.delete(id);
        (counts === undefined ? withdrawn : files).set(id, file);
      }
      const sorted = [...files.values()].sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
      return {
        files: sorted,
        records: sorted.map((one) => one.record),
        withdrawn: [...withdrawn.values()],
        problems: stored.problems,
      } satisfies RecordList<T>;
    },
    async ids(kind, window = {}) {
      const own = of(kind, window);
      const gone = new Set(own.filter(({ record }) => record.withdrawn !== undefined).map(({ id }) => id));
      const all = new Set([...(await store.ids(kind, window)), ...own.map(({ id }) => id)]);
      return [...all].filter((id) => !gone.has(id)).sort();
    },
  };
}

/** The records as they were known at a moment, without what was written down later; an edited one is as it is now. */
export function enteredBy(store: RecordStore, at: string): RecordStore {
  return {
    ...store,
    async list<T extends AnyRecord = AnyRecord>(kind: string, window: RecordWindow = {}) {
      const { files, withdrawn, problems } = await store.list<T>(kind, window);
      const known = files.filter(({ record }) => compareInstants(record.enteredAt, at) <= 0);
      return { files: known, records: known.map(({ record }) => record), withdrawn, problems } satisfies RecordList<T>;
    },
  };
}
