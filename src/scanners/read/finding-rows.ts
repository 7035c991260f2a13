/** Rows of the generic table as findings. A wrong value refuses the whole file, naming row and column. */
import { UserError } from '../../contract/error.ts';
import type { InstantText } from '../../contract/time.ts';
import type { ScanReport } from '../_scanner.ts';
import { cvssVersion, scoreOf } from './cvss.ts';
import { type FindingColumn, findingColumns, type TableHeader } from './finding-columns.ts';
import { leftReasons, ReportBuilder } from './report.ts';
import { cvesIn, Exposures, Span, Texts, wallClock } from './text.ts';

/** Words for the level of a finding; `contract/finding-levels.yaml` says what they mean. */
const LEVELS = new Set([
  ...['超危', '严重', '紧急', '高危', '高', '高风险', '中危', '中', '中风险', '低危', '低', '低风险'],
  ...['critical', 'high', 'medium', 'moderate', 'low'],
]);
/** Words for what is no finding. */
const NONE = new Set([
  '信息',
  '提示',
  '信息级',
  '安全',
  '无',
  'info',
  'informational',
  'information',
  'none',
  'log',
  'note',
]);
/** What tables write for nothing. */
const EMPTY = /^(-+|—+|n\/?a|null|无|空)$/i;
/** Numbers of public lists; all others are known to one scanner only. */
const PUBLIC = /^(CVE|CNVD|CNNVD|CNCVE|GHSA|KB|MS|XF|BID|EDB|ZDI)-?[A-Z0-9]/i;
/** What must be the same in all rows, because one import is one scan. */
const COMMON = ['scanner', 'scannerVersion', 'feed'] as const;

type Cell = (column: FindingColumn) => string;

export class FindingTable {
  readonly #file: string;
  readonly #report = new ReportBuilder();
  readonly #exposures = new Exposures();
  readonly #span = new Span();
  readonly #texts = new Texts();
  readonly #common = new Map<FindingColumn, { value: string; at: string }>();
  #header: TableHeader | undefined;
  #rows = 0;

  constructor(file: string) {
    this.#file = file;
  }

  note(sentence: string): void {
    this.#report.note(sentence);
  }

  /** The header of the rows that follow. */
  begin(header: TableHeader): void {
    this.#header = header;
    if (header.unknown.length > 0) this.note(`未识别的列没有读取：${header.unknown.join('、')}`);
  }

