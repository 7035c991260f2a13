/**
 * A process that composes with one place of the program being another: `node _lane.ts WORKSPACE` reads a `Lane` as JSON from its input,
 * reads once what its documents and the pages of the site were composed from, composes those that run through a place with each place in
 * turn, holds them against the second count, and prints a line of JSON a place. Nothing is changed on the disk: each place has modules of
 * its own.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readArchive } from '../../../src/archive/store.ts';
import { importClosure, importsIn } from '../../../src/pipeline/compose/closure.ts';
import { composerEntries } from '../../../src/pipeline/compose/composer.ts';
import { openSession, type Session } from '../../../src/pipeline/session.ts';
import { type GatheredAgain, gatherAgain } from '../../../src/pipeline/verify/again/rerender.ts';
import { committedFiles } from '../../../src/pipeline/verify/committed-files.ts';
import type { Data } from '../../../src/recount/data.ts';
import type { SiteFacts } from '../../../src/sections/parts/facts.ts';
import { documentsAgain, type Printed, siteAgain, siteMoment } from './_compared.ts';
import { type Reached, watchReach } from './_reach.ts';
import { pageEntries, type Site } from './_sites.ts';
import { type TriedSite, verdictOf } from './_verdict.ts';

export interface Lane {
  /** Numbers of documents. */
  numbers: readonly string[];
  /** Whether the pages of the site are composed, too. */
  site: boolean;
  sites: readonly Site[];
  /** Places that documents run through to try; then it ends. */
  runs: number;
}

const HOME = pathToFileURL(`${join(import.meta.dirname, '..', '..', '..')}/`).href;
const [workspace = ''] = process.argv.slice(2);
const lane = JSON.parse(await text(process.stdin)) as Lane;

const PAGES = 'src/pipeline/publish/sections.ts';
const COMPOSES = 'export function composeSite(';
const GIVEN = 'opsledger.composeSite.given';

/** The module that composes the pages, as the lane's own program has it: it keeps what they are composed from, which nobody hands out. */
function keepingGiven(source: Uint8Array): string {
  const text = Buffer.from(source).toString('utf8');
  if (!text.includes(COMPOSES)) throw new Error(`${PAGES} has no ${COMPOSES}`);
  const keeps = `export function composeSite(...given) { globalThis['${GIVEN}'] = given; return composed(...given); }`;
  return text.replace(COMPOSES, `${keeps}\nfunction composed(`);
}

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
    if (url === HOME + PAGES) return { ...loaded, source: keepingGiven(loaded.source as Uint8Array) };
    const site = lane.sites[Number(n ?? -1)];
    if (site === undefined || !url.startsWith(`${HOME}${site.file}?`)) return loaded;
    const source = Buffer.from(loaded.source as Uint8Array).toString('utf8');
    return { ...loaded, source: source.slice(0, site.start) + site.text + source.slice(site.end) };
  },
});

/** A part of the pipeline as the program has it in which that place is another; −1: as it is. */
const loadAt = (n: number, path: string): Promise<unknown> => import(`${HOME}src/pipeline/${path}?place=${n}`);

type Compose = (again: GatheredAgain) => Promise<Data>;

