/** 故障统计: by level, cause and responsibility, with times; and each quota of the contract by every reading. */

import { quotaVerdict } from '../../src/assess/contract/quota-verdict.ts';
import { levelShort } from '../../src/contract/terms/levels.ts';
import { settledTable, type TableColumn } from '../../src/page/table.ts';
import { momentCell, spanCell, withNote } from '../../src/page/value-cell.ts';
import type { Block, ChartBlock, Section, TableBlock } from '../../src/report/block.ts';
import type { IncidentSummary, LevelSummary } from '../../src/subjects/incidents/judge/incident-figures.ts';
import type { Quota } from '../../src/subjects/incidents/judge/quota.ts';
import { causeChoices, responsibilityChoices } from '../../src/subjects/incidents/kinds/incident/choices.ts';
import { faultColumns, type JudgedFault, judgedIn } from '../../src/subjects/incidents/list.ts';
import { quotaCell, quotaId, quotaTitle } from '../../src/subjects/incidents/quota.ts';
import { restorationSpan } from '../../src/subjects/incidents/restoration.ts';
import { withoutFault } from '../../src/wording/levels.ts';
import { countAxis, table } from '../cells/figures.ts';
import { counts, figure, interval, namedCounts, toDate } from '../cells/headline.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';
import { namesOf, type Origin, origins, type PeriodView } from '../period/period.ts';
import { incidentAnalysis } from './analysis.ts';
import type { IncidentPart } from './part.ts';

export function statisticsSection(view: PeriodView, part: IncidentPart): Section {
  const { summary, carried } = part;
  return {
    id: 'incidents',
    title: '故障统计',
    blocks: [
      { type: 'note', text: statisticsText(part) },
      ...originBlocks(part),
      ...(summary.total === 0 ? [] : [levelChart(summary.byLevel)]),
      // What another document counted may have been restored here.
      ...(summary.byLevel.some(({ count, restored }) => count + restored > 0)
        ? [levelTable(view, summary.byLevel)]
        : []),
      ...(summary.total === 0 ? [] : tallies(view, summary)),
      incidentTable(view, part),
      ...incidentAnalysis(view, part),
      ...(carried.length === 0 ? [] : [carriedTable(view, part)]),
    ],
  };
}

function statisticsText({ summary, carried, context }: IncidentPart): string {
  const open = summary.open.length;
  const parts = [
    summary.total === 0 ? '统计区间内没有登记故障' : `登记故障 ${summary.total} 起`,
    ...(open > 0 ? [`其中 ${open} 起尚未恢复（${summary.open.join('、')}）`] : []),
    ...(summary.requirements.length > 0
      ? [`另有${demandText(context)}${summary.requirements.length} 项，作为需求，不计入故障`]
      : []),
    ...(carried.length > 0 ? [`上期转入 ${carried.length} 起`] : []),
  ];
  return `${parts.join('；')}。`;
}

/** `适用性调整（五级）`: what is no fault, with the grade that the contract gives it. */
const demandText = ({ contract }: IncidentPart['context']): string =>
  contract.levels
    .filter((level) => level.requirement === true)
    .map((level) => `${levelShort(level)}${level.ordinal === undefined ? '' : `（${withoutFault(level.ordinal)}）`}`)
    .join('、');

