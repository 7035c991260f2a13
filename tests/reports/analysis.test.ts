/** 分析 beside the tables of each document: what was planted in the records is said there, and of plain ones nothing. */
import { describe, expect, it } from 'vitest';
import { inspectionAnalysis } from '../../reports/inspection/analysis.ts';
import { anomalyAnalysis, logLevel } from '../../reports/logs/analysis.ts';
import type { PeriodView } from '../../reports/period/period.ts';
import { backupAnalysis } from '../../reports/recovery/analysis.ts';
import { outageAnalysis } from '../../reports/service/outage-analysis.ts';
import { consultationAnalysis } from '../../reports/service/work-analysis.ts';
import { findingTrend, overdueAnalysis } from '../../reports/vulnerability/analysis.ts';
import { daysFrom } from '../../src/assess/observations/weekday.ts';
import { toDate } from '../../src/contract/time.ts';
import type { ListBlock } from '../../src/report/block.ts';
import type { TargetAvailability } from '../../src/subjects/availability/judge/availability.ts';
import type { FollowedFinding } from '../../src/subjects/findings/judge/findings.ts';
import type { InspectedDay } from '../../src/subjects/inspections/judge/days.ts';
import type { LogSummary } from '../../src/subjects/operation-logs/judge/operation-logs.ts';
import backup, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import consultation, { type ConsultationRecord } from '../../src/subjects/requests/kinds/consultation.ts';
import { bundle } from './_documents.ts';

const days = daysFrom('2026-09-01', '2026-11-30');
const isMonday = (day: string): boolean => toDate(day).dayOfWeek === 1;
const cut = {
  period: '2026',
  from: '2026-09-01',
  to: '2026-11-30',
  start: '2026-09-01T00:00:00+08:00',
  end: '2026-12-01T00:00:00+08:00',
  cut: null,
};
const view = (records: Record<string, unknown[]> = {}): PeriodView =>
  ({
    names: new Map(bundle.assets.map(({ id, name }) => [id, name])),
    firstDay: '2026-09-01',
    lastDay: '2026-11-30',
    input: {
      contract: bundle,
      records,
      cuts: [cut],
      occurrence: {},
      isWorkingDay: (day: string) => toDate(day).dayOfWeek < 6,
    },
  }) as unknown as PeriodView;
const texts = (blocks: readonly ListBlock[]): string[] => blocks.flatMap(({ items }) => items.map(({ text }) => text));

