/**
 * A month of the demo year, composed and not drawn, is counted again: all figures agree, and planted errors do not; and one
 * figure is the same wherever it stands: in all documents, on the site, in the register, in `status`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figurePlaces } from '../../src/cli/manual-figures.ts';
import { figureDefinitions } from '../../src/pipeline/figure-definitions.ts';
import { cleanModel } from '../../src/pipeline/publish/clean.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { type Status, status } from '../../src/pipeline/status/status.ts';
import { compare, printedIn } from '../../src/recount/compare/compare.ts';
import { reasonOf } from '../../src/recount/compare/uncounted.ts';
import type { Data } from '../../src/recount/data.ts';
import { type Recounted, recount, withInputs } from '../../src/recount/recount.ts';
import { type OpenRepository, openRepository, type Repository } from '../../src/recount/repository.ts';
import { worldsOf } from '../../src/recount/world.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { definitionOf } from '../../src/report/figure-definition.ts';
import { EXEMPT, LISTED, MEASURED } from '../support/bare-numbers.ts';
import { demoMonth } from '../support/demo-month.ts';
import { bareCounts, bareFigures } from '../support/document-figures.ts';
import { headingCounts } from '../support/heading-counts.ts';
import { newWorkspace } from '../support/new-workspace.ts';
import { bareNumbers, figuresBelow, openingsBelow, opens, rowsOpened } from '../support/site-figures.ts';
import { FactsTold, strayStates } from '../support/told-facts.ts';
import { workbookOtherwise, workbookTables } from '../support/workbook-facts.ts';
import { wrongLists } from './site/_lists.ts';
import { compareSite } from './site/_site.ts';
import { siteWorld } from './site/_site-world.ts';

const MONTH = 'archive/2025/monthly-maintenance/2025-12/r1';
const NUMBER = 'HQSF-YB-202512-r1';

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../../src/recount/main.ts'), ...args], { encoding: 'utf8' });

let folder: string;
let dir: string;
let found: Recounted;
/** Reads each file once for all that follows. */
let real: OpenRepository;

beforeAll(async () => {
  folder = await demoMonth();
  dir = join(folder, 'w');
  real = openRepository(dir);
  found = recount(dir, real);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the figures of a month', () => {
  it('agree, every one of them', () => {
    expect(found.differences).toEqual([]);
    expect(found.documents).toBeGreaterThan(90);
  });

  it('are at least forty different ones', () => {
    expect(Object.keys(found.months)).toEqual(['2025-12']);
    expect(found.months['2025-12']).toBeGreaterThanOrEqual(40);
  });

  it('have a second count, but for at most 300 of the 4,427 kinds that had none at a776fe33, each with its reason', () => {
    // As the recount of that commit printed them of its demo year; a kind that was merged, renamed or removed since stays.
    const frozen = readFileSync(join(import.meta.dirname, 'kinds-a776fe33.txt'), 'utf8')
      .trim()
      .split('\n');
    expect(new Set(frozen).size).toBe(4427);
    const excused = new Set(frozen.filter((id) => reasonOf(id) !== undefined));
    expect(excused.size).toBeLessThanOrEqual(300);
    // A figure that is new gets its second count: none is excused that was not there.
    expect(Object.keys(found.others).filter((id) => !excused.has(id))).toEqual([]);
  });
});

