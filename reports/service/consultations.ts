/** Figures and tables about consultations, for the month's digest and for the year. */

import { compareInstants, secondsBetween } from '../../src/contract/time.ts';
import { settledTable, type TableColumn } from '../../src/page/table.ts';
import { countCell, spanCell } from '../../src/page/value-cell.ts';
import type { ChartBlock, TableBlock, Tone } from '../../src/report/block.ts';
import { figureOf } from '../../src/report/figure.ts';
import consultation, { type ConsultationRecord } from '../../src/subjects/requests/kinds/consultation.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { countAxis } from '../cells/figures.ts';
import { interval } from '../cells/headline.ts';
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
  type Group = ReturnType<typeof groupsBy>[number];
  const counted = (name: string, id: string, count: (own: readonly ConsultationRecord[]) => number, tone?: Tone) =>
    ({
      ...{ label: name, type: 'number' },
      value: ([, own]) => (tone === undefined ? count(own) : countCell(count(own), tone)),
      figure: ([value, own]) => figureOf(`consultations.${field}.${value}.${id}`, count(own), interval(view)),
    }) satisfies TableColumn<Group>;
  const ofStatus = (status: ConsultationRecord['status'], tone?: Tone) => {
    const count = (own: readonly ConsultationRecord[]) => own.filter((one) => one.status === status).length;
    return counted(consultationWord('status', status), status, count, tone);
  };
  return settledTable<Group>(
    {
      title: `按${label}`,
      columns: {
        value: { label, weight: 2, value: ([value]) => consultationWord(field, value) },
        total: counted('咨询数', 'total', (own) => own.length),
        solved: ofStatus('solved'),
        transferred: ofStatus('transferred'),
        open: ofStatus('open', 'attention'),
        median: { label: '答复用时中位数', align: 'right', value: ([, own]) => spanCell(medianAnswer(own)) },
      },
      empty: '没有登记咨询。',
    },
    groupsBy(records, field),
    'paper',
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
