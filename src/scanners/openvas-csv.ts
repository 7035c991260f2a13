/**
 * Greenbone/OpenVAS CSV report ("CSV Results"). Columns are found by their names. Rows of severity Log or with CVSS 0.0
 * are information. It lists neither hosts without results nor the version of the feed.
 */
import { UserError } from '../contract/error.ts';
import type { ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { readCsv, requireWidth } from './read/csv.ts';
import { leftReason, openvasId } from './read/openvas.ts';
import { instantOf, ReportBuilder } from './read/report.ts';
import { Exposures, Span, Texts } from './read/text.ts';

/** Without these a row cannot be told. */
const REQUIRED = ['IP', 'Severity', 'CVSS', 'NVT Name', 'NVT OID'];

class OpenvasCsvReading {
  readonly report = new ReportBuilder();
  readonly exposures = new Exposures();
  readonly span = new Span();
  readonly #texts = new Texts();
  readonly #columns: Map<string, number>;
  readonly #width: number;
  readonly #file: string;

  constructor(header: string[], file: string) {
    this.#file = file;
    this.#width = header.length;
    this.#columns = new Map(header.map((name, i) => [name.trim(), i]));
    const missing = REQUIRED.filter((name) => !this.#columns.has(name));
    if (missing.length > 0)
      throw new UserError('OpenVAS CSV 缺少列，没有导入任何内容', {
        file,
        at: '第 1 行',
        found: `缺少 ${missing.join('、')}`,
        expected: `列 ${REQUIRED.join('、')}`,
        hint: '在 Greenbone 中以 CSV Results 格式重新导出',
      });
  }

  /** @throws UserError for a row that cannot be a result */
  take(cells: string[], line: number): void {
    if (cells.every((cell) => cell === '')) return;
    const cell = (name: string): string => cells[this.#columns.get(name) ?? -1]?.trim() ?? '';
    requireWidth({ line, cells }, this.#width, this.#file);
    this.#check(cell, line);
    const address = this.#texts.once(cell('IP') || cell('Hostname'));
    this.report.cover(address, [this.#texts.once(cell('Hostname'))]);
    const port =
      cell('Port') === '' ? undefined : this.#texts.once(`${cell('Port')}/${cell('Port Protocol') || 'tcp'}`);
    if (port !== undefined) this.exposures.add(address, port);
    const time = instantOf(cell('Timestamp'));
    this.span.start(time);
    this.span.finish(time);
    const reason = leftReason({ threat: cell('Severity'), severity: cell('CVSS') });
    if (reason !== undefined) this.report.leave(reason);
    else this.#addFinding(cell, address, port ?? 'host');
  }

  #check(cell: (name: string) => string, line: number): void {
    const fault = (at: string, found: string, expected: string): UserError =>
      new UserError('OpenVAS CSV 的行有误，没有导入任何内容', {
        file: this.#file,
        at: `第 ${line} 行 ${at}`,
        found,
        expected,
      });
    if (cell('IP') === '' && cell('Hostname') === '') throw fault('IP', '（空）', '被扫描的地址');
    if (cell('CVSS') !== '' && Number.isNaN(Number(cell('CVSS')))) throw fault('CVSS', cell('CVSS'), '0–10 的数字');
  }

  #addFinding(cell: (name: string) => string, address: string, component: string): void {
    const once = (name: string): string => this.#texts.once(cell(name));
    this.report.add({
      id: this.#texts.once(openvasId(cell('NVT OID'), cell('CVEs'))),
      address,
      component,
      severity: once('Severity'),
      scores: [{ score: cell('CVSS') }],
      title: once('NVT Name'),
      description: once('Summary'),
      evidence: this.#texts.own(cell('Specific Result')),
      solution: once('Solution'),
    });
  }
}

async function read(file: ScanFile): Promise<ScanReport> {
  let reading: OpenvasCsvReading | undefined;
  for await (const { cells, line } of readCsv(file.text(), file.name, ',')) {
    if (reading === undefined) reading = new OpenvasCsvReading(cells, file.name);
    else reading.take(cells, line);
  }
  if (reading === undefined) throw new UserError('文件是空的', { file: file.name, expected: 'OpenVAS CSV 报告' });
  reading.report.note('CSV 报告不列出没有结果的主机，也没有特征库版本；需要时导入 XML 报告');
  const about = { scanner: 'OpenVAS', ...reading.span };
  return { ...reading.report.build(about), exposures: reading.exposures.list };
}

/** Its header; the generic table leaves such a file to this format. */
const HEADER = /^"?IP"?,[^\n]*\bNVT OID\b/;

const scanner: Scanner = {
  id: 'openvas-csv',
  label: 'Greenbone/OpenVAS CSV',
  recognise: ({ head }) => HEADER.test(head),
  read,
};
export default scanner;
