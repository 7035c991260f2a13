/** The thread that reads one PDF and ends: its words, and which of its pages show anything. Whoever starts it bounds it. */
import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import type { PdfRead, PdfRequest, PdfSaid } from './pdf.ts';
import { inkOf, type OperatorList, type Operators, type PagePicture } from './pdf-ink.ts';
import { isPlainPicture } from './picture.ts';

/** Pages that are looked at; a document of more has something on it. */
const MOST_PAGES = 400;
const MOST_READ = 300;
/** Pages that show a picture alone are drawn, each a second: so many, and on until one of all shows something. */
const MOST_DRAWN = 12;
/** Pixels of a picture that is unpacked: a bomb must not fill the memory. */
const MOST_PIXELS = 120_000_000;
/** Signs without a meaning: a font that does not say what its pictures of letters stand for. */
const MEANINGLESS = /(?![\t\n\r])[\p{Cc}\p{Co}\ufffd]/gu;
const MOST_MEANINGLESS = 0.1;
/** As wide as a letter at least: between the columns of a table. */
const COLUMN_GAP = 8;

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;
interface Mark {
  id: string;
  fieldType?: string;
  fieldValue?: unknown;
  contentsObj?: { str?: string };
}

const isGap = ({ str, width }: { str: string; width: number }): boolean => str.trim() === '' && width >= COLUMN_GAP;

async function wordsOf(page: Page): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((one) => ('str' in one ? `${isGap(one) ? '\t' : one.str}${one.hasEOL ? '\n' : ''}` : '')).join('');
}

/** Fields that nobody filled in: their frame says nothing. */
const isUnfilled = ({ fieldType, fieldValue }: Mark): boolean =>
  (fieldType === 'Tx' || fieldType === 'Ch') &&
  [fieldValue].flat().every((one) => one === undefined || one === null || String(one).trim() === '');

/** Fonts that the library cannot load, such as those of China that are named and not enclosed. */
async function unreadableFonts(
  page: Page,
  { fnArray, argsArray }: OperatorList,
  operators: Operators,
): Promise<Set<string>> {
  const named = argsArray.flatMap((args, at) => (fnArray[at] === operators['setFont'] ? [String(args?.[0])] : []));
  const unreadable = new Set<string>();
  for (const name of new Set(named)) {
    const font = await new Promise<unknown>((resolve) => page.commonObjs.get(name, resolve));
    if (typeof font !== 'object' || font === null || 'error' in font) unreadable.add(name);
  }
  return unreadable;
}

/** @param met whether fonts were met of which no letter can be told */
async function isInked(page: Page, operators: Operators, met: { unread: boolean }): Promise<boolean> {
  const [list, marks] = await Promise.all([page.getOperatorList(), page.getAnnotations() as Promise<Mark[]>]);
  const unfilled = new Set(marks.filter(isUnfilled).map(({ id }) => id));
  const unreadable = await unreadableFonts(page, list, operators);
  met.unread ||= unreadable.size > 0;
  const { ink, pictures } = inkOf(list, operators, { unfilled, unreadable });
  if (ink) return true;
  for (const one of pictures) if (!(await isPlain(page, one))) return true;
  return false;
}

/** Of what the library cannot unpack nothing can be told: it is not called empty. */
async function isPlain(page: Page, { of }: PagePicture): Promise<boolean> {
  const data = typeof of === 'string' ? await unpacked(page, of) : of;
  return data !== null && (await isPlainPicture(data));
}

const unpacked = (page: Page, id: string): Promise<Exclude<PagePicture['of'], string> | null> =>
  new Promise((resolve) => (id.startsWith('g_') ? page.commonObjs : page.objs).get(id, resolve));

/** What the library leaves out of a page without a word, such as a picture that is too large: an error when it is told to be strict. */
async function isWhole(strict: Pdf, number: number): Promise<boolean> {
  return (await strict.getPage(number)).getOperatorList().then(
    () => true,
    () => false,
  );
}

async function textOf(pdf: Pdf): Promise<Pick<PdfRead, 'text' | 'silent' | 'read'> & { letters: number }> {
  const parts: string[] = [];
  const silent: number[] = [];
  let letters = 0;
  const read = Math.min(pdf.numPages, MOST_READ);
  for (let number = 1; number <= read; number += 1) {
    const page = await pdf.getPage(number);
    const own = await wordsOf(page);
    const said = ((await page.getAnnotations()) as Mark[]).flatMap((one) => [
      one.contentsObj?.str ?? '',
      one.fieldValue,
    ]);
    parts.push(own, ...said.filter((one): one is string => typeof one === 'string' && one !== ''));
    letters += own.replace(/\s/g, '').length;
    const strange = own.match(MEANINGLESS)?.length ?? 0;
    if (own.trim() === '' || strange > own.length * MOST_MEANINGLESS) silent.push(number);
    page.cleanup();
  }
  return { text: parts.join('\n'), silent, letters, read };
}

/** @param open the document anew: what it draws of a page it keeps, so each way of looking wants its own */
async function inkedOf(pdf: Pdf, open: (options: object) => Promise<Pdf>): Promise<{ inked: number; unread: boolean }> {
  const met = { unread: false };
  const { OPS } = await getResolvedPDFJS();
  const looked = Math.min(pdf.numPages, MOST_PAGES);
  const bare: number[] = [];
  // Pictures take a hundred times as long as all else: most pages show something without theirs.
  const quick = await open({ maxImageSize: 1 });
  for (let number = 1; number <= looked; number += 1) {
    const page = await quick.getPage(number);
    if (!(await isInked(page, OPS, met))) bare.push(number);
    page.cleanup();
  }
  let inked = pdf.numPages - bare.length;
  if (bare.length === 0) return { inked, ...met };
  const [whole, strict] = [await open({}), await open({ stopAtErrors: true })];
  let drawn = 0;
  for (const number of bare) {
    if (drawn >= MOST_DRAWN && inked > 0) {
      inked += 1;
      continue;
    }
    const page = await whole.getPage(number);
    drawn += 1;
    if ((await isInked(page, OPS, met)) || !(await isWhole(strict, number))) inked += 1;
    page.cleanup();
  }
  return { inked, ...met };
}

async function answer({ bytes }: PdfRequest): Promise<PdfSaid> {
  const open = (options: object): Promise<Pdf> =>
    // A copy: the library takes what it is given.
    getDocumentProxy(bytes.slice(), { verbosity: 0, maxImageSize: MOST_PIXELS, ...options });
  try {
    const pdf = await open({});
    const said = await textOf(pdf);
    const attached = Object.keys(((await pdf.getAttachments()) as object | null) ?? {});
    const text = [said.text, ...attached].join('\n');
    const { inked, unread } = await inkedOf(pdf, open);
    const letters = said.letters === 0 && unread ? null : said.letters;
    return { state: 'read', ...said, letters, text, pages: pdf.numPages, inked, attached: attached.length };
  } catch (error) {
    const { name, message } = error as Error;
    return name === 'PasswordException' ? { state: 'locked' } : { state: 'broken', why: message };
  }
}

parentPort?.postMessage(await answer(workerData as PdfRequest));
