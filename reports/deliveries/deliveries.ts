/** 交付物完成表 and every gap of the period, 按期 by 签发 and by 送达 both (口径 8, clause 5.7). */
import {
  countDeliveries,
  type Delivery,
  type DeliveryCounts,
  isGap,
  isReceived,
} from '../../src/assess/deliveries/deliveries.ts';
import { isInspectionAlone } from '../../src/assess/deliveries/observed.ts';
import { chosenOption } from '../../src/assess/incidents/interpretation.ts';
import type { Correction } from '../../src/contract/balance.ts';
import { type Occurrence, stateWords } from '../../src/contract/occurrence.ts';
import { periodText } from '../../src/contract/period-text.ts';
import { formatDateTime, toDate } from '../../src/contract/time.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import type { Block, Cell, Figure, Row, Section, TableBlock } from '../../src/report/document.ts';
import { CLAIMED } from '../../src/wording/words.ts';
import { countCell, momentCell, table } from '../cells/figures.ts';
import { figure, interval } from '../cells/headline.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';
import type { PeriodView } from '../period/period.ts';
import { correctedCounts, originOfDelivery } from './due.ts';

/** What 口径 on-time says at present; printed under the table. */
export function onTimeText(view: PeriodView): string {
  const chosen = chosenOption(view.input.contract.interpretations, 'on-time', 'issued');
  const label = chosen.options.find((one) => one.id === chosen.option)?.label ?? chosen.option;
  return chosen.confirmed
    ? `“按期”以双方确认的口径判定：${label}。另一结果一并列出。`
    : '“按期”按签发时间、按登记的送达时间分别列示；口径未经双方确认，两个结果都不作为结论，缺口清单暂按签发时间排列。';
}

/** What fell due or was handed over later stands in the next report. */
const knownText = ({ input, start }: PeriodView): string =>
  `应交时间在 ${formatDateTime(start)} 至 ${formatDateTime(input.asOf)} 之间届满的列入本期，其后届满的列入下期；其后签发、送达、签收和退回的，在下期的“${CORRECTED}”行更正。`;

const columns: TableBlock['columns'] = [
  { key: 'name', label: '交付物', type: 'text', weight: 2.4 },
  { key: 'owed', label: '应交', type: 'number' },
  { key: 'issued', label: '按期（签发）', type: 'number' },
  { key: 'delivered', label: '按期（送达）', type: 'number' },
  { key: 'late', label: '补报', type: 'number' },
  { key: 'overdue', label: '逾期未交', type: 'number' },
  { key: 'missing', label: '缺失', type: 'number' },
  { key: 'open', label: '未到期', type: 'number' },
  { key: 'waived', label: '豁免', type: 'number' },
  { key: 'received', label: '已签收', type: 'number' },
  { key: 'claimed', label: '待采购人确认', type: 'number' },
];

/** One row an obligation, totals below. */
export function deliveryTable(
  view: PeriodView,
  list: readonly Delivery[],
  corrections: readonly Correction[] = [],
): TableBlock {
  const groups = [...Map.groupBy(list, (one) => `${one.obligation.id} ${originOfDelivery(view, one)}`).values()];
  const rows = groups.map((own): Row => {
    const counts = countDeliveries(own);
    const bad = counts.overdue + counts.missing > 0;
    return {
      ...(bad ? { tone: 'abnormal' as const } : {}),
      cells: { name: rowName(view, own), ...countCells(counts) },
    };
  });
  const counts = countDeliveries(list);
  const name = corrections.length === 0 ? '合计' : '合计（不含更正）';
  const totals = { cells: { name, ...countCells(counts) }, figures: deliveryFigures(view, counts) };
  return {
    ...table('交付物完成表', columns, [...rows, ...correctionRow(corrections)], '统计区间内没有应交的交付物。'),
    ...(rows.length > 1 ? { totals: [totals] } : {}),
  };
}

/** By the columns of the table. */
function deliveryFigures(view: PeriodView, counts: DeliveryCounts): Record<string, Figure> {
  const { owed, onTimeByIssue, onTimeByDelivery, late, overdue, missing, open, waived, received, claimed } = counts;
  const of = (id: string, value: number): Figure => figure(`deliveries.${id}`, value, interval(view));
  return {
    owed: of('owed', owed),
    issued: of('on-time', onTimeByIssue),
    delivered: of('on-time-delivered', onTimeByDelivery),
    late: of('late', late),
    overdue: of('overdue', overdue),
    missing: of('missing', missing),
    open: of('open', open),
    waived: of('waived', waived),
    received: of('received', received),
    claimed: of('claimed', claimed),
  };
}

/** What fell due after the cut of the document before has a row of its own. */
function rowName(view: PeriodView, own: readonly Delivery[]): string {
  const [first] = own;
  if (first === undefined) return '';
  const origin = originOfDelivery(view, first);
  return origin === 'own' ? first.obligation.name : `${first.obligation.name}（${dueOrigins[origin]}）`;
}

const dueOrigins = { 'after-cut': '上期截止后到期', late: '以前各期补登' } as const;

/** Signed, and in no total: the 应交项 themselves were counted before. */
function correctionRow(corrections: readonly Correction[]): Row[] {
  if (corrections.length === 0) return [];
  const { onTimeByIssue, onTimeByDelivery, ...counts } = correctedCounts(corrections);
  const { owed, late, overdue, missing, open, waived, received } = counts;
  const signed = {
    owed,
    issued: onTimeByIssue,
    delivered: onTimeByDelivery,
    late,
    overdue,
    missing,
    open,
    waived,
    received,
  };
  const cells = Object.fromEntries(Object.entries(signed).map(([key, count]) => [key, signedText(count)]));
  return [{ tone: 'attention', cells: { name: CORRECTED, ...cells } }];
}

