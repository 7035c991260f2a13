/**
 * Which reports incidents make owed, counted again in milliseconds from the words of the contract and without a line of the program:
 * 分析记录 24 h after closing, 整改方案 72 h after it for P1 to P3 and what is flagged, 初报 1 h, 续报 each 2 h, 终报 24 h for what is
 * graded P1 or lasts two hours. Beside it is kept what has to have been issued, when, and whether late.
 */
import type { Entry, Version } from './_incidents.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** From the worst to what is no fault. */
const LEVELS = ['P1', 'P2', 'P3', 'P4', 'P5'];

/** One report: `name` is its part, as `c`, `x2`, `c-x2`; '' of an obligation with one report. */
interface Report {
  obligation: string;
  name: string;
  due: number;
  /** When it can be written at the earliest; null: something is not written down yet. */
  opens: number | null;
  /** Names of those that it stands for. */
  whole: string[];
}

/** What has to have been issued for one incident. */
export interface Expected {
  issuedAt: number;
  late: boolean;
  due: number;
}

export interface IncidentModel {
  /** Issues what is due at a minute. @returns keys `obligation period` of it */
  round(entries: Iterable<Entry>, now: number): void;
  /** The next minute at which something falls due that was not issued; Infinity for none. */
  next(entries: Iterable<Entry>, now: number): number;
  /** By `obligation period`. */
  issued: ReadonlyMap<string, Expected>;
}

/** @param faultsOnly the contract asks for an analysis of P1 to P4 only, so that a requirement owes none */
export function incidentModel(service: { from: number; to: number }, faultsOnly: boolean): IncidentModel {
  const issued = new Map<string, Expected>();
  const done = new Set<string>();
  const open = (entry: Entry, now: number): Report[] => {
    const { version, incident, entered } = entry;
    if (version === null || version.discovered < service.from || version.discovered > service.to) return [];
    const isDone = (obligation: string, name: string): boolean => done.has(`${obligation} ${incident.id} ${name}`);
    const alone = [
      ...single('incident-analysis', faultsOnly ? ['P1', 'P2', 'P3', 'P4'] : LEVELS, 24, version, now),
      ...single('rectification-plan', ['P1', 'P2', 'P3'], 72, version, now),
    ];
    const parts = majorReports(version, now).filter(({ obligation, name }) => !isDone(obligation, name));
    return [...alone.filter(({ obligation, name }) => !isDone(obligation, name)), ...together(parts, entered)];
  };
  return {
    issued,
    round(entries, now) {
      for (const entry of entries)
        for (const { obligation, name, due, opens, whole } of open(entry, now)) {
          const ready = opens !== null && opens <= now && minuteOf(due) <= now;
          if (!ready && now <= due) continue;
          const period = [entry.incident.id, name].filter((part) => part !== '').join('-');
          issued.set(`${obligation} ${period}`, { issuedAt: now, late: now > due, due });
          for (const one of whole) done.add(`${obligation} ${entry.incident.id} ${one}`);
        }
    },
    next(entries, now) {
      let first = Number.POSITIVE_INFINITY;
      for (const entry of entries)
        for (const { due } of open(entry, now))
          for (const at of [minuteOf(due), minuteOf(due) + MINUTE]) if (at > now && at < first) first = at;
      return first;
    },
  };
}

const minuteOf = (ms: number): number => Math.floor(ms / MINUTE) * MINUTE;

/** A report of its own on each closed incident of these levels, or that is flagged where not all levels are asked for. */
function single(obligation: string, levels: string[], hours: number, version: Version, now: number): Report[] {
  const { closed, grades, measures, flagged } = version;
  if (closed === null) return [];
  const due = closed + hours * HOUR;
  const isPlan = obligation === 'rectification-plan';
  const asked = (at: number): boolean => levels.includes(levelAt(version, at));
  // What was due before the purchaser agreed to another level stays owed.
  const stays = grades.some(
    ({ confirmedAt }) => confirmedAt !== null && confirmedAt <= now && due < confirmedAt && asked(confirmedAt - SECOND),
  );
  if (!asked(now) && !stays && !(isPlan && flagged)) return [];
  return [{ obligation, name: '', due, opens: isPlan && !measures ? null : closed, whole: [''] }];
}

/** The level that counts: raising by the supplier until it is restored, all else by the purchaser's word. */
export function levelAt({ grades, restored, confirmedRestored }: Version, now: number): string {
  const over = [confirmedRestored, restored].find((at) => at !== null && at <= now) ?? Number.POSITIVE_INFINITY;
  let level = grades[0]?.level ?? '';
  for (const one of grades.slice(1)) {
    if (one.at > now) continue;
    const agreed = one.confirmedAt !== null && one.confirmedAt <= now;
    if (agreed || (one.at <= over && LEVELS.indexOf(one.level) <= LEVELS.indexOf(level))) level = one.level;
  }
  return level;
}

/** Since when it is a major incident; null: it is none. What was due before it became none stays owed. */
function majorSince(version: Version, now: number): number | null {
  const since = majorAt(version, now);
  if (since !== null) return since;
  const agreed = version.grades.flatMap(({ confirmedAt }) =>
    confirmedAt !== null && confirmedAt <= now ? [confirmedAt] : [],
  );
  for (const at of agreed.sort((a, b) => a - b)) {
    const before = majorAt(version, at - SECOND);
    if (before !== null && Math.max(before, version.discovered) + HOUR < at) return before;
  }
  return null;
}

function majorAt(version: Version, now: number): number | null {
  const level = levelAt(version, now);
  if (level === 'P5') return null;
  const start = version.reported ?? version.discovered;
  const over = [version.confirmedRestored, version.restored].find((at) => at !== null && at <= now) ?? now;
  const found: number[] = over - start >= 2 * HOUR ? [start + 2 * HOUR] : [];
  if (level === 'P1') found.push(gradedAt(version, now));
  return found.length === 0 ? null : Math.min(...found);
}

/** When the level that counts was given. */
function gradedAt(version: Version, now: number): number {
  const n = version.grades.findLastIndex(
    (_, last) =>
      levelAt({ ...version, grades: version.grades.slice(0, last + 1) }, now) !==
      levelAt({ ...version, grades: version.grades.slice(0, last) }, now),
  );
  return version.grades[n]?.at ?? version.discovered;
}

function majorReports(version: Version, now: number): Report[] {
  const since = majorSince(version, now);
  if (since === null) return [];
  const { discovered, restored, closed } = version;
  const from = Math.max(discovered, since);
  const report = (name: string, due: number, opens: number): Report => ({
    obligation: 'major-incident',
    ...{ name, due, opens, whole: [name] },
  });
  const reports = [report('c', from + HOUR, discovered)];
  for (let n = 1, due = from + 3 * HOUR; due < (restored ?? now + 4 * HOUR); n += 1, due += 2 * HOUR)
    reports.push(report(`x${n}`, due, due - 2 * HOUR));
  return closed === null ? reports : [...reports, report('z', closed + 24 * HOUR, closed)];
}

/** All that were past when somebody wrote the incident down are one. */
function together(reports: Report[], entered: number): Report[] {
  const past = reports.filter(({ due }) => due < entered);
  const [first, last] = [past[0], past.at(-1)];
  if (first === undefined || last === undefined || first === last) return reports;
  const opens = Math.max(...past.map((one) => one.opens ?? 0));
  const one = { ...first, name: `${first.name}-${last.name}`, opens, whole: past.map(({ name }) => name) };
  return [one, ...reports.filter((other) => !past.includes(other))];
}
