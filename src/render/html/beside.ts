/** Blocks of a section side by side on paper: small tables, and charts drawn at half the width. Pure. */
import type { Block, ChartBlock } from '../../report/block.ts';
import type { BlockView } from './block.ts';

/** Gap between two of them, as a share of the page's width. */
const GAP = 0.035;

/** Joins neighbours that fit one line of the page. */
export function besideEachOther(blocks: readonly BlockView[]): BlockView[] {
  const rows: BlockView[][] = [];
  let room = 0;
  for (const block of blocks) {
    const { narrow } = block;
    if (narrow !== undefined && narrow + GAP <= room) {
      rows.at(-1)?.push(block);
      room -= narrow + GAP;
    } else {
      rows.push([block]);
      room = narrow === undefined ? 0 : 1 - narrow;
    }
  }
  return rows.map((row) => (row.length === 1 ? (row[0] as BlockView) : inOneLine(row)));
}

/** Room that is left goes to each by its width. */
function inOneLine(row: readonly BlockView[]): BlockView {
  const wanted = row.reduce((sum, { narrow = 0 }) => sum + narrow, 0);
  const free = 1 - GAP * (row.length - 1);
  const items = row.map((block) => ({
    ...block,
    width: Math.round(((block.narrow ?? 0) / wanted) * free * 10_000) / 100,
  }));
  return { partial: 'beside', items };
}

/** Most values along the axis of a chart of half the width. */
const LONGEST_AXIS = 40;

const isSmallChart = (block: Block | undefined): block is ChartBlock =>
  block?.type === 'chart' && block.chart !== 'horizontal-bar' && block.x.length <= LONGEST_AXIS;

/** Charts of a section that stand in pairs. */
export function pairedCharts(blocks: readonly Block[]): ReadonlySet<ChartBlock> {
  const paired = new Set<ChartBlock>();
  for (let at = 0; at + 1 < blocks.length; at += 1) {
    const [one, other] = [blocks[at], blocks[at + 1]];
    if (!isSmallChart(one) || !isSmallChart(other)) continue;
    paired.add(one).add(other);
    at += 1;
  }
  return paired;
}
