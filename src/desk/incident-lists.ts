/** Incidents in lists: what is open with its clocks, what is closed, what the form offers, and what monitoring raised. */
import { assessIncident, type IncidentAssessment } from '../assess/incidents/clocks.ts';
import { contextOf } from '../assess/incidents/context.ts';
import { compareDue, runningClocks } from '../assess/incidents/running.ts';
import { asksFor } from '../contract/asked.ts';
import { UserError } from '../contract/error.ts';
import { contractOn } from '../contract/precedence/held-views.ts';
import { compareInstants, dateOf, toDate } from '../contract/time.ts';
import { readMonitoring } from '../pipeline/compose/read-monitoring.ts';
import { pendingAlert, pendingAlerts } from '../pipeline/record/alert-decision.ts';
import { proposedLevel } from '../pipeline/record/alert-incident.ts';
import type { Session } from '../pipeline/session.ts';
import type { AlertProposalRecord } from '../records/kinds/alert-proposal.ts';
import type { IncidentRecord } from '../records/kinds/incident.ts';
import type {
  AlertLine,
  IncidentChoices,
  IncidentLine,
  IncidentLists,
  LevelChoice,
  Nearest,
  Running,
  RunningIncident,
} from '../server/ports/incidents.ts';
import { levelTitle, levelWordOf } from '../wording/levels.ts';
import { toConfirmAmong } from './incident-restorations.ts';

/** Closed incidents that a page lists. */
const CLOSED_SHOWN = 30;
/** Days back from today on which an alert still waits to be looked at here, and most of them. */
const ALERT_DAYS = 31;
const ALERTS_SHOWN = 20;

interface Judged {
  incident: IncidentRecord;
  judged: IncidentAssessment;
  running: Running[];
}

const isOpen = ({ closedAt }: IncidentRecord): boolean => closedAt === undefined;

/** One incident as it stands now, with the clocks that still run. */
export async function judgeNow(session: Session, incident: IncidentRecord, now: string): Promise<Judged> {
  const { contract, records } = session.workspace;
  requireKnownLevels(session, incident);
  const { monitoring } = await readMonitoring(records, [incident]);
  const context = contextOf(contract, {
    ...{ asOf: now, monitoring, submissions: null, isWorkingDay: session.workdays.isWorkingDay },
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

async function counted(session: Session, incidents: readonly IncidentRecord[], now: string): Promise<Counting[]> {
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

const levelName = ({ workspace }: Session, { levels }: IncidentRecord): string =>
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

export async function listsOf(session: Session, now: string): Promise<IncidentLists> {
  const { records } = await session.workspace.records.list<IncidentRecord>('incident');
  const newest = records.toSorted((a, b) => compareInstants(b.at, a.at));
  const closed = newest.filter((one) => !isOpen(one));
  const shown = closed.slice(0, CLOSED_SHOWN);
  const open = await counted(session, newest.filter(isOpen), now);
  const line = lineOf(session, await toConfirmAmong(session, [...newest.filter(isOpen), ...shown], now));
  return {
    canReport: levelsOn(session, now).length > 0,
    open: open.map(({ incident, running }) => line(incident, running)),
    closed: shown.map((one) => line(one, [])),
    more: Math.max(0, closed.length - CLOSED_SHOWN),
    alerts: await shownAlerts(session, now),
    levels: levelsOn(session, now),
    asksAvailability: asksFor(session.workspace.contract.contract, 'availability', 'watch', 'monitoring'),
  };
}

const lineOf =
  (session: Session, toConfirm: ReadonlySet<string>) =>
  (incident: IncidentRecord, running: Running[]): IncidentLine => ({
    id: incident.id,
    title: incident.title,
    level: levelName(session, incident),
    assets: incident.assets.map((id) => assetName(session, id)),
    at: incident.at,
    restoredAt: incident.restoredAt ?? null,
    closedAt: incident.closedAt ?? null,
    running,
    awaitsPurchaser: toConfirm.has(incident.id),
  });

/** Chinese name of an asset of the contract; its id where there is none. */
export const assetName = ({ workspace }: Session, id: string): string =>
  workspace.contract.assets.find((one) => one.id === id)?.name ?? id;

async function shownAlerts(session: Session, now: string): Promise<AlertLine[]> {
  const to = dateOf(now);
  const from = toDate(to).subtract({ days: ALERT_DAYS }).toString();
  const alerts = await pendingAlerts(session, { from, to });
  return alerts.slice(0, ALERTS_SHOWN).map((one) => shownAlert(session, one));
}

export const shownAlert = (session: Session, one: AlertProposalRecord): AlertLine => ({
  id: one.id,
  alert: one.alert,
  summary: one.summary,
  monitor: one.monitor,
  asset: one.asset === undefined ? null : assetName(session, one.asset),
  firedAt: one.firedAt,
  resolvedAt: one.resolvedAt ?? null,
  level: proposedLevel(session, one)?.id ?? null,
});

/** @throws UserError when there is no such alert, or it was dealt with already */
export async function alertLine(session: Session, id: string): Promise<AlertLine> {
  return shownAlert(session, await pendingAlert(session, id));
}

/** @param now levels are those that hold on its day */
export function choicesOf(session: Session, now: string): IncidentChoices {
  const { contract, assets, interpretations } = session.workspace.contract;
  const groups = Map.groupBy(assets, ({ kindName }) => kindName);
  const conditions = [
    ...(contract.classes ?? []).flatMap((one) => one.when ?? []),
    ...(contract.quotas ?? []).flatMap((one) => one.when ?? []),
    ...interpretations.flatMap(({ options }) => options.flatMap((one) => one.when ?? [])),
  ];
  return {
    levels: levelsOn(session, now),
    assets: [...groups].map(([group, own]) => ({ group, assets: own.map(({ id, name }) => ({ id, name })) })),
    places: (contract.places ?? []).map(({ id, name }) => ({ id, name })),
    asksOutage: conditions.some(({ outages }) => outages !== undefined),
  };
}

/** The levels that hold on the day of an instant, the worst first. */
export const levelsOn = ({ workspace }: Session, at: string): LevelChoice[] =>
  contractOn(workspace.contract.contract, dateOf(at)).levels.map((one) => ({
    id: one.id,
    name: levelTitle(one),
    scope: one.scope ?? null,
  }));
