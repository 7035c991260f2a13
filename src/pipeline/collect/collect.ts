/** Reads the live sources now and saves what they said as one inspection record. Collects; does not judge. */

import type { Collector } from '../../collectors/_collector.ts';
import { UserError } from '../../contract/error.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import type { Outcome } from '../../states/outcome.ts';
import { isRepeated } from '../../subjects/inspections/collections.ts';
import { nameOf } from '../../subjects/inspections/conclusion.ts';
import { inspectionsOf } from '../../subjects/inspections/judge/day.ts';
import { judgeDay } from '../../subjects/inspections/judge/days.ts';
import type { CheckResult } from '../../subjects/inspections/judge/result.ts';
import { countOutcomes } from '../../subjects/inspections/judge/result.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import { logMonths } from '../../subjects/operation-logs/judge/log-retention.ts';
import { apartName } from '../../wording/asset-names.ts';
import { checkTargets, type SourceSettings } from '../../workspace/settings/settings.ts';
import { isAboutNow, machineNow } from '../clock.ts';
import type { Session } from '../session.ts';
import { loadCollector } from '../units.ts';
import { checkProposals } from './called-for-records.ts';
import { judgingOf } from './judged-day.ts';
import { keptLogs } from './kept-logs.ts';
import { runInLanes, sourceLanes } from './lanes.ts';
import { type Previous, readPrevious } from './previous.ts';
import { type RunContext, runSource, type SourceResult, targetsOf } from './run-source.ts';
import { type SavedInspection, saveInspection } from './save.ts';

export interface CollectRequest {
  /** Names of sources; all without it. */
  sources?: string[];
  /** `--at`; the machine's clock without it. ISO instant. */
  at?: string;
  trigger: InspectionRecord['trigger'];
  /** Why it is collected again; printed where the day is told of. */
  why?: string;
  progress?(done: number, total: number, what: string): void;
}

export type OutcomeCounts = Record<Outcome, number>;

export interface CollectResult {
  /** Path of the record, relative to the workspace. */
  record: string;
  id: string;
  /** All rows of the day's inspection. */
  counts: OutcomeCounts;
  /** Of these the rows of the contract's assets, which documents count. */
  contract: OutcomeCounts;
  /** And those of the supplier's own machine, which documents list apart. */
  opsHost: OutcomeCounts;
  /** What it is called. */
  opsHostName: string;
  /** Rows that are abnormal, each with what was measured, in Chinese. */
  abnormal: string[];
  /** It was read by hand again that day, and nobody said why: documents say so. */
  unexplained: boolean;
  /** Sources that could not be read. */
  failed: { source: string; reason: string }[];
  /** Paths of other records that the answers called for: backups, operation logs, alerts. */
  records: string[];
  /** What else needs attention, in Chinese. */
  problems: string[];
}

/**
 * The whole run ends with the longest deadline of its sources, however many of them hang.
 * @throws UserError when a named source does not exist, a source names an asset that does not, or `at` is more than 10
 *   minutes off the machine's clock
 */
export async function collect(session: Session, request: CollectRequest): Promise<CollectResult> {
  const { settings, records } = session.workspace;
  const startedAt = machineNow();
  refuseOtherTime(request.at, startedAt);
  await requireCleanEntry(session.workspace.root, { shown: '再次采集的原因', value: { why: request.why } });
  const chosen = chosenSources(settings.sources, request.sources);
  const collectors = await checkedCollectors(session, chosen);
  const remembering = chosen.filter((one) => collectors.get(one.type)?.remembers === true).map((one) => one.name);
  const previous = await readPrevious(records, startedAt, remembering);
  const results = await runAll(chosen, request, runContext(session, previous));
  return await finish(session, {
    ...{ startedAt, results, previous, trigger: request.trigger, remembering },
    ...(request.why === undefined ? {} : { why: request.why }),
  });
}

/** How sources are run in a workspace. */
export const runContext = (session: Session, previous: Pick<Previous, 'readings' | 'unreadable'>): RunContext => ({
  load: loadCollector,
  clock: machineNow,
  previous: previous.readings,
  unreadable: previous.unreadable,
  env: process.env,
  root: session.workspace.root,
});

export interface Finished {
  startedAt: string;
  results: SourceResult[];
  previous: Previous;
  trigger: InspectionRecord['trigger'];
  why?: string;
  remembering: readonly string[];
  /** See `SaveRequest`. */
  original?: Uint8Array;
}

