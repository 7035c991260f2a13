/** What the page says that a document opens with, for those who tell of the document without showing it. Pure. */
import type { Cell, Section, Tone } from './block.ts';
import { cellText } from './cell.ts';

/** Key of the column that says what happened. */
export const NEWS = 'what';

/** Key of the column that says of which record, clause or section it is. */
const ABOUT = 'id';

/** One thing of it, and the anchor in the document where it stands in full: `#quota`; null where the page leads nowhere. */
export interface News {
  text: string;
  anchor: string | null;
}

/** Its rows of that tone, in their order: worst first. */
export const newsIn = (opening: Pick<Section, 'blocks'>, tone: Tone): string[] =>
  placedNewsIn(opening, tone).map(({ text }) => text);

/** The same, with the place of each in the document. */
export const placedNewsIn = ({ blocks }: Pick<Section, 'blocks'>, tone: Tone): News[] =>
  blocks.flatMap((block) =>
    block.type === 'table'
      ? block.rows.flatMap((row) =>
          row.tone === tone && row.cells[NEWS] !== undefined
            ? [{ text: cellText(row.cells[NEWS]), anchor: anchorOf(row.cells[ABOUT]) }]
            : [],
        )
      : [],
  );

const anchorOf = (cell: Cell | undefined): string | null =>
  typeof cell === 'object' && cell?.link?.startsWith('#') === true ? cell.link : null;
