/** Lynis report (`lynis-report.dat`): `key=value` lines; warnings and suggestions are findings. */
import { UserError } from '../contract/error.ts';
import { parseInstant } from '../contract/scalars.ts';
import type { ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { leftReasons, lines, ReportBuilder, said, unnumbered } from './read/report.ts';

/** Real reports stay below 1 MB. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Longest line, in characters; the list of installed packages is one of them. */
const MAX_LINE = 4 * 1024 * 1024;

export default {
  id: 'lynis',
  label: 'Lynis 报告（.dat）',
  recognise: ({ head }) =>
    /^\s*# Lynis Report\b/.test(head) ||
    (/^report_version_major=\d/m.test(head) && /^(lynis_version|report_datetime_start)=/m.test(head)),
  read,
} satisfies Scanner;

async function read(file: ScanFile): Promise<ScanReport> {
  const report = await readLines(file);
  check(file, report);
  const builder = new ReportBuilder();
  const address = report.get('hostname') ?? file.name;
  if (report.get('hostname') === undefined) builder.note('报告没有写明主机名（hostname），以报告文件名代替');
  builder.cover(address, namesOf(report, address));
  for (const level of ['warning', 'suggestion'] as const) {
    for (const line of report.list(level)) addEntry(builder, report, address, level, line);
  }
  builder.leave(leftReasons.packages, report.installedPackages);
  builder.note('Lynis 报告的时间没有写明时区，按合同时区（Asia/Shanghai）记录');
  const system = report.get('os_fullname') ?? lines(report.get('os_name'), report.get('os_version')).replace('\n', ' ');
  if (system !== '') builder.note(`操作系统：${system}`);
  return builder.build({
    scanner: 'Lynis',
    scannerVersion: report.get('lynis_version'),
    startedAt: parseInstant(report.get('report_datetime_start') ?? ''),
    finishedAt: parseInstant(report.get('report_datetime_end') ?? ''),
  });
}

/** Keys that are kept; a report has some hundred more. */
const SCALARS = new Set(
  [
    'hostname',
    'domainname',
    'lynis_version',
    'report_version_major',
    'report_datetime_start',
    'report_datetime_end',
  ].concat(['os_name', 'os_version', 'os_fullname', 'finish']),
);
const LISTS = ['warning', 'suggestion', 'vulnerable_package', 'network_ipv4_address', 'network_ipv6_address'] as const;
type ListKey = (typeof LISTS)[number];

/** The lines that are kept: scalars by key, entries of the lists `warning[]` and the like. */
class LynisReport {
  readonly #scalars = new Map<string, string>();
  readonly #lists = new Map<string, string[]>(LISTS.map((key) => [`${key}[]`, []]));
  installedPackages = 0;

  add(line: string): void {
    const at = line.indexOf('=');
    if (at <= 0 || line.startsWith('#')) return;
    const key = line.slice(0, at).trim();
    const value = line.slice(at + 1).trim();
    if (SCALARS.has(key)) this.#scalars.set(key, value);
    else if (key === 'installed_packages_array') this.installedPackages += value.split('|').filter(Boolean).length;
    else this.#lists.get(key)?.push(value);
  }

  /** The value, or undefined when it is absent or empty. */
  get(key: string): string | undefined {
    return this.#scalars.get(key) || undefined;
  }

  list(key: ListKey): readonly string[] {
    return this.#lists.get(`${key}[]`) ?? [];
  }
}

async function readLines(file: ScanFile): Promise<LynisReport> {
  if (file.size > MAX_BYTES) throw tooLong(file, '文件大小', `${file.size} 字节`, `不超过 ${MAX_BYTES} 字节`);
  const report = new LynisReport();
  let rest = '';
  for await (const chunk of file.text()) {
    const parts = (rest + chunk).split(/\r?\n/);
    rest = parts.pop() ?? '';
    for (const line of parts) report.add(line);
    if (rest.length > MAX_LINE)
      throw tooLong(file, rest.slice(0, 40), `超过 ${MAX_LINE} 字`, `每行不超过 ${MAX_LINE} 字`);
  }
  report.add(rest);
  return report;
}

function tooLong(file: ScanFile, at: string, found: string, expected: string): UserError {
  const hint = '重新传输 lynis-report.dat';
  return new UserError('Lynis 报告过大，没有导入任何内容', { file: file.name, at, found, expected, hint });
}

function check(file: ScanFile, report: LynisReport): void {
  const version = report.get('report_version_major');
  if (version !== undefined && version !== '1') {
    throw new UserError('不支持这个版本的 Lynis 报告，没有导入任何内容', {
      file: file.name,
      at: 'report_version_major',
      found: version.slice(0, 40),
      expected: '1',
      hint: '用 Lynis 2 或 3 重新扫描',
    });
  }
  if (report.get('report_datetime_end') !== undefined || report.get('finish') === 'true') return;
  throw new UserError('Lynis 报告不完整，没有导入任何内容', {
    file: file.name,
    at: '文件末尾',
    found: '没有 report_datetime_end 和 finish=true',
    expected: '扫描完成的报告',
    hint: '等扫描结束，或重新传输 lynis-report.dat',
  });
}

function namesOf(report: LynisReport, address: string): (string | undefined)[] {
  const domain = report.get('domainname');
  const addresses = [...report.list('network_ipv4_address'), ...report.list('network_ipv6_address')];
  const reachable = addresses.filter((one) => !/^(127\.|::1(\/|$)|fe80:)/i.test(one));
  return [domain === undefined ? undefined : `${address}.${domain}`, ...reachable];
}

/** `TEST-1234|text|details|solution|`; `-` stands for nothing. */
function addEntry(builder: ReportBuilder, report: LynisReport, address: string, level: string, line: string): void {
  const [test = '', title, details, solution] = line.split('|').map((part) => (part.trim() === '-' ? '' : part.trim()));
  const id = test === '' ? unnumbered('lynis', title || details) : `lynis:${test}`;
  if (id === undefined) {
    builder.leave(leftReasons.noId);
    return;
  }
  const packages = test === 'PKGS-7392' ? report.list('vulnerable_package').join('、') : '';
  builder.add({
    id,
    address,
    component: componentOf(title ?? '', details ?? ''),
    severity: level,
    title,
    evidence: lines(details, said('有漏洞的软件包', packages)),
    solution: solution?.replace(/^text:/, ''),
  });
}

/**
 * What of the host a line is about, so that lines of one test stay apart without their wording deciding: the setting
 * that the details begin with (`AllowTcpForwarding (set YES to NO)`), else the path or quoted name in the text, else
 * `host`.
 */
function componentOf(title: string, details: string): string {
  const setting = /^([\w./-]+)\s*(?:[(=]|$)/.exec(details)?.[1];
  if (setting !== undefined) return setting;
  const named = /(?:^|\s)(\/[\w./-]*[\w/-])/.exec(title)?.[1] ?? /'([\w./-]+)'/.exec(title)?.[1] ?? 'host';
  // AUTH-9286 tells its two settings of one file apart by this word alone.
  const bound = /\b(minimum|maximum)\b/.exec(title)?.[1];
  return bound === undefined ? named : `${named} (${bound})`;
}
