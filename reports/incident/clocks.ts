/** 响应与恢复达成: the clocks, and what each option of an unconfirmed 口径 would make of them. */

import type { ClassResult } from '../../src/assess/incidents/classes.ts';
import type { Clock } from '../../src/assess/incidents/clock.ts';
import type { IncidentAssessment } from '../../src/assess/incidents/clocks.ts';
import { clocksWord } from '../../src/assess/incidents/limits.ts';
import { targetsText } from '../../src/assess/incidents/monitoring.ts';
import { type OptionResult, resultsByOption, settledOptions } from '../../src/assess/incidents/options.ts';
import { contradictionText, startsText } from '../../src/assess/incidents/start.ts';
import type { Block, Cell, ChartBlock, Row, Section, TableBlock } from '../../src/report/document.ts';
import type { StatedClock } from '../../src/report/statement.ts';
import { clocks as clockLooks, clockStates } from '../../src/states/clock.ts';
import { percentOf, percentText } from '../../src/wording/figures.ts';
import { MISSING } from '../../src/wording/words.ts';
import { clockFigure, durationCell, limitCell, stateCell, timeCell } from './cells.ts';
import type { IncidentView } from './view.ts';

/** Clocks that a table prints: of a requirement only those that apply. */
const shownClocks = ({ judged }: IncidentView): Clock[] =>
  judged.requirement ? judged.clocks.filter((clock) => clock.state !== 'not-applicable') : judged.clocks;

/** 响应与恢复达成表: every clock, under it every other reading of it. @param deciding only those that decide 达标 */
export function clockTable(view: IncidentView, deciding = false): TableBlock {
  return {
    type: 'table',
    title: `${clocksWord(view.context.contract)}达成表`,
    columns: [
      { key: 'item', label: '时限项', type: 'text', weight: 4 },
      { key: 'clause', label: '条款', type: 'text' },
      { key: 'start', label: '起点', type: 'datetime' },
      { key: 'end', label: '终点', type: 'datetime' },
      { key: 'used', label: '用时', type: 'text', unit: '分钟', align: 'right', weight: 1.4 },
      { key: 'limit', label: '时限', type: 'text', align: 'right' },
      { key: 'state', label: '判定', type: 'outcome' },
    ],
    rows: shownClocks(view)
      .filter((clock) => !deciding || clock.decides)
      .flatMap((clock) => clockRows(clock, view)),
    empty: '没有适用的时限。',
  };
}

function clockRows(clock: Clock, { incident, context }: IncidentView): Row[] {
  const told = clockFigure(clock, context.asOf);
  const applies = clock.state !== 'not-applicable';
  const dash: Cell = { text: '—', tone: 'muted' };
  // A requirement is held to the day that was agreed (rule 3), not to a length of time.
  const agreed = clock.id === 'restoration' && clock.limitSeconds === null ? incident.agreedOn : undefined;
  return [
    {
      ...(clock.decides && clockLooks[clock.state].tone === 'abnormal' ? { tone: 'abnormal' as const } : {}),
      cells: {
        item: clock.decides || !applies ? clock.label : `${clock.label}（仅列示）`,
        clause: clock.clause,
        start: applies ? shortTime(clock.start) : dash,
        end: applies ? shortTime(clock.end, clock.state === 'running' ? '进行中' : MISSING) : dash,
        used: durationCell(clock.seconds),
        limit: agreed === undefined ? limitCell(clock) : `约定 ${agreed}`,
        state: clock.decides ? stateCell(clock.state) : listedCell(clock.state),
      },
      ...(told === null ? {} : { figures: { used: told } }),
    },
    ...clock.alternatives.map(
      (other): Row => ({
        tone: 'muted',
        cells: {
          item: `　另列：${other.label}`,
          clause: '',
          start: other.start === undefined ? '' : shortTime(other.start),
          end: '',
          used: durationCell(other.seconds),
          limit: limitCell(other),
          state: stateCell(other.state),
        },
      }),
    ),
  ];
}

/** A state that decides nothing is not held against anybody: without mark or colour. */
const listedCell = (state: Clock['state']): Cell => ({ text: clockStates[state], tone: 'muted' });

const YEAR_PART = 'yyyy-'.length;

/** `11-24 10:05:30`: the year stands in the incident's number, and the full time is behind the cell. */
function shortTime(time: string | null, missing?: string): Cell {
  const cell = timeCell(time, missing);
  return time === null || typeof cell !== 'object' || cell === null
    ? cell
    : { ...cell, text: cell.text.slice(YEAR_PART) };
}

