/** Checks of an inspection as tables: each with its standard and what was measured, those to be seen to, a grid of values. 5.3.5. Pure. */

import type { CheckGroup } from '../../contract/terms/asset-kinds.ts';
import { settledTable, type TableColumn, type TableDefinition } from '../../page/table.ts';
import type { Block, Cell, RichCell, Section, Tone } from '../../report/block.ts';
import { lookCell } from '../../states/look.ts';
import { isOpen, isUnknown, type Outcome, outcomes, rankOf, worstOf } from '../../states/outcome.ts';
import { type CheckResult, checkName } from './judge/result.ts';

type Column = TableColumn<CheckResult>;

/** 判定 as a cell: mark, word and tone. */
export const outcomeCell = (outcome: Outcome): RichCell => lookCell(outcomes[outcome]);

/** Tone of a whole row: only what needs a look is tinted. */
const rowTone = (row: Pick<CheckResult, 'outcome'>): Tone | undefined =>
  isOpen(row) ? outcomes[row.outcome].tone : undefined;

/** A plain figure, with its unit or without: `63.2 %`; not `1 小时 54 分`. */
const FIGURE = /^[-−]?\d[\d,]*(?:\.(\d+))?(?: [^\s\d]+)?$/;

/** Measured value with the number behind it, so that a workbook can calculate. */
export function measuredCell({ measured, value }: Pick<CheckResult, 'measured' | 'value'>): Cell {
  const figure = FIGURE.exec(measured);
  if (typeof value !== 'number' || figure === null) return measured;
  return { text: measured, value, kind: 'number', decimals: figure[1]?.length ?? 0 };
}

const NO_ACTION = '未登记处理措施';

/** 处理措施 with the permit; for rows that are not normal and have none, the reason is more use than nothing. */
function actionText({ action, permit, outcome }: CheckResult): string {
  const parts = [action, permit === null ? null : `许可 ${permit}`].filter((p) => p !== null);
  return parts.length > 0 ? parts.join('；') : outcome === 'abnormal' ? NO_ACTION : '';
}

const asset: Column = { label: '对象', weight: 1.55, value: ({ assetName }) => assetName };
const check: Column = { label: '检查项', weight: 1.35, title: true, value: checkName };
const measured: Column = { label: '实测值', weight: 1.3, align: 'right', value: measuredCell };
const judged: Column = {
  ...{ label: '判定', type: 'outcome', weight: 1.05, state: true },
  value: ({ outcome }) => outcomeCell(outcome),
  look: ({ outcome }) => outcomes[outcome],
  sort: ({ outcome }) => rankOf(outcome),
};
const action: Column = { label: '处理措施', weight: 4, only: 'paper', value: actionText };

/**
 * Check by check. @param assetOf of several objects what stands for each, on the site; paper has their names
 * @param hasReasons whether the site has a column for why
 */
export const checkTable = (
  title: string,
  assetOf?: (row: CheckResult) => Cell,
  hasReasons = false,
): Omit<TableDefinition<CheckResult>, 'empty'> => ({
  title,
  columns: {
    no: { label: '序号', type: 'number', weight: 0.55, only: 'paper', value: (_, n) => n + 1 },
    asset: assetOf === undefined ? { ...asset, only: 'paper' } : { ...asset, value: assetOf },
    check,
    method: { label: '方法', weight: 1.15, only: 'paper', value: ({ method }) => ({ text: method, tone: 'muted' }) },
    standard: { label: '标准', weight: 1.05, align: 'right', value: ({ standard }) => standard },
    measured,
    outcome: judged,
    ...(hasReasons ? { reason: { label: '说明', wide: true, only: 'site', value: ({ reason }) => reason } } : {}),
    action,
  },
  tone: rowTone,
});

