/**
 * Ten years of a machine that fails a hundred times in each: what the schedule finds due at every minute at which it runs, against
 * what the calendar says was owed. Records and archive are in memory, nothing is drawn; the plan, the choice of what is due and
 * the mark of what is late are the program's own.
 */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ArchivedDocument } from '../../src/archive/store.ts';
import { isTold, withHappenings } from '../../src/assess/deliveries/happenings.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { occurrencesOf } from '../../src/contract/calendar/calendar.ts';
import { closingAt, isClosed } from '../../src/contract/calendar/closing.ts';
import type { Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { workdayCalendar } from '../../src/contract/calendar/working-days.ts';
import { packagedYears } from '../../src/contract/calendar/working-days-data.ts';
import { compareInstants, dateOf, toDate, toText } from '../../src/contract/time.ts';
import { dueAt } from '../../src/pipeline/issue/issue.ts';
import { lateness } from '../../src/pipeline/issue/make.ts';
import { isToClose, type PlanSource, planAt } from '../../src/pipeline/plan/plan.ts';
import { planSource } from '../../src/pipeline/session.ts';
import type { RecordStore } from '../../src/workspace/store/records.ts';
import { makeWorkspace, open } from '../pipeline/_workspace.ts';
import { seeded } from './_seeded.ts';

export interface TimeRequest {
  seed: number;
  years: number;
  outagesPerYear: number;
  /** Days of each service; a year without it. */
  days?: number;
}

export interface TimeResult {
  owed: number;
  issued: number;
  late: number;
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
export async function simulate({ seed, years, outagesPerYear, days }: TimeRequest): Promise<TimeResult> {
  const root = await makeWorkspace();
  const session = await open(root);
  const zone = process.env['TZ'];
  const total: TimeResult = { owed: 0, issued: 0, late: 0, outages: 0, ticks: 0, failures: [] };
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
      });
      for (const key of ['owed', 'issued', 'late', 'outages', 'ticks'] as const) total[key] += one[key];
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

type YearRequest = PlanSource & { seed: number; from: string; outages: number; days: number | undefined };

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
  const contract = { ...request.contract, contract: { ...request.contract.contract, servicePeriod } };
  const workdays = workdayCalendar(packagedYears().filter((one) => one.year <= LAST_PUBLISHED));
  const begin = msOf(`${servicePeriod.from}T00:00:00+08:00`);
  const end = msOf(`${to}T23:59:00+08:00`) + 45 * DAY_MS;
  const outages = outagesOf(random, begin, end - 15 * DAY_MS, request.outages);
  const days = new Map<string, string[]>([
    ['inspection', []],
    ['note', []],
  ]);
  const documents: ArchivedDocument[] = [];
  const source: PlanSource = { ...request, contract, workdays, records: memoryRecords(days), issued: documents };
  const obligations = allObligations(contract).filter((one) => request.deliverables.has(one.id));
  const asOf = textOf(end);
  const calendar = occurrencesOf({ obligations, servicePeriod, workdays, events: [], asOf, settled: new Set() });
  // Nobody drills or restores anything in these years: what would tell of it is never made.
  const owed = withHappenings(calendar, obligations, contract, { recordsOf: () => [], asOf });
  const failures: string[] = [];
  let ticks = 0;
  let late = 0;
  for (const moment of moments(begin, end, owed, outages)) {
    const outage = outages.find((one) => one.from <= moment && moment < one.to);
    if (outage !== undefined) continue;
    const off = outages.find((one) => one.to <= moment && moment < one.offUntil)?.off ?? 0;
    const now = textOf(moment + off);
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
  const firsts = documents.filter(({ manifest }) => manifest.revision === 1);
  failures.push(...wrongWith(owed, firsts, (one) => isObserved(request, one, days)));
  failures.push(...notClosed(source, owed, documents));
  return { owed: owed.length, issued: documents.length, late, outages: outages.length, ticks, failures };
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
function moments(begin: number, end: number, owed: readonly Occurrence[], outages: readonly Outage[]): number[] {
  const all = new Set<number>();
  for (let day = begin; day < end; day += DAY_MS) for (const hour of [9, 12, 18]) all.add(day + hour * 60 * MINUTE);
  for (const { dueAt: due, issueFrom } of owed)
    for (const text of [due, issueFrom]) if (text !== null) all.add(Math.floor(msOf(text) / MINUTE) * MINUTE);
  for (const { to, offUntil } of outages) for (const at of [to, offUntil]) all.add(Math.ceil(at / MINUTE) * MINUTE);
  return [...all].filter((at) => at >= begin && at <= end).sort((a, b) => a - b);
}

/** The day's inspection from 09:00 on, and a note each day, if the machine is there to take them. */
function observe(days: Map<string, string[]>, now: string, period: { from: string; to: string }): void {
  const day = dateOf(now);
  if (day < period.from || day > period.to || compareInstants(now, `${day}T09:00:00+08:00`) < 0) return;
  for (const list of days.values()) if (!list.includes(day)) list.push(day);
}

function memoryRecords(days: ReadonlyMap<string, string[]>): RecordStore {
  const none = () => Promise.resolve({ records: [], withdrawn: [], problems: [] });
  return {
    list: none as unknown as RecordStore['list'],
    get: () => Promise.resolve(undefined),
    onFile: () => Promise.resolve(undefined),
    ids: (kind) => Promise.resolve((days.get(kind) ?? []).map((day) => `AA-${day.replaceAll('-', '')}-001`)),
    kinds: () => Promise.resolve([...days.keys()]),
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

function isObserved({ deliverables }: PlanSource, one: Occurrence, days: ReadonlyMap<string, string[]>): boolean {
  const evidence = deliverables.get(one.obligation)?.evidence ?? [];
  return (
    (evidence.length === 0 && isTold(one)) ||
    evidence.some((kind) => (days.get(kind) ?? []).some((day) => one.from <= day && day <= one.to))
  );
}

/**
 * Each last document of a month, quarter or year that was issued before everything was known has one revision that counts all of
 * it, made as soon as the machine was there; nothing else is revised.
 */
function notClosed(
  { contract, workdays, deliverables }: PlanSource,
  owed: readonly Occurrence[],
  documents: readonly ArchivedDocument[],
): string[] {
  const { servicePeriod } = contract.contract;
  const at = closingAt(servicePeriod, workdays);
  const byId = new Map(allObligations(contract).map((one) => [one.id, one]));
  const all = Map.groupBy(documents, ({ manifest }) => `${manifest.obligation} ${manifest.period}`);
  const byKey = new Map(owed.map((one) => [`${one.obligation} ${one.period}`, one]));
  return [...all].flatMap(([key, list]) => {
    const manifests = list.map(({ manifest }) => manifest);
    const [first] = manifests;
    const obligation = byId.get(first?.obligation ?? '');
    const occurrence = byKey.get(key);
    // What was never owed is told as that.
    if (first === undefined || obligation === undefined || occurrence === undefined) return [];
    const closes =
      deliverables.get(obligation.id)?.cut === true &&
      isClosed(obligation, occurrence, servicePeriod) &&
      compareInstants(first.cut ?? first.times.issued, at) < 0;
    const after = manifests.filter(({ revision }) => revision > 1);
    if (after.some(({ cut }) => cut === null || compareInstants(cut, at) < 0)) return [`${key} was closed too early`];
    return after.length === (closes ? 1 : 0) ? [] : [`${key} has ${after.length} closing revisions`];
  });
}

/** One current document for each that was owed and observed, late ones marked, none for anything else. */
function wrongWith(
  owed: readonly Occurrence[],
  documents: readonly ArchivedDocument[],
  observed: (one: Occurrence) => boolean,
): string[] {
  const wrong: string[] = [];
  const byKey = Map.groupBy(documents, ({ manifest }) => `${manifest.obligation} ${manifest.period}`);
  for (const one of owed) {
    const key = `${one.obligation} ${one.period}`;
    const [first, ...others] = byKey.get(key) ?? [];
    byKey.delete(key);
    if (others.length > 0) wrong.push(`${key} has ${others.length + 1} documents`);
    const isDue = one.dueAt !== null;
    if (first === undefined) {
      if (isDue && observed(one)) wrong.push(`${key} was owed at ${one.dueAt} and has none`);
      continue;
    }
    if (!observed(one)) wrong.push(`${key} has a document without evidence`);
    const isLate = one.dueAt !== null && compareInstants(first.manifest.times.issued, one.dueAt) > 0;
    if (first.manifest.late !== isLate)
      wrong.push(
        `${key} was issued at ${first.manifest.times.issued}, due ${one.dueAt}, and its mark of being late is ${first.manifest.late}`,
      );
  }
  for (const key of byKey.keys()) wrong.push(`${key} was never owed`);
  return wrong;
}
