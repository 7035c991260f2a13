/** A block that is meant for one medium is drawn there and nowhere else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../../src/render/html/archived-page.ts';
import { sheetsOf } from '../../src/render/xlsx/tables.ts';
import type { Block, Medium } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { drawnOn } from '../../src/report/medium.ts';
import { noPicture, REPO } from './_documents.ts';

const plain = JSON.parse(
  readFileSync(join(REPO, 'tests/golden/reports/consultation-digest.json'), 'utf8'),
) as ReportDocument;
const note = (text: string, on?: readonly Medium[]): Block => ({
  type: 'note',
  text,
  ...(on === undefined ? {} : { on }),
});
const doc: ReportDocument = {
  ...plain,
  sections: [
    { id: 'a', title: '各处', blocks: [note('各处可见')] },
    { id: 'b', title: '纸面', blocks: [note('只在纸上', ['paper'])] },
    { id: 'c', title: '屏幕与表格', blocks: [note('只在屏幕上', ['screen']), note('只在表格中', ['workbook'])] },
    { id: 'd', title: '只有标题', blocks: [] },
  ],
};
const TEXTS = ['各处可见', '只在纸上', '只在屏幕上', '只在表格中', '只有标题', '屏幕与表格'];
const found = (text: string): string[] => TEXTS.filter((one) => text.includes(one));

describe('a document', () => {
  it('is drawn on paper and screen with what is meant for them', async () => {
    expect(found(await renderPage(doc, noPicture, 'paper'))).toEqual(['各处可见', '只在纸上', '只有标题']);
    expect(found(await renderPage(doc, noPicture))).toEqual(['各处可见', '只在屏幕上', '只有标题', '屏幕与表格']);
  });

  it('is drawn in a workbook with what is meant for it', () => {
    const sheets = JSON.stringify(sheetsOf(drawnOn(doc, 'workbook')));
    expect(found(sheets)).toEqual(['各处可见', '只在表格中', '只有标题', '屏幕与表格']);
  });

  it('stays the same object where everything is drawn, so that one page serves screen and paper', () => {
    expect(drawnOn(plain, 'paper')).toBe(plain);
  });

  it('prints the checkpoint of the log before its round on a line of its own, and nothing where there was no log', async () => {
    expect(plain.frame.checkpoint).toBeNull();
    const { checkpoint: _kept, ...frame } = plain.frame;
    expect(await renderPage({ ...plain, frame }, noPicture)).toBe(await renderPage(plain, noPicture));
    const known = { ...plain, frame: { ...frame, checkpoint: '10773 条 a33a·d10f' } };
    for (const medium of ['paper', undefined] as const)
      expect(await renderPage(known, noPicture, medium)).toMatch(/存证校验(?:<[^>]*>|\s)*10773 条 a33a·d10f/);
  });
});
