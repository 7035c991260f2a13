/** Incidents that are not restored yet, each with the clocks that the contract counts for it. */
import type { Clock } from '../../assess/incidents/clock.ts';
import { assessIncident } from '../../assess/incidents/clocks.ts';
import { contextOf } from '../../assess/incidents/context.ts';
import { formatDateTime, secondsBetween } from '../../contract/time.ts';
import { readMonitoring } from '../../pipeline/compose/read-monitoring.ts';
import type { Session } from '../../pipeline/session.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import { vouchedIncident } from '../../records/purchaser.ts';
import type { RunningClock, RunningIncident, Today } from '../../server/ports/today.ts';
import { formatDuration, limitText } from '../../wording/durations.ts';
import { levelTitle } from '../../wording/levels.ts';

const RUNS: ReadonlySet<Clock['state']> = new Set(['running', 'overrun', 'undecided']);

export async function runningIncidents(session: Session, now: string): Promise<RunningIncident[]> {
  const { records, contract } = session.workspace;
  const all = (await records.list<IncidentRecord>('incident')).records;
  const open = all.filter(({ restoredAt, confirmedRestoredAt }) => (restoredAt ?? confirmedRestoredAt) === undefined);
  if (open.length === 0) return [];
  const { monitoring } = await readMonitoring(records, open);
  const context = contextOf(contract, { asOf: now, monitoring, submissions: null });
  return open
    .map((incident) => ({ incident, judged: assessIncident(incident, context) }))
    .filter(
      ({ judged }) => !judged.restored && (!judged.requirement || judged.clocks.some(({ state }) => RUNS.has(state))),
    )
    .map(({ incident, judged }) => ({
      id: incident.id,
      title: incident.title,
      level: levelName(session, judged.level),
      since: formatDateTime(judged.start),
      handler: incident.handler,
      clocks: judged.clocks.filter(({ state }) => RUNS.has(state)).map((clock) => clockView(clock, now)),
    }));
}

/** `P1 重大故障`, as the contract has it. */
function levelName({ workspace }: Session, id: string): string {
  const level = workspace.contract.contract.levels.find((one) => one.id === id);
  return level === undefined ? id : levelTitle(level);
}

/** Restorations that the supplier tells of and the purchaser has not confirmed, of incidents whose restoration has a limit. */
export async function restorationsToConfirm(session: Session, now: string): Promise<Today['toConfirm']> {
  const { records, contract } = session.workspace;
  const all = (await records.list<IncidentRecord>('incident')).records;
  const waiting = all.filter(
    (one) => one.restoredAt !== undefined && vouchedIncident(one).confirmedRestoredAt === undefined,
  );
  if (waiting.length === 0) return [];
  const { monitoring } = await readMonitoring(records, waiting);
  const context = contextOf(contract, { asOf: now, monitoring, submissions: null });
  return waiting
    .map((incident) => ({ incident, judged: assessIncident(incident, context) }))
    .filter(({ judged }) => judged.clocks.some(({ id }) => id === 'restoration'))
    .map(({ incident: { id, title, restoredAt }, judged }) => ({
      ...{ id, title, level: levelName(session, judged.level) },
      restored: formatDateTime(restoredAt as string),
    }));
}

/** The words stand for whoever runs no scripts; what is counted down goes by the deadline. */
function clockView({ label, start, limit, limitSeconds, deadline, state }: Clock, now: string): RunningClock {
  const until = deadline ?? null;
  const left = until === null ? null : secondsBetween(now, until);
  return {
    ...{ label, start, deadline: until, overrun: state === 'overrun' },
    limit: limit ?? (limitSeconds === null ? '' : limitText(limitSeconds)),
    text: left === null ? '' : left >= 0 ? `还有 ${formatDuration(left)}` : `超时 ${formatDuration(-left)}`,
  };
}
