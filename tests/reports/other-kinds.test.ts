/** A contract of other things: each document calls and counts them as its data do, and none as the first contract's. */
import { describe, expect, test } from 'vitest';
import { operationLogSection } from '../../reports/inspection/log-anomalies.ts';
import { kindIds, loadDeliverables, loadKind } from '../../src/pipeline/units.ts';
import type { Reading } from '../../src/records/reading.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import { hospital } from '../contract/_hospital.ts';
import { allOccurrences, bundle, documentOf } from './_documents.ts';
import { printed, sectionOf, tableOf } from './_printed.ts';

const DAY = '2026-11-24';
const at = `${DAY}T09:00:20+08:00`;
const contract = { ...hospital(), contract: bundle.contract };
const kinds = await Promise.all((await kindIds()).map((id) => loadKind(id)));
const units = await loadDeliverables(contract);

const value = (target: string, metric: string, read: Reading['value'], more: Partial<Reading> = {}): Reading => ({
  source: target,
  target,
  metric,
  value: read,
  at,
  ...more,
});
const readings = [
  ...contract.assets
    .filter(({ kind }) => kind === 'printer')
    .map(({ id }, n) => value(id, 'printer.online', n !== 5, { source: 'printers' })),
  value('his-db', 'database.tablespace', 63, { instance: 'USERS' }),
  value('pacs-db', 'database.tablespace', 91, { instance: 'MAIN' }),
  value('ups-1', 'ups.runtime', 42),
];
const sources = new Map(readings.map(({ source, target }) => [source, target]));
const day = inspection.schema.parse({
  ...inspection.example,
  id: 'XJ-20261124-001',
  date: DAY,
  startedAt: at,
  finishedAt: `${DAY}T09:00:41+08:00`,
  manual: [],
  readings,
  runs: [...sources].map(([source, target]) => ({
    source,
    type: 'prometheus',
    target,
    startedAt: at,
    finishedAt: at,
    ok: true,
    reason: null,
  })),
});

/** The document of the period that holds the day; undefined for one that only an event calls for. */
function documentAt(id: string): ReportDocument | undefined {
  const deliverable = units.get(id);
  if (deliverable === undefined) throw new Error(`no deliverable ${id}`);
  const asOf = '2026-12-02T17:00:00+08:00';
  const request = { deliverable, records: [day], asOf, contract };
  const occurrence = allOccurrences(request).find(({ from, to }) => from <= DAY && to >= DAY);
  return occurrence && documentOf({ ...request, period: occurrence.period, kinds, draft: true });
}

/** Words that the first contract's kinds are called by. */
const OTHERS = /考勤机|桌牌|GPS|Nginx|MySQL|Redis|子系统|Linux|运维工作站|performance_schema/;

// What the clauses themselves say stands in the statement of compliance.
test.each([...units.keys()].filter((id) => id !== 'compliance-statement'))(
  'no document %s speaks of the first contract’s things',
  (id) => {
    const document = documentAt(id);
    if (document !== undefined) expect(JSON.stringify(document)).not.toMatch(OTHERS);
  },
);

describe('系统巡检日志', () => {
  const document = documentAt('inspection-log') as ReportDocument;

  test('has the groups of the data alone, each thing under its own name', () => {
    const titles = document.sections.filter(({ id }) => id.startsWith('group-')).map(({ title }) => title);
    expect(titles).toEqual(['病区设备', '主机', '数据库', '应用系统', '网络设备', '动力环境']);
    const database = printed(sectionOf(document, 'group-database'));
    for (const name of ['Oracle 数据库', 'HIS 主库', '达梦数据库', '影像库']) expect(database).toContain(name);
  });

  test('takes one row for a range of 120, and names the one that is not normal', () => {
    const ward = printed(sectionOf(document, 'group-ward'));
    expect(ward).toContain('病区打印机（120 台）');
    expect(ward).toContain('119/120 台');
    const open = printed(sectionOf(document, 'follow-up'));
    expect(open).toContain('病区打印机 006');
    expect(open).not.toContain('病区打印机 007');
  });

  test('names no group that its checklist does not have', () => {
    expect(printed(sectionOf(document, 'operation-log'))).not.toContain('安全防护');
    const silent = { ...contract.contract, clauses: contract.contract.clauses.map((one) => ({ ...one, topics: [] })) };
    expect(operationLogSection({ ...contract, contract: silent }, [])).toEqual([]);
  });

  test('keeps the supplier’s own machine apart under its own name', () => {
    expect(sectionOf(document, 'ops-host').title).toBe('工程师笔记本（合同外，不计入总项数）');
    expect(printed(sectionOf(document, 'conclusion'))).toContain('另：工程师笔记本（合同外）1 项');
  });
});

test('月度运维报告 counts each kind of equipment, and what is watched by the families', () => {
  const document = documentAt('monthly-maintenance') as ReportDocument;
  const online = tableOf(document, '配套设备在线情况（按各设备应有活动日判定）');
  expect(online.rows.map(({ cells }) => [cells['kind'], cells['total']])).toEqual([
    ['UPS 电源', 1],
    ['病区打印机', 120],
    ['输液泵', 3],
  ]);
  expect(printed(sectionOf(document, 'monitoring'))).toContain('应监控对象 6 个');
});
