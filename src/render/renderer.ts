/** All three formats of a document. It loads the browser's driver: whoever wants a page alone takes it from `html/archived-page.ts`. */
import type { ReportDocument } from '../report/document.ts';
import { drawnOn } from '../report/medium.ts';
import { openPrinter } from './chromium/printer.ts';
import { openingOf } from './front.ts';
import { renderPage } from './html/archived-page.ts';
import type { ImageLoader } from './html/images.ts';
import { printOpened } from './opening.ts';
import { type FinishedPdf, finishPdf } from './pdf/finish.ts';

export interface RenderedFiles {
  html: Uint8Array;
  pdf: Uint8Array;
  xlsx: Uint8Array;
  /** Pages of the PDF. */
  pages: number;
}

export interface Renderer {
  /**
   * Renders one document; the same document gives the same bytes. Several calls may run at once.
   * @param image gives the bytes of a picture by SHA-256
   * @throws RenderError when the browser cannot be unpacked, started or used; whatever `image` rejects with
   */
  render(doc: ReportDocument, image: ImageLoader): Promise<RenderedFiles>;
  /** The PDF alone. */
  renderPdf(doc: ReportDocument, image: ImageLoader): Promise<Uint8Array>;
  /** Ends the browser, if it was started, after running documents are done. */
  close(): Promise<void>;
}

export interface RendererOptions {
  /** Private folder of this user, made with mode 0700; holds the unpacked browser (about 215 MB) and may be deleted. */
  cacheDir: string;
  /** Pages that print at the same time; default 2. */
  workers?: number;
}

const DEFAULT_WORKERS = 2;

/** Opens a renderer. Does not wait for the browser, which starts in the background: whoever opens one wants to print soon. */
export async function openRenderer(options: RendererOptions): Promise<Renderer> {
  const printer = openPrinter(options.cacheDir, options.workers ?? DEFAULT_WORKERS);
  printer.getReady();

  const toPdf = async (html: string, doc: ReportDocument): Promise<FinishedPdf> => {
    if (openingOf(doc) === undefined) return finishPdf(await printer.print(html), doc, html);
    const opened = await printOpened(html, (page) => printer.print(page));
    return finishPdf(opened.printed, doc, opened.html);
  };

  return {
    async render(doc, image) {
      const html = await renderPage(doc, image);
      const paper = drawnOn(doc, 'paper');
      const printed = await renderPage(doc, image, 'paper');
      const { renderXlsx } = await import('./xlsx/workbook.ts');
      const [{ pdf, pages }, xlsx] = await Promise.all([toPdf(printed, paper), renderXlsx(doc)]);
      return { html: new TextEncoder().encode(html), pdf, xlsx, pages };
    },
    async renderPdf(doc, image) {
      return (await toPdf(await renderPage(doc, image, 'paper'), drawnOn(doc, 'paper'))).pdf;
    },
    close: () => printer.close(),
  };
}
