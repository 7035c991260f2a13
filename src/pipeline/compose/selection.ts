/** Which records and which documents issued before are inputs of a document. Pure. */

import type { Deliverable } from '../../../reports/_deliverable.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { allObligations, type ContractBundle } from '../../contract/bundle/bundle.ts';
import { occurrencesOf } from '../../contract/calendar/calendar.ts';
import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import type { WorkdayCalendar } from '../../contract/calendar/working-days.ts';
import { compareRecordIds } from '../../contract/record-id.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { dateOf } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import { askedRecords } from '../../subjects/deliveries/judge/happenings.ts';
import { namesIncident, showsOutage, watchedFrom } from '../../subjects/incidents/judge/monitoring.ts';
import type { AlertProposalRecord } from '../../subjects/incidents/kinds/alert-proposal.ts';
import type { ProbeRecord } from '../../subjects/inspections/kinds/probe.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { heldBy, type ResolvedWindow, resolveWindow, standsAt, takesBack, type WindowContext } from './window.ts';

/** Records of one kind to read, and which of them are inputs. */
export interface RecordWish {
  kind: string;
  /** Dates of record ids, inclusive. */
  dates: Pick<ResolvedWindow, 'from' | 'to'>;
  /** Those of the records of these dates that it wants. */
  pick(records: readonly AnyRecord[]): AnyRecord[];
  /** Of the withdrawn ones those that it would want, had they not been withdrawn by then. */
  left(records: readonly AnyRecord[]): AnyRecord[];
  /** Of the withdrawn ones those that the document takes back. */
  takenBack(records: readonly AnyRecord[]): AnyRecord[];
  /** true: read only for as long as other documents are not issued, to tell how these stand. */
  untilIssued?: true;
}

/** The records that the deliverable asks for, need by need. */
export function recordWishes({ needs }: Deliverable, context: WindowContext): RecordWish[] {
  return needs
    .filter(({ kind, when }) => kind !== 'manifest' && (when?.(context.contract) ?? true))
    .map(({ kind, window, only }) => {
      const own = only && ((record: AnyRecord): boolean => only(record, context.contract, context.occurrence));
      const asked = wish(kind, resolveWindow(window, context, kind), context.asOf, own);
      if (typeof window === 'object' && 'unissued' in window) return { ...asked, untilIssued: true as const };
      if (window !== 'counted') return asked;
      return { ...asked, takenBack: (records) => records.filter((record) => takesBack(record, context)) };
    });
}

/** The records that bring up occurrences, when the deliverable wants to know all occurrences. */
export function eventWishes(deliverable: Deliverable, kinds: readonly string[], context: WindowContext): RecordWish[] {
  if (deliverable.occurrences !== true) return [];
  return kinds.map((kind) => wish(kind, resolveWindow('service-to-date', context), context.asOf));
}

/** The records of which the documents of the contract have to tell, for whoever says which of them are delivered. */
export function happeningWishes(
  deliverable: Deliverable,
  contract: ContractBundle,
  context: WindowContext,
): RecordWish[] {
  if (deliverable.occurrences !== true) return [];
  return [...askedRecords(allObligations(contract), contract)].map(([kind, isAsked]) =>
    wish(kind, resolveWindow('service-to-date', context), context.asOf, isAsked),
  );
}

/**
 * Alerts that are part of incidents, and days on which a probe saw an outage, for whoever judges incidents: of the one that the
 * document is about, or of all of the service period.
 */
export function monitoringWishes(
  deliverable: Deliverable,
  { occurrence, servicePeriod, asOf }: WindowContext,
): RecordWish[] {
  if (deliverable.monitoring !== true && deliverable.occurrences !== true) return [];
  const one = deliverable.occurrences !== true && isAboutOne(deliverable);
  const dates = one
    ? { from: watchedFrom(occurrence.from), to: occurrence.to }
    : { from: watchedFrom(servicePeriod.from), to: dateOf(asOf) };
  const event = occurrence.event ?? occurrence.period;
  const holds = (record: AnyRecord): boolean =>
    record.kind === 'probe'
      ? showsOutage(record as ProbeRecord)
      : namesIncident(record as AlertProposalRecord) && (!one || (record as AlertProposalRecord).incident === event);
  return ['alert-proposal', 'probe'].map((kind) => wish(kind, { ...dates, holds }, asOf));
}

