/** 备份策略 as it was carried out, 备份集清单, and 完整性校验. */

import { planGaps } from '../../src/assess/recovery/backup-days.ts';
import type { OwedSets } from '../../src/assess/recovery/backup-owed.ts';
import { isBadSet } from '../../src/assess/recovery/backup-state.ts';
import { summariseBackups } from '../../src/assess/recovery/backup-summary.ts';
import { wantedContents } from '../../src/assess/recovery/wanted-contents.ts';
import { dateOf, secondsBetween } from '../../src/contract/time.ts';
import { idCell } from '../../src/page/field-cell.ts';
import backup, { type BackupRecord } from '../../src/records/kinds/backup.ts';
import type { Cell, ChartBlock, Row, Section, TableBlock } from '../../src/report/document.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { changeText, MB, rounded } from '../../src/wording/figures.ts';
import { MISSING, namesText } from '../../src/wording/words.ts';
import { momentCell, sizeCell, spanCell, table } from '../cells/figures.ts';
import { interval, namedCounts } from '../cells/headline.ts';
import { seeWritten } from '../frame/named.ts';
import { allOf, nameOf, type PeriodView } from '../period/period.ts';
import { backupAnalysis } from './analysis.ts';
import { soundText, uncheckedSets } from './backup-words.ts';
import { apartNote, owedNote, owedOf } from './owed.ts';

const word = choiceWords(backup);

/** Most sets on paper; the newest, and the workbook has all. */
const SETS_PRINTED = 60;
/** Days that one cell names. */
const DAYS_NAMED = 8;

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
      namedCounts(
        planTable(view, backups),
        interval(view),
        summariseBackups(backups).map((one) => `backups.${one.asset}.${one.plan}`),
      ),
      ...apartNote(view),
      ...sizeTrend(view, backups),
      ...backupAnalysis(view, backups),
    ],
  };
}

function planTable(view: PeriodView, backups: readonly BackupRecord[]): TableBlock {
  const gaps = new Map(
    planGaps(allOf(view, backup), view.firstDay, view.lastDay).map((one) => [
      `${one.plan} ${one.asset}`,
      one.longestGap,
    ]),
  );
  const owed = new Map(owedOf(view).map((one) => [`${one.plan} ${one.asset}`, one]));
  const sets = Map.groupBy(backups, (one) => `${one.plan} ${one.asset}`);
  return table(
    '备份计划',
    [
      { key: 'content', label: '内容', type: 'text' },
      { key: 'asset', label: '备份对象', type: 'text', weight: 1.3 },
      { key: 'plan', label: '计划编号', type: 'text', weight: 1.4 },
      { key: 'method', label: '方式', type: 'text', weight: 1.8 },
      { key: 'total', label: '次数', type: 'number' },
      { key: 'success', label: '成功', type: 'number' },
      { key: 'owed', label: '已有/应有', type: 'text', align: 'right', weight: 1.2 },
      { key: 'missing', label: '缺', type: 'text', weight: 1.6 },
      { key: 'gap', label: '最长间断', type: 'text', weight: 1.6 },
      { key: 'offsite', label: '有异地副本', type: 'number' },
    ],
    summariseBackups(backups).map((one): Row => {
      const key = `${one.plan} ${one.asset}`;
      const own = owed.get(key);
      const methods = [...new Set((sets.get(key) ?? []).map((set) => word('method', set.method)))];
      return {
        ...(one.failed > 0 || (own?.missing.length ?? 0) > 0 ? { tone: 'attention' as const } : {}),
        cells: {
          plan: one.plan,
          asset: nameOf(view, one.asset),
          content: word('content', one.content),
          method: methods.join('、'),
          total: one.total,
          success: one.success,
          ...owedCells(own),
          gap:
            own !== undefined && own.rhythm !== null && own.missing.length === 0
              ? NO_GAP
              : gapCell(gaps.get(key) ?? null),
          offsite: one.offsite,
        },
      };
    }),
    '统计区间内没有登记备份。',
  );
}

/** Nor has a plan one that runs once a week, and ran each week. */
const NO_GAP = '没有间断';

