/** Runs one source within its one deadline; whatever goes wrong becomes a reason, never an exception. */
import type { Collector } from '../collectors/_collector.ts';
import type { Reading, SourceRun } from '../records/reading.ts';
import { withDeadline } from '../sources/deadline.ts';
import { SourceError } from '../sources/error.ts';
import { describeIssues } from '../workspace/parse.ts';
import { redact, resolveSecrets } from '../workspace/secrets.ts';
import type { SourceSettings } from '../workspace/settings.ts';

export interface SourceResult {
  run: SourceRun;
  readings: Omit<Reading, 'evidence'>[];
  raw: { name: string; body: string | Uint8Array }[];
}

export interface RunContext {
  load(type: string): Promise<Collector>;
  clock(): string;
  previous: Reading[];
  env: Readonly<Record<string, string | undefined>>;
}

/** @returns readings, or a run with `ok: false` and a Chinese reason that holds no secret */
export async function runSource(source: SourceSettings, context: RunContext): Promise<SourceResult> {
  const startedAt = context.clock();
  const finish = (reason: string | null, rest: Pick<SourceResult, 'readings' | 'raw'>): SourceResult => ({
    run: {
      source: source.name,
      type: source.type,
      target: source.target,
      startedAt,
      finishedAt: context.clock(),
      ok: reason === null,
      reason,
    },
    ...rest,
  });
  let secrets: string[] = [];
  try {
    const collector = await context.load(source.type);
    const resolved = await resolveSecrets(source.options, context.env);
    if (!resolved.ok) return finish(`缺少 ${resolved.missing}`, { readings: [], raw: [] });
    secrets = resolved.values;
    const options = collector.options.safeParse(resolved.options);
    if (!options.success) {
      const [first = ''] = describeIssues(collector.options, resolved.options, options.error.issues);
      return finish(redact(`设置有误：${first.replace(/\s+/g, ' ')}`, secrets), { readings: [], raw: [] });
    }
    const collected = await withDeadline(source.deadlineSeconds, (signal) =>
      collector.collect(options.data, {
        name: source.name,
        target: source.target,
        signal,
        clock: context.clock,
        previous: context.previous.filter((r) => r.source === source.name),
      }),
    );
    const readings = collected.readings.map((r) => ({ ...r, source: source.name }));
    return finish(null, { readings, raw: collected.raw });
  } catch (error) {
    return finish(redact(reasonOf(error), secrets), { readings: [], raw: [] });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SourceError) return error.reason;
  return `程序错误：${error instanceof Error ? error.message : String(error)}`;
}
