/** 备份汇总 (5.3.8, 5.5.2, 3.2): per plan, the failures, and the restore tests of the period. */

import { recordTable } from '../../src/page/record-table.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Section, TableBlock } from '../../src/report/block.ts';
import type { Figure } from '../../src/report/figure.ts';
import { damagedText, isBadSet } from '../../src/subjects/recovery/judge/backup-state.ts';
import { type BackupPlanSummary, summariseBackups } from '../../src/subjects/recovery/judge/backup-summary.ts';
import backup, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import { planTable } from '../../src/subjects/recovery/plan-tables.ts';
import { restoreTable } from '../../src/subjects/recovery/restore-tables.ts';
import { failedSets } from '../../src/subjects/recovery/set-tables.ts';
import { counts, interval } from '../cells/headline.ts';
import { asksPermits } from '../frame/named.ts';
import { naming, ofPeriod, type PeriodView } from '../period/period.ts';
import { backupAnalysis } from './analysis.ts';
import { soundText } from './backup-words.ts';
import { apartNote, owedNote, owedOf } from './owed.ts';

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
      settledTable(planTable(naming(view), interval(view)), plans, 'paper'),
      ...apartNote(view),
      ...(records.length === 0 ? [] : [failureTable(view, bad, records)]),
      ...backupAnalysis(view, records),
      recordTable({
        ...restoreTable(
          naming(view),
          asksPermits(view.input.contract) || tests.some(({ permit }) => permit !== undefined),
        ),
        records: tests,
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

export const failureTable = (
  view: PeriodView,
  bad: readonly BackupRecord[],
  all: readonly BackupRecord[],
): TableBlock =>
  recordTable({ ...failedSets, records: bad, assetNames: view.names, empty: `登记的备份${soundText(all)}。` });
