/** What the page says that a document opens with, for those who tell of the document without showing it. Pure. */
import type { Cell, Section, Tone } from './document.ts';

/** Key of the column that says what happened. */
export const NEWS = 'what';

const textOf = (cell: Cell | undefined): string =>
  typeof cell === 'object' && cell !== null ? cell.text : String(cell ?? '');

/** Its rows of that tone, in their order: worst first. */
export const newsIn = ({ blocks }: Pick<Section, 'blocks'>, tone: Tone): string[] =>
  blocks.flatMap((block) =>
    block.type === 'table'
      ? block.rows.flatMap((row) =>
          row.tone === tone && row.cells[NEWS] !== undefined ? [textOf(row.cells[NEWS])] : [],
        )
      : [],
  );
