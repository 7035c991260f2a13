/** Open incidents with the clocks that still count, as the terminal and each page of the desk name them. */

import { UserError } from '../../contract/error.ts';
import { contractOn } from '../../contract/precedence/held-views.ts';
import { levelTitle } from '../../contract/terms/levels.ts';
import { dateOf } from '../../contract/time.ts';
import { assessIncident, type IncidentAssessment } from '../../subjects/incidents/judge/clocks.ts';
import { contextOf } from '../../subjects/incidents/judge/context.ts';
import { compareDue, type Nearest, type Running, runningClocks } from '../../subjects/incidents/judge/running.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { levelWordOf } from '../../wording/levels.ts';
import { readMonitoring } from '../compose/read-monitoring.ts';
import { readClosing } from '../plan/closed.ts';
import type { Session } from '../session.ts';

/** An open incident that nobody calls restored, for 今日. */
export interface RunningIncident {
  id: string;
  title: string;
  level: string;
  /** ISO instant at which it began. */
  at: string;
  handler: string;
  /** The nearest limit first. */
  running: Running[];
}

export interface LevelChoice {
  id: string;
  name: string;
  /** What the contract says of it. */
  scope: string | null;
}

interface Judged {
  incident: IncidentRecord;
  judged: IncidentAssessment;
  running: Running[];
}

/** Nobody has closed it. */
export const isOpen = ({ closedAt }: IncidentRecord): boolean => closedAt === undefined;

/** One incident as it stands now, or when the project was closed, with the clocks that still run. */
export async function judgeNow(session: Session, incident: IncidentRecord, now: string): Promise<Judged> {
  const { contract, records } = session.workspace;
  requireKnownLevels(session, incident);
  const { monitoring } = await readMonitoring(records, [incident]);
  const { asOf } = await readClosing(records, now);
  const context = contextOf(contract, {
    ...{ asOf, monitoring, submissions: null, isWorkingDay: session.workdays.isWorkingDay },
  });
  const judged = assessIncident(incident, context);
  const own = { id: incident.id, title: incident.title, level: levelWordOf(contract.contract.levels, judged.level) };
  const running = runningClocks(incident, context, judged).map(
    ({ label, state, word, limit, dueAt }): Running => ({ ...own, clock: label, state, word, limit, dueAt }),
  );
  return { incident, judged, running };
}

/** A level that the contract has no longer: it was taken out of the data after the incident was written down. @throws UserError */
function requireKnownLevels(session: Session, { id, at, levels }: IncidentRecord): void {
  const known = levelsOn(session, at);
  const wrong = levels.find(({ level }) => !known.some((one) => one.id === level));
  if (wrong === undefined) return;
  throw new UserError(`${id} 无法判定`, {
    ...{ file: 'contract/contract.yaml', at: 'levels', found: `故障的级别 ${wrong.level} 不在合同中` },
    expected: known.map((one) => `${one.id}（${one.name}）`).join('、') || '合同的故障级别',
    hint: '级别有误删的，在合同数据中补回；故障记录有误的，更正',
  });
}

/** An open incident with what counts. */
interface Counting {
  incident: IncidentRecord;
  /** The nearest limit first. */
  running: Running[];
}

/** Open incidents that nobody calls restored, each with what counts, that with the nearest limit first. */
async function unrestored(session: Session, now: string): Promise<Counting[]> {
  const { records } = await session.workspace.records.list<IncidentRecord>('incident');
  return await counted(
    session,
    records.filter((one) => isOpen(one) && one.restoredAt === undefined),
    now,
  );
}

/** Each of some incidents with what counts, that with the nearest limit first. */
export async function counted(
  session: Session,
  incidents: readonly IncidentRecord[],
  now: string,
): Promise<Counting[]> {
  const all = incidents.map(async (incident) => ({ incident, running: await countingOf(session, incident, now) }));
  return (await Promise.all(all)).toSorted((a, b) =>
    compareDue(a.running[0]?.dueAt ?? null, b.running[0]?.dueAt ?? null),
  );
}

/** The same for 今日, with all that counts of each. */
export async function runningIncidents(session: Session, now: string): Promise<RunningIncident[]> {
  return (await unrestored(session, now)).map(({ incident, running }) => ({
    id: incident.id,
    title: incident.title,
    level: levelName(session, incident),
    at: incident.at,
    handler: incident.handler,
    running,
  }));
}

/** The word of the level that an incident has now. */
export const levelName = ({ workspace }: Session, { levels }: IncidentRecord): string =>
  levelWordOf(workspace.contract.contract.levels, levels.at(-1)?.level ?? '');

/** Of each open incident what counts next: what can still be kept first, the nearest before the others. */
export async function runningOf(session: Session, now: string): Promise<Nearest[]> {
  return (await unrestored(session, now))
    .flatMap(({ running }) => nearestOf(running))
    .sort((a, b) => Number(isLate(a)) - Number(isLate(b)) || compareDue(a.dueAt, b.dueAt));
}

const isLate = ({ state }: Running): boolean => state === 'overrun';

function nearestOf(running: readonly Running[]): Nearest[] {
  const nearest = running.find((one) => !isLate(one)) ?? running[0];
  if (nearest === undefined) return [];
  const late = running.filter((one) => isLate(one) && one !== nearest).map(({ clock }) => clock);
  return [{ ...nearest, late }];
}

/** One incident that cannot be judged must not take every page of the desk with it. */
const countingOf = (session: Session, incident: IncidentRecord, now: string): Promise<Running[]> =>
  judgeNow(session, incident, now).then(
    ({ running }) => running,
    () => [
      {
        ...{ id: incident.id, title: incident.title, level: incident.levels.at(-1)?.level ?? '', clock: '时限' },
        ...{ state: 'undecided', word: '无法判定', limit: null, dueAt: null },
      },
    ],
  );

/** The levels that hold on the day of an instant, the worst first. */
export const levelsOn = ({ workspace }: Session, at: string): LevelChoice[] =>
  contractOn(workspace.contract.contract, dateOf(at)).levels.map((one) => ({
    id: one.id,
    name: levelTitle(one),
    scope: one.scope ?? null,
  }));
