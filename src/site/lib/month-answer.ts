/** What the contract asked for in a month and how it stands, in one sentence, by the states that the page counts. Pure. */
import type { State, Tone } from './states.ts';

export interface MonthAnswer {
  text: string;
  tone: Tone;
}

/** What never came in time. */
const GONE: readonly State[] = ['missing', 'overdue', 'undelivered'];
const LATE: readonly State[] = ['late', 'delivered-late'];
const OPEN: readonly State[] = ['due', 'awaiting', 'upcoming'];

/**
 * @param counts of the states, in the order in which they are told
 * @param wordOf what a state is called under the contract
 * @param fact what 按期 is said of under it: 签发, 送达, 签收, or 交付 of several
 */
export function monthAnswer(
  month: string,
  counts: readonly { state: State; count: number }[],
  wordOf: (state: State) => string,
  fact: string,
): MonthAnswer {
  const sum = (states: readonly State[]): number =>
    counts.reduce((all, { state, count }) => all + (states.includes(state) ? count : 0), 0);
  const total = counts.reduce((all, { count }) => all + count, 0);
  const asked = `${month}合同要求的都做到了没有：`;
  if (total === 0) return { text: `${asked}本月没有要求的交付物。`, tone: 'muted' };
  const told = counts.filter(({ count }) => count > 0).map(({ state, count }) => `${wordOf(state)} ${count} 项`);
  const waived = sum(['waived']);
  const [answer, tone] = verdict(fact, {
    gone: sum(GONE),
    late: sum(LATE),
    open: sum(OPEN),
    kept: sum(['on-time']),
    waived,
  });
  return { text: `${asked}要求交付的 ${total} 项${answer}（${told.join('，')}）。`, tone };
}

interface Sums {
  gone: number;
  late: number;
  open: number;
  kept: number;
  waived: number;
}

/** 都 is said only of what was asked for, is there and was in time: what is waived or not due yet is told apart. */
function verdict(fact: string, { gone, late, open, kept, waived }: Sums): [string, Tone] {
  if (gone > 0) return [`没有都${fact}`, 'abnormal'];
  if (late > 0) return [open > 0 ? `中已到期的都已${fact}，有晚于期限的` : `都已${fact}，有晚于期限的`, 'attention'];
  if (open > 0) return [kept > 0 ? `中已到期的都按期${fact}，其余未到期` : '尚未到期', 'muted'];
  if (kept === 0) return ['都已豁免', 'muted'];
  return [waived > 0 ? `除豁免的以外都按期${fact}` : `都按期${fact}`, 'normal'];
}
