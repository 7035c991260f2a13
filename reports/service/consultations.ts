/** Figures and tables about consultations, for the month's digest and for the year. */

import { compareInstants, secondsBetween } from '../../src/contract/time.ts';
import { countCell, spanCell } from '../../src/page/value-cell.ts';
import type { ChartBlock, TableBlock } from '../../src/report/block.ts';
import consultation, { type ConsultationRecord } from '../../src/subjects/requests/kinds/consultation.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { countAxis, table } from '../cells/figures.ts';
import { interval, namedCounts } from '../cells/headline.ts';
import type { PeriodView } from '../period/period.ts';

export const consultationWord = choiceWords(consultation);

/** Median time to the answer in seconds; null when none was answered. */
export function medianAnswer(records: readonly ConsultationRecord[]): number | null {
  const times = records
    .flatMap(({ at, answeredAt }) =>
      answeredAt === undefined || compareInstants(answeredAt, at) < 0 ? [] : [secondsBetween(at, answeredAt)],
    )
    .sort((a, b) => a - b);
  const middle = Math.floor(times.length / 2);
  const upper = times[middle];
  if (upper === undefined) return null;
  return times.length % 2 === 1 ? upper : Math.round(((times[middle - 1] ?? upper) + upper) / 2);
}

type GroupField = 'topic' | 'channel' | 'department';

function groupsBy(records: readonly ConsultationRecord[], field: GroupField): [string, ConsultationRecord[]][] {
  return [...Map.groupBy(records, (one): string => one[field])].sort(
    ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
  );
}

/** One row a value of the field, most frequent first. */
export function groupTable(
  view: PeriodView,
  records: readonly ConsultationRecord[],
  field: GroupField,
  label: string,
): TableBlock {
  const count = (own: readonly ConsultationRecord[], status: ConsultationRecord['status']): number =>
    own.filter((one) => one.status === status).length;
  const groups = groupsBy(records, field);
  const block = table(
    `按${label}`,
    [
      { key: 'value', label, type: 'text', weight: 2 },
      { key: 'total', label: '咨询数', type: 'number' },
      { key: 'solved', label: '已解决', type: 'number' },
      { key: 'transferred', label: '转故障或需求', type: 'number' },
      { key: 'open', label: '未解决', type: 'number' },
      { key: 'median', label: '答复用时中位数', type: 'text', align: 'right' },
    ],
    groups.map(([value, own]) => ({
      cells: {
        value: consultationWord(field, value),
        total: own.length,
        solved: count(own, 'solved'),
        transferred: count(own, 'transferred'),
        open: countCell(count(own, 'open'), 'attention'),
        median: spanCell(medianAnswer(own)),
      },
    })),
    '没有登记咨询。',
  );
  return namedCounts(
    block,
    interval(view),
    groups.map(([value]) => `consultations.${field}.${value}`),
  );
}

/** Consultations by topic; none for an empty list. */
export function topicChart(records: readonly ConsultationRecord[]): ChartBlock[] {
  const groups = groupsBy(records, 'topic');
  const first = groups[0];
  if (first === undefined) return [];
  const values = groups.map(([, own]) => own.length);
  const most = extremesOf(groups, ([, own]) => own.length).map(([topic]) => consultationWord('topic', topic));
  return [
    {
      type: 'chart',
      chart: 'bar',
      title: '各类咨询数',
      x: groups.map(([topic]) => consultationWord('topic', topic)),
      series: [{ name: '咨询', values }],
      unit: '次',
      ...countAxis(values),
      height: 40,
      summary: `${extremeText('最多', most, `${Math.max(...values)} 次`, '类')}。`,
    },
  ];
}
