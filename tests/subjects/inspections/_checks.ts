/** Builders for inspections in tests: the smallest valid thing, changed where a test says so. */

import type { Asset } from '../../../src/contract/terms/assets.ts';
import type { Check } from '../../../src/contract/terms/checklist.ts';
import type { Reading, SourceRun } from '../../../src/records/reading.ts';
import type { JudgeInput } from '../../../src/subjects/inspections/judge/judge.ts';
import type { Inspected } from '../../../src/subjects/inspections/judge/select.ts';
import type { SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { everyDay } from '../../support/every-day.ts';

export const AT = '2026-11-24T09:00:13+08:00';
export const END = '2026-11-24T09:00:41+08:00';
export const AS_OF = '2026-11-24T17:00:00+08:00';

export const asset = (over: Partial<Asset> = {}): Asset => ({
  id: 'app-server-1',
  name: '应用服务器 1',
  kind: 'linux',
  kindName: 'Linux 操作系统',
  counter: '台',
  family: 'host',
  scanned: true,
  watched: true,
  place: '云平台',
  clause: '4.3.1',
  contract: true,
  ...over,
});

export const check = (over: Partial<Check> = {}): Check => ({
  id: 'host-disk',
  label: '磁盘使用率',
  group: 'host',
  kinds: ['linux'],
  metric: 'disk.used',
  method: '读取磁盘容量',
  op: 'le',
  limit: '80',
  unit: '%',
  severity: 'major',
  clause: '4.3.1(c)',
  manual: false,
  ...over,
});

export const reading = (over: Partial<Reading> = {}): Reading => ({
  source: 's1',
  target: 'app-server-1',
  metric: 'disk.used',
  value: 63.2,
  unit: '%',
  at: AT,
  ...over,
});

export const run = (over: Partial<SourceRun> = {}): SourceRun => ({
  source: 's1',
  type: 'node-exporter',
  target: 'app-server-1',
  startedAt: AT,
  finishedAt: AT,
  ok: true,
  reason: null,
  ...over,
});

export const inspection = (over: Partial<Inspected> = {}): Inspected => ({
  runs: [run()],
  readings: [],
  manual: [],
  finishedAt: END,
  ...over,
});

export const confirm = (over: Partial<SignoffRecord> = {}): SignoffRecord => ({
  schema: 2,
  kind: 'signoff',
  id: 'QS-20261124-001',
  source: 'manual',
  at: '2026-11-24T09:27:00+08:00',
  enteredAt: '2026-11-24T09:27:00+08:00',
  action: 'confirm',
  obligation: 'inspection-log',
  period: '2026-11-24',
  revision: 1,
  person: '驻点运维工程师',
  ...over,
});

export const input = (over: Partial<JudgeInput> = {}): JudgeInput => ({
  ...everyDay,
  checks: [check()],
  assets: [asset()],
  inspection: inspection(),
  confirm: null,
  previous: null,
  asOf: AS_OF,
  ...over,
});
