/** What the page says that a document opens with, for those who tell of the document without showing it. Pure. */
import type { Cell, Section, Tone } from './block.ts';
import { cellText } from './cell.ts';
import type { StatedNews } from './statement.ts';

/** Key of the column that says what happened. */
export const NEWS = 'what';

/** Key of the column that says of which record, clause or section it is. */
const ABOUT = 'id';

/** Its rows of that tone, in their order: worst first. */
export const newsIn = (opening: Pick<Section, 'blocks'>, tone: Tone): string[] =>
  newsOf(opening)
    .filter((one) => one.tone === tone)
    .map(({ text }) => text);

/** All of them, with the place of each in the document. */
export const newsOf = ({ blocks }: Pick<Section, 'blocks'>): StatedNews[] =>
  blocks.flatMap((block) =>
    block.type === 'table'
      ? block.rows.flatMap(({ tone, cells }) =>
          tone === undefined || cells[NEWS] === undefined
            ? []
            : [{ tone, text: cellText(cells[NEWS]), anchor: anchorOf(cells[ABOUT]) }],
        )
      : [],
  );

const anchorOf = (cell: Cell | undefined): string | null =>
  typeof cell === 'object' && cell?.link?.startsWith('#') === true ? cell.link : null;