function countCells(counts: DeliveryCounts): Record<string, Cell> {
  return {
    owed: counts.owed,
    issued: counts.onTimeByIssue,
    delivered: counts.onTimeByDelivery,
    late: countCell(counts.late, 'attention'),
    overdue: countCell(counts.overdue),
    missing: countCell(counts.missing),
    open: counts.open,
    waived: counts.waived,
    received: counts.received,
    claimed: countCell(counts.claimed, 'attention'),
  };
}

/** Every gap by 签发, one row each: what was late, is still owed, or was never observed. */
export function gapTable(list: readonly Delivery[], title = '未按期交付清单（按签发）'): TableBlock {
  return table(
    title,
    [
      { key: 'name', label: '交付物与期次', type: 'text', weight: 2 },
      { key: 'due', label: '应交时间', type: 'datetime' },
      { key: 'issued', label: '签发时间', type: 'datetime' },
      { key: 'delivered', label: '送达时间', type: 'datetime' },
      { key: 'state', label: '情况', type: 'outcome' },
      { key: 'reason', label: '原因', type: 'text', weight: 1.8 },
    ],
    list.filter(isGap).map(gapRow),
    '统计区间内到期的交付物均已按期签发。',
  );
}

function gapRow(one: Delivery): Row {
  const { obligation, occurrence, first, deliveredAt, state } = one;
  const tone = state === 'late' ? 'attention' : 'abnormal';
  return {
    tone,
    cells: {
      name: `${obligation.name} ${shortPeriod(occurrence)}`,
      due: momentCell(occurrence.dueAt, '未确定'),
      issued: momentCell(first?.issuedAt, '未签发'),
      delivered: momentCell(deliveredAt, '未登记送达'),
      state: { text: stateWords[state], tone, mark: state === 'late' ? '△' : '▲' },
      reason: gapReason(one),
    },
  };
}

function gapReason({ state, lateReason, obligation }: Delivery): string {
  if (state === 'missing') {
    if (obligation.cadence !== 'day') return '没有登记所依据的记录，没有发生的不补造';
    return isInspectionAlone(obligation)
      ? '当日没有巡检记录；未观测的数据不补造'
      : '当日没有任何记录；登记当日的工作记事等记录后可编制，未观测的数据不补造';
  }
  if (state === 'overdue') return '有记录，尚未签发';
  return lateReason ?? '未登记补报原因';
}

/** A day as its date, anything else as documents name it. */
export const shortPeriod = (occurrence: Occurrence): string =>
  ISO_DAY.test(occurrence.period) ? occurrence.period : periodText(occurrence);

/** What was issued in time but not registered as delivered in time: grouped, since daily documents are handed over together. */
export function undeliveredTable(list: readonly Delivery[]): TableBlock {
  const late = list.filter((one) => one.onTimeByIssue === true && one.onTimeByDelivery === false);
  const groups = [...Map.groupBy(late, (one) => one.obligation.id).values()];
  return table(
    '按期签发但未按期送达',
    [
      { key: 'name', label: '交付物', type: 'text', weight: 1.6 },
      { key: 'count', label: '份数', type: 'number' },
      { key: 'never', label: '未登记送达', type: 'number' },
      { key: 'periods', label: '期次', type: 'text', weight: 3 },
    ],
    groups.map((own) => ({
      cells: {
        name: own[0]?.obligation.name ?? '',
        count: own.length,
        never: own.filter((one) => one.deliveredAt === null).length,
        periods: periodsText(own.map((one) => shortPeriod(one.occurrence))),
      },
    })),
    '按期签发的交付物均已按期登记送达。',
  );
}

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
          reason: back.reason ?? '未登记退回原因',
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

/** The whole section. @param corrections what became since of 应交项 that earlier documents counted */
export function deliverySection(
  view: PeriodView,
  list: readonly Delivery[],
  corrections: readonly Correction[] = [],
): Section {
  return {
    id: 'deliveries',
    title: '交付物完成表',
    blocks: [
      { type: 'note', text: conclusion(list), emphasis: true, tone: list.some(isGap) ? 'abnormal' : 'normal' },
      deliveryTable(view, list, corrections),
      { type: 'note', text: `${onTimeText(view)}${knownText(view)}`, tone: 'muted' },
      gapTable(list),
      undeliveredTable(list),
      returnTable(list),
      ...waiverTable(list),
    ],
  };
}

function conclusion(list: readonly Delivery[]): string {
  const counts = countDeliveries(list);
  if (counts.owed === 0) return '统计区间内没有到期的交付物。';
  const parts = [
    `应交 ${counts.owed} 份`,
    `按签发按期 ${counts.onTimeByIssue} 份`,
    `按送达按期 ${counts.onTimeByDelivery} 份`,
    ...(counts.late > 0 ? [`补报 ${counts.late} 份`] : []),
    ...(counts.overdue > 0 ? [`逾期未交 ${counts.overdue} 份`] : []),
    ...(counts.missing > 0 ? [`缺失 ${counts.missing} 份`] : []),
    ...(counts.open > 0 ? [`尚未到期 ${counts.open} 份`] : []),
    `已签收 ${counts.received} 份`,
    ...(counts.claimed > 0 ? [`签收、退回或豁免${CLAIMED} ${counts.claimed} 份，不计入`] : []),
  ];
  const daily = list.filter((one) => one.state === 'missing' && one.obligation.cadence === 'day');
  const missing = daily.map((one) => one.occurrence.from);
  const days = [...new Set(missing)].sort();
  const where = days.length === 0 ? '' : `缺失的日期：${periodsText(days)}。`;
  return `${parts.join('，')}。${where}`;
}
