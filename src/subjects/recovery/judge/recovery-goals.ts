/** RTO and RPO of a restore test or a drill against their targets; limits are inclusive. Pure. */
import { MINUTE_SECONDS } from '../../../contract/time.ts';
import { formatDuration } from '../../../wording/durations.ts';

/** Targets are written down in minutes, what was measured in seconds. */
export interface Measured {
  rtoTarget?: number | undefined;
  rtoActual?: number | undefined;
  rpoTarget?: number | undefined;
  rpoActual?: number | undefined;
  /** `failed`: nothing was restored as it should be, so that no length of time meets a goal. */
  result?: string | undefined;
}

export interface Goal {
  id: 'rto' | 'rpo';
  label: string;
  targetSeconds: number | null;
  actualSeconds: number | null;
  /** `unrecorded`: no target or no figure was written down; that is not passing. */
  state: 'met' | 'missed' | 'unrecorded';
  /** One sentence for documents. */
  text: string;
}

/** Both goals, RTO first. */
export function recoveryGoals(measured: Measured): Goal[] {
  const goals = [
    goal('rto', '恢复时间目标（RTO）', measured.rtoTarget, measured.rtoActual),
    goal('rpo', '恢复点目标（RPO）', measured.rpoTarget, measured.rpoActual),
  ];
  return measured.result === 'failed' ? goals.map(unmet) : goals;
}

/** A figure within its target says nothing when the restore did not succeed. */
const unmet = (one: Goal): Goal =>
  one.state === 'met' ? { ...one, state: 'missed', text: '恢复没有成功，所登记的数值不作达标' } : one;

function goal(id: Goal['id'], label: string, minutes: number | undefined, actual: number | undefined): Goal {
  const targetSeconds = minutes === undefined ? null : minutes * MINUTE_SECONDS;
  const actualSeconds = actual ?? null;
  if (targetSeconds === null || actualSeconds === null) {
    const lacking = [...(targetSeconds === null ? ['目标'] : []), ...(actualSeconds === null ? ['实际值'] : [])];
    return {
      id,
      label,
      targetSeconds,
      actualSeconds,
      state: 'unrecorded',
      text: `未登记${lacking.join('和')}，不能判定`,
    };
  }
  const over = actualSeconds - targetSeconds;
  return over <= 0
    ? { id, label, targetSeconds, actualSeconds, state: 'met', text: '在目标之内' }
    : { id, label, targetSeconds, actualSeconds, state: 'missed', text: `超出目标 ${formatDuration(over)}` };
}
