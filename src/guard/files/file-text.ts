/**
 * What a file that somebody hands in says, as far as it can be read: text, PDF, documents and workbooks of Office, WPS, OpenDocument and
 * OFD. Whatever cannot be is told, and never taken for empty.
 */
import { UserError } from '../../contract/error.ts';
import { type PdfSaid, readPdf } from '../../evidence/pdf.ts';
import { askThread, ThreadFault } from '../../scanners/read/bounded-thread.ts';
import { isXls } from '../../scanners/read/heads.ts';
import { readWorkbook } from '../../scanners/read/workbook-thread.ts';
import { namesInHead } from '../../scanners/read/zip.ts';
import { MOST_READ, PICTURE, TOO_LARGE } from './unread.ts';

export interface FileText {
  text: string;
  /** What of it was not read, as messages say it; null: all of it was. */
  unread: string | null;
}

export interface TextRequest {
  bytes: Uint8Array<ArrayBuffer>;
  /** Name for messages. */
  file: string;
}

const MB = 1024 * 1024;
/** Characters that the rules go through in a few seconds. */
const MOST_CHARACTERS = 1_500_000;
const HEAP_MB = 256;
const BASE_CPU_MS = 8000;
const CPU_MS_PER_MB = 500;
const HEAD = 64 * 1024;

const PICTURES: readonly string[] = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'BM', 'II*\0', 'MM\0*'];
const isPicture = (head: string): boolean =>
  PICTURES.some((one) => head.startsWith(one)) || head.startsWith('ftyp', 4) || head.startsWith('WEBP', 8);
const FAULTS: Readonly<Record<ThreadFault['why'], string>> = {
  memory: '内容过多，读不出文字',
  ended: '读取中断，读不出文字',
  time: '在限定时间内读不完文字',
};

/** @param name of the file, for messages */
export async function fileText(bytes: Uint8Array, name: string): Promise<FileText> {
  if (bytes.length > MOST_READ) return { text: '', unread: TOO_LARGE };
  // Not as a Buffer, whose slices are no copies.
  const { text, unread } = await whole(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), name);
  if (text.length <= MOST_CHARACTERS) return { text, unread };
  const cut = `只检查了前 ${MOST_CHARACTERS / 10_000} 万字`;
  return { text: text.slice(0, MOST_CHARACTERS), unread: unread === null ? cut : `${cut}，${unread}` };
}

async function whole(bytes: Uint8Array, name: string): Promise<FileText> {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  if (isPicture(head)) return { text: '', unread: PICTURE };
  if (head.slice(0, 1024).includes('%PDF-')) return ofPdf(await readPdf(bytes, name));
  if (head.startsWith('PK\x03\x04')) return zipped(bytes, name);
  if (isXls(bytes)) return compound(bytes, name);
  const text = plain(bytes);
  if (text === undefined) return { text: '', unread: '不是能读出文字的格式' };
  return { text, unread: text.startsWith('{\\rtf') ? '是 RTF，其中的中文没有检查' : null };
}

async function inThread(bytes: Uint8Array, file: string): Promise<FileText> {
  const cpuMs = BASE_CPU_MS + (bytes.length / MB) * CPU_MS_PER_MB;
  try {
    const request: TextRequest = { bytes: bytes.slice(), file };
    return await askThread(new URL('./text-worker.ts', import.meta.url), request, { heapMb: HEAP_MB, cpuMs });
  } catch (error) {
    if (error instanceof ThreadFault) return { text: '', unread: FAULTS[error.why] };
    throw error;
  }
}

function ofPdf(said: PdfSaid): FileText {
  if (said.state === 'locked') return { text: '', unread: '有打开密码，读不出文字' };
  if (said.state === 'broken') return { text: '', unread: `读不出文字（${said.why}）` };
  if (said.state === 'bounded') return { text: '', unread: FAULTS[said.why] };
  const { text, silent, pages, read, attached } = said;
  const missing = [
    ...(silent.length === 0 ? [] : [`${pagesText(silent, pages)}读不出文字（扫描件，或字体没有文字对照）`]),
    ...(pages > read ? [`第 ${read} 页以后没有检查`] : []),
    ...(attached === 0 ? [] : [`内嵌的 ${attached} 个文件没有检查`]),
  ];
  return { text, unread: missing.length === 0 ? null : missing.join('，') };
}

const SHOWN = 5;
function pagesText(pages: readonly number[], of: number): string {
  if (pages.length === of) return of === 1 ? '' : `${of} 页都`;
  return `第 ${pages.slice(0, SHOWN).join('、')} 页${pages.length > SHOWN ? `等 ${pages.length} 页` : ''}`;
}

/** Of a workbook the rows as a person sees them, and beside them what the package says elsewhere. */
async function zipped(bytes: Uint8Array, name: string): Promise<FileText> {
  const beside = await inThread(bytes, name);
  if (!namesInHead(bytes.subarray(0, HEAD)).some((one) => one.startsWith('xl/'))) return beside;
  const { text, unread } = await sheets(bytes, name);
  const all = [unread, beside.unread].filter((one) => one !== null);
  return { text: `${text}\n${beside.text}`, unread: all.length === 0 ? null : all.join('，') };
}

async function compound(bytes: Uint8Array, name: string): Promise<FileText> {
  const whose = Buffer.from(bytes).includes(Buffer.from('Workbook', 'utf16le'));
  return whose
    ? sheets(bytes, name)
    : { text: '', unread: '是旧版格式（.doc、.wps、.ppt 等），没有检查；另存为 .docx 可检查' };
}

async function sheets(bytes: Uint8Array, name: string): Promise<FileText> {
  try {
    const all = await readWorkbook(bytes, name);
    const lines = all.flatMap((sheet) => [sheet.name, ...sheet.rows.map(({ cells }) => cells.join('\t'))]);
    return { text: lines.join('\n'), unread: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why = error.place.found === undefined ? '' : `（${error.place.found}）`;
    return { text: '', unread: `工作簿读不出${why}` };
  }
}

/** As text of any encoding that is used here; undefined: it is none. */
function plain(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Old files of China are in GB 18030; of other bytes nothing that the rules know comes out.
    return new TextDecoder('gb18030').decode(bytes);
  }
}
