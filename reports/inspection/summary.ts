/** 巡检汇总 (5.3.5): which days were inspected, what was found, and what kept coming back. */

import { idsEverOf } from '../../src/contract/terms/units.ts';
import { settledTable } from '../../src/page/table.ts';
import { factOf } from '../../src/records/counted.ts';
import type { Block, ChartBlock, Section, TableBlock } from '../../src/report/block.ts';
import { type Outcome, openOutcomes, outcomeWords } from '../../src/states/outcome.ts';
import { INSPECTION_LOG } from '../../src/subjects/deliveries/judge/observed.ts';
import { noneAbnormalText, takenBackText } from '../../src/subjects/inspections/conclusion.ts';
import { dayTable, recurringTable } from '../../src/subjects/inspections/day-tables.ts';
import {
  datesOf,
  type InspectedDay,
  inspectedDays,
  recurringAbnormalities,
  uncheckedOf,
} from '../../src/subjects/inspections/judge/days.ts';
import { inspectionContext } from '../../src/subjects/inspections/judge/judge.ts';
import { countOutcomes } from '../../src/subjects/inspections/judge/result.ts';
import inspection, { type InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import signoff from '../../src/subjects/signing/kinds/signoff.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { namesText } from '../../src/wording/words.ts';
import { countAxis } from '../cells/figures.ts';
import { dayInterval, figure, interval } from '../cells/headline.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';
import { seeUnit } from '../frame/named.ts';
import { allOf, belongsHere, lateOf, ofPeriod, type PeriodView, upToPeriod } from '../period/period.ts';
import { inspectionAnalysis } from './analysis.ts';
import { confirmedDays, type InspectionGaps, inspectionGaps } from './owed.ts';
import { TREND_DAYS } from './trend.ts';

/** Needs `inspection` of the period and `signoff` since the begin of service. */
export function inspectionPart(view: PeriodView): InspectedDay[] {
  return inspectedDays({
    context: inspectionContext(view.input),
    inspections: ofPeriod(view, inspection),
    before: allOf(view, inspection).filter((one) => one.date < view.firstDay),
    gone: (view.input.gone?.[inspection.id] ?? []) as InspectionRecord[],
    signoffs: confirmedDays(view, upToPeriod(view, signoff)),
    logs: logsOf(view),
    asOf: view.input.asOf,
  });
}

export function inspectionSection(view: PeriodView, days: readonly InspectedDay[]): Section {
  const gaps = inspectionGaps(view, days);
  const { owed, missing, counter } = gaps;
  const within = dayInterval(view.firstDay, view.lastDay);
  return {
    id: 'inspections',
    title: '巡检汇总',
    blocks: [
      {
        type: 'note',
        text: inspectionText(days, gaps),
        figures: [
          figure('inspection.due', owed, within, counter),
          figure('inspection.confirmed', days.filter((one) => one.confirmed).length, within, '日'),
          figure('inspection.missing', missing.length, within, counter),
        ],
        ...(missing.length > 0 ? { tone: 'abnormal' as const } : {}),
      },
      ...inspectionCorrections(view),
      ...chart(days),
      ...takenBackNote(days),
      recurringBlock(days),
      ...memberNote(days),
      ...logNote(view, days),
      ...inspectionAnalysis(days),
      ...(days.length === 0 ? [] : [settledTable(dayTable(days, interval(view)), days, 'paper')]),
    ],
  };
}

/** Readings that failed and whose collection was withdrawn count nowhere, and are named where the days are counted. */
function takenBackNote(days: readonly InspectedDay[]): Block[] {
  const told = days.flatMap(({ date, results }) => {
    const text = takenBackText(results);
    return text === '' ? [] : [`${date} ${text}`];
  });
  return told.length === 0 ? [] : [{ type: 'note', text: `${told.join('；')}。`, tone: 'attention' }];
}

/** A confirmed log in which nobody did the manual checks is not confirmed without a word. */
function uncheckedText(days: readonly InspectedDay[]): string {
  const rows = uncheckedOf(days);
  return rows.length === 0 ? '' : `；有 ${datesOf(rows).length} 日的人工检查没有结果，共 ${rows.length} 项次`;
}

/** What became known later of days that an earlier document counted. */
export interface InspectionCorrections {
  /** Days inspected that had been counted as 缺失. */
  inspected: string[];
  /** Days whose log was confirmed after the cut. */
  confirmed: string[];
  /** Check results, by outcome, as differences. */
  counts: Record<Outcome, number>;
}

/** Needs the records of the days that something came in about. */
export function inspectionCorrectionsOf(view: PeriodView): InspectionCorrections {
  const late = new Set(lateOf(view, inspection));
  const logs = logsOf(view);
  const confirms = confirmedDays(view, upToPeriod(view, signoff)).filter(
    (one) => one.action === 'confirm' && logs.includes(one.obligation),
  );
  const newest = confirms.filter((one) => one.period < view.firstDay && belongsHere(view, factOf(one, {})));
  const days = new Set([...[...late].map((one) => one.date), ...newest.map((one) => one.period)]);
  const all = upToPeriod(view, inspection).filter((one) => days.has(one.date));
  const judged = (inspections: typeof all, signoffs: typeof confirms): InspectedDay[] =>
    inspectedDays({
      context: inspectionContext(view.input),
      ...{ inspections, signoffs, logs, asOf: view.input.asOf },
    });
  const now = judged(all, confirms);
  const before = judged(
    all.filter((one) => !late.has(one)),
    confirms.filter((one) => !newest.includes(one)),
  );
  const known = new Map(before.map((one) => [one.date, one]));
  const sum = (list: readonly InspectedDay[], outcome: Outcome): number =>
    list.reduce((total, one) => total + one.counts[outcome], 0);
  return {
    inspected: now.map(({ date }) => date).filter((date) => !known.has(date)),
    confirmed: now.filter((one) => one.confirmed && known.get(one.date)?.confirmed !== true).map(({ date }) => date),
    counts: Object.fromEntries(
      (Object.keys(outcomeWords) as Outcome[]).map((one) => [one, sum(now, one) - sum(before, one)]),
    ) as Record<Outcome, number>,
  };
}

const logsOf = ({ input }: PeriodView): string[] => idsEverOf(input.contract.obligations, INSPECTION_LOG);

function inspectionCorrections(view: PeriodView): Block[] {
  const { inspected, confirmed, counts } = inspectionCorrectionsOf(view);
  if (inspected.length + confirmed.length === 0) return [];
  const parts = [
    ...(inspected.length === 0
      ? []
      : [
          `补登巡检 ${inspected.length} 日（${namesText(inspected, '日')}），已巡检 +${inspected.length}，缺失 −${inspected.length}`,
        ]),
    ...(confirmed.length === 0
      ? []
      : [`上期截止后人工确认 ${confirmed.length} 日（${namesText(confirmed, '日')}），人工确认 +${confirmed.length}`]),
    ...(Object.keys(counts) as Outcome[]).flatMap((one) =>
      counts[one] === 0 ? [] : [`${outcomeWords[one]} ${signedText(counts[one])} 项`],
    ),
  ];
  return [{ type: 'note', text: `${CORRECTED}：${parts.join('；')}。`, tone: 'attention' }];
}

/** `应巡检 30 日，已巡检 29 日 …` */
export function inspectionText(days: readonly InspectedDay[], gaps: InspectionGaps): string {
  const { owed, done, missing, byDay, counter } = gaps;
  if (days.length === 0 && done === 0) return `应巡检 ${owed} ${counter}，统计区间内没有巡检记录。`;
  const confirmed = days.filter((one) => one.confirmed).length;
  const gap =
    missing.length === 0
      ? '没有缺失'
      : `缺失 ${missing.length} ${counter}（${namesText(missing, counter, owed)}），缺失的数据不补造`;
  const inspected = byDay ? `${days.length} 日` : `${done} 次（巡检 ${days.length} 日）`;
  return `应巡检 ${owed} ${counter}，已巡检 ${inspected}，其中人工确认 ${confirmed} 日${uncheckedText(days)}；${gap}。`;
}

function chart(days: readonly InspectedDay[]): ChartBlock[] {
  if (days.length < TREND_DAYS) return [];
  const worst = extremesOf(days, ({ counts }) => counts.abnormal);
  const most = worst[0]?.counts.abnormal ?? 0;
  return [
    {
      type: 'chart',
      chart: 'stacked-bar',
      title: '逐日不正常的检查项',
      x: days.map((one) => one.date.slice(5)),
      series: openOutcomes.map((one) => ({ name: outcomeWords[one], values: days.map(({ counts }) => counts[one]) })),
      unit: '项',
      ...countAxis(days.map(({ counts }) => openOutcomes.reduce((sum, one) => sum + counts[one], 0))),
      height: 45,
      summary:
        most === 0
          ? noneAbnormal(days)
          : `${extremeText(
              '异常最多',
              worst.map(({ date }) => date),
              `${most} 项`,
              '日',
            )}。`,
    },
  ];
}

/** Rows of the list of what came back. */
const LISTED = 10;

export function recurringBlock(days: readonly InspectedDay[]): TableBlock {
  const all = recurringAbnormalities(days);
  const title = all.length > LISTED ? { title: `异常项（天数最多的 ${LISTED} 项，共 ${all.length} 项）` } : {};
  return settledTable({ ...recurringTable, ...title, empty: noneAbnormal(days) }, all.slice(0, LISTED), 'paper');
}

/** Of a value over a kind, which of its assets were not in order. */
function memberNote(days: readonly InspectedDay[]): Block[] {
  const told = recurringAbnormalities(days)
    .slice(0, LISTED)
    .filter(({ members }) => members.length > 0)
    .map(({ check, members }) => `${check}：${namesText(members)}`);
  return told.length === 0 ? [] : [{ type: 'note', text: `异常值所指，${told.join('；')}。`, tone: 'muted' }];
}

/** What an inspection reads of operation logs is no record of them: a reader of one must not take it for the other. */
function logNote({ input: { contract } }: PeriodView, days: readonly InspectedDay[]): Block[] {
  const own = new Set(
    contract.checks.filter(({ metric }) => metric?.startsWith(LOG_METRIC) === true).map(({ id }) => id),
  );
  const told = days.flatMap(({ results }) => results).find((one) => one.outcome === 'abnormal' && own.has(one.check));
  if (told === undefined) return [];
  const where = seeUnit(contract, '，见', 'operation-log-analysis');
  return [
    {
      type: 'note',
      text: `“${told.label}”是巡检时读到的条数，不表示日志已逐日登记${where}。`,
      tone: 'muted',
    },
  ];
}

const LOG_METRIC = 'oplog.';

const noneAbnormal = (days: readonly InspectedDay[]): string =>
  noneAbnormalText(
    days.length === 0 ? null : countOutcomes(days.flatMap(({ results }) => results)),
    '已巡检的各日',
    outcomeWords.abnormal,
  );
