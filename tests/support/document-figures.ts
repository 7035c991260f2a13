/** Numbers of a document that are no figures: key figures without an id, rates without what they are counted from. */

import { figureDefinitions } from '../../src/pipeline/figure-definitions.ts';
import { printedIn } from '../../src/recount/compare/compare.ts';
import type { Cell, Row, TableBlock } from '../../src/report/block.ts';
import { cellText } from '../../src/report/cell.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { definitionOf } from '../../src/report/figure-definition.ts';

/** A cell that is a share, with the cases in brackets: not a limit or a reason that names one. */
const PERCENT = /^[▲△–]?\s*\d[\d.]* ?%(?:$|（)/;

/** Where they stand: `overview 受影响用户`, `database 容量预测 fit`. */
export function bareFigures({ sections }: Pick<ReportDocument, 'sections'>): string[] {
  return sections.flatMap(({ id, blocks }) =>
    blocks.flatMap((block) => {
      if (block.type === 'key-figures')
        return block.items.flatMap(({ label, figure, value }) =>
          figure === undefined && /\d/.test(value) ? [`${id} ${label}`] : [],
        );
      return block.type === 'table' ? bareRates(block).map((place) => `${id} ${place}`) : [];
    }),
  );
}

/**
 * Counts in tables that were counted, as opposed to lists of records, which are numbered. Where they stand, as of rates; what its
 * place in a table says is left out of its title.
 */
export function bareCounts({ sections }: Pick<ReportDocument, 'sections'>): string[] {
  return sections.flatMap(({ id, blocks }) =>
    blocks.flatMap((block) => {
      if (block.type !== 'table' || block.columns[0]?.label === '序号') return [];
      const columns = block.columns.filter(({ type }) => type === 'number').map(({ key }) => key);
      const bare = columns.filter((key) =>
        block.rows.some(({ cells, figures }) => isCount(cells[key]) && figures?.[key] === undefined),
      );
      return bare.map((key) => `${id} ${(block.title ?? '').replace(/（.*$/, '')} ${key}`);
    }),
  );
}

const isCount = (cell: Cell | undefined): boolean =>
  typeof cell === 'number' || (typeof cell === 'object' && cell !== null && cell.kind === 'number');

function bareRates({ title = '', rows, totals = [] }: TableBlock): string[] {
  return [...rows, ...totals].flatMap((row) =>
    Object.entries(row.cells)
      .filter(([key, cell]) => PERCENT.test(cellText(cell)) && !isCounted(row, key))
      .map(([key]) => `${title} ${key}`),
  );
}

/** It has an id, and in a workbook numerator and denominator stand beside it. */
function isCounted({ cells, figures }: Row, key: string): boolean {
  const cell = cells[key];
  const figure = figures?.[key];
  if (figure === undefined || typeof cell !== 'object' || cell === null || cell.of === undefined) return false;
  return cell.of.numerator === figure.numerator && cell.of.denominator === figure.denominator;
}

/** Found defined before: most ids stand in document after document. */
const defined = new Set<string>();

function isDefined(id: string): boolean {
  if (!defined.has(id) && definitionOf(figureDefinitions, id) !== undefined) defined.add(id);
  return defined.has(id);
}

/** Ids of figures that the manual does not define. */
export const undefinedFigures = (document: ReportDocument): string[] =>
  printedIn(document)
    .map(({ figure }) => figure.id as string)
    .filter((id) => !isDefined(id));
