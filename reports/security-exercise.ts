/** 攻防演练协助配合报告: clause 4.2.5. */

import { compareInstants, dateOf, formatDateTime, type InstantText, toDate } from '../src/contract/time.ts';
import type { Cell, ChartBlock, KeyFigure, KeyFiguresBlock, Section } from '../src/report/block.ts';
import kind, { type SecurityExerciseRecord } from '../src/subjects/security/kinds/security-exercise.ts';
import { choiceWords } from '../src/wording/codes.ts';
import { MISSING, orMissing } from '../src/wording/words.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { countAxis } from './cells/figures.ts';
import { headline } from './cells/headline.ts';
import { pictureSection } from './cells/pictures.ts';
import { momentOf } from './frame/draft-moment.ts';
import { sectionChoices } from './frame/section-choices.ts';

export default defineDeliverable({
  id: 'security-exercise',
  sections: sectionChoices['security-exercise'],
  needs: [{ kind: 'security-exercise', window: 'incident' }],
  evidence: ['security-exercise'],
  compose,
});

const word = choiceWords(kind);

/** Fewer days than this are read faster in the tables. */
const CHART_DAYS = 3;

function compose(input: ComposeInput): Composed {
  const id = input.occurrence.event ?? input.occurrence.period;
  const record = ((input.records['security-exercise'] ?? []) as SecurityExerciseRecord[]).find((one) => one.id === id);
  if (record === undefined) throw new Error(`security-exercise ${id} composed without its record`);
  const asOf = momentOf(input, record);
  return {
    subtitle: `${record.id}　${record.title}`,
    sections: [
      overviewSection(record, asOf),
      noticeSection(record),
      taskSection(record, asOf),
      actionSection(record),
      problemSection(record),
      summarySection(record),
      ...pictureSection('佐证图片', [record]),
    ],
  };
}

/** The end as far as it is known at the moment of judging. */
type Ended = SecurityExerciseRecord & { endedAt: string };
const ended = (record: SecurityExerciseRecord, asOf: InstantText): record is Ended =>
  record.endedAt !== undefined && compareInstants(record.endedAt, asOf) <= 0;

function overviewSection(record: SecurityExerciseRecord, asOf: InstantText): Section {
  const problems = record.problems ?? [];
  const open = problems.filter(({ status }) => status === 'open').length;
  const span = ended(record, asOf) ? `已于 ${formatDateTime(record.endedAt)} 结束` : '尚未结束';
  const figure = (id: string, label: string, number: number, unit: string): KeyFigure =>
    headline({ label, value: String(number), number, unit }, `exercise.${id}`, { from: record.startedAt, to: asOf });
  const figures: KeyFiguresBlock = {
    type: 'key-figures',
    items: [
      figure('days', '演练天数', days(record, asOf).length, '日'),
      figure('people', '配合人员', record.people?.length ?? 0, '人'),
      figure('actions', '配合事项', record.actions.length, '项'),
      figure('problems', '发现', problems.length, '项'),
      { ...figure('problems-open', '处置中', open, '项'), tone: open === 0 ? 'muted' : 'attention' },
    ],
  };
  const found =
    problems.length === 0 ? '未登记发现' : `发现 ${problems.length} 项，已处置 ${problems.length - open} 项`;
  return {
    id: 'overview',
    title: '概况',
    blocks: [
      figures,
      {
        type: 'note',
        text: `${record.title}自 ${formatDateTime(record.startedAt)} 开始，${span}；配合事项 ${record.actions.length} 项，${found}${open === 0 ? '' : `，${open} 项处置中`}。`,
        emphasis: true,
        tone: open === 0 ? 'normal' : 'attention',
      },
    ],
  };
}

function noticeSection(record: SecurityExerciseRecord): Section {
  return {
    id: 'notice',
    title: '上级通知',
    blocks: [
      {
        type: 'facts',
        columns: 2,
        items: [
          { label: '通知', value: record.notice },
          { label: '通知单位', value: orMissing(record.noticeFrom) },
          { label: '通知时间', value: record.noticedAt === undefined ? MISSING : formatDateTime(record.noticedAt) },
        ],
      },
    ],
  };
}

