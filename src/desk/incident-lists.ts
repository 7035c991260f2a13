/** Incidents in lists: what is open with its clocks, what is closed, what the form offers, and what monitoring raised. */

import { asksFor } from '../contract/asked.ts';
import { compareInstants, dateOf, toDate } from '../contract/time.ts';
import { pendingAlert, pendingAlerts } from '../pipeline/record/alert-decision.ts';
import { proposedLevel } from '../pipeline/record/alert-incident.ts';
import type { Session } from '../pipeline/session.ts';
import { counted, isOpen, type LevelChoice, levelName, levelsOn } from '../pipeline/status/running-incidents.ts';
import type { Running } from '../subjects/incidents/judge/running.ts';
import type { AlertProposalRecord } from '../subjects/incidents/kinds/alert-proposal.ts';
import type { IncidentRecord } from '../subjects/incidents/kinds/incident.ts';
import { toConfirmAmong } from './incident-restorations.ts';

export interface IncidentLine {
  id: string;
  title: string;
  level: string;
  assets: string[];
  at: string;
  restoredAt: string | null;
  closedAt: string | null;
  /** Of an open one, the nearest limit first. */
  running: Running[];
  /** Restored by the supplier's word, with a limit, and not confirmed by an account or a paper of the purchaser's. */
  awaitsPurchaser: boolean;
}

/** An alert that nobody has dealt with yet. */
export interface AlertLine {
  id: string;
  alert: string;
  summary: string;
  monitor: string;
  asset: string | null;
  firedAt: string;
  resolvedAt: string | null;
  /** Id of the level that the contract's data map such an alert to; null: a person says it. */
  level: string | null;
}

export interface IncidentLists {
  /** The contract has levels, without which no incident can be written down. */
  canReport: boolean;
  open: IncidentLine[];
  /** Newest first. */
  closed: IncidentLine[];
  /** Closed ones that stand before those shown. */
  more: number;
  alerts: AlertLine[];
  /** The contract asks for an availability or a watch: outages have a page. */
  asksAvailability: boolean;
  /** The levels, for an alert of which the data map none. */
  levels: LevelChoice[];
}

/** One that a form offers or a page names. */
export interface IdAndName {
  id: string;
  name: string;
}

/** What the form offers. */
export interface IncidentChoices {
  levels: LevelChoice[];
  /** By group, in the words of the contract. */
  assets: { group: string; assets: IdAndName[] }[];
  places: IdAndName[];
  /** What was down decides something in this contract. */
  asksOutage: boolean;
}

/** Closed incidents that a page lists. */
const CLOSED_SHOWN = 30;
/** Days back from today on which an alert still waits to be looked at here, and most of them. */
const ALERT_DAYS = 31;
const ALERTS_SHOWN = 20;

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
