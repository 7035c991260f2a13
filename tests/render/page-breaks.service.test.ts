/** Where pages end: what must not stand alone at the foot of one, or alone on the last one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sectionNumbers } from '../../src/render/numbering.ts';
import { openRenderer, type Renderer } from '../../src/render/renderer.ts';
import type { Block } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { runs } from '../support/runs.ts';
import { CACHE, changed, noPicture, picture } from './_documents.ts';
import { pageTexts } from './_pdf.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await openRenderer({ cacheDir: CACHE });
});
afterAll(() => renderer.close());

const pagesOf = async (doc: ReportDocument): Promise<string[]> => pageTexts(await renderer.renderPdf(doc, noPicture));

const lines = (count: number, text: string): string[] => Array.from({ length: count }, (_, i) => `${text}${i + 1}`);

/** Every second of these heights, and by `npm run nightly` each. */
const some = <T>(all: readonly T[]): T[] => all.filter((_, n) => n % 2 === 0 || runs(1) > 1);

/** Lines and rows of different heights, so that what follows begins at every few points of a page. */
function filler(listed: number, tabled: number): Block[] {
  return [
    { type: 'list', items: lines(listed, '填充').map((text) => ({ text })) },
    {
      type: 'table',
      columns: [{ key: 'a', label: '填充表', type: 'text' }],
      rows: lines(tabled, '填充行').map((a) => ({ cells: { a } })),
      empty: '无',
    },
  ];
}

/**
 * Documents in which a section begins lower and lower, over the foot of the first page.
 * @param from lines above it in the first
 */
function sliding(blocks: Block[], from: number): ReportDocument[] {
  const heights = some(Array.from({ length: 18 }, (_, i) => [from + Math.floor(i / 3), 4 + (i % 3)] as const));
  return heights.map(([listed, tabled]) =>
    changed(inspectionLog(), {
      sections: [
        { id: 'filler', title: '填充', blocks: filler(listed, tabled) },
        { id: 'tested', title: '受测章节', blocks },
      ],
    }),
  );
}

/** Pages on which one text stands, of all the documents; and that it once stood on a second page. */
async function pagesWith(text: string, documents: ReportDocument[]): Promise<string[]> {
  const all = await Promise.all(documents.map(pagesOf));
  const second = all.filter((pages) => pages[0]?.includes(text) === false).length;
  expect(second, 'the turn of the page lies in the range').toBeGreaterThan(0);
  expect(second, 'the turn of the page lies in the range').toBeLessThan(documents.length);
  return all.flatMap((pages) => pages.filter((page) => page.includes(text)));
}

describe('the foot of a page', () => {
  it('never has the head of a table without a row, with tall rows and a caption or without', async () => {
    const table = (title: string | undefined): Block => ({
      type: 'table',
      ...(title === undefined ? {} : { title }),
      columns: [
        { key: 'a', label: '受测表头', type: 'text' },
        { key: 'b', label: '内容', type: 'text' },
      ],
      rows: lines(4, '受测行').map((a) => ({ cells: { a, b: '很长的内容'.repeat(50) } })),
      empty: '无',
    });
    for (const title of [undefined, '受测题注']) {
      const pages = await pagesWith('受测表头', sliding([{ type: 'note', text: '表前文字。' }, table(title)], 15));
      for (const page of pages) expect(page).toContain('受测行');
    }
  });

  it('never has a heading without what it heads, be it a grid, a figure row or a timeline', async () => {
    const below: Block[] = [
      { type: 'facts', columns: 2, items: lines(6, '内容').map((label) => ({ label, value: '值'.repeat(60) })) },
      { type: 'key-figures', items: lines(4, '内容').map((label) => ({ label, value: '12' })) },
      { type: 'timeline', items: lines(5, '内容').map((text) => ({ time: '10:00', text })) },
    ];
    for (const block of below) {
      const pages = await pagesWith('受测章节', sliding([block], 20));
      for (const page of pages) expect(page).toContain('内容1');
    }
  });
});

