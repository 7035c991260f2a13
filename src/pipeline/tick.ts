/** One look at the disk: collect when today's slot is open and empty, issue what is due. Idempotent. */

import { folderProblem } from '../archive/check.ts';
import { at as atClock, compareInstants, dateOf, toText } from '../contract/time.ts';
import type { InspectionRecord } from '../records/kinds/inspection.ts';
import type { FileProblem } from '../workspace/records.ts';
import { machineNow, wholeMinute } from './clock.ts';
import { type CollectResult, collect } from './collect.ts';
import { type IssueResult, issue } from './issue.ts';
import { enterProbes } from './probe.ts';
import type { Session } from './session.ts';

export interface TickRequest {
  /** ISO instant. */
  now: string;
  /** true: collect when today has no record, whatever the hour (`start --once`). */
  anyHour?: boolean;
  progress?(done: number, total: number, what: string): void;
}

export interface TickResult {
  recovered: string[];
  /** What a crash, a restore or a person left in a state that cannot be trusted; nothing was done about it. */
  problems: FileProblem[];
  collected: CollectResult | null;
  issued: IssueResult;
}

/** A tick that starts late does once what was missed; what was not observed stays missing. */
export async function tick(session: Session, request: TickRequest): Promise<TickResult> {
  const recovery = await session.workspace.recover({
    at: request.now,
    archiveProblem: (folder) => folderProblem(session.workspace.root, folder),
  });
  await session.workspace.handEdits({ at: request.now });
  const collected = (await slotIsOpen(session, request))
    ? await collect(session, { trigger: 'schedule', ...progressOf(request) })
    : null;
  const entered = await enterProbes(session.workspace, machineNow());
  const now = collected === null ? wholeMinute(request.now) : machineNow();
  const issued = await issue(session, { now, ...progressOf(request) });
  const problems = [...recovery.problems, ...entered.problems.map((message) => ({ path: SETTINGS, message }))];
  return { recovered: recovery.committed, problems, collected, issued };
}

/** Where what is to be read is written. */
const SETTINGS = 'opsledger.yaml';

const progressOf = (request: TickRequest) => (request.progress === undefined ? {} : { progress: request.progress });

/** Measurements are of the machine's own day, whatever `--at` says: the slot of another day is never filled. */
async function slotIsOpen(session: Session, request: TickRequest): Promise<boolean> {
  const { contract, settings, records } = session.workspace;
  const today = dateOf(machineNow());
  if (dateOf(request.now) !== today) return false;
  const { from, to } = contract.contract.servicePeriod;
  if (today < from || today > to) return false;
  const opens = toText(atClock(today, settings.inspection.opensAt));
  if (request.anyHour !== true && compareInstants(request.now, opens) < 0) return false;
  const { records: done } = await records.list<InspectionRecord>('inspection', { from: today, to: today });
  return !done.some((record) => fillsSlot(record, session));
}

/** A host report or a single source that someone collected before the hour does not take the place of the inspection. */
function fillsSlot(record: InspectionRecord, session: Session): boolean {
  const read = new Set(record.runs.map((run) => run.source));
  return record.trigger === 'schedule' || session.workspace.settings.sources.every((source) => read.has(source.name));
}