describe('one figure', () => {
  type Model = Awaited<ReturnType<typeof siteContent>>['model'];
  /** As they stood at the cut of a month: there they say what the 月报 says. */
  let model: Model;
  let told: Status;
  beforeAll(async () => {
    const session = await openSession(dir);
    const { cut } = json(`${MONTH}/manifest.json`);
    ({ model } = await siteContent(session, cut));
    told = await status(session, cut);
    await session.close();
  });

  it('of one interval is the same in every place that prints it, in count and tone: documents, their workbooks, registers, site and terminal', () => {
    const said = new FactsTold();
    const cells: ReturnType<typeof workbookOtherwise>[] = [];
    // A revision may say otherwise of the same interval, and says so.
    for (const path of first('document.json.gz')) {
      const [, , obligation = ''] = path.split('/');
      const document = json(path) as ReportDocument;
      said.add(obligation, document.sections, obligation);
      const tables = workbookTables(document);
      said.add(`${obligation} workbook`, tables, obligation);
      cells.push(workbookOtherwise(tables));
    }
    expect(cells.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(cells.reduce((sum, one) => sum + one.cells, 0)).toBeGreaterThan(10_000);
    // What stands at a moment is compared with what stands at the same moment.
    said.add('site', model);
    said.add('status', told);
    expect(said.counts).toEqual([]);
    expect(said.tones).toEqual([]);
    expect(said.unmarked).toEqual([]);
    expect(said.facts).toBeGreaterThan(1000);
    expect(strayStates([...first('document.json.gz').map((path) => json(path).sections), model])).toEqual([]);
    // Between them, those of the month and those of the service to date.
    const ids = said.sharedBy('site', 'monthly-maintenance');
    expect(ids).toEqual(expect.arrayContaining(['incidents.total', 'quota.letter.supplier', 'findings.waiting']));
    expect(said.sharedBy('site', 'status')).toContain('checks.total');
  });

  it('of the site is what is counted again from the workspace, and a planted one more is told', () => {
    const commit = json(`${MONTH}/manifest.json`).dataCommit;
    const { cut } = json(`${MONTH}/manifest.json`);
    const world = siteWorld(real, manifests(), { commit, at: cut });
    const figures = figuresBelow(model);
    const { compared, differences, others } = compareSite(world, figures);
    expect(differences).toEqual([]);
    expect(others).toEqual([]);
    expect(compared).toBeGreaterThan(700);
    const wrong = figures.map((one) => (one.id === 'backups.sets' ? { ...one, value: (one.value ?? 0) + 1 } : one));
    expect(compareSite(world, wrong).differences.map(({ figure }) => figure)).toEqual(['backups.sets']);
    const gone = figures.filter(({ id }) => id !== 'incidents.listed');
    expect(compareSite(world, gone).differences.map(({ figure }) => figure)).toContain('incidents.listed');
    const shifted = figures.map((one) =>
      one.id === 'limits.missed' ? { ...one, interval: { ...one.interval, from: world.served.to } } : one,
    );
    expect(compareSite(world, shifted).differences.map(({ figure }) => figure)).toEqual(['limits.missed.interval']);
  });

  it('of the site stands beside lists that hold what they have to, and one without its newest row is told', () => {
    const commit = json(`${MONTH}/manifest.json`).dataCommit;
    const { cut } = json(`${MONTH}/manifest.json`);
    const world = siteWorld(real, manifests(), { commit, at: cut });
    expect(wrongLists(world, model.sections)).toEqual([]);
    const shorter: Data[] = structuredClone(model.sections) as Data[];
    for (const { pages } of shorter)
      for (const { sections } of pages)
        for (const { blocks } of sections)
          for (const block of blocks) if (block.type === 'table') block.rows = block.rows.slice(1);
    const expected = ['list.faults.GZ-20251218-001', 'list.limit/response-600', 'list.findings.redis-1.done'];
    expect(wrongLists(world, shorter)).toEqual(expect.arrayContaining(expected));
  });

  it('is defined in the manual, with each place that prints it', () => {
    const placeOf = (obligation: string): string => (obligation in figurePlaces ? obligation : 'register');
    const places = [
      ...first('document.json.gz').flatMap((path) =>
        printedIn(json(path)).map(({ figure }) => [figure.id as string, placeOf(path.split('/')[2] ?? '')] as const),
      ),
      ...figuresBelow(model).map(({ id }) => [id, 'site'] as const),
      ...told.figures.map(({ id }) => [id, 'status'] as const),
    ];
    const missing = places.flatMap(([id, place]) => {
      const found = definitionOf(figureDefinitions, id);
      return (found?.definition.in ?? found?.group.in ?? []).includes(place) ? [] : [`${id} in ${place}`];
    });
    expect([...new Set(missing)]).toEqual([]);
    const named = figureDefinitions.flatMap((group) => [group, ...group.figures]).flatMap((one) => one.in ?? []);
    expect(named.filter((place) => figurePlaces[place] === undefined)).toEqual([]);
  });

  it('is shown on a site of which nothing is taken for a secret', async () => {
    const clean = await cleanModel(dir, model, { judged: (leaks) => Promise.resolve(leaks) });
    expect([...clean.told.values()]).toEqual([]);
    expect(clean.model).toBe(model);
    expect(model.problems.filter(({ message }) => message.includes('未发布'))).toEqual([]);
  });

  it('stands behind every number of the site, and opens as many rows as it says', () => {
    const bare = bareNumbers(model).filter(({ place }) => !EXEMPT.some(([block]) => block.test(place)));
    expect(bare).toEqual([]);
    const openings = openingsBelow(model);
    expect(openings.length).toBeGreaterThan(60);
    expect(openings.filter((own) => !opens(own, rowsOpened(model, own.href)))).toEqual([]);
  });

  it('stands behind every key figure, count and rate of a document, a rate with what it is counted from', () => {
    const bare = new Set<string>();
    for (const path of first('document.json.gz')) {
      const [, , obligation = ''] = path.split('/');
      const document = json(path) as ReportDocument;
      for (const place of [...bareFigures(document), ...bareCounts(document)]) bare.add(`${obligation} ${place}`);
    }
    const exempt = [...MEASURED, ...LISTED];
    expect([...bare].filter((place) => !exempt.some(([block]) => block.test(place)))).toEqual([]);
  });

  it('of limits missed is what the months tell of them together, and each line of a month opens a page', () => {
    const lines = Object.values(model.monthFacts).flat();
    const missed = lines.flatMap(({ text }) => /^时限未达标 (\d+) 次/.exec(text)?.[1] ?? []).map(Number);
    const whole = figuresBelow(model.sections).find(({ id }) => id === 'limits.missed')?.value;
    expect(missed.reduce((sum, one) => sum + one, 0)).toBe(whole);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.filter(({ href }) => rowsOpened(model, href ?? '') === null)).toEqual([]);
  });

  it('stands behind every count in a heading of a document, and one without is told', () => {
    const all = first('document.json.gz').map((path) => headingCounts(json(path).sections));
    expect(all.flatMap(({ bare }) => bare)).toEqual([]);
    expect(all.reduce((sum, { headings }) => sum + headings, 0)).toBeGreaterThan(1000);
    const planted = [{ id: 'a', title: '超时 3 次', blocks: [] }];
    expect(headingCounts(planted).bare).toEqual(['超时 3 次: 超时 3 次']);
  });

  it('of calls is the number of lines of its register', () => {
    const [report, register] = (['monthly-maintenance calls.count', 'call-register lines.1'] as const).map((one) => {
      const [obligation, id] = one.split(' ');
      const document = json(`archive/2025/${obligation}/2025-12/r1/document.json.gz`);
      return printedIn(document).find(({ figure }) => figure.id === id)?.figure.value;
    });
    expect(register).toBeGreaterThan(0);
    expect(report).toBe(register);
  });

  it('of `status` is that of the site: verdict, reasons, inspection, states of what is owed, what was issued', () => {
    expect([told.verdict.text, told.verdict.reasons.map(({ text }) => text)]).toEqual([
      model.verdict.text,
      model.verdict.reasons.map(({ text }) => text),
    ]);
    expect(told.inspection?.counts).toEqual(model.inspection?.counts);
    expect(told.asked).toEqual(model.board.asked.map(({ kind, label, count }) => ({ kind, label, count })));
    const states: Record<string, number> = {};
    for (const { state } of model.occurrences) states[state] = (states[state] ?? 0) + 1;
    expect(told.states).toEqual(states);
    expect(told.documents).toBe(model.documents.filter(({ status }) => status === 'issued').length);
  });
});