/** Where the incidents that are counted come from, once some are not simply those of the period. */
function originBlocks({ origin, summary, corrections, context }: IncidentPart): Block[] {
  const faults = summary.assessments.filter(({ requirement }) => !requirement).map(({ id }) => id);
  const demands = context.contract.levels.filter((one) => one.requirement === true).map(({ id }) => id);
  const levels = corrections.filter(({ key, value }) => key.endsWith(' level') && !demands.includes(value));
  if (levels.length === 0 && faults.every((id) => origin.get(id) === 'own')) return [];
  const rows = (Object.keys(origins) as Origin[]).map((one) => {
    const ids = faults.filter((id) => origin.get(id) === one);
    return {
      from: origins[one],
      count: String(ids.length),
      number: ids.length,
      ids: one === 'own' ? '' : ids.join('、'),
    };
  });
  const corrected = levels.reduce((sum, { count }) => sum + count, 0);
  const total = rows.reduce((sum, { number }) => sum + number, 0) + corrected;
  return [
    table(
      '故障数构成',
      [
        { key: 'from', label: '归属', type: 'text', weight: 1.5 },
        { key: 'count', label: '故障数', type: 'text', align: 'right' },
        { key: 'ids', label: '故障编号', type: 'text', weight: 3 },
      ],
      [
        ...rows.map(({ from, count, ids }) => ({ cells: { from, count, ids } })),
        ...(levels.length === 0
          ? []
          : [{ cells: { from: CORRECTED, count: signedText(corrected), ids: '见“更正以前各期”' } }]),
        { cells: { from: '合计', count: String(total), ids: '' } },
      ],
      '没有故障。',
    ),
  ];
}

export function levelChart(byLevel: readonly LevelSummary[]): ChartBlock {
  return {
    type: 'chart',
    chart: 'bar',
    title: '各级故障数',
    x: byLevel.map(({ title }) => title),
    series: [{ name: '故障', values: byLevel.map((one) => one.count) }],
    unit: '起',
    ...countAxis(byLevel.map((one) => one.count)),
    height: 42,
    summary: `${byLevel.map(({ word, count }) => `${word} ${count} 起`).join('，')}。`,
  };
}

export function levelTable(view: PeriodView, byLevel: readonly LevelSummary[]): TableBlock {
  const within = interval(view);
  return table(
    '按级别',
    [
      { key: 'level', label: '级别', type: 'text' },
      { key: 'count', label: '故障数', type: 'number', unit: '起' },
      { key: 'restored', label: '已恢复', type: 'number', unit: '起' },
      { key: 'average', label: '平均恢复用时', type: 'text', align: 'right' },
      { key: 'longest', label: '最长恢复用时', type: 'text', align: 'right' },
    ],
    byLevel.map((one) => ({
      cells: {
        level: one.title,
        count: one.count,
        restored: one.restored,
        average: withNote(spanCell(one.averageSeconds), one.paused > 0 ? `${one.paused} 起扣除暂停` : ''),
        longest: restorationSpan(
          one.longestSeconds === null || one.longestGross === null
            ? null
            : { counted: one.longestSeconds, gross: one.longestGross },
        ),
      },
      figures: {
        count: figure(`incidents.${one.level.toLowerCase()}`, one.count, within, '起'),
        restored: figure(`incidents.${one.level.toLowerCase()}.restored`, one.restored, within, '起'),
      },
    })),
    '没有故障。',
  );
}

function tallies(view: PeriodView, { byCause, byResponsibility }: IncidentSummary): Block[] {
  return [tallyTable(view, 'cause', byCause), tallyTable(view, 'responsibility', byResponsibility)];
}

const TALLIES = {
  cause: { label: '原因类别', words: causeChoices },
  responsibility: { label: '责任归属', words: responsibilityChoices },
} as const;

/** @param rows by the words of their cause or side, which is what names their figures */
export function tallyTable(
  view: PeriodView,
  by: keyof typeof TALLIES,
  rows: readonly { label: string; count: number }[],
): TableBlock {
  const { label: called, words } = TALLIES[by];
  const title = `按${called}`;
  const codes = new Map(Object.entries(words).map(([code, label]) => [label as string, code]));
  const block = table(
    title,
    [
      { key: 'label', label: called, type: 'text', weight: 3 },
      { key: 'count', label: '故障数', type: 'number', unit: '起' },
    ],
    rows.map(({ label, count }) => ({ cells: { label, count } })),
    '没有故障。',
  );
  const ids = rows.map(({ label }) => `incidents.${by}.${codes.get(label) ?? label}`);
  return namedCounts(block, interval(view), ids);
}

