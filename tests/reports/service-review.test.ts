import { describe, expect, it } from 'vitest';
import deliverable from '../../reports/service-review.ts';
import { type RiskInput, risksOf } from '../../src/assess/contract/risks.ts';
import { isAsset } from '../../src/contract/terms/assets.ts';
import { activitiesOf } from '../../src/contract/terms/requirements.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { parseMarkdown } from '../../src/report/written-markdown.ts';
import { contextOf } from '../../src/subjects/incidents/judge/context.ts';
import { summariseIncidents } from '../../src/subjects/incidents/judge/incident-figures.ts';
import { NO_MONITORING } from '../../src/subjects/incidents/judge/monitoring.ts';
import { forecast } from '../../src/subjects/inspections/judge/forecast.ts';
import operationLogKind from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import { askingMore } from './_asking-more.ts';
import { bundle, confirming, recordOf } from './_documents.ts';
import { incidentOf, t } from './_incidents.ts';
import { daysFrom, issuedUntil, records } from './_month.ts';
import { periodicDocument, planOf } from './_periodic.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const asOf = t('2026-12-01 09:00:00');
const year = { deliverable, records, period: 'service', asOf, issued: issuedUntil(asOf) };
const whole = periodicDocument(year);
const own = (doc: ReportDocument): string => doc.sections.map(printed).join('\n');

describe('service-review', () => {
  it('is the golden document of a service year so far', () => expectGolden('service-review', whole));

  it('prints the plan that people wrote, and what of it is not filled in', () => {
    const { prepared, reviewed, approved } = planOf('plans/service-review.md', 'service-review');
    const head = { title: '建设规划', prepared, reviewed, approved };
    const open = printed(sectionOf(whole, 'plan'));
    expect(open).toContain('三年安排：第 2 年（目标（可以核对的）、事项、预算（万元）、由谁负责）');
    expect(whole.marks.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^建设规划正文尚有 \d+ 处“待填写”$/),
    );
    const written = {
      ...head,
      blocks: parseMarkdown('## 一、方案\n\n扩容数据库服务器 1 的磁盘\n\n### 投入\n\n3 人日'),
    };
    const filled = periodicDocument({ ...year, written });
    expect(filled.sections.filter(({ id }) => id.startsWith('plan')).map(({ title, level }) => [title, level])).toEqual(
      [
        ['建设规划', undefined],
        ['方案', 2],
        ['投入', 3],
      ],
    );
    expect(own(filled)).not.toContain('尚未写明的');
  });

  it('asks for no plan where the contract names none', () => {
    const obligations = bundle.obligations.map(({ file: _, ...one }) => one);
    const without = periodicDocument({ ...year, contract: { ...bundle, obligations } });
    expect(without.sections.filter(({ id }) => id.startsWith('plan'))).toEqual([]);
    expect(without.marks).toEqual(whole.marks.filter(({ text }) => !text.startsWith('建设规划')));
  });

  it('judges no goal by a reading that is open, and one by each that is settled', () => {
    const goal = (doc: ReportDocument) =>
      rowsOf(tableOf(doc, '目标与实际')).find((row) => row['metric']?.startsWith('重大故障次数'));
    expect(goal(whole)).toMatchObject({ judged: expect.stringMatching(/（口径未确认）$/) });
    expect(goal(periodicDocument({ ...year, contract: confirming({ major: 'outage' }) }))).toMatchObject({
      judged: '已用完，未超过',
    });
  });

  it('takes a single backup, of which nobody knows how many were owed, for no proof of all', () => {
    const [one] = records.filter(({ kind }) => kind === 'backup');
    const rest = records.filter(({ kind }) => kind !== 'backup');
    const doc = periodicDocument({ ...year, records: one === undefined ? rest : [...rest, one] });
    const goal = rowsOf(tableOf(doc, '目标与实际')).find(({ metric }) => metric === '备份成功率');
    expect(goal?.['value']).toContain('1/1');
    expect(goal?.['judged']).toBe('列示');
    expect(own(doc)).not.toContain('全部成功');
  });

  it('tells on its first page of systems whose operation logs never were registered, and names the clause', () => {
    const systems = bundle.assets.filter((one) => one.contract && isAsset(one, 'system'));
    const [first, ...others] = systems;
    const log = (id: string, n: number) =>
      recordOf(operationLogKind, { id: `RZ-20261101-${String(n + 1).padStart(3, '0')}`, asset: id });
    const page = (logged: readonly string[]): string =>
      printed(sectionOf(periodicDocument({ ...year, records: [...without, ...logged.map(log)] }), 'first-page'));
    const without = records.filter(({ kind }) => kind !== 'operation-log');
    const some = page(first === undefined ? [] : [first.id]);
    expect(some).toContain('没有操作日志的子系统');
    expect(some).toContain(`共 ${systems.length} 个，条款 五（五）3`);
    expect(own(periodicDocument({ ...year, records: without }))).toContain(
      `${systems.length} 个子系统中 ${systems.length} 个服务期至今没有登记过操作日志`,
    );
    expect(others.length).toBe(systems.length - 1);
    expect(page(systems.map(({ id }) => id))).not.toContain('没有操作日志的');
  });

  it('asks on its first page for what the plan asks the purchaser to decide, and for nothing that is not written', () => {
    const { prepared, reviewed, approved } = planOf('plans/service-review.md', 'service-review');
    const made = (item: string) =>
      periodicDocument({
        ...year,
        records: [],
        written: {
          ...{ title: '建设规划', prepared, reviewed, approved },
          blocks: parseMarkdown(`## 一、方案\n\n- 扩容\n\n## 二、需要采购人决定的事项\n\n- ${item}`),
        },
      });
    const asked = printed(sectionOf(made('扩容的预算，2027 年 1 月底前'), 'first-page'));
    expect(asked).toContain('建设规划“需要采购人决定的事项”：扩容的预算，2027 年 1 月底前');
    expect(asked).not.toContain('：扩容\n');
    expect(printed(sectionOf(made('决定事项：待填写'), 'first-page'))).not.toContain('建设规划“');
  });

  it('calls no goal achieved of whose clause the data do not hold every word', () => {
    const judged = (contract = bundle) =>
      rowsOf(tableOf(periodicDocument({ ...year, contract }), '目标与实际')).map((row) => row['judged']);
    const achieved = judged().filter((one) => one === '达成').length;
    expect(achieved).toBeGreaterThan(0);
    const more = judged(askingMore(bundle, ['3.1', '3.2', '3.3']));
    expect(more).not.toContain('达成');
    expect(more.filter((one) => one === '未表达（不作判断）')).toHaveLength(achieved);
  });

  it('is issued without any record, and calls nothing achieved', () => {
    const empty = periodicDocument({ ...year, records: [], issued: [] });
    const text = own(empty);
    expect(text).toContain('服务期内没有登记故障，没有可以统计的根因');
    expect(text).not.toMatch(/undefined|NaN|Infinity/);
    const judged = rowsOf(tableOf(empty, '目标与实际')).map((row) => row['judged']);
    expect(judged).not.toContain('未达成');
    expect(judged.filter((one) => one === '没有数据').length).toBeGreaterThanOrEqual(5);
  });
});

