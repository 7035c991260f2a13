/** What the XML and the CSV of Greenbone/OpenVAS have in common. */
import { leftReasons } from './report.ts';
import { cvesIn } from './text.ts';

/** Everything in a result that decides what it is, in OpenVAS's words. */
export interface OpenvasResult {
  /** `High`, `Medium`, `Low`, `Log`, `Debug`, `Error`, `Alarm`, `False Positive`; absent in some exports. */
  threat: string;
  /** 0–10, or below zero for results that are none. */
  severity: string;
}

/** Why a result is no finding, or undefined when it is one. */
export function leftReason({ threat, severity }: OpenvasResult): string | undefined {
  const word = threat.toLowerCase();
  const score = severity === '' ? undefined : Number(severity);
  if (word === 'false positive' || score === -1) return '误报';
  if (word === 'error' || score === -3) return '扫描错误';
  if (word === 'debug' || score === -2) return '调试信息';
  if (word === 'log' || word === 'none' || score === 0) return leftReasons.informational;
  return undefined;
}

/** The CVE when the test names exactly one, else `openvas:<OID>`: one test stands for one patch. */
export function openvasId(oid: string, references: string): string {
  const cves = cvesIn(references);
  const [cve] = cves;
  return cves.length === 1 && cve !== undefined ? cve : `openvas:${oid}`;
}

/** `443/tcp` from `443/tcp`, `https (443/tcp)`; `host` for `general/tcp` and for none. */
export function openvasPort(port: string): string {
  return /\(?(\d+\/[a-z]+)\)?\s*$/i.exec(port)?.[1] ?? 'host';
}
