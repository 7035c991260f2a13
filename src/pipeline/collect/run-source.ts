/** Runs one source within its one deadline; whatever goes wrong becomes a reason, never an exception. */
import type { Collector, ProposedRecord, RawAnswer, StandingAlerts } from '../../collectors/_collector.ts';
import type { Reading, SourceRun } from '../../records/reading.ts';
import { withDeadline } from '../../sources/deadline.ts';
import { AccessError, SourceError } from '../../sources/error.ts';
import { addressIn, isOwnAddress } from '../../sources/own-address.ts';
import { redact, resolveSecrets } from '../../workspace/settings/secrets.ts';
import type { SourceSettings } from '../../workspace/settings/settings.ts';
import { describeIssues } from '../../workspace/text/parse.ts';
import { redactCollected } from './redact.ts';

export interface SourceResult {
  source: string;
  /** One for each asset that the source reads, so that a failure shows on every one of them. */
  runs: SourceRun[];
  /** null when it succeeded; else Chinese, without secrets. */
  reason: string | null;
  /** Who is to blame for the reason: the source, or our own settings or program; null when it succeeded. */
  fault: 'source' | 'settings' | 'program' | null;
  readings: Omit<Reading, 'evidence'>[];
  raw: RawAnswer[];
  records: ProposedRecord[];
  /** Absent: the source tells of no alerts, or could not be read. */
  standing?: StandingAlerts;
}

export interface RunContext {
  load(type: string): Promise<Collector>;
  clock(): string;
  /** Readings of last successful runs, of all sources. */
  previous: Reading[];
  env: Readonly<Record<string, string | undefined>>;
  /** Folder of the workspace. */
  root: string;
  /** Path of an earlier inspection that cannot be read, so that nobody knows where a log was left; null for none. */
  unreadable: string | null;
  /** Seconds that are left for this source when others made it wait; its own deadline without it. */
  secondsLeft?(): number;
}

type Failed = { reason: string; fault: NonNullable<SourceResult['fault']> };
type Finish = (
  targets: string[],
  end: Failed | (Pick<SourceResult, 'readings' | 'raw' | 'records' | 'standing'> & { signed?: true }),
) => SourceResult;

/** @returns readings, or runs with `ok: false` and a Chinese reason that holds no secret */
export async function runSource(source: SourceSettings, context: RunContext): Promise<SourceResult> {
  const asked: Asked = {};
  let known: Promise<unknown> = Promise.resolve();
  const finish = finisher(source, context, asked);
  let secrets: string[] = [];
  let targets = [source.target];
  try {
    const collector = await context.load(source.type);
    targets = targetsOf(collector, source);
    if (collector.remembers === true && context.unreadable !== null) {
      const reason = `上次读到哪里不明：${context.unreadable} 不可读`;
      return finish(targets, { reason, fault: 'program' });
    }
    const resolved = await resolveSecrets(source.options, context.env);
    if (!resolved.ok) return finish(targets, { reason: resolved.reason, fault: 'settings' });
    secrets = resolved.values;
    const options = collector.options.safeParse(resolved.options);
    if (!options.success) {
      const [first = ''] = describeIssues(collector.options, resolved.options, options.error.issues);
      const reason = redact(`设置有误：${first.replace(/\s+/g, ' ')}`, secrets);
      return finish(targets, { reason, fault: 'settings' });
    }
    const seconds = Math.min(source.deadlineSeconds, context.secondsLeft?.() ?? source.deadlineSeconds);
    if (seconds <= 0) return finish(targets, { reason: NO_TIME_LEFT, fault: 'source' });
    // Beside the reading: a name server that takes its time takes none of the source's.
    known = addressOf(resolved.options, secrets).then((found) => Object.assign(asked, found));
    const collected = await withDeadline(Math.ceil(seconds * 10) / 10, (signal) =>
      collector.collect(options.data, {
        name: source.name,
        target: source.target,
        signal,
        clock: context.clock,
        root: context.root,
        previous: context.previous.filter((r) => r.source === source.name),
      }),
    );
    await known;
    const readings = collected.readings.map((r) => ({ ...r, source: source.name }));
    const { raw, records = [], standing, signed } = collected;
    const told = { ...(standing === undefined ? {} : { standing }), ...(signed === undefined ? {} : { signed }) };
    return finish(targets, { ...redactCollected({ readings, raw, records }, secrets), ...told });
  } catch (error) {
    await known;
    return finish(targets, failureOf(error, secrets));
  }
}

const NO_TIME_LEFT = '未轮到采集：同一服务器的其他数据源用满了时限';

/** Assets that a source reads. @returns at least its own target; more only when the settings are right */
export function targetsOf(collector: Collector, source: Pick<SourceSettings, 'target' | 'options'>): string[] {
  const options = collector.targets === undefined ? undefined : collector.options.safeParse(source.options);
  const others = options?.success === true ? (collector.targets?.(options.data) ?? []) : [];
  return [...new Set([source.target, ...others])];
}

type Asked = Pick<SourceRun, 'address' | 'self'>;

/** Where the source is read, as far as it is no secret, and whether that is this machine. */
async function addressOf(options: Readonly<Record<string, unknown>>, secrets: readonly string[]): Promise<Asked> {
  const found = addressIn(options);
  if (found === null) return {};
  const self = await isOwnAddress(found.host);
  return { address: redact(found.address, [...secrets]), ...(self ? { self } : {}) };
}

function finisher(source: SourceSettings, context: RunContext, asked: Asked): Finish {
  const startedAt = context.clock();
  return (targets, end) => {
    const failed = 'reason' in end ? end : null;
    const finishedAt = context.clock();
    return {
      source: source.name,
      reason: failed?.reason ?? null,
      fault: failed?.fault ?? null,
      runs: targets.map((target) => ({
        source: source.name,
        type: source.type,
        target,
        startedAt,
        finishedAt,
        ok: failed === null,
        reason: failed?.reason ?? null,
        ...asked,
        ...('signed' in end && end.signed === true ? { signed: true as const } : {}),
      })),
      ...('reason' in end ? { readings: [], raw: [], records: [] } : withoutSign(end)),
    };
  };
}

/** The sign stands in the run. */
const withoutSign = <T extends { signed?: true }>({ signed: _signed, ...rest }: T) => rest;

function failureOf(error: unknown, secrets: readonly string[]): Failed {
  if (error instanceof SourceError) {
    const fault = error instanceof AccessError ? 'settings' : 'source';
    return { reason: redact(error.reason, secrets), fault };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { reason: redact(`程序错误：${message}`, secrets), fault: 'program' };
}