/** Saves the results and counts what the day's inspection comes to with them. */
export async function finish(session: Session, given: Finished): Promise<CollectResult> {
  const { contract, records, evidence } = session.workspace;
  const { startedAt, previous, trigger, why, remembering, original } = given;
  const finishedAt = machineNow();
  const { results, problems } = await checkProposals(given.results, contract, finishedAt);
  const saved = await saveInspection(session, {
    trigger,
    ...(why === undefined ? {} : { why }),
    startedAt,
    finishedAt,
    results,
    wentOnFrom: previous.readings,
    remembering: new Set(remembering),
    ...(original === undefined ? {} : { original }),
  });
  const kept =
    remembering.length === 0 ? [] : await keptLogs(records, evidence, finishedAt, logMonths(contract.contract));
  return {
    record: saved.path,
    id: saved.id,
    ...countsOf(session, saved, previous),
    unexplained: why === undefined && isAgain(saved.record, previous),
    failed: results.flatMap(({ source, reason }) => (reason === null ? [] : [{ source, reason }])),
    records: saved.others,
    problems: [
      ...problems,
      ...kept.flatMap(({ missing }) => missing.map((id) => `操作日志原件缺失，留存不足六个月：${id}`)),
    ],
  };
}

/** Whether a person collects what was collected that day already. */
const isAgain = (record: InspectionRecord, { inspections }: Pick<Previous, 'inspections'>): boolean =>
  isRepeated(
    record,
    inspections.filter((one) => one.date === record.date && one.source === 'auto' && one.id !== record.id),
  );

/** What the day's inspection comes to: altogether, of the contract's assets, and of the supplier's own machine. */
export function countsOf(
  session: Session,
  { record }: Pick<SavedInspection, 'record'>,
  previous: Pick<Previous, 'inspections'>,
): Pick<CollectResult, 'counts' | 'contract' | 'opsHost' | 'opsHostName' | 'abnormal'> {
  const among = [...previous.inspections.filter(({ id }) => id !== record.id), record];
  const inspection = inspectionsOf(among, record.date).today ?? record;
  const day = { inspection, among, confirm: null, asOf: record.finishedAt };
  const judged = judgeDay(judgingOf(session), day);
  const count = (rows: readonly CheckResult[]): OutcomeCounts => {
    const { total: _total, ...counts } = countOutcomes(rows);
    return counts;
  };
  return {
    counts: count(judged),
    contract: count(judged.filter((row) => row.contract)),
    opsHost: count(judged.filter((row) => !row.contract)),
    opsHostName: apartName(judged.filter((row) => !row.contract)),
    abnormal: judged
      .filter(({ outcome }) => outcome === 'abnormal')
      .map((row) => `${nameOf(row)}：${row.measured}（标准 ${row.standard}）`),
  };
}

/** @throws UserError when `at` is more than 10 minutes off the machine's clock */
export function refuseOtherTime(at: string | undefined, now: string): void {
  if (at === undefined || isAboutNow(at, now)) return;
  throw new UserError('采集时间只能是本机当前时间，不能补采', {
    at: '--at',
    found: at,
    expected: `与本机时间 ${now} 相差不超过 10 分钟`,
    hint: '去掉 --at 重新执行',
  });
}

function chosenSources(all: SourceSettings[], names: string[] | undefined): SourceSettings[] {
  if (names === undefined || names.length === 0) return all;
  return [...new Set(names)].map((name) => sourceNamed(all, name));
}

/** @throws UserError when the settings have no such source */
export function sourceNamed(all: readonly SourceSettings[], name: string): SourceSettings {
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new UserError('设置中没有这个数据源', {
    file: 'opsledger.yaml',
    at: 'sources',
    found: name,
    expected: all.map((one) => one.name).join('、') || '（没有配置数据源）',
  });
}

/**
 * The collectors of sources, by type; types that do not exist are refused with the settings (`openSession`).
 * @throws UserError when a source reads an asset that the contract does not know
 */
export async function checkedCollectors(
  session: Session,
  sources: SourceSettings[],
): Promise<ReadonlyMap<string, Collector>> {
  const types = [...new Set(sources.map((one) => one.type))];
  const collectors = new Map(await Promise.all(types.map(async (type) => [type, await loadCollector(type)] as const)));
  checkTargets({ sources }, session.workspace.contract.assets, (source) => {
    const collector = collectors.get(source.type);
    return collector === undefined ? [] : targetsOf(collector, source);
  });
  return collectors;
}

/** Sources that had to wait for others on their server get what is left of the whole run's time. */
async function runAll(
  sources: readonly SourceSettings[],
  request: CollectRequest,
  context: RunContext,
): Promise<SourceResult[]> {
  const end = performance.now() + 1000 * Math.max(0, ...sources.map((one) => one.deadlineSeconds));
  const secondsLeft = () => (end - performance.now()) / 1000;
  let done = 0;
  return await runInLanes(sources, sourceLanes, async (source) => {
    const result = await runSource(source, { ...context, secondsLeft });
    done += 1;
    request.progress?.(done, sources.length, source.name);
    return result;
  });
}
