/** What of the 应交项 is listed one by one: gaps, what was not handed over in time, 退回, 豁免. */

import { type Occurrence, stateWord } from '../../src/contract/calendar/occurrence.ts';
import { periodText } from '../../src/contract/calendar/period-text.ts';
import { cadenceKey, isOfDays } from '../../src/contract/terms/cadence.ts';
import { onTimeWords } from '../../src/contract/terms/due-rules.ts';
import { formatDateTime, toDate } from '../../src/contract/time.ts';
import { settledTable, type TableColumn, type TableDefinition } from '../../src/page/table.ts';
import { momentCell } from '../../src/page/value-cell.ts';
import { fieldLabel } from '../../src/records/fields.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import type { Block, Cell, TableBlock } from '../../src/report/block.ts';
import { toneMarks } from '../../src/states/look.ts';
import { receiptWords } from '../../src/states/receipt.ts';
import {
  countDeliveries,
  type Delivery,
  isGap,
  isInTime,
  isReceived,
} from '../../src/subjects/deliveries/judge/deliveries.ts';
import { handedText, handedTime } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import { dueThenText } from '../../src/subjects/deliveries/judge/due-then.ts';
import { happenedLate, isTold } from '../../src/subjects/deliveries/judge/happenings.ts';
import { missedBy, missedNotes, NO_CAUSE } from '../../src/subjects/deliveries/judge/missed.ts';
import { isInspectionAlone } from '../../src/subjects/deliveries/judge/observed.ts';
import { type Returned, returnTable } from '../../src/subjects/deliveries/taken-back-tables.ts';
import { dueMovedBy } from '../../src/subjects/incidents/judge/interpretation.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import waiverKind from '../../src/subjects/signing/kinds/waiver.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { settledAs } from '../../src/wording/interpretation-words.ts';
import { CLAIMED } from '../../src/wording/words.ts';
import { figure, interval } from '../cells/headline.ts';
import type { PeriodView } from '../period/period.ts';
import { factsOf, factWord, goesByIssue } from './on-time.ts';

/** 送达 or 签收 as it was said, with when it was written down, where that is what it is judged by. */
function handedCell({ handedIn, occurrence }: Delivery, fact: 'delivered' | 'received', missing: string): Cell {
  const { at, writtenAt } = handedTime(handedIn, fact, occurrence.dueAt);
  if (at === null || writtenAt === null) return momentCell(at, missing);
  return { text: handedText({ at, writtenAt }), value: at, kind: 'datetime' };
}

/** Every gap by the fact that decides, one row each: what was late, is still owed, or was never observed. */
export function gapTable(view: PeriodView, list: readonly Delivery[]): TableBlock {
  const word = factWord(view);
  const facts = factsOf(view);
  const causes = missedNotes((view.input.records.note ?? []) as NoteRecord[]);
  const toneOf = ({ state }: Delivery) => (state === 'late' || state === 'delivered-late' ? 'attention' : 'abnormal');
  const signed: TableColumn<Delivery> = {
    ...{ label: '签收时间', type: 'datetime', value: (one) => handedCell(one, 'received', '未登记签收') },
  };
  const columns: TableDefinition<Delivery>['columns'] = {
    name: { label: '交付物与期次', weight: 2, value: nameOf },
    due: { label: '应交时间', type: 'datetime', value: (one) => dueCell(one, view) },
    issued: { label: '签发时间', type: 'datetime', value: ({ first }) => momentCell(first?.issuedAt, '未签发') },
    delivered: {
      ...{ label: '送达时间', type: 'datetime', value: (one) => handedCell(one, 'delivered', '未登记送达') },
    },
    ...(facts.includes('received') ? { signed } : {}),
    state: {
      ...{ label: '情况', type: 'outcome' },
      value: (one) => ({
        text: stateWord(one.state, [one.onTime.by]),
        tone: toneOf(one),
        mark: toneMarks[toneOf(one)],
      }),
    },
    reason: {
      ...{ label: '原因', weight: 1.8 },
      value: (one) => [reasonText(one, causes), one.byReadings].filter((text) => text !== '').join('；'),
    },
  };
  const title = facts.length > 1 ? '未按期交付清单' : `未按期交付清单（按${word}）`;
  return settledTable({ title, columns, tone: toneOf, empty: noGapText(list, word) }, list.filter(isGap), 'paper');
}

