/**
 * Ten years of a machine that fails a hundred times in each: what the schedule finds due at every minute at which it runs, against
 * what the calendar and the incidents of the year say was owed. Records and archive are in memory, nothing is drawn; the plan, the choice of what is due and
 * the mark of what is late are the program's own.
 */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ArchivedDocument } from '../../src/archive/store.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { occurrencesOf } from '../../src/contract/calendar/calendar.ts';
import type { Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { workdayCalendar } from '../../src/contract/calendar/working-days.ts';
import { packagedYears } from '../../src/contract/calendar/working-days-data.ts';
import { compareInstants, dateOf, toDate, toText } from '../../src/contract/time.ts';
import { dueAt } from '../../src/pipeline/issue/issue.ts';
import { lateness } from '../../src/pipeline/issue/make.ts';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import type { PlanSource } from '../../src/pipeline/plan/plan-facts.ts';
import { isToClose } from '../../src/pipeline/plan/planned.ts';
import { planSource } from '../../src/pipeline/session.ts';
import { withHappenings } from '../../src/subjects/deliveries/judge/happenings.ts';
import type { RecordStore } from '../../src/workspace/store/record-store.ts';
import { makeWorkspace, open } from '../pipeline/_workspace.ts';
import { askedOf, type IncidentRun, incidentRun, OF_INCIDENTS } from './_incident-run.ts';
import { seeded } from './_seeded.ts';
import { notClosed, observedOf, wrongWith } from './_time-checks.ts';

export interface TimeRequest {
  seed: number;
  years: number;
  outagesPerYear: number;
  /** Days of each service; a year without it. */
  days?: number;
  /** Incidents of each service. */
  incidents: number;
}

export interface TimeResult {
  owed: number;
  issued: number;
  late: number;
  /** Reports on incidents among those that were owed. */
  reports: number;
  incidents: number;
  outages: number;
  ticks: number;
  failures: string[];
}

const ZONES = ['Asia/Shanghai', 'UTC', 'America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
const MINUTE = 60_000;
const DAY_MS = 24 * 60 * MINUTE;
/** What the program hears of is China's calendar until here; of later years nothing is published. */
const LAST_PUBLISHED = 2026;

const textOf = (ms: number): string => toText(Temporal.Instant.fromEpochMilliseconds(ms));
const msOf = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

/** Runs them. @returns counts, and each thing that is not as it must be, with the seed */
export async function simulate({ seed, years, outagesPerYear, days, incidents }: TimeRequest): Promise<TimeResult> {
  const root = await makeWorkspace();
  const session = await open(root);
  const zone = process.env['TZ'];
  const total: TimeResult = {
    ...{ owed: 0, issued: 0, late: 0, reports: 0, incidents: 0, outages: 0, ticks: 0 },
    failures: [],
  };
  try {
    for (let n = 0; n < years; n += 1) {
      process.env['TZ'] = ZONES[n % ZONES.length];
      // Not on the first of January: the ends of the calendar's year lie within, and one service begins on 29 February.
      const from = n % 3 === 1 ? `${2028 + n - (n % 4)}-02-29` : `${2026 + n}-0${1 + (n % 9)}-15`;
      const one = await year({
        ...planSource(session),
        seed: seed * 1000 + n,
        from: validDay(from),
        outages: outagesPerYear,
        days,
        incidents,
        // A contract may ask for the analysis of faults only.
        faultsOnly: n % 2 === 1,
      });
      for (const key of ['owed', 'issued', 'late', 'reports', 'incidents', 'outages', 'ticks'] as const)
        total[key] += one[key];
      total.failures.push(
        ...one.failures.map((what) => `seed ${seed}, year ${n} (TZ ${process.env['TZ']}, from ${from}): ${what}`),
      );
    }
    return total;
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    await session.close();
    await rm(dirname(root), { recursive: true, force: true });
  }
}

/** 29 February of a year that has none is the day before. */
const validDay = (text: string): string => {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' }).toString();
};

type YearRequest = PlanSource & {
  seed: number;
  from: string;
  outages: number;
  days: number | undefined;
  incidents: number;
  faultsOnly: boolean;
};

interface Outage {
  from: number;
  to: number;
  /** How far the clock is off when the machine is back, and until when; 0: it is right. */
  off: number;
  offUntil: number;
}

async function year(request: YearRequest): Promise<TimeResult> {
  const random = seeded(request.seed);
  const length = request.days === undefined ? { years: 1 } : { days: request.days };
  const to = toDate(request.from).add(length).subtract({ days: 1 }).toString();
  const servicePeriod = { from: request.from, to };
  const asked = askedOf(request.contract, request.faultsOnly);
  const contract = { ...asked, contract: { ...asked.contract, servicePeriod } };
  const workdays = workdayCalendar(packagedYears().filter((one) => one.year <= LAST_PUBLISHED));
  const begin = msOf(`${servicePeriod.from}T00:00:00+08:00`);
  const end = msOf(`${to}T23:59:00+08:00`) + 45 * DAY_MS;
  const outages = outagesOf(random, begin, end - 15 * DAY_MS, request.outages);
  const service = { from: begin, to: msOf(`${to}T00:00:00+08:00`) + DAY_MS };
  const incidents = incidentRun({ random, service, count: request.incidents, faultsOnly: request.faultsOnly });
  const days = new Map<string, string[]>([
    ['inspection', []],
    ['note', []],
  ]);
  const documents: ArchivedDocument[] = [];
  const source: PlanSource = {
    ...request,
    contract,
    workdays,
    records: memoryRecords(days, incidents),
    issued: documents,
  };
  const obligations = allObligations(contract).filter((one) => request.deliverables.has(one.id));
  const asOf = textOf(end);
  const calendar = occurrencesOf({ obligations, servicePeriod, workdays, events: [], asOf, settled: new Map() });
  // Nobody drills or restores anything in these years: what would tell of it is never made.
  const owed = withHappenings(calendar, obligations, contract, { recordsOf: () => [], asOf });
  const failures: string[] = [];
  let ticks = 0;
  let late = 0;
  const known = moments(begin, end, owed, outages, incidents.moments);
  // What an incident makes due is known when it is written down.
  let soon = Number.POSITIVE_INFINITY;
  for (let n = 0; n < known.length; ) {
    const moment = Math.min(soon, known[n] as number);
    if (moment === known[n]) n += 1;
    soon = Number.POSITIVE_INFINITY;
    const outage = outages.find((one) => one.from <= moment && moment < one.to);
    if (outage !== undefined) continue;
    const off = outages.find((one) => one.to <= moment && moment < one.offUntil)?.off ?? 0;
    const now = textOf(moment + off);
    incidents.round(moment, moment + off);
    soon = incidents.next(moment + off) - off;
    observe(days, now, servicePeriod);
    ticks += 1;
    const plan = await planAt(source, now);
    for (const planned of dueAt(plan, now)) {
      const { obligation, occurrence } = planned;
      const mark = lateness({ planned, now });
      if (mark !== null) late += 1;
      documents.push(documentOf(obligation, occurrence, now, mark));
    }
    for (const { obligation, occurrence, issued } of plan.items.filter((item) => isToClose(item, now)))
      documents.push(documentOf(obligation, occurrence, now, null, (issued?.manifest.revision ?? 0) + 1));
  }
  const [reports = [], others = []] = split(documents, ({ manifest }) => OF_INCIDENTS.includes(manifest.obligation));
  const firsts = others.filter(({ manifest }) => manifest.revision === 1);
  const observed = {
    is: observedOf(request, days, incidents.ids()),
    was: observedOf(request, days, incidents.ids(true)),
  };
  failures.push(...wrongWith(owed, firsts, observed));
  failures.push(...notClosed(source, owed, others));
  const { items } = await planAt(source, textOf(end));
  const kept = new Set(items.map(({ occurrence }) => `${occurrence.obligation} ${occurrence.period}`));
  failures.push(...incidents.wrong(reports, kept));
  const counts = { reports: incidents.owed(), incidents: incidents.count, outages: outages.length, ticks };
  return { owed: owed.length + counts.reports, issued: documents.length, late, ...counts, failures };
}

function outagesOf(random: () => number, begin: number, end: number, count: number): Outage[] {
  return Array.from({ length: count }, () => {
    const from = begin + Math.floor(random() * (end - begin));
    // From minutes to some two weeks; most are short.
    const to = from + Math.ceil(15 * DAY_MS * random() ** 5) + MINUTE;
    const jumps = random() < 0.2;
    const off = jumps ? Math.round((random() - 0.5) * 4 * 24 * 60) * MINUTE : 0;
    return { from, to, off, offUntil: jumps ? to + Math.floor(random() * DAY_MS) : to };
  });
}

/** Minutes at which something may be different from the minute before, which are all that a tick each minute would act at. */
function moments(
  begin: number,
  end: number,
  owed: readonly Occurrence[],
  outages: readonly Outage[],
  written: readonly number[],
): number[] {
  const all = new Set<number>();
  for (let day = begin; day < end; day += DAY_MS) for (const hour of [9, 12, 18]) all.add(day + hour * 60 * MINUTE);
  for (const { dueAt: due, issueFrom } of owed)
    for (const text of [due, issueFrom]) if (text !== null) all.add(Math.floor(msOf(text) / MINUTE) * MINUTE);
  for (const at of written) all.add(Math.ceil(at / MINUTE) * MINUTE);
  for (const { to, offUntil } of outages) for (const at of [to, offUntil]) all.add(Math.ceil(at / MINUTE) * MINUTE);
  return [...all].filter((at) => at >= begin && at <= end).sort((a, b) => a - b);
}

/** The day's inspection from 09:00 on, and a note each day, if the machine is there to take them. */
function observe(days: Map<string, string[]>, now: string, period: { from: string; to: string }): void {
  const day = dateOf(now);
  if (day < period.from || day > period.to || compareInstants(now, `${day}T09:00:00+08:00`) < 0) return;
  for (const list of days.values()) if (!list.includes(day)) list.push(day);
}

function memoryRecords(days: ReadonlyMap<string, string[]>, incidents: IncidentRun): RecordStore {
  const list = (kind: string) =>
    Promise.resolve({ records: kind === 'incident' ? incidents.records() : [], withdrawn: [], problems: [] });
  return {
    list: list as unknown as RecordStore['list'],
    paths: () => Promise.resolve({ paths: [], problems: [] }),
    get: () => Promise.resolve(undefined),
    onFile: () => Promise.resolve(undefined),
    ids(kind) {
      const ids = (days.get(kind) ?? []).map((day) => `AA-${day.replaceAll('-', '')}-001`);
      return Promise.resolve(kind === 'incident' ? incidents.ids() : ids);
    },
    kinds: () => Promise.resolve([...days.keys(), 'incident']),
    readFile: () => Promise.reject(new Error('nothing is read')),
  };
}

function documentOf(
  { id: obligation, code }: { id: string; code: string },
  occurrence: Occurrence,
  now: string,
  late: { dueAt: string; reason: string } | null,
  revision = 1,
): ArchivedDocument {
  const { period } = occurrence;
  const times = { issued: now, confirmed: null };
  const manifest = {
    ...{
      number: `${code}-${period}-r${revision}`,
      obligation,
      code,
      title: '',
      period,
      revision,
      reason: late?.reason ?? null,
    },
    ...{ late: late !== null, dueAt: occurrence.dueAt, cut: now, times, fingerprint: '', counted: null, inputs: [] },
  };
  return {
    folder: `archive/${obligation}/${period}/r${revision}`,
    manifest: manifest as unknown as ArchivedDocument['manifest'],
  };
}

function split<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
