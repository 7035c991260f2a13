/** RTO/RPO 目标与实际, alike for restore tests and drills. Pure. */

import type { TableDefinition } from '../../page/table.ts';
import type { Cell } from '../../report/block.ts';
import { formatDuration } from '../../wording/durations.ts';
import { MISSING } from '../../wording/words.ts';
import type { Goal } from './judge/recovery-goals.ts';

/** A goal, and what it is of: an asset and record, or a drill. */
export interface GoalOf {
  subject: string;
  goal: Goal;
}

export const goalTable: TableDefinition<GoalOf> = {
  title: 'RTO/RPO 目标与实际',
  columns: {
    subject: { label: '对象', weight: 2, only: 'paper', value: ({ subject }) => subject },
    goal: { label: '目标项', weight: 1.4, title: true, value: ({ goal }) => goal.label },
    target: { label: '目标', align: 'right', value: ({ goal }) => lengthCell(goal.targetSeconds) },
    actual: { label: '实际', align: 'right', value: ({ goal }) => lengthCell(goal.actualSeconds) },
    state: { label: '判定', weight: 1.6, state: true, value: ({ goal }) => stateCell(goal) },
  },
  tone: ({ goal }) => (goal.state === 'missed' ? 'abnormal' : undefined),
  empty: '未登记目标。',
};

/** Printed in words, minutes in the workbook. */
function lengthCell(seconds: number | null): Cell {
  if (seconds === null) return { text: MISSING, tone: 'muted' };
  return { text: formatDuration(seconds), value: seconds / 60, kind: 'number', decimals: 1, unit: '分钟' };
}

function stateCell({ state, text }: Goal): Cell {
  if (state === 'met') return { text: `达标，${text}`, tone: 'normal' };
  if (state === 'missed') return { text: `未达标，${text}`, tone: 'abnormal', mark: '▲' };
  return { text, tone: 'attention', mark: '◇' };
}