describe('分析', () => {
  it('of inspections tells the day of the week on which checks begin to fail', () => {
    const row = { asset: 'app-server-1', assetName: '应用服务器 1', check: 'cpu', instance: null };
    const inspected = (bad: (day: string) => boolean): InspectedDay[] =>
      days.map(
        (date) =>
          ({ date, results: [{ ...row, outcome: bad(date) ? 'abnormal' : 'normal' }] }) as unknown as InspectedDay,
      );
    expect(texts(inspectionAnalysis(inspected(isMonday)))).toContainEqual(
      expect.stringMatching(/^分析（重复）：星期一有检查项新转为异常的日子偏多：13 个中有 13 个/),
    );
    expect(inspectionAnalysis(inspected(() => false))).toEqual([]);
    // What lasts began once.
    expect(inspectionAnalysis(inspected((day) => day > '2026-09-09'))).toEqual([]);
  });

  it('of backups tells the plan that fails', () => {
    const made = (plan: string, failed: number): BackupRecord[] =>
      days.map((day, n) => ({
        ...(backup.example as BackupRecord),
        ...{ id: `BF-${n}`, plan, at: `${day}T02:00:00+08:00`, startedAt: `${day}T02:00:00+08:00` },
        result: n % 10 < failed ? 'failed' : 'success',
      }));
    expect(texts(backupAnalysis(view(), [...made('offsite', 2), ...made('full', 0)]))).toContainEqual(
      expect.stringMatching(/备份（offsite）未成功的偏多：91 次中 19 次，其余 91 次中 0 次/),
    );
    expect(backupAnalysis(view(), [...made('offsite', 1), ...made('full', 1)])).toEqual([]);
  });

  it('of outages tells ten that are one', () => {
    const target = (id: string, at: string[]) =>
      ({
        target: id,
        outages: at.map((from) => ({
          from: `${from}T10:00:00+08:00`,
          to: `${from}T12:00:00+08:00`,
          seconds: 7200,
          goesOn: false,
        })),
      }) as unknown as TargetAvailability;
    const ids = bundle.assets
      .filter(({ contract }) => contract)
      .slice(0, 12)
      .map(({ id }) => id);
    const together = ids.map((id, n) => target(id, n < 6 ? ['2026-09-10'] : []));
    expect(texts(outageAnalysis(view(), together))).toEqual([
      expect.stringContaining('2026-09-10 10:00 起 6 个对象同时中断，合计 12 小时，占本期中断时长的 100.0 %'),
    ]);
    const apart = ids.map((id, n) => target(id, n < 3 ? [`2026-09-1${n}`] : []));
    expect(outageAnalysis(view(), apart)).toEqual([]);
  });

  it('of findings tells that they become fewer, and where they wait too long', () => {
    const history = Array.from({ length: 10 }, (_, n) => ({
      at: `2026-${String(n + 1).padStart(2, '0')}-10T10:00:00+08:00`,
      scan: '',
      open: { critical: 0, high: 20 - 2 * n, medium: 5, low: 0 },
    }));
    expect(texts(findingTrend(history))).toEqual([
      expect.stringContaining('由 25.0 个降至 7.0 个，每次扫描约减 2.0 个'),
    ]);
    const waiting = (asset: string, n: number, overdue: number) =>
      Array.from({ length: n }, (_, i) => ({
        finding: { asset, address: '' },
        state: 'continuing',
        open: true,
        pastDue: i < overdue,
      })) as unknown as FollowedFinding[];
    const all = [...waiting('db-server-1', 6, 5), ...waiting('app-server-1', 30, 1)];
    const late = all.filter(({ pastDue }) => pastDue);
    expect(texts(overdueAnalysis(view(), all, late))).toEqual([
      expect.stringContaining('数据库服务器 1 的待修复漏洞逾期的偏多：6 个中 5 个，其余 30 个中 1 个'),
    ]);
  });

  it('of operation logs tells busier days and the system of the anomalies', () => {
    const daily = (times: number) =>
      days.slice(0, 30).map((date, n) => ({ date, count: times * (500 + 11 * (n % 6)) }));
    const summary = (times: number, assets: string[]) =>
      ({
        daily: daily(times),
        systems: Array.from({ length: 10 }),
        anomalies: assets.map((asset, n) => ({ asset, anomaly: { at: `${days[n * 4] ?? ''}T09:00:00+08:00` } })),
      }) as unknown as LogSummary;
    expect(texts(logLevel(summary(2, []), summary(1, [])))).toEqual([expect.stringContaining('操作日志由上期每日约')]);
    expect(logLevel(summary(1, []), summary(1, []))).toEqual([]);
    const own = ['subsystem-hr', 'subsystem-hr', 'subsystem-hr', 'subsystem-hr', 'subsystem-hr', 'interface-gis'];
    expect(texts(anomalyAnalysis(view(), summary(1, own)))).toEqual([
      expect.stringContaining('6 项异常操作中 5 项同属人事管理子系统'),
    ]);
  });

  it('of consultations tells the system that is asked about, and nothing of a few', () => {
    const asked = (n: number): ConsultationRecord[] =>
      Array.from({ length: n }, (_, i) => ({
        ...(consultation.example as ConsultationRecord),
        ...{ id: `ZX-${i}`, asset: 'subsystem-hr', at: `${days[(i * 9) % days.length] ?? ''}T10:00:00+08:00` },
      }));
    const own = asked(6);
    expect(texts(consultationAnalysis(view({ consultation: own }), own))).toContainEqual(
      expect.stringContaining('6 次咨询中 6 次同属人事管理子系统'),
    );
    const few = asked(2);
    expect(consultationAnalysis(view({ consultation: few }), few)).toEqual([]);
  });
});
