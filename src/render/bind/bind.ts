/**
 * Binds issued documents into one PDF: cover, contents with page numbers, running numbers on every page, bookmarks, and the tags, links
 * and fonts of each document as it was issued. Same documents, same bytes. No library of npm keeps the tags of several files together.
 */

import { finishPart } from '../pdf/finish.ts';
import { srgbProfile } from '../pdf/icc.ts';
import { pdfText } from '../pdf/pdf-syntax.ts';
import { pageCount } from '../pdf/read.ts';
import { openWriter, type PdfWriter } from '../pdf/write.ts';
import { infoDictionary, type PdfMetadata, xmpPacket } from '../pdf/xmp.ts';
import { type Binding, type Copied, copyDocument } from './copy.ts';
import { type FrontLine, type FrontMatter, frontPage, PART_ADDRESS } from './front.ts';
import { openStamper, STAMP_PAGE } from './stamp.ts';

/** A document to bind. */
export interface BoundPart extends FrontLine {
  /** Its PDF as it was issued; read when its turn comes. */
  read(): Promise<Uint8Array>;
}

export interface BindRequest {
  front: Omit<FrontMatter, 'groups'>;
  groups: readonly { title: string; parts: readonly BoundPart[] }[];
  meta: PdfMetadata;
}

export interface BoundFile {
  pdf: Buffer;
  pages: number;
}

/** Prints HTML as Chromium writes it. */
export type Print = (html: string) => Promise<Buffer>;

/** Rounds until the contents say where they end: their length does not depend on the numbers in them, but it is asked. */
const ROUNDS = 4;

/** @throws Error when a PDF is not as ours are; whatever `print` and `read` reject with */
export async function bindPdfs({ front, groups, meta }: BindRequest, print: Print): Promise<BoundFile> {
  const matter: FrontMatter = { ...front, groups: groups.map(({ title, parts }) => ({ title, lines: parts })) };
  const [cover, before] = await printFront(matter, print);
  const parts = groups.flatMap((group) => group.parts);
  const total = parts.reduce((sum, { pages }) => sum + pages, before);
  const writer = openWriter();
  const [root, pages, tree, structure, outlines] = [one(writer), one(writer), one(writer), one(writer), one(writer)];
  const stamper = openStamper(writer, await finishPart(await print(STAMP_PAGE), STAMP_PAGE, '合订页码'), total);
  const binding: Binding = {
    ...{ writer, pages, structure, keys: 0, ids: 0, streams: new Map() },
    stamp: (n, size) => ({ contents: stamper.draw(n, size), font: stamper.font }),
  };
  const copied: { own: Copied; bookmark: number; title: string }[] = [];
  let page = before + 1;
  for (const part of parts) {
    const bookmark = one(writer);
    const title = `${part.title} ${part.period}`;
    const own = copyDocument(binding, await part.read(), { firstPage: page, bookmark });
    if (own.count !== part.pages) throw new Error(`${part.number} 的页数与目录不符：${own.count}，应为 ${part.pages}`);
    copied.push({ own, bookmark, title });
    page += own.count;
  }
  const bookmark = writer.reserve(1);
  const own = copyDocument(binding, cover, {
    ...{ firstPage: 1, bookmark },
    around: {
      save: writer.addStream(Buffer.from('q\n'), '', true),
      restore: writer.addStream(Buffer.from('\nQ\n'), '', true),
    },
    link: (uri) => (uri.startsWith(PART_ADDRESS) ? topOf(copied[Number(uri.slice(PART_ADDRESS.length))]?.own) : null),
  });
  const all = [{ own, bookmark, title: '封面与目录' }, ...copied];
  writer.put(pages, `<</Type /Pages /Count ${total} /Kids [${refs(all.map((each) => each.own.pages))}]>>`);
  writer.put(
    structure,
    `<</Type /StructElem /S /Document /P ${tree} 0 R /K [${refs(all.flatMap((each) => each.own.elements))}]>>`,
  );
  // Keys and ids grew in the order of copying, in which the front came last.
  const inOrder = [...copied.map((each) => each.own), own];
  const [parents, ids] = [one(writer), one(writer)];
  writer.put(parents, `<</Kids [${refs(inOrder.flatMap((each) => each.parents ?? []))}]>>`);
  writer.put(ids, `<</Kids [${refs(inOrder.flatMap((each) => each.ids ?? []))}]>>`);
  writer.put(
    tree,
    `<</Type /StructTreeRoot /K ${structure} 0 R /ParentTree ${parents} 0 R /ParentTreeNextKey ${binding.keys} /IDTree ${ids} 0 R>>`,
  );
  const rest = [...copied];
  const marked = groups.map((group): Marked => ({ title: group.title, own: rest.splice(0, group.parts.length) }));
  writeBookmarks(writer, outlines, [{ title: null, own: all.slice(0, 1) }, ...marked]);
  const profile = writer.addStream(srgbProfile(), '/N 3 ');
  const xmp = writer.addStream(Buffer.from(xmpPacket(meta)), '/Type /Metadata /Subtype /XML ', true);
  writer.put(
    root,
    `<</Type /Catalog /Pages ${pages} 0 R /MarkInfo <</Marked true>> /StructTreeRoot ${tree} 0 R /Outlines ${outlines} 0 R /PageMode /UseOutlines /ViewerPreferences <</DisplayDocTitle true>> /Lang (zh-CN) /Metadata ${xmp} 0 R /OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile ${profile} 0 R>>]>>`,
  );
  const info = writer.reserve(1);
  writer.put(info, infoDictionary(meta));
  return { pdf: writer.finish(root, info), pages: total };
}

