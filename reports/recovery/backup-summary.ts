/** 备份汇总 (5.3.8, 5.5.2, 3.2): per plan, the failures, and the restore tests of the period. */
import { damagedText, isBadSet } from '../../src/assess/recovery/backup-state.ts';
import { type BackupPlanSummary, summariseBackups } from '../../src/assess/recovery/backup-summary.ts';
import { idCell } from '../../src/page/field-cell.ts';
import { recordTable } from '../../src/page/record-table.ts';
import backup, { type BackupRecord } from '../../src/records/kinds/backup.ts';
import restoreTest from '../../src/records/kinds/restore-test.ts';
import type { Figure, Section, TableBlock } from '../../src/report/document.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { countCell, momentCell, sizeCell, table } from '../cells/figures.ts';
import { counts, interval, namedCounts } from '../cells/headline.ts';
import { asksPermits } from '../frame/named.ts';
import { nameOf, ofPeriod, type PeriodView } from '../period/period.ts';
import { backupAnalysis } from './analysis.ts';
import { soundText } from './backup-words.ts';
import { apartNote, owedNote, owedOf } from './owed.ts';

const word = choiceWords(backup);

export function backupSection(view: PeriodView): Section {
  const records = ofPeriod(view, backup);
  const tests = ofPeriod(view, restoreTest);
  const plans = summariseBackups(records);
  const bad = records.filter(isBadSet);
  return {
    id: 'backups',
    title: '备份汇总',
    blocks: [
      {
        type: 'note',
        text: backupText(records, plans),
        figures: backupFigures(view, records, plans),
        ...(records.length === 0
          ? { tone: 'attention' as const }
          : bad.length > 0
            ? { tone: 'abnormal' as const }
            : {}),
      },
      ...owedNote(view, owedOf(view)),
      namedCounts(
        planTable(view, plans),
        interval(view),
        plans.map((one) => `backups.${one.asset}.${one.plan}`),
      ),
      ...apartNote(view),
      ...(records.length === 0 ? [] : [failureTable(view, bad, records)]),
      ...backupAnalysis(view, records),
      recordTable({
        title: '恢复测试',
        kind: restoreTest,
        records: tests,
        columns: [
          { field: 'id', label: '记录编号', weight: 1.3, value: idCell },
          'asset',
          'set',
          'startedAt',
          'finishedAt',
          'result',
          ...(asksPermits(view.input.contract) || tests.some((one) => one.permit !== undefined)
            ? ['permit' as const]
            : []),
        ],
        assetNames: view.names,
        tone: (one) => (one.result === 'passed' ? undefined : 'abnormal'),
        empty: '统计区间内没有登记恢复测试。',
      }),
    ],
  };
}

export function backupText(records: readonly BackupRecord[], plans: readonly BackupPlanSummary[]): string {
  if (records.length === 0) return '统计区间内没有登记备份，不能说明备份是否正常。';
  const sum = (key: 'success' | 'failed' | 'verified' | 'verifyFailed' | 'offsite'): number =>
    plans.reduce((total, one) => total + one[key], 0);
  const damaged = damagedText(records, '次');
  const unchecked = records.length - sum('verified') - sum('verifyFailed');
  return `备份计划 ${plans.length} 项，备份 ${records.length} 次：成功 ${sum('success')} 次，未成功 ${sum('failed')} 次${damaged === '' ? '' : `（其中 ${damaged}）`}；完整性校验通过 ${sum('verified')} 次，未通过 ${sum('verifyFailed')} 次，未校验 ${unchecked} 次；有异地副本的 ${sum('offsite')} 次。`;
}

function backupFigures(
  view: PeriodView,
  records: readonly BackupRecord[],
  plans: readonly BackupPlanSummary[],
): Figure[] {
  const sum = (key: 'success' | 'failed' | 'verified' | 'verifyFailed' | 'offsite'): number =>
    plans.reduce((total, one) => total + one[key], 0);
  const all = {
    total: records.length,
    success: sum('success'),
    failed: sum('failed'),
    verified: sum('verified'),
    verifyFailed: sum('verifyFailed'),
    offsite: sum('offsite'),
  };
  return Object.values(counts('backups', all, interval(view)));
}

function planTable(view: PeriodView, plans: readonly BackupPlanSummary[]): TableBlock {
  return table(
    '各备份计划',
    [
      { key: 'content', label: '内容', type: 'text' },
      { key: 'asset', label: '备份对象', type: 'text', weight: 1.4 },
      { key: 'plan', label: '计划编号', type: 'text', weight: 1.4 },
      { key: 'total', label: '次数', type: 'number' },
      { key: 'success', label: '成功', type: 'number' },
      { key: 'failed', label: '未成功', type: 'number' },
      { key: 'verified', label: '校验通过', type: 'number' },
      { key: 'offsite', label: '异地副本', type: 'number' },
      { key: 'last', label: '最近成功', type: 'datetime' },
      { key: 'size', label: '大小', type: 'text', align: 'right' },
    ],
    plans.map((one) => ({
      ...(one.failed > 0 ? { tone: 'abnormal' as const } : {}),
      cells: {
        plan: one.plan,
        asset: nameOf(view, one.asset),
        content: word('content', one.content),
        total: one.total,
        success: one.success,
        failed: countCell(one.failed),
        verified: one.verified,
        offsite: one.offsite,
        last: momentCell(one.lastSuccess, '没有成功'),
        size: sizeCell(one.lastSize),
      },
    })),
    '未登记备份。',
  );
}

export function failureTable(view: PeriodView, bad: readonly BackupRecord[], all: readonly BackupRecord[]): TableBlock {
  return recordTable({
    title: '未成功或校验未通过的备份',
    kind: backup,
    records: bad,
    columns: [
      { field: 'id', label: '记录编号', weight: 1.3, value: idCell },
      'asset',
      { field: 'content' },
      'startedAt',
      'result',
      'verified',
      {
        field: 'reason',
        label: '原因',
        weight: 2,
        value: (r: BackupRecord) => r.reason ?? r.verifyNote ?? '未登记原因',
      },
    ],
    assetNames: view.names,
    tone: () => 'abnormal',
    empty: `登记的备份${soundText(all)}。`,
  });
}
