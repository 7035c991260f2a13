/** One section of the inspection log per group: a grid asset × check, or one honest line where nothing was observed. */
import type { CheckResult } from '../../src/assess/inspection/result.ts';
import type { CheckGroup } from '../../src/contract/terms/asset-kinds.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Block, Section } from '../../src/report/block.ts';
import { gridTable } from '../../src/subjects/inspections/check-tables.ts';

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

const grid = (name: string, rows: readonly CheckResult[]): Block =>
  settledTable(gridTable(name, rows), [...Map.groupBy(rows, ({ asset }) => asset).values()], 'paper');
