/** Reads the kept answers of live sources again (`verify --rerender`): what they say must be what the records say. */
import { join } from 'node:path';
import type { Collector } from '../../../collectors/_collector.ts';
import { UserError } from '../../../contract/error.ts';
import type { Reading, SourceRun } from '../../../records/reading.ts';
import { SourceError } from '../../../sources/error.ts';
import type { InspectionRecord } from '../../../subjects/inspections/kinds/inspection.ts';
import { SETTINGS_FILE } from '../../../workspace/disk/areas.ts';
import { readIfThere } from '../../../workspace/disk/presence.ts';
import { parseSettings, type SourceSettings } from '../../../workspace/settings/settings.ts';
import { parseData } from '../../../workspace/text/yaml.ts';
import { answersOfBundle } from '../../collect/bundle.ts';
import { toolVersion } from '../../program.ts';
import type { Session } from '../../session.ts';
import { collectorIds, loadCollector } from '../../units.ts';
import type { Problem } from '../problem.ts';
import { differences } from '../readings.ts';

/** Host reports are read again by `reread`, from the file that was brought. */
const BY_FILE = 'host-report';

/** Adds a problem for each reading that its kept answer does not give. @returns lines on how many were read again, and how many not */
export async function rereadAnswers({ workspace }: Session, problems: Problem[]): Promise<string[]> {
  const { files } = await workspace.records.list<InspectionRecord>('inspection');
  // Another version may read more, or otherwise: only what this one read is it asked for again.
  const tool = await toolVersion();
  const look = await lookAgain(workspace);
  let again = 0;
  const not = new Map<string, number>();
  for (const { path, record } of files.filter((one) => one.record.tool === tool)) {
    for (const run of oncePerSource(record.runs)) {
      const own = record.readings.filter(({ source }) => source === run.source);
      for (const [sha256, readings] of Map.groupBy(own, ({ evidence = '' }) => evidence)) {
        const found = await look(run, sha256, readings, path);
        problems.push(...found.problems);
        again += found.count;
        if (found.count < readings.length) not.set(run.type, (not.get(run.type) ?? 0) + readings.length - found.count);
      }
    }
  }
  const rest = [...not].map(([type, count]) => `${type} ${count} 项`).sort();
  return [
    ...(again === 0 ? [] : [`由原始应答重新解析采集值 ${again} 项`]),
    ...(rest.length === 0 ? [] : [`未重新解析的采集值：${rest.join('、')}${WHY_NOT}`]),
  ];
}

const WHY_NOT = '（须有前一次采集、当时的时刻或当时的设置才能得出），只与随应答存入的采集值核对';

interface Compared {
  /** Readings of the record that were compared. */
  count: number;
  problems: Problem[];
}
type Look = (run: SourceRun, sha256: string, readings: readonly Reading[], path: string) => Promise<Compared>;

/** How readings of one source and one original are compared with what that says; each original is unpacked once. */
async function lookAgain(workspace: Session['workspace']): Promise<Look> {
  const types = new Set(await collectorIds());
  const settings = await settingsAt(workspace);
  const bundles = new Map<string, ReturnType<typeof answersOfBundle>>();
  const answersOf = async (sha256: string, source: string) => {
    const known = bundles.get(sha256);
    if (known !== undefined) return known.get(source);
    const bytes = await workspace.evidence.getEvidence(sha256).catch(() => undefined);
    const answers = bytes === undefined ? new Map() : answersOfBundle(bytes);
    bundles.set(sha256, answers);
    return answers.get(source);
  };
  /** Settings of a source when an original was kept: a record of later that day carries it on. */
  const first = new Map<string, SourceSettings[]>();
  return async (run, sha256, readings, path) => {
    const collector = types.has(run.type) ? await loadCollector(run.type) : undefined;
    const answers = sha256 === '' ? undefined : await answersOf(sha256, run.source);
    if (answers === undefined || collector === undefined) return { count: 0, problems: [] };
    const key = `${sha256} ${run.source}`;
    const inUse = first.get(key) ?? (await settings(path, run.source));
    first.set(key, inUse);
    const results = inUse
      .flatMap((one) => saidAgain(collector, one, answers, run) ?? [])
      .map((one) => compare(one, readings, path, sha256));
    // What may have been in use and fits was in use.
    return results.find((one) => one.problems.length === 0) ?? results[0] ?? { count: 0, problems: [] };
  };
}

