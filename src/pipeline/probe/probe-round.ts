/** Availability: each minute a sample of what the settings name, once a day a compact record. Clauses 5.5.1, 5.5.4. */
import { at as atClock, dateOf, secondsBetween, toText } from '../../contract/time.ts';
import type { Say } from '../../wording/log-line.ts';
import type { ProbeTarget } from '../../workspace/settings/probe.ts';
import { isSecretReference } from '../../workspace/settings/secrets.ts';
import { openWorkspace, type Workspace } from '../../workspace/workspace.ts';
import { type RunContext, runSource, type SourceResult } from '../collect/run-source.ts';
import { toolVersion } from '../program.ts';
import { loadCollector, loadKind } from '../units.ts';
import { enterProbeDay } from './day.ts';
import { enterMonitored } from './monitored.ts';
import { probeRecords } from './probe-record.ts';
import { appendSample, dropSpool, readSamples, type SampledTarget, spooledDates } from './spool.ts';

/** One round of the probe job: a sample when one is due, then the records of past days. @param now ISO instant */
export async function probe(dir: string, now: string, say: Say): Promise<void> {
  const workspace = await openWorkspace(dir, { kinds: loadKind });
  await takeSample(workspace, now);
  const { added, problems } = await enterProbes(workspace, now);
  for (const path of added) say(`已登记可用性探测 ${path}`);
  for (const problem of problems) say(problem, 'warn');
}

/**
 * Asks every target at the same time and keeps what they said.
 * @returns false when probing is off, the slot has its sample, or the service period does not hold `now`
 */
export async function takeSample(workspace: Workspace, now: string): Promise<boolean> {
  const { settings, contract, root } = workspace;
  const date = dateOf(now);
  const { from, to } = contract.contract.servicePeriod;
  if (settings.probe === null || date < from || date > to) return false;
  const interval = settings.probe.everySeconds;
  const slot = Math.floor(secondsBetween(toText(atClock(date, '00:00')), now) / interval);
  const taken = (await readSamples(root, date)).at(-1);
  if (taken?.slot === slot && taken.interval === interval) return false;
  // What monitoring measures is read from it when the day is over.
  const asked = settings.probe.targets.filter((one) => one.type !== 'prometheus');
  if (asked.length === 0) return false;
  const series = await Promise.all(asked.map((target) => askTarget(target, root)));
  await appendSample(root, date, { slot, interval, series });
  return true;
}

async function askTarget(target: ProbeTarget, root: string): Promise<SampledTarget> {
  const context: RunContext = {
    load: loadCollector,
    clock: () => toText(Temporal.Now.instant()),
    previous: [],
    unreadable: null,
    env: process.env,
    root,
  };
  const { options, timeoutSeconds } = target;
  const type = target.type as Exclude<ProbeTarget['type'], 'prometheus'>;
  const address = addressOf(target);
  const named = { target: target.target, probe: type, ...(address === undefined ? {} : { address }) };
  // This machine is there as long as samples are taken; asking itself in full each minute would say no more.
  if (type === 'local') return { ...named, state: 'up' };
  const source = { name: 'probe', type, target: target.target, deadlineSeconds: timeoutSeconds, options };
  return { ...named, ...stateOf(await runSource(source, context), type) };
}

/** HTTP status of a page that wants another account than ours. */
const NOT_LET_IN = 401;

/** What our own settings or program got wrong says nothing about the target. */
function stateOf(result: SourceResult, type: 'http' | 'tcp'): Pick<SampledTarget, 'state' | 'latency' | 'reason'> {
  if (result.reason !== null)
    return { state: result.fault === 'source' ? 'down' : 'unobserved', reason: result.reason };
  const found = result.readings.find((one) => one.metric === `${type}.ok`);
  if (found?.value !== true) {
    const refused = result.readings.some((one) => one.metric === 'http.status' && one.value === NOT_LET_IN);
    if (refused) return { state: 'unobserved', reason: found?.problem ?? '未获准访问' };
    const said = found?.problem ?? (typeof found?.value === 'string' ? found.value : '无应答');
    return { state: 'down', reason: said };
  }
  const times = result.readings.filter((one) => one.metric === `${type}.latency`).map((one) => Number(one.value));
  return { state: 'up', ...(times.length === 0 ? {} : { latency: times.reduce((a, b) => a + b, 0) }) };
}

/** What is asked, without query or secret; undefined where the settings keep it in a variable. */
function addressOf({ type, options }: ProbeTarget): string | undefined {
  if (type === 'tcp') {
    const parts = [options['host'], options['port']].map(String);
    return parts.some(isSecretReference) ? undefined : parts.join(':');
  }
  if (type === 'local') return undefined;
  const [first] = Array.isArray(options['steps']) ? (options['steps'] as { url?: unknown }[]) : [options];
  const url = typeof first?.url === 'string' ? URL.parse(first.url) : null;
  return url === null ? undefined : `${url.origin}${url.pathname}`;
}

export interface Entered {
  /** Paths of the records that were added. */
  added: string[];
  /** Chinese: what monitoring did not tell. */
  problems: string[];
}

/**
 * Enters the samples of past days, one commit a day, and drops their spool; then what monitoring measured of them. A
 * crash between the two is made good by the next run: what is recorded already is not recorded again.
 */
export async function enterProbes(workspace: Workspace, now: string): Promise<Entered> {
  const today = dateOf(now);
  const added: string[] = [];
  for (const date of await spooledDates(workspace.root)) {
    if (date >= today) continue;
    const samples = await readSamples(workspace.root, date);
    const drafts = probeRecords(date, samples, { tool: await toolVersion(), now });
    added.push(...(await enterProbeDay(workspace, date, { drafts, now })));
    await dropSpool(workspace.root, date);
  }
  const monitored = await enterMonitored(workspace, now);
  return { added: [...added, ...monitored.added], problems: monitored.problems };
}
