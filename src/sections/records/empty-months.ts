/** Months of the service of which nobody wrote anything down, of what the contract wants all the time: silence is no presence. Pure. */

import { inspectsAnything } from '../../contract/asked.ts';
import { monthText } from '../../contract/calendar/month-text.ts';
import type { Block } from '../../report/site-model.ts';
import type { SiteFacts } from '../parts/facts.ts';

/** Kinds that the contract wants in every month, if it wants them at all. */
const WANTED: Readonly<Record<string, (facts: SiteFacts) => boolean>> = {
  duty: ({ contract }) => (contract.contract.requirements?.posts?.length ?? 0) > 0,
  inspection: ({ contract }) => inspectsAnything(contract),
};

/**
 * A note that names them; nothing where there are none, and of a kind that may well have none.
 * @param months `YYYY-MM` with records, in any order
 */
export function emptyMonths(facts: SiteFacts, kind: string, label: string, months: Iterable<string>): Block[] {
  if (WANTED[kind]?.(facts) !== true) return [];
  const seen = new Set(months);
  const { from, to } = facts.contract.contract.servicePeriod;
  // This month may have its records yet.
  const end = Temporal.PlainYearMonth.from(
    to < facts.today ? Temporal.PlainDate.from(to).add({ months: 1 }) : facts.today,
  );
  const spans: string[][] = [];
  let before = '';
  for (
    let month = Temporal.PlainYearMonth.from(from);
    Temporal.PlainYearMonth.compare(month, end) < 0;
    month = month.add({ months: 1 })
  ) {
    const id = month.toString();
    if (seen.has(id)) continue;
    const last = spans.at(-1);
    if (last !== undefined && before === month.subtract({ months: 1 }).toString()) last.push(id);
    else spans.push([id]);
    before = id;
  }
  if (spans.length === 0) return [];
  const text = `服务期内没有任何${label}记录的月份：${spans.map(spanText).join('、')}。没有记录，不能说明当月做到了。`;
  return [{ type: 'note', text, tone: 'attention' }];
}

const spanText = (months: readonly string[]): string => {
  const [first = '', last = first] = [months[0], months.at(-1)];
  return first === last ? monthText(first) : `${monthText(first)}至 ${monthText(last)}（${months.length} 个月）`;
};
