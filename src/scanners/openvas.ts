/**
 * Greenbone/OpenVAS XML report: as downloaded (`report` around `report`), bare, or in the answer of a GMP command.
 * Results of severity Log or 0.0 are information; a result that an override made a false positive is none. The level is
 * the effective one, after overrides. The format names no version of the feed: the newest version of a test that gave a
 * result stands for it.
 */

import type { HostState, ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { cvssVersion, scoreOf, underOneScore } from './read/cvss.ts';
import { leftReason, openvasId, openvasPort } from './read/openvas.ts';
import { instantOf, ReportBuilder } from './read/report.ts';
import { Exposures, Span, Texts } from './read/text.ts';
import { readXml, rootName, type XmlAttributes } from './read/xml.ts';

/** Texts of a result, and of a host, by the path below it; what may stand several times is joined by line breaks. */
class Entry {
  readonly #texts = new Map<string, string>();

  add(path: string, text: string): void {
    const known = this.#texts.get(path);
    this.#texts.set(path, known === undefined ? text : `${known}\n${text}`);
  }

  get(path: string): string {
    return this.#texts.get(path) ?? '';
  }
}

class OpenvasReading {
  readonly report = new ReportBuilder();
  readonly exposures = new Exposures();
  readonly span = new Span();
  readonly #texts = new Texts();
  /** Path of the report element that holds the results. */
  #base = '';
  #entry: Entry | undefined;
  #port = '';
  #hostDetail = '';
  #runStatus = '';
  #unfinished = new Set<string>();
  feed = '';
  results = 0;
  expected = 0;

  open(path: string): void {
    if (/^(\/get_reports_response)?(\/report){1,2}$/.test(path)) this.#base = path;
    else if (path === `${this.#base}/results/result` || path === `${this.#base}/host`) this.#entry = new Entry();
  }

  close(path: string, text: string, attributes: XmlAttributes): void {
    if (!path.startsWith(`${this.#base}/`)) return;
    const name = path.slice(this.#base.length + 1);
    const value = text.trim();
    if (name === 'results/result') this.#closeResult();
    else if (name === 'host') this.#closeHost();
    else if (name.startsWith('results/result/')) this.#takeResultText(name.slice(15), value, attributes);
    else if (name.startsWith('host/')) this.#takeHostText(name.slice(5), value);
    else this.#takeReportText(name, value);
  }

  #takeReportText(name: string, value: string): void {
    if (name === 'scan_start') this.span.start(instantOf(value));
    else if (name === 'scan_end') this.span.finish(instantOf(value));
    else if (name === 'scan_run_status') this.#runStatus = this.#texts.own(value);
    else if (name === 'result_count/filtered') this.expected = Number(value);
    else if (name === 'errors/count' && Number(value) > 0)
      this.report.note(`扫描过程中有 ${value} 个错误，详见原始报告`);
    else if (name === 'ports/port/host') this.#port = value;
    else if (name === 'ports/port') {
      const port = openvasPort(value);
      if (port !== 'host' && this.#port !== '') this.exposures.add(this.#texts.own(this.#port), this.#texts.once(port));
      this.#port = '';
    }
  }

  #takeResultText(name: string, value: string, attributes: XmlAttributes): void {
    const entry = this.#entry;
    if (entry === undefined) return;
    if (name === 'nvt') entry.add('oid', attributes.oid ?? '');
    else if (name === 'nvt/refs/ref' && attributes.type?.toLowerCase() === 'cve') entry.add('cve', attributes.id ?? '');
    else if (name === 'nvt/cve') entry.add('cve', value);
    else if (!name.startsWith('detection/')) entry.add(name, value);
  }

  #takeHostText(name: string, value: string): void {
    if (name === 'detail/name') this.#hostDetail = value;
    else if (name === 'detail/value') this.#entry?.add(`detail ${this.#hostDetail}`, value);
    else this.#entry?.add(name, value);
  }

  #closeHost(): void {
    const entry = this.#entry;
    this.#entry = undefined;
    if (entry === undefined) return;
    const address = entry.get('ip');
    if (address === '') return;
    this.span.start(instantOf(entry.get('start')));
    this.span.finish(instantOf(entry.get('end')));
    if (entry.get('start') !== '' && entry.get('end') === '') this.#unfinished.add(address);
    const names = entry.get('detail hostname').split('\n');
    this.report.cover(
      this.#texts.own(address),
      names.map((name) => this.#texts.own(name)),
      this.#stateOf(address),
    );
  }

  /** Hosts may stand before the status of the run and after it, but for those that have no end it is the last word. */
  #stateOf(address: string): HostState {
    return this.#unfinished.has(address) ? 'failed' : 'scanned';
  }

  #closeResult(): void {
    const entry = this.#entry;
    this.#entry = undefined;
    if (entry === undefined) return;
    this.results += 1;
    const address = this.#texts.once(entry.get('host'));
    if (address === '') {
      this.report.leave('没有主机的结果');
      return;
    }
    const component = openvasPort(entry.get('port'));
    this.report.cover(address, [this.#texts.once(entry.get('host/hostname'))], this.#stateOf(address));
    if (component !== 'host') this.exposures.add(address, this.#texts.once(component));
    const version = entry.get('scan_nvt_version');
    if (version > this.feed) this.feed = this.#texts.own(version);
    const [threat, severity] = [entry.get('threat'), entry.get('severity')];
    const reason = leftReason({ threat, severity });
    if (reason !== undefined) this.report.leave(reason);
    else this.#addFinding(entry, address, component);
  }

  #addFinding(entry: Entry, address: string, component: string): void {
    const once = (text: string): string => this.#texts.once(text);
    const tags = tagsOf(entry.get('nvt/tags'));
    const severity = entry.get('severity');
    const original = entry.get('original_severity');
    const isOverridden = original !== '' && Number(original) !== Number(severity);
    this.report.add({
      id: once(openvasId(entry.get('oid'), `${entry.get('cve')} ${entry.get('nvt/cve')}`)),
      address,
      component: once(component),
      severity: once(entry.get('threat')),
      scores: underOneScore(
        // The vector of an overridden result is that of another score.
        isOverridden ? [] : vectorsOf(entry, tags).map(once),
        scoreOf(severity) === undefined ? entry.get('nvt/cvss_base') : severity,
      ),
      title: once(entry.get('nvt/name') || entry.get('name')),
      description: once(tags.get('summary') ?? ''),
      evidence: this.#texts.own(entry.get('description')),
      solution: once(entry.get('nvt/solution') || (tags.get('solution') ?? '')),
      installed: once(onlyLine(entry.get('description'), /^Installed version:[ \t]*(\S.*?)\s*$/gim)),
      fixed: once(onlyLine(entry.get('description'), /^Fixed version:[ \t]*(\S.*?)\s*$/gim)),
    });
  }

  /** What can only be said of the whole report. */
  conclude(): void {
    if (this.#runStatus !== '' && this.#runStatus !== 'Done')
      this.report.note(`扫描没有完成（状态 ${this.#runStatus}）`);
    if (this.expected > this.results)
      this.report.note(`报告自称有 ${this.expected} 条结果，只含 ${this.results} 条：导出时请取消分页或过滤`);
    if (this.feed !== '') this.report.note('报告没有特征库版本，以结果中最新的检测脚本版本代替');
  }
}

/** `summary=…|solution=…`, as old and new versions pack it. */
function tagsOf(tags: string): Map<string, string> {
  const pairs = tags.split('|').flatMap((tag): [string, string][] => {
    const at = tag.indexOf('=');
    return at === -1 ? [] : [[tag.slice(0, at), tag.slice(at + 1)]];
  });
  return new Map(pairs);
}

function vectorsOf(entry: Entry, tags: ReadonlyMap<string, string>): string[] {
  const lines = `${entry.get('nvt/severities/severity/value')}\n${tags.get('cvss_base_vector') ?? ''}`;
  return lines.split('\n').filter((line) => cvssVersion(line) > 0);
}

function onlyLine(text: string, label: RegExp): string {
  const found = new Set([...text.matchAll(label)].map((match) => match[1] ?? ''));
  const [only = ''] = found;
  return found.size === 1 ? only : '';
}

async function read(file: ScanFile): Promise<ScanReport> {
  const reading = new OpenvasReading();
  await readXml(file.text(), file.name, reading);
  reading.conclude();
  const about = { scanner: 'OpenVAS', feed: reading.feed, ...reading.span };
  return { ...reading.report.build(about), exposures: reading.exposures.list };
}

const scanner: Scanner = {
  id: 'openvas',
  label: 'Greenbone/OpenVAS XML',
  recognise({ head }) {
    const root = rootName(head);
    if (root === 'get_reports_response') return true;
    // RSAS calls its root by the same name.
    const isOwn = /<(gmp|omp|report_format|scan_run_status|results|result_count|user_tags|filters)[\s>]/.test(head);
    return root === 'report' && isOwn && !head.includes('<sysvul_version>');
  },
  read,
};
export default scanner;
