/**
 * What was appended to an issued PDF: a signature and nothing else, or something else. A signing program appends an update (ISO 32000-1,
 * 7.5.6) and leaves the issued bytes as they are; but an update can also replace a page's content, so each object that it writes is held
 * against what was issued. Whether a signature is valid is not looked at. Pure, for terminal and browser.
 */
import { bodyOf, objectOf, type PdfSource, type PdfTools, pagesIn, readPdf } from './read.ts';
import { canonical, isReference, type PdfValue, parseDictionary, parseValue } from './values.ts';

/** What the bytes after the issued ones do. */
export type Appended =
  | {
      is: 'signature';
      /** Signatures that were put on. */
      count: number;
      /** Pages, from 1, on which one is to be seen. */
      pages: number[];
      /** The program also wrote its name and the time into the properties of the document. */
      properties: boolean;
    }
  /** `what`: in Chinese, the first thing that is none of a signature. */
  | { is: 'other'; what: string };

type Dictionary = Map<string, PdfValue>;

/** What an update may not do, found on the way. */
class Foreign extends Error {}
const foreign = (what: string): never => {
  throw new Foreign(what);
};

/**
 * @param bytes a file that begins with the issued bytes, which were checked
 * @param issued how many these are
 */
export function judgeAppended(bytes: Uint8Array, issued: number, tools: PdfTools): Appended {
  try {
    const before = readPdf(bytes.subarray(0, issued), tools);
    return judged(before, openLater(bytes, before, issued, tools), issued);
  } catch (error) {
    return { is: 'other', what: error instanceof Foreign ? error.message : '追加的内容不完整，或不能识别' };
  }
}

/** The whole file, whose tables must lead through all of those that were issued. */
function openLater(bytes: Uint8Array, before: PdfSource, issued: number, tools: PdfTools): PdfSource {
  const now = readPdf(bytes, tools);
  const old = now.tables.filter((at) => at < issued);
  if (old.length === now.tables.length || old.join() !== before.tables.join())
    foreign('追加的内容没有接在签发的内容之后');
  return now;
}

function judged(before: PdfSource, now: PdfSource, issued: number): Appended {
  const oldCatalog = dictionary(before, before.root);
  const catalog = dictionary(now, now.root);
  const form = newForm(now, oldCatalog, catalog, issued);
  const pages = pagesIn(before);
  const properties = checkObjects(before, now, { issued, oldCatalog, pages });
  const seen = pages.flatMap((page, n) => (isMarked(before, now, page, form.widgets) ? [n + 1] : []));
  const moved = canonical(catalog.get('/Metadata')) !== canonical(oldCatalog.get('/Metadata'));
  return { is: 'signature', count: form.count, pages: seen, properties: properties || moved };
}

const dictionary = (source: PdfSource, number: number): Dictionary => parseDictionary(bodyOf(source, number));

/** A value, or what it refers to. */
const resolved = (source: PdfSource, value: PdfValue | undefined): PdfValue | undefined =>
  isReference(value) ? parseValue(bodyOf(source, value.ref)) : value;

function dictionaryAt(source: PdfSource, value: PdfValue | undefined, what: string): Dictionary {
  const found = resolved(source, value);
  return found instanceof Map ? found : foreign(what);
}

/** Says which entry differs when others than the named do. */
function sameBut(old: Dictionary, own: Dictionary, free: readonly string[], what: string): void {
  for (const key of new Set([...old.keys(), ...own.keys()])) {
    if (!free.includes(key) && canonical(old.get(key)) !== canonical(own.get(key))) foreign(`${what}（${key}）`);
  }
}

/** Entries of the catalogue that come with signatures. */
const SIGNED_CATALOG = ['/AcroForm', '/DSS', '/Perms', '/Extensions', '/Version', '/Metadata'];
const FORM = ['/Fields', '/SigFlags', '/DR', '/DA', '/Q', '/NeedAppearances'];
/** What would act when the field is opened or clicked. */
const ACTIVE = ['/A', '/AA', '/JS'];

/** The signature fields that were added, and how many of them are signed. */
function newForm(now: PdfSource, oldCatalog: Dictionary, catalog: Dictionary, issued: number) {
  sameBut(oldCatalog, catalog, SIGNED_CATALOG, '改动了文档目录');
  if (oldCatalog.has('/AcroForm')) foreign('签发时已有表单');
  if (!catalog.has('/AcroForm')) foreign('没有签名域');
  const form = dictionaryAt(now, catalog.get('/AcroForm'), '签名域的表单不完整');
  const odd = [...form.keys()].find((key) => !FORM.includes(key));
  if (odd !== undefined) foreign(`加入了签名域以外的表单内容（${odd}）`);
  const fields = resolved(now, form.get('/Fields'));
  if (!Array.isArray(fields)) return foreign('签名域的表单不完整');
  const widgets = new Set<number>();
  let count = 0;
  for (const field of fields) {
    if (!isReference(field)) return foreign('签名域的表单不完整');
    const own = dictionary(now, field.ref);
    if (own.get('/FT') !== '/Sig') foreign('加入了签名域以外的表单域');
    for (const one of [field, ...kidsOf(now, own)]) widgets.add(one.ref);
    if (own.has('/V')) count += checkSignature(now, own.get('/V'), issued);
  }
  for (const widget of widgets) {
    const acts = ACTIVE.find((key) => dictionary(now, widget).has(key));
    if (acts !== undefined) foreign(`签名域带有动作（${acts}）`);
  }
  if (count === 0) foreign('只有空白的签名域，没有签名');
  return { widgets, count };
}

