/**
 * Availability that a monitoring system measured (Prometheus, Thanos, VictoriaMetrics): when a day is over, one range
 * query a target gives the day's record, slot by slot, as if it had been probed from here. What monitoring has no value
 * for stays unobserved. Clauses 5.5.1, 5.5.4.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { get, type HttpAccess, httpAccess } from '../../collectors/parts/http-access.ts';
import { text } from '../../contract/scalars.ts';
import { at as atClock, dateOf, secondsBetween, toDate, toInstant, toText } from '../../contract/time.ts';
import { type ProbeState, slotsPerDay } from '../../records/probe-samples.ts';
import { withDeadline } from '../../sources/deadline.ts';
import { SourceError } from '../../sources/error.ts';
import { jsonOf } from '../../sources/http.ts';
import { matrixOf, type Point } from '../../sources/prometheus-api.ts';
import type { ProbeRecord } from '../../subjects/inspections/kinds/probe.ts';
import { makeFolder, writeDurable } from '../../workspace/disk/durable.ts';
import { isMissing } from '../../workspace/disk/faults.ts';
import type { ProbeTarget } from '../../workspace/settings/probe.ts';
import { redact, resolveSecrets } from '../../workspace/settings/secrets.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { redactCollected } from '../collect/redact.ts';
import { toolVersion } from '../program.ts';
import { enterProbeDay } from './day.ts';
import { probeRecords } from './probe-record.ts';
import type { Sample } from './spool.ts';

/** Monitoring keeps what it measured: days on which this program did not run are read later, as far back as this. */
const LOOK_BACK_DAYS = 7;
/** A monitoring system that has nothing to tell is not asked each minute. */
const ASK_AGAIN_SECONDS = 600;
/** The last sample of a day must have been scraped. */
const SETTLED_SECONDS = 120;
const SPOOL = '.opsledger/spool';
const ASKED_FILE = `${SPOOL}/monitored-asked`;

const optionsSchema = z.strictObject({ ...httpAccess, query: text() });

export interface Monitored {
  added: string[];
  problems: string[];
}

/** @param now ISO instant */
export async function enterMonitored(workspace: Workspace, now: string): Promise<Monitored> {
  const result: Monitored = { added: [], problems: [] };
  const { probe } = workspace.settings;
  const targets = probe?.targets.filter((one) => one.type === 'prometheus') ?? [];
  if (probe === null || targets.length === 0) return result;
  const open = await openDays(workspace, targets, now);
  if (open.length === 0 || (await askedLately(workspace.root, now))) return result;
  await makeFolder(join(workspace.root, SPOOL), SPOOL);
  await writeDurable(join(workspace.root, ASKED_FILE), now);
  const lastChance = toDate(dateOf(now)).subtract({ days: LOOK_BACK_DAYS }).toString();
  for (const [date, targets] of open) {
    const day = { date, interval: probe.everySeconds, now, lastChance: date <= lastChance };
    const told = await Promise.all(targets.map((target) => tryDay(workspace, target, day)));
    result.added.push(...told.flatMap((one) => one.added));
    result.problems.push(...told.flatMap((one) => one.problems));
    // One that cannot be asked about this day cannot about the others: their turn comes with the next round.
    if (told.some((one) => one.failed)) break;
  }
  return result;
}

async function tryDay(workspace: Workspace, target: ProbeTarget, day: Day): Promise<Monitored & { failed: boolean }> {
  const missed = async (reason: string, failed: boolean) => ({
    added: day.lastChance ? await enterUnobserved(workspace, target, day) : [],
    problems: [`监控系统没有给出 ${day.date} ${target.target} 的可用性：${reason}`],
    failed,
  });
  try {
    const added = await enterDay(workspace, target, day);
    return added === null ? await missed('监控中没有数据', false) : { added, problems: [], failed: false };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return await missed(error.reason, true);
  }
}

/** A day that monitoring never told: it is on record as not observed, so that nobody takes it for left out. */
async function enterUnobserved(workspace: Workspace, target: ProbeTarget, day: Day): Promise<string[]> {
  const { date, interval, now } = day;
  const series = [{ target: target.target, probe: 'prometheus' as const, state: 'unobserved' as const }];
  const samples = [{ slot: slotsPerDay(interval) - 1, interval, series }];
  const drafts = probeRecords(date, samples, { tool: await toolVersion(), now });
  return await enterProbeDay(workspace, date, { drafts, now });
}

