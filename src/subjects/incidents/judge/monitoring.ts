/** What monitoring recorded of an incident: the alerts that name it, and the outages that the probes of its assets saw. Pure. */
import {
  at,
  compareInstants,
  dateOf,
  formatDateTimeSeconds,
  type InstantText,
  latest,
  toDate,
  toText,
} from '../../../contract/time.ts';
import { probeRuns } from '../../../records/probe-samples.ts';
import { countedRestoration } from '../../../records/purchaser.ts';
import { namesText } from '../../../wording/words.ts';
import type { ProbeRecord } from '../../inspections/kinds/probe.ts';
import type { AlertProposalRecord } from '../kinds/alert-proposal.ts';
import type { IncidentRecord } from '../kinds/incident.ts';

/** The records that may be evidence of when an incident began; more than concern it do no harm. */
export interface Monitoring {
  alerts: readonly AlertProposalRecord[];
  probes: readonly ProbeRecord[];
}

/** One thing that a machine saw, with the record in which it stands. */
export interface MonitoringEvidence {
  kind: 'alert' | 'sample';
  /** Id of the alert-proposal or probe record. */
  record: string;
  /** When the alert fired; when the first sample failed. */
  at: InstantText;
  /** When its monitor did not hold the alert any more; null: it goes on, or it is a sample. */
  over: InstantText | null;
  /** Ids of the assets that were seen to fail; none of an alert, whose own words say what it is about. */
  targets: string[];
  /** What it was, without its time: for a line that has the time beside it. */
  what: string;
  /** Sentence for documents. */
  text: string;
}

/** Of what, behind the words: `（人事管理子系统）`; nothing of an alert. @param nameOf Chinese name of an asset */
export const targetsText = (
  { targets }: Pick<MonitoringEvidence, 'targets'>,
  nameOf: (asset: string) => string,
): string => (targets.length === 0 ? '' : `（${namesText(targets.map(nameOf), '个对象')}）`);

/** Where nothing was monitored, or nothing that concerns incidents. */
export const NO_MONITORING: Monitoring = { alerts: [], probes: [] };

/** Days before the day of 发现 on which an alert or an outage is still taken for the incident's beginning: a long weekend. */
export const WATCHED_DAYS = 3;

/** true for an alert that somebody made part of an incident. */
export const namesIncident = (alert: Pick<AlertProposalRecord, 'incident'>): boolean => alert.incident !== undefined;

/** true for a day of samples on which some target was not reachable. */
export const showsOutage = ({ series }: Pick<ProbeRecord, 'series'>): boolean =>
  series.some(({ states }) => states.includes('d'));

/** First day whose monitoring records concern an incident found on `day` (contract date). */
export const watchedFrom = (day: string): string => toDate(day).subtract({ days: WATCHED_DAYS }).toString();

/** Last day whose monitoring records concern an incident (contract date): that of 申报 where it came after 发现, over midnight. */
export const watchedUntil = ({
  discoveredAt,
  reportedAt,
}: Pick<IncidentRecord, 'discoveredAt' | 'reportedAt'>): string =>
  dateOf(reportedAt !== undefined && compareInstants(reportedAt, discoveredAt) > 0 ? reportedAt : discoveredAt);

/**
 * The evidence of one incident, earliest first, as far as it was there at `asOf`. An outage belongs to it when it is one of
 * its assets' and lasts into the time from its beginning (发生, 发现 or the first alert) to its restoration.
 */
export function evidenceOf(incident: IncidentRecord, monitoring: Monitoring, asOf: InstantText): MonitoringEvidence[] {
  const first = watchedFrom(dateOf(incident.discoveredAt));
  const alerts = alertsOf(incident, monitoring.alerts, asOf).map(alertEvidence);
  const span = spanOf(incident, alerts, asOf);
  return [...alerts, ...outagesOf(incident, monitoring.probes, { first, ...span })].sort(
    (a, b) => compareInstants(a.at, b.at) || (a.record < b.record ? -1 : a.record > b.record ? 1 : 0),
  );
}

/**
 * The incidents to which an outage that probes saw belongs, by the rule of `evidenceOf`, in their order.
 * @param outage of one watched asset
 * @param asOf an incident that is not restored lasts until then
 */
export function incidentsOfOutage(
  outage: Pick<Outage, 'target' | 'from' | 'to'>,
  incidents: readonly IncidentRecord[],
  alerts: Monitoring['alerts'],
  asOf: InstantText,
): IncidentRecord[] {
  return incidents.filter(
    (one) =>
      one.assets.includes(outage.target) &&
      meets(outage, spanOf(one, alertsOf(one, alerts, asOf).map(alertEvidence), asOf)),
  );
}

/** The alerts that somebody made part of an incident, of the days on which one is still taken for its beginning. */
function alertsOf(incident: IncidentRecord, alerts: Monitoring['alerts'], asOf: InstantText): AlertProposalRecord[] {
  const first = watchedFrom(dateOf(incident.discoveredAt));
  return alerts
    .filter((one) => one.incident === incident.id && dateOf(one.firedAt) >= first)
    .filter((one) => compareInstants(one.firedAt, asOf) <= 0);
}