function incidentTable(view: PeriodView, { own, origin, context }: IncidentPart): TableBlock {
  const { id, title, assets, level, start, used, responsibility, state } = columnsOf(view, context);
  const from: TableColumn<JudgedFault> = {
    label: '归属',
    value: ({ incident }) => origins[origin.get(incident.id) ?? 'own'],
  };
  return settledTable<JudgedFault>(
    {
      title: '故障明细',
      tone: ({ judged }) => (judged.restored || judged.requirement ? undefined : 'abnormal'),
      columns: { id, title, assets, level, start, used, responsibility, state, from },
      empty: '统计区间内没有登记故障。',
    },
    judgedIn(own, context),
    'paper',
  );
}

const columnsOf = (view: PeriodView, context: IncidentPart['context']) =>
  faultColumns(context, (ids) => namesOf(view, ids));

function carriedTable(view: PeriodView, { carried, context }: IncidentPart): TableBlock {
  const { id, title, assets, used } = columnsOf(view, context);
  const restored: TableColumn<JudgedFault> = {
    ...{ label: '恢复时间', type: 'datetime' },
    value: ({ judged }) =>
      momentCell(judged.restored ? judged.facts.restoredAt : null, judged.requirement ? '不适用' : '未恢复'),
  };
  const closed: TableColumn<JudgedFault> = {
    ...{ label: '处理完成时间', type: 'datetime' },
    value: ({ incident, judged }) => momentCell(judged.closed ? incident.closedAt : null, '未关闭'),
  };
  return settledTable<JudgedFault>(
    { title: '上期转入的故障', columns: { id, title, assets, restored, closed, used }, empty: '没有上期转入的故障。' },
    judgedIn(carried, context),
    'paper',
  );
}

/** Each quota: counts of every reading over its time, no conclusion while one is unconfirmed. None without a quota. */
export function quotaSections(view: PeriodView, part: IncidentPart): Section[] {
  return part.quotas.map((quota, n) => quotaSection(view, part, quota, n));
}

function quotaSection(view: PeriodView, { own, summary }: IncidentPart, quota: Quota, n: number): Section {
  const titles = new Map(own.map((one) => [one.id, one.title]));
  const inPeriod = summary.assessments.filter((one) => one.counted.get(quota.id)?.byAny === true);
  const { servicePeriod } = view.input.contract.contract;
  const whole = quota.from === servicePeriod.from && quota.to === servicePeriod.to;
  const what = quota.counts ?? '计入本限额的故障';
  return {
    id: quotaId(n),
    title: quotaTitle(quota),
    blocks: [
      {
        type: 'note',
        text: quota.text,
        emphasis: true,
        tone: quotaVerdict(quota).tone,
      },
      table(
        `${whole ? '服务期内累计' : '累计'}（${quota.from} 至 ${quota.to}，截至本文档）`,
        [
          { key: 'option', label: '口径', type: 'text', weight: 2.4 },
          { key: 'supplier', label: '⟦供应商⟧责任', type: 'number', unit: '次' },
          { key: 'pending', label: '待定', type: 'number', unit: '次' },
          { key: 'others', label: '责任在他方（另列）', type: 'number', unit: '次' },
          { key: 'ids', label: '故障编号', type: 'text', weight: 2.2 },
        ],
        quota.byOption.map((one) => ({
          cells: {
            option: one.label,
            supplier: quotaCell('supplier', one.supplier.length, quota),
            pending: quotaCell('pending', one.pending.length, quota),
            others: one.others.length,
            ids: [...one.supplier, ...one.pending, ...one.others].join('、') || '没有',
          },
          figures: counts(
            one.figure,
            { supplier: one.supplier.length, pending: one.pending.length, others: one.others.length },
            toDate(view),
          ),
        })),
        '没有口径。',
      ),
      {
        type: 'list',
        items: inPeriod.map((one) => ({
          text: `${one.id} ${titles.get(one.id) ?? ''}`,
          sub: Object.values(one.counted.get(quota.id)?.byOption ?? {}).map(
            (result) => `${result.label}：${result.open ? '待定' : result.holds ? '计入' : '不计入'}。${result.text}。`,
          ),
        })),
        empty: quota.byReadings ? `按任何一种口径，统计区间内都没有${what}。` : `统计区间内没有${what}。`,
      },
    ],
  };
}
