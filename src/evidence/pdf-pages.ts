/** Pages of a PDF, and which of them show anything. */
import { drawnBy } from './pdf-content.ts';
import { filtersOf, numbersIn, type PdfPart, type PdfParts, pdfParts, resolved, valueAt } from './pdf-objects.ts';
import { lookAtPicture } from './picture.ts';

export interface PdfShows {
  pages: number;
  /** Pages on which something is drawn that is not white. */
  inked: number;
  /** Letters that can be found on them; none of a plain scan. */
  letters: number;
}

/** Pages that are looked into; a document of more has something on it. */
const MOST_PAGES = 400;
/** Forms within forms, and a page tree, are no deeper in what people print. */
const DEEPEST = 12;

/** @returns `encrypted` where nothing can be told; null where no page can be found */
export async function pdfShows(bytes: Uint8Array): Promise<PdfShows | 'encrypted' | null> {
  const pdf = pdfParts(bytes);
  const pages = pagesOf(pdf);
  if (pdf.encrypted) return 'encrypted';
  if (pages.length === 0) return null;
  const shows = { pages: pages.length, inked: Math.max(0, pages.length - MOST_PAGES), letters: 0 };
  for (const page of pages.slice(0, MOST_PAGES)) {
    const { ink, letters } = await lookAt(pdf, contentOf(pdf, page), resourcesOf(pdf, page), annotated(pdf, page));
    shows.inked += ink ? 1 : 0;
    shows.letters += letters;
  }
  return shows;
}

const isPage = (body: string): boolean => /\/Type\s*\/Page(?![\w])/.test(body);

/** By the tree where it leads somewhere, so that a page that no reader shows is none; else as they are found. */
function pagesOf(pdf: PdfParts): PdfPart[] {
  const seen = new Set<number>();
  const below = (number: number, depth: number): PdfPart[] => {
    const part = pdf.parts.get(number);
    if (part === undefined || seen.has(number) || depth > DEEPEST) return [];
    seen.add(number);
    if (isPage(part.body)) return [part];
    return numbersIn(resolved(pdf.parts, valueAt(part.body, 'Kids'))).flatMap((one) => below(one, depth + 1));
  };
  const root = pdf.root === undefined ? undefined : pdf.parts.get(pdf.root)?.body;
  const [top] = root === undefined ? [] : numbersIn(valueAt(root, 'Pages') ?? '');
  const found = top === undefined ? [] : below(top, 0);
  return found.length > 0 ? found : [...pdf.parts.values()].filter(({ body }) => isPage(body));
}

/** Streams of the page, in order. */
function contentOf({ parts }: PdfParts, { body }: PdfPart): PdfPart[] {
  const value = valueAt(body, 'Contents');
  if (value === undefined) return [];
  const numbers = numbersIn(value);
  const [only] = numbers;
  const listed =
    numbers.length === 1 && parts.get(only as number)?.data === null
      ? numbersIn(parts.get(only as number)?.body ?? '')
      : numbers;
  return listed.flatMap((number) => parts.get(number) ?? []);
}

/** What its names stand for: the page's own, or of what it stands in. */
function resourcesOf({ parts }: PdfParts, page: PdfPart): string {
  let body = page.body;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const own = valueAt(body, 'Resources');
    if (own !== undefined) return resolved(parts, own);
    const [parent] = numbersIn(valueAt(body, 'Parent') ?? '');
    if (parent === undefined) return '';
    body = parts.get(parent)?.body ?? '';
  }
  return '';
}

/** What is laid over the page: stamps, signatures and filled fields, by what they look like. */
function annotated({ parts }: PdfParts, { body }: PdfPart): PdfPart[] {
  return numbersIn(resolved(parts, valueAt(body, 'Annots'))).flatMap((number) => {
    const normal = valueAt(resolved(parts, valueAt(parts.get(number)?.body ?? '', 'AP')), 'N');
    return normal === undefined ? [] : numbersIn(normal).flatMap((one) => parts.get(one) ?? []);
  });
}

interface Look {
  ink: boolean;
  letters: number;
}

async function lookAt(
  pdf: PdfParts,
  content: readonly PdfPart[],
  resources: string,
  over: readonly PdfPart[] = [],
  depth = 0,
): Promise<Look> {
  const look: Look = { ink: false, letters: 0 };
  const plain = content.map((part) => pdf.unpacked(part));
  // What cannot be unpacked is not called empty.
  if (plain.includes(null)) look.ink = true;
  const drawn = drawnBy(Buffer.concat(plain.flatMap((one) => (one === null ? [] : [one, Buffer.from('\n')]))));
  look.ink ||= drawn.ink;
  look.letters += drawn.letters;
  const objects = resolved(pdf.parts, valueAt(resources, 'XObject'));
  const named = [...new Set(drawn.named)].map((name) => numbersIn(valueAt(objects, escaped(name)) ?? '')[0]);
  if (named.includes(undefined)) look.ink = true;
  for (const part of [...named.flatMap((one) => (one === undefined ? [] : (pdf.parts.get(one) ?? []))), ...over]) {
    const inner = await lookAtObject(pdf, part, resources, depth + 1);
    look.ink ||= inner.ink;
    look.letters += inner.letters;
  }
  return look;
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

async function lookAtObject(pdf: PdfParts, part: PdfPart, outer: string, depth: number): Promise<Look> {
  if (depth > DEEPEST) return { ink: true, letters: 0 };
  if (/\/Subtype\s*\/Image\b/.test(part.body)) return { ink: await hasPicture(pdf, part), letters: 0 };
  const own = valueAt(part.body, 'Resources');
  return lookAt(pdf, [part], own === undefined ? outer : resolved(pdf.parts, own), [], depth);
}

/** A picture in a page: a JPEG is looked at, samples are compared; of other forms nothing can be told, so they count. */
async function hasPicture(pdf: PdfParts, part: PdfPart): Promise<boolean> {
  const filters = filtersOf(part.body);
  if (filters.at(-1) === 'DCTDecode' && filters.length === 1 && part.data !== null) {
    const look = await lookAtPicture(part.data);
    return look === null || !look.plain;
  }
  const samples = pdf.unpacked(part);
  if (samples === null || samples.byteLength === 0) return true;
  const white = samples[0];
  return samples.some((one) => one !== white);
}
