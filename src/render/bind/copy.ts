/**
 * Copying the pages, tags, bookmarks and links of one PDF of ours into a bound file. Numbers of objects, keys of the tags' tables and
 * ids of table cells are shifted so that no two documents share one; what each file has once for itself (catalogue, metadata, roots of
 * tags and bookmarks, colour profile) is left behind, since the bound file has its own.
 */
import { createHash } from 'node:crypto';
import { bodyOf, objectsOf, type PdfSource, pagesIn } from '../../proof/pdf/read.ts';
import { findReference, listOf, referencesIn } from '../../proof/pdf/syntax.ts';
import { readPdf } from '../pdf/read.ts';
import type { PdfWriter } from '../pdf/write.ts';

/** What the bound file shares between its documents. */
export interface Binding {
  writer: PdfWriter;
  /** Object that is the parent of all pages. */
  pages: number;
  /** Structure element that holds the documents. */
  structure: number;
  /** First free key of pages and links in the table of tags, and first free id of table cells. */
  keys: number;
  ids: number;
  /** Streams that were written, by their content. */
  streams: Map<string, number>;
  /** Draws on a page: further content, as object, and the font for it. @param n page of the bound file, from 1 */
  stamp(n: number, size: { width: number; height: number }): { contents: number; font: string };
}

/** What of a copied document the bound file refers to. */
export interface Copied {
  /** Node of its pages. */
  pages: number;
  count: number;
  firstPage: number;
  /** Its structure elements. */
  elements: number[];
  /** Leaves of the tables of tags and of ids; null: it has none. */
  parents: number | null;
  ids: number | null;
  /** Its bookmarks below its title, whose parent is the one that was given. */
  bookmarks: { first: number; last: number; count: number } | null;
}

interface CopyOptions {
  /** Number of its first page in the bound file, from 1. */
  firstPage: number;
  /** Bookmark that stands for the document. */
  bookmark: number;
  /**
   * Objects that save and restore the state around each page: of one that was printed and not finished, which leaves Chromium's own
   * transformation in force.
   */
  around?: { save: number; restore: number };
  /** Turns an action of a link into a destination of the bound file. */
  link?(uri: string): string | null;
}

/** @throws Error when the file is not as ours are */
export function copyDocument(binding: Binding, bytes: Uint8Array, options: CopyOptions): Copied {
  const source = readPdf(bytes);
  const { writer } = binding;
  const catalog = bodyOf(source, source.root);
  const base = writer.reserve(source.size);
  const roots = rootsOf(source, catalog);
  const moved = new Map<number, number>();
  if (roots.structure !== undefined) moved.set(roots.structure, binding.structure);
  for (const one of roots.tops) moved.set(one, options.bookmark);
  const left = leftBehind(source, catalog, roots);
  shareStreams(binding, source, moved, left, base);
  const numberOf = (number: number): number => moved.get(number) ?? base + number;
  const shift = (id: string): string => `(node${String(Number(id) + binding.ids).padStart(ID_DIGITS, '0')})`;
  const rewrite = (body: string): string =>
    body.replace(TOKENS, (token, id: string | undefined, number: string | undefined) => {
      if (number !== undefined) return `${numberOf(Number(number))} 0 R`;
      return id === undefined ? token : shift(id);
    });
  const places = destinationsOf(source, catalog);
  const elements = new Set(roots.elements);
  let page = options.firstPage;
  const order = new Map(pagesIn(source, roots.pages).map((number, n) => [number, page + n]));
  page += order.size;
  for (const [number, { body, stream }] of objectsOf(source)) {
    if (left.has(number) || moved.has(number)) continue;
    if (stream !== null) {
      writer.putStream(base + number, rewrite(body), source.bytes.subarray(stream.from, stream.to));
      continue;
    }
    let own = rewrite(body);
    const n = order.get(number);
    if (n !== undefined) own = stamped(own, binding.stamp(n, sizeOf(body)), options.around);
    if (number === roots.pages) own = own.replace(/>>$/, `\n/Parent ${binding.pages} 0 R>>`);
    if (elements.has(number)) own = own.replace('/S /Document', '/S /Part');
    own = own
      .replace(/\/StructParents? (\d+)/g, (key, at: string) => key.replace(at, String(Number(at) + binding.keys)))
      .replace(/\/Dest \/([^\s/<>[\]()]+)/g, (key, name: string) => {
        const place = places.get(name);
        return place === undefined ? key : `/Dest ${rewrite(place)}`;
      });
    if (options.link !== undefined) own = linked(own, options.link);
    writer.put(base + number, own);
  }
  const first = [...order.keys()][0];
  if (first === undefined) throw new Error('PDF 结构与预期不符：没有页面');
  const copied: Copied = {
    pages: base + roots.pages,
    count: order.size,
    firstPage: base + first,
    elements: roots.elements.map((number) => base + number),
    parents: parentsOf(binding, source, roots.structure, numberOf),
    ids: idsOf(binding, source, roots.structure, { rewrite, shift }),
    bookmarks:
      roots.bookmarks === null
        ? null
        : { ...roots.bookmarks, first: numberOf(roots.bookmarks.first), last: numberOf(roots.bookmarks.last) },
  };
  return copied;
}

