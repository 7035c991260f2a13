/** 根因分布: what the incidents of the year came from, and whose they were. */

import { causeChoices, responsibilityChoices } from '../../src/records/incident/choices.ts';
import type { Block, ChartBlock, Section } from '../../src/report/document.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { MISSING } from '../../src/wording/words.ts';
import { countAxis, restorationSpan, table } from '../cells/figures.ts';
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

function rootTable({ view, incidents }: PeriodFacts): Block {
  const judged = new Map(incidents.summary.assessments.map((one) => [one.id, one]));
  const faults = incidents.own.filter((one) => judged.get(one.id)?.requirement === false);
  return table(
    '故障根因',
    [
      { key: 'id', label: '故障编号', type: 'text', weight: 1.3 },
      { key: 'title', label: '故障', type: 'text', weight: 1.5 },
      { key: 'assets', label: '影响系统', type: 'text', weight: 1.3 },
      { key: 'level', label: '级别', type: 'text', weight: 0.6 },
      { key: 'cause', label: '原因类别', type: 'text' },
      { key: 'root', label: '根本原因', type: 'text', weight: 2 },
      { key: 'responsibility', label: '责任归属', type: 'text' },
      { key: 'used', label: '恢复用时', type: 'text', align: 'right' },
    ],
    faults.map((one) => {
      const assessment = judged.get(one.id);
      return {
        cells: {
          id: one.id,
          title: one.title,
          assets: namesOf(view, one.assets),
          level: assessment?.level ?? '',
          cause: causeChoices[one.causeCategory ?? 'unknown'],
          root: one.rootCause ?? { text: MISSING, tone: 'muted' as const },
          responsibility: responsibilityChoices[one.responsibility],
          used: restorationSpan(assessment?.restored === true ? assessment.downtime : null),
        },
      };
    }),
    '没有故障。',
  );
}
