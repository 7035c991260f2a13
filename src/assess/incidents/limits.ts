/** Limits of the response commitments (data of the contract) for one kind of clock. Pure. */
import type { Commitment } from '../../contract/terms/levels.ts';

/** One limit, with every clause that sets it. */
export interface Limit {
  seconds: number;
  clause: string;
  majorOnly: boolean;
}

/** Distinct limits of a clock, strictest first; commitments with the same limit and scope are one. */
export function limitsOf(commitments: readonly Commitment[], clock: Commitment['clock']): Limit[] {
  const limits: Limit[] = [];
  for (const one of commitments.filter((commitment) => commitment.clock === clock)) {
    const seconds = one.limitMinutes * 60;
    const same = limits.find((limit) => limit.seconds === seconds && limit.majorOnly === one.majorOnly);
    if (same === undefined) limits.push({ seconds, clause: one.clause, majorOnly: one.majorOnly });
    else if (!same.clause.split('、').includes(one.clause)) same.clause += `、${one.clause}`;
  }
  return limits.sort((a, b) => a.seconds - b.seconds);
}

/** The clauses of several limits, joined. */
export const clausesOf = (limits: readonly Limit[]): string =>
  [...new Set(limits.flatMap((one) => one.clause.split('、')))].join('、');
