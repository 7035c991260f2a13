/** A whole manifest for tests that change a part of it. */
import { digest, sha256 } from '../../src/archive/digest.ts';
import type { Manifest } from '../../src/archive/manifest.ts';

export const bytes = (text: string) => new TextEncoder().encode(text);

export function manifest(changes: Partial<Manifest> = {}): Manifest {
  return {
    schema: 2,
    number: 'HQSF-XJ-20261124-r1',
    obligation: 'inspection-log',
    code: 'XJ',
    title: '系统巡检日志',
    period: '2026-11-24',
    periodText: '2026 年 11 月 24 日',
    from: '2026-11-24',
    to: '2026-11-24',
    event: null,
    revision: 1,
    supersedes: null,
    reason: null,
    late: false,
    dueAt: '2026-11-24T17:00:00+08:00',
    asOf: '2026-11-24T17:00:00+08:00',
    cut: '2026-11-24T17:00:00+08:00',
    counted: {},
    times: {
      collectedFrom: null,
      collectedTo: null,
      confirmed: null,
      issued: '2026-11-24T17:00:00+08:00',
      dataAsOf: null,
    },
    simulated: false,
    marks: [],
    clauses: ['5.3.5'],
    fingerprint: sha256('f'),
    composer: sha256('c'),
    renderer: sha256('r'),
    dataCommit: '0'.repeat(40),
    tool: 'opsledger 0.1.0',
    inputs: [],
    outputs: [{ path: 'a.pdf', ...digest(bytes('pdf')) }],
    ...changes,
  };
}
