/** What the workbook of a document says, read from the plan of its sheets and held against the composed model. */
import { printCell } from '../../src/render/cells.ts';
import { alikeThousands } from '../../src/render/thousands.ts';
import { type SheetPlan, sheetsOf } from '../../src/render/xlsx/tables.ts';
import { type SheetValue, sheetValue } from '../../src/render/xlsx/values.ts';
import type { TableBlock } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { drawnOn } from '../../src/report/medium.ts';

/** A figure by itself, as a share or as a number. */
const FIGURE = /^([\d,]+(?:\.\d+)?)( ?%)?$/;

/** The tables of the workbook, those of its sheet 正文 among them. */
export const workbookTables = (document: ReportDocument): { sheet: string; table: TableBlock }[] =>
  sheetsOf(alikeThousands(drawnOn(document, 'workbook'))).flatMap(({ name, parts }: SheetPlan) =>
    parts.map(({ table }) => ({ sheet: name, table })),
  );

/**
 * Cells of a workbook that lack the mark of the printed cell, or hold another number than it prints.
 * @returns with how many cells were read
 */
export function workbookOtherwise(tables: readonly { sheet: string; table: TableBlock }[]): {
  cells: number;
  wrong: string[];
} {
  const found = { cells: 0, wrong: [] as string[] };
  for (const { sheet, table } of tables) {
    for (const [n, row] of [...table.rows, ...(table.totals ?? [])].entries()) {
      for (const column of table.columns) {
        found.cells += 1;
        const { text, mark } = printCell(row.cells[column.key], column);
        const held = sheetValue(row.cells[column.key], column);
        if (isMarked(held, mark) && isSame(held, text)) continue;
        found.wrong.push(
          `${sheet} row ${n + 1} ${column.label}: ${mark ?? ''} ${text}, held ${held.value} as ${held.format}`,
        );
      }
    }
  }
  return found;
}

const isMarked = ({ format = '' }: SheetValue, mark: string | undefined): boolean =>
  mark === undefined || mark === '' || format.includes(mark);

/** What prints as a figure is one, and that one. */
function isSame({ value, format = '' }: SheetValue, text: string): boolean {
  const [, figure, share] = FIGURE.exec(text) ?? [];
  if (figure === undefined || typeof value !== 'number') return true;
  const digits = figure.split('.')[1]?.length ?? 0;
  const shown = share !== undefined && / %$/.test(format) ? value * 100 : value;
  return shown.toFixed(digits) === figure.replaceAll(',', '');
}
