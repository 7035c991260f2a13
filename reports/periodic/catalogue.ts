/** The sections of which a 期间报告 is put together, as the data choose and order them; each with what it rests on. */
import { DAY_EVIDENCE } from '../../src/assess/deliveries/observed.ts';
import { operationKinds } from '../../src/assess/permits/operations.ts';
import type { Topic } from '../../src/contract/terms/topics.ts';
import { toDate } from '../../src/contract/time.ts';
import type { Section } from '../../src/report/document.ts';
import { deliverySection } from '../deliveries/deliveries.ts';
import { clockSummarySection } from '../incident/clock-summary.ts';
import { quotaSections, statisticsSection } from '../incident/statistics.ts';
import { inspectionSection } from '../inspection/summary.ts';
import { backupSection } from '../recovery/backup-summary.ts';
import { attendanceBlocks, attendancePart } from '../service/attendance.ts';
import { availabilityBlocks } from '../service/availability.ts';
import { deviceSection } from '../service/devices.ts';
import { expenseSection } from '../service/expenses.ts';
import { monitoringSection } from '../service/monitoring.ts';
import { permitSection } from '../service/permit-check.ts';
import { renewalSection } from '../service/renewals.ts';
import { resourceBlocks } from '../service/resource-trend.ts';
import { satisfactionSection } from '../service/satisfaction.ts';
import { vulnerabilitySection } from '../vulnerability/summary.ts';
import { databaseSection } from './database.ts';
import type { PeriodFacts } from './facts.ts';
import type { CountedPart } from './lazy-facts.ts';
import { callSection, knowledgeSection, orderSection, requestSection } from './lists.ts';
import { FORECAST_DAYS } from './needs.ts';
import { optimisationSection } from './optimisation.ts';
import { opinionSection, planSection, problemSection } from './outlook.ts';

export interface CatalogueEntry {
  /** As the manual and messages name it; the document prints the section's own. */
  title: string;
  /** Kinds of record that it rests on, and `manifest`. */
  kinds: readonly string[];
  /** true: wants the calendar of everything that is due. */
  occurrences?: boolean;
  /** true: judges incidents by what monitoring saw. */
  monitoring?: boolean;
  /** What it counts of things that may still change. */
  counts?: readonly CountedPart[];
  /** What of a contract it tells of. */
  topics?: readonly Topic[];
  /** Several where the contract has several such things, none where it has none. */
  compose(facts: PeriodFacts): Section | Section[];
}

/** Of what daily documents could be made, and what became of all of them. */
const DELIVERIES = [...DAY_EVIDENCE, 'signoff', 'waiver', 'manifest'];
const FINDINGS = ['scan', 'finding-decision'];
const INCIDENTS = ['incident', 'manifest'];

/** The first page, which every such report has, and 统计区间与归属 tell of what the others rest on. */
export const GENERAL = { overview: '本期要点', supplement: '统计区间与归属' } as const;

