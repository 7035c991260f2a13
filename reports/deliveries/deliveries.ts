/** 交付物完成表 and every gap of the period, 按期 by 签发 and by 送达 both; what the contract counts besides has columns of its own. */

import { onTimeRule } from '../../src/assess/contract/on-time.ts';
import { shareLooks } from '../../src/assess/observations/share.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import type { Correction } from '../../src/contract/calendar/balance.ts';
import { revisionText } from '../../src/contract/calendar/period-text.ts';
import { isOfDays } from '../../src/contract/terms/cadence.ts';
import { type OnTimeBy, onTimeWords } from '../../src/contract/terms/due-rules.ts';
import { dateOf, formatDateTime } from '../../src/contract/time.ts';
import { countCell } from '../../src/page/value-cell.ts';
import type { Block, Cell, Row, Section, TableBlock, Tone } from '../../src/report/block.ts';
import { type OccurrenceState, occurrences, stateWords } from '../../src/states/occurrence.ts';
import { receipts, receiptWords } from '../../src/states/receipt.ts';
import {
  countDeliveries,
  type Delivery,
  type DeliveryCounts,
  isGap,
  isInTime,
  isReceived,
} from '../../src/subjects/deliveries/judge/deliveries.ts';
import { countOnline, isOnline } from '../../src/subjects/deliveries/judge/online.ts';
import { chosenOption, countingOn, isBoundTo, isSettled } from '../../src/subjects/incidents/judge/interpretation.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { settledAs, unsettledText } from '../../src/wording/interpretation-words.ts';
import { CLAIMED, ONLINE } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { figure, interval, namedCounts } from '../cells/headline.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';
import type { PeriodView } from '../period/period.ts';
import { hasNext, laterText } from '../period/words.ts';
import { correctedCounts } from './due.ts';
import { gapTable, periodsText, returnsTable, undeliveredTable, waiverTable } from './lists.ts';
import { factsOf, factWord, goesByIssue, handoverWord } from './on-time.ts';
import { deliveryRows } from './rows.ts';
import { waitingBlocks } from './waiting.ts';

/** What 口径 on-time says at present; printed under the table. */
export function onTimeText(view: PeriodView): string {
  if (isSaid(view)) return saidText(view);
  const chosen = chosenOption(countingOn(view.input.contract.interpretations, view.from), 'on-time');
  const label = chosen.options.find((one) => one.id === chosen.option)?.label ?? chosen.option;
  if (chosen.interpretation === null) return '“按期”按签发时间判定，送达时间另列。';
  const listed = onTimeWords[onTimeRule(view.input.contract)({}).by];
  return chosen.confirmed
    ? `“按期”以双方确认的口径判定：${label}。`
    : `“按期”按签发时间、按登记的送达时间分别列示；口径${unsettledText(chosen)}，两个结果都不作为结论，缺口清单暂按${listed}时间排列。`;
}

/** false of what a 口径 that both sides confirmed decided against: its result is nobody's any more. */
function tells(view: PeriodView, by: OnTimeBy): boolean {
  const { interpretation, confirmed } = chosenOption(
    countingOn(view.input.contract.interpretations, view.from),
    'on-time',
  );
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
  const due = `应交时间在 ${formatDateTime(start)} 至 ${now} 之间届满的列入本期，已豁免的另列，不计入应交`;
  return dateOf(asOf) > contract.contract.servicePeriod.to
    ? `${due}；签发、送达、签收和退回的登记截至 ${now}。`
    : `${due}，其后届满的${laterText(view)}${hasNext(view) ? `；其后签发、送达、签收和退回的，在下期的“${CORRECTED}”行更正` : ''}。`;
}

/** A column of counts of the 应交项. */
interface CountColumn {
  key: string;
  /** Of its figure, behind `deliveries.`. */
  id: string;
  label: string;
  count: keyof DeliveryCounts;
  /** It stands out once it is not zero. */
  tone?: Tone;
}

/** The contract says what silence means. */
const isSilenceReceipt = ({ input }: PeriodView): boolean => input.contract.contract.answers?.silence === 'received';

function countColumns(view: PeriodView): CountColumn[] {
  const facts = factsOf(view);
  const inTime = (by: OnTimeBy, more: Pick<CountColumn, 'key' | 'id' | 'count'>): CountColumn[] => [
    { ...more, label: `${stateWords['on-time']}${onTimeWords[by]}` },
  ];
  const of = (state: OccurrenceState, count: keyof DeliveryCounts): CountColumn => ({
    ...{ key: count, id: state, label: handoverWord(view, state), count, tone: occurrences[state].tone },
  });
  const plain = (count: keyof DeliveryCounts, label: string): CountColumn => ({ key: count, id: count, label, count });
  return [
    plain('owed', '应交'),
    ...(tells(view, 'issued') ? inTime('issued', { key: 'issued', id: 'on-time', count: 'onTimeByIssue' }) : []),
    ...(tells(view, 'delivered')
      ? inTime('delivered', { key: 'delivered', id: 'on-time-delivered', count: 'onTimeByDelivery' })
      : []),
    ...(facts.includes('received')
      ? inTime('received', { key: 'signed', id: 'on-time-received', count: 'onTimeByReceipt' })
      : []),
    ...(goesByIssue(view) || facts.includes('issued') ? [of('late', 'late')] : []),
    ...(goesByIssue(view) ? [] : [of('delivered-late', 'deliveredLate'), of('undelivered', 'undelivered')]),
    of('overdue', 'overdue'),
    of('missing', 'missing'),
    plain('open', stateWords.upcoming),
    plain('waived', '豁免'),
    plain('received', receiptWords.received),
    ...(isSilenceReceipt(view) ? [plain('deemed', receiptWords.deemed)] : []),
    { ...plain('claimed', receiptWords.claimed), tone: receipts.claimed.tone },
  ];
}