/** What the table says of each limit, as data. @param deciding as of the table */
export const statedClocks = (view: IncidentView, deciding = false): StatedClock[] =>
  shownClocks(view)
    .filter((clock) => !deciding || clock.decides)
    .map(({ label, state }) => ({ label, state }));

/** One sentence a clock: what was compared with what, at which level, less which pauses. */
export function clockNotes(view: IncidentView): Block {
  return {
    type: 'list',
    items: shownClocks(view).map((clock) => ({
      text: `${clock.label}：${clock.text}`,
      ...(clock.decides && clockLooks[clock.state].tone === 'abnormal' ? { tone: 'abnormal' as const } : {}),
    })),
    empty: '没有适用的时限。',
  };
}

/** What monitoring saw of it, beside the times that were written down; nothing when it saw nothing. */
export function monitoringBlocks({ incident, judged, assetNames }: IncidentView): Block[] {
  if (judged.evidence.length === 0) return [];
  const contradiction = contradictionText(incident, judged.evidence);
  return [
    {
      type: 'table',
      title: '计时起点的监控证据',
      columns: [
        { key: 'at', label: '时间', type: 'datetime' },
        { key: 'kind', label: '证据', type: 'text' },
        { key: 'record', label: '记录编号', type: 'text' },
        { key: 'text', label: '内容', type: 'text', weight: 2 },
      ],
      rows: judged.evidence.map((one) => ({
        cells: {
          at: timeCell(one.at),
          kind: one.kind === 'alert' ? '监控告警' : '可用性探测',
          record: one.record,
          text: `${one.text}${targetsText(one, (asset) => assetNames.get(asset) ?? asset)}`,
        },
      })),
      empty: '没有监控证据。',
    },
    ...(contradiction === null
      ? []
      : [
          { type: 'note' as const, text: `${contradiction}。两个时间都列出，不改写登记。`, tone: 'attention' as const },
        ]),
  ];
}

const PERCENT = 100;

/** Share of each limit that was used; none while fewer than two clocks have both a time and a limit. */
export function clockChart(view: IncidentView): ChartBlock[] {
  const timed = shownClocks(view).filter((one) => one.seconds !== null && one.limitSeconds !== null);
  if (timed.length < 2) return [];
  const share = (clock: Clock): number => (clock.seconds ?? 0) / (clock.limitSeconds ?? 1);
  const used = (clock: Clock) => `${clock.label}用去时限的 ${percentText(share(clock), 1)}`;
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
      text: `以上口径未经双方确认，各选项的结果同时列出；标“暂列”的是达成表所用的选项。${noQuotaText(context)}`,
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
    title: '未确认口径的各选项结果',
    columns: [
      { key: 'clauses', label: '涉及条款', type: 'text' },
      { key: 'option', label: '选项', type: 'text', weight: 2 },
      ...clocks.map((id) => ({ key: id, label: varied[id], type: 'outcome' as const })),
      ...classes.map(({ id, name }) => ({ key: id, label: name, type: 'text' as const })),
    ],
    rows: results.map(({ clauses, label, isDefault, assessment }) => ({
      cells: {
        clauses: clauses.join('、'),
        option: isDefault ? `${label}（暂列）` : label,
        ...Object.fromEntries(clocks.map((id) => [id, clockCell(assessment, id)])),
        ...Object.fromEntries(assessment.classes.map((one) => [one.id, classWord(one)])),
      },
    })),
    empty: '没有未确认的口径。',
  };
}

/** 是 / 否, or by which reading while the 口径 of the class itself is not the one that is varied. */
function classWord({ byOption }: ClassResult): string {
  const results = Object.values(byOption);
  const holding = results.filter((one) => one.holds);
  if (holding.length === 0) return '否';
  return holding.length === results.length ? '是' : '因口径而异';
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
        ...monitoringBlocks(view),
        clockTable(view),
        ...clockChart(view),
        clockNotes(view),
      ],
      stated: { clocks: statedClocks(view) },
    },
    ...(options.length === 0 ? [] : [{ id: 'options', title: '口径及各选项结果', level: 2 as const, blocks: options }]),
  ];
}

/** `响应达标，恢复未达标` over the clocks that decide. */
export function verdictText({ judged }: IncidentView): string {
  return judged.clocks
    .filter((clock) => clock.decides && clock.state !== 'not-applicable')
    .map((clock) => `${clock.label}${clockStates[clock.state]}`)
    .join('，');
}
