/** 响应与恢复达成: every commitment over the incidents of a period, with each exception and its reason. */

import type { Correction } from '../../src/contract/calendar/balance.ts';
import { builtInCalendars } from '../../src/contract/terms/calendars.ts';
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import type { Interpretation } from '../../src/contract/terms/interpretations.ts';
import { dateOf } from '../../src/contract/time.ts';
import { settledTable } from '../../src/page/table.ts';
import { countCell } from '../../src/page/value-cell.ts';
import type { Block, Cell, Row, Section, TableBlock } from '../../src/report/block.ts';
import { clockStates } from '../../src/states/clock.ts';
import { caseColumns, caseTone, type LimitCase, reasonText } from '../../src/subjects/incidents/cases.ts';
import { stateCell } from '../../src/subjects/incidents/cells.ts';
import type { ClockSummary, IncidentSummary } from '../../src/subjects/incidents/judge/incident-figures.ts';
import { decidesClocks, isBoundTo, mayBeUndecided, openOn } from '../../src/subjects/incidents/judge/interpretation.ts';
import { clocksWord, hasClock } from '../../src/subjects/incidents/judge/limits.ts';
import { summariesByOption } from '../../src/subjects/incidents/judge/period.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { readingHeads, readingText } from '../../src/subjects/interpretations/tables.ts';
import { rateText } from '../../src/wording/figures.ts';
import { unsettledText, unsettledWord } from '../../src/wording/interpretation-words.ts';
import { levelWordOf } from '../../src/wording/levels.ts';
import { rateCell, table } from '../cells/figures.ts';
import { counts, interval, rate as rateFigure, rates } from '../cells/headline.ts';
import { signedText } from '../cells/signed.ts';
import type { PeriodView } from '../period/period.ts';
import { clockAnalysis } from './analysis.ts';
import { correctionBlocks } from './corrections.ts';
import { openBasisText } from './open-basis.ts';
import type { IncidentPart } from './part.ts';

export function clockSummarySection(view: PeriodView, part: IncidentPart): Section {
  const { summary, timed, corrections } = part;
  const none = timed.length === 0 && corrections.length === 0;
  return {
    id: 'clocks',
    title: `${clocksWord(part.context.contract)}达成`,
    blocks: none
      ? [{ type: 'note', text: nothingText(part) }]
      : [
          { type: 'note', text: clockConclusion(summary, openClocks(part)), emphasis: true, tone: tone(summary) },
          clockSummaryTable(view, summary, corrections),
          exceptionTable(
            summary,
            timed.map(({ incident }) => incident),
          ),
          eachTable(part),
          ...clockAnalysis(view, part),
          ...calendarBlocks(part),
          ...correctionBlocks(corrections, part.context.contract.levels),
          ...optionBlocks(view, part),
        ],
  };
}

const nothingText = ({ own }: IncidentPart): string =>
  own.length === 0 ? '统计区间内没有登记故障，没有需要判定的时限。' : '统计区间内登记的故障没有需要判定的时限。';

const failed = (clock: ClockSummary): number => clock.counts.missed + clock.counts.overrun + clock.counts.unrecorded;

const tone = ({ clocks }: IncidentSummary): 'normal' | 'attention' | 'abnormal' => {
  if (clocks.some((clock) => failed(clock) > 0)) return 'abnormal';
  return clocks.some((clock) => clock.differs) ? 'attention' : 'normal';
};

/** The questions that leave one of the clocks undecided. */
const openClocks = ({ own, context }: Pick<IncidentPart, 'own' | 'context'>): Interpretation[] =>
  openOn(
    context.interpretations,
    own.map(({ at }) => dateOf(at)),
  ).filter(decidesClocks);

const openWords = (questions: readonly Interpretation[]): string =>
  `${questions.every((one) => isBoundTo(one, 'clock-start')) ? '起算' : ''}口径${unsettledWord(...questions)}`;

/** `响应 100.00 %（12 项达标）…` */
export function clockConclusion({ clocks, total }: IncidentSummary, questions: readonly Interpretation[]): string {
  const judged = clocks.filter((clock) => clock.rate.denominator > 0);
  if (judged.length === 0) return `登记故障 ${total} 起，各项时限尚未到可以判定的时候。`;
  const parts = judged.map((clock) => `${clock.label} ${rateText(clock.rate)}`);
  const bad = clocks.reduce((sum, clock) => sum + failed(clock), 0);
  const open = clocks.reduce((sum, clock) => sum + clock.counts.undecided, 0);
  const undecided = open === 0 ? '' : `${openWords(questions)}、结果不同而不下结论的 ${open} 项，未计入达成率。`;
  return `各项时限达成率：${parts.join('，')}。${bad === 0 ? '没有例外。' : `例外 ${bad} 项，见下。`}${undecided}`;
}