const nameOf = ({ obligation, occurrence }: Delivery): string => `${obligation.name} ${shortPeriod(occurrence)}`;

/** What stands where nothing was late: only of what fell due is anything said. */
function noGapText(list: readonly Delivery[], word: string): string {
  const { owed, open: waiting } = countDeliveries(list);
  if (owed + waiting === 0) return '统计区间内没有应交的交付物。';
  const inTime = list.filter((one) => isInTime(one) === true).length;
  if (waiting === 0) return `统计区间内到期的交付物均已按期${word}。`;
  const open = `应交时限未过、尚未${word}的 ${waiting} 份`;
  return inTime === 0 ? `${open}，没有逾期的。` : `已按期${word} ${inTime} 份，${open}，没有逾期的。`;
}

type Causes = ReturnType<typeof missedNotes>;

/** With what the document itself prints, where that is another time, and the 口径 by which that moved. */
function dueCell({ obligation, occurrence: { dueAt }, first }: Delivery, view: PeriodView): Cell {
  const due = momentCell(dueAt, '未确定');
  const then = dueThenText(dueAt, first?.dueAt ?? null);
  if (first === null || then === null || typeof due !== 'object' || due === null) return due;
  const since = dueMovedBy(obligation, first.issuedAt, view.input.contract.interpretations).map(settledAs);
  return { ...due, text: `${due.text}（${[then, ...since].join('；')}）` };
}

function reasonText(one: Delivery, causes: Causes): string {
  const { state, occurrence, onTime } = one;
  if (state === 'missing') {
    const cause = missedBy(causes, occurrence);
    return `${missingText(one)}；${cause === null ? NO_CAUSE : `${cause.text}（${cause.id}）`}`;
  }
  if (state === 'overdue') return isTold(occurrence) ? '有记录，尚未签发' : '所依据的记录不足，没有发生的不补造';
  const word = onTimeWords[onTime.by];
  if (state === 'undelivered') return `已签发，尚未${word}`;
  const day = happenedLate(occurrence, occurrence.dueAt);
  const why = one.lateReason ?? (state === 'delivered-late' ? `未登记逾期${word}原因` : '未登记补报原因');
  return day === null ? why : `所依据的事项 ${day} 才发生；${why}`;
}

/** What there is nothing of. */
function missingText({ obligation, first }: Delivery): string {
  if (first !== null) return '已签发的文档没有所依据的记录，不算交付';
  if (!isOfDays(obligation)) return '没有登记所依据的记录，没有发生的不补造';
  return isInspectionAlone(obligation)
    ? '当日没有巡检记录，未观测的数据不补造'
    : '当日没有任何记录；登记当日的工作记事等记录后可编制，未观测的数据不补造';
}

/** A day as its date, anything else as documents name it. */
export const shortPeriod = (occurrence: Occurrence): string =>
  ISO_DAY.test(occurrence.period) ? occurrence.period : periodText(occurrence);

/**
 * What was issued in time but not registered as delivered in time: grouped, since daily documents are handed over together. What
 * goes by that is a gap itself; nothing where all does.
 */
export function undeliveredTable(view: PeriodView, list: readonly Delivery[]): TableBlock[] {
  if (!goesByIssue(view) && !factsOf(view).includes('issued')) return [];
  const inTime = list.filter((one) => one.onTime.by === 'issued' && one.onTimeByIssue === true);
  const late = inTime.filter((one) => one.onTimeByDelivery === false);
  const kinds = [...Map.groupBy(late, (one) => one.obligation.id).values()];
  // Kinds of one and the same month are handed over together: they are one row, all of them named.
  const groups = [
    ...Map.groupBy(kinds, (own) => `${own[0] && cadenceKey(own[0].obligation)} ${periodsOf(own)}`).values(),
  ];
  const namesOf = (all: Kinds): string[] => all.map(([first]) => first?.obligation.name ?? '');
  const neverOf = (all: Kinds): number => all.flat().filter((one) => one.deliveredAt === null).length;
  const countFigure = (all: Kinds, column: string, value: number) => {
    const ids = all.map(([first]) => first?.obligation.id).join('+');
    return figure(`undelivered.${ids}.${column}`, value, interval(view));
  };
  const columns: TableDefinition<Kinds>['columns'] = {
    name: {
      ...{ label: '交付物', weight: 3 },
      value: (all) => (all.length === 1 ? namesOf(all)[0] : `${namesOf(all).join('、')}（${all.length} 种）`) ?? '',
    },
    count: {
      ...{ label: '份数', type: 'number', value: (all) => all.flat().length },
      figure: (all) => countFigure(all, 'count', all.flat().length),
    },
    never: {
      ...{ label: '未登记送达', type: 'number', value: neverOf },
      figure: (all) => countFigure(all, 'never', neverOf(all)),
    },
    periods: { label: waiverLabel('period'), weight: 2, value: ([first]) => periodsOf(first ?? []) },
  };
  return [settledTable({ title: '按期签发但未按期送达', columns, empty: handedOverText(inTime) }, groups, 'paper')];
}