const oncePerSource = (runs: readonly SourceRun[]): SourceRun[] => [
  ...new Map(
    runs
      .filter(({ ok, type }) => ok && type !== BY_FILE)
      .toReversed()
      .map((run) => [run.source, run]),
  ).values(),
];

type Said = ReturnType<NonNullable<Collector['reread']>>;

/** undefined: this type cannot be read again, or not with the settings of its time. */
function saidAgain(
  collector: Collector,
  settings: SourceSettings,
  answers: readonly { name: string; body: string | Uint8Array }[],
  run: SourceRun,
): Said | undefined {
  if (collector.reread === undefined || settings.type !== run.type) return undefined;
  const options = collector.options.safeParse(settings.options);
  if (!options.success) return undefined;
  try {
    return collector.reread(options.data, answers, settings.target);
  } catch (error) {
    // Answers of which a secret was blotted out, and such as only the run itself could read.
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

/** How the record differs from it, and how many of its readings were compared. */
function compare(
  { readings: said, metrics }: Said,
  recorded: readonly Reading[],
  path: string,
  sha256: string,
): Compared {
  const own = recorded.filter(({ metric }) => metrics.includes(metric));
  const [source = ''] = recorded.map((one) => one.source);
  const again = said.map((one) => ({ ...one, source, at: '' }));
  return {
    count: own.length,
    problems: differences(
      path,
      sha256,
      again,
      own.map((one) => ({ ...one, at: '' })),
    ),
  };
}

/**
 * Settings of a source that may have been in use when a record was first saved, each different one once: those of the commit, and
 * those of the next commit that changed them, since what a person edits is used before it is registered; the file as it is now where
 * there is none.
 */
async function settingsAt({
  git,
  root,
}: Session['workspace']): Promise<(path: string, source: string) => Promise<SourceSettings[]>> {
  const order = new Map((await git.history()).map(({ commit }, n) => [commit, n]));
  const place = (commit: string | undefined) => (commit === undefined ? undefined : order.get(commit));
  const changes = (await git.versions(SETTINGS_FILE))
    .flatMap(({ commit }) => place(commit) ?? [])
    .sort((a, b) => a - b);
  const byPlace = new Map([...order].map(([commit, n]) => [n, commit]));
  const known = new Map<string, Promise<SourceSettings[]>>();
  const read = async (commit: string): Promise<SourceSettings[]> => {
    const bytes =
      commit === NOW ? await readIfThere(join(root, SETTINGS_FILE)) : await git.showFile(commit, SETTINGS_FILE);
    if (bytes === undefined) return [];
    try {
      return parseSettings(parseData(bytes, SETTINGS_FILE, 'data')).sources;
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  };
  const sourcesOf = (commit: string) => {
    const found = known.get(commit) ?? read(commit);
    known.set(commit, found);
    return found;
  };
  return async (path, source) => {
    const at = place((await git.versions(path)).at(-1)?.commit);
    if (at === undefined) return [];
    // Newest first: a smaller number is later.
    const before = changes.find((n) => n >= at);
    const after = changes.findLast((n) => n < at);
    const commits = [before, after].flatMap((n) => (n === undefined ? [] : (byPlace.get(n) ?? [])));
    const found = await Promise.all((after === undefined ? [...commits, NOW] : commits).map(sourcesOf));
    const own = found.flatMap((sources) => sources.find(({ name }) => name === source) ?? []);
    return [...new Map(own.map((one) => [JSON.stringify(one), one])).values()];
  };
}

/** In place of a commit: the file as it is. */
const NOW = '';
