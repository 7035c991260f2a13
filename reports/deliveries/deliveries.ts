/** 交付物完成表 and every gap of the period, 按期 by 签发 and by 送达 both; what the contract counts besides has columns of its own. */

import { onTimeRule } from '../../src/assess/contract/on-time.ts';
import { shareLooks } from '../../src/assess/observations/share.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import type { Correction } from '../../src/contract/calendar/balance.ts';
import { isOfDays } from '../../src/contract/terms/cadence.ts';
import { type OnTimeBy, onTimeWords } from '../../src/contract/terms/due-rules.ts';
import { dateOf, formatDateTime } from '../../src/contract/time.ts';
import { countCell } from '../../src/page/value-cell.ts';
import type { Block, Cell, Row, Section, TableBlock } from '../../src/report/block.ts';
import type { Figure } from '../../src/report/figure.ts';
import {
  countDeliveries,
  type Delivery,
  type DeliveryCounts,
  isGap,
  isInTime,
} from '../../src/subjects/deliveries/judge/deliveries.ts';
import { countOnline } from '../../src/subjects/deliveries/judge/online.ts';
import { chosenOption, isBoundTo, isSettled } from '../../src/subjects/incidents/judge/interpretation.ts';
import { settledAs } from '../../src/wording/interpretations.ts';
import { CLAIMED, ONLINE } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { figure, interval, namedCounts } from '../cells/headline.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { CORRECTED } from '../cells/signed.ts';
import type { PeriodView } from '../period/period.ts';
import { hasNext, laterText } from '../period/words.ts';
import { correctionRow } from './correction.ts';
import { gapTable, periodsText, returnTable, undeliveredTable, waiverTable } from './lists.ts';
import { factsOf, factWord, goesByIssue, handoverWord } from './on-time.ts';
import { ownNote } from './own.ts';
import { deliveryRows } from './rows.ts';
import { waitingBlocks } from './waiting-table.ts';

/** What 口径 on-time says at present; printed under the table. */
export function onTimeText(view: PeriodView): string {
  if (isSaid(view)) return saidText(view);
  const chosen = chosenOption(view.input.contract.interpretations, 'on-time');
  const label = chosen.options.find((one) => one.id === chosen.option)?.label ?? chosen.option;
  if (chosen.interpretation === null) return '“按期”按签发时间判定，送达时间另列。';
  const listed = onTimeWords[onTimeRule(view.input.contract)({}).by];
  return chosen.confirmed
    ? `“按期”以双方确认的口径判定：${label}。`
    : `“按期”按签发时间、按登记的送达时间分别列示；口径未经双方确认，两个结果都不作为结论，缺口清单暂按${listed}时间排列。`;
}

/** false of what a 口径 that both sides confirmed decided against: its result is nobody's any more. */
function tells(view: PeriodView, by: OnTimeBy): boolean {
  const { interpretation, confirmed } = chosenOption(view.input.contract.interpretations, 'on-time');
  return isSaid(view) || interpretation === null || !confirmed || factsOf(view).includes(by);
}

/** The contract or an obligation says by itself what counts. */
const isSaid = ({ input: { contract } }: PeriodView): boolean =>
  contract.contract.onTimeBy !== undefined || allObligations(contract).some((one) => one.onTimeBy !== undefined);

/** What counts, by the kinds of documents where they differ. */
function saidText(view: PeriodView): string {
  const { contract } = view.input;
  const ruleOf = onTimeRule(contract);
  const dated = allObligations(contract).filter(({ due, parts = [] }) => due !== null || parts.length > 0);
  const groups = factsOf(view).map((by) => ({ by, own: dated.filter((one) => ruleOf(one).by === by) }));
  const [first] = groups;
  if (groups.length < 2) return `“按期”按合同以${onTimeWords[first?.by ?? 'issued']}时间判定，其他时间另列。`;
  const most = groups.reduce((a, b) => (b.own.length > a.own.length ? b : a));
  const others = groups
    .filter((one) => one !== most)
    .map(({ by, own }) => `${own.map(({ name }) => name).join('、')}以${onTimeWords[by]}时间`);
  return `“按期”按合同判定：${others.join('，')}，其余以${onTimeWords[most.by]}时间为准；其他时间另列。`;
}

/** What fell due or was handed over later stands in the next report; after the service there is none. */
function knownText(view: PeriodView): string {
  const { input, start } = view;
  const { asOf, contract } = input;
  const now = formatDateTime(asOf);
  const due = `应交时间在 ${formatDateTime(start)} 至 ${now} 之间届满的列入本期`;
  return dateOf(asOf) > contract.contract.servicePeriod.to
    ? `${due}；签发、送达、签收和退回的登记截至 ${now}。`
    : `${due}，其后届满的${laterText(view)}${hasNext(view) ? `；其后签发、送达、签收和退回的，在下期的“${CORRECTED}”行更正` : ''}。`;
}

type Columns = TableBlock['columns'];

