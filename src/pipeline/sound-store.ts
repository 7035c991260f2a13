/** Records as they count: those of which something else stands than what their files have. */
import { compareRecordIds, dayOfRecordId } from '../contract/record-id.ts';
import { inForce } from '../records/in-force.ts';
import type { AnyRecord } from '../records/record.ts';
import type { RecordList, RecordStore, RecordWindow, StoredRecord } from '../workspace/store/record-store.ts';

/** A record of which something else stands. */
export interface Standing {
  /** Relative to the workspace. */
  path: string;
  /** As its file has it, or the last commit. */
  record: AnyRecord;
  /** null: nothing of it counts. */
  sound: AnyRecord | null;
}

/** Records as their files have them, and in the place of some what stands of them. */
export function soundStore(store: RecordStore, unsound: readonly Standing[]): RecordStore {
  const byPath = new Set(unsound.map(({ path }) => path));
  const stands = unsound.flatMap(({ path, sound }) => (sound === null ? [] : [{ path, sound }]));
  const byId = new Map(stands.map((one) => [one.sound.id, one]));
  // What was put there by hand is nothing that was written down.
  const placed = new Set(unsound.flatMap(({ sound, record }) => (sound === null ? [record.id] : [])));
  const storedOf = ({ path, sound }: (typeof stands)[number], sha256 = ''): StoredRecord => ({
    ...{ kind: sound.kind, record: sound, path, sha256 },
  });
  const onFile = async <T extends AnyRecord>(id: string): Promise<StoredRecord<T> | undefined> => {
    if (placed.has(id)) return undefined;
    const altered = byId.get(id);
    if (altered === undefined) return store.onFile<T>(id);
    return storedOf(altered) as StoredRecord<T>;
  };
  return {
    ...store,
    onFile,
    async get<T extends AnyRecord>(id: string) {
      if (!(byId.has(id) || placed.has(id))) return store.get<T>(id);
      const stored = await onFile<T>(id);
      const record = stored && inForce(stored.record);
      return record && { ...(stored as StoredRecord<T>), record };
    },
    async ids(kind, window) {
      const own = stands.filter(({ sound }) => isIn(sound, kind, window) && sound.withdrawn === undefined);
      const known = (await store.ids(kind, window)).filter((id) => !placed.has(id));
      return [...new Set([...known, ...own.map(({ sound }) => sound.id)])].sort(compareRecordIds);
    },
    async list<T extends AnyRecord>(kind: string, window?: RecordWindow) {
      const list = await store.list(kind, window);
      const own = stands.filter(({ sound }) => isIn(sound, kind, window));
      if (own.length === 0 && list.files.every(({ path }) => !byPath.has(path))) return list as RecordList<T>;
      const shas = new Map([...list.files, ...list.withdrawn].map(({ path, sha256 }) => [path, sha256]));
      const [files, withdrawn] = [list.files, list.withdrawn].map((all) => all.filter(({ path }) => !byPath.has(path)));
      for (const one of own) {
        const stored = storedOf(one, shas.get(one.path));
        const record = inForce(stored.record);
        if (record === undefined) withdrawn?.push(stored);
        else files?.push({ ...stored, record });
      }
      for (const all of [files, withdrawn]) all?.sort((a, b) => compareRecordIds(a.record.id, b.record.id));
      const problems = list.problems.filter(({ path }) => !byPath.has(path));
      return { files, withdrawn, problems, records: files?.map(({ record }) => record) } as RecordList<T>;
    },
  };
}

const isIn = ({ id, kind: own }: AnyRecord, kind: string, { from, to }: RecordWindow = {}): boolean => {
  const day = dayOfRecordId(id);
  return own === kind && (from === undefined || day >= from) && (to === undefined || day <= to);
};
