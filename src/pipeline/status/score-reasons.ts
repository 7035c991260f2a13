/** What the score sheet of the running period gives as reasons: a result that costs something, or on which no conclusion is drawn. Pure. */
import type { Block } from '../../report/document.ts';
import type { Figure } from '../../report/figure.ts';
import type { ScoreSheet } from '../../sections/parts/facts.ts';
import type { Reason } from './verdict-board.ts';

const RESULT = /-result$/;

/** The conclusion of each scheme, where it is another than that nothing is deducted. */
export function scoreReasons(sheets: readonly ScoreSheet[]): Reason[] {
  return sheets.flatMap(({ name, periodText, sections, problem }): Reason[] => {
    const about = `${name} ${periodText}`;
    if (problem !== null) return [{ gravity: 'unmeasured', text: `${about}未能计算：${problem}`, href: '/scores' }];
    return sections
      .filter(({ id }) => RESULT.test(id))
      .flatMap(({ blocks }) => blocks.find(isConclusion) ?? [])
      .filter(({ tone }) => tone !== 'normal')
      .map(({ text }) => ({
        gravity: 'cost',
        text: `${about}：${text.replace(/。$/, '')}`,
        brief: `${name}有扣减`,
        href: '/scores',
      }));
  });
}

type Note = Extract<Block, { type: 'note' }>;

const isConclusion = (block: Block): block is Note => block.type === 'note' && block.emphasis === true;

/** The numbers of the results, as the sheet has them. */
export const scoreFigures = ({ sections }: ScoreSheet): Figure[] =>
  sections
    .filter(({ id }) => RESULT.test(id))
    .flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.type === 'key-figures' ? block.items.flatMap(({ figure }) => figure ?? []) : [],
      ),
    );
