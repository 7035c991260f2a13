/**
 * The demo year, and what stands on it: its site, the site of ten such years, and the 月报 of a full month. Set
 * OPSLEDGER_BENCH_YEAR to a finished demo workspace to leave out the making of the year; it is copied, not touched.
 */
import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../src/archive/digest.ts';
import { documentText } from '../src/archive/document-file.ts';
import { listAt, listPath } from '../src/archive/input-lists.ts';
import { readArchive } from '../src/archive/store.ts';
import { TODAY } from '../src/demo/year.ts';
import { preview } from '../src/pipeline/issue/preview.ts';
import { openSession, type Session } from '../src/pipeline/session.ts';
import type { ReportDocument } from '../src/report/document.ts';
import { atMost, type Figure, median, told } from './_figure.ts';
import { type CommandRun, runCommand } from './_process.ts';
import { type MadeYear, makeYear } from './_year.ts';

const ROUNDS = 3;
const SAMPLE = 40;
const MONTH = { obligation: 'monthly-maintenance', period: '2026-09', now: '2026-10-09T12:00:00+08:00' };
const YEARS = 10;
const MAX_GROWTH = 1.5;

export default {
  id: 'demo',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    try {
      const year = join(folder, 'year');
      const made = await makeYear(year);
      const session = await openSession(year);
      try {
        const alone = await renderAlone(session);
        const figures = [...yearFigures(made, alone), await monthlyReport(session, folder)];
        return [...figures, ...(await siteFigures(year))];
      } finally {
        await session.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function yearFigures(made: MadeYear | null, alone: number): Figure[] {
  if (made === null) return [];
  const { issued, seconds, cpuSeconds, megabytes } = made;
  return [
    {
      ...atMost(`demo year, ${issued} documents, with its site`, seconds, 's', 180),
      against: 'the same documents only rendered, two at a time',
      ratio: (issued * alone) / seconds,
    },
    told('demo year, processor time of all processes', cpuSeconds, 's'),
    atMost('demo year, peak memory of all processes', megabytes, 'MB', 1536),
  ];
}

/** Seconds a document that is only rendered, of documents from all over the year. */
async function renderAlone(session: Session): Promise<number> {
  const { root, evidence } = session.workspace;
  const { documents: issued } = await readArchive(root);
  const step = Math.max(1, Math.floor(issued.length / SAMPLE));
  const chosen = issued.filter((_, i) => i % step === 0);
  const documents = await Promise.all(
    chosen.map(async (one) => JSON.parse(await documentText(root, one)) as ReportDocument),
  );
  const renderer = await session.renderer();
  const image = (sha: string) => evidence.getEvidence(sha);
  const [first] = documents;
  if (first === undefined) throw new Error('the year has no documents');
  await renderer.render(first, image);
  const started = performance.now();
  const queue = [...documents];
  const lane = async (): Promise<void> => {
    for (let doc = queue.shift(); doc !== undefined; doc = queue.shift()) await renderer.render(doc, image);
  };
  await Promise.all([lane(), lane()]);
  return (performance.now() - started) / 1000 / documents.length;
}

/** From the files to the three formats, with nothing remembered; the browser is running. */
async function monthlyReport(session: Session, folder: string): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await preview(session, { ...MONTH, out: join(folder, 'monthly') });
    times.push((performance.now() - started) / 1000);
  }
  return atMost(`月报 of ${MONTH.period}, from the files to HTML, PDF and XLSX`, median(times), 's', 2);
}

async function siteFigures(year: string): Promise<Figure[]> {
  const one = await siteBuilds(year);
  const documents = await addEarlierYears(year, YEARS - 1);
  const ten = await siteBuilds(year);
  return [
    atMost('site build, one year of documents', one.seconds, 's', 10),
    told('site build, processor time of all processes', one.cpuSeconds, 's'),
    {
      ...told(`site build, ${YEARS} years (${documents} documents)`, ten.seconds, 's'),
      against: 'one year',
      ratio: one.seconds / ten.seconds,
      target: `≤ ${MAX_GROWTH} × one year`,
      met: ten.seconds <= MAX_GROWTH * one.seconds,
    },
    told('the first of them, with nothing kept of the manifests', ten.first, 's'),
  ];
}

/** Medians, and what the first build took. */
async function siteBuilds(year: string): Promise<{ seconds: number; cpuSeconds: number; first: number }> {
  const runs: CommandRun[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    runs.push(await runCommand(['site', 'build', '--json', '--workspace', year, '--at', TODAY]));
  const [first] = runs;
  return {
    seconds: median(runs.map((r) => r.seconds)),
    cpuSeconds: median(runs.map((r) => r.cpuSeconds)),
    first: first?.seconds ?? 0,
  };
}

/**
 * Records and manifests of the year again, every 2025 and 2026 in name and text set back by two years more each time (by one,
 * November would meet November): the site reads nothing else of old documents. @returns how many documents there are then
 */
async function addEarlierYears(root: string, years: number): Promise<number> {
  const found = glob(['archive/*/*/*/*/manifest.json', 'records/*/*/*/*.{json,yaml}'], { cwd: root });
  const paths = await Array.fromAsync(found);
  const lists = await Array.fromAsync(glob('archive/inputs/*/*.json', { cwd: root }));
  for (let back = 1; back <= years; back += 1) {
    const earlier = (of: string) => of.replace(/202[56]/g, (shown) => String(Number(shown) - 2 * back));
    const put = async (path: string, text: string): Promise<void> => {
      const target = join(root, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    };
    // A list is named by its digest, which is another one then.
    const names = new Map<string, string>();
    for (const path of lists) {
      const text = earlier(await readFile(join(root, path), 'utf8'));
      const [year = '', name = ''] = (listAt(path) ?? '').split('/');
      names.set(`${year}/${name}`, `${earlier(year)}/${sha256(text)}`);
      await put(listPath(names.get(`${year}/${name}`) as string), text);
    }
    for (const path of paths) {
      const parts = (await readFile(join(root, path), 'utf8')).split(LIST);
      const text = parts.map((part, n) => (n % 2 === 0 ? earlier(part) : (names.get(part) ?? part))).join('');
      await put(earlier(path), text);
    }
  }
  return paths.filter((path) => path.startsWith('archive/')).length * (years + 1);
}

/** Names of lists in a manifest. */
const LIST = /(?<="list": ")(\d{4}\/[0-9a-f]{64})(?=")/;
