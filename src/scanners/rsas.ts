/**
 * Host reports of NSFOCUS RSAS (绿盟远程安全评估系统, V6): the zip that it exports, or one file out of it. There is no
 * specification; what is read is what several public readers of the format agree on, and is told in `rsas/xml.ts`,
 * `rsas/html.ts`, `rsas/data.ts` and `rsas/sheet.ts`. Where a zip holds several forms of the same report, one is
 * read: XML, else pages, else workbooks. Refused, with the reason: summaries without host reports (综述报表), zips in
 * zips, reports of web scans and configuration checks, pages and workbooks of another layout.
 */
import { UserError } from '../contract/error.ts';
import type { ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { isPackage, isRsasBook, isXls } from './read/heads.ts';
import { readWorkbook } from './read/workbook-thread.ts';
import { rootName } from './read/xml.ts';
import { namesInHead, readZip, wholeFile, type ZipEntry, type ZipLimits } from './read/zip.ts';
import { rsasHostOfData } from './rsas/data.ts';
import { readRsasPage } from './rsas/html.ts';
import { RsasReport } from './rsas/parts.ts';
import { rsasHostOfSheets } from './rsas/sheet.ts';
import { readRsasXml } from './rsas/xml.ts';

const MB = 1024 * 1024;
const LIMITS: ZipLimits = { archive: 64 * MB, entries: 20_000, entry: 24 * MB, total: 1024 * MB };

/** Pages of hosts, in the folder `host` or named by an address. */
const ADDRESS = String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})`;
const HOST_PAGE = new RegExp(String.raw`(?:^|/)host/[^/]+\.html?$|(?:^|/)${ADDRESS}\.html?$`, 'i');
const HOST_BOOK = new RegExp(String.raw`(?:^|/)host/[^/]+\.xlsx?$|(?:^|/)[^/]*${ADDRESS}[^/]*\.xlsx?$`, 'i');
const OWN_FOLDER = /(?:^|\/)(?:host\/|vulnHtml\/|vulnhostsfiles\/|vulnhostHtml\/|media\/report\/)/;
const MARKS = /<sysvul_version>|<product>\s*RSAS|远程安全评估系统|"mark"\s*:\s*"host-summary"/;

async function read(file: ScanFile): Promise<ScanReport> {
  const report = new RsasReport();
  if (namesInHead(file.headBytes).length > 0) await readArchive(report, file);
  else if (isXls(file.headBytes)) {
    const sheets = await readWorkbook(await wholeFile(file, LIMITS.entry), file.name);
    report.add(rsasHostOfSheets(sheets, addressIn(file.name), file.name));
  } else if (isXml(file.head)) await readXmlReport(report, file.text(), file.name);
  else readPage(report, textOf(await wholeFile(file, LIMITS.entry), file.name), addressIn(file.name), file.name);
  return report.build();
}

const isXml = (head: string): boolean => /^(report|aurora)$/.test(rootName(head) ?? '');

/** The form that is read, with its entries. */
async function readArchive(report: RsasReport, file: ScanFile): Promise<void> {
  const entries = readZip(await wholeFile(file, LIMITS.archive), file.name, LIMITS);
  const inner = entries.find(({ name }) => /\.(zip|rar|7z|gz)$/i.test(name));
  if (inner !== undefined)
    throw fault(file.name, `包内还有压缩包 ${inner.name}`, '一次导出的一个压缩包', '解压后逐个导入');
  const of = (pattern: RegExp): ZipEntry[] => entries.filter(({ name }) => pattern.test(name));
  const [xmls, pages, books] = [of(/\.xml$/i), of(HOST_PAGE), of(HOST_BOOK)];
  const forms = [xmls, pages, books].filter((list) => list.length > 0);
  if (forms.length > 1) report.report.note(`压缩包含多种形式的同一报告，读取了其中的 ${formOf(forms[0]?.[0])}`);
  const place = (entry: ZipEntry): string => `${file.name} 中的 ${entry.name}`;
  if (xmls.length > 0) {
    for (const entry of xmls) await readXmlReport(report, [textOf(entry.bytes(), place(entry))], place(entry));
  } else if (pages.length > 0) {
    for (const entry of pages)
      readPage(report, textOf(entry.bytes(), place(entry)), addressIn(entry.name), place(entry));
    takeIndex(report, of(/(^|\/)index\.html?$/i)[0], place);
  } else if (books.length > 0) {
    for (const entry of books) {
      const sheets = await readWorkbook(entry.bytes(), place(entry));
      report.add(rsasHostOfSheets(sheets, addressIn(entry.name), place(entry)));
    }
  } else
    throw fault(file.name, '没有主机报表', '含主机报表（html、xml 或 xls）的压缩包', '在 RSAS 导出时勾选“主机报表”');
}

const formOf = (entry: ZipEntry | undefined): string => (entry?.name.split('.').at(-1) ?? '').toUpperCase();

function fault(file: string, found: string, expected: string, hint: string): UserError {
  return new UserError('不能作为 RSAS 主机报表读取，没有导入任何内容', { file, found, expected, hint });
}

async function readXmlReport(
  report: RsasReport,
  chunks: AsyncIterable<string> | Iterable<string>,
  file: string,
): Promise<void> {
  if ((await readRsasXml(report, chunks, file)) === 0)
    throw fault(file, 'XML 中没有扫描目标（target）', 'RSAS 系统漏洞扫描的报告', '导出包含主机的任务报告');
}

function readPage(report: RsasReport, html: string, fallback: string, file: string): void {
  if (!/<\/html>/i.test(html.slice(-2048)))
    throw fault(file, '页面没有结束', '完整的 HTML 页面', '重新导出或重新传输报告');
  const page = readRsasPage(html);
  report.about(page.about);
  if (page.data !== undefined) {
    report.add(rsasHostOfData(page.data, file));
    return;
  }
  const address = page.host.address || fallback;
  if (address === '' || (!page.hasTables && !/远程安全评估系统|RSAS|NSFOCUS|绿盟/i.test(page.text)))
    throw fault(
      file,
      '页面没有主机地址或漏洞列表',
      'RSAS V6 的主机报表页面',
      '以 XML 或 XLS 形式导出，或粘贴到通用表格导入',
    );
  report.add({ ...page.host, address });
}

/** The summary names versions and times that the pages of hosts may not; it holds no finding that they do not. */
function takeIndex(report: RsasReport, index: ZipEntry | undefined, place: (entry: ZipEntry) => string): void {
  if (index === undefined) return;
  const page = readRsasPage(textOf(index.bytes(), place(index)));
  report.about(page.about);
  report.span(page.host.startedAt, page.host.finishedAt);
}

/** `host/10.0.0.11.html` → `10.0.0.11`; nothing where the name holds no address. */
const addressIn = (name: string): string => new RegExp(ADDRESS, 'i').exec(name.split('/').at(-1) ?? '')?.[0] ?? '';

/** UTF-8 or, as older versions write and declare it, GBK. @throws UserError when it is neither */
function textOf(bytes: Uint8Array, file: string): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw fault(file, '不是 UTF-8 或 GBK 的文字', 'UTF-8 或 GBK 编码的报表', '重新导出报告');
}

/** A zip whose first entries are those of RSAS, as far as the head shows them. */
function isArchive(headBytes: Uint8Array): boolean {
  const names = namesInHead(headBytes);
  if (isPackage(headBytes)) return false;
  return names.some(
    (name) => OWN_FOLDER.test(name) || HOST_PAGE.test(name) || HOST_BOOK.test(name) || /\.xml$/i.test(name),
  );
}

const scanner: Scanner = {
  id: 'rsas',
  label: '绿盟 RSAS 主机报表',
  recognise({ head, headBytes }) {
    if (isArchive(headBytes) || isRsasBook(headBytes)) return true;
    return (isXml(head) || /^\s*<(!doctype html|html)/i.test(head)) && MARKS.test(head);
  },
  read,
};
export default scanner;
