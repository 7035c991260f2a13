/** RTO/RPO 目标与实际, alike for restore tests and drills. */

import type { Goal } from '../../src/assess/recovery/recovery-goals.ts';
import type { Cell, Row, TableBlock } from '../../src/report/document.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import { MISSING } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';

/** @param subject what each goal is of: an asset and record, or a drill */
export function goalTable(goals: readonly { subject: string; goal: Goal }[], empty: string): TableBlock {
  return table(
    'RTO/RPO 目标与实际',
    [
      { key: 'subject', label: '对象', type: 'text', weight: 2 },
      { key: 'goal', label: '目标项', type: 'text', weight: 1.4 },
      { key: 'target', label: '目标', type: 'text', align: 'right' },
      { key: 'actual', label: '实际', type: 'text', align: 'right' },
      { key: 'state', label: '判定', type: 'text', weight: 1.6 },
    ],
    goals.map(
      ({ subject, goal }): Row => ({
        ...(goal.state === 'missed' ? { tone: 'abnormal' as const } : {}),
        cells: {
          subject,
          goal: goal.label,
          target: lengthCell(goal.targetSeconds),
          actual: lengthCell(goal.actualSeconds),
          state: stateCell(goal),
        },
      }),
    ),
    empty,
  );
}

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
