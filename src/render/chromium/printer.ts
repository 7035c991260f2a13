/**
 * Prints HTML to tagged PDF with a few pages that are used again and again: opening a page costs more than printing one.
 * The browser starts at the first print, or when it is told to get ready. A page that fails is thrown away and the print tried once more on a new one.
 */
import type { CDPSession, Page } from 'puppeteer-core';
import { RenderError } from '../error.ts';
import { type LaunchedBrowser, launchBrowser } from './launch.ts';
import { createPool } from './pool.ts';

/** A page is replaced after so many documents, because its renderer keeps a little memory of each. */
const DOCUMENTS_PER_PAGE = 100;
/** Longest time that one print may take, in ms; a thousand-page document needs a few seconds. */
const PRINT_TIMEOUT = 120_000;

/** Nobody looks at the page: without this it would be laid out for a screen between loading and printing (15 ms of 100). */
const NO_FRAMES = ['--enable-begin-frame-control'];

interface PrintingPage {
  page: Page;
  session: CDPSession;
  frame: string;
  printed: number;
}

export interface Printer {
  /** Starts the browser and opens a page, in the background. What fails here fails again, and is told, at the first print. */
  getReady(): void;
  /** The page as PDF exactly as Chromium writes it. @throws RenderError when it fails twice */
  print(html: string): Promise<Buffer>;
  close(): Promise<void>;
}

async function openPage(launched: LaunchedBrowser): Promise<PrintingPage> {
  const page = await launched.browser.newPage();
  await page.setJavaScriptEnabled(false);
  if (launched.isolation.network === 'proxy') await refuseRequests(page);
  const session = await page.createCDPSession();
  await session.send('Page.enable');
  await session.send('Emulation.setEmulatedMedia', { media: 'print' }); // else all styles are computed for the screen first
  const { frameTree } = await session.send('Page.getFrameTree');
  return { page, session, frame: frameTree.frame.id, printed: 0 };
}

/** Where no network namespace is to be had, every request but embedded data is refused here. */
async function refuseRequests(page: Page): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const handled = request.url().startsWith('data:') ? request.continue() : request.abort('blockedbyclient');
    handled.catch((error: Error) => page.emit('error', error));
  });
}

/** Loads and prints with plain protocol calls: the library's own `setContent` and `pdf` cost a fifth more. */
async function printOn(target: PrintingPage, html: string): Promise<Buffer> {
  const { session, frame } = target;
  const loaded = new Promise<void>((resolve) => session.once('Page.loadEventFired', () => resolve()));
  await session.send('Page.setDocumentContent', { frameId: frame, html });
  await loaded;
  const { data } = await session.send('Page.printToPDF', {
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    transferMode: 'ReturnAsBase64',
  });
  target.printed += 1;
  return Buffer.from(data, 'base64');
}

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`超过 ${PRINT_TIMEOUT / 1000} 秒未完成`)), PRINT_TIMEOUT);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

function isGone(page: Page): boolean {
  return page.isClosed() || !page.browser().connected;
}

/**
 * @param workers pages that print at the same time; two fit a machine with two cores
 * @param documentsPerPage after how many documents a page is replaced
 */
export function openPrinter(cacheDir: string, workers: number, documentsPerPage = DOCUMENTS_PER_PAGE): Printer {
  let launching: Promise<LaunchedBrowser> | undefined;

  async function browser(): Promise<LaunchedBrowser> {
    launching ??= launchBrowser(cacheDir, NO_FRAMES);
    const current = launching;
    const launched = await current.catch((error: unknown) => {
      if (current === launching) launching = undefined; // the next print tries again, for instance after disk space was made
      throw error;
    });
    if (launched.browser.connected) return launched;
    if (current === launching) launching = replace(launched); // only the first of several waiting pages starts a new one
    return browser();
  }

  async function replace(dead: LaunchedBrowser): Promise<LaunchedBrowser> {
    await dead.close();
    return launchBrowser(cacheDir, NO_FRAMES);
  }

  const pool = createPool<PrintingPage>(workers, {
    open: async () => openPage(await browser()),
    isWorn: (item) => item.printed >= documentsPerPage || isGone(item.page),
    close: ({ page }) => (isGone(page) ? Promise.resolve() : page.close()),
  });

  return {
    getReady() {
      pool.use(() => Promise.resolve()).catch(() => undefined);
    },
    async print(html) {
      try {
        return await pool.use((page) => withDeadline(printOn(page, html)));
      } catch (first) {
        if (first instanceof RenderError) throw first;
        return pool
          .use((page) => withDeadline(printOn(page, html)))
          .catch((second: unknown) => {
            throw new RenderError('文档无法打印为 PDF（已重试一次）', '检查可用内存，再运行一次', second);
          });
      }
    },
    async close() {
      await pool.close();
      const launched = await launching?.catch(() => undefined); // a failed launch was reported to whoever printed
      launching = undefined;
      await launched?.close();
    },
  };
}