function taskSection(record: SecurityExerciseRecord, asOf: InstantText): Section {
  return {
    id: 'tasks',
    title: '任务与时间',
    blocks: [
      {
        type: 'facts',
        columns: 2,
        items: [
          { label: '开始时间', value: formatDateTime(record.startedAt) },
          { label: '结束时间', value: ended(record, asOf) ? formatDateTime(record.endedAt) : '尚未结束' },
          { label: '任务', value: record.tasks },
        ],
      },
      {
        type: 'table',
        title: '配合人员',
        columns: [
          { key: 'person', label: '人员', type: 'text' },
          { key: 'duty', label: '分工', type: 'text', weight: 3 },
        ],
        rows: (record.people ?? []).map(({ person, duty }) => ({ cells: { person, duty } })),
        empty: '未登记配合人员。',
      },
    ],
  };
}

const timeCell = (at: InstantText): Cell => ({ text: formatDateTime(at), value: at, kind: 'datetime' });

function actionSection(record: SecurityExerciseRecord): Section {
  return {
    id: 'actions',
    title: '配合事项',
    blocks: [
      ...dayChart(record),
      {
        type: 'table',
        title: '配合事项',
        columns: [
          { key: 'no', label: '序号', type: 'number', weight: 0.5 },
          { key: 'at', label: '时间', type: 'datetime' },
          { key: 'action', label: '事项', type: 'text', weight: 2 },
          { key: 'result', label: '结果', type: 'text', weight: 1.6 },
        ],
        rows: record.actions.map(({ at, action, result }, index) => ({
          cells: { no: index + 1, at: timeCell(at), action, result: result ?? { text: MISSING, tone: 'muted' } },
        })),
        empty: '未登记配合事项。',
      },
    ],
  };
}

/** Days of the exercise so far, first and last included. */
function days(record: SecurityExerciseRecord, asOf: InstantText): string[] {
  const last = dateOf(ended(record, asOf) ? record.endedAt : asOf);
  const list: string[] = [];
  for (let day = toDate(dateOf(record.startedAt)); day.toString() <= last; day = day.add({ days: 1 })) {
    list.push(day.toString());
  }
  return list;
}

/** What was done and found each day on which anything was. */
function dayChart({ actions, problems = [] }: SecurityExerciseRecord): ChartBlock[] {
  const busy = [...new Set([...actions, ...problems].map(({ at }) => dateOf(at)))].sort();
  if (busy.length < CHART_DAYS) return [];
  const count = (rows: readonly { at: string }[]): number[] =>
    busy.map((day) => rows.filter(({ at }) => dateOf(at) === day).length);
  return [
    {
      type: 'chart',
      chart: 'stacked-bar',
      title: '逐日配合事项与发现',
      x: busy.map((day) => day.slice('yyyy-'.length)),
      series: [
        { name: '配合事项', values: count(actions) },
        { name: '发现', values: count(problems) },
      ],
      unit: '项',
      ...countAxis(busy.map((_, index) => (count(actions)[index] ?? 0) + (count(problems)[index] ?? 0))),
      height: 42,
      summary: `${busy.length} 日内登记配合事项 ${actions.length} 项、发现 ${problems.length} 项。`,
    },
  ];
}

function problemSection({ problems = [] }: SecurityExerciseRecord): Section {
  return {
    id: 'problems',
    title: '发现与处置',
    blocks: [
      {
        type: 'table',
        title: '发现与处置',
        columns: [
          { key: 'no', label: '序号', type: 'number', weight: 0.5 },
          { key: 'at', label: '时间', type: 'datetime' },
          { key: 'problem', label: '发现', type: 'text', weight: 1.8 },
          { key: 'handling', label: '处置', type: 'text', weight: 1.8 },
          { key: 'status', label: '状态', type: 'outcome' },
        ],
        rows: problems.map(({ at, problem, handling, status }, index) => ({
          ...(status === 'open' ? { tone: 'attention' as const } : {}),
          cells: {
            no: index + 1,
            at: timeCell(at),
            problem,
            handling,
            status:
              status === 'open'
                ? { text: word('problems.status', status), tone: 'attention', mark: '△' }
                : { text: word('problems.status', status), tone: 'normal' },
          },
        })),
        empty: '未登记发现与处置。',
      },
    ],
  };
}

function summarySection({ summary, closedAt }: SecurityExerciseRecord): Section {
  return {
    id: 'summary',
    title: '总结',
    blocks: [
      summary === undefined ? { type: 'note', text: '未登记总结。', tone: 'muted' } : { type: 'note', text: summary },
      {
        type: 'facts',
        columns: 1,
        items: [{ label: '总结完成时间', value: closedAt === undefined ? MISSING : formatDateTime(closedAt) }],
      },
    ],
  };
}
