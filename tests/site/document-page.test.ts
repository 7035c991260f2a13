/** Whoever opens a document gets the page with the way back; what is no document as a page is left alone. */
import { describe, expect, it } from 'vitest';
import { documentPage, draftFile } from '../../src/site/lib/document-page.ts';
import { siteModel } from '../support/site-fixture.ts';

describe('the page of a document', () => {
  it.each(siteModel().documents.map(({ number, files }) => [number, files] as const))('%s', (number, files) => {
    const isDraft = files.pdf === null;
    expect(documentPage(files.html)).toBe(`/documents?${isDraft ? 'draft' : 'number'}=${number}`);
    if (isDraft) expect(draftFile(number)).toBe(files.html);
    for (const other of [files.pdf, files.xlsx]) expect(documentPage(other ?? '')).toBeNull();
  });

  it('keeps the place within the document', () => {
    const file = '/archive/2026/inspection-log/2026-11-24/r1/HQSF-XJ-20261124-r1.html';
    expect(documentPage(`${file}#s2`)).toBe('/documents?number=HQSF-XJ-20261124-r1#s2');
  });

  it.each([
    '',
    '/faults',
    '/documents?number=X',
    'https://example.com/archive/2026/a/b/r1/X-XJ-1-r1.html',
    '/archive/log/checkpoint',
  ])('is none of %j', (href) => expect(documentPage(href)).toBeNull());

  it.each(['../x', 'a/b', '//example.com', ''])('no draft is asked for by %j', (number) => {
    expect(draftFile(number)).toBeNull();
  });
});
