import { describe, expect, it } from 'vitest';
import { renderPage } from '../../src/render/html/archived-page.ts';
import { fontCoverage, withoutMissing } from '../../src/render/html/missing-characters.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { changed, noPicture } from './_documents.ts';

const covers = await fontCoverage();
const saying = (text: string): ReportDocument =>
  changed(inspectionLog(), { sections: [{ id: 'a', title: '甲', blocks: [{ type: 'note', text }] }] });
const said = (doc: ReportDocument): string => {
  const block = doc.sections[0]?.blocks[0];
  return block?.type === 'note' ? block.text : '';
};

describe('characters that the fonts do not have', () => {
  it('are none in what documents say of themselves', () => {
    for (const doc of [inspectionLog(), everyBlock()]) expect(withoutMissing(doc, covers)).toBe(doc);
  });

  it('are drawn as their codes, one for each sign that a reader sees', () => {
    const doc = withoutMissing(saying('已处理😀，家属👨‍👩‍👧到场，𠮷某签收'), covers);
    expect(said(doc)).toMatch(/^已处理〔U\+1F600〕，家属〔U\+1F468 U\+1F469 U\+1F467〕到场，/);
    expect(said(doc)).not.toMatch(/\p{Extended_Pictographic}/u);
  });

  it('are also those that would be drawn as a box though nobody sees them', () => {
    expect(said(withoutMissing(saying('甲\u0007乙\u0000\u0085丙\u3164丁\ufffd'), covers))).toBe(
      '甲〔U+0007〕乙〔U+0000〕〔U+0085〕丙〔U+3164〕丁〔U+FFFD〕',
    );
  });

  it('are named under the title, a few of them', () => {
    const few = withoutMissing(saying('😀'), covers).marks.at(-1);
    expect(few).toEqual({ text: '字库中没有的字符以〔代码〕表示，原文见记录：U+1F600', tone: 'attention' });
    expect(withoutMissing(saying('😀😁😂😃😄😅😆'), covers).marks.at(-1)?.text).toMatch(/U\+1F604 等 7 个$/);
  });

  it('leave signs alone that steer others, and the document itself as it was', () => {
    const doc = saying('甲\u200b乙\ufe0f\n丙\u3000丁\u00a0戊');
    expect(withoutMissing(doc, covers)).toBe(doc);
    const odd = saying('😀');
    withoutMissing(odd, covers);
    expect(said(odd)).toBe('😀');
  });

  it('never reach the page', async () => {
    const html = await renderPage(saying('已处理😀'), noPicture);
    expect(html).toContain('已处理〔U+1F600〕');
    expect(html).not.toContain('😀');
  });
});