/** Whole days of the look-back and the service period, oldest first, with the targets that no record of them holds. */
async function openDays(
  workspace: Workspace,
  targets: readonly ProbeTarget[],
  now: string,
): Promise<[date: string, targets: ProbeTarget[]][]> {
  const { from: begin, to: end } = workspace.contract.contract.servicePeriod;
  const today = toDate(dateOf(toText(toInstant(now).subtract({ seconds: SETTLED_SECONDS }))));
  const dates = Array.from({ length: LOOK_BACK_DAYS }, (_, n) =>
    today.subtract({ days: LOOK_BACK_DAYS - n }).toString(),
  ).filter((date) => date >= begin && date <= end);
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { records } = await workspace.records.list<ProbeRecord>('probe', { from: first, to: last });
  const known = new Set(
    records.flatMap(({ date, series }) =>
      series.filter((row) => row.probe === 'prometheus').map((row) => `${date} ${row.target}`),
    ),
  );
  return dates
    .map((date): [string, ProbeTarget[]] => [date, targets.filter((one) => !known.has(`${date} ${one.target}`))])
    .filter(([, open]) => open.length > 0);
}

async function askedLately(root: string, now: string): Promise<boolean> {
  try {
    const before = await readFile(join(root, ASKED_FILE), 'utf8');
    return Math.abs(secondsBetween(before, now)) < ASK_AGAIN_SECONDS;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

interface Day {
  date: string;
  /** Seconds a slot. */
  interval: number;
  /** ISO instant of entry. */
  now: string;
  /** true: the day is not asked for again. */
  lastChance: boolean;
}

/** @returns paths of the records; null when monitoring has no value for the day */
async function enterDay(workspace: Workspace, target: ProbeTarget, day: Day): Promise<string[] | null> {
  const told = await askDay(target, day);
  if (told === null) return null;
  const { points, body, address } = told;
  const original = createHash('sha256').update(body).digest('hex');
  const drafts = probeRecords(day.date, samplesOf(target, day, address, points), {
    tool: await toolVersion(),
    now: day.now,
  }).map((draft) => ({ ...draft, series: draft.series.map((row) => ({ ...row, original })) }));
  return await enterProbeDay(workspace, day.date, { drafts, now: day.now, originals: [body] });
}

/** @returns null when monitoring has no value @throws SourceError when it cannot be asked, or tells several series */
async function askDay(target: ProbeTarget, day: Day) {
  const resolved = await resolveSecrets(target.options, process.env);
  if (!resolved.ok) throw new SourceError(resolved.reason);
  const options = optionsSchema.safeParse(resolved.options);
  if (!options.success) throw new SourceError('设置有误');
  const { query, ...access } = options.data;
  try {
    const answer = await withDeadline(target.timeoutSeconds, (signal) =>
      get(access as HttpAccess, signal, addressOf(access.url, query, day)),
    );
    const series = matrixOf(jsonOf(answer));
    const [first, ...others] = series;
    if (first === undefined) return null;
    if (others.length > 0) throw new SourceError(`查询得到 ${series.length} 条序列，请用标签限定为一条`);
    const clean = redactCollected(
      { readings: [], records: [], raw: [{ name: '', body: answer.body }] },
      resolved.values,
    );
    return {
      points: first.points,
      body: clean.raw[0]?.body as Uint8Array,
      address: redact(`${new URL(access.url).origin}${new URL(access.url).pathname}`, resolved.values),
    };
  } catch (error) {
    if (error instanceof SourceError) throw new SourceError(redact(error.reason, resolved.values), { cause: error });
    throw error;
  }
}

/** Each slot is asked for at its end, so that a range selector of its length looks back over just that slot. */
function addressOf(base: string, query: string, { date, interval }: Day): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v1/query_range`;
  const begin = atClock(date, '00:00').epochMilliseconds / 1000;
  url.searchParams.set('query', query);
  url.searchParams.set('start', String(begin + interval));
  url.searchParams.set('end', String(begin + slotsPerDay(interval) * interval));
  url.searchParams.set('step', String(interval));
  return url.href;
}

function samplesOf(target: ProbeTarget, { date, interval }: Day, address: string, points: readonly Point[]): Sample[] {
  const begin = atClock(date, '00:00').epochMilliseconds / 1000;
  const slots = slotsPerDay(interval);
  return points.flatMap(({ time, value }): Sample[] => {
    const slot = Math.round((time - begin) / interval) - 1;
    const state = stateOf(value);
    if (slot < 0 || slot >= slots || state === 'unobserved') return [];
    const reason = state === 'down' ? { reason: `监控值 ${value}` } : {};
    return [{ slot, interval, series: [{ target: target.target, probe: 'prometheus', address, state, ...reason }] }];
  });
}

/** 1 is there. Less is a slot in which some looks failed; anything else is no measurement of availability. */
function stateOf(value: number): ProbeState {
  if (value === 1) return 'up';
  return value >= 0 && value < 1 ? 'down' : 'unobserved';
}
