/** What of the 应交项 is listed one by one: gaps, what was not handed over in time, 退回, 豁免. */

import { type Occurrence, stateWord } from '../../src/contract/calendar/occurrence.ts';
import { periodText } from '../../src/contract/calendar/period-text.ts';
import { cadenceKey, isOfDays } from '../../src/contract/terms/cadence.ts';
import { onTimeWords } from '../../src/contract/terms/due-rules.ts';
import { formatDateTime, toDate } from '../../src/contract/time.ts';
import { momentCell } from '../../src/page/value-cell.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import type { Block, Cell, Row, TableBlock } from '../../src/report/block.ts';
import {
  countDeliveries,
  type Delivery,
  isGap,
  isInTime,
  isReceived,
} from '../../src/subjects/deliveries/judge/deliveries.ts';
import { dueThenText } from '../../src/subjects/deliveries/judge/due-then.ts';
import { happenedLate, isTold } from '../../src/subjects/deliveries/judge/happenings.ts';
import { missedBy, missedNotes, NO_CAUSE } from '../../src/subjects/deliveries/judge/missed.ts';
import { isInspectionAlone } from '../../src/subjects/deliveries/judge/observed.ts';
import { dueMovedBy } from '../../src/subjects/incidents/judge/interpretation.ts';
import { returnText } from '../../src/subjects/signing/returns.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { settledAs } from '../../src/wording/interpretations.ts';
import { CLAIMED } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { interval, namedCounts } from '../cells/headline.ts';
import type { PeriodView } from '../period/period.ts';
import { factsOf, factWord, goesByIssue } from './on-time.ts';

/** Every gap by the fact that decides, one row each: what was late, is still owed, or was never observed. */
export function gapTable(view: PeriodView, list: readonly Delivery[]): TableBlock {
  const word = factWord(view);
  const signed = factsOf(view).includes('received');
  const causes = missedNotes((view.input.records.note ?? []) as NoteRecord[]);
  return table(
    factsOf(view).length > 1 ? '未按期交付清单' : `未按期交付清单（按${word}）`,
    [
      { key: 'name', label: '交付物与期次', type: 'text', weight: 2 },
      { key: 'due', label: '应交时间', type: 'datetime' },
      { key: 'issued', label: '签发时间', type: 'datetime' },
      { key: 'delivered', label: '送达时间', type: 'datetime' },
      ...(signed ? [{ key: 'signed', label: '签收时间', type: 'datetime' as const }] : []),
      { key: 'state', label: '情况', type: 'outcome' },
      { key: 'reason', label: '原因', type: 'text', weight: 1.8 },
    ],
    list.filter(isGap).map((one) => gapRow(view, one, causes)),
    noGapText(list, word),
  );
}

/** What stands where nothing was late: only of what fell due is anything said. */
function noGapText(list: readonly Delivery[], word: string): string {
  const { owed } = countDeliveries(list);
  if (owed === 0) return '统计区间内没有应交的交付物。';
  const inTime = list.filter((one) => isInTime(one) === true).length;
  if (inTime === owed) return `统计区间内到期的交付物均已按期${word}。`;
  const open = `应交时限未过、尚未${word}的 ${owed - inTime} 份`;
  return inTime === 0 ? `${open}，没有逾期的。` : `已按期${word} ${inTime} 份，${open}，没有逾期的。`;
}

type Causes = ReturnType<typeof missedNotes>;

function gapRow(view: PeriodView, one: Delivery, causes: Causes): Row {
  const signed = factsOf(view).includes('received');
  const { obligation, occurrence, first, deliveredAt, state } = one;
  const isLate = state === 'late' || state === 'delivered-late';
  const tone = isLate ? 'attention' : 'abnormal';
  return {
    tone,
    cells: {
      name: `${obligation.name} ${shortPeriod(occurrence)}`,
      due: dueCell(one, view),
      issued: momentCell(first?.issuedAt, '未签发'),
      delivered: momentCell(deliveredAt, '未登记送达'),
      ...(signed ? { signed: momentCell(one.handedIn.received, '未登记签收') } : {}),
      state: { text: stateWord(state, [one.onTime.by]), tone, mark: isLate ? '△' : '▲' },
      reason: [reasonText(one, causes), one.byReadings].filter((text) => text !== '').join('；'),
    },
  };
}

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
  const block = table(
    '按期签发但未按期送达',
    [
      { key: 'name', label: '交付物', type: 'text', weight: 3 },
      { key: 'count', label: '份数', type: 'number' },
      { key: 'never', label: '未登记送达', type: 'number' },
      { key: 'periods', label: '期次', type: 'text', weight: 2 },
    ],
    groups.map((all) => {
      const own = all.flat();
      const names = all.map(([first]) => first?.obligation.name ?? '');
      return {
        cells: {
          name: names.length === 1 ? (names[0] ?? '') : `${names.join('、')}（${names.length} 种）`,
          count: own.length,
          never: own.filter((one) => one.deliveredAt === null).length,
          periods: periodsOf(all[0] ?? []),
        },
      };
    }),
    handedOverText(inTime),
  );
  const ids = groups.map((all) => `undelivered.${all.map(([first]) => first?.obligation.id).join('+')}`);
  return [namedCounts(block, interval(view), ids)];
}

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
export function returnTable(list: readonly Delivery[]): TableBlock {
  const rows = list.flatMap((one) =>
    one.returns.map((back) => {
      const next = one.current !== null && one.current.revision > back.revision ? one.current : null;
      return {
        cells: {
          name: `${one.obligation.name} ${shortPeriod(one.occurrence)}`,
          revision: `第 ${back.revision} 版${isVouched(back, back.at) ? '' : `（${CLAIMED}）`}`,
          at: momentCell(back.at),
          reason: returnText(back),
          next:
            next === null
              ? { text: '尚未签发修订版', tone: 'attention' as const, mark: '△' }
              : `${next.number}（${formatDateTime(next.issuedAt)}）${isReceived(one) ? '，已签收' : ''}`,
        },
      };
    }),
  );
  return table(
    '退回与修订',
    [
      { key: 'name', label: '文档', type: 'text', weight: 1.8 },
      { key: 'revision', label: '退回版次', type: 'text' },
      { key: 'at', label: '退回时间', type: 'datetime' },
      { key: 'reason', label: '退回原因', type: 'text', weight: 1.8 },
      { key: 'next', label: '修订情况', type: 'text', weight: 1.8 },
    ],
    rows,
    '没有登记退回。',
  );
}

/** 豁免 with who and why. */
export function waiverTable(list: readonly Delivery[]): Block[] {
  const waived = list.flatMap((one) => (one.waiver === null ? [] : [{ one, waiver: one.waiver }]));
  if (waived.length === 0) return [];
  return [
    table(
      '已豁免的交付物',
      [
        { key: 'name', label: '交付物', type: 'text', weight: 1.6 },
        { key: 'period', label: '期次', type: 'text' },
        { key: 'by', label: '批准人', type: 'text' },
        { key: 'at', label: '批准时间', type: 'datetime' },
        { key: 'reason', label: '豁免原因', type: 'text', weight: 2 },
      ],
      waived.map(({ one, waiver }) => ({
        cells: {
          name: one.obligation.name,
          period: shortPeriod(one.occurrence),
          by: waiver.approvedBy,
          at: momentCell(waiver.at),
          reason: waiver.document === undefined ? waiver.reason : `${waiver.reason}（${waiver.document}）`,
        },
      })),
      '没有豁免。',
    ),
  ];
}
