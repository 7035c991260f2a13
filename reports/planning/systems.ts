/** 各系统现状: each system's use, faults, capacity, age and what is still owed on it, from the records of the service. */

import { observedCell } from '../../src/page/rates.ts';
import { spanCell } from '../../src/page/value-cell.ts';
import type { Cell, Column, Row, Section } from '../../src/report/block.ts';
import type { Figure } from '../../src/report/figure.ts';
import { reachText } from '../../src/subjects/inspections/judge/forecast.ts';
import { numberText } from '../../src/wording/figures.ts';
import { table } from '../cells/figures.ts';
import { figure, interval, rate } from '../cells/headline.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { isTold, type SystemState, systemStates } from './state.ts';

interface StateColumn extends Column {
  /** Without it for all: nothing was measured, and there is no column. */
  has(state: SystemState): boolean;
  cell(state: SystemState): Cell;
  /** What it counts, as data. */
  figure?(state: SystemState, facts: PeriodFacts): Figure;
}

const columns: readonly StateColumn[] = [
  {
    ...{ key: 'asked', label: '用户事项', type: 'number', unit: '项' },
    has: ({ asked }) => asked > 0,
    cell: ({ asked }) => (asked === 0 ? '' : asked),
    figure: ({ key, asked }, { view }) => figure(`systems.asked.${key}`, asked, interval(view), '项'),
  },
  {
    ...{ key: 'faults', label: '故障与维修', type: 'number', unit: '起' },
    has: ({ faults }) => faults > 0,
    cell: ({ faults }) => (faults === 0 ? '' : faults),
    figure: ({ key, faults }, { view }) => figure(`systems.faults.${key}`, faults, interval(view), '起'),
  },
  {
    ...{ key: 'down', label: '故障用时', type: 'text', align: 'right' },
    has: ({ down }) => down > 0,
    cell: ({ down }) => (down === 0 ? '' : spanCell(down)),
  },
  {
    ...{ key: 'up', label: '可用率', type: 'number' },
    has: ({ up }) => up.denominator > 0,
    cell: ({ up }) => (up.denominator === 0 ? '' : observedCell(up)),
    figure: ({ key, up }, { availability: { from, until } }) => rate(`systems.up.${key}`, up, { from, to: until }),
  },
  {
    ...{ key: 'capacity', label: '磁盘', type: 'text', weight: 1.6 },
    has: ({ capacity }) => capacity !== null,
    cell: capacityCell,
  },
  {
    ...{ key: 'years', label: '已用', type: 'number', unit: '年' },
    has: ({ years }) => years !== null,
    cell: ({ years }) => years ?? '',
  },
  {
    ...{ key: 'debt', label: '欠账', type: 'text', weight: 1.6 },
    has: ({ waiting, open }) => waiting + open > 0,
    cell: debtCell,
  },
];

/** Of one that owes nothing nothing is said. */
function debtCell({ waiting, overdue, open }: SystemState): Cell {
  const text = [
    ...(waiting === 0 ? [] : [`待修复漏洞 ${waiting} 个${overdue === 0 ? '' : `，逾期 ${overdue} 个`}`]),
    ...(open === 0 ? [] : [`在办变更 ${open} 项`]),
  ].join('；');
  return overdue === 0 ? text : { text, tone: 'abnormal', mark: '▲' };
}

function capacityCell({ capacity }: SystemState): Cell {
  if (capacity === null) return '';
  const now = numberText(capacity.current, { decimals: 1, unit: '%' });
  const reach = reachText(capacity, '标准');
  const text = reach === null ? now : `${now}，${reach}`;
  return capacity.atLimit ? { text, tone: 'abnormal', mark: '▲' } : text;
}

/** @param from first day on which the capacity forecast rests */
export function systemSection(facts: PeriodFacts, from: string): Section {
  const all = systemStates(facts, from);
  const told = all.filter(isTold).sort((a, b) => b.faults - a.faults || b.asked - a.asked);
  const own = columns.filter(({ has }) => told.some(has));
  const quiet = all.filter((one) => !isTold(one)).reduce((sum, { assets }) => sum + assets, 0);
  return {
    id: 'systems',
    title: '各系统现状',
    blocks: [
      table(
        '各系统现状（故障多的在前）',
        [
          { key: 'name', label: '系统、设备', type: 'text', weight: 2 },
          ...own.map(({ has: _, cell: __, figure: ___, ...column }): Column => column),
        ],
        told.map(
          (one): Row => ({
            cells: { name: one.name, ...Object.fromEntries(own.map(({ key, cell }) => [key, cell(one)])) },
            figures: Object.fromEntries(
              own.flatMap(({ key, cell, figure: of }) =>
                of === undefined || cell(one) === '' ? [] : [[key, of(one, facts)]],
              ),
            ),
          }),
        ),
        '服务期内没有关于合同内系统、设备的记录。',
      ),
      {
        type: 'note',
        text: `“用户事项”为咨询与账号、数据、接口处理；“故障用时”为涉及该系统的已恢复故障按时限口径计时之和，一起故障涉及几个系统的各计一次。${quiet === 0 ? '' : `其余 ${quiet} 项资产没有用户事项、故障、待修复漏洞和在办变更，不列。`}`,
        tone: 'muted',
      },
    ],
  };
}