const ID_DIGITS = 8;
/** Ids of table cells, other strings, which are left as they are, and references. */
const TOKENS = /\(node(\d{8})\)|\((?:[^()\\]|\\[\s\S])*\)|(\d+) 0 R\b/g;

interface Roots {
  pages: number;
  structure: number | undefined;
  elements: number[];
  outlines: number | undefined;
  /** The title that holds all other bookmarks, where there is but one: the document's own bookmark stands for it. */
  tops: number[];
  bookmarks: { first: number; last: number; count: number } | null;
}

function rootsOf(source: PdfSource, catalog: string): Roots {
  const pages = findReference(catalog, 'Pages');
  if (pages === undefined) throw new Error('PDF 结构与预期不符：缺少 /Pages');
  const structure = findReference(catalog, 'StructTreeRoot');
  const outlines = findReference(catalog, 'Outlines');
  const elements = structure === undefined ? [] : referencesIn(listOf(bodyOf(source, structure), 'K'));
  return { pages, structure, outlines, elements, ...bookmarksOf(source, outlines) };
}

function bookmarksOf(source: PdfSource, outlines: number | undefined): Pick<Roots, 'tops' | 'bookmarks'> {
  if (outlines === undefined) return { tops: [], bookmarks: null };
  const root = bodyOf(source, outlines);
  const [first, last] = [findReference(root, 'First'), findReference(root, 'Last')];
  if (first === undefined || last === undefined) return { tops: [outlines], bookmarks: null };
  if (first !== last) return { tops: [outlines], bookmarks: { first, last, count: countIn(root) } };
  const title = bodyOf(source, first);
  const [own, end] = [findReference(title, 'First'), findReference(title, 'Last')];
  const bookmarks = own === undefined || end === undefined ? null : { first: own, last: end, count: countIn(title) };
  return { tops: [outlines, first], bookmarks };
}

const countIn = (body: string): number => Math.abs(Number(/\/Count (-?\d+)/.exec(body)?.[1] ?? 0));

/** What the bound file has its own of. */
function leftBehind(source: PdfSource, catalog: string, { outlines, structure }: Roots): ReadonlySet<number> {
  const left = new Set([source.root, ...source.infos]);
  for (const key of ['Metadata', 'Dests']) left.add(findReference(catalog, key) ?? source.root);
  for (const intent of referencesIn(listOf(catalog, 'OutputIntents'))) {
    left.add(intent);
    left.add(findReference(bodyOf(source, intent), 'DestOutputProfile') ?? intent);
  }
  if (outlines !== undefined) left.add(outlines);
  if (structure === undefined) return left;
  const root = bodyOf(source, structure);
  for (const key of ['ParentTree', 'IDTree'])
    for (const node of nodesOf(source, findReference(root, key))) left.add(node);
  return left;
}

/** A tree of numbers or names with all its nodes. */
function nodesOf(source: PdfSource, root: number | undefined): number[] {
  if (root === undefined) return [];
  const body = bodyOf(source, root);
  return [root, ...referencesIn(listOf(body, 'Kids')).flatMap((kid) => nodesOf(source, kid))];
}

