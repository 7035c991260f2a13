/**
 * A process that composes with one place of the program being another: `node _lane.ts WORKSPACE` reads a `Lane` as JSON from its input,
 * reads once what its documents were composed from, composes those that run through a place with each place in turn, holds them against
 * the second count, and prints a line of JSON a place. Nothing is changed on the disk: each place has modules of its own.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readArchive } from '../../../src/archive/store.ts';
import { importClosure, importsIn } from '../../../src/pipeline/compose/closure.ts';
import { composerEntries } from '../../../src/pipeline/compose/composer.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import { type GatheredAgain, gatherAgain } from '../../../src/pipeline/verify/again/rerender.ts';
import { committedFiles } from '../../../src/pipeline/verify/committed-files.ts';
import { printedIn } from '../../../src/recount/compare/compare.ts';
import type { Data } from '../../../src/recount/data.ts';
import { differencesIn } from './_compared.ts';
import { type Reached, watchReach } from './_reach.ts';
import type { Site } from './_sites.ts';
import { type TriedSite, verdictOf } from './_verdict.ts';

export interface Lane {
  /** Numbers of documents. */
  numbers: readonly string[];
  sites: readonly Site[];
  /** Places that documents run through to try; then it ends. */
  runs: number;
}

const HOME = pathToFileURL(`${join(import.meta.dirname, '..', '..', '..')}/`).href;
const [workspace = ''] = process.argv.slice(2);
const lane = JSON.parse(await text(process.stdin)) as Lane;

/** Modules that reach the place at hand, and so have to be loaded anew; the others are those of the program as it is. */
let affected: ReadonlySet<string> = new Set();

const MARK = /\?place=(-?\d+)$/;
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const mark = MARK.exec(context.parentURL ?? '')?.[0];
    const isOurs = found.url.startsWith(HOME) && !found.url.includes('/node_modules/') && found.url.endsWith('.ts');
    if (mark === undefined || !isOurs) return found;
    const isOther = affected.has(found.url.slice(HOME.length));
    return { ...found, url: found.url + (isOther ? mark : '?place=-1') };
  },
  load(url, context, next) {
    const [, n] = MARK.exec(url) ?? [];
    const loaded = next(url, context);
    const site = lane.sites[Number(n ?? -1)];
    if (site === undefined || !url.startsWith(`${HOME}${site.file}?`)) return loaded;
    const source = Buffer.from(loaded.source as Uint8Array).toString('utf8');
    return { ...loaded, source: source.slice(0, site.start) + site.text + source.slice(site.end) };
  },
});

type Compose = (again: GatheredAgain) => Promise<Data>;

/** Composes a document as the program does in which that place is another; −1: as it is. */
async function composerAt(n: number): Promise<Compose> {
  const load = (path: string): Promise<unknown> => import(`${HOME}src/pipeline/${path}?place=${n}`);
  const { composeFrom } = (await load(
    'compose/document.ts',
  )) as typeof import('../../../src/pipeline/compose/document.ts');
  const { loadDeliverables } = (await load('units.ts')) as typeof import('../../../src/pipeline/units.ts');
  return async ({ source, inputs, request }) => {
    const { obligation } = request;
    const obligations = source.contract.obligations.filter(({ id }) => id === obligation.id);
    const deliverable = (await loadDeliverables({ ...source.contract, obligations })).get(obligation.id);
    if (deliverable === undefined) throw new Error(`no unit of ${obligation.id}`);
    return JSON.parse(JSON.stringify(composeFrom(source, inputs, { ...request, deliverable }).document));
  };
}

interface Known {
  number: string;
  again: GatheredAgain;
  right: Data;
  reached: Reached;
  /** Milliseconds. */
  took: number;
}

/** The documents as the program composes them, which the second count has to agree with. */
async function knownDocuments(differences: (number: string, document: Data) => string[]): Promise<Known[]> {
  const session = await openSession(workspace);
  const files = committedFiles(session.workspace.git);
  const { documents: all } = await readArchive(workspace);
  const run = { session, all, files, waivers: new Map() };
  const gathered: [string, GatheredAgain][] = [];
  for (const number of lane.numbers) {
    const own = all.find(({ manifest }) => manifest.number === number);
    const again = own === undefined ? undefined : await gatherAgain(run, own.manifest);
    if (again === undefined) throw new Error(`${number} cannot be composed again`);
    gathered.push([number, again]);
  }
  files.close();
  await session.close();
  const watch = watchReach();
  const compose = await composerAt(-1);
  const known: Known[] = [];
  for (const [number, again] of gathered) {
    await compose(again);
    watch.taken();
    const started = performance.now();
    const right = await compose(again);
    known.push({ number, again, right, reached: watch.taken(), took: performance.now() - started });
    const wrong = differences(number, right);
    if (wrong.length > 0) throw new Error(`${number} as it is: ${wrong.join(', ')}`);
  }
  watch.end();
  return known;
}

/** Composes the documents one by one until one of them is told to be wrong. */
async function tried(n: number, own: readonly Known[], differences: Differences): Promise<TriedSite> {
  const site = lane.sites[n] as Site;
  const seen: TriedSite[] = [];
  affected = new Set([...ALWAYS, ...reaching(site.file)]);
  const compose = composerAt(n);
  for (const { number, again, right } of own) {
    const made = await compose.then((one) => one(again)).catch(() => null);
    seen.push({ site, ...verdictOf(right, made, (document) => differences(number, document)) });
    if (seen.at(-1)?.verdict === 'told') break;
  }
  return seen.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))[0] as TriedSite;
}

type Differences = (number: string, document: Data) => string[];
/** What is the one word about a place of which documents say several. */
const ORDER: readonly TriedSite['verdict'][] = [
  'told',
  'unseen',
  'bare',
  'verdict',
  'excused',
  'broke',
  'words',
  'same',
];

/** What finds the modules by which a document is composed. */
const ALWAYS = ['src/pipeline/compose/document.ts', 'src/pipeline/units.ts', 'src/pipeline/discover.ts'];

/** Modules that import one, through others too. */
const importers = new Map<string, string[]>();
for (const [file, text] of importClosure(fileURLToPath(HOME), [...(await composerEntries()), ...ALWAYS]).files)
  for (const name of importsIn(text).filter((one) => one.startsWith('.'))) {
    const imported = join(file, '..', name);
    importers.set(imported, [...(importers.get(imported) ?? []), file]);
  }

function reaching(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const one of importers.get(file) ?? []) reaching(one, found);
  return found;
}

/** Documents that are composed with a place: of those that run through it the ones with most figures, the quickest first. */
const MOST = 5;
const bestOf = (own: readonly Known[]): Known[] =>
  own
    .toSorted((a, b) => printedIn(b.right).length - printedIn(a.right).length)
    .slice(0, MOST)
    .sort((a, b) => a.took - b.took);

const differences = differencesIn(workspace);
const known = await knownDocuments(differences);
let left = lane.runs;
for (const [n, { file, start }] of lane.sites.entries()) {
  if (left === 0) break;
  const own = known.filter(({ reached }) => reached(`${HOME}${file}?place=-1`, start));
  if (own.length === 0) continue;
  left -= 1;
  process.stdout.write(`${JSON.stringify(await tried(n, bestOf(own), differences))}\n`);
}
// What was loaded for the places stays in memory, and nothing waits for it.
process.exit(0);
