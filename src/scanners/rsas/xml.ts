/**
 * The XML of RSAS: `report`, or `aurora/data/report` as its interface answers. Known from public descriptions: `version`,
 * `sysvul_version`, `task` with its times, `failed_hosts`, and for each `target` the vulnerabilities found
 * (`vuln_scanned`: number, port, protocol, what the port answered), what they are (`vuln_detail`), guessed passwords
 * (`password_results`) and further tables (`appendix_info`).
 */
import { UserError } from '../../contract/error.ts';
import { readXml } from '../read/xml.ts';
import type { RsasHost, RsasIssue, RsasReport } from './parts.ts';

type Fields = Map<string, string>;

class RsasXmlReading {
  readonly report: RsasReport;
  #base = '';
  #host: RsasHost | undefined;
  #scanned: Fields[] = [];
  /** By number; a target repeats what another has told only where RSAS does, so they are kept for all. */
  readonly #details = new Map<string, Fields>();
  #passwords: Fields[] = [];
  #fields: Fields = new Map();
  #table = { name: '', row: [] as string[], rows: [] as string[][] };
  #task: Fields = new Map();
  targets = 0;

  readonly #file: string;

  constructor(report: RsasReport, file: string) {
    this.report = report;
    this.#file = file;
  }

  open(path: string): void {
    if (/^(\/aurora\/data)?\/report$/.test(path)) this.#base = path;
    const name = path.slice(this.#base.length + 1);
    if (name === 'targets/target') this.#openTarget();
    else if (/\/(vuln|password_result)$/.test(name) || name === 'failed_hosts/failed_host') this.#fields = new Map();
    else if (name.endsWith('appendix_info/info')) this.#table = { name: '', row: [], rows: [] };
    else if (name.endsWith('/record_results/result')) this.#table.row = [];
  }

  #openTarget(): void {
    this.#host = { address: '', names: [], state: 'scanned', issues: [], ports: [] };
    this.#scanned = [];
    this.#passwords = [];
  }

  close(path: string, text: string): void {
    if (!path.startsWith(`${this.#base}/`)) return;
    const name = path.slice(this.#base.length + 1);
    const value = text.trim();
    if (this.#host !== undefined) this.#closeInTarget(this.#host, name.slice('targets/target/'.length), value);
    else if (name === 'version') this.report.about({ version: value });
    else if (name === 'sysvul_version') this.report.about({ feed: value });
    else if (name.startsWith('task/')) this.#task.set(name.slice(5), value);
    else if (name === 'task') this.#closeTask();
    else if (name === 'failed_hosts/failed_host') this.#addFailed();
    else if (name.startsWith('failed_hosts/failed_host/')) this.#fields.set(name.slice(25), value);
  }

  #closeTask(): void {
    const time = (...names: string[]): string | undefined =>
      names.map((name) => this.#task.get(name)).find((found) => found);
    this.report.span(time('start_time', 'time_start_scan'), time('end_time', 'time_end_scan'));
  }

  #addFailed(): void {
    const address = this.#fields.get('ip') ?? '';
    if (address !== '') this.report.add({ address, names: [], state: 'failed', issues: [], ports: [] });
  }

  #closeInTarget(host: RsasHost, name: string, value: string): void {
    if (name === '') this.#closeTarget(host);
    else if (name === 'ip') host.address = value;
    else if (name === 'hostname' || name === 'host_name') host.names.push(value);
    else if (name === 'vuln_scanned/vuln') this.#scanned.push(this.#fields);
    else if (name === 'vuln_detail/vuln') this.#details.set(this.#fields.get('vul_id') ?? '', this.#fields);
    else if (name === 'password_results/password_result') this.#passwords.push(this.#fields);
    else if (name === 'appendix_info/info') this.#closeTable(host);
    else if (name === 'appendix_info/info/info_name') this.#table.name = value;
    else if (name.endsWith('/record_results/result')) this.#table.rows.push(this.#table.row);
    else if (/\/record_results\/result\/\w+$/.test(name)) this.#table.row.push(value);
    else this.#fields.set(name.slice(name.lastIndexOf('/') + 1), value);
  }

  #closeTable(host: RsasHost): void {
    if (this.#table.name !== '远程端口信息') return;
    for (const [port = '', protocol = '', service = '', status = 'open'] of this.#table.rows)
      if (/open|开放/i.test(status)) host.ports.push({ port, protocol, service });
  }

  #closeTarget(host: RsasHost): void {
    this.#host = undefined;
    this.targets += 1;
    if (host.address === '')
      throw new UserError('RSAS 报告的扫描目标没有地址，没有导入任何内容', {
        file: this.#file,
        at: `第 ${this.targets} 个 target`,
        found: '（空）',
        expected: 'ip',
      });
    host.issues.push(...this.#scanned.map((found) => this.#issue(found)), ...this.#passwords.map(weakPassword));
    if (this.#passwords.length > 0) this.report.report.note('弱口令条目只记录账号，口令本身没有导入');
    this.report.add(host);
  }

  #issue(found: Fields): RsasIssue {
    const own = found.get('vul_id') ?? '';
    const detail = this.#details.get(own) ?? new Map<string, string>();
    const of = (...names: string[]): string => names.map((name) => detail.get(name)).find((text) => text) ?? '';
    return {
      own,
      title: of('name', 'i18n_name'),
      cve: of('cve_id'),
      cnvd: of('cnvd', 'cnvd_id'),
      port: found.get('port') ?? '',
      protocol: found.get('protocol') ?? '',
      risk: of('risk_points', 'severity_points'),
      cvss: of('cvss', 'cvss_score'),
      description: of('description', 'i18n_description'),
      solution: of('solution', 'i18n_solution'),
      evidence: found.get('mess_string') ?? '',
    };
  }
}

/** The account and the service; never the password. */
function weakPassword(fields: Fields): RsasIssue {
  const type = fields.get('type') ?? '';
  return {
    own: `weak-password:${type.toLowerCase()}`,
    title: `${type} 弱口令`.trim(),
    port: fields.get('port') ?? '',
    protocol: fields.get('protocol') ?? '',
    level: 'high',
    evidence: `账号：${fields.get('username') ?? ''}`,
  };
}

/** @returns how many targets the XML tells of @throws UserError when it is malformed or cut off */
export async function readRsasXml(
  report: RsasReport,
  chunks: AsyncIterable<string> | Iterable<string>,
  file: string,
): Promise<number> {
  const reading = new RsasXmlReading(report, file);
  await readXml(chunks, file, reading);
  return reading.targets;
}