  /**
   * @param at the row as a person finds it
   * @param isText of a text file, where a row that is too short may be one that was cut off
   * @throws UserError naming row and column of a wrong value
   */
  take(cells: readonly string[], at: string, isText = false): void {
    const header = this.#header;
    if (header === undefined || cells.every((cell) => cell.trim() === '')) return;
    if (isText && cells.length < header.width)
      throw this.#fault(at, '整行', `${cells.length} 列`, `与表头相同的 ${header.width} 列；文件可能不完整`);
    const surplus = cells.slice(header.width).find((value) => value.trim() !== '');
    if (surplus !== undefined) throw this.#fault(at, '表头之外', surplus, `不超过表头的 ${header.width} 列`);
    const cell: Cell = (column) => {
      const value = cells[header.columns.get(column) ?? -1]?.trim() ?? '';
      return column !== 'level' && EMPTY.test(value) ? '' : value;
    };
    this.#rows += 1;
    this.#takeCommon(cell, at);
    this.#takeTimes(cell, at);
    const addresses = this.#addresses(cell, at);
    const port = this.#port(cell, at);
    for (const address of addresses) {
      this.#report.cover(address, addresses.length === 1 ? [this.#texts.once(cell('name'))] : []);
      if (port !== undefined) this.#exposures.add(address, port, this.#texts.once(cell('service')));
    }
    if (this.#isFinding(cell, at)) this.#addFindings(cell, at, addresses, port);
    else this.#report.leave(leftReasons.informational);
  }

  /** @throws UserError for a table without rows */
  build(): ScanReport {
    if (this.#rows === 0)
      throw new UserError('漏洞清单没有数据行，没有导入任何内容', { file: this.#file, expected: '表头之下至少一行' });
    const [scanner, scannerVersion, feed] = COMMON.map((column) => this.#common.get(column)?.value);
    if (scanner === undefined) this.note('清单没有“扫描工具”列，以“漏洞清单”代替');
    if (this.#span.finishedAt === undefined) this.note('清单没有“扫描时间”列');
    const about = { scanner: scanner ?? '漏洞清单', scannerVersion, feed, ...this.#span };
    return { ...this.#report.build(about), exposures: this.#exposures.list };
  }

  #fault(at: string, column: FindingColumn | string, found: string, expected: string): UserError {
    const known = findingColumns[column as FindingColumn]?.label;
    const name = this.#header?.written.get(column as FindingColumn) ?? known ?? column;
    const hint = '改正这一格后重新导入整个文件';
    const place = {
      file: this.#file,
      at: `${at}，“${name}”列`,
      found: found === '' ? '（空）' : found,
      expected,
      hint,
    };
    return new UserError('漏洞清单有一格不对，没有导入任何内容', place);
  }

  #takeCommon(cell: Cell, at: string): void {
    for (const column of COMMON) {
      const value = cell(column);
      if (value === '') continue;
      const known = this.#common.get(column);
      if (known === undefined) this.#common.set(column, { value: this.#texts.own(value), at });
      else if (known.value !== value) {
        const expected = `与${known.at}相同的 ${known.value}；一个文件只放一次扫描`;
        throw this.#fault(at, column, value, expected);
      }
    }
  }

  #takeTimes(cell: Cell, at: string): void {
    const time = (column: FindingColumn): InstantText | undefined => {
      const value = cell(column);
      const instant = value === '' ? undefined : wallClock(value);
      if (value !== '' && instant === undefined) throw this.#fault(at, column, value, '时间，例如 2026-11-24 09:27');
      return instant;
    };
    const scanned = time('scannedAt');
    this.#span.start(time('startedAt') ?? scanned);
    this.#span.finish(time('finishedAt') ?? scanned);
  }

  /** A cell may name several hosts. */
  #addresses(cell: Cell, at: string): string[] {
    const written = cell('address')
      .split(/[\s,，;；、]+/)
      .filter((part) => part !== '');
    const wrong = written.find((part) => !/^[\p{L}\p{N}.:_/@-]+$/u.test(part) || part.length > 255);
    if (written.length === 0 || wrong !== undefined)
      throw this.#fault(at, 'address', wrong ?? '', '地址、主机名或镜像，多个以逗号、分号或换行分开');
    return [...new Set(written)].map((address) => this.#texts.once(address));
  }

  /** To the letter: `0080` stays `0080`. @returns undefined when the row names no port */
  #port(cell: Cell, at: string): string | undefined {
    const [, number, slash] = /^(\d{1,5})(?:\/([a-z]+))?$/i.exec(cell('port')) ?? [];
    if (number === undefined || Number(number) > 65_535) {
      if (cell('port') === '') return undefined;
      throw this.#fault(at, 'port', cell('port'), '0–65535 的端口，例如 443 或 443/tcp');
    }
    const protocol = (slash ?? cell('protocol')).toLowerCase();
    if (!/^[a-z]*$/.test(protocol)) throw this.#fault(at, 'protocol', protocol, 'tcp 或 udp');
    if (Number(number) === 0) return undefined;
    return this.#texts.once(protocol === '' ? number : `${number}/${protocol}`);
  }

  #isFinding(cell: Cell, at: string): boolean {
    const level = cell('level');
    const word = level.replace(/^[[【(（]|[\]】)）]$/g, '').toLowerCase();
    if (NONE.has(word)) return false;
    if (word !== '' && !LEVELS.has(word))
      throw this.#fault(at, 'level', level, '超危、高危、中危、低危或信息（Critical、High、Medium、Low、Info）');
    return true;
  }

  /** One for each host and number: a CVE is followed by itself, whatever stands beside it in the cell. */
  #addFindings(cell: Cell, at: string, addresses: string[], port: string | undefined): void {
    const score = cell('cvss');
    if (score !== '' && scoreOf(score) === undefined && cvssVersion(score) === 0)
      throw this.#fault(at, 'cvss', score, '0–10 的数字，或 CVSS 向量');
    const once = (column: FindingColumn): string => this.#texts.once(cell(column));
    const component = cell('component');
    const evidence =
      port === undefined || component === '' ? cell('evidence') : `组件：${component}\n${cell('evidence')}`.trim();
    const level = cell('level').replace(/^[[【(（]|[\]】)）]$/g, '');
    const ids = this.#ids(cell, at);
    for (const address of addresses) {
      for (const id of ids) {
        this.#report.add({
          id,
          address,
          component: port ?? (this.#texts.once(component) || 'host'),
          severity: this.#texts.once(level),
          installed: once('installed'),
          fixed: once('fixed'),
          scores: [{ score, vector: once('vector') }],
          title: once('title'),
          description: once('description'),
          evidence: this.#texts.once(evidence),
          solution: once('solution'),
        });
      }
    }
    if (addresses.length * ids.length > 1) this.note('一行写有多个地址或 CVE 时，按每个地址、每个 CVE 各算一条');
  }

  #ids(cell: Cell, at: string): string[] {
    const cves = cvesIn(`${cell('cve')} ${cell('id')}`);
    if (cves.length > 0) return cves.map((id) => this.#texts.once(id));
    const own = cell('cnvd') || cell('cnnvd') || cell('id') || cell('cve');
    if (own === '') throw this.#fault(at, 'id', own, 'CVE、CNVD 编号或扫描工具的插件编号');
    if (PUBLIC.test(own)) return [this.#texts.once(own.toUpperCase())];
    const scanner = cell('scanner').toLowerCase().replace(/\s+/g, '-') || 'table';
    return [this.#texts.once(`${scanner}:${own}`)];
  }
}
