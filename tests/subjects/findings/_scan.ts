/** Scans and decisions in short, for the tests of the follow-up. */

import type { Finding, FindingLevel } from '../../../src/records/finding.ts';
import decisionKind, { type FindingDecisionRecord } from '../../../src/subjects/findings/kinds/finding-decision.ts';
import scanKind, { type ScanRecord } from '../../../src/subjects/findings/kinds/scan.ts';
import { signedScan } from '../../support/signed.ts';

export const day = (n: number): string => new Date(Date.UTC(2026, 8, 1 + n)).toISOString().slice(0, 10);
export const noon = (n: number): string => `${day(n)}T12:00:00+08:00`;
const compact = (n: number): string => day(n).replaceAll('-', '');

export interface Host {
  address: string;
  asset?: string | undefined;
  state?: 'scanned' | 'down' | 'failed' | 'excluded';
}

export interface Shown {
  id: string;
  address: string;
  asset?: string | undefined;
  component?: string;
  level?: FindingLevel;
  text?: string;
}

/**
 * Makers of records with numbers of their own: each test file takes one, since files that share a process share this module,
 * and a number that depended on who ran before would be in a golden file.
 */
export function numbered() {
  let serial = 0;

  /** One scan that ended at noon of the n-th day after 2026-09-01. */
  function scan(n: number, hosts: readonly Host[], shown: readonly Shown[], scanner = 'Nessus'): ScanRecord {
    serial += 1;
    return scanKind.schema.parse({
      schema: 2,
      kind: 'scan',
      id: `SM-${compact(n)}-${String(serial).padStart(3, '0')}`,
      source: 'auto',
      at: noon(n),
      enteredAt: noon(n),
      scanner,
      format: 'nessus',
      scope: '示例',
      startedAt: noon(n),
      finishedAt: noon(n),
      entries: shown.length,
      hosts: hosts.map((host) => ({ state: 'scanned', ...host })),
      findings: shown.map(
        ({ text, ...one }): Finding => ({
          component: '22/tcp',
          level: 'high',
          ...one,
          ...(text === undefined ? {} : { description: text }),
        }),
      ),
    });
  }

  function decision(n: number, about: Shown, patch: Readonly<Record<string, unknown>>): FindingDecisionRecord {
    serial += 1;
    return decisionKind.schema.parse({
      schema: 2,
      kind: 'finding-decision',
      id: `LJ-${compact(n)}-${String(serial).padStart(3, '0')}`,
      source: 'manual',
      at: noon(n),
      enteredAt: noon(n),
      vulnerability: about.id,
      target: about.asset ?? about.address,
      component: about.component ?? '22/tcp',
      attachments: [signedScan(noon(n))],
      ...patch,
    });
  }

  return { scan, decision };
}
