/** Inspected days as tables: what came of each, and what kept coming back. 5.3.5. Pure. */

import type { TableColumn, TableDefinition } from '../../page/table.ts';
import { countCell } from '../../page/value-cell.ts';
import type { Tone } from '../../report/block.ts';
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import { type Outcome, outcomeWords } from '../../states/outcome.ts';
import { outcomeCell } from './check-tables.ts';
import type { InspectedDay, RecurringAbnormality } from './judge/days.ts';

/** What was abnormal, most days first. */
export const recurringTable: Omit<TableDefinition<RecurringAbnormality>, 'empty'> = {
  title: '异常项',
  columns: {
    asset: { label: '对象', weight: 1.5, value: (one) => one.asset },
    check: { label: '检查项', weight: 1.5, value: (one) => one.check },
    days: { label: '异常天数', type: 'number', unit: '天', value: ({ days }) => days.length },
    when: { label: '日期', weight: 1.6, value: ({ days }) => [...new Set([days[0], days.at(-1)])].join(' 至 ') },
    measured: { label: '最近异常值', align: 'right', value: ({ lastMeasured }) => lastMeasured },
    now: {
      ...{ label: '最后一次巡检', type: 'outcome' },
      value: ({ now }) => (now === null ? { text: '未检查', tone: 'muted' } : outcomeCell(now)),
    },
  },
};

/** Characters of the year of a day. */
const YEAR = 4;

/** @param days those that are told: of one year they are told apart without it, and the table stands beside itself on paper */
export function dayTable(days: readonly InspectedDay[], within: FigureInterval): TableDefinition<InspectedDay> {
  const years = new Set(days.map(({ date }) => date.slice(0, YEAR)));
  const shortOf = (date: string): string => (years.size > 1 ? date : date.slice(YEAR + 1));
  const counted = (label: string, of: Outcome | 'total', tone?: Tone, name: string = of) =>
    ({
      ...{ label, type: 'number' },
      value: ({ counts }) => (tone === undefined ? counts[of] : countCell(counts[of], tone)),
      figure: ({ date, counts }) => figureOf(`inspection.${date}.${name}`, counts[of], within),
    }) satisfies TableColumn<InspectedDay>;
  const outcome = (of: Outcome, tone?: Tone, name?: string) => counted(outcomeWords[of], of, tone, name);
  return {
    title: '逐日巡检结果',
    columns: {
      date: { label: '日期', type: 'date', value: ({ date }) => ({ text: shortOf(date), value: date, kind: 'date' }) },
      total: counted('检查项', 'total'),
      normal: outcome('normal'),
      abnormal: outcome('abnormal', 'abnormal'),
      unreachable: outcome('unreachable', 'attention'),
      stale: outcome('stale', 'attention'),
      unconfigured: outcome('unconfigured'),
      notApplicable: outcome('not-applicable'),
      pending: outcome('manual-pending', undefined, 'pending'),
      confirmed: {
        label: '确认',
        value: ({ confirmed }) => (confirmed ? '已确认' : { text: '未确认', tone: 'attention' }),
      },
    },
    empty: '没有巡检记录。',
  };
}
