/** 数据库优化: the slowest statements, what was tuned with before and after, and where capacity is going. */

import { toDate } from '../../src/contract/time.ts';
import { settledTable } from '../../src/page/table.ts';
import { momentCell } from '../../src/page/value-cell.ts';
import type { Block, ChartBlock, Section, TableBlock } from '../../src/report/block.ts';
import { lastOfEachDay } from '../../src/subjects/inspections/judge/day.ts';
import { type SlowStatement, slowStatements } from '../../src/subjects/inspections/judge/metric-series.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import { numberText, rounded } from '../../src/wording/figures.ts';
import { MISSING } from '../../src/wording/words.ts';
import { nameOf, ofPeriod, type PeriodView } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { FORECAST_DAYS } from '../periodic/needs.ts';
import { capacityBlocks } from '../service/capacity.ts';
import { changesOfPeriod } from '../service/changes.ts';
import type { ReportSection } from './_section.ts';

const TOP = 10;

function compose({ view }: PeriodFacts): Section {
  const from = toDate(view.to).subtract({ days: FORECAST_DAYS }).toString();
  const { assets } = view.input.contract;
  if (!assets.some((one) => one.contract && one.family === 'database'))
    return { id: 'database', title: '容量预测', blocks: capacityBlocks(view, from) };
  return {
    id: 'database',
    title: '数据库优化',
    blocks: [...slowBlocks(view), effectTable(view), ...capacityBlocks(view, from)],
  };
}

function slowBlocks(view: PeriodView): Block[] {
  const slow = slowStatements(lastOfEachDay(ofPeriod(view, inspection)), TOP);
  if (slow.length === 0) {
    // The statements of other databases are asked for nowhere.
    if (!view.input.contract.checks.some(({ metric }) => metric?.startsWith('mysql.') === true)) return [];
    return [
      { type: 'note', text: '统计区间内没有采集到耗时语句（数据库须开启 performance_schema）。', tone: 'attention' },
    ];
  }
  const chart: ChartBlock = {
    type: 'chart',
    chart: 'horizontal-bar',
    title: '累计耗时最长的语句',
    x: slow.map((_, i) => `第 ${i + 1} 条`),
    series: [{ name: '累计耗时', values: slow.map((one) => rounded(one.seconds, 1)) }],
    unit: '秒',
    min: 0,
    height: Math.max(30, 6 * slow.length),
    summary: `耗时最长的一条累计 ${numberText(slow[0]?.seconds ?? 0, { decimals: 1, unit: '秒' })}，序号与下表一致。`,
  };
  return [
    chart,
    settledTable<SlowStatement>(
      {
        title: '慢查询前十',
        columns: {
          no: { label: '序号', type: 'number', weight: 0.5, value: (_, n) => n + 1 },
          target: { label: '数据库', weight: 1.2, value: ({ target }) => nameOf(view, target) },
          statement: { label: '语句（已去除取值）', weight: 3.5, value: ({ statement }) => statement },
          seconds: { label: '累计耗时', type: 'number', unit: 's', decimals: 1, value: ({ seconds }) => seconds },
          days: { label: '出现', type: 'number', unit: '日', value: ({ days }) => days },
          at: { label: '采集时间', type: 'datetime', value: ({ at }) => momentCell(at) },
        },
        empty: '没有采集到耗时语句。',
      },
      slow,
      'paper',
    ),
  ];
}

/** 优化前后, as the changes themselves measured it. */
function effectTable(view: PeriodView): TableBlock {
  const rows = changesOfPeriod(view)
    .filter((one) => one.type === 'database' || (one.effects ?? []).length > 0)
    .flatMap(({ id, title, effects = [NO_EFFECT] }) => effects.map((effect) => ({ change: id, title, ...effect })));
  return settledTable<(typeof rows)[number]>(
    {
      title: '优化前后',
      columns: {
        id: { label: '变更编号', weight: 1.2, value: ({ change }) => change },
        title: { label: '优化', weight: 2, value: ({ title }) => title },
        item: { label: '指标', weight: 1.5, value: ({ item }) => item },
        before: { label: '优化前', align: 'right', value: ({ before }) => before },
        after: { label: '优化后', align: 'right', value: ({ after }) => after },
      },
      empty: '统计区间内没有登记数据库优化。',
    },
    rows,
    'paper',
  );
}

const NO_EFFECT = { item: '未登记优化前后数据', before: MISSING, after: MISSING };

export default {
  id: 'database',
  title: '数据库优化',
  kinds: ['inspection', 'change'],
  topics: ['tuning'],
  compose,
} satisfies ReportSection;
