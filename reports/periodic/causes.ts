/** 根因分布: what the incidents of the year came from, and whose they were. */

import { settledTable, type TableColumn } from '../../src/page/table.ts';
import type { Block, ChartBlock, Section } from '../../src/report/block.ts';
import { faultColumns, type JudgedFault, judgedIn } from '../../src/subjects/incidents/list.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { MISSING } from '../../src/wording/words.ts';
import { countAxis } from '../cells/figures.ts';
import { incidentAnalysis } from '../incident/analysis.ts';
import { levelTable, tallyTable } from '../incident/statistics.ts';
import { namesOf } from '../period/period.ts';
import type { PeriodFacts } from './facts.ts';

export function causeSection(facts: PeriodFacts): Section {
  const { summary } = facts.incidents;
  if (summary.total === 0) {
    return {
      id: 'causes',
      title: '根因分布',
      blocks: [{ type: 'note', text: '服务期内没有登记故障，没有可以统计的根因。' }],
    };
  }
  return {
    id: 'causes',
    title: '根因分布',
    blocks: [
      chart(summary.byCause),
      levelTable(facts.view, summary.byLevel),
      tallyTable(facts.view, 'responsibility', summary.byResponsibility),
      rootTable(facts),
      ...incidentAnalysis(facts.view, facts.incidents),
    ],
  };
}

function chart(byCause: readonly { label: string; count: number }[]): ChartBlock {
  const values = byCause.map((one) => one.count);
  const most = extremesOf(byCause, ({ count }) => count);
  const names = most.map(({ label }) => label);
  return {
    type: 'chart',
    chart: 'horizontal-bar',
    title: '原因类别',
    x: byCause.map((one) => one.label),
    series: [{ name: '故障', values }],
    unit: '起',
    ...countAxis(values),
    height: Math.max(30, 7 * byCause.length),
    summary: `原因类别中${extremeText('最多', names, `${most[0]?.count ?? 0} 起`, '类')}。`,
  };
}

function rootTable({ view, incidents: { own, context } }: PeriodFacts): Block {
  const columns = faultColumns(context, (ids) => namesOf(view, ids));
  const { id, title, assets, level, cause, responsibility, used } = columns;
  const root: TableColumn<JudgedFault> = {
    ...{ label: '根本原因', weight: 2 },
    value: ({ incident }) => incident.rootCause ?? { text: MISSING, tone: 'muted' },
  };
  return settledTable<JudgedFault>(
    {
      title: '故障根因',
      columns: {
        id,
        title: { ...title, weight: 1.5 },
        assets: { ...assets, weight: 1.3 },
        ...{ level, cause, root, responsibility, used },
      },
      empty: '没有故障。',
    },
    judgedIn(own, context).filter(({ judged }) => !judged.requirement),
    'paper',
  );
}