/** One row an obligation, totals below. @param joined what went well is one row for all of a cadence */
export function deliveryTable(
  view: PeriodView,
  list: readonly Delivery[],
  corrections: readonly Correction[] = [],
  joined = false,
): TableBlock {
  const listed = deliveryRows(view, list, joined);
  const columns = countColumns(view);
  const each = <T>(of: (column: CountColumn) => T) => Object.fromEntries(columns.map((one) => [one.key, of(one)]));
  const cellsOf = (counts: DeliveryCounts): Record<string, Cell> =>
    each(({ count, tone }) => (tone === undefined ? counts[count] : countCell(counts[count], tone)));
  const rows = listed.map(({ name, own }): Row => {
    const counts = countDeliveries(own);
    const bad = counts.overdue + counts.missing + counts.undelivered > 0;
    return { ...(bad ? { tone: 'abnormal' as const } : {}), cells: { name, ...cellsOf(counts) } };
  });
  const counts = countDeliveries(list);
  const totals = {
    cells: { name: corrections.length === 0 ? '合计' : '合计（不含更正）', ...cellsOf(counts) },
    figures: each(({ id, count }) => figure(`deliveries.${id}`, counts[count], interval(view))),
  };
  const block = table(
    '交付物完成表',
    [
      { key: 'name', label: '交付物', type: 'text', weight: 2.4 },
      ...columns.map(({ key, label }) => ({ key, label, type: 'number' as const })),
    ],
    [...rows, ...correctionRow(corrections, columns)],
    '统计区间内没有应交的交付物。',
  );
  return {
    ...namedCounts(
      block,
      interval(view),
      listed.map(({ id }) => id),
    ),
    ...(rows.length > 1 ? { totals: [totals] } : {}),
  };
}

/** Signed, and in no total: the 应交项 themselves were counted before. What was only claimed is corrected by nobody. */
function correctionRow(corrections: readonly Correction[], columns: readonly CountColumn[]): Row[] {
  if (corrections.length === 0) return [];
  const counts = correctedCounts(corrections);
  const cells = columns
    .filter(({ key }) => key !== 'claimed')
    .map(({ key, count }) => [key, signedText(counts[count])] as const);
  return [{ tone: 'attention', cells: { name: CORRECTED, ...Object.fromEntries(cells) } }];
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
      { type: 'note', text: conclusion(view, list), emphasis: true, tone: conclusionTone(list) },
      deliveryTable(view, list, corrections, joined),
      { type: 'note', text: `${onTimeText(view)}${knownText(view)}`, tone: 'muted' },
      ...ownNote(view, list),
      ...onlineNote(view, list),
      gapTable(view, list),
      ...basisNote(view, list),
      ...lateAnalysis(view, list),
      ...(tells(view, 'delivered') ? undeliveredTable(view, list) : []),
      returnsTable(list),
      ...waiverTable(list),
      ...waitingBlocks(view),
    ],
  };
}

/**
 * A revision counts the receipt of the one that it takes the place of: from its issue on that one is no longer what is to be received, and
 * 首页 counts one less.
 */
function ownNote({ input }: PeriodView, list: readonly Delivery[]): Block[] {
  const { obligation, occurrence, revision } = input;
  const own = list.find((one) => one.obligation.id === obligation.id && one.occurrence.period === occurrence.period);
  const before = own !== undefined && isReceived(own) ? (own.current?.revision ?? revision) : revision;
  if (before >= revision) return [];
  const earlier = revisionText(before);
  const text = `“${receiptWords.received}”含本文档的${earlier}；本版签发之后，签收以本版为准，${earlier}的不再计入。`;
  return [{ type: 'note', text, tone: 'muted' }];
}