/** What is to be seen to, with what is done about it, and how it is or what was measured of it. */
export const openTable = (title: string, told: 'reason' | 'measured'): Omit<TableDefinition<CheckResult>, 'empty'> => {
  const { weight: _weight, ...unweighed } = judged;
  const { weight: _own, ...plain } = measured;
  return {
    title,
    columns: {
      asset: { ...asset, weight: 1.4 },
      check: { ...check, weight: 1.4 },
      ...(told === 'reason'
        ? { outcome: { ...judged, weight: 1 }, reason: { label: '情况', weight: 2, value: reasonText } }
        : { outcome: unweighed, measured: { ...plain, value: (row) => row.measured } }),
      action: { ...action, weight: 2, value: (row) => actionText(row) || NO_ACTION },
    },
    tone: rowTone,
  };
};

const reasonText = ({ reason, measured: value, standard }: CheckResult): string =>
  reason ?? `${value}，标准 ${standard}`;

/** A row an asset, a column a check: what was measured, or the state where nothing was. @param rows of assets of one kind */
function gridTable(title: string, rows: readonly CheckResult[]): TableDefinition<readonly CheckResult[]> {
  const columns = [...Map.groupBy(rows, ({ label }) => label)].map(([label, own], i) => {
    const members = new Set(own);
    const value = (ofAsset: readonly CheckResult[]) => gridCell(ofAsset.filter((row) => members.has(row)));
    return [`c${i}`, { label, align: 'right' as const, value }] as const;
  });
  return {
    title,
    columns: {
      asset: { label: asset.label, weight: 1.4, value: ([first]) => first?.assetName ?? '' },
      ...Object.fromEntries(columns),
    },
    tone: (ofAsset) => rowTone({ outcome: worstOf(ofAsset) ?? 'normal' }),
    empty: '没有检查项。',
  };
}

const highest = ({ value }: CheckResult): number => (typeof value === 'number' ? value : 0);

/** The worst row of a check decides when it has several instances, such as several mount points. */
function gridCell(rows: readonly CheckResult[]): Cell {
  const [one] = rows.toSorted((a, b) => rankOf(a.outcome) - rankOf(b.outcome) || highest(b) - highest(a));
  if (one === undefined) return null;
  const state = outcomeCell(one.outcome);
  if (isUnknown(one.outcome) || one.outcome === 'not-applicable') return state;
  const where = one.instance === null || rows.length < 2 ? '' : `（${one.instance}）`;
  const cell = measuredCell(one);
  return { ...state, ...(typeof cell === 'object' ? cell : {}), text: `${one.measured}${where}` };
}

/** Section of a group on paper: assets of one kind share a grid, and where nothing was observed one honest line says so. */
export function groupSection(group: CheckGroup, results: readonly CheckResult[]): Section {
  const own = results.filter((r) => r.group === group.id);
  const byKind = [...Map.groupBy(own, (r) => r.kind).values()];
  const blocks = byKind.flatMap((rows): Block[] =>
    rows.every((r) => r.outcome === 'unconfigured' || r.outcome === 'manual-pending')
      ? [unobserved(rows[0]?.kindName ?? '', rows)]
      : [grid(rows[0]?.kindName ?? '', rows)],
  );
  return {
    id: `group-${group.id}`,
    title: group.title,
    blocks: blocks.length > 0 ? blocks : [{ type: 'note', text: '检查清单中没有这一组的检查项。', tone: 'muted' }],
  };
}

/** Assets that the rows speak of; a row over a kind speaks of its members and is no object of its own. */
function countAssets(rows: readonly CheckResult[]): number {
  return new Set(rows.flatMap((r) => (r.members ?? [r]).map((one) => one.asset))).size;
}

function unobserved(name: string, rows: CheckResult[]): Block {
  const assets = countAssets(rows);
  const manual = rows.filter((r) => r.outcome === 'manual-pending').length;
  const auto = rows.length - manual;
  const parts = [auto > 0 ? `${auto} 项未配置数据源，未观测` : '', manual > 0 ? `${manual} 项待人工检查` : ''].filter(
    (p) => p !== '',
  );
  return { type: 'note', text: `${name}（${assets} 个对象）：${parts.join('；')}。`, tone: 'muted' };
}

const grid = (name: string, rows: readonly CheckResult[]): Block =>
  settledTable(gridTable(name, rows), [...Map.groupBy(rows, ({ asset }) => asset).values()], 'paper');
