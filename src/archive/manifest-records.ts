/** Which records a document was made from, told by the names of its inputs. */
import type { Manifest } from './manifest.ts';
import { inputPaths } from './manifest-text.ts';

/** Ids by kind of record, in the order of the manifest. */
export type RecordIds = Record<string, string[]>;

const RECORD = /^records\/([a-z-]+)\/.*\/([A-Z]{2,3}-\d{8}-\d+)\.(?:json|yaml)$/;
/** Of manifests whose inputs are not at hand. */
const remembered = new WeakMap<Pick<Manifest, 'inputs'>, () => RecordIds>();

/** Ids of the records among the inputs of a manifest. */
export function recordIds(manifest: Pick<Manifest, 'inputs'>): RecordIds {
  const known = remembered.get(manifest);
  if (known !== undefined) return known();
  const ids: RecordIds = {};
  for (const path of inputPaths(manifest)) {
    const [, kind, id] = RECORD.exec(path) ?? [];
    if (kind === undefined || id === undefined) continue;
    const known = ids[kind];
    if (known === undefined) ids[kind] = [id];
    else known.push(id);
  }
  return ids;
}

/** Lets `recordIds` answer for a manifest without reading its inputs. */
export function rememberRecordIds(manifest: Pick<Manifest, 'inputs'>, ids: () => RecordIds): void {
  remembered.set(manifest, ids);
}

/** The ids as one short text. */
export const recordIdsText = (ids: RecordIds): string =>
  Object.entries(ids)
    .map(([kind, some]) => `${kind} ${some.join(' ')}`)
    .join('|');

/** Reads what `recordIdsText` wrote. */
export function recordIdsOf(text: string): RecordIds {
  const lines = text === '' ? [] : text.split('|');
  return Object.fromEntries(
    lines.map((line): [string, string[]] => {
      const [kind = '', ...ids] = line.split(' ');
      return [kind, ids];
    }),
  );
}