/** Files of that name of every first revision. */
const first = (name: string): string[] =>
  readdirSync(join(dir, 'archive'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(`/r1/${name}`))
    .map((path) => `archive/${path}`);

/** All that the archive holds, only read. */
let known: Data[] | undefined;
const manifests = (): Data[] => {
  known ??= readdirSync(join(dir, 'archive'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('manifest.json'))
    .map((path) => manifestAt(join('archive', path)));
  return known;
};

/** With its inputs, which stand in lists. */
const manifestAt = (path: string): Data => withInputs(join(dir, 'archive'), json(path));

const json = (path: string): Data => {
  const bytes = readFileSync(join(dir, path));
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
};

interface Planted {
  /** Folder of the document. */
  place?: string;
  document?(document: Data): void;
  manifest?(manifest: Data): void;
  /** Changes a record; false drops it. */
  record?(record: Data): boolean;
}

/** What the recount says of a document, or of its records, with an error in them. */
function differencesWith({ place = MONTH, document, manifest: told, record }: Planted): string[] {
  const manifest = manifestAt(`${place}/manifest.json`);
  const changed = json(`${place}/document.json.gz`);
  document?.(changed);
  told?.(manifest);
  const repository = record === undefined ? real : withChanged(record);
  const { number } = manifest;
  const others = manifests().filter((one) => one.number !== number);
  const { differences } = compare(worldsOf(repository, [...others, manifest])(manifest), changed);
  return differences.map(({ figure }) => figure);
}

/** The same with another record in place of each; one that is dropped is not there. */
function withChanged(record: (one: Data) => boolean): Repository {
  const changed = new Map<string, Data>();
  const changedOf = (blob: string): Data => {
    if (changed.has(blob)) return changed.get(blob);
    const [one] = real.read([blob]);
    const own = one?.enteredAt === undefined ? one : structuredClone(one);
    changed.set(blob, own === one || record(own) ? own : undefined);
    return changed.get(blob);
  };
  return { ...real, read: (blobs) => blobs.map(changedOf).filter((one) => one !== undefined) };
}

/** A figure of a document, and what prints it: a cell of a table, or a key figure. */
interface Place {
  figure: Data;
  /** Prints another number. */
  print(text: string): void;
  remove(): void;
}

function placeOf(document: Data, id: string): Place {
  for (const block of document.sections.flatMap((section: Data) => section.blocks) as Data[]) {
    const item = (block.items ?? []).find((one: Data) => one.figure?.id === id);
    if (item !== undefined) {
      const print = (text: string) => Object.assign(item, { number: Number(text), value: text });
      return { figure: item.figure, print, remove: () => delete item.figure };
    }
    for (const { cells, figures = {} } of block.rows ?? []) {
      const column = Object.keys(figures).find((key) => figures[key].id === id);
      if (column === undefined) continue;
      const print = (text: string) => Object.assign(cells[column], { value: Number(text), text });
      return { figure: figures[column], print, remove: () => delete figures[column] };
    }
  }
  throw new Error(`no figure ${id}`);
}

/** One more, in data and words alike. */
function oneMore(document: Data, id: string): void {
  const { figure, print } = placeOf(document, id);
  figure.value += 1;
  print(String(figure.value));
}

const records = (kind: string): Data[] => {
  const tree = real.tree(json(`${MONTH}/manifest.json`).dataCommit);
  return real.read([...tree].flatMap(([path, blob]) => (path.startsWith(`records/${kind}/2025/12/`) ? [blob] : [])));
};

describe('a planted error is found', () => {
  it('not where there is none', () => {
    expect(json(`${MONTH}/manifest.json`).number).toBe(NUMBER);
    expect(differencesWith({})).toEqual([]);
  });

  it('in a figure, in the words that print it, and in one that is not there any more', () => {
    const inFigure = differencesWith({
      document: (document) => oneMore(document, 'incidents.total'),
    });
    // The manifest keeps it for the next document, too.
    const both = new Set(['incidents.total', 'figures.incidents.total']);
    expect(new Set(inFigure)).toEqual(both);
    const inWords = differencesWith({
      document: (document) => placeOf(document, 'deliveries.owed').print('1'),
    });
    expect(inWords).toEqual(['deliveries.owed']);
    const gone = differencesWith({
      document: (document) => placeOf(document, 'incidents.total').remove(),
    });
    expect(new Set(gone)).toEqual(both);
  });

  it('in what no report of a month prints: one left out, one of nothing, one in another unit', () => {
    const found = differencesWith({
      place: 'archive/2025/call-register/2025-12/r1',
      document(document) {
        placeOf(document, 'calls.in-time').remove();
        const { figure } = placeOf(document, 'lines.1');
        const { items } = document.sections[0].blocks[0];
        items.push({ number: 0, value: '0', figure: { ...figure, id: 'lines.2', value: 0 } });
        figure.unit = '项';
      },
    });
    expect(new Set(found)).toEqual(new Set(['calls.in-time', 'lines.2', 'lines.1.unit']));
  });

  it('in the interval of a figure: a day too early', () => {
    const shifted = differencesWith({
      document(document) {
        placeOf(document, 'incidents.total').figure.interval.from = '2025-11-24T00:00:00+08:00';
      },
    });
    expect(shifted).toEqual(['incidents.total.interval']);
  });

  it('in the records: an incident dropped', () => {
    const id = records('incident')[0]?.id;
    expect(differencesWith({ record: (one) => one.id !== id })).toContain('incidents.total');
  });

  it('in the records: a response a minute later', () => {
    const one = records('incident').find(({ respondedAt }) => respondedAt !== undefined);
    const later = new Date(Date.parse(one.respondedAt) + 60_000).toISOString();
    const found = differencesWith({
      place: `archive/2025/incident-analysis/${one.id}/r1`,
      record(record) {
        if (record.id === one.id) record.respondedAt = later;
        return true;
      },
    });
    expect(new Set(found)).toEqual(new Set(['clock.response', 'clock.response.interval']));
  });

  it('in the records: a day of duty shifted', () => {
    const one = records('duty').find(({ post, state }) => post === 'resident' && state === 'present');
    const found = differencesWith({
      record(record) {
        if (record.kind === 'duty' && record.date === one.date) record.date = '2025-12-06';
        return true;
      },
    });
    expect(found).toContain('attendance.rate');
  });

  it('in the manifest: a cut of another day', () => {
    expect(
      differencesWith({
        manifest(manifest) {
          manifest.cut = '2026-01-01T16:30:00+08:00';
        },
      }),
    ).toEqual(['cut']);
  });

  it('in the records: one that was withdrawn before the cut, and is counted all the same', () => {
    const id = records('call')[0]?.id;
    const found = differencesWith({
      record(record) {
        if (record.id === id) record.withdrawn = { by: '工程师', at: record.enteredAt, reason: '重复登记' };
        return true;
      },
    });
    expect(new Set(found)).toEqual(new Set(['calls.count', 'calls.done', `counted.${id}.done`]));
  });

  it('in a receipt: one that only the supplier tells of is no 已签收', () => {
    const found = differencesWith({
      record(record) {
        if (record.kind === 'signoff' && record.action === 'receive') delete record.attachments;
        return true;
      },
    });
    expect(found).toContain('deliveries.received');
    expect(found).toContain('deliveries.claimed');
  });
});

describe('the command', () => {
  it('ends with 0 and what it counted where all agree', async () => {
    const { status, stdout, stderr } = run('--workspace', await newWorkspace('2026-11-01', '09:00'), '--json');
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({ documents: 0, compared: 0, months: {}, others: {}, differences: [] });
  });

  it('ends with 2 where there is no workspace', () => {
    const { status, stderr } = run('--workspace', folder);
    expect([status, stderr.split('：')[0]]).toEqual([2, '不是工作区']);
  });

  it('ends with 1 and the number, the figure and both values where one is wrong', () => {
    const document = json(`${MONTH}/document.json.gz`);
    placeOf(document, 'inspection.days').figure.value = 7;
    const alone = join(folder, 'alone');
    for (const part of ['.git', MONTH, 'archive/inputs'])
      cpSync(join(dir, part), join(alone, part), { recursive: true });
    writeFileSync(join(alone, MONTH, 'document.json.gz'), gzipSync(JSON.stringify(document)));
    const wrong = run('--workspace', alone);
    expect(wrong.status).toBe(1);
    expect(wrong.stdout).toMatch(/^HQSF-YB-202512-r1 {2}inspection\.days {2}印出 7 {2}复核 \d+$/m);
  });
});
