/**
 * The thread that reads the words of one document and ends. A hostile one may exhaust memory or never finish: both are bounded by who
 * starts it, and nothing but texts comes back.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../contract/error.ts';
import { readZip, type ZipLimits } from '../../scanners/read/zip.ts';
import type { FileText, TextRequest } from './file-text.ts';
import { packageText } from './xml-text.ts';

const MB = 1024 * 1024;
const LIMITS: ZipLimits = { archive: 20 * MB, entries: 5000, entry: 40 * MB, total: 80 * MB };
const MOST_PAGES = 300;
/** Files in an archive that are text by their names. */
const PLAIN = /\.(?:txt|md|csv|tsv|json|ya?ml|xml|html?|conf|cnf|cfg|ini|env|properties|sql|sh|bat|ps1|py|log|eml)$/i;
const OFFICE = /^(?:word\/|xl\/|ppt\/|content\.xml$|OFD\.xml$|mimetype$|\[Content_Types\]\.xml$)/i;
/** Signs without a meaning: a font that does not say what its pictures of letters stand for. */
const MEANINGLESS = /(?![\t\n\r])[\p{Cc}\p{Co}\ufffd]/gu;
const MOST_MEANINGLESS = 0.1;

function textOfZip(bytes: Uint8Array, file: string): FileText {
  const entries = readZip(bytes, file, LIMITS);
  const { text, pictures } = packageText(entries);
  if (entries.some(({ name }) => OFFICE.test(name)))
    return { text, unread: pictures === 0 ? null : `其中的 ${pictures} 张图片没有检查` };
  const plain = entries.filter(({ name }) => PLAIN.test(name));
  const others = entries.length - plain.length;
  return {
    // Their names are words, too.
    text: [...entries.map(({ name }) => name), ...plain.map((one) => new TextDecoder().decode(one.bytes()))].join('\n'),
    unread: others === 0 ? null : `压缩包内有 ${others} 个文件没有检查`,
  };
}

async function textOfPdf(bytes: Uint8Array): Promise<FileText> {
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(bytes, { verbosity: 0 });
  const parts: string[] = [];
  const silent: number[] = [];
  const count = Math.min(pdf.numPages, MOST_PAGES);
  for (let n = 1; n <= count; n += 1) {
    const page = await pdf.getPage(n);
    const { items } = await page.getTextContent();
    const own = items
      .map((one) => ('str' in one ? `${isGap(one) ? '\t' : one.str}${one.hasEOL ? '\n' : ''}` : ''))
      .join('');
    const marks = (await page.getAnnotations()) as { contentsObj?: { str?: string }; fieldValue?: unknown }[];
    const said = marks.flatMap(({ contentsObj, fieldValue }) => [contentsObj?.str ?? '', fieldValue]);
    parts.push(own, ...said.filter((one): one is string => typeof one === 'string' && one !== ''));
    const strange = own.match(MEANINGLESS)?.length ?? 0;
    if (own.trim() === '' || strange > own.length * MOST_MEANINGLESS) silent.push(n);
    page.cleanup();
  }
  const attached = Object.keys(((await pdf.getAttachments()) as object | null) ?? {});
  const missing = [
    ...(silent.length === 0 ? [] : [`${pagesText(silent, pdf.numPages)}读不出文字（扫描件，或字体没有文字对照）`]),
    ...(pdf.numPages > count ? [`第 ${count} 页以后没有检查`] : []),
    ...(attached.length === 0 ? [] : [`内嵌的 ${attached.length} 个文件没有检查`]),
  ];
  return { text: [...parts, ...attached].join('\n'), unread: missing.length === 0 ? null : missing.join('，') };
}

/** As wide as a letter at least: between the columns of a table. */
const isGap = ({ str, width }: { str: string; width: number }): boolean => str.trim() === '' && width >= COLUMN_GAP;
const COLUMN_GAP = 8;

const SHOWN = 5;
function pagesText(pages: readonly number[], of: number): string {
  if (pages.length === of) return of === 1 ? '' : `${of} 页都`;
  return `第 ${pages.slice(0, SHOWN).join('、')} 页${pages.length > SHOWN ? `等 ${pages.length} 页` : ''}`;
}

async function answer({ bytes, file, type }: TextRequest): Promise<FileText> {
  try {
    return type === 'pdf' ? await textOfPdf(bytes) : textOfZip(bytes, file);
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'PasswordException') return { text: '', unread: '有打开密码，读不出文字' };
    return {
      text: '',
      unread: `读不出文字（${error instanceof UserError ? error.summary.replace(/，没有导入.*$/, '') : message}）`,
    };
  }
}

parentPort?.postMessage(await answer(workerData as TextRequest));
