/** 合订本 of documents that the real browser drew: pages, numbers, contents, bookmarks and tags, and the same bytes twice. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFArray, PDFDict, PDFName } from '@cantoo/pdf-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { bind } from '../../../src/pipeline/bind/bind.ts';
import { chosenDocuments } from '../../../src/pipeline/bind/chosen.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { planWithRequests } from '../../../src/pipeline/plan/on-request.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import { openTestDesk } from '../../desk/_desk.ts';
import { load, ofType, pageTexts } from '../../render/_pdf.ts';
import { DAY, inspect, makeWorkspace } from '../_workspace.ts';

const XJ = `HQSF-XJ-${DAY.replaceAll('-', '')}-r1`;
const NOW = '2026-12-02T09:00:00+08:00';
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30', now: NOW };

const session = await openSession(await makeWorkspace());
await inspect(session, `${DAY}T09:00:00+08:00`);
await issue(session, { obligation: 'inspection-log', period: DAY, now: `${DAY}T17:00:00+08:00` });
await issue(session, { obligation: 'daily-maintenance', period: DAY, now: `${DAY}T17:30:00+08:00` });
const bound = await bind(session, NOVEMBER);
afterAll(() => session.close());

describe('合订本', () => {
  it('has cover and contents, then each document as it was issued, and a running number on every page', async () => {
    const texts = (await pageTexts(bound.pdf)).map((text) => text.replaceAll(' ', ''));
    const { documents } = await planWithRequests(session, NOW);
    const pagesOf = documents.map(({ manifest }) => manifest.pages ?? 0);
    expect(bound.documents).toBe(2);
    expect(bound.pages).toBe(texts.length);
    expect(texts.length).toBe(2 + pagesOf.reduce((sum, pages) => sum + pages, 0));
    texts.forEach((text, n) => {
      expect(text).toContain(`合订第${n + 1}页`);
      expect(text).toContain(`共${texts.length}页`);
    });
    const begins = texts.findIndex((text, n) => n > 1 && text.includes(XJ) && /[^订]第1页/.test(text));
    expect(texts[1]).toContain('目录');
    expect(texts[1]).toContain(
      `${XJ}第1版${documents.find(({ manifest }) => manifest.number === XJ)?.manifest.pages}${begins + 1}`,
    );
  });

  it('leads from the contents to each document, and by bookmarks to its parts', async () => {
    const pdf = await load(bound.pdf);
    const pages = new Set(pdf.getPages().map(({ ref }) => ref.toString()));
    const links = ofType(pdf, 'Type', 'Annot').map((one) => one.get(PDFName.of('Dest')));
    expect(links.length).toBeGreaterThanOrEqual(2);
    for (const place of links) expect(pages.has(String((place as PDFArray).get(0)))).toBe(true);
    const outlines = pdf.catalog.lookup(PDFName.of('Outlines'), PDFDict);
    const marks: PDFDict[] = [];
    for (let mark = outlines.lookupMaybe(PDFName.of('First'), PDFDict); mark !== undefined; ) {
      marks.push(mark);
      mark = mark.lookupMaybe(PDFName.of('Next'), PDFDict);
    }
    expect(marks).toHaveLength(3);
    expect(marks.filter((mark) => mark.get(PDFName.of('First')) !== undefined)).toHaveLength(3);
  });

  it('keeps every tag: each heading that a cell names is there, and each page leads to its tags', async () => {
    const pdf = await load(bound.pdf);
    const cells = [...ofType(pdf, 'S', 'TD'), ...ofType(pdf, 'S', 'TH')];
    const ids = cells.flatMap((cell) => String(cell.get(PDFName.of('ID')) ?? '').match(/node\d+/) ?? []);
    const named = cells.flatMap((cell) => String(cell.get(PDFName.of('A')) ?? '').match(/node\d+/g) ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    const root = pdf.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
    const leaves = root.lookup(PDFName.of('ParentTree'), PDFDict).lookup(PDFName.of('Kids'), PDFArray);
    const keys = leaves.asArray().flatMap((leaf) => {
      const numbers = (pdf.context.lookup(leaf) as PDFDict).lookup(PDFName.of('Nums'), PDFArray).asArray();
      return numbers.filter((_, n) => n % 2 === 0).map(Number);
    });
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    for (const { node } of pdf.getPages()) expect(keys).toContain(Number(node.get(PDFName.of('StructParents'))));
    expect(ofType(pdf, 'S', 'Part')).toHaveLength(3);
  });

  it('has the same bytes each time', async () => {
    expect((await bind(session, NOVEMBER)).pdf.equals(bound.pdf)).toBe(true);
  });

  it('is the same file, byte by byte, when the desk makes it of the same kinds and days', async () => {
    const desk = await openTestDesk(session.workspace.root, NOW);
    try {
      const reader = await desk.person('purchaser');
      const form = { from: NOVEMBER.from, to: NOVEMBER.to, kind: ['inspection-log', 'daily-maintenance'] };
      const answer = await reader.post('/desk/month/bind', form);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect(answer.headers.get('content-length')).toBe(String(bound.pdf.length));
      expect(Buffer.from(await answer.arrayBuffer()).equals(bound.pdf)).toBe(true);
    } finally {
      await desk.close();
    }
  }, 120_000);

  it('tells what was owed in the same days and has not gone out', () => {
    expect(bound.missing).toContain('日常维护报告 2026 年 11 月 23 日（00:00 至 17:00）');
  });
});

describe('chosen', () => {
  it('are the documents of every day, or those that are named', async () => {
    const plan = await planWithRequests(session, NOW);
    const of = (choice: Parameters<typeof chosenDocuments>[1]) =>
      chosenDocuments(plan, choice).items.map(({ issued }) => issued?.manifest.number);
    expect(of({ ...NOVEMBER, obligations: ['inspection-log'] })).toEqual([XJ]);
    expect(of({ documents: [XJ] })).toEqual([XJ]);
    expect(() => of({})).toThrow('没有写明合订哪些文档');
    expect(() => of({ from: '2026-11-30', to: '2026-11-01' })).toThrow('起始日期晚于截止日期');
    expect(() => of({ from: '2026-10-01', to: '2026-10-31' })).toThrow('没有可合订的文档');
    expect(() => of({ ...NOVEMBER, obligations: ['inspection-lgo'] })).toThrow(/inspection-log/);
  });

  it('are not bound when a file is not what was issued', async () => {
    const { documents } = await planWithRequests(session, NOW);
    const { folder } = documents.find(({ manifest }) => manifest.number === XJ) ?? { folder: '' };
    await appendFile(join(session.workspace.root, folder, `${XJ}.pdf`), '%');
    await expect(bind(session, NOVEMBER)).rejects.toThrow(/归档的文件与签发时不同[\s\S]*inspection-log/);
  });
});
