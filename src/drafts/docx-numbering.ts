/**
 * The numbers that Word and WPS draw by themselves: they stand in no text of a document, but are worked out from
 * `word/numbering.xml`, `word/styles.xml` and the order of the paragraphs. Without them a contract has no clause numbers. Pure.
 */
import { readXml, type XmlAttributes } from '../scanners/read/xml.ts';

interface Level {
  format: string;
  /** `%1.%2` */
  text: string;
  start: number;
}

export interface Numbering {
  /** Levels of each list by its id. */
  lists: ReadonlyMap<string, ReadonlyMap<number, Level>>;
  /** List and level of paragraph styles that are numbered. */
  styles: ReadonlyMap<string, { list: string; level: number }>;
}

const value = (attributes: XmlAttributes): string => attributes['w:val'] ?? '';

/** @param numbering,styles texts of the two parts; undefined when the document has none */
export async function readNumbering(
  file: string,
  numbering: string | undefined,
  styles: string | undefined,
): Promise<Numbering> {
  const lists = numbering === undefined ? new Map() : await listsIn(file, numbering);
  return { lists, styles: await numberedStyles(file, styles) };
}

async function listsIn(file: string, numbering: string): Promise<Map<string, Map<number, Level>>> {
  const abstracts = new Map<string, Map<number, Level>>();
  const lists = new Map<string, Map<number, Level>>();
  let abstract = '';
  let list = '';
  let level: Level = { format: 'decimal', text: '', start: 1 };
  const opened: Record<string, (attributes: XmlAttributes) => void> = {
    '/w:numbering/w:abstractNum': (attributes) => {
      abstract = attributes['w:abstractNumId'] ?? '';
      abstracts.set(abstract, new Map());
    },
    '/w:numbering/w:abstractNum/w:lvl': (attributes) => {
      level = { format: 'decimal', text: '', start: 1 };
      abstracts.get(abstract)?.set(Number(attributes['w:ilvl'] ?? 0), level);
    },
    '/w:numbering/w:abstractNum/w:lvl/w:numFmt': (attributes) => {
      level.format = value(attributes);
    },
    '/w:numbering/w:abstractNum/w:lvl/w:lvlText': (attributes) => {
      level.text = value(attributes);
    },
    '/w:numbering/w:abstractNum/w:lvl/w:start': (attributes) => {
      level.start = Number(value(attributes)) || 0;
    },
    '/w:numbering/w:num': (attributes) => {
      list = attributes['w:numId'] ?? '';
    },
    '/w:numbering/w:num/w:abstractNumId': (attributes) => {
      lists.set(list, abstracts.get(value(attributes)) ?? new Map());
    },
  };
  await readXml([numbering], file, { open: (path, attributes) => opened[path]?.(attributes) });
  return lists;
}

async function numberedStyles(file: string, styles: string | undefined): Promise<Numbering['styles']> {
  const found = new Map<string, { list: string; level: number }>();
  if (styles === undefined) return found;
  const based = new Map<string, string>();
  let style = '';
  const of = (id: string) => found.get(id) ?? { list: '', level: 0 };
  await readXml([styles], file, {
    open(path, attributes) {
      if (path.endsWith('/w:styles/w:style')) style = attributes['w:styleId'] ?? '';
      else if (path.endsWith('/w:style/w:basedOn')) based.set(style, value(attributes));
      else if (path.endsWith('/w:style/w:pPr/w:numPr/w:numId'))
        found.set(style, { ...of(style), list: value(attributes) });
      else if (path.endsWith('/w:style/w:pPr/w:numPr/w:ilvl'))
        found.set(style, { ...of(style), level: Number(value(attributes)) });
    },
  });
  for (const [id] of based) {
    const parent = ancestorIn(id, based, found);
    if (parent !== undefined && !found.has(id)) found.set(id, parent);
  }
  return found;
}

/** Styles inherit; a circle among them ends the search. */
function ancestorIn<T>(id: string, based: ReadonlyMap<string, string>, found: ReadonlyMap<string, T>): T | undefined {
  const seen = new Set<string>();
  for (let here: string | undefined = id; here !== undefined && !seen.has(here); here = based.get(here)) {
    seen.add(here);
    const own = found.get(here);
    if (own !== undefined) return own;
  }
  return undefined;
}

/** Counts through a document and gives each numbered paragraph what is drawn in front of it. */
export function numberer({ lists, styles }: Numbering) {
  const counters = new Map<string, number[]>();
  /** @param own list and level of the paragraph itself @param style id of its style @returns empty when it has no number */
  return (own: { list?: string; level?: number }, style: string): string => {
    const inherited = styles.get(style);
    const list = own.list ?? inherited?.list ?? '';
    const at = own.level ?? inherited?.level ?? 0;
    const levels = lists.get(list);
    const level = levels?.get(at);
    // List 0 takes the number of the style away.
    if (list === '' || list === '0' || levels === undefined || level === undefined || at > 8) return '';
    const counts = counters.get(list) ?? [];
    counters.set(list, counts);
    for (let n = 0; n < at; n += 1) counts[n] ??= levels.get(n)?.start ?? 1;
    counts[at] = counts[at] === undefined ? level.start : counts[at] + 1;
    counts.length = at + 1;
    if (level.format === 'bullet' || level.format === 'none') return '';
    return level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const n = Number(digit) - 1;
      return drawn(counts[n] ?? levels.get(n)?.start ?? 1, levels.get(n)?.format ?? 'decimal');
    });
  };
}

const DIGITS = '〇一二三四五六七八九';

/** A count as it is drawn; forms that contracts do not have are drawn as digits. */
function drawn(count: number, format: string): string {
  if (
    /^(chineseCounting|chineseCountingThousand|japaneseCounting|taiwaneseCountingThousand|ideographDigital)$/.test(
      format,
    )
  )
    return chinese(count);
  if (format === 'decimalEnclosedCircle' || format === 'decimalEnclosedCircleChinese')
    return count >= 1 && count <= 20 ? String.fromCodePoint(0x245f + count) : String(count);
  if (format === 'lowerLetter' || format === 'upperLetter') {
    const letter = String.fromCharCode((format === 'lowerLetter' ? 97 : 65) + ((count - 1) % 26));
    return count >= 1 ? letter : String(count);
  }
  return String(count);
}

function chinese(count: number): string {
  if (count < 0 || count > 99) return String(count);
  if (count < 10) return count === 0 ? '零' : (DIGITS[count] ?? '');
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`;
}