/** Beside the list of what was late: by which 口径 it is, and whether that is settled; nothing where nothing was late. */
function basisNote(view: PeriodView, list: readonly Delivery[]): Block[] {
  if (!list.some(isGap)) return [];
  const { interpretations } = view.input.contract;
  const question = isSaid(view)
    ? undefined
    : countingOn(interpretations, view.from).find((one) => isBoundTo(one, 'on-time'));
  const word = factWord(view);
  if (question === undefined)
    return [{ type: 'note', text: `上表按${word}时间与应交时间比较，含应交时间当刻。`, tone: 'muted' }];
  const label = question.options.find(({ id }) => id === question.default)?.label ?? question.default;
  const by = isSettled(question)
    ? `按 ${settledAs(question)}判定`
    : `口径“${question.question}”${unsettledText(question)}，暂按“${label}”列出，不作结论`;
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
  const unlisted = countUnlisted(view, list);
  if (online + unlisted === 0) return [];
  const { received } = countDeliveries(list);
  const signed = received - online;
  const chosen = chosenOption(view.input.contract.interpretations, 'online-receipt');
  if (chosen.confirmed && chosen.effect === 'on-paper') {
    const rule = '按双方确认的口径，网上确认列入⟦采购人⟧签字的签收单后为签收';
    const text = `${rule}：${receiptWords.received} ${received} 份中由此计入 ${online} 份；另有网上确认 ${unlisted} 份尚未列入，不计。`;
    return [{ type: 'note', text, tone: 'attention' }];
  }
  const told = `${receiptWords.received} ${received} 份中，${ONLINE} ${online} 份，有⟦采购人⟧签字的 ${signed} 份。`;
  if (chosen.interpretation === null) return [{ type: 'note', text: told, tone: 'attention' }];
  const worth = !chosen.confirmed
    ? `网上确认是否等同签收，口径${unsettledText(chosen)}：等同的，${receiptWords.received} ${received} 份；以签字为准的，${receiptWords.received} ${signed} 份。`
    : '按双方确认的口径，网上确认即为签收。';
  return [{ type: 'note', text: `${told}${worth}`, tone: 'attention' }];
}

/** Confirmed by an account and, by what both sides agreed, not received before a signed list has it. */
function countUnlisted({ input }: PeriodView, list: readonly Delivery[]): number {
  const acts = ((input.records['signoff'] ?? []) as SignoffRecord[]).filter(
    (one) => one.action === 'receive' && isOnline(one),
  );
  const isAbout = ({ obligation, occurrence, current }: Delivery, act: SignoffRecord): boolean =>
    act.obligation === obligation.id && act.period === occurrence.period && act.revision === current?.revision;
  return list.filter((one) => !isReceived(one) && acts.some((act) => isAbout(one, act))).length;
}

/** What was waived fell due, too, but was owed no longer. */
function noneOwedText({ waived, open }: DeliveryCounts): string {
  const others = [...(waived > 0 ? [`已豁免 ${waived} 份`] : []), ...(open > 0 ? [`尚未到期 ${open} 份`] : [])];
  const none = waived > 0 ? '统计区间内没有应交的交付物' : '统计区间内没有到期的交付物';
  return `${[none, ...others].join('，')}。`;
}

/** Of nothing that was owed nothing was kept. */
const conclusionTone = (list: readonly Delivery[]): Tone =>
  list.some(isGap) ? 'abnormal' : countDeliveries(list).owed === 0 ? 'muted' : 'normal';

function conclusion(view: PeriodView, list: readonly Delivery[]): string {
  const counts = countDeliveries(list);
  if (counts.owed === 0) return noneOwedText(counts);
  const inTime = (by: OnTimeBy, n: number): string => `按${onTimeWords[by]}${stateWords['on-time']} ${n} 份`;
  const found = (state: OccurrenceState, n: number): string[] =>
    n === 0 ? [] : [`${handoverWord(view, state)} ${n} 份`];
  const parts = [
    `应交 ${counts.owed} 份`,
    ...(tells(view, 'issued') ? [inTime('issued', counts.onTimeByIssue)] : []),
    ...(tells(view, 'delivered') ? [inTime('delivered', counts.onTimeByDelivery)] : []),
    ...(factsOf(view).includes('received') ? [inTime('received', counts.onTimeByReceipt)] : []),
    ...found('late', counts.late),
    ...found('delivered-late', counts.deliveredLate),
    ...found('undelivered', counts.undelivered),
    ...found('overdue', counts.overdue),
    ...found('missing', counts.missing),
    ...(counts.waived > 0 ? [`另有已豁免 ${counts.waived} 份`] : []),
    ...(counts.open > 0 ? [`另有尚未到期 ${counts.open} 份`] : []),
    `${receiptWords.received} ${counts.received} 份`,
    ...(counts.deemed > 0 ? [`期满未答复、${receiptWords.deemed} ${counts.deemed} 份`] : []),
    ...(counts.claimed > 0 ? [`签收、退回或豁免${CLAIMED} ${counts.claimed} 份，不计入`] : []),
  ];
  const daily = list.filter((one) => one.state === 'missing' && isOfDays(one.obligation));
  const missing = daily.map((one) => one.occurrence.from);
  const days = [...new Set(missing)].sort();
  const where = days.length === 0 ? '' : `${stateWords.missing}的日期：${periodsText(days)}。`;
  return `${parts.join('，')}。${where}`;
}
