/**
 * Makes composing wrong in one place after the other and holds what comes out against the second count: a place that changes a figure
 * of a document or of the site must be told by it. Places are chosen by a rule over all modules that compose (`composing/_sites.ts`).
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { importClosure } from '../../src/pipeline/compose/closure.ts';
import { composerEntries } from '../../src/pipeline/compose/composer.ts';
import type { Data } from '../../src/recount/data.ts';
import { manifestsOf } from './composing/_compared.ts';
import type { Lane } from './composing/_lane.ts';
import { pageEntries, type Site, sitesOf } from './composing/_sites.ts';
import type { TriedSite } from './composing/_verdict.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface ComposingRequest {
  workspace: string;
  seed: number;
  /** Places through which a document runs. */
  runs: number;
  lanes: number;
  /** Places whose `path kind` holds this: `reports/sections`, ` filter`. */
  only?: string;
  seen(one: TriedSite): void;
}

/** What counts: what a subject judges, and whatever of documents and tables makes a figure. The rest draws and words. */
const JUDGES = /^src\/subjects\/[^/]+\/judge\//;
const MAKES_FIGURES = /\b(?:figure|figureOf|rateOf|headline|counts|rates|\w*[cC]ountCell|\w+Figures?)\(/;
const SECTIONS = /^src\/sections\//;
const DRAWS = /^(?:reports\/|src\/sections\/|src\/subjects\/[^/]+\/[^/]*tables\.ts)/;
const isCounting = (file: string, source: string): boolean =>
  JUDGES.test(file) || (DRAWS.test(file) && MAKES_FIGURES.test(source));

/** Every place: the first of each module before the second of any, in an order that only the seed decides. */
async function chosenSites(seed: number, only: string): Promise<Site[]> {
  const { files } = importClosure(ROOT, [...(await composerEntries(ROOT)), ...pageEntries(ROOT)]);
  const order = (text: string): string => createHash('sha256').update(`${seed} ${text}`).digest('hex');
  const byOrder = <T>(list: readonly T[], nameOf: (one: T) => string): T[] =>
    list.toSorted((a, b) => (order(nameOf(a)) < order(nameOf(b)) ? -1 : 1));
  const modules = [...files].filter(([file, source]) => isCounting(file, source));
  const sites = byOrder(modules, ([file]) => file).map(([file, source]) =>
    byOrder(
      sitesOf(file, source).filter(({ kind }) => `${file} ${kind}`.includes(only)),
      ({ start, text }) => `${file} ${start} ${text}`,
    ),
  );
  const deepest = Math.max(0, ...sites.map(({ length }) => length));
  return Array.from({ length: deepest }, (_, n) => sites.flatMap((own) => own[n] ?? [])).flat();
}

/** @throws Error when a lane broke off: also when the second count does not agree with what is composed as it is */
export async function runComposing({ workspace, seed, runs, lanes, only = '', seen }: ComposingRequest): Promise<void> {
  const sites = await chosenSites(seed, only);
  // Documents run through no section of the site: where those alone are asked for, none is composed.
  const numbers = sites.every(({ file }) => SECTIONS.test(file)) ? [] : someOfEach(manifestsOf(workspace));
  await Promise.all(
    Array.from({ length: lanes }, (_, lane) => {
      const own = sites.filter((_site, n) => n % lanes === lane);
      return run(workspace, { numbers, site: true, sites: own, runs: Math.ceil(runs / lanes) }, seen);
    }),
  );
}

/** Documents of a year take as long as all others together, and count by the same modules. */
const isLong = ({ from, to }: Data): boolean => Date.parse(to) - Date.parse(from) > 200 * 86_400_000;

/** Documents of an obligation: the second, which has one before it, one from the middle of the time, and the last. */
function someOfEach(manifests: readonly Data[]): string[] {
  const first = manifests.filter((one) => one.revision === 1 && one.cut !== undefined && !isLong(one));
  return [...Map.groupBy(first, ({ obligation }) => obligation as string).values()].flatMap((own) => {
    const sorted = own.toSorted((a, b) => (a.times.issued < b.times.issued ? -1 : 1));
    const places = new Set([Math.min(1, sorted.length - 1), Math.floor(sorted.length / 2), sorted.length - 1]);
    return [...places].flatMap((place) => (sorted[place]?.number as string | undefined) ?? []);
  });
}

async function run(workspace: string, lane: Lane, seen: (one: TriedSite) => void): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'composing/_lane.ts'), workspace], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  child.stdin.end(JSON.stringify(lane));
  for await (const line of createInterface(child.stdout)) seen(JSON.parse(line) as TriedSite);
  const [code] = await closed;
  if (code !== 0) throw new Error(`a lane ended with ${code}`);
}

/** A line of the report: `told  reports/x.ts:12  bound  a < b → a <= b  incidents.total`. */
export const siteLine = ({ verdict, site, figures }: TriedSite): string =>
  `  ${verdict.padEnd(8)}${site.file}:${site.line}  ${site.kind}  ${site.told}${figures.length === 0 ? '' : `  ${figures.slice(0, 3).join(', ')}`}`;
