/** Occurrences and documents joined, and grouped as pages need them. Pure. */

import { monthText } from '../../contract/calendar/month-text.ts';
import type { SiteDocument, SiteModel, SiteOccurrence } from '../../report/site-model.ts';
import { mostUrgentFirst, type OccurrenceState } from '../../states/occurrence.ts';

/** One line of a list: what was due, and every revision of what was made for it. */
export interface Entry {
  key: string;
  obligation: string;
  name: string;
  period: string;
  periodText: string;
  /** Place of its kind in the contract's order. */
  rank: number;
  /** `yyyy-mm` under which it is listed; `''` when it belongs to no month. */
  month: string;
  /** Absent for a document that nothing asked for. */
  occurrence: SiteOccurrence | null;
  /** Newest first. */
  documents: SiteDocument[];
}

const keyOf = (one: { obligation: string; period: string }): string => `${one.obligation}|${one.period}`;

/** All entries, the newest period first, in the order of their kind within a period. */
export function entriesOf(model: Pick<SiteModel, 'occurrences' | 'documents'>): Entry[] {
  const entries = new Map<string, Entry>();
  const kindOrder = new Map<string, number>();
  const entryFor = (one: SiteOccurrence | SiteDocument, dueAt: string | null): Entry => {
    const { obligation, name, period, periodText } = one;
    if (!kindOrder.has(obligation)) kindOrder.set(obligation, kindOrder.size);
    const key = keyOf(one);
    let entry = entries.get(key);
    if (entry === undefined) {
      const month = monthOf(period, dueAt ?? one.issuedAt);
      const rank = kindOrder.get(obligation) ?? 0;
      entry = { key, obligation, name, period, periodText, rank, month, occurrence: null, documents: [] };
      entries.set(key, entry);
    }
    return entry;
  };
  for (const occurrence of model.occurrences) entryFor(occurrence, occurrence.dueAt).occurrence = occurrence;
  for (const document of model.documents) entryFor(document, null).documents.push(document);
  for (const entry of entries.values()) entry.documents.sort((a, b) => b.revision - a.revision);
  return [...entries.values()].sort(
    (a, b) => compareDescending(sortKey(a), sortKey(b)) || a.rank - b.rank || compareDescending(a.period, b.period),
  );
}

const compareDescending = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

/** Days and events sort within their month, an event by its day; a month's own report stands after its last day. */
function sortKey({ month, period }: Entry): string {
  if (month === '') return '0';
  const day = /^\d{4}-\d{2}-\d{2}(-s\d+)?$/.test(period)
    ? period.slice(8, 10)
    : period.endsWith('-h1')
      ? '15'
      : EVENT.exec(period)?.[3];
  return `${month}-${day ?? '99'}`;
}

/** `GZ-20261124-001`, `GZ-20261124-001-z` */
const EVENT = /^[A-Z]{2,3}-(\d{4})(\d{2})(\d{2})-/;

/** Month of a period: of its day, itself, or of the time when it is due. */
export function monthOf(period: string, time: string | null): string {
  const direct = /^(\d{4}-\d{2})(-\d{2}(-s\d+)?|-h[12])?$/.exec(period);
  if (direct?.[1] !== undefined) return direct[1];
  const event = EVENT.exec(period);
  if (event !== null) return `${event[1]}-${event[2]}`;
  return time?.slice(0, 7) ?? '';
}

/** 应交 of a list: the one number of documents and `status`, of today. */
export const countOwed = (entries: readonly Entry[]): number =>
  entries.filter(({ occurrence }) => occurrence?.owed === true).length;

export interface Group {
  id: string;
  name: string;
  entries: Entry[];
}

/** By month, newest first; what belongs to no month comes last, under `service`. */
export function byMonth(entries: readonly Entry[]): Group[] {
  return group(
    entries,
    (entry) => entry.month || 'service',
    (id) => (id === 'service' ? '整个服务期' : monthText(id)),
  ).sort((a, b) => (a.id === 'service' ? 1 : b.id === 'service' ? -1 : compareDescending(a.id, b.id)));
}

/** What one looks for first: this month, then the months gone by, the newest first, then those to come, the nearest first. */
export function monthsForReading(months: readonly Group[], today: string): Group[] {
  const now = today.slice(0, 7);
  const rest = months.filter(({ id }) => id === 'service');
  const dated = months.filter(({ id }) => id !== 'service');
  return [...dated.filter(({ id }) => id <= now), ...dated.filter(({ id }) => id > now).toReversed(), ...rest];
}

/** @returns the months of the service, in the order given, and how many of earlier services there are beside them. @param from its first day */
export function monthsOfService(months: readonly Group[], from: string): { own: Group[]; earlier: number } {
  const first = from.slice(0, 'YYYY-MM'.length);
  const own = months.filter(({ id }) => id === 'service' || id >= first);
  return { own, earlier: months.length - own.length };
}

/** By kind, in the order of the contract. */
export function byKind(entries: readonly Entry[]): Group[] {
  const rank = (group: Group): number => group.entries[0]?.rank ?? 0;
  return group(
    entries,
    (entry) => entry.obligation,
    (_, first) => first.name,
  ).sort((a, b) => rank(a) - rank(b));
}

function group(
  entries: readonly Entry[],
  idOf: (entry: Entry) => string,
  nameOf: (id: string, first: Entry) => string,
): Group[] {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    const id = idOf(entry);
    const found = groups.get(id);
    if (found === undefined) groups.set(id, { id, name: nameOf(id, entry), entries: [entry] });
    else found.entries.push(entry);
  }
  return [...groups.values()];
}

/** What there is first, newest first; then what is not due yet, the nearest first. */
export function forReading(entries: readonly Entry[]): Entry[] {
  const isUpcoming = (entry: Entry): boolean => entry.occurrence?.state === 'upcoming' && entry.documents.length === 0;
  return [...entries.filter((entry) => !isUpcoming(entry)), ...entries.filter(isUpcoming).reverse()];
}

/** How many entries are in each state, in the order of urgency. */
export function countStates(entries: readonly Entry[]): { state: OccurrenceState; count: number }[] {
  const counts = new Map<OccurrenceState, number>();
  for (const { occurrence } of entries) {
    if (occurrence !== null) counts.set(occurrence.state, (counts.get(occurrence.state) ?? 0) + 1);
  }
  return mostUrgentFirst.map((state) => ({ state, count: counts.get(state) ?? 0 }));
}

/** The issued revision that counts, or null. */
export function currentIssue(entry: Entry): SiteDocument | null {
  return entry.documents.find((document) => document.status === 'issued') ?? null;
}

/** `第 1 服务季度（2026-10-15 至 2027-01-14）`: its name, and the days that stand below it. */
export function splitPeriod(text: string): { name: string; days?: string } {
  const [, name, days] = /^(.+)（([^（）]+ 至 [^（）]+)）$/.exec(text) ?? [];
  return name === undefined || days === undefined ? { name: text } : { name, days };
}

/** `11-24 17:00` of this year's times, with the year otherwise. */
export function shortTime(instant: string | null, today: string): string {
  if (instant === null) return '—';
  const text = instant.slice(0, 16).replace('T', ' ');
  return text.startsWith(today.slice(0, 4)) ? text.slice(5) : text;
}

/** `2026-11-24 17:00` */
export const fullTime = (instant: string | null): string => instant?.slice(0, 16).replace('T', ' ') ?? '—';