const one = (writer: PdfWriter): number => writer.reserve(1);

const refs = (numbers: readonly number[]): string => numbers.map((number) => `${number} 0 R`).join(' ');

const topOf = (own: Copied | undefined): string | null =>
  own === undefined ? null : `[${own.firstPage} 0 R /XYZ null null null]`;

async function printFront(matter: FrontMatter, print: Print): Promise<[Buffer, number]> {
  let before = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const html = await frontPage(matter, before);
    const printed = await print(html);
    const count = pageCount(printed);
    if (count === before) return [await finishPart(printed, html, `${matter.title} 封面与目录`), count];
    before = count;
  }
  throw new Error('合订本目录的页数不稳定');
}

interface Marked {
  title: string | null;
  own: readonly { own: Copied; bookmark: number; title: string }[];
}

/** A bookmark for each document, with its own below it; for each group one above them where there are several groups. */
function writeBookmarks(writer: PdfWriter, root: number, groups: readonly Marked[]): void {
  const grouped = groups.filter(({ title }) => title !== null).length > 1;
  const top = groups.flatMap(({ title, own }) => {
    if (!grouped || title === null)
      return own.map((one) => ({ number: one.bookmark, write: documentMark(writer, one) }));
    const number = writer.reserve(1);
    const place = topOf(own[0]?.own) ?? 'null';
    const inner = chain(
      own.map((one) => ({ number: one.bookmark, write: documentMark(writer, one) })),
      number,
    );
    return [
      {
        number,
        write: (links: string) =>
          writer.put(number, `<</Title ${pdfText(title)} /Dest ${place} ${links}${inner} /Count -${own.length}>>`),
      },
    ];
  });
  writer.put(root, `<</Type /Outlines ${chain(top, root)} /Count ${top.length}>>`);
}

interface Mark {
  number: number;
  /** Writes it. @param links to its parent and neighbours */
  write(links: string): void;
}

/** Writes marks that follow each other. @returns what their parent says of them */
function chain(marks: readonly Mark[], parent: number): string {
  marks.forEach(({ write }, n) => {
    const [before, next] = [marks[n - 1], marks[n + 1]];
    const links = [
      `/Parent ${parent} 0 R `,
      ...(before === undefined ? [] : [`/Prev ${before.number} 0 R `]),
      ...(next === undefined ? [] : [`/Next ${next.number} 0 R `]),
    ];
    write(links.join(''));
  });
  const [first, last] = [marks[0], marks.at(-1)];
  return first === undefined || last === undefined ? '' : `/First ${first.number} 0 R /Last ${last.number} 0 R`;
}

const documentMark =
  (writer: PdfWriter, { own, bookmark, title }: Marked['own'][number]) =>
  (links: string): void => {
    const { bookmarks } = own;
    const inner =
      bookmarks === null ? '' : `/First ${bookmarks.first} 0 R /Last ${bookmarks.last} 0 R /Count -${bookmarks.count}`;
    writer.put(bookmark, `<</Title ${pdfText(title)} /Dest ${topOf(own)} ${links}${inner}>>`);
  };
