/** Reads the live sources now and saves what they said as one inspection record. Collects; does not judge. */
import { countOutcomes } from '../assess/check-compare.ts';
import type { Outcome } from '../assess/check-result.ts';
import { judgeInspection } from '../assess/checks.ts';
import { UserError } from '../contract/error.ts';
import { compareInstants, dateOf, secondsBetween, toText } from '../contract/time.ts';
import type { InspectionRecord } from '../records/kinds/inspection.ts';
import type { Reading } from '../records/reading.ts';
import type { SourceSettings } from '../workspace/settings.ts';
import { type RunContext, runSource, type SourceResult } from './run-source.ts';
import type { Session } from './session.ts';
import { toolVersion } from './source-hash.ts';
import { loadCollector } from './units.ts';

export interface CollectRequest {
  /** Names of sources; all without it. */
  sources?: string[];
  /** `--at`; the machine's clock without it. ISO instant. */
  at?: string;
  trigger: InspectionRecord['trigger'];
  progress?(done: number, total: number, what: string): void;
}

export interface CollectResult {
  /** Path of the record, relative to the workspace. */
  record: string;
  id: string;
  counts: Record<Outcome, number>;
  /** Sources that could not be read. */
  failed: { source: string; reason: string }[];
}

/** A live measurement may not claim another time than the machine's: this much it may be off. */
const CLOCK_TOLERANCE_SECONDS = 600;
/** Sources read at the same time. */
const LANES = 16;

/** @throws UserError when a named source does not exist, or `at` is more than 10 minutes off the machine's clock */
export async function collect(session: Session, request: CollectRequest): Promise<CollectResult> {
  const { workspace } = session;
  const clock = () => toText(Temporal.Now.instant());
  const startedAt = clock();
  refuseOtherTime(request.at, startedAt);
  const chosen = chosenSources(workspace.settings.sources, request.sources);
  const previous = await previousInspection(session, startedAt);
  const results = await runAll(chosen, request, {
    load: loadCollector,
    clock,
    previous: previous?.readings ?? [],
    env: process.env,
  });
  const finishedAt = clock();
  const saved = await save(session, { request, startedAt, finishedAt, results });
  const judged = judgeInspection({
    checks: workspace.contract.checks,
    assets: workspace.contract.assets,
    inspection: saved.record,
    confirm: null,
    previous,
    asOf: finishedAt,
    isWorkingDay: (date) => session.workdays.isWorkingDay(date),
  });
  const { total: _total, ...counts } = countOutcomes(judged);
  return {
    record: saved.path,
    id: saved.id,
    counts,
    failed: results.flatMap((r) => (r.run.ok ? [] : [{ source: r.run.source, reason: r.run.reason ?? '' }])),
  };
}

function refuseOtherTime(at: string | undefined, now: string): void {
  if (at === undefined || Math.abs(secondsBetween(at, now)) <= CLOCK_TOLERANCE_SECONDS) return;
  throw new UserError('采集时间只能是本机当前时间，不能补采', {
    at: '--at',
    found: at,
    expected: `与本机时间 ${now} 相差不超过 10 分钟`,
    hint: '去掉 --at 重新执行',
  });
}

function chosenSources(all: SourceSettings[], names: string[] | undefined): SourceSettings[] {
  if (names === undefined || names.length === 0) return all;
  return names.map((name) => {
    const found = all.find((s) => s.name === name);
    if (found !== undefined) return found;
    throw new UserError('设置中没有这个数据源', {
      file: 'opsledger.yaml',
      at: 'sources',
      found: name,
      expected: all.map((s) => s.name).join('、') || '（没有配置数据源）',
    });
  });
}

/** The newest inspection before now, for rates and growth. */
async function previousInspection(session: Session, now: string): Promise<InspectionRecord | null> {
  const to = dateOf(now);
  const from = Temporal.PlainDate.from(to).subtract({ days: 7 }).toString();
  const { records } = await session.workspace.records.list<InspectionRecord>('inspection', { from, to });
  return records.filter((r) => compareInstants(r.finishedAt, now) <= 0).at(-1) ?? null;
}

async function runAll(
  sources: SourceSettings[],
  request: CollectRequest,
  context: RunContext,
): Promise<SourceResult[]> {
  const results: SourceResult[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < sources.length; i = next++) {
      const source = sources[i] as SourceSettings;
      results[i] = await runSource(source, context);
      request.progress?.(results.filter(Boolean).length, sources.length, source.name);
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, sources.length) }, lane));
  return results;
}

interface Collected {
  request: CollectRequest;
  startedAt: string;
  finishedAt: string;
  results: SourceResult[];
}

/** One bundle of raw answers and one record, committed together. */
async function save(session: Session, { request, startedAt, finishedAt, results }: Collected) {
  const raw = results.flatMap((r) => r.raw.map((one) => ({ source: r.run.source, ...one })));
  const tool = await toolVersion();
  const date = dateOf(startedAt);
  return session.workspace.change(
    `巡检采集 ${date}`,
    async (change) => {
      const evidence = raw.length === 0 ? undefined : await change.putEvidence(bundle(raw));
      const readings: Reading[] = results.flatMap((r) =>
        r.readings.map((one) => (evidence === undefined ? one : { ...one, evidence })),
      );
      return change.addRecord<InspectionRecord>('inspection', {
        source: 'auto',
        at: startedAt,
        enteredAt: finishedAt,
        date,
        startedAt,
        finishedAt,
        trigger: request.trigger,
        tool,
        runs: results.map((r) => r.run),
        readings,
        manual: [],
      });
    },
    { at: finishedAt },
  );
}

/** The original answers of one collect run, one JSON line each: `{"source","name","encoding","body"}`. */
function bundle(raw: { source: string; name: string; body: string | Uint8Array }[]): Uint8Array {
  const lines = raw.map(({ source, name, body }) =>
    typeof body === 'string'
      ? JSON.stringify({ source, name, encoding: 'utf8', body })
      : JSON.stringify({ source, name, encoding: 'base64', body: Buffer.from(body).toString('base64') }),
  );
  return Buffer.from(`${lines.join('\n')}\n`, 'utf8');
}
