/**
 * Opens workbooks (.xlsx, .xls) in a thread of their own with a bounded heap and a bounded time, since a hostile one of
 * a few MB ends whatever parses it unguarded. What a zip declares is checked before. Of the whole folder only this
 * helper and its thread need Node.
 */

import { zipSync } from 'fflate';
import { UserError } from '../../contract/error.ts';
import { sizeLimitText, sizeText } from '../../wording/figures.ts';
import { askThread, ThreadFault } from './bounded-thread.ts';
import { isXls } from './heads.ts';
import type { Sheet, SheetAnswer, SheetRequest } from './sheet.ts';
import { readZip, type ZipEntry, type ZipLimits } from './zip.ts';

const MB = 1024 * 1024;
/** Heap of the thread: enough for a table at the limits below; tables of old encodings come on top for .xls. */
const HEAP_MB = { xlsx: 72, xls: 112 };
/** Processor time, which unlike time on the clock does not depend on what else runs: a base and so much for each MB. */
const BASE_CPU_MS = 1200;
const CPU_MS_PER_MB = 60;
const ZIP_LIMITS: ZipLimits = { archive: 12 * MB, entries: 500, entry: 10 * MB, total: 12 * MB };
const XLS_LIMIT = 4 * MB;
const MAX_ROWS = 10_000;
const MAX_COLUMNS = 200;
const MAX_CELLS = 200_000;

/** Largest workbook that is looked at, in bytes. */
export const MAX_WORKBOOK_BYTES = ZIP_LIMITS.archive;

/**
 * @param bytes of the workbook; they stay the caller's
 * @param file name for messages
 * @param asSeen see `SheetRequest`
 * @throws UserError when it is no workbook, damaged, encrypted, hostile or beyond the limits
 */
export async function readWorkbook(bytes: Uint8Array, file: string, asSeen?: SheetRequest['asSeen']): Promise<Sheet[]> {
  if (isXls(bytes) && bytes.length > XLS_LIMIT)
    throw fault(file, sizeText(bytes.length), `不超过 ${sizeLimitText(XLS_LIMIT)} 的工作簿`);
  const content = isXls(bytes) ? bytes.slice() : repacked(bytes, file);
  const budget = BASE_CPU_MS + (content.length / MB) * CPU_MS_PER_MB;
  const answer = await ask(
    {
      ...{ bytes: content, maxRows: MAX_ROWS, maxColumns: MAX_COLUMNS, maxCells: MAX_CELLS },
      ...(asSeen === undefined ? {} : { asSeen }),
    },
    file,
    budget,
  );
  if ('problem' in answer) throw fault(file, answer.problem, `可以打开、没有密码、不超过 ${MAX_ROWS} 行的工作簿`);
  return answer.sheets;
}

/**
 * The package with its parts inflated and checked, so that the parser, which trusts what an archive says of itself, gets
 * one that says the truth.
 * @throws UserError when it is no workbook, damaged or beyond the limits
 */
function repacked(bytes: Uint8Array, file: string): Uint8Array<ArrayBuffer> {
  const entries = readZip(bytes, file, ZIP_LIMITS);
  if (!entries.some(({ name }) => /^xl\/workbook\.(xml|bin)$/i.test(name)))
    throw fault(file, '压缩包内没有工作簿', 'Excel 工作簿（.xlsx）');
  const parts = entries.filter(({ name }) => /\.(xml|rels|bin)$/i.test(name)).map((entry) => checkedPart(entry, file));
  return zipSync(Object.fromEntries(parts), { level: 0 });
}

/** Media and the like are left out; XML is looked at where the parser is lenient. */
function checkedPart(entry: ZipEntry, file: string): [string, Uint8Array] {
  const content = entry.bytes();
  if (!/\.(xml|rels)$/i.test(entry.name)) return [entry.name, content];
  const decoder = new TextDecoder();
  if (/<!DOCTYPE|<!ENTITY/i.test(decoder.decode(content.subarray(0, 4096))))
    throw fault(file, `${entry.name} 带有 DTD 定义`, '普通工作簿');
  // A part that ends too early would be read as far as it goes, without a word.
  if (!/<\/[\w:.-]+>\s*$|\/>\s*$/.test(decoder.decode(content.subarray(-256))))
    throw fault(file, `${entry.name} 不完整`, '完整的工作簿');
  return [entry.name, content];
}

function fault(file: string, found: string, expected: string): UserError {
  const hint = '在 Excel 或 WPS 中另存为新的 .xlsx 后重试；行数很多时另存为 CSV';
  return new UserError('工作簿不能读取，没有导入任何内容', { file, found, expected, hint });
}

const FAULTS: Readonly<Record<ThreadFault['why'], [found: string, expected: string]>> = {
  memory: ['展开后内容过多', '内存限额内可以打开的工作簿'],
  ended: ['解析中断', '可以打开的工作簿'],
  time: ['解析超时', '可以在限定时间内打开的工作簿'],
};

/** @param cpuMs processor time in milliseconds */
async function ask(request: SheetRequest, file: string, cpuMs: number): Promise<SheetAnswer> {
  const heapMb = isXls(request.bytes) ? HEAP_MB.xls : HEAP_MB.xlsx;
  try {
    return await askThread(new URL('./workbook-worker.ts', import.meta.url), request, { heapMb, cpuMs });
  } catch (error) {
    throw error instanceof ThreadFault ? fault(file, ...FAULTS[error.why]) : error;
  }
}