const context = contextOf(bundle, { asOf, monitoring: NO_MONITORING, submissions: null });
const quiet: RiskInput = {
  asOf,
  inspections: { owed: 30, missing: 0, counter: '日' },
  capacity: [],
  ...{ findings: [], overdue: [] },
  incidents: summariseIncidents([], context),
  recurring: [],
  backups: Array.from({ length: 30 }, () => ({
    result: 'success' as const,
    verified: 'passed' as const,
    offsite: 'elsewhere',
  })),
  restoreTests: 1,
  drills: 1,
  asked: {
    restoreTest: activitiesOf(bundle.contract, 'restore-test')[0] ?? null,
    drill: activitiesOf(bundle.contract, 'drill')[0] ?? null,
  },
  unwatched: [],
  unlogged: '',
  watched: 27,
  breaches: 0,
  lateDeliveries: { count: 0, word: '签发' },
  expiredRenewals: [],
  overdueMeasures: [],
  unattended: 0,
  onePerson: true,
};

describe('risksOf', () => {
  it('names none when no record shows any', () => expect(risksOf(quiet)).toEqual([]));

  it('names a cause from the third incident on', () => {
    const faults = [1, 2, 3].map((n) =>
      incidentOf({
        id: `GZ-2026110${n}-001`,
        day: `2026-11-0${n}`,
        level: 'P3',
        reported: '10:00:00',
        responded: '10:01:00',
      }),
    );
    const of = (n: number) => risksOf({ ...quiet, incidents: summariseIncidents(faults.slice(0, n), context) });
    const causes = (n: number) => of(n).filter((one) => one.risk.includes('类故障反复发生'));
    expect(causes(2)).toEqual([]);
    expect(causes(3)[0]).toMatchObject({ level: 'medium', dimension: 'technology' });
  });

  it('takes a limit within half a year for a risk, and one beyond it for none', () => {
    const points = (slope: number) =>
      daysFrom('2026-11-01', '2026-11-30').map((date, n) => ({ date, value: 50 + slope * n }));
    const risks = (slope: number) => {
      const found = forecast(points(slope), 80);
      return risksOf({ ...quiet, capacity: found === null ? [] : [{ name: '磁盘', forecast: found, limit: 80 }] });
    };
    expect(risks(0.5)[0]).toMatchObject({ level: 'high', risk: '磁盘空间不足' });
    expect(risks(0.2)[0]).toMatchObject({ level: 'medium' });
    expect(risks(0.05)).toEqual([]);
  });

  it('puts the gravest first and sees what was never proved', () => {
    const found = risksOf({ ...quiet, restoreTests: 0, drills: 0, inspections: { ...quiet.inspections, missing: 1 } });
    expect(found.map((one) => one.level)).toEqual(['high', 'medium', 'low']);
  });
});