describe('the signatures', () => {
  const signature = everyBlock().sections.at(-1)?.blocks[0] as Block;
  const signed = (above: number, records: number): ReportDocument =>
    changed(everyBlock(), {
      sections: [
        { id: 'filler', title: '填充', blocks: [{ type: 'note', text: lines(above, '填充').join('\n') }] },
        {
          id: 'evidence',
          title: '附件与证据清单',
          blocks: [
            {
              type: 'evidence',
              items: lines(records, '记录').map((title) => ({
                title,
                kind: '人工录入',
                time: '2026-11-24 09:00',
                record: `GZ-20261124-${title}`,
                hash: 'f'.repeat(64),
              })),
              empty: '无',
            },
          ],
        },
        { id: 'signature', title: '签字', blocks: [signature] },
      ],
    });

  it.each([
    ['line by line', 6, 8],
    ['by kinds in columns of the page', 14, 8],
    ['by kinds and longer than may be kept together', 30, 1],
  ])('are never alone on the last page, below a list %s', async (_, records, from) => {
    const above = some(Array.from({ length: 10 }, (_, i) => from + i));
    const all = await Promise.all(above.map((count) => pagesOf(signed(count, records))));
    expect(new Set(all.map((pages) => pages.length))).toEqual(new Set([1, 2])); // the turn of the page lies in this range
    all.forEach((pages, i) => {
      const last = pages.at(-1) as string;
      expect(last).toContain('签收人');
      expect(last).toContain('三、签字');
      expect(last, `${above[i]} lines above`).toContain(`记录${records}`);
    });
  });

  it('stand on the one page of a short form, with all that its texts say', async () => {
    for (const name of ['incident-analysis-p4', 'incident-analysis-p5']) {
      const path = join(import.meta.dirname, '../golden/reports', `${name}.json`);
      const pages = await pagesOf(JSON.parse(readFileSync(path, 'utf8')) as ReportDocument);
      expect(pages, name).toHaveLength(1);
      expect(pages[0]).toContain('签收人');
    }
  });
});

describe('the page that a report opens with', () => {
  const report = JSON.parse(
    readFileSync(join(import.meta.dirname, '../golden/reports/monthly-maintenance.json'), 'utf8'),
  ) as ReportDocument;
  const [opening, ...rest] = report.sections;
  if (opening?.opening !== true) throw new Error('the report has no page of its own to open with');
  const summary: Block = {
    type: 'note',
    emphasis: true,
    text: `综述（项目经理）\n${'主库宕机，整改措施已定。'.repeat(25)}`,
  };

  it('is one page, be it full, and the contents after it tell the page of each section', async () => {
    const long = { ...opening, blocks: [summary, ...opening.blocks] };
    const pages = (await pagesOf({ ...report, sections: [long, ...rest] })).map((text) => text.replaceAll(/\s/g, ''));
    expect(pages[0]).toContain('本月要点');
    expect(pages[0]).toContain('其后至');
    expect(pages[0]).not.toContain('目录');
    expect(pages[1]).toContain('目录');
    const numbers = sectionNumbers([long, ...rest]);
    [long, ...rest].forEach(({ title, level = 1, opening: isFirst }, n) => {
      if (level !== 1 || isFirst === true) return;
      const heading = `${numbers[n]}${title}`.replaceAll(/\s/g, '');
      const [, told] = new RegExp(`${heading}(\\d+)`).exec(pages[1] ?? '') ?? [];
      expect(pages[Number(told) - 1], `${heading} ${told}`).toContain(heading);
    });
  });

  it('leaves no page to what runs over, however close it is set', async () => {
    const over: Block = { type: 'list', items: lines(40, '要点').map((text) => ({ text })) };
    const [, next] = await pagesOf({
      ...report,
      sections: [{ ...opening, blocks: [...opening.blocks, over] }, ...rest],
    });
    expect(next).toContain('要点40');
    expect(next?.replaceAll(/\s/g, '')).toContain('目录');
  });
});

describe('the pages of a document', () => {
  it.each([
    ['inspection-log-full', 4],
    ['inspection-log-abnormal', 4],
    ['daily-maintenance-full', 3],
    ['register-call-register', 1],
    ['register-expense-register', 1],
    ['register-satisfaction-register', 1],
    ['monthly-maintenance', 12],
  ])('of %s are at most %i', async (name, most) => {
    const path = join(import.meta.dirname, '../golden/reports', `${name}.json`);
    const doc = JSON.parse(readFileSync(path, 'utf8')) as ReportDocument;
    const pages = await pageTexts(await renderer.renderPdf(doc, picture));
    expect(pages.length).toBeLessThanOrEqual(most);
  });
});

describe('a document that opens with a page of its own', () => {
  const opened = (listed: number): ReportDocument =>
    changed(inspectionLog(), {
      sections: [
        { id: 'first-page', title: '本周要点', opening: true, blocks: filler(4, 2) },
        { id: 'rest', title: '其余内容', blocks: filler(listed, 2) },
      ],
    });

  it('goes on below it where that saves one of few pages, and nowhere else', async () => {
    const short = await pagesOf(opened(6));
    expect(short).toHaveLength(1);
    expect(short[0]).toContain('其余内容');
    const long = await pagesOf(opened(160));
    expect(long.length).toBeGreaterThan(3);
    expect(long[0]).not.toContain('填充2填充3');
    expect(long[1]).toContain('填充9');
  });
});
