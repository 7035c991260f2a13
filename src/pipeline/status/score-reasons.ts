/**
 * What the score sheets of the running period and of the last one that ended give as reasons: a result that costs something, or on which
 * no conclusion is drawn. Pure.
 */
import type { Figure } from '../../report/figure.ts';
import type { ScoreSheet } from '../../sections/parts/facts.ts';
import { conclusionsOf, newestSheets, RESULT } from '../../sections/parts/score-sheets.ts';
import type { Reason } from './verdict-board.ts';

/** The conclusion of each scheme, where it is another than that nothing is deducted, or that the period goes on. @param sheets the newest first */
export function scoreReasons(sheets: readonly ScoreSheet[]): Reason[] {
  const told = new Set([...newestSheets(sheets), ...newestSheets(sheets.filter(({ ended }) => ended))]);
  return sheets
    .filter((one) => told.has(one))
    .flatMap((sheet): Reason[] => {
      const { name, periodText, problem } = sheet;
      const about = `${name} ${periodText}`;
      if (problem !== null) return [{ gravity: 'unmeasured', text: `${about}未能计算：${problem}`, href: '/scores' }];
      return conclusionsOf(sheet)
        .filter(({ tone }) => tone === 'abnormal' || tone === 'attention')
        .map(({ text, tone }) => ({
          gravity: tone === 'abnormal' ? 'cost' : 'undecided',
          text: `${about}：${text.replace(/。$/, '')}`,
          brief: tone === 'abnormal' ? `${name}有扣减` : `${name}未下结论`,
          href: '/scores',
        }));
    });
}

/** The numbers of the results, as the sheet has them. */
export const scoreFigures = ({ sections }: ScoreSheet): Figure[] =>
  sections
    .filter(({ id }) => RESULT.test(id))
    .flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.type === 'key-figures' ? block.items.flatMap(({ figure }) => figure ?? []) : [],
      ),
    );
