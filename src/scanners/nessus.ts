/**
 * Nessus v2 XML (`.nessus`), the export of Nessus, Tenable.sc and Tenable.io. An item of severity 0 is information; a
 * port of an item is an open port. The id is the CVE when the plugin names exactly one, else `nessus:<plugin>`, because
 * one plugin stands for one patch however many CVEs it names. The plugin of a compliance audit is shared by all its
 * checks: there the check is part of the id.
 */

import { UserError } from '../contract/error.ts';
import { ownValue } from '../contract/names.ts';
import type { ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { leftReasons, ReportBuilder } from './read/report.ts';
import { cvesIn, Exposures, fromCtime, fromEpoch, Span, Texts, ZONELESS } from './read/text.ts';
import { readXml, rootName, type XmlAttributes } from './read/xml.ts';

const HOST = '/NessusClientData_v2/Report/ReportHost';
const ITEM = `${HOST}/ReportItem`;
const PREFERENCE = '/NessusClientData_v2/Policy/Preferences/ServerPreferences/preference';
/** What its elements about each version of CVSS begin with. */
const CVSS = [
  [4, 'cvss4'],
  [3, 'cvss3'],
  [2, 'cvss'],
] as const;
/** Words of Nessus for its numbers. */
const SEVERITIES: Readonly<Record<string, string>> = { 1: 'Low', 2: 'Medium', 3: 'High', 4: 'Critical' };
/** Plugin that tells how the scan went, and the one that pings hosts. */
const SCAN_INFORMATION = '19506';
const PING = '10180';

/** An item's own attributes and the texts of its elements by name; `cve` may come several times. */
interface Item {
  about: XmlAttributes;
  texts: Map<string, string>;
  cves: Set<string>;
}

class NessusReading {
  readonly report = new ReportBuilder();
  readonly exposures = new Exposures();
  readonly span = new Span();
  readonly #texts = new Texts();
  /** Whether there are results at all: policies are exported in the same form. */
  hasReport = false;
  feed: string | undefined;
  version: string | undefined;
  #preference = '';
  #address = '';
  #properties = new Map<string, string>();
  #item: Item | undefined;
  #isDead = false;
  #found = 0;

  open(path: string, attributes: XmlAttributes): void {
    if (path === ITEM) this.#item = { about: attributes, texts: new Map(), cves: new Set() };
    else if (path === HOST) this.#openHost(attributes.name ?? '');
    else if (path === '/NessusClientData_v2/Report') this.hasReport = true;
  }

  close(path: string, text: string, attributes: XmlAttributes): void {
    if (path === ITEM) this.#closeItem();
    else if (path === HOST) this.#closeHost();
    else if (path === `${HOST}/HostProperties/tag`) this.#takeProperty(attributes.name ?? '', text.trim());
    else if (path === `${PREFERENCE}/name`) this.#preference = text.trim();
    else if (path === `${PREFERENCE}/value`) this.#takePreference(text.trim());
    else if (this.#item !== undefined) this.#takeText(this.#item, path.slice(ITEM.length + 1), text);
  }

  #openHost(name: string): void {
    this.#address = this.#texts.own(name.trim());
    this.#properties = new Map();
    this.#isDead = false;
    this.#found = 0;
  }

  /** The properties stand before the items. */
  #takeProperty(name: string, value: string): void {
    this.#properties.set(name, value);
    if (name === 'host-ip' && this.#address === '') this.#address = this.#texts.own(value);
  }

  #takeText(item: Item, name: string, text: string): void {
    if (name === 'cve') for (const cve of cvesIn(text)) item.cves.add(cve);
    else if (!name.includes('/')) item.texts.set(name, text.trim());
  }

  #takePreference(value: string): void {
    if (value !== '' && /^(plugin_)?feed_?(version|info)$|^plugin_feed_version$/.test(this.#preference))
      this.feed = this.#texts.own(value);
  }

  #closeItem(): void {
    const item = this.#item;
    this.#item = undefined;
    if (item === undefined) return;
    const { about, texts } = item;
    const port = about.port ?? '0';
    const output = texts.get('plugin_output') ?? '';
    if (about.pluginID === SCAN_INFORMATION) this.#takeScanInformation(output);
    if (about.pluginID === PING && /considered as dead|is dead\b/i.test(output)) this.#isDead = true;
    if (Number(port) !== 0) {
      const service = about.svc_name === 'unknown' ? undefined : about.svc_name;
      this.exposures.add(this.#address, this.#texts.once(`${port}/${about.protocol ?? 'tcp'}`), service);
    }
    if (texts.get('cm:compliance-result') === 'PASSED') this.report.leave(leftReasons.passed);
    else if (about.severity?.trim() === '0') this.report.leave(leftReasons.informational);
    else this.#addFinding(item, Number(port) === 0 ? 'host' : `${port}/${about.protocol ?? 'tcp'}`);
  }

  #addFinding({ about, texts, cves }: Item, component: string): void {
    const once = (text: string | undefined): string | undefined =>
      text === undefined ? undefined : this.#texts.once(text);
    const output = texts.get('plugin_output') ?? texts.get('cm:compliance-actual-value');
    const evidence = output === undefined ? undefined : this.#texts.own(output);
    const solution = texts.get('solution') ?? texts.get('cm:compliance-solution');
    this.#found += 1;
    this.report.add({
      id: this.#texts.once(idOf(about, texts, cves)),
      address: this.#address,
      component: this.#texts.once(component),
      severity: severityOf(about.severity, texts.get('risk_factor')),
      scores: CVSS.map(([version, prefix]) => ({
        version,
        vector: once(texts.get(`${prefix}_vector`)),
        score: texts.get(`${prefix}_base_score`),
      })),
      installed: once(
        onlyVersion(evidence, /^\s*(?:Installed|Current|Remote) (?:package|version)\s*:\s*(\S.*?)\s*$/gim),
      ),
      fixed: once(onlyVersion(evidence, /^\s*(?:Fixed version|Should be)\s*:\s*(\S.*?)\s*$/gim)),
      title: once(texts.get('cm:compliance-check-name') ?? about.pluginName),
      description: once(texts.get('description') ?? texts.get('synopsis')),
      evidence,
      solution: solution?.toLowerCase() === 'n/a' ? undefined : once(solution),
    });
  }

  #takeScanInformation(output: string): void {
    const line = (label: string): string | undefined =>
      new RegExp(`^\\s*${label}\\s*:\\s*(\\S.*?)\\s*$`, 'm').exec(output)?.[1];
    this.feed ??= line('Plugin feed version');
    this.version ??= line('Nessus version')?.replace(/\s*\(.*$/, '');
  }

  #closeHost(): void {
    const tag = (name: string): string | undefined => this.#properties.get(name);
    const names = ['host-ip', 'host-fqdn', 'hostname', 'netbios-name', 'host-rdns'].map(tag);
    this.report.cover(
      this.#address,
      names.map((name) => (name === undefined ? undefined : this.#texts.own(name))),
      this.#isDead && this.#found === 0 ? 'down' : 'scanned',
    );
    const zoned = [fromEpoch(tag('HOST_START_TIMESTAMP')), fromEpoch(tag('HOST_END_TIMESTAMP'))];
    const local = [fromCtime(tag('HOST_START')), fromCtime(tag('HOST_END'))];
    if (local.some((time, i) => time !== undefined && zoned[i] === undefined)) this.report.note(ZONELESS);
    this.span.start(zoned[0] ?? local[0]);
    this.span.finish(zoned[1] ?? local[1]);
  }
}

function idOf(about: XmlAttributes, texts: Map<string, string>, cves: Set<string>): string {
  const [cve] = cves;
  if (cve !== undefined && cves.size === 1) return cve;
  const check = texts.get('cm:compliance-check-id') ?? texts.get('cm:compliance-check-name');
  return `nessus:${about.pluginID ?? ''}${check === undefined ? '' : `:${check}`}`;
}

function severityOf(severity: string | undefined, riskFactor: string | undefined): string | null {
  if (severity === undefined || severity.trim() === '') return riskFactor ?? null;
  return ownValue(SEVERITIES, severity.trim()) ?? severity;
}

/** The version that the output names after the label; none when it names several. */
function onlyVersion(output: string | undefined, label: RegExp): string | undefined {
  const found = new Set([...(output ?? '').matchAll(label)].map((match) => match[1]));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

async function read(file: ScanFile): Promise<ScanReport> {
  if (rootName(file.head) === 'NessusClientData') {
    throw new UserError('Nessus v1 格式不支持', {
      file: file.name,
      found: 'NessusClientData（v1）',
      expected: 'NessusClientData_v2',
      hint: '在 Nessus 中重新导出为 .nessus（v2）',
    });
  }
  const reading = new NessusReading();
  await readXml(file.text(), file.name, reading);
  if (!reading.hasReport) {
    throw new UserError('文件没有扫描结果，没有导入任何内容', {
      file: file.name,
      found: '只有扫描策略（Policy）',
      expected: '含 Report 的扫描报告',
      hint: '在 Nessus 中从扫描任务导出，而不是从策略导出',
    });
  }
  const { report, feed, version, span } = reading;
  const about = { scanner: 'Nessus', scannerVersion: version, feed, ...span };
  return { ...report.build(about), exposures: reading.exposures.list };
}

const scanner: Scanner = {
  id: 'nessus',
  label: 'Nessus v2 XML',
  recognise: ({ head }) => /^NessusClientData(_v2)?$/.test(rootName(head) ?? ''),
  read,
};
export default scanner;