const gapCell = (gap: { from: string; to: string; days: number } | null): Cell =>
  gap === null ? NO_GAP : gap.days === 1 ? `1 天（${gap.from}）` : `${gap.days} 天（${gap.from} 至 ${gap.to}）`;

/** Of a plan whose rhythm cannot be read nothing is said. */
function owedCells(own: OwedSets | undefined): { owed: Cell; missing: Cell } {
  if (own === undefined || own.rhythm === null) return { owed: null, missing: null };
  const days = own.missing.map(({ day, tried }) => (tried ? `${day.slice(5)}（未成功）` : day.slice(5)));
  return { owed: `${own.there}/${own.owed}`, missing: namesText(days, '天', DAYS_NAMED) || '没有' };
}

export function setSection(view: PeriodView, backups: readonly BackupRecord[]): Section {
  const newest = backups.toReversed();
  const rest = newest.length - SETS_PRINTED;
  const block = table(
    '备份集清单',
    [
      { key: 'id', label: '记录编号', type: 'text', weight: 1.3 },
      { key: 'asset', label: '备份对象', type: 'text', weight: 1.2 },
      { key: 'set', label: '备份集', type: 'text', weight: 1.5 },
      { key: 'started', label: '开始时间', type: 'datetime', weight: 1.2 },
      { key: 'took', label: '用时', type: 'text', align: 'right' },
      { key: 'size', label: '大小', type: 'text', align: 'right' },
      { key: 'sha256', label: '校验值（SHA-256 前 16 位）', type: 'text', weight: 1.3 },
      { key: 'location', label: '存放位置', type: 'text', weight: 1.5 },
      { key: 'offsite', label: '异地存放位置', type: 'text', weight: 1.5 },
      { key: 'result', label: '结果', type: 'text' },
      { key: 'verified', label: '完整性校验', type: 'text' },
    ],
    newest.map((one) => setRow(view, one)),
    '统计区间内没有登记备份。',
  );
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

function setRow(view: PeriodView, one: BackupRecord): Row {
  return {
    ...(isBadSet(one) ? { tone: 'abnormal' as const } : {}),
    cells: {
      id: idCell(one),
      asset: nameOf(view, one.asset),
      set: one.set,
      started: momentCell(one.startedAt),
      took: spanCell(one.finishedAt === undefined ? null : secondsBetween(one.startedAt, one.finishedAt)),
      size: sizeCell(one.size ?? null),
      sha256: one.sha256?.slice(0, 16) ?? null,
      location: one.location ?? null,
      offsite: one.offsite ?? { text: MISSING, tone: 'attention' },
      result:
        one.result === 'success'
          ? word('result', one.result)
          : { text: word('result', one.result), tone: 'abnormal', mark: '▲' },
      verified: verifiedCell(one.verified),
    },
  };
}

function verifiedCell(verified: BackupRecord['verified']): Cell {
  const text = word('verified', verified);
  if (verified === 'passed') return text;
  return verified === 'failed' ? { text, tone: 'abnormal', mark: '▲' } : { text, tone: 'attention', mark: '○' };
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
      table(
        '未成功或校验未通过的备份集',
        [
          { key: 'id', label: '记录编号', type: 'text', weight: 1.3 },
          { key: 'asset', label: '备份对象', type: 'text', weight: 1.3 },
          { key: 'set', label: '备份集', type: 'text', weight: 1.5 },
          { key: 'started', label: '开始时间', type: 'datetime', weight: 1.2 },
          { key: 'result', label: '结果', type: 'text' },
          { key: 'verified', label: '完整性校验', type: 'text' },
          { key: 'reason', label: '原因', type: 'text', weight: 2 },
        ],
        bad.map((one) => ({
          tone: 'abnormal' as const,
          cells: {
            id: idCell(one),
            asset: nameOf(view, one.asset),
            set: one.set,
            started: momentCell(one.startedAt),
            result: word('result', one.result),
            verified: verifiedCell(one.verified),
            reason: one.reason ?? one.verifyNote ?? MISSING,
          },
        })),
        backups.length === 0 ? '没有登记备份。' : `登记的备份${soundText(backups)}。`,
      ),
    ],
  };
}

/** Number of sets that were not good, for the key figures. */
export const badSets = (backups: readonly BackupRecord[]): number => backups.filter(isBadSet).length;
