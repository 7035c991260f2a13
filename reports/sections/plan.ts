/** 下期计划: what the contract asks for next, and what was planned. */
import { periodText } from '../../src/contract/calendar/period-text.ts';
import { isOfDays } from '../../src/contract/terms/cadence.ts';
import { dateOf, formatDateTime } from '../../src/contract/time.ts';
import { momentCell } from '../../src/page/value-cell.ts';
import type { Block, Section } from '../../src/report/block.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import { table } from '../cells/figures.ts';
import { namesOf, ofPeriod, type PeriodView, upToPeriod } from '../period/period.ts';
import { nextEnd, periodWords } from '../period/words.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { lastDays } from '../periodic/open.ts';

import type { ReportSection } from './_section.ts';

export default {
  id: 'plan',
  title: '下期计划',
  kinds: ['renewal', 'maintenance-window', 'note'],
  occurrences: true,
  compose,
} satisfies ReportSection;

function compose(facts: PeriodFacts): Section {
  const { view, renewals } = facts;
  const end = nextEnd(view);
  const { next } = periodWords(view);
  // What was renewed runs out again, on the day to which it was.
  const upcoming = renewals.filter(
    ({ state, expiresOn, renewal: { status, renewedTo } }) =>
      state !== 'stopped' &&
      (status !== 'renewed' || renewedTo !== undefined) &&
      expiresOn > view.to &&
      expiresOn <= end,
  );
  const windows = upToPeriod(view, maintenanceWindow).filter(
    (one) => dateOf(one.from) > view.to && dateOf(one.from) <= end && one.cancelled !== 'yes',
  );
  return {
    id: 'plan',
    title: `${next}计划`,
    blocks: [
      dueTable(view, end, next),
      {
        type: 'list',
        items: [
          ...windows.map((one) => ({
            text: `维护窗口 ${formatDateTime(one.from)} 至 ${formatDateTime(one.to)}：${one.purpose}（${namesOf(view, one.assets)}）`,
          })),
          ...upcoming.map((one) => ({ text: `到期事项：${one.renewal.item}，${one.expiresOn} 到期` })),
          ...ofPeriod(view, note)
            .filter((one) => one.topic === 'plan' && one.date >= lastDays(view))
            .map((one) => ({ text: `${one.text}（${one.id}）` })),
        ],
        empty: `未登记${next}的维护窗口、到期事项或工作计划。`,
      },
    ],
  };
}

/** What the contract makes due after the period, the daily documents left out. */
function dueTable(view: PeriodView, end: string, span: string): Block {
  const { input } = view;
  const { obligations, registers, written } = input.contract;
  const byId = new Map([...obligations, ...registers, ...written].map((one) => [one.id, one]));
  const daily = [...byId.values()].some(isOfDays);
  const next = input.occurrences.filter(({ dueAt, obligation, event, from, period }) => {
    if (dueAt === null || isOfDays(byId.get(obligation) ?? {})) return false;
    // What lies before the reader is not to come.
    if (obligation === input.obligation.id && period === input.occurrence.period) return false;
    if (event !== undefined && from > view.to) return false;
    const day = dateOf(dueAt);
    return day > view.to && day <= end;
  });
  return table(
    daily ? `${span}到期的交付物（逐日提交的不列）` : `${span}到期的交付物`,
    [
      { key: 'name', label: '交付物', type: 'text', weight: 2.4 },
      { key: 'period', label: '期次', type: 'text', weight: 2 },
      { key: 'due', label: '期限', type: 'datetime', weight: 1.4 },
    ],
    next.map((one) => ({
      cells: {
        name: byId.get(one.obligation)?.name ?? one.obligation,
        period: periodText(one),
        due: momentCell(one.dueAt),
      },
    })),
    daily ? `${span}没有到期的交付物（逐日提交的不列）。` : `${span}没有到期的交付物。`,
  );
}