async function composerAt(n: number): Promise<Compose> {
  const load = (path: string): Promise<unknown> => loadAt(n, path);
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

/** Something that is composed again and again: a document, or the pages of the site. */
interface Known {
  name: string;
  /** Composes it as the program does in which that place is another. */
  made(n: number): Promise<Data>;
  printed: Printed;
  right: Data;
  reached: Reached;
  /** Milliseconds. */
  took: number;
}
type Composed = Pick<Known, 'name' | 'made' | 'printed'>;

async function documents(session: Session): Promise<Composed[]> {
  const printedAs = documentsAgain(workspace);
  const files = committedFiles(session.workspace.git);
  const { documents: all } = await readArchive(workspace);
  const run = { session, all, files, waivers: new Map() };
  const found: Composed[] = [];
  for (const number of lane.numbers) {
    const own = all.find(({ manifest }) => manifest.number === number);
    const again = own === undefined ? undefined : await gatherAgain(run, own.manifest);
    if (again === undefined) throw new Error(`${number} cannot be composed again`);
    const made = async (n: number): Promise<Data> => (await composerAt(n))(again);
    found.push({ name: number, made, printed: printedAs(number) });
  }
  files.close();
  return found;
}

/** The pages of the site at the newest moment of the archive. */
async function pages(session: Session): Promise<Composed> {
  // Only now, when its modules pass through the hooks.
  const { siteContent } = await import('../../../src/pipeline/publish/model.ts');
  await siteContent(session, siteMoment(workspace));
  const [facts] = (globalThis as unknown as Record<string, [SiteFacts]>)[GIVEN] as [SiteFacts];
  const made = async (n: number): Promise<Data> => {
    const { composeSite } = (await loadAt(
      n,
      'publish/sections.ts',
    )) as typeof import('../../../src/pipeline/publish/sections.ts');
    const { loadSections } = (await loadAt(n, 'units.ts')) as typeof import('../../../src/pipeline/units.ts');
    return JSON.parse(JSON.stringify(composeSite(facts, await loadSections())));
  };
  return { name: 'site', made, printed: siteAgain(workspace) };
}

/** All of them as the program composes them, which the second count has to agree with. */
async function knownOf(all: readonly Composed[]): Promise<Known[]> {
  const watch = watchReach();
  const known: Known[] = [];
  for (const one of all) {
    await one.made(-1);
    watch.taken();
    const started = performance.now();
    const right = await one.made(-1);
    known.push({ ...one, right, reached: watch.taken(), took: performance.now() - started });
    const wrong = one.printed.differences(right);
    if (wrong.length > 0) throw new Error(`${one.name} as it is: ${wrong.join(', ')}`);
  }
  watch.end();
  return known;
}

/** Composes what runs through a place one by one until one of them is told to be wrong. */
async function tried(n: number, own: readonly Known[]): Promise<TriedSite> {
  const site = lane.sites[n] as Site;
  const seen: TriedSite[] = [];
  affected = new Set([...ALWAYS, ...reaching(site.file)]);
  for (const one of own) {
    const made = await one.made(n).catch(() => null);
    seen.push({ site, ...verdictOf(one.right, made, one.printed) });
    if (seen.at(-1)?.verdict === 'told') break;
  }
  return seen.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))[0] as TriedSite;
}

/** What is the one word about a place of which several say several. */
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

/** What finds the modules by which a document and the pages are composed. */
const ALWAYS = ['src/pipeline/compose/document.ts', 'src/pipeline/units.ts', 'src/pipeline/discover.ts', PAGES];

/** Modules that import one, through others too. */
const importers = new Map<string, string[]>();
for (const [file, text] of importClosure(fileURLToPath(HOME), [
  ...(await composerEntries()),
  ...pageEntries(fileURLToPath(HOME)),
  ...ALWAYS,
]).files)
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

/** What is composed with a place: of all that runs through it what has most figures, the quickest first. */
const MOST = 5;
const bestOf = (own: readonly Known[]): Known[] =>
  own
    .toSorted((a, b) => b.printed.figures(b.right).length - a.printed.figures(a.right).length)
    .slice(0, MOST)
    .sort((a, b) => a.took - b.took);

const session = await openSession(workspace);
const all = [...(await documents(session)), ...(lane.site ? [await pages(session)] : [])];
await session.close();
const known = await knownOf(all);
let left = lane.runs;
for (const [n, { file, start }] of lane.sites.entries()) {
  if (left === 0) break;
  const own = known.filter(({ reached }) => reached(`${HOME}${file}?place=-1`, start));
  if (own.length === 0) continue;
  left -= 1;
  process.stdout.write(`${JSON.stringify(await tried(n, bestOf(own)))}\n`);
}
// What was loaded for the places stays in memory, and nothing waits for it.
process.exit(0);