interface Span {
  begin: InstantText;
  end: InstantText;
}

/** From 发生, 发现 or the first alert to the restoration, or to `asOf`. */
function spanOf(incident: IncidentRecord, alerts: readonly Pick<MonitoringEvidence, 'at'>[], asOf: InstantText): Span {
  const restored = countedRestoration(incident)?.at;
  return {
    begin: earliestOf([incident.discoveredAt, incident.occurredAt, ...alerts.map((one) => one.at)]),
    end: restored !== undefined && compareInstants(restored, asOf) < 0 ? restored : asOf,
  };
}

const meets = ({ from, to }: Pick<Outage, 'from' | 'to'>, { begin, end }: Span): boolean =>
  compareInstants(from, end) <= 0 && compareInstants(to, begin) >= 0;

/** Times of an incident that a monitor measured, with the record that shows it: what was typed otherwise since is none of them. */
export function measuredTimes(
  { discoveredAt, restoredAt }: Pick<IncidentRecord, 'discoveredAt' | 'restoredAt'>,
  evidence: readonly MonitoringEvidence[],
): { discovered: string | null; restored: string | null } {
  const alerts = evidence.filter(({ kind }) => kind === 'alert');
  const shows = (time: InstantText | undefined, of: (one: MonitoringEvidence) => InstantText | null): string | null =>
    alerts.find((one) => {
      const own = of(one);
      return time !== undefined && own !== null && compareInstants(own, time) === 0;
    })?.record ?? null;
  return { discovered: shows(discoveredAt, ({ at }) => at), restored: shows(restoredAt, ({ over }) => over) };
}

/** Alerts of an incident that still go on though it is called restored: somebody has to look again. Ids of their records. */
export const goingOn = (
  { restoredAt }: Pick<IncidentRecord, 'restoredAt'>,
  evidence: readonly MonitoringEvidence[],
): string[] =>
  restoredAt === undefined
    ? []
    : evidence.filter(({ kind, over }) => kind === 'alert' && over === null).map(({ record }) => record);

const alertEvidence = ({ id, alert, monitor, firedAt, resolvedAt }: AlertProposalRecord): MonitoringEvidence => ({
  kind: 'alert',
  record: id,
  at: firedAt,
  over: resolvedAt ?? null,
  targets: [],
  what: `${monitor}告警“${alert}”触发`,
  text: `${monitor}告警“${alert}”于 ${formatDateTimeSeconds(firedAt)} 触发`,
});

const earliestOf = (instants: readonly (InstantText | undefined)[]): InstantText => {
  const known = instants.filter((one) => one !== undefined).sort(compareInstants);
  return known[0] as InstantText;
};

interface Outage {
  target: string;
  record: string;
  from: InstantText;
  to: InstantText;
}

function outagesOf(
  incident: IncidentRecord,
  probes: readonly ProbeRecord[],
  { first, ...span }: Span & { first: string },
): MonitoringEvidence[] {
  const last = watchedUntil(incident);
  const near = probes.filter(({ date }) => date >= first && date <= last);
  const found = joined(near.flatMap((probe) => runsOf(probe, incident.assets))).filter((one) => meets(one, span));
  // What one round of samples saw of many systems is one thing that was seen.
  return [...Map.groupBy(found, ({ record, from }) => `${record} ${from}`).values()].map((own): MonitoringEvidence => {
    const { record, from } = own[0] as Outage;
    return {
      kind: 'sample',
      record,
      at: from,
      over: null,
      targets: own.map(({ target }) => target),
      what: '可用性探测首个失败样本',
      text: `可用性探测首个失败样本于 ${formatDateTimeSeconds(from)}`,
    };
  });
}

/** The runs of failed samples of one day, of the assets that are asked about. */
function runsOf({ id, date, interval, series }: ProbeRecord, assets: readonly string[]): Outage[] {
  const midnight = at(date, '00:00');
  const slot = (n: number): InstantText => toText(midnight.add({ seconds: n * interval }));
  return series
    .filter(({ target }) => assets.includes(target))
    .flatMap(({ target, states }) =>
      probeRuns(states)
        .filter(({ state }) => state === 'down')
        .map(({ from, to }) => ({ target, record: id, from: slot(from), to: slot(to) })),
    );
}

/** Runs of one target that follow each other without a gap, such as over midnight, are one outage. */
function joined(runs: readonly Outage[]): Outage[] {
  const found: Outage[] = [];
  // Whichever record comes first: of two that saw it at once the one that was written first tells of it.
  const ordered = runs.toSorted((a, b) => compareInstants(a.from, b.from) || (a.record < b.record ? -1 : 1));
  for (const own of Map.groupBy(ordered, ({ target }) => target).values()) {
    let last: Outage | undefined;
    for (const run of own) {
      if (last !== undefined && compareInstants(run.from, last.to) <= 0) {
        last.to = latest([last.to, run.to]) ?? last.to;
        continue;
      }
      last = { ...run };
      found.push(last);
    }
  }
  return found;
}