export const catalogue: Readonly<Record<string, CatalogueEntry>> = {
  attendance: {
    title: '⟦现场⟧出勤',
    kinds: ['duty'],
    topics: ['attendance', 'phone'],
    compose: ({ view }) => ({ id: 'attendance', title: '⟦现场⟧出勤', blocks: attendanceBlocks(attendancePart(view)) }),
  },
  deliveries: {
    title: '交付物完成表',
    kinds: DELIVERIES,
    topics: ['report'],
    occurrences: true,
    counts: ['delivered'],
    compose: ({ view, deliveries, delivered }) => deliverySection(view, deliveries, delivered.corrections, true),
  },
  clocks: {
    title: '响应与恢复达成',
    kinds: INCIDENTS,
    topics: ['response', 'remote-start', 'arrival', 'restoration', 'incident-record'],
    monitoring: true,
    counts: ['incidents'],
    compose: ({ view, incidents }) => clockSummarySection(view, incidents),
  },
  incidents: {
    title: '故障统计',
    kinds: INCIDENTS,
    topics: ['repair', 'support-system'],
    monitoring: true,
    counts: ['incidents'],
    compose: ({ view, incidents }) => statisticsSection(view, incidents),
  },
  quota: {
    title: '次数限额',
    kinds: INCIDENTS,
    topics: ['quota'],
    monitoring: true,
    counts: ['incidents'],
    compose: ({ view, incidents }) => quotaSections(view, incidents),
  },
  availability: {
    title: '可用率与资源趋势',
    kinds: ['probe', 'maintenance-window', 'inspection'],
    topics: ['availability', 'watch', 'monitoring', 'stability'],
    counts: ['availability'],
    compose: ({ view, availability }) => ({
      id: 'availability',
      title: '可用率与资源趋势',
      blocks: [...availabilityBlocks(view, availability), ...resourceBlocks(view)],
    }),
  },
  monitoring: {
    title: '监控覆盖率与告警处置',
    kinds: ['probe', 'maintenance-window', 'alert-proposal'],
    topics: ['watch', 'monitoring', 'mechanism'],
    compose: ({ view, availability }) => monitoringSection(view, availability),
  },
  inspections: {
    title: '巡检汇总',
    kinds: ['inspection', 'signoff'],
    topics: ['inspection', 'operation'],
    compose: ({ view, days }) => inspectionSection(view, days),
  },
  backups: {
    title: '备份汇总',
    kinds: ['backup', 'restore-test'],
    topics: ['backup', 'restore-test', 'recoverability'],
    compose: ({ view }) => backupSection(view),
  },
  vulnerabilities: {
    title: '漏洞与补丁安装情况',
    kinds: [...FINDINGS, 'change', 'inspection'],
    topics: ['scan', 'patch'],
    counts: ['vulnerabilities'],
    compose: ({ view, vulnerabilities }) => vulnerabilitySection(view, vulnerabilities),
  },
  optimisation: {
    title: '维护与优化记录',
    kinds: ['change', 'note', 'service-request', 'call', 'consultation', 'service-order'],
    topics: ['maintenance', 'upkeep', 'change'],
    counts: ['changes', 'work'],
    compose: ({ view, changes, work }) => optimisationSection(view, changes, work),
  },
  database: {
    title: '数据库优化',
    kinds: ['inspection', 'change'],
    topics: ['tuning'],
    compose: ({ view }) => databaseSection(view, toDate(view.to).subtract({ days: FORECAST_DAYS }).toString()),
  },
  devices: {
    title: '设备',
    kinds: ['device-repair', 'inspection', 'signoff'],
    topics: ['device', 'device-fault'],
    compose: ({ view, days }) => deviceSection(view, days),
  },
  renewals: {
    title: '到期提醒',
    kinds: ['renewal'],
    topics: ['renewal'],
    compose: ({ view, renewals }) => renewalSection(view, renewals),
  },
  permits: {
    title: '许可与远程维护核对',
    kinds: ['permit', ...operationKinds],
    topics: ['permit', 'remote'],
    compose: ({ view, covers }) => permitSection(view, covers),
  },
  satisfaction: {
    title: '用户满意度',
    kinds: ['satisfaction', 'service-order'],
    topics: ['satisfaction'],
    compose: ({ view, satisfaction }) => satisfactionSection(view, satisfaction),
  },
  expenses: { title: '费用与备件', kinds: ['expense'], topics: ['spare'], compose: ({ view }) => expenseSection(view) },
  requests: {
    title: '服务请求',
    kinds: ['service-request'],
    topics: ['account', 'data-processing'],
    compose: ({ view }) => requestSection(view),
  },
  calls: { title: '来电', kinds: ['call'], topics: ['phone'], compose: ({ view }) => callSection(view) },
  orders: { title: '现场服务', kinds: ['service-order'], topics: ['visit'], compose: ({ view }) => orderSection(view) },
  knowledge: {
    title: '技术咨询与知识',
    kinds: ['consultation'],
    topics: ['knowledge', 'support'],
    compose: ({ view }) => knowledgeSection(view),
  },
  problems: {
    title: '存在问题与建议',
    kinds: [...INCIDENTS, ...FINDINGS, 'change', 'device-repair', 'drill', 'note', 'renewal'],
    monitoring: true,
    compose: problemSection,
  },
  plan: {
    title: '下期计划',
    kinds: ['renewal', 'maintenance-window', 'note'],
    occurrences: true,
    compose: planSection,
  },
  opinion: {
    title: '⟦采购人⟧意见',
    kinds: [...DELIVERIES, ...INCIDENTS],
    occurrences: true,
    monitoring: true,
    compose: opinionSection,
  },
};

/** What each section tells of, by its id. */
export const topicsOfSections: Readonly<Record<string, readonly Topic[]>> = Object.fromEntries(
  Object.entries(catalogue).flatMap(([id, { topics }]) => (topics === undefined ? [] : [[id, topics] as const])),
);
