/** The text of a .docx as lines: paragraphs with the numbers that are drawn before them, rows of tables joined by tabs. */
import { UserError } from '../contract/error.ts';
import { readXml, type XmlAttributes } from '../scanners/read/xml.ts';
import { readZip, type ZipEntry, type ZipLimits } from '../scanners/read/zip.ts';
import { numberer, readNumbering } from './docx-numbering.ts';

const MB = 1024 * 1024;
/** A contract with its pictures; what is inflated is text. */
const LIMITS: ZipLimits = { archive: 50 * MB, entries: 5000, entry: 40 * MB, total: 200 * MB };
/** Lines that a contract can have. */
const MAX_LINES = 200_000;

const BODY = 'word/document.xml';
const AGAIN = '用 WPS 或 Word 打开，另存为 .docx 后重试';

/** @throws UserError when it is no .docx, damaged, hostile or beyond a bound */
export async function docxLines(bytes: Uint8Array, file: string): Promise<string[]> {
  try {
    const entries = new Map(readZip(bytes, file, LIMITS).map((entry) => [entry.name, entry]));
    const body = entries.get(BODY);
    if (body === undefined)
      throw new UserError('不是 .docx 文档', { file, found: '压缩包中没有正文', expected: 'Word 文档（.docx）' });
    const numbering = await readNumbering(
      file,
      textOf(entries.get('word/numbering.xml')),
      textOf(entries.get('word/styles.xml')),
    );
    return await linesOf(textOf(body) ?? '', file, numberer(numbering));
  } catch (error) {
    // The readers are those of scanners' reports, which are exported again; a contract is saved again.
    throw error instanceof UserError && error.exitCode === 2
      ? new UserError(error.summary.replace(/，没有导入任何内容$/, ''), { ...error.place, hint: AGAIN })
      : error;
  }
}

const textOf = (entry: ZipEntry | undefined): string | undefined =>
  entry === undefined ? undefined : new TextDecoder('utf-8').decode(entry.bytes());

interface Paragraph {
  text: string;
  style: string;
  list?: string;
  level?: number;
}

/** Where lines go: the body, or the cell of a table. */
interface Row {
  cells: string[][];
}

/** Elements whose content is drawn elsewhere, twice, or no more. */
const LEFT_OUT = /\/(?:mc:Fallback|w:del|w:moveFrom|w:instrText|w:footnote|w:endnote|w:comment)(?:\/|$)/;

/** What elements inside a paragraph say of it, by their own name and that of the one around them. */
const insideOf: Record<string, (here: Paragraph, attributes: XmlAttributes) => void> = {
  'w:pPr/w:pStyle': (here, attributes) => {
    here.style = attributes['w:val'] ?? '';
  },
  'w:numPr/w:numId': (here, attributes) => {
    here.list = attributes['w:val'] ?? '';
  },
  'w:numPr/w:ilvl': (here, attributes) => {
    here.level = Number(attributes['w:val'] ?? 0);
  },
  'w:r/w:tab': (here) => {
    here.text += '\t';
  },
  'w:r/w:br': (here) => {
    here.text += '\n';
  },
  'w:r/w:cr': (here) => {
    here.text += '\n';
  },
  'w:r/w:noBreakHyphen': (here) => {
    here.text += '-';
  },
};

/** The last two names of a path. */
const parented = (path: string): string => path.split('/').slice(-2).join('/');

async function linesOf(
  xml: string,
  file: string,
  number: (own: { list?: string; level?: number }, style: string) => string,
): Promise<string[]> {
  const lines: string[] = [];
  const rows: Row[] = [];
  // A text box is a paragraph within one.
  const open: Paragraph[] = [];
  const put = (line: string): void => {
    const cell = rows.at(-1)?.cells.at(-1);
    (cell ?? lines).push(line);
    if (lines.length > MAX_LINES)
      throw new UserError('文档过长', { file, found: `超过 ${MAX_LINES} 行`, expected: `不超过 ${MAX_LINES} 行` });
  };
  await readXml([xml], file, {
    open(path, attributes) {
      if (LEFT_OUT.test(path)) return;
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (name === 'w:p') open.push({ text: '', style: '' });
      else if (name === 'w:tr') rows.push({ cells: [] });
      else if (name === 'w:tc') rows.at(-1)?.cells.push([]);
      const here = open.at(-1);
      if (here !== undefined) insideOf[parented(path)]?.(here, attributes);
    },
    close(path, text) {
      if (LEFT_OUT.test(path)) return;
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (name === 'w:t' || name === 'm:t') {
        const here = open.at(-1);
        if (here !== undefined) here.text += text;
      } else if (name === 'w:p') {
        const paragraph = open.pop();
        if (paragraph !== undefined) paragraphLines(paragraph, number).forEach(put);
      } else if (name === 'w:tr') {
        const row = rows.pop();
        // A cell of several paragraphs stays one cell of one line.
        if (row !== undefined) put(row.cells.map((cell) => cell.join(' ').trim()).join('\t'));
      }
    },
  });
  return lines;
}

/** @returns the paragraph's lines; an empty one keeps its place */
function paragraphLines(
  { text, style, list, level }: Paragraph,
  number: (own: { list?: string; level?: number }, style: string) => string,
): string[] {
  const own = { ...(list === undefined ? {} : { list }), ...(level === undefined ? {} : { level }) };
  // An empty paragraph with a number is drawn with it, but says nothing.
  const shown = text.trim() === '' ? '' : number(own, style);
  return `${shown}${shown === '' || /^[\s\u3000]/.test(text) ? '' : ' '}${text}`.split('\n');
}
