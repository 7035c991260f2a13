/** Columns of figures in one form on the pages of the site, as in documents. Pure. */
import { cellText } from '../../report/cell.ts';
import type { Cell, SitePage, TableBlock } from '../../report/site-model.ts';
import { areMixed, dividedText } from '../../wording/thousands.ts';

/** The pages, in whose tables a column that stands at the right has all figures divided by thousands where it has one. */
export const alikeThousands = (pages: readonly SitePage[]): SitePage[] =>
  pages.map((page) => ({
    ...page,
    sections: page.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => (block.type === 'table' ? alikeTable(block) : block)),
    })),
  }));

function alikeTable(table: TableBlock): TableBlock {
  const mixed = table.columns.filter(
    ({ key, align }) => align === 'right' && areMixed(table.rows.map(({ cells }) => cellText(cells[key]))),
  );
  if (mixed.length === 0) return table;
  const rows = table.rows.map((row) => ({
    ...row,
    cells: { ...row.cells, ...Object.fromEntries(mixed.map(({ key }) => [key, divided(row.cells[key] ?? '')])) },
  }));
  return { ...table, rows };
}

const divided = (cell: Cell): Cell =>
  typeof cell === 'object' && cell !== null ? { ...cell, text: dividedText(cell.text) } : dividedText(cellText(cell));