/** Of streams that refer to nothing the same content is written once: profiles, pictures, fonts of the same letters. */
function shareStreams(
  { streams }: Pick<Binding, 'streams'>,
  source: PdfSource,
  moved: Map<number, number>,
  left: ReadonlySet<number>,
  base: number,
): void {
  for (const [number, { body, stream }] of objectsOf(source)) {
    if (left.has(number)) continue;
    if (stream === null || stream.to - stream.from < SHARED || referencesIn(body).length > 0) continue;
    const key = createHash('sha1')
      .update(body, 'latin1')
      .update(source.bytes.subarray(stream.from, stream.to))
      .digest('latin1');
    const known = streams.get(key);
    if (known === undefined) streams.set(key, base + number);
    else moved.set(number, known);
  }
}

/** Smaller streams are not worth the look. */
const SHARED = 400;

/** Named places, which only links within the document use. */
function destinationsOf(source: PdfSource, catalog: string): ReadonlyMap<string, string> {
  const own = findReference(catalog, 'Dests');
  if (own === undefined) return new Map();
  return new Map(
    [...bodyOf(source, own).matchAll(/\/([^\s/<>[\]()]+) (\[[^\]]*\])/g)].map(([, name = '', place = '']) => [
      name,
      place,
    ]),
  );
}

function sizeOf(page: string): { width: number; height: number } {
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page);
  if (box === null) throw new Error('PDF 结构与预期不符：页面缺少 /MediaBox');
  return { width: Number(box[1]), height: Number(box[2]) };
}

/** Ours comes last, in a state of its own; what the page drew before is closed by `finish.ts`, or by what is put around it. */
function stamped(
  page: string,
  { contents, font }: ReturnType<Binding['stamp']>,
  around: CopyOptions['around'],
): string {
  const [before, after] = around === undefined ? ['', ''] : [`${around.save} 0 R `, ` ${around.restore} 0 R`];
  const drawn = page.replace(
    /\/Contents (?:\[([^\]]*)\]|(\d+ 0 R))/,
    (_, list: string | undefined, one: string | undefined) =>
      `/Contents [${before}${list ?? one}${after} ${contents} 0 R]`,
  );
  return drawn.includes('/Font <<')
    ? drawn.replace('/Font <<', `/Font <<${font}\n`)
    : drawn.replace('/Resources <<', `/Resources <</Font <<${font}>>\n`);
}

function linked(annotation: string, link: NonNullable<CopyOptions['link']>): string {
  return annotation.replace(/\/A <<[^<>]*\/URI \(([^()]*)\)[^<>]*>>/, (action, uri: string) => {
    const place = link(uri);
    return place === null ? action : `/Dest ${place}`;
  });
}

/** The leaf of the document in the table that leads from pages and links to their tags. */
function parentsOf(
  binding: Binding,
  source: PdfSource,
  structure: number | undefined,
  numberOf: (number: number) => number,
): number | null {
  if (structure === undefined) return null;
  const nodes = nodesOf(source, findReference(bodyOf(source, structure), 'ParentTree'));
  const entries = nodes
    .flatMap((node) => [...listOf(bodyOf(source, node), 'Nums').matchAll(/(\d+) (\d+) 0 R/g)])
    .map(([, key, number]) => [Number(key) + binding.keys, numberOf(Number(number))] as const)
    .sort(([a], [b]) => a - b);
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return null;
  const leaf = binding.writer.reserve(1);
  const list = entries.map(([key, number]) => `${key} ${number} 0 R`).join(' ');
  binding.writer.put(leaf, `<</Limits [${first[0]} ${last[0]}] /Nums [${list}]>>`);
  binding.keys = last[0] + 1;
  return leaf;
}

/** The leaf of the document in the table of ids, by which table cells name their headings. */
function idsOf(
  binding: Binding,
  source: PdfSource,
  structure: number | undefined,
  { rewrite, shift }: { rewrite(body: string): string; shift(id: string): string },
): number | null {
  if (structure === undefined) return null;
  const nodes = nodesOf(source, findReference(bodyOf(source, structure), 'IDTree'));
  const names = nodes
    .flatMap((node) => [...listOf(bodyOf(source, node), 'Names').matchAll(/\(node(\d{8})\) (\d+ 0 R)/g)])
    .map(([, id = '', target = '']) => ({ id, target }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined) return null;
  const leaf = binding.writer.reserve(1);
  const list = names.map(({ id, target }) => `${shift(id)} ${rewrite(target)}`).join(' ');
  binding.writer.put(leaf, `<</Limits [${shift(first.id)} ${shift(last.id)}] /Names [${list}]>>`);
  binding.ids += Number(last.id);
  return leaf;
}
