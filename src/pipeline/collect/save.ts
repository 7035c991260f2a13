/** Saves what a run of sources gave: one bundle of raw answers, one inspection record and what goes with it, together. */

import { dateOf } from '../../contract/time.ts';
import type { Reading, SourceRun } from '../../records/reading.ts';
import { lastSuccessfulRuns } from '../../subjects/inspections/judge/day.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import { logMonths } from '../../subjects/operation-logs/judge/log-retention.ts';
import type { Change, SavedRecord } from '../../workspace/change/change.ts';
import type { SourceSettings } from '../../workspace/settings/settings.ts';
import { toolVersion } from '../program.ts';
import type { Session } from '../session.ts';
import { answerLine, type BundleLine, bundleBytes, readingsLine } from './bundle.ts';
import { saveProposals } from './called-for-records.ts';
import { keptLogs } from './kept-logs.ts';
import type { SourceResult } from './run-source.ts';

export interface SaveRequest {
  trigger: InspectionRecord['trigger'];
  /** Why it is collected again, as far as somebody said. */
  why?: string;
  startedAt: string;
  finishedAt: string;
  results: SourceResult[];
  /** What the sources had said when this run began; see `Previous`. */
  wentOnFrom: readonly Reading[];
  /** Sources that must not be recorded twice from the same place. */
  remembering: ReadonlySet<string>;
  /** The file that was handed in: it is the evidence, in place of a bundle. */
  original?: Uint8Array;
}

export interface SavedInspection extends SavedRecord<InspectionRecord> {
  /** Paths of the other records that were added or changed. */
  others: string[];
}

/**
 * A record speaks for its whole day, so that documents need only the day's last: what was not read now (a named source,
 * a host report) is carried over from the day's earlier records, with its own times and evidence.
 */
export async function saveInspection(session: Session, request: SaveRequest): Promise<SavedInspection> {
  const { workspace } = session;
  const date = dateOf(request.startedAt);
  const tool = await toolVersion();
  return workspace.change(
    `巡检采集 ${date}`,
    async (change) => {
      const all = (await workspace.records.list<InspectionRecord>('inspection', { from: date, to: date })).records;
      // What people wrote down stands in records of their own.
      const today = all.filter((one) => one.source === 'auto');
      const own = request.results.filter((result) => !overtaken(result, today, request));
      const { readings, originals } = await keepEvidence(change, own, request.original);
      const parts = [
        { runs: own.flatMap((one) => one.runs), readings },
        carriedOver(today, new Set(own.map((one) => one.source)), workspace.settings.sources),
      ];
      const runs = parts.flatMap((part) => part.runs);
      const saved = await change.addRecord<InspectionRecord>('inspection', {
        source: 'auto',
        at: request.startedAt,
        enteredAt: request.finishedAt,
        date,
        startedAt: firstOf([request.startedAt, ...runs.map((run) => run.startedAt)]),
        finishedAt: request.finishedAt,
        trigger: request.trigger,
        ...(request.why === undefined ? {} : { why: request.why }),
        tool,
        runs,
        readings: parts.flatMap((part) => part.readings),
        manual: today.at(-1)?.manual ?? [],
      });
      const asked = logMonths(workspace.contract.contract);
      const kept = await keptLogs(workspace.records, workspace.evidence, request.finishedAt, asked);
      const others = await saveProposals(change, own, {
        records: workspace.records,
        enteredAt: request.finishedAt,
        original: (source, name) => originals.get(`${source} ${name}`),
        earliest: (asset) => Promise.resolve(kept.find((one) => one.asset === asset)?.earliest ?? undefined),
      });
      return { ...saved, others };
    },
    { at: request.finishedAt, of: 'measured' },
  );
}

const firstOf = (instants: string[]): string => instants.reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a));

/**
 * true when another run read the same log from the same place and was saved first: its rows would count twice. What was
 * read is compared, not when: two runs may end in the same second.
 */
function overtaken(result: SourceResult, today: readonly InspectionRecord[], request: SaveRequest): boolean {
  if (!request.remembering.has(result.source)) return false;
  const last = lastSuccessfulRuns(today);
  if (last === null || !last.runs.some((run) => run.source === result.source)) return false;
  const own = (readings: readonly Reading[]) => JSON.stringify(readings.filter((one) => one.source === result.source));
  return own(last.readings) !== own(request.wentOnFrom);
}

async function keepEvidence(change: Change, results: readonly SourceResult[], file: Uint8Array | undefined) {
  const originals = new Map<string, string>();
  const lines: BundleLine[] = [];
  for (const { source, raw } of file === undefined ? results : []) {
    for (const { name, body, separate } of raw) {
      if (separate === true) {
        const sha256 = await change.putEvidence(typeof body === 'string' ? Buffer.from(body, 'utf8') : body);
        originals.set(`${source} ${name}`, sha256);
        lines.push({ source, name, encoding: 'evidence', body: sha256 });
      } else lines.push(answerLine(source, name, body));
    }
  }
  if (lines.length > 0) for (const { source, readings } of results) lines.push(readingsLine(source, readings));
  const bytes = file ?? (lines.length === 0 ? undefined : bundleBytes(lines));
  const evidence = bytes === undefined ? undefined : await change.putEvidence(bytes);
  const readings: Reading[] = results.flatMap((result) =>
    result.readings.map((one) => (evidence === undefined ? one : { ...one, evidence })),
  );
  return { readings, originals };
}

/** The day's newest run of every other source, as long as the settings know it or a person handed it in. */
function carriedOver(
  today: readonly InspectionRecord[],
  now: ReadonlySet<string>,
  sources: readonly SourceSettings[],
): { runs: SourceRun[]; readings: Reading[] } {
  const last = today.at(-1);
  const stays = (run: SourceRun) =>
    !now.has(run.source) &&
    (run.type === 'host-report' || sources.some((one) => one.name === run.source && one.type === run.type));
  const runs = last?.runs.filter(stays) ?? [];
  const kept = new Set(runs.map((run) => run.source));
  return { runs, readings: last?.readings.filter((reading) => kept.has(reading.source)) ?? [] };
}
