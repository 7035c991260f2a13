/** What is said of a score sheet beside the sheet itself. Pure. */
import type { Block } from '../../report/block.ts';
import type { ScoreSheet } from './facts.ts';

type Note = Extract<Block, { type: 'note' }>;

/** Id of the part of a sheet that has its result. */
export const RESULT = /-result$/;

const isConclusion = (block: Block): block is Note => block.type === 'note' && block.emphasis === true;

/** The conclusion of each scheme of a sheet, in its order. */
export const conclusionsOf = ({ sections }: Pick<ScoreSheet, 'sections'>): Note[] =>
  sections.filter(({ id }) => RESULT.test(id)).flatMap(({ blocks }) => blocks.find(isConclusion) ?? []);

/** Of each obligation the sheet of its newest period: of the one that runs, or of the last. @param sheets the newest first */
export const newestSheets = (sheets: readonly ScoreSheet[]): ScoreSheet[] =>
  [...Map.groupBy(sheets, ({ obligation }) => obligation).values()].flatMap(([first]) => first ?? []);
