/** State of a 整改措施 against its deadline. Pure; what is not done is judged at `asOf`. */
import { dateOf, type InstantText } from '../../contract/time.ts';

export const measureStates = {
  done: '已完成',
  'done-late': '逾期完成',
  doing: '进行中',
  open: '未开始',
  overdue: '已逾期',
} as const;
export type MeasureState = keyof typeof measureStates;

export interface Measure {
  /** Deadline, inclusive. */
  dueOn: string;
  status: 'open' | 'doing' | 'done';
  doneOn?: string | undefined;
}

/** The deadline's own day is still in time. */
export function measureState(measure: Measure, asOf: InstantText): MeasureState {
  if (measure.status === 'done') {
    return measure.doneOn !== undefined && measure.doneOn > measure.dueOn ? 'done-late' : 'done';
  }
  return dateOf(asOf) > measure.dueOn ? 'overdue' : measure.status;
}
