/** Reads the records that the site is made from: each kind once, from the first day that anybody asks for. */
import type { Moment } from '../../contract/calendar/moment.ts';
import { EnvironmentError } from '../../contract/error.ts';
import type { Asking } from '../../contract/terms/requirements.ts';
import type { DateText } from '../../contract/time.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { RecordOriginal, SiteFacts } from '../../sections/parts/facts.ts';
import { eachKind, firstDay, type SiteNeed } from '../../sections/parts/needs.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';

/**
 * Files that cannot be used are among the problems and nowhere else.
 * @param contract that says which of them are wanted
 * @param moment `to`: last day that is read, whenever the project was closed
 * @throws EnvironmentError when a part of the site asks for a kind that does not exist
 */
export async function readSiteRecords(
  store: RecordStore,
  kinds: readonly RecordKind[],
  needs: readonly SiteNeed[],
  moment: Moment & { to: DateText },
  contract: Asking,
): Promise<{
  found: Pick<SiteFacts, 'records' | 'withdrawn' | 'originals' | 'ids'>;
  problems: { file: string; message: string }[];
}> {
  const records: Record<string, AnyRecord[]> = {};
  const withdrawn: Record<string, AnyRecord[]> = {};
  const originals = new Map<string, RecordOriginal>();
  const problems: { file: string; message: string }[] = [];
  const byKind = [...Map.groupBy(eachKind(needs, kinds, contract), ({ kind }) => kind)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  for (const [kind, wanted] of byKind) {
    if (!kinds.some(({ id }) => id === kind)) unknownKind(kind, kinds);
    const [from = ''] = wanted.map(({ window }) => firstDay(window, moment)).sort();
    const list = await store.list(kind, { from: from === '' ? undefined : from, to: moment.to });
    problems.push(...list.problems.map(({ path, message }) => ({ file: path, message })));
    records[kind] = list.records;
    withdrawn[kind] = list.withdrawn.map(({ record }) => record);
    for (const { record, path, sha256 } of [...list.files, ...list.withdrawn])
      originals.set(record.id, { path, sha256 });
  }
  const ids = new Map<string, string[]>();
  for (const { id } of kinds) ids.set(id, await store.ids(id));
  return { found: { records, withdrawn, originals, ids }, problems };
}

/** Those that were read, withdrawn ones among them, each with its file. */
export function storedRecords(
  { records, withdrawn, originals }: Pick<SiteFacts, 'records' | 'withdrawn' | 'originals'>,
  kinds: readonly RecordKind[],
): { kind: RecordKind; record: AnyRecord; path: string }[] {
  return kinds.flatMap((kind) =>
    [...(records[kind.id] ?? []), ...(withdrawn[kind.id] ?? [])].flatMap((record) => {
      const path = originals.get(record.id)?.path;
      return path === undefined ? [] : [{ kind, record, path }];
    }),
  );
}

function unknownKind(kind: string, kinds: readonly RecordKind[]): never {
  throw new EnvironmentError('程序单元不可用', {
    at: 'src/sections needs',
    found: kind,
    expected: kinds.map(({ id }) => id).join('、'),
    hint: '改正该程序文件，或恢复为发布时的版本',
  });
}
