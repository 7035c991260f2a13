/**
 * What went down of that which a clause wants to run: faults that were written down and interruptions that were seen, as facts beside its
 * verdict. They are no exception where the contract sets no limit to them, and nobody may read 未见例外 as if nothing had been down. Pure.
 */
import type { Asset } from '../../contract/terms/assets.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import { begunIn, type TargetAvailability } from '../../subjects/availability/judge/availability.ts';
import type { IncidentAssessment } from '../../subjects/incidents/judge/clocks.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { formatDuration } from '../../wording/durations.ts';

/** Topics of clauses that ask that something runs. */
const runs: readonly Topic[] = ['stability', 'operation', 'interface', 'availability'];

export const asksToRun = ({ topics }: Pick<Clause, 'topics'>): boolean => topics.some((topic) => runs.includes(topic));

/** What happened in the days that are judged. */
export interface Happened {
  faults: readonly {
    incident: Pick<IncidentRecord, 'assets'>;
    judged: Pick<IncidentAssessment, 'requirement' | 'downtime'>;
  }[];
  targets: readonly Pick<TargetAvailability, 'target' | 'seconds' | 'outages'>[];
}

/**
 * `故障 4 起，合计历时 8 小时；探测到中断 5 次，共 3 小时`; empty where nothing was down, or the clause does not ask that anything runs.
 * @param assets that the clause is about; none: all of the contract
 */
export function outagesText(
  clause: Pick<Clause, 'topics'>,
  assets: readonly Pick<Asset, 'id'>[],
  { faults, targets }: Happened,
): string {
  if (!asksToRun(clause)) return '';
  const own = new Set(assets.map(({ id }) => id));
  const isOwn = (id: string): boolean => own.size === 0 || own.has(id);
  const down = faults.filter(({ incident, judged }) => !judged.requirement && incident.assets.some(isOwn));
  const seen = targets.filter(({ target }) => isOwn(target));
  const times = seen.reduce((sum, one) => sum + begunIn(one), 0);
  const length = seen.reduce((sum, { seconds }) => sum + seconds.down, 0);
  const total = down.reduce((sum, { judged }) => sum + judged.downtime.counted, 0);
  return [
    ...(down.length === 0 ? [] : [`故障 ${down.length} 起，合计历时 ${formatDuration(total)}`]),
    ...(times === 0 && length === 0
      ? []
      : [`探测到中断 ${times} 次，${seen.length > 1 ? '各对象合计' : '共'} ${formatDuration(length)}`]),
  ].join('；');
}
