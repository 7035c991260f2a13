/** 响应与恢复达成: the clocks, and what each option of an unconfirmed 口径 would make of them. */

import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import type { Block, Cell, ChartBlock, Section, TableBlock } from '../../src/report/block.ts';
import type { StatedClock } from '../../src/report/statement.ts';
import { clauseStates } from '../../src/states/clause.ts';
import { stateCell, statedClock } from '../../src/subjects/incidents/cells.ts';
import { clockNotes, clockTable, monitoringBlocks, shownClocks } from '../../src/subjects/incidents/clock-tables.ts';
import type { IncidentView } from '../../src/subjects/incidents/incident-view.ts';
import type { ClassResult } from '../../src/subjects/incidents/judge/classes.ts';
import type { Clock } from '../../src/subjects/incidents/judge/clock.ts';
import type { IncidentAssessment } from '../../src/subjects/incidents/judge/clocks.ts';
import { clocksWord } from '../../src/subjects/incidents/judge/limits.ts';
import { type OptionResult, resultsByOption, settledOptions } from '../../src/subjects/incidents/judge/options.ts';
import { startsText } from '../../src/subjects/incidents/judge/start.ts';
import { labelOf, readingHeads, readingText } from '../../src/subjects/interpretations/tables.ts';
import { percentOf, percentText } from '../../src/wording/figures.ts';
import { unsettledText, unsettledWord } from '../../src/wording/interpretation-words.ts';
import { openBasisText } from './open-basis.ts';

/** What the table of limits says of each, as data. @param deciding as of the table */
export const statedClocks = (view: IncidentView, deciding = false): StatedClock[] =>
  shownClocks(view)
    .filter((clock) => !deciding || clock.decides)
    .map(statedClock);

const PERCENT = 100;

/** Share of each limit that was used; none while fewer than two clocks have both a time and a limit. */
export function clockChart(view: IncidentView): ChartBlock[] {
  const timed = shownClocks(view).filter((one) => one.seconds !== null && one.limitSeconds !== null);
  if (timed.length < 2) return [];
  const share = (clock: Clock): number => (clock.seconds ?? 0) / (clock.limitSeconds ?? 1);
  const used = (clock: Clock) => `${clock.label}用时为时限的 ${percentText(share(clock), 1)}`;
  const above = timed.filter((clock) => share(clock) > 1);
  const over = above.filter(({ state }) => state !== 'undecided');
  const parts = [
    ...(over.length === 0 ? [] : [`${over.map(used).join('，')}，超过时限`]),
    // Another reading gives another share: this one concludes nothing.
    ...above.filter(({ state }) => state === 'undecided').map((clock) => `${used(clock)}，口径未定，不下结论`),
  ];
  return [
    {
      type: 'chart',
      chart: 'horizontal-bar',
      title: '各时限已用比例',
      x: timed.map((clock) => clock.label),
      series: [{ name: '已用', values: timed.map((clock) => percentOf(share(clock), 1)) }],
      unit: '%',
      min: 0,
      thresholds: [{ label: '时限', value: PERCENT }],
      height: 38,
      summary:
        parts.length === 0
          ? `${timed.map((clock) => clock.label).join('、')}用时均在时限之内。`
          : `${parts.join('；')}。`,
    },
  ];
}

/** Table of every option of every unconfirmed question that decides an incident. */
export function optionTable(view: IncidentView): Block[] {
  const { incident, context } = view;
  const results = resultsByOption(incident, context);
  const settled = settledOptions(context.interpretations);
  const blocks: Block[] = [];
  if (results.length > 0) {
    blocks.push(optionRows(results), {
      type: 'note',
      text: `以上口径${unsettledText(...results)}，各选项的结果同时列出；${openBasisText(results, context.interpretations)}。${noQuotaText(context)}`,
      tone: 'attention',
    });
  }
  if (settled.length > 0) {
    blocks.push({
      type: 'list',
      items: settled.map(({ question, label }) => ({ text: `双方已确认：${question}——${label}` })),
    });
  }
  return blocks;
}

/** Of the quotas on a class that a 口径 decides; nothing where there is none. */
function noQuotaText({ contract, interpretations }: IncidentView['context']): string {
  const open = interpretations.filter((one) => one.binds === 'class').map((one) => one.class);
  const names = (contract.quotas ?? []).filter((one) => one.class !== undefined && open.includes(one.class));
  return names.length === 0 ? '' : `确认之前，本文档不就${names.map(({ name }) => name).join('、')}下结论。`;
}

/** Clocks that an option may judge otherwise, in the order of the table. */
const varied = { response: '响应', arrival: '到场', diagnosis: '诊断启动', restoration: '恢复' } as const;

function optionRows(results: readonly OptionResult[]): TableBlock {
  const judged = results.flatMap(({ assessment }) => assessment.clocks.map(({ id }) => id));
  const clocks = (Object.keys(varied) as (keyof typeof varied)[]).filter((id) => judged.includes(id));
  const classes = results[0]?.assessment.classes ?? [];
  return {
    type: 'table',
    title: `${unsettledWord(...results)}口径的各选项结果`,
    columns: [
      { key: 'clauses', label: labelOf('clauses'), type: 'text' },
      { key: 'option', ...readingHeads.option, type: 'text', weight: 2 },
      ...clocks.map((id) => ({ key: id, label: varied[id], type: 'outcome' as const })),
      ...classes.map(({ id, name }) => ({ key: id, label: name, type: 'text' as const })),
    ],
    rows: results.map(({ clauses, label, isDefault, assessment }) => ({
      cells: {
        clauses: clauseMarks(clauses),
        option: readingText({ label, isDefault }),
        ...Object.fromEntries(clocks.map((id) => [id, clockCell(assessment, id)])),
        ...Object.fromEntries(assessment.classes.map((one) => [one.id, classWord(one)])),
      },
    })),
    empty: `没有${unsettledWord(...results)}的口径。`,
  };
}

/** 是 / 否, or by which reading while the 口径 of the class itself is not the one that is varied. */
function classWord({ byOption }: ClassResult): string {
  const results = Object.values(byOption);
  const holding = results.filter((one) => one.holds);
  if (holding.length === 0) return '否';
  return holding.length === results.length ? '是' : clauseStates.undecided;
}

function clockCell(assessment: IncidentAssessment, id: Clock['id']): Cell {
  const clock = assessment.clocks.find((one) => one.id === id);
  return clock === undefined ? '' : stateCell(clock.state);
}

/** true when every option gives the same states and the same answer on each class: then one sentence is enough on one page. */
export function optionsAgree({ incident, context }: IncidentView): boolean {
  const prints = resultsByOption(incident, context).map(({ assessment }) =>
    JSON.stringify([assessment.clocks.map((clock) => clock.state), assessment.classes.map(classWord)]),
  );
  return new Set(prints).size <= 1;
}

/** The whole section for the full form. */
export function clockSection(view: IncidentView): Section[] {
  const options = optionTable(view);
  return [
    {
      id: 'clocks',
      title: `${clocksWord(view.context.contract)}达成`,
      blocks: [
        { type: 'note', text: startsText(view.judged.starts) },
        ...monitoringBlocks(view, 'paper'),
        clockTable(view, 'paper'),
        ...clockChart(view),
        clockNotes(view),
      ],
      stated: { clocks: statedClocks(view) },
    },
    ...(options.length === 0 ? [] : [{ id: 'options', title: '口径及各选项结果', level: 2 as const, blocks: options }]),
  ];
}
