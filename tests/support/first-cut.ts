import type { IssuedSummary, Occurrence } from '../../src/contract/calendar/occurrence.ts';

/** Until when the first revision of an occurrence counted, of those issued; null: none was. */
export function firstCutOf(
  issued: readonly IssuedSummary[],
  { obligation, period }: Pick<Occurrence, 'obligation' | 'period'>,
): string | null {
  const first = issued.find((one) => one.obligation === obligation && one.period === period && one.revision === 1);
  return first === undefined ? null : (first.cut ?? first.issuedAt);
}
