/** 备份策略 as it was carried out, 备份集清单, and 完整性校验. */

import { dateOf } from '../../src/contract/time.ts';
import { settledTable } from '../../src/page/table.ts';
import type { ChartBlock, Section } from '../../src/report/block.ts';
import { planGaps } from '../../src/subjects/recovery/judge/backup-days.ts';
import { isBadSet } from '../../src/subjects/recovery/judge/backup-state.ts';
import { summariseBackups } from '../../src/subjects/recovery/judge/backup-summary.ts';
import { wantedContents } from '../../src/subjects/recovery/judge/wanted-contents.ts';
import backup, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import { courseTable, type PlanCourse } from '../../src/subjects/recovery/plan-tables.ts';
import { badSetTable, setTable } from '../../src/subjects/recovery/set-tables.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { changeText, MB, rounded } from '../../src/wording/figures.ts';
import { interval } from '../cells/headline.ts';
import { seeWritten } from '../frame/named.ts';
import { allOf, nameOf, naming, type PeriodView } from '../period/period.ts';
import { backupAnalysis } from './analysis.ts';
import { soundText, uncheckedSets } from './backup-words.ts';
import { apartNote, owedNote, owedOf } from './owed.ts';

const word = choiceWords(backup);

/** Most sets on paper; the newest, and the workbook has all. */
const SETS_PRINTED = 60;
export function strategySection(view: PeriodView, backups: readonly BackupRecord[]): Section {
  const made = new Set(backups.map((one) => one.content));
  const lacking = wantedContents(view.input.contract)
    .filter((content) => !made.has(content))
    .map((content) => word('content', content));
  return {
    id: 'strategy',
    title: '备份策略',
    blocks: [
      {
        type: 'note',
        text: `下表按本期登记的备份归纳，为策略的实际执行情况${seeWritten(view.input.contract, '；书面备份策略见', 'mechanism', 'backup')}。`,
        tone: 'muted',
      },
      ...(lacking.length === 0
        ? []
        : [
            {
              type: 'note' as const,
              text: `本期没有登记备份的内容：${lacking.join('、')}。`,
              tone: 'abnormal' as const,
            },
          ]),
      ...owedNote(view, owedOf(view)),
      settledTable(courseTable(naming(view), interval(view)), planCourses(view, backups), 'paper'),
      ...apartNote(view),
      ...sizeTrend(view, backups),
      ...backupAnalysis(view, backups),
    ],
  };
}

function planCourses(view: PeriodView, backups: readonly BackupRecord[]): PlanCourse[] {
  const key = ({ plan, asset }: Pick<BackupRecord, 'plan' | 'asset'>): string => `${plan} ${asset}`;
  const gaps = new Map(planGaps(allOf(view, backup), view.firstDay, view.lastDay).map((one) => [key(one), one]));
  const owed = new Map(owedOf(view).map((one) => [key(one), one]));
  const sets = Map.groupBy(backups, key);
  return summariseBackups(backups).map((one) => ({
    ...one,
    methods: [...new Set((sets.get(key(one)) ?? []).map(({ method }) => method))],
    owed: owed.get(key(one)),
    gap: gaps.get(key(one))?.longestGap ?? null,
  }));
}

export function setSection(view: PeriodView, backups: readonly BackupRecord[]): Section {
  const newest = backups.toReversed();
  const rest = newest.length - SETS_PRINTED;
  const block = settledTable(setTable(naming(view)), newest, 'paper');
  const text = `本期登记备份集 ${newest.length} 份，纸面列出最近 ${SETS_PRINTED} 份，其余 ${rest} 份见电子表格；未成功和校验未通过的另列于“完整性校验”。`;
  return {
    id: 'sets',
    title: '备份集清单',
    blocks: [
      ...(rest > 0
        ? [
            { type: 'note' as const, text },
            { ...block, printedRows: SETS_PRINTED },
          ]
        : [block]),
    ],
  };
}

/** Most lines in one chart: more cannot be told apart in black and white. */
const LINES = 4;

/** Sizes of the largest plans from set to set: one that suddenly shrinks is seen before it is needed. */
function sizeTrend(view: PeriodView, backups: readonly BackupRecord[]): ChartBlock[] {
  const sized = backups.filter((one) => one.result === 'success' && one.size !== undefined);
  const days = [...new Set(sized.map((one) => dateOf(one.startedAt)))].sort();
  if (days.length < 2) return [];
  const last = (own: readonly BackupRecord[]): number => own.at(-1)?.size ?? 0;
  const plans = [...Map.groupBy(sized, (one) => `${nameOf(view, one.asset)}（${word('content', one.content)}）`)]
    .sort(([a, x], [b, y]) => last(y) - last(x) || (a < b ? -1 : 1))
    .slice(0, LINES);
  const series = plans.map(([name, own]) => {
    const byDay = new Map(own.map((one) => [dateOf(one.startedAt), one.size ?? 0]));
    return { name, values: days.map((day) => toMegabytes(byDay.get(day))) };
  });
  const change = plans.map(([name, own]) => `${name} ${growth(own)}`);
  return [
    {
      type: 'chart',
      chart: 'line',
      title: '备份集大小',
      x: days.map((day) => day.slice(5)),
      series,
      unit: 'MB',
      min: 0,
      summary: `本期首末两份的变化：${change.join('；')}。`,
    },
  ];
}

const toMegabytes = (bytes: number | undefined): number | null => (bytes === undefined ? null : rounded(bytes / MB, 1));

function growth(own: readonly BackupRecord[]): string {
  const first = own[0]?.size ?? 0;
  const end = own.at(-1)?.size ?? 0;
  if (first === 0) return '首份大小为 0';
  return changeText(first, end);
}

export function integritySection(view: PeriodView, backups: readonly BackupRecord[]): Section {
  const count = (test: (one: BackupRecord) => boolean): number => backups.filter(test).length;
  const bad = backups.filter(isBadSet);
  const unchecked = uncheckedSets(backups);
  const text =
    backups.length === 0
      ? '统计区间内没有登记备份，没有可以校验的备份集。'
      : `备份集 ${backups.length} 份：校验通过 ${count((one) => one.verified === 'passed')} 份，未通过 ${count((one) => one.verified === 'failed')} 份，备份成功而未校验 ${unchecked} 份，备份不完整或失败 ${count((one) => one.result !== 'success')} 份。`;
  return {
    id: 'integrity',
    title: '完整性校验',
    blocks: [
      {
        type: 'note',
        text,
        ...(bad.length > 0 || backups.length === 0
          ? { tone: 'abnormal' as const }
          : unchecked > 0
            ? { tone: 'attention' as const }
            : {}),
      },
      settledTable(
        {
          ...badSetTable(naming(view)),
          ...(backups.length === 0 ? {} : { empty: `登记的备份${soundText(backups)}。` }),
        },
        bad,
        'paper',
      ),
    ],
  };
}

/** Number of sets that were not good, for the key figures. */
export const badSets = (backups: readonly BackupRecord[]): number => backups.filter(isBadSet).length;