function columnsOf(view: PeriodView): Columns {
  const facts = factsOf(view);
  const handover: Columns = [
    { key: 'deliveredLate', label: handoverWord(view, 'delivered-late'), type: 'number' },
    { key: 'undelivered', label: handoverWord(view, 'undelivered'), type: 'number' },
  ];
  return [
    { key: 'name', label: '交付物', type: 'text', weight: 2.4 },
    { key: 'owed', label: '应交', type: 'number' },
    ...(tells(view, 'issued') ? [{ key: 'issued', label: '按期签发', type: 'number' as const }] : []),
    ...(tells(view, 'delivered') ? [{ key: 'delivered', label: '按期送达', type: 'number' as const }] : []),
    ...(facts.includes('received') ? [{ key: 'signed', label: '按期签收', type: 'number' as const }] : []),
    ...(goesByIssue(view) || facts.includes('issued') ? [{ key: 'late', label: '补报', type: 'number' as const }] : []),
    ...(goesByIssue(view) ? [] : handover),
    { key: 'overdue', label: '逾期未交', type: 'number' },
    { key: 'missing', label: '缺失', type: 'number' },
    { key: 'open', label: '未到期', type: 'number' },
    { key: 'waived', label: '豁免', type: 'number' },
    { key: 'received', label: '已签收', type: 'number' },
    { key: 'claimed', label: '待确认', type: 'number' },
  ];
}

/** Of one row what the table has columns for. */
function inColumns<T>(columns: Columns, cells: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(cells).filter(([key]) => columns.some((one) => one.key === key)));
}

/** One row an obligation, totals below. @param joined what went well is one row for all of a cadence */
export function deliveryTable(
  view: PeriodView,
  list: readonly Delivery[],
  corrections: readonly Correction[] = [],
  joined = false,
): TableBlock {
  const listed = deliveryRows(view, list, joined);
  const columns = columnsOf(view);
  const cellsOf = (counts: DeliveryCounts): Record<string, Cell> => inColumns(columns, countCells(counts));
  const rows = listed.map(({ name, own }): Row => {
    const counts = countDeliveries(own);
    const bad = counts.overdue + counts.missing + counts.undelivered > 0;
    return { ...(bad ? { tone: 'abnormal' as const } : {}), cells: { name, ...cellsOf(counts) } };
  });
  const counts = countDeliveries(list);
  const name = corrections.length === 0 ? '合计' : '合计（不含更正）';
  const totals = { cells: { name, ...cellsOf(counts) }, figures: inColumns(columns, deliveryFigures(view, counts)) };
  return {
    ...namedCounts(
      table('交付物完成表', columns, [...rows, ...correctionRow(corrections, columns)], '统计区间内没有应交的交付物。'),
      interval(view),
      listed.map(({ id }) => id),
    ),
    ...(rows.length > 1 ? { totals: [totals] } : {}),
  };
}

/** By the columns of the table. */
function deliveryFigures(view: PeriodView, counts: DeliveryCounts): Record<string, Figure> {
  const { owed, onTimeByIssue, onTimeByDelivery, late, overdue, missing, open, waived, received, claimed } = counts;
  const { onTimeByReceipt, deliveredLate, undelivered } = counts;
  const of = (id: string, value: number): Figure => figure(`deliveries.${id}`, value, interval(view));
  return {
    owed: of('owed', owed),
    issued: of('on-time', onTimeByIssue),
    delivered: of('on-time-delivered', onTimeByDelivery),
    signed: of('on-time-received', onTimeByReceipt),
    late: of('late', late),
    deliveredLate: of('delivered-late', deliveredLate),
    undelivered: of('undelivered', undelivered),
    overdue: of('overdue', overdue),
    missing: of('missing', missing),
    open: of('open', open),
    waived: of('waived', waived),
    received: of('received', received),
    claimed: of('claimed', claimed),
  };
}

function countCells(counts: DeliveryCounts): Record<string, Cell> {
  return {
    owed: counts.owed,
    issued: counts.onTimeByIssue,
    delivered: counts.onTimeByDelivery,
    signed: counts.onTimeByReceipt,
    late: countCell(counts.late, 'attention'),
    deliveredLate: countCell(counts.deliveredLate, 'attention'),
    undelivered: countCell(counts.undelivered),
    overdue: countCell(counts.overdue),
    missing: countCell(counts.missing),
    open: counts.open,
    waived: counts.waived,
    received: counts.received,
    claimed: countCell(counts.claimed, 'attention'),
  };
}

/**
 * The whole section.
 * @param corrections what became since of 应交项 that earlier documents counted
 * @param joined what went well is one row for all of a cadence
 */
export function deliverySection(
  view: PeriodView,
  list: readonly Delivery[],
  corrections: readonly Correction[] = [],
  joined = false,
): Section {
  return {
    id: 'deliveries',
    title: '交付物完成表',
    blocks: [
      { type: 'note', text: conclusion(view, list), emphasis: true, tone: list.some(isGap) ? 'abnormal' : 'normal' },
      deliveryTable(view, list, corrections, joined),
      { type: 'note', text: `${onTimeText(view)}${knownText(view)}`, tone: 'muted' },
      ...ownNote(view, list),
      ...onlineNote(view, list),
      gapTable(view, list),
      ...basisNote(view, list),
      ...lateAnalysis(view, list),
      ...(tells(view, 'delivered') ? undeliveredTable(view, list) : []),
      returnTable(list),
      ...waiverTable(list),
      ...waitingBlocks(view),
    ],
  };
}