function kidsOf(now: PdfSource, field: Dictionary): { ref: number }[] {
  const kids = resolved(now, field.get('/Kids'));
  return (Array.isArray(kids) ? kids : []).map((kid) => {
    if (!isReference(kid) || dictionary(now, kid.ref).get('/Subtype') !== '/Widget') return foreign('签名域不完整');
    return kid;
  });
}

/** A signature dictionary covers the file from its first byte to beyond what was issued. @returns 1 */
function checkSignature(now: PdfSource, value: PdfValue | undefined, issued: number): 1 {
  const signature = dictionaryAt(now, value, '签名不完整');
  const range = resolved(now, signature.get('/ByteRange'));
  const contents = signature.get('/Contents');
  if (!Array.isArray(range) || range.length !== 4 || typeof contents !== 'string') return foreign('签名不完整');
  const [from, length, again, rest] = range.map(Number) as [number, number, number, number];
  if (from !== 0 || length < issued || again < length || again + rest > now.bytes.length)
    foreign('签名没有覆盖签发的内容');
  return 1;
}

interface Issued {
  issued: number;
  oldCatalog: Dictionary;
  pages: readonly number[];
}

/** Every object that was issued is as it was, but for what a signature touches. @returns whether the properties were written anew */
function checkObjects(before: PdfSource, now: PdfSource, { issued, oldCatalog, pages }: Issued): boolean {
  const allowed = changesAllowed(before, now, oldCatalog, pages);
  let properties = false;
  for (const [number, place] of before.places) {
    if (!now.places.has(number)) foreign('删去了签发时的内容');
    if (!isAppended(now, number, issued) && samePlace(place, now.places.get(number))) continue;
    if (sameObject(before, now, number)) continue;
    const check = allowed.get(number) ?? foreign('改写了签发时的内容');
    properties = check() || properties;
  }
  for (const number of now.places.keys())
    if (!before.places.has(number) && number < before.size) foreign('补写了签发时没有的对象');
  for (const info of now.infos) {
    if (before.infos.has(info)) continue;
    const [old] = before.infos;
    checkInfo(old === undefined ? new Map() : dictionary(before, old), dictionary(now, info));
    properties = true;
  }
  return properties;
}

/** What may be written anew, and how it is looked at; true: these are properties of the document. */
function changesAllowed(before: PdfSource, now: PdfSource, oldCatalog: Dictionary, pages: readonly number[]) {
  const allowed = new Map<number, () => boolean>();
  const allow = (number: number, properties: boolean, check: (old: Dictionary, own: Dictionary) => void) =>
    allowed.set(number, () => {
      check(dictionary(before, number), dictionary(now, number));
      return properties;
    });
  // Their entries are looked at by `isMarked`, those of the catalogue by `newForm`.
  for (const page of pages) for (const list of annotationList(before, page)) allowed.set(list, () => false);
  allowed.set(before.root, () => false);
  for (const page of pages) allow(page, false, (old, own) => sameBut(old, own, ['/Annots'], '改动了页面'));
  for (const info of before.infos) allow(info, true, checkInfo);
  const metadata = oldCatalog.get('/Metadata');
  if (isReference(metadata))
    allow(metadata.ref, true, (_, own) => {
      if (own.get('/Type') !== '/Metadata') foreign('改写了签发时的内容');
    });
  return allowed;
}

function isAppended(now: PdfSource, number: number, issued: number): boolean {
  const place = now.places.get(number);
  if (place === undefined) return true;
  if ('offset' in place) return place.offset >= issued;
  const holder = now.places.get(place.container);
  return holder === undefined || !('offset' in holder) || holder.offset >= issued;
}

const samePlace = (a: object | undefined, b: object | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

function sameObject(before: PdfSource, now: PdfSource, number: number): boolean {
  const [old, own] = [objectOf(before, number), objectOf(now, number)];
  if (old.body !== own.body && canonical(parseValue(old.body)) !== canonical(parseValue(own.body))) return false;
  if (old.stream === null || own.stream === null) return old.stream === own.stream;
  const [a, b] = [before, now].map(({ bytes }, n) => {
    const { from, to } = (n === 0 ? old.stream : own.stream) as { from: number; to: number };
    return bytes.subarray(from, to);
  }) as [Uint8Array, Uint8Array];
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}

/** Who wrote the file last, and when. */
const PROPERTIES = ['/ModDate', '/Producer'];

const checkInfo = (old: Dictionary, own: Dictionary): void => sameBut(old, own, PROPERTIES, '改动了文档属性');

/** The object that lists a page's annotations, where it is one of its own. */
function annotationList(source: PdfSource, page: number): number[] {
  const list = dictionary(source, page).get('/Annots');
  return isReference(list) ? [list.ref] : [];
}

function annotationsOf(source: PdfSource, page: number): PdfValue[] {
  const list = resolved(source, dictionary(source, page).get('/Annots'));
  return Array.isArray(list) ? list : [];
}

/** Whether a signature is to be seen on a page, whose other annotations must be those that were issued. */
function isMarked(before: PdfSource, now: PdfSource, page: number, widgets: ReadonlySet<number>): boolean {
  const [old, own] = [annotationsOf(before, page), annotationsOf(now, page)];
  if (old.some((one, n) => canonical(one) !== canonical(own[n]))) foreign('改动了页面上的链接或批注');
  return own.slice(old.length).reduce<boolean>((seen, one) => {
    if (!isReference(one) || !widgets.has(one.ref)) return foreign('在页面上加入了签名以外的批注');
    return isVisible(now, one.ref) || seen;
  }, false);
}

function isVisible(now: PdfSource, widget: number): boolean {
  const rect = resolved(now, dictionary(now, widget).get('/Rect'));
  const [left, bottom, right, top] = (Array.isArray(rect) ? rect : []).map(Number);
  return left !== right && bottom !== top && left !== undefined;
}