/** true while a reading is open, and after that where an earlier document counted something as undecided. */
const tellsUndecided = (
  view: PeriodView,
  clocks: readonly ClockSummary[],
  corrections: readonly Correction[],
): boolean =>
  mayBeUndecided(view.input.contract.interpretations) ||
  clocks.some((clock) => clock.counts.undecided > 0) ||
  corrections.some(({ value }) => value === 'undecided');

/** One row a commitment, and one below it for what is corrected of earlier documents. */
export function clockSummaryTable(
  view: PeriodView,
  { clocks }: IncidentSummary,
  corrections: readonly Correction[] = [],
): TableBlock {
  return table(
    '各项时限达成情况',
    [
      { key: 'label', label: '时限项', type: 'text' },
      { key: 'clause', label: '条款', type: 'text', weight: 1.4 },
      { key: 'met', label: clockStates.met, type: 'number' },
      { key: 'missed', label: clockStates.missed, type: 'number' },
      { key: 'overrun', label: clockStates.overrun, type: 'number' },
      { key: 'unrecorded', label: clockStates.unrecorded, type: 'number' },
      ...(tellsUndecided(view, clocks, corrections)
        ? [{ key: 'undecided', label: clockStates.undecided, type: 'number' as const }]
        : []),
      { key: 'running', label: openLabel(clocks), type: 'number' },
      { key: 'other', label: clockStates['not-applicable'], type: 'number' },
      { key: 'rate', label: '达成率', type: 'number' },
    ],
    clocks.flatMap((clock) => [clockRow(view, clock), ...correctionRow(clock, corrections)]),
    '没有需要判定的时限。',
  );
}

/** What has not ended, and where there is any what nobody agreed a date for: by the words of the two states. */
const openLabel = (clocks: readonly ClockSummary[]): string =>
  clocks.some(({ counts: of }) => of['to-be-agreed'] > 0)
    ? `${clockStates.running}或${clockStates['to-be-agreed']}`
    : clockStates.running;

const clockCounts = ({ counts: { met, missed, overrun, unrecorded } }: ClockSummary) => ({
  met,
  missed,
  overrun,
  unrecorded,
});

function clockRow(view: PeriodView, clock: ClockSummary): Row {
  const within = interval(view);
  return {
    ...(failed(clock) > 0 ? { tone: 'abnormal' as const } : {}),
    cells: {
      label: clock.label,
      clause: clauseMarks(clock.clause),
      met: clock.counts.met,
      missed: countCell(clock.counts.missed),
      overrun: countCell(clock.counts.overrun),
      unrecorded: countCell(clock.counts.unrecorded),
      undecided: countCell(clock.counts.undecided, 'attention'),
      running: clock.counts.running + clock.counts['to-be-agreed'],
      other: clock.counts['not-applicable'],
      rate: rateCell(clock.rate),
    },
    figures: {
      ...counts(`clocks.${clock.id}`, clockCounts(clock), within),
      ...counts(
        `clocks.${clock.id}`,
        {
          undecided: clock.counts.undecided,
          running: clock.counts.running + clock.counts['to-be-agreed'],
          other: clock.counts['not-applicable'],
        },
        within,
      ),
      rate: rateFigure(`clocks.${clock.id}.rate`, clock.rate, within),
    },
  };
}

/** Signed: an earlier document counted it otherwise. */
function correctionRow({ id, label, clause }: ClockSummary, corrections: readonly Correction[]): Row[] {
  const own = corrections.filter(({ key }) => key.endsWith(` ${id}`));
  if (own.length === 0) return [];
  const sum = (value: string): string =>
    signedText(own.reduce((n, one) => n + (one.value === value ? one.count : 0), 0));
  return [
    {
      tone: 'attention',
      cells: {
        label: `${label}（更正以前各期）`,
        clause: clauseMarks(clause),
        met: sum('met'),
        missed: sum('missed'),
        overrun: '',
        unrecorded: sum('unrecorded'),
        undecided: sum('undecided'),
        running: '',
        other: sum('not-applicable'),
        rate: '',
      },
    },
  ];
}