/** Judges the incident of its occurrence alone. */
const isAboutOne = ({ needs }: Deliverable): boolean =>
  needs.every(({ kind, window }) => kind !== 'incident' || window === 'incident');

/** Confirm, return and void are inputs; deliver and receive are facts about the finished document and change nothing in it. */
export function signoffWish({ occurrence, asOf }: WindowContext): RecordWish {
  const holds = (record: AnyRecord): boolean => {
    const { obligation, period, action } = record as SignoffRecord;
    const own = obligation === occurrence.obligation && period === occurrence.period;
    return own && (action === 'confirm' || action === 'return' || action === 'void');
  };
  return wish('signoff', { from: occurrence.from, to: dateOf(asOf), holds }, asOf);
}

function wish(
  kind: string,
  window: ResolvedWindow,
  asOf: string,
  only: (record: AnyRecord) => boolean = () => true,
): RecordWish {
  const held = (records: readonly AnyRecord[], stands: boolean): AnyRecord[] =>
    heldBy(
      window,
      records.filter((record) => entered(record, asOf) && standsAt(record, asOf) === stands && only(record)),
    );
  return {
    kind,
    dates: { from: window.from, to: window.to },
    pick: (records) => held(records, true),
    left: (records) => held(records, false),
    takenBack: () => [],
  };
}

/** What was written down after the document's moment is not part of it; it stands in the next one's 补充. */
const entered = (record: AnyRecord, asOf: string): boolean => Date.parse(record.enteredAt) <= Date.parse(asOf);

/** Records of one kind that several needs ask for: each once, sorted by id. */
export function merged(a: readonly AnyRecord[], b: readonly AnyRecord[]): AnyRecord[] {
  const byId = new Map([...a, ...b].map((record) => [record.id, record]));
  return [...byId.values()].sort((x, y) => compareRecordIds(x.id, y.id));
}

export interface ManifestContext extends Pick<WindowContext, 'asOf' | 'occurrence'> {
  /** The obligation's periods before, in order of time. */
  earlier: readonly Occurrence[];
}

/**
 * Which documents issued before the deliverable builds on; null when on none. One that wants only its own period before
 * does not come to depend on every document of the year.
 */
export function manifestWish(
  { needs, cut }: Deliverable,
  obligation: Obligation,
  { asOf, occurrence, earlier }: ManifestContext,
): ((manifest: Manifest) => boolean) | null {
  const windows = needs.filter((need) => need.kind === 'manifest').map((need) => need.window);
  if (windows.length === 0 && cut !== true) return null;
  const all = windows.some((window) => window !== 'previous');
  const periods = new Set((cut === true ? earlier : earlier.slice(-1)).map(({ period }) => period));
  // What was issued before its turn has counted and corrected, too.
  const isLater = ({ from }: Manifest): boolean => cut === true && from > occurrence.to;
  return (manifest) => {
    const { period, times } = manifest;
    const ofOwn = manifest.obligation === obligation.id;
    // A revision with a cut counts as of then: it does not come to depend on the documents that it replaces. A closing one
    // counts further, and tells of the first like of any other document.
    if (cut === true && ofOwn && period === occurrence.period)
      return all && Date.parse(times.issued) < Date.parse(asOf);
    return (
      Date.parse(times.issued) <= Date.parse(asOf) && (all || (ofOwn && (periods.has(period) || isLater(manifest))))
    );
  };
}

/** The periods of the obligation, in no order; none for events. */
export function ownPeriods(
  { contract }: ContractBundle,
  workdays: WorkdayCalendar,
  obligation: Obligation,
  occurrence: Occurrence,
): Occurrence[] {
  if (occurrence.event !== undefined) return [];
  return occurrencesOf({
    obligations: [obligation],
    servicePeriod: contract.servicePeriod,
    terms: contract.terms,
    calendars: contract.calendars,
    workdays,
    events: [],
    asOf: occurrence.from,
  });
}
