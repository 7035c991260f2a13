/** What a quota is called, and the name of its section, wherever one is told of. Pure. */
import type { Cell } from '../../report/block.ts';
import { type Tone, toneMarks } from '../../states/look.ts';
import { isSpent, type Quota } from './judge/quota.ts';

/** `重大故障与年度限额`; of a quota on no class its own name. */
export const quotaTitle = ({ counts, name }: Quota): string => (counts === null ? name : `${counts}与${name}`);

/** Its section. @param n its place among the quotas of the contract */
export const quotaId = (n: number): string => (n === 0 ? 'quota' : `quota-${n + 1}`);

/** How a count of one reading stands out: the supplier's as soon as nothing is left of the limit, what is 待定 at once, others' never. */
export function quotaMark(
  side: 'supplier' | 'pending' | 'others',
  count: number,
  limit: number,
): { tone?: Tone; mark?: string } {
  if (side === 'supplier' && isSpent({ supplier: count }, limit)) return { tone: 'abnormal', mark: toneMarks.abnormal };
  return side === 'pending' && count > 0 ? { tone: 'attention', mark: toneMarks.attention } : {};
}

/** The same as a cell of a document. */
export const quotaCell = (side: 'supplier' | 'pending', count: number, { limit }: Pick<Quota, 'limit'>): Cell => ({
  ...{ text: String(count), value: count, kind: 'number', decimals: 0 },
  ...quotaMark(side, count, limit),
});
