/** 用户满意度 (5.1.1): what users said, in surveys and on service orders. */

import { figureIds } from '../../src/page/figure-ids.ts';
import { recordTable } from '../../src/page/record-table.ts';
import type { Block, Section } from '../../src/report/block.ts';
import { type Score, userScores } from '../../src/subjects/requests/judge/satisfaction.ts';
import satisfaction from '../../src/subjects/requests/kinds/satisfaction.ts';
import serviceOrder, { satisfactionLevels } from '../../src/subjects/requests/kinds/service-order.ts';
import { numberText, type Rate, rateText, rounded } from '../../src/wording/figures.ts';
import { table } from '../cells/figures.ts';
import { figure, interval, namedCounts, rate } from '../cells/headline.ts';
import { ofPeriod, type PeriodView } from '../period/period.ts';

const scores: readonly Score[] = ['5', '4', '3', '2', '1'];

export interface SatisfactionPart {
  counts: Record<Score, number>;
  total: number;
  /** 1 to 5; null without a score. */
  average: number | null;
  /** 满意率: 非常满意 and 满意 of all scores. */
  satisfied: Rate;
}

export function satisfactionPart(view: PeriodView): SatisfactionPart {
  const surveys = ofPeriod(view, satisfaction);
  const said = userScores(surveys, ofPeriod(view, serviceOrder));
  const all = [...said.surveys, ...said.orders];
  const counts = Object.fromEntries(scores.map((score) => [score, all.filter((one) => one === score).length]));
  const sum = all.reduce((total, one) => total + Number(one), 0);
  return {
    counts: counts as Record<Score, number>,
    total: all.length,
    average: all.length === 0 ? null : sum / all.length,
    satisfied: { numerator: (counts['5'] ?? 0) + (counts['4'] ?? 0), denominator: all.length },
  };
}

export function satisfactionSection(view: PeriodView, part: SatisfactionPart): Section {
  return { id: 'satisfaction', title: '用户满意度', blocks: [...figures(view, part), ...opinions(view)] };
}

function figures(view: PeriodView, { counts, total, average, satisfied }: SatisfactionPart): Block[] {
  if (average === null) return [{ type: 'note', text: '统计区间内没有登记满意度评价。', tone: 'muted' }];
  return [
    {
      type: 'note',
      text: `评价 ${total} 份，平均 ${numberText(average, { decimals: 2, unit: '分' })}（满分 5 分），满意率 ${rateText(satisfied)}。`,
      figures: [
        figure(figureIds.satisfaction, total, interval(view), '份'),
        figure('satisfaction.average', rounded(average, 2), interval(view), '分'),
        rate('satisfaction.rate', satisfied, interval(view)),
      ],
    },
    namedCounts(
      table(
        '满意度分布',
        [
          ...scores.map((score) => ({ key: `s${score}`, label: satisfactionLevels[score], type: 'number' as const })),
          { key: 'total', label: '合计', type: 'number' },
        ],
        [{ cells: { ...Object.fromEntries(scores.map((score) => [`s${score}`, counts[score]])), total } }],
        '没有评价。',
      ),
      interval(view),
      ['satisfaction.distribution'],
    ),
  ];
}

function opinions(view: PeriodView): Block[] {
  const surveys = ofPeriod(view, satisfaction).filter((one) => one.comment !== undefined || Number(one.score) <= 2);
  const orders = ofPeriod(view, serviceOrder).filter((one) => one.opinion !== undefined);
  return [
    ...(surveys.length === 0
      ? []
      : [
          recordTable({
            title: '评价意见与改进',
            kind: satisfaction,
            records: surveys,
            columns: [
              'at',
              'department',
              { field: 'subject', weight: 1.5 },
              'score',
              { field: 'comment', weight: 2 },
              { field: 'followUp', weight: 1.6 },
            ],
            tone: (one) => (Number(one.score) <= 2 ? 'abnormal' : undefined),
            empty: '没有意见。',
          }),
        ]),
    ...(orders.length === 0
      ? []
      : [
          {
            type: 'list' as const,
            items: orders.map((one) => ({ text: `服务单 ${one.number}：${one.opinion ?? ''}` })),
          },
        ]),
  ];
}
