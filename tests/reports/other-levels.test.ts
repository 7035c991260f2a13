/** Documents and pages under levels of another contract: its own words, and nothing that it does not ask for. */
import { expect, test } from 'vitest';
import incidentAnalysis from '../../reports/incident-analysis.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import serviceReview from '../../reports/service-review.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import faults from '../../src/sections/faults.ts';
import { contractWith } from '../subjects/incidents/_contract.ts';
import { compose, pagesOf, siteFacts } from '../support/site-parts.ts';
import { bundle, documentOf } from './_documents.ts';
import { incidentOf } from './_incidents.ts';
import { AS_OF, records } from './_month.ts';
import { periodicDocument } from './_periodic.ts';

const { levels } = contractWith(
  ['5.3.2'],
  `
levels:
  - { id: halt, name: 停摆故障, limits: [{ clock: arrival, clause: 5.3.2, minutes: 50 }, { clock: restoration, clause: 5.3.2, minutes: 150 }] }
  - { id: heavy, name: 较重故障, limits: [{ clock: restoration, clause: 5.3.2, minutes: 300 }] }
  - { id: light, name: 轻微故障, brief: true, limits: [{ clock: restoration, clause: 5.3.2, minutes: 3000 }] }
`,
).contract;

/** The starter's documents with other levels, without class, quota or question. */
const other: ContractBundle = {
  ...bundle,
  contract: { ...bundle.contract, levels, limits: undefined, classes: undefined, quotas: undefined },
  interpretations: [],
  obligations: bundle.obligations
    .filter(({ id }) => id !== 'major-incident')
    .map((one) => ({ ...one, ...(one.eventLevels === undefined ? {} : { eventLevels: ['halt'] }) })),
};

const own: Record<string, string> = { P1: 'halt', P2: 'heavy' };
const told = records.map((one) => {
  if (one.kind !== 'incident') return one;
  const rows = (one as unknown as { levels: { level: string }[] }).levels;
  return { ...one, levels: rows.map((row) => ({ ...row, level: own[row.level] ?? 'light' })) };
});
const one = incidentOf({
  ...{ id: 'GZ-20261118-001', level: 'P1', reported: '10:00:00', responded: '10:20:00' },
  ...{ arrived: '10:51:00', restored: '12:30:00', closed: '13:00:00' },
});
const halt = { ...one, levels: one.levels.map((row) => ({ ...row, level: 'halt' })), diagnosis: 'onsite' as const };

/** Every text that is printed, ids and figures left out. */
function textsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return /^(id|key|path|href|anchor)$/.test(key) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((part) => textsIn(part, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([name]) => !['figures', 'figure', 'filter', 'filters', 'evidence', 'inputs'].includes(name))
    .flatMap(([name, part]) => textsIn(part, name));
}

const FOREIGN =
  /\bP[1-5]\b|重大|年度限额|五级|一级故障|适用性调整|口径(?!确认函)|响应达|响应用时|响应达成|诊断启动|\b(halt|heavy|light)\b/;
const foreign = (value: unknown): string[] => textsIn(value).filter((text) => FOREIGN.test(text));

test('the analysis of a fault', () => {
  const document = documentOf({
    deliverable: incidentAnalysis,
    records: [halt],
    period: halt.id,
    contract: other,
    asOf: '2026-11-18T14:00:00+08:00',
  });
  expect(foreign(document.sections)).toEqual([]);
  const text = textsIn(document.sections).join('\n');
  expect(text).toContain('停摆故障，影响');
  expect(text).toContain('到场未达标，恢复达标');
  expect(text).not.toContain('分析处理记录时限');
});

test.each([
  ['the monthly report', monthly, '2026-11', AS_OF],
  ['the review of the service', serviceReview, 'service', '2026-12-01T17:00:00+08:00'],
] as const)('%s', (_, deliverable, period, asOf) => {
  const document: ReportDocument = periodicDocument({ deliverable, records: told, period, asOf, contract: other });
  const about = document.sections.filter(({ id }) =>
    ['incidents', 'clocks', 'quota', 'overview', 'goals'].includes(id),
  );
  expect(about.map(({ id }) => id)).not.toContain('quota');
  expect(foreign(about)).toEqual([]);
  if (deliverable === monthly) expect(textsIn(about).join()).toMatch(/停摆故障|较重故障/);
});

test('the pages about faults, and the first page', () => {
  const facts = siteFacts({ contract: other, records: { ...siteFacts({}).records, incident: [halt] } });
  expect(
    foreign(pagesOf(faults, facts).map(({ sections, title, description }) => [sections, title, description])),
  ).toEqual([]);
  const { board } = compose(facts);
  expect(board).toMatchObject({ quotas: [], requirements: null, limitsTitle: '时限' });
  expect(foreign([board.commitments, board.recovery, board.unrestored])).toEqual([]);
});

test('a report says how long what counts within a calendar took by it, and calls the limits what they are', () => {
  const counted = contractWith(
    ['5.3.2'],
    `
calendars:
  - { id: shift, name: 开工时间, days: working-days, hours: [{ from: "07:00", to: "19:00" }] }
levels:
  - { id: halt, name: 停摆故障, limits: [{ clock: restoration, clause: 5.3.2, workingMinutes: 6000, calendar: shift }] }
  - { id: heavy, name: 较重故障, limits: [{ clock: restoration, clause: 5.3.2, minutes: 30000 }] }
  - { id: light, name: 轻微故障, limits: [{ clock: restoration, clause: 5.3.2, minutes: 30000 }] }
`,
  ).contract;
  const { levels: graded, calendars } = counted;
  const contract = { ...other, contract: { ...other.contract, levels: graded, calendars } };
  const document = periodicDocument({
    deliverable: monthly,
    records: [...told, halt],
    period: '2026-11',
    asOf: AS_OF,
    contract,
  });
  const text = JSON.stringify(document);
  expect(text).toMatch(/只计时间表之内时间的：[^"]*GZ-20261118-001 恢复：用时 2 小时 30 分[^"]*（开工时间）/);
  expect(text).not.toContain('响应与恢复时限');
});
