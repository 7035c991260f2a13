/** The offline lists that raise the priority of findings: CISA KEV (JSON or CSV) and EPSS (CSV). Nothing is fetched. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { UserError } from '../../contract/error.ts';
import { parseCsv } from '../../sources/csv.ts';
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

/** CVE numbers known to be exploited. @throws UserError when the file is no such list */
export async function readKev(path: string, shown: string): Promise<OfflineList<ReadonlySet<string>>> {
  const { text, sha256 } = await readText(path, shown);
  const { ids, date } = text.trimStart().startsWith('{') ? kevJson(text, shown) : kevCsv(text);
  const entries = new Set(ids.filter((id): id is string => typeof id === 'string' && CVE.test(id)));
  if (entries.size === 0)
    throw unusable('KEV（已知被利用）清单', shown, 'CISA KEV 的 JSON（vulnerabilities）或 CSV（cveID 列）');
  return { sha256, date, entries };
}

function kevJson(text: string, shown: string): { ids: unknown[]; date: string | null } {
  const value = parseJson(text, shown) as { vulnerabilities?: unknown; dateReleased?: unknown };
  const rows = Array.isArray(value.vulnerabilities) ? (value.vulnerabilities as unknown[]) : [];
  const date = typeof value.dateReleased === 'string' ? value.dateReleased.slice(0, 10) : null;
  return { ids: rows.map((row) => (row as { cveID?: unknown } | null)?.cveID), date };
}

const kevCsv = (text: string): { ids: unknown[]; date: null } => ({
  ids: parseCsv(text).map((row) => row['cveID']),
  date: null,
});

/** Percentile (0–1) by CVE number. @throws UserError when the file is no such list */
export async function readEpss(path: string, shown: string): Promise<OfflineList<ReadonlyMap<string, number>>> {
  const { text, sha256 } = await readText(path, shown);
  const about = /^#.*\n/.exec(text)?.[0] ?? '';
  const entries = new Map<string, number>();
  const lines = text.slice(about.length).split('\n');
  const [first = '', ...rows] = lines;
  const columns = first.trim().split(',');
  const [id, percentile] = [columns.indexOf('cve'), columns.indexOf('percentile')];
  if (id === -1 || percentile === -1) throw unusable('EPSS 清单', shown, 'EPSS 的 CSV，含 cve、percentile 列');
  for (const [n, line] of rows.entries()) {
    if (line.trim() === '') continue;
    const cells = line.trim().split(',');
    const [cve = '', share = ''] = [cells[id], cells[percentile]];
    const value = Number(share);
    if (!CVE.test(cve) || share === '' || !(value >= 0 && value <= 1)) {
      const at = `第 ${n + 2 + (about === '' ? 0 : 1)} 行`;
      throw new UserError('EPSS 清单中有不能读取的行', {
        file: shown,
        at,
        found: line,
        expected: 'CVE 编号与 0–1 的百分位',
      });
    }
    entries.set(cve, value);
  }
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

const unusable = (what: string, shown: string, expected: string): UserError =>
  new UserError(`文件不是 ${what}`, { file: shown, expected });
