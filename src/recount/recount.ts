/** Counts the figures of every issued document of a workspace again. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compare, type Difference } from './compare/compare.ts';
import type { Data } from './data.ts';
import { type OpenRepository, openRepository } from './repository.ts';
import { worldsOf } from './world.ts';

export interface Recounted {
  documents: number;
  /** Figures that were compared, over all documents. */
  compared: number;
  /** How many different figures were compared in the documents of each month, and of its days. */
  months: Record<string, number>;
  /** Ids that no counter knows, with the number of documents that print them. */
  others: Record<string, number>;
  differences: Difference[];
}

/** One issued revision, as it lies in the archive. */
interface Issued {
  manifest: Data;
  document: Data;
}

/**
 * @param root folder of the workspace
 * @param repository of it, for who asks it more than this
 * @throws Error when the archive or its history cannot be read
 */
export function recount(root: string, repository: OpenRepository = openRepository(root)): Recounted {
  const issued = issuedOf(root);
  const manifests = issued.map((one) => one.manifest);
  repository.open(manifests.flatMap(({ cut, dataCommit }) => (cut === undefined ? [] : [dataCommit])));
  const worldOf = worldsOf(repository, manifests);
  const months = new Map<string, Set<string>>();
  const result: Recounted = { documents: issued.length, compared: 0, months: {}, others: {}, differences: [] };
  for (const { manifest, document } of issued) {
    // Documents of a time when manifests did not tell their cut bear no figures.
    if (manifest.cut === undefined) continue;
    const { ids, others, differences } = compare(worldOf(manifest), document);
    result.compared += ids.length;
    result.differences.push(...differences);
    for (const id of others) result.others[id] = (result.others[id] ?? 0) + 1;
    const month = monthOf(manifest, manifests);
    if (month === undefined) continue;
    const own = months.get(month) ?? new Set();
    for (const id of ids) own.add(id);
    months.set(month, own);
  }
  result.months = Object.fromEntries([...months].sort().map(([month, ids]) => [month, ids.size]));
  return result;
}

/** The month that a document is of, or that holds its day; none for those of events, quarters and years. */
function monthOf({ period, event, from, to }: Data, manifests: readonly Data[]): string | undefined {
  if (event !== null || !/^\d{4}-\d\d(-\d\d)?$/.test(period)) return undefined;
  const months = manifests.filter((one) => /^\d{4}-\d\d$/.test(one.period));
  return months.find((one) => one.from <= from && to <= one.to)?.period;
}

const read = (path: string): Data => JSON.parse(readFileSync(path, 'utf8'));

function issuedOf(root: string): Issued[] {
  const archive = join(root, 'archive');
  if (!existsSync(archive)) return [];
  return readdirSync(archive, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('manifest.json'))
    .sort()
    .map((path) => {
      const file = join(archive, path);
      return {
        manifest: withInputs(archive, read(file)),
        document: documentBeside(file),
      };
    });
}

/** Since schema 3 a manifest names rows of lists, such as `0-12,15`; of the inputs it is asked for their paths alone. */
export function withInputs(archive: string, manifest: Data): Data {
  if (manifest.schema !== 3) return manifest;
  const inputs = manifest.inputs.lists.flatMap(({ list, rows }: Data) => {
    const { files } = read(join(archive, 'inputs', `${list}.json`));
    return rows.split(',').flatMap((part: string) => {
      const [from, to = from] = part.split('-');
      return files.slice(Number(from), Number(to) + 1);
    });
  });
  return { ...manifest, inputs };
}

/** Beside its manifest; packed since it was a tenth of the archive. */
function documentBeside(manifest: string): Data {
  const packed = manifest.replace(/manifest\.json$/, 'document.json.gz');
  if (!existsSync(packed)) return read(packed.slice(0, -'.gz'.length));
  return JSON.parse(gunzipSync(readFileSync(packed)).toString('utf8'));
}
