/** The offline lists that raise the priority of findings: CISA KEV (JSON or CSV) and EPSS (CSV). Nothing is fetched. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { excerpt, UserError } from '../../contract/error.ts';
import { csvTable } from '../../scanners/read/csv.ts';
import { decodeUtf8, readLimited } from '../../workspace/disk/decode.ts';
import { errorCode } from '../../workspace/disk/faults.ts';
import { sha256Of } from '../../workspace/store/evidence.ts';
import { parseJson } from '../../workspace/text/json.ts';

/** EPSS holds some 300,000 lines, 11 MB. */
const MAX_BYTES = 64 * 1024 * 1024;
const CVE = /^CVE-\d{4}-\d{4,}$/;

export interface OfflineList<T> {
  /** Of the file as it was given. */
  sha256: string;
  /** As the list itself says; null when it does not. */
  date: string | null;
  entries: T;
}

/** CVE numbers known to be exploited. @throws UserError when the file is no such list, or not all of it can be read */
export async function readKev(path: string, shown: string): Promise<OfflineList<ReadonlySet<string>>> {
  const { text, sha256 } = await readText(path, shown);
  const { rows, date } = text.trimStart().startsWith('{') ? kevJson(text, shown) : kevCsv(text, shown);
  if (rows.length === 0)
    throw new UserError(`文件不是${KEV}`, {
      file: shown,
      found: '没有条目',
      expected: 'CISA KEV 的 JSON（vulnerabilities）或 CSV（cveID 列）',
    });
  return { sha256, date, entries: new Set(rows.map(({ id, at }) => cveOf(id, KEV, shown, at))) };
}

const KEV = ' KEV（已知被利用）清单';
const EPSS = ' EPSS 清单';

/** An entry that is passed over would be a finding that waits. */
function cveOf(id: unknown, what: string, file: string, at: string): string {
  if (typeof id === 'string' && CVE.test(id)) return id;
  throw new UserError(`${what.trim()}中有不能读取的条目`, { file, at, found: excerpt(id), expected: 'CVE 编号' });
}

interface Kev {
  rows: { id: unknown; at: string }[];
  date: string | null;
}

function kevJson(text: string, shown: string): Kev {
  const value = parseJson(text, shown) as { vulnerabilities?: unknown; dateReleased?: unknown };
  const rows = Array.isArray(value.vulnerabilities) ? (value.vulnerabilities as unknown[]) : [];
  const date = typeof value.dateReleased === 'string' ? value.dateReleased.slice(0, 10) : null;
  const idOf = (row: unknown): unknown => (row as { cveID?: unknown } | null)?.cveID;
  return { rows: rows.map((row, n) => ({ id: idOf(row), at: `vulnerabilities[${n}].cveID` })), date };
}

const kevCsv = (text: string, shown: string): Kev => ({
  rows: [...csvTable(text, shown, KEV, ['cveID'])].map((row) => ({ id: row.cell('cveID'), at: `第 ${row.line} 行` })),
  date: null,
});

/** Percentile (0–1) by CVE number. @throws UserError when the file is no such list, or not all of it can be read */
export async function readEpss(path: string, shown: string): Promise<OfflineList<ReadonlyMap<string, number>>> {
  const { text, sha256 } = await readText(path, shown);
  // The remark of its first line is no row; its line end stays, so that lines are counted as they stand.
  const about = /^#.*/.exec(text)?.[0] ?? '';
  const entries = new Map<string, number>();
  for (const { line, cell } of csvTable(text.slice(about.length), shown, EPSS, ['cve', 'percentile'])) {
    const at = `第 ${line} 行`;
    const share = cell('percentile');
    if (share.trim() === '' || !(Number(share) >= 0 && Number(share) <= 1))
      throw new UserError('EPSS 清单中有不能读取的条目', { file: shown, at, found: share, expected: '0–1 的百分位' });
    entries.set(cveOf(cell('cve'), EPSS, shown, at), Number(share));
  }
  if (entries.size === 0) throw new UserError(`文件不是${EPSS}`, { file: shown, found: '没有条目' });
  return { sha256, date: /score_date:(\d{4}-\d{2}-\d{2})/.exec(about)?.[1] ?? null, entries };
}

/** The lists come as text or, EPSS by default, as gzip. */
async function readText(path: string, shown: string): Promise<{ text: string; sha256: string }> {
  const bytes = await readLimited(path, shown, MAX_BYTES);
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return { text: decodeUtf8(packed ? await unpack(bytes, shown) : bytes, shown), sha256: sha256Of(bytes) };
}

async function unpack(bytes: Uint8Array, shown: string): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (!code.startsWith('Z_') && code !== 'ERR_BUFFER_TOO_LARGE') throw error;
    const found = code === 'ERR_BUFFER_TOO_LARGE' ? '解压后超过 64 MB' : '压缩数据不完整';
    throw new UserError('清单不能解压', { file: shown, found, hint: '重新下载后再试' });
  }
}