/** Beside the list of what was late: by which 口径 it is, and whether that is settled; nothing where nothing was late. */
function basisNote(view: PeriodView, list: readonly Delivery[]): Block[] {
  if (!list.some(isGap)) return [];
  const { interpretations } = view.input.contract;
  const question = isSaid(view) ? undefined : interpretations.find((one) => isBoundTo(one, 'on-time'));
  const word = factWord(view);
  if (question === undefined)
    return [{ type: 'note', text: `上表按${word}时间与应交时间比较，含应交时间当刻。`, tone: 'muted' }];
  const label = question.options.find(({ id }) => id === question.default)?.label ?? question.default;
  const by = isSettled(question)
    ? `按 ${settledAs(question)}判定`
    : `口径“${question.question}”未经双方确认，暂按“${label}”列出，不作结论`;
  return [
    {
      type: 'note',
      text: `上表按${word}时间与应交时间比较，${by}。`,
      ...(isSettled(question) ? { tone: 'muted' as const } : { tone: 'attention' as const }),
    },
  ];
}

/** Which kind is late more often than the others. */
function lateAnalysis(view: PeriodView, list: readonly Delivery[]): Block[] {
  const owed = list.filter((one) => isInTime(one) !== null);
  return analysisBlocks(
    shareLooks(
      `未按期${factWord(view)}`,
      '份',
      [...Map.groupBy(owed, ({ obligation }) => obligation.id).values()].map((own) => ({
        name: own[0]?.obligation.name ?? '',
        total: own.length,
        hit: own.filter(isGap).length,
      })),
    ),
  );
}

/** What was received by an account of the purchaser's alone, and what that is worth; nothing where there is none. */
function onlineNote(view: PeriodView, list: readonly Delivery[]): Block[] {
  const online = countOnline(list);
  if (online === 0) return [];
  const { received } = countDeliveries(list);
  const signed = received - online;
  const chosen = chosenOption(view.input.contract.interpretations, 'online-receipt');
  const told = `已签收 ${received} 份中，${ONLINE} ${online} 份，有⟦采购人⟧签字的 ${signed} 份。`;
  if (chosen.interpretation === null) return [{ type: 'note', text: told, tone: 'attention' }];
  const worth = !chosen.confirmed
    ? `网上确认是否等同签收，口径未经双方确认：等同的，已签收 ${received} 份；以签字为准的，已签收 ${signed} 份。`
    : chosen.effect === 'on-paper'
      ? `按双方确认的口径，网上确认列入⟦采购人⟧签字的签收单后为签收：其中 ${online} 份尚不计为签收。`
      : '按双方确认的口径，网上确认即为签收。';
  return [{ type: 'note', text: `${told}${worth}`, tone: 'attention' }];
}

/** What was waived fell due, too, but was owed no longer. */
const noneOwedText = ({ waived }: DeliveryCounts): string =>
  waived === 0 ? '统计区间内没有到期的交付物。' : `统计区间内没有应交的交付物，已豁免 ${waived} 份。`;

function conclusion(view: PeriodView, list: readonly Delivery[]): string {
  const counts = countDeliveries(list);
  if (counts.owed === 0) return noneOwedText(counts);
  const parts = [
    `应交 ${counts.owed} 份`,
    ...(tells(view, 'issued') ? [`按签发按期 ${counts.onTimeByIssue} 份`] : []),
    ...(tells(view, 'delivered') ? [`按送达按期 ${counts.onTimeByDelivery} 份`] : []),
    ...(factsOf(view).includes('received') ? [`按签收按期 ${counts.onTimeByReceipt} 份`] : []),
    ...(counts.late > 0 ? [`补报 ${counts.late} 份`] : []),
    ...(counts.deliveredLate > 0 ? [`${handoverWord(view, 'delivered-late')} ${counts.deliveredLate} 份`] : []),
    ...(counts.undelivered > 0 ? [`${handoverWord(view, 'undelivered')} ${counts.undelivered} 份`] : []),
    ...(counts.overdue > 0 ? [`逾期未交 ${counts.overdue} 份`] : []),
    ...(counts.missing > 0 ? [`缺失 ${counts.missing} 份`] : []),
    ...(counts.open > 0 ? [`尚未到期 ${counts.open} 份`] : []),
    `已签收 ${counts.received} 份`,
    ...(counts.claimed > 0 ? [`签收、退回或豁免${CLAIMED} ${counts.claimed} 份，不计入`] : []),
  ];
  const daily = list.filter((one) => one.state === 'missing' && isOfDays(one.obligation));
  const missing = daily.map((one) => one.occurrence.from);
  const days = [...new Set(missing)].sort();
  const where = days.length === 0 ? '' : `缺失的日期：${periodsText(days)}。`;
  return `${parts.join('，')}。${where}`;
}
