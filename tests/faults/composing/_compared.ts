/** The second count of a workspace, asked about documents that are not the ones in its archive. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../../../src/recount/compare/compare.ts';
import type { Data } from '../../../src/recount/data.ts';
import { withInputs } from '../../../src/recount/recount.ts';
import { openRepository } from '../../../src/recount/repository.ts';
import { worldsOf } from '../../../src/recount/world.ts';

const json = (path: string): Data => JSON.parse(readFileSync(path, 'utf8'));

export function manifestsOf(workspace: string): Data[] {
  const archive = join(workspace, 'archive');
  return readdirSync(archive, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('manifest.json'))
    .map((path) => withInputs(archive, json(join(archive, path))));
}

/** Ids of the figures that it counts otherwise than a document of that number prints them. */
export function differencesIn(workspace: string): (number: string, document: Data) => string[] {
  const manifests = manifestsOf(workspace);
  const repository = openRepository(workspace);
  repository.open(manifests.flatMap(({ cut, dataCommit }) => (cut === undefined ? [] : [dataCommit])));
  const worldOf = worldsOf(repository, manifests);
  const byNumber = new Map(manifests.map((one) => [one.number as string, one]));
  return (number, document) => [
    ...new Set(compare(worldOf(byNumber.get(number)), document).differences.map(({ figure }) => figure)),
  ];
}
