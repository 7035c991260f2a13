/** What of a cell or of a fact is read as text. Pure. */
import type { Cell, FactsBlock, RichCell } from './block.ts';

/** Its text, without mark and second line; a bare number as it is. */
export const cellText = (cell: Cell | undefined): string =>
  typeof cell === 'object' && cell !== null ? cell.text : String(cell ?? '');

/** A cell with all that may stand beside its text. */
export const richCell = (cell: Cell | undefined): RichCell =>
  typeof cell === 'object' && cell !== null ? cell : { text: cellText(cell) };

/** The cells of which a fact consists. */
export const factCells = ({ value }: Pick<FactsBlock['items'][number], 'value'>): RichCell[] =>
  (Array.isArray(value) ? value : [value]).map(richCell);

export const factText = (item: Pick<FactsBlock['items'][number], 'value'>): string =>
  factCells(item)
    .map(({ text }) => text)
    .join('、');
