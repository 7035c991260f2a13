/**
 * Nmap XML (`-oX`), also what Masscan writes in its form. An open port is an exposure and no finding; findings are what
 * NSE scripts state as VULNERABLE and what `vulners` matches. A host that timed out counts as failed: what it did not
 * show is not fixed.
 */

import type { HostState, ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { emptyTable, type NmapScript, type ScriptTable, scriptFindings } from './read/nmap-script.ts';
import { ReportBuilder } from './read/report.ts';
import { Exposures, fromEpoch, Texts } from './read/text.ts';
import { readXml, rootName, type XmlAttributes } from './read/xml.ts';

const HOST = '/nmaprun/host';
const PORT = `${HOST}/ports/port`;

interface Host {
  addresses: Map<string, string>;
  names: string[];
  state: HostState;
  ports: { port: string; state: string; service: string | undefined; scripts: NmapScript[] }[];
  /** Scripts that ran once for the host. */
  scripts: NmapScript[];
}

class NmapReading {
  readonly report = new ReportBuilder();
  readonly exposures = new Exposures();
  readonly #texts = new Texts();
  run: XmlAttributes = {};
  finished: XmlAttributes = {};
  #host: Host | undefined;
  #script: NmapScript | undefined;
  /** The tables that are open in the script, the script's own first. */
  #tables: ScriptTable[] = [];

  open(path: string, attributes: XmlAttributes): void {
    if (path === '/nmaprun') this.run = attributes;
    else if (path === '/nmaprun/runstats/finished') this.finished = attributes;
    else if (path === HOST) this.#host = newHost(attributes);
    else if (this.#host !== undefined) this.#openInHost(this.#host, path, attributes);
  }

  #openInHost(host: Host, path: string, attributes: XmlAttributes): void {
    if (path === `${HOST}/status`) {
      if (host.state === 'scanned' && attributes.state !== 'up') host.state = 'down';
    } else if (path === `${HOST}/address`) host.addresses.set(attributes.addrtype ?? 'ipv4', attributes.addr ?? '');
    else if (path === `${HOST}/hostnames/hostname`) host.names.push(attributes.name ?? '');
    else if (path === `${HOST}/hostscript/script`) this.#openScript(host.scripts, attributes);
    else if (this.#script !== undefined && path.endsWith('/table')) this.#openTable(attributes.key ?? '');
    else if (path.startsWith(PORT)) this.#openInPort(host, path, attributes);
  }

  #openInPort({ ports }: Host, path: string, attributes: XmlAttributes): void {
    const port = ports.at(-1);
    if (path === PORT) {
      const number = `${attributes.portid ?? ''}/${attributes.protocol ?? 'tcp'}`;
      ports.push({ port: this.#texts.once(number), state: '', service: undefined, scripts: [] });
    } else if (port === undefined) return;
    else if (path === `${PORT}/state`) port.state = attributes.state ?? '';
    else if (path === `${PORT}/service`) port.service = serviceOf(attributes);
    else if (path === `${PORT}/script`) this.#openScript(port.scripts, attributes);
  }

  #openScript(scripts: NmapScript[], attributes: XmlAttributes): void {
    this.#script = { id: attributes.id ?? '', output: attributes.output ?? '', table: emptyTable('') };
    this.#tables = [this.#script.table];
    scripts.push(this.#script);
  }

  #openTable(key: string): void {
    const table = emptyTable(key);
    this.#tables.at(-1)?.tables.push(table);
    this.#tables.push(table);
  }

  close(path: string, text: string, attributes: XmlAttributes): void {
    if (path === HOST) this.#closeHost();
    else if (this.#script === undefined) return;
    else if (path === `${PORT}/script` || path === `${HOST}/hostscript/script`) this.#script = undefined;
    else if (path.endsWith('/table')) this.#tables.pop();
    else if (path.endsWith('/elem')) {
      if (attributes.key === undefined) this.#tables.at(-1)?.items.push(text.trim());
      else this.#tables.at(-1)?.values.set(attributes.key, text.trim());
    }
  }

  #closeHost(): void {
    const host = this.#host;
    this.#host = undefined;
    if (host === undefined) return;
    const { addresses } = host;
    const address = addresses.get('ipv4') ?? addresses.get('ipv6') ?? addresses.get('mac') ?? host.names[0] ?? '';
    this.report.cover(address, [addresses.get('ipv6'), ...host.names], host.state);
    for (const { port, state, service, scripts } of host.ports) {
      if (state !== 'open') this.report.leave('未开放的端口');
      else this.exposures.add(address, port, service);
      this.#addFindings(address, port, service, scripts);
    }
    this.#addFindings(address, 'host', undefined, host.scripts);
  }

  #addFindings(address: string, component: string, service: string | undefined, scripts: NmapScript[]): void {
    for (const script of scripts) {
      const findings = scriptFindings(script);
      if (findings.length === 0) this.report.leave('未指出漏洞的脚本结果');
      for (const finding of findings) {
        const evidence = service === undefined ? finding.evidence : `${service}\n${finding.evidence}`;
        this.report.add({ address, component, ...finding, evidence: this.#texts.own(evidence) });
      }
    }
  }
}

function newHost(attributes: XmlAttributes): Host {
  const state = attributes.timedout === 'true' ? 'failed' : 'scanned';
  return { addresses: new Map(), names: [], state, ports: [], scripts: [] };
}

/** `http nginx 1.26.2`, to the letter. */
function serviceOf({ name = '', product = '', version = '' }: XmlAttributes): string | undefined {
  const words = [name, product, version].filter((word) => word !== '');
  return words.length === 0 ? undefined : words.join(' ');
}

async function read(file: ScanFile): Promise<ScanReport> {
  const reading = new NmapReading();
  await readXml(file.text(), file.name, reading);
  const { report, run, finished } = reading;
  if (finished.exit !== 'success' && finished.exit !== undefined)
    report.note(`扫描没有正常结束：${finished.errormsg ?? finished.exit}`);
  const about = {
    scanner: run.scanner === 'masscan' ? 'Masscan' : 'Nmap',
    scannerVersion: run.version,
    startedAt: fromEpoch(run.start),
    finishedAt: fromEpoch(finished.time),
  };
  return { ...report.build(about), exposures: reading.exposures.list };
}

const scanner: Scanner = {
  id: 'nmap',
  label: 'Nmap XML',
  recognise: ({ head }) => rootName(head) === 'nmaprun',
  read,
};
export default scanner;