/** Deliveries of kinds that are handed over together, by their kind. */
type Kinds = readonly Delivery[][];

/** Where nothing was handed over late: what is still on its way is not handed over in time. @param inTime issued in time, going by that */
function handedOverText(inTime: readonly Delivery[]): string {
  if (inTime.length === 0) return '没有按期签发的交付物。';
  const open = inTime.filter(({ onTimeByDelivery }) => onTimeByDelivery !== true).length;
  if (open === 0) return '按期签发的交付物均已按期登记送达。';
  const done = open === inTime.length ? '' : `已按期登记送达 ${inTime.length - open} 份，`;
  return `按期签发的交付物 ${inTime.length} 份：${done}应交时限未过、尚未登记送达 ${open} 份。`;
}

const periodsOf = (own: readonly Delivery[]): string => periodsText(own.map((one) => shortPeriod(one.occurrence)));

/** Days that follow each other as `2026-11-04 至 2026-11-14`; other periods as they are. */
export function periodsText(periods: readonly string[]): string {
  const runs: { first: string; last: string }[] = [];
  for (const period of periods) {
    const run = runs.at(-1);
    if (run !== undefined && ISO_DAY.test(period) && ISO_DAY.test(run.last) && nextDay(run.last) === period)
      run.last = period;
    else runs.push({ first: period, last: period });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first} 至 ${last}`)).join('、');
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const nextDay = (day: string): string => toDate(day).add({ days: 1 }).toString();

/** 退回 of the period with reason and what followed. */
export const returnsTable = (list: readonly Delivery[]): TableBlock =>
  settledTable(
    returnTable,
    list.flatMap((one) => one.returns.map((act) => returnedOf(one, act))),
    'paper',
  );

function returnedOf(one: Delivery, act: SignoffRecord): Returned {
  const next = one.current !== null && one.current.revision > act.revision ? one.current : null;
  const received = isReceived(one) ? `，${receiptWords.received}` : '';
  return {
    act,
    name: nameOf(one),
    revision: `第 ${act.revision} 版${isVouched(act, act.at) ? '' : `（${CLAIMED}）`}`,
    next: next === null ? null : `${next.number}（${formatDateTime(next.issuedAt)}）${received}`,
  };
}

/** 豁免 with who and why. */
export function waiverTable(list: readonly Delivery[]): Block[] {
  const waived = list.flatMap((one) => (one.waiver === null ? [] : [{ one, waiver: one.waiver }]));
  return waived.length === 0 ? [] : [settledTable(waivers, waived, 'paper')];
}

const waiverLabel = (field: string): string => fieldLabel(waiverKind.schema, field);

const waivers: TableDefinition<{ one: Delivery; waiver: NonNullable<Delivery['waiver']> }> = {
  title: '已豁免的交付物',
  columns: {
    name: { label: '交付物', weight: 1.6, value: ({ one }) => one.obligation.name },
    period: { label: waiverLabel('period'), value: ({ one }) => shortPeriod(one.occurrence) },
    by: { label: waiverLabel('approvedBy'), value: ({ waiver }) => waiver.approvedBy },
    at: { label: waiverLabel('at'), type: 'datetime', value: ({ waiver }) => momentCell(waiver.at) },
    reason: {
      ...{ label: waiverLabel('reason'), weight: 2 },
      value: ({ waiver: { document, reason } }) => (document === undefined ? reason : `${reason}（${document}）`),
    },
  },
  empty: '没有豁免。',
};