/** Every exception with its sentence and what is known of the reason. */
export function exceptionTable({ clocks }: IncidentSummary, incidents: readonly IncidentRecord[]): TableBlock {
  const byId = new Map(incidents.map((one) => [one.id, one]));
  const rows = clocks.flatMap(({ label, exceptions }) =>
    exceptions.map((one): LimitCase => {
      const { id, title, level, state, text } = one;
      return { id, title, level, clock: label, state, text, reason: reasonText(byId.get(id), one.responsibility) };
    }),
  );
  const empty = clocks.some(({ rate }) => rate.denominator > 0)
    ? '没有例外：已判定的时限全部达标。'
    : '没有已判定的时限，不能判断有无例外。';
  return settledTable<LimitCase>({ title: '例外及原因', tone: caseTone, columns: caseColumns, empty }, rows, 'paper');
}

/** A clock is judged in one document: in this one it is not, or not yet. */
const ELSEWHERE: Cell = { text: '不在本期判定', tone: 'muted' };

/** 逐项: one row an incident, one column a clock. */
function eachTable({ summary, timed, context }: IncidentPart): TableBlock {
  const clocks = summary.clocks.map(({ id, label }) => ({ id, label }));
  return table(
    '逐项达成',
    [
      { key: 'id', label: '故障编号', type: 'text', weight: 1.3 },
      { key: 'title', label: '故障', type: 'text', weight: 1.6 },
      { key: 'level', label: '级别', type: 'text', weight: 0.6 },
      ...clocks.map(({ id, label }) => ({ key: id, label, type: 'outcome' as const })),
    ],
    timed.map(({ incident, judged, clocks: here }) => ({
      cells: {
        id: judged.id,
        title: incident.title,
        level: levelWordOf(context.contract.levels, judged.level),
        ...Object.fromEntries(
          judged.clocks.map((clock): [string, Cell] => [
            clock.id,
            !here.includes(clock)
              ? ELSEWHERE
              : clock.decides || clock.state === 'not-applicable'
                ? stateCell(clock.state)
                : { text: `（${clockStates[clock.state]}）`, tone: 'muted' },
          ]),
        ),
      },
    })),
    '没有故障。',
  );
}

/** Of what was kept within a calendar alone, the time that counted: by the clock on the wall it may look too long. */
function calendarBlocks({ timed, context }: IncidentPart): Block[] {
  const own = (context.contract.calendars ?? []).map(({ name }) => name);
  const names = [...own, ...Object.values(builtInCalendars)].map((name) => `（${name}）`);
  const items = timed.flatMap(({ judged, clocks }) =>
    clocks
      .filter(({ state, limit }) => state === 'met' && names.some((name) => limit?.endsWith(name)))
      .map((clock) => `${judged.id} ${clock.label}：${clock.text}`),
  );
  return items.length === 0
    ? []
    : [{ type: 'note', text: `只计时间表之内时间的：${items.join('；')}。`, tone: 'muted' }];
}

/** What each option of an unconfirmed 口径 would make of the rates; nothing when all are confirmed. */
function optionBlocks(view: PeriodView, { own, context, counting }: IncidentPart): Block[] {
  const options = summariesByOption(own, context, counting);
  if (options.length === 0) return [];
  const shown = [['response', '响应'] as const, ['restoration', '恢复'] as const].filter(([id]) =>
    hasClock(context.contract, id),
  );
  const rate = (summary: IncidentSummary, id: string): Cell =>
    rateCell(summary.clocks.find((clock) => clock.id === id)?.rate ?? { numerator: 0, denominator: 0 });
  return [
    table(
      `${unsettledWord(...options)}口径的各选项结果`,
      [
        { key: 'question', ...readingHeads.question, type: 'text', weight: 2.4 },
        { key: 'option', ...readingHeads.option, type: 'text', weight: 1.8 },
        ...shown.map(([id, label]) => ({ key: id, label: `${label}达成率`, type: 'number' as const })),
      ],
      options.map((one) => {
        const found = Object.fromEntries(shown.map(([id]) => [id, rate(one.summary, id)]));
        const ids = Object.fromEntries(
          Object.keys(found).map((id) => [id, `clocks.${id}.rate.${one.interpretation}.${one.option}`]),
        );
        return {
          cells: {
            question: one.question,
            option: readingText(one),
            ...found,
          },
          figures: rates(found, ids, interval(view)),
        };
      }),
      '口径均已确认。',
    ),
    {
      type: 'note',
      text: `口径${unsettledText(...options)}的，各选项的结果同时列出；${openBasisText(options, context.interpretations)}。`,
      tone: 'attention',
    },
  ];
}
