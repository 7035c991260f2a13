/** One section of the inspection log per group: a grid asset × check, or one honest line where nothing was observed. */

import type { CheckGroup } from '../../src/contract/terms/asset-kinds.ts';
import type { Block, Cell, Section } from '../../src/report/block.ts';
import { worstFirst } from '../../src/states/outcome.ts';
import type { CheckResult } from '../../src/subjects/inspections/judge/result.ts';
import { measuredCell, outcomeCell, rowTone } from '../cells/rows.ts';

/** Section of a group; assets of one kind share a grid. */
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

/** Worst row of a check decides when a check has several instances, such as several mount points. */
function grid(name: string, rows: CheckResult[]): Block {
  const labels = [...new Set(rows.map((r) => r.label))];
  const byAsset = [...Map.groupBy(rows, (r) => r.asset).values()];
  return {
    type: 'table',
    title: name,
    columns: [
      { key: 'asset', label: '对象', type: 'text', weight: 1.4 },
      ...labels.map((label, i) => ({ key: `c${i}`, label, type: 'text' as const, align: 'right' as const })),
    ],
    rows: byAsset.map((own) => ({
      ...rowTone(worst(own)?.outcome ?? 'normal'),
      cells: {
        asset: own[0]?.assetName ?? '',
        ...Object.fromEntries(labels.map((label, i) => [`c${i}`, gridCell(own.filter((r) => r.label === label))])),
      },
    })),
    empty: '没有检查项。',
  };
}

function worst(results: readonly CheckResult[]): CheckResult | undefined {
  return [...results].sort(
    (a, b) => worstFirst.indexOf(a.outcome) - worstFirst.indexOf(b.outcome) || highest(b) - highest(a),
  )[0];
}

const highest = (r: CheckResult): number => (typeof r.value === 'number' ? r.value : 0);

function gridCell(results: CheckResult[]): Cell {
  const one = worst(results);
  if (one === undefined) return null;
  const mark = outcomeCell(one.outcome);
  if (one.outcome !== 'normal' && one.outcome !== 'abnormal') return mark;
  const where = one.instance === null || results.length < 2 ? '' : `（${one.instance}）`;
  const measured = measuredCell(one);
  const figure = typeof measured === 'object' && measured !== null ? measured : {};
  return { ...mark, ...figure, text: `${one.measured}${where}` };
}
