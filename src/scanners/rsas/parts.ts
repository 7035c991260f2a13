/** What the three forms of an RSAS report (html, xml, xls) have in common: what is read out of one, and what is made of it. */
import { ownValue } from '../../contract/names.ts';
import type { InstantText } from '../../contract/time.ts';
import type { HostState, ScanReport } from '../_scanner.ts';
import { scoreOf } from '../read/cvss.ts';
import { ReportBuilder } from '../read/report.ts';
import { cvesIn, Exposures, Span, Texts, wallClock, ZONELESS } from '../read/text.ts';

/** One vulnerability on one port, as RSAS writes it. */
export interface RsasIssue {
  /** The number of RSAS (`vul_id`, in pages `data-id`), else the name of its plug-in. */
  own: string;
  title: string;
  /** Texts with CVE and CNVD numbers. */
  cve?: string;
  cnvd?: string;
  /** `80`; `--`, `0` or nothing for the host itself. */
  port?: string;
  protocol?: string;
  /** high, middle, low, also in Chinese and in brackets. */
  level?: string;
  /** 0–10 in RSAS's own measure, which is no CVSS score. */
  risk?: string;
  cvss?: string;
  description?: string;
  solution?: string;
  evidence?: string;
}

export interface RsasHost {
  address: string;
  names: string[];
  state: HostState;
  startedAt?: string;
  finishedAt?: string;
  issues: RsasIssue[];
  ports: { port: string; protocol: string; service?: string }[];
}

/** About the report as a whole; parts that a form does not have are absent. */
export interface RsasAbout {
  version?: string;
  feed?: string;
}

const WORDS: Readonly<Record<string, string>> = {
  high: '高危',
  middle: '中危',
  low: '低危',
  高: '高危',
  中: '中危',
  低: '低危',
};

/** In the words of RSAS's own pages; where a form gives only its measure, by the bounds that RSAS prints: 7 and 4. */
export function rsasLevel(level: string | undefined, risk: string | undefined): string | null {
  const word = (level ?? '').trim().replace(/^[[【]|[\]】]$/g, '');
  if (word !== '') return ownValue(WORDS, word.toLowerCase()) ?? word;
  const points = scoreOf(risk);
  if (points === undefined) return null;
  return points >= 7 ? '高危' : points >= 4 ? '中危' : '低危';
}

/** The CVE when there is exactly one, else the CNVD number when there is exactly one, else `rsas:<own>`. */
function idOf({ cve = '', cnvd = '', own }: RsasIssue): string {
  const cves = cvesIn(cve);
  if (cves.length === 1 && cves[0] !== undefined) return cves[0];
  const numbers = [...new Set(cnvd.match(/\bCNVD-(?:C-)?\d{4}-\d+/gi) ?? [])];
  return numbers.length === 1 && numbers[0] !== undefined ? numbers[0].toUpperCase() : `rsas:${own}`;
}

const hasPort = (port: string | undefined): port is string =>
  port !== undefined && /^\d+$/.test(port) && Number(port) > 0;

/** `0080/tcp`, to the letter; `host` where no port is named. */
function componentOf(port: string | undefined, protocol: string | undefined): string {
  if (!hasPort(port)) return 'host';
  return protocol === undefined || !/^[a-z]+$/i.test(protocol) ? port : `${port}/${protocol.toLowerCase()}`;
}

export class RsasReport {
  readonly report = new ReportBuilder();
  readonly #exposures = new Exposures();
  readonly #span = new Span();
  readonly #texts = new Texts();
  readonly #about: RsasAbout = {};

  about(about: RsasAbout): void {
    if (about.version !== undefined) this.#about.version ??= this.#texts.own(about.version);
    if (about.feed !== undefined) this.#about.feed ??= this.#texts.own(about.feed);
  }

  span(startedAt: string | undefined, finishedAt: string | undefined): void {
    const times: (InstantText | undefined)[] = [wallClock(startedAt), wallClock(finishedAt)];
    if (times.some((time) => time !== undefined)) this.report.note(ZONELESS);
    this.#span.start(times[0]);
    this.#span.finish(times[1]);
  }

  add(host: RsasHost): void {
    const address = this.#texts.own(host.address);
    this.report.cover(
      address,
      host.names.map((name) => this.#texts.own(name)),
      host.state,
    );
    this.span(host.startedAt, host.finishedAt);
    for (const { port, protocol, service } of host.ports)
      if (hasPort(port)) this.#exposures.add(address, componentOf(port, protocol), service);
    for (const issue of host.issues) this.#addIssue(address, issue);
  }

  #addIssue(address: string, issue: RsasIssue): void {
    const once = (text: string | undefined): string => this.#texts.once(text?.trim() ?? '');
    const component = this.#texts.once(componentOf(issue.port, issue.protocol));
    if (component !== 'host') this.#exposures.add(address, component);
    this.report.add({
      id: once(idOf(issue)),
      address,
      component,
      severity: rsasLevel(issue.level, issue.risk),
      scores: [{ score: issue.cvss }],
      title: once(issue.title),
      description: once(issue.description),
      solution: once(issue.solution),
      evidence: once(issue.evidence),
    });
  }

  build(): ScanReport {
    const { version, feed } = this.#about;
    if (feed === undefined) this.report.note('报告没有写明漏洞库（插件）版本');
    const about = { scanner: '绿盟 RSAS', scannerVersion: version, feed, ...this.#span };
    return { ...this.report.build(about), exposures: this.#exposures.list };
  }
}
