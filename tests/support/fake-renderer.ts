/** Draws nothing: the files hold the document's number and text, so that tests of the pipeline need no browser. */
import type { Renderer } from '../../src/render/renderer.ts';
import type { ReportDocument } from '../../src/report/document.ts';

const bytes = (kind: string, document: ReportDocument): Uint8Array =>
  new TextEncoder().encode(`${kind}\n${document.number}\n${JSON.stringify(document.marks)}\n`);

/** One renderer for `openSession({ renderer: fakeRenderer })`. */
export function fakeRenderer(): Promise<Renderer> {
  return Promise.resolve({
    render: (document) =>
      Promise.resolve({
        html: bytes('html', document),
        pdf: bytes('pdf', document),
        xlsx: bytes('xlsx', document),
        pages: 1,
      }),
    renderPdf: (document) => Promise.resolve(bytes('pdf', document)),
    close: () => Promise.resolve(),
  });
}
