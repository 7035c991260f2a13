/** Instalments that may soon be paid, or already could be, and lack something: a reason of the verdict. Pure. */
import { instalmentWords } from '../../states/instalment.ts';
import { isLacking, type JudgedInstalment, lackingText } from '../../subjects/payments/judge/instalments.ts';
import type { Reason } from './verdict-board.ts';

const HREF = '/expenses#instalments';

export function instalmentReason(all: readonly JudgedInstalment[]): Reason | null {
  const own = all.filter(isLacking);
  if (own.length === 0) return null;
  return {
    gravity: 'incomplete',
    text: `付款${instalmentWords.lacking}：${own.map(lackingText).join('；')}`,
    brief: `付款${instalmentWords.lacking} ${own.length} 期`,
    href: HREF,
  };
}
