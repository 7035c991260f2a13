/** The second count of a workspace, asked about documents and pages that are not the ones that were issued of it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, printedIn } from '../../../src/recount/compare/compare.ts';
import { reasonOf } from '../../../src/recount/compare/uncounted.ts';
import type { Data } from '../../../src/recount/data.ts';
import { withInputs } from '../../../src/recount/recount.ts';
import { openRepository } from '../../../src/recount/repository.ts';
import { worldsOf } from '../../../src/recount/world.ts';
import { wrongLists } from '../../recount/site/_lists.ts';
import { compareSite } from '../../recount/site/_site.ts';
import { siteWorld } from '../../recount/site/_site-world.ts';
import { siteReasonOf } from '../../recount/site/_uncounted.ts';
import { bareCounts, bareFigures } from '../../support/document-figures.ts';
import { figuresBelow } from '../../support/site-figures.ts';

/** How figures are found in what was composed, and what is known of them. */
export interface Printed {
  figures(made: Data): Data[];
  /** Numbers that no figure stands behind. */
  bare(made: Data): number;
  isExcused(id: string): boolean;
  /** Ids of the figures that are counted otherwise. */
  differences(made: Data): string[];
}

const json = (path: string): Data => JSON.parse(readFileSync(path, 'utf8'));

export function manifestsOf(workspace: string): Data[] {
  const archive = join(workspace, 'archive');
  return readdirSync(archive, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('manifest.json'))
    .map((path) => withInputs(archive, json(join(archive, path))));
}

/** Of documents, by their number. */
export function documentsAgain(workspace: string): (number: string) => Printed {
  const manifests = manifestsOf(workspace);
  const repository = openRepository(workspace);
  repository.open(manifests.flatMap(({ cut, dataCommit }) => (cut === undefined ? [] : [dataCommit])));
  const worldOf = worldsOf(repository, manifests);
  const byNumber = new Map(manifests.map((one) => [one.number as string, one]));
  return (number) => ({
    figures: (document) => printedIn(document).map(({ figure }) => figure),
    bare: (document) => bareFigures(document).length + bareCounts(document).length,
    isExcused: (id) => reasonOf(id) !== undefined,
    differences: (document) => [
      ...new Set(compare(worldOf(byNumber.get(number)), document).differences.map(({ figure }) => figure)),
    ],
  });
}

/** The moment of the site that is composed: that of the newest document. */
export const siteMoment = (workspace: string): string =>
  manifestsOf(workspace)
    .map(({ times }) => times.issued as string)
    .reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b));

/** Of the pages of the site. */
export function siteAgain(workspace: string): Printed {
  const commit = execFileSync('git', ['-C', workspace, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const at = siteMoment(workspace);
  const world = siteWorld(openRepository(workspace), manifestsOf(workspace), { commit, at });
  return {
    figures: figuresBelow,
    bare: () => 0,
    isExcused: (id) => siteReasonOf(id) !== undefined,
    differences: (made) => {
      const { differences, others } = compareSite(world, figuresBelow(made));
      return [...new Set([...differences.map(({ figure }) => figure), ...others, ...wrongLists(world, made.sections)])];
    },
  };
}
