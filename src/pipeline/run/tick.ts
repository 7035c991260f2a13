/** One look at the disk: collect when today's slot is open and empty, issue what is due. Idempotent. */
import { folderProblem } from '../../archive/document-check.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { unitOf } from '../../contract/terms/units.ts';
import {
  at,
  at as atClock,
  compareInstants,
  type DateText,
  dateOf,
  type InstantText,
  toText,
} from '../../contract/time.ts';
import { INSPECTION_LOG } from '../../subjects/deliveries/judge/observed.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import { machineNow, wholeMinute } from '../clock.ts';
import { type CollectResult, collect } from '../collect/collect.ts';
import { issue } from '../issue/issue.ts';
import type { IssueResult } from '../issue/result.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { enterProbes } from '../probe/probe-round.ts';
import type { Session } from '../session.ts';
import { soundClock } from '../sound-clock.ts';

export interface TickRequest {
  /** ISO instant. */
  now: string;
  /**
   * ISO instant since which ticks have followed each other without a break; `now` without it. What fell due since then
   * is not late because nothing ran.
   */
  runningSince?: string;
  /** true: collect when today has no record, whatever the hour (`start --once`). */
  anyHour?: boolean;
  progress?(done: number, total: number, what: string): void;
}

export interface TickResult {
  recovered: string[];
  /** What a crash, a restore or a person left in a state that cannot be trusted; nothing was done about it. */
  problems: FileProblem[];
  collected: CollectResult | null;
  /** false: the contract has nothing inspected, and no source is named. */
  inspects: boolean;
  /** true: nothing was collected since the hour of the inspection has not come. */
  early: boolean;
  issued: IssueResult;
}

/** A tick that starts late does once what was missed; what was not observed stays missing. */
export async function tick(session: Session, request: TickRequest): Promise<TickResult> {
  // Before anything is saved by it.
  const fault = await soundClock(session.workspace);
  const recovery = await session.workspace.recover({
    at: request.now,
    archiveProblem: (folder, files) => folderProblem(session.workspace.root, folder, files),
  });
  if (fault === null) await session.workspace.handEdits({ at: request.now });
  const slot = await slotOf(session, request);
  const collected = slot === 'open' ? await collect(session, { trigger: 'schedule', ...progressOf(request) }) : null;
  const entered = await enterProbes(session.workspace, machineNow());
  // Collecting takes as long as the slowest source: what was edited meanwhile counts.
  const current = collected === null ? session : await session.reopened();
  const issued = await issueDue(current, request, collected !== null);
  const problems = [...recovery.problems, ...entered.problems.map((message) => ({ path: SETTINGS, message }))];
  return {
    recovered: recovery.committed,
    problems,
    collected,
    inspects: isInspected(session),
    early: slot === 'early',
    issued,
  };
}

/**
 * A tick acts as of its whole minute. One that collected goes on in another: first as of that minute, so that what fell
 * due at it is on time, then as of now, for what tells of the inspection that was just made.
 */
async function issueDue(session: Session, request: TickRequest, collected: boolean): Promise<IssueResult> {
  const common = { runningSince: wholeMinute(request.runningSince ?? request.now), ...progressOf(request) };
  const begun = wholeMinute(request.now);
  if (!collected) return await issue(session, { now: begun, ...common });
  const now = machineNow();
  const minute = wholeMinute(now);
  const early =
    compareInstants(minute, begun) > 0
      ? await issue(session, { now: minute, ...common, only: (one) => !tellsOf(session, one, dateOf(now)) })
      : null;
  const rest = await issue(session, { now, ...common });
  if (early === null) return rest;
  // What failed the first time is tried again, and stands there if it fails again.
  return { ...rest, issued: [...early.issued, ...rest.issued], unchanged: [...early.unchanged, ...rest.unchanged] };
}

/** true when the document is made from inspections of that day. */
function tellsOf(session: Session, { obligation, occurrence }: PlannedOccurrence, date: string): boolean {
  const evidence = session.deliverables.get(obligation.id)?.evidence ?? [];
  return evidence.includes('inspection') && occurrence.from <= date && date <= occurrence.to;
}

/** Where what is to be read is written. */
const SETTINGS = 'opsledger.yaml';

const progressOf = (request: TickRequest) => (request.progress === undefined ? {} : { progress: request.progress });

/** Without checks and sources there is nothing to read, and nothing that a record could say. */
const isInspected = ({ workspace: { contract, settings } }: Session): boolean =>
  contract.checks.length > 0 || settings.sources.length > 0;

/** Measurements are of the machine's own day, whatever `--at` says: the slot of another day is never filled. */
async function slotOf(session: Session, request: TickRequest): Promise<'open' | 'early' | 'closed'> {
  const { contract, settings, records } = session.workspace;
  if (!isInspected(session)) return 'closed';
  const today = dateOf(machineNow());
  if (dateOf(request.now) !== today) return 'closed';
  const { from, to } = contract.contract.servicePeriod;
  if (today < from || today > to) return 'closed';
  const shift = shiftBegun(contract.obligations, today, request.now);
  const opens = shift ?? toText(atClock(today, settings.inspection.opensAt));
  if (request.anyHour !== true && compareInstants(request.now, opens) < 0) return 'early';
  const { records: done } = await records.list<InspectionRecord>('inspection', { from: today, to: today });
  const isOfSlot = ({ startedAt }: InspectionRecord): boolean =>
    shift === null || compareInstants(startedAt, shift) >= 0;
  return done.some((record) => isOfSlot(record) && fillsSlot(record, session)) ? 'closed' : 'open';
}

/** What people wrote down, a host report or a single source that someone collected before the hour does not take the place of the inspection. */
function fillsSlot(record: InspectionRecord, session: Session): boolean {
  if (record.source !== 'auto') return false;
  const read = new Set(record.runs.map((run) => run.source));
  return record.trigger === 'schedule' || session.workspace.settings.sources.every((source) => read.has(source.name));
}

/** The times of the day at which shifts begin whose inspection is owed; none without such. */
const shiftTimes = (obligations: readonly Obligation[]): string[] =>
  obligations.flatMap((one) => (unitOf(one) === INSPECTION_LOG ? (one.timesADay ?? []) : []));

/**
 * @param day contract date of `now` @param now ISO
 * @returns the beginning of the shift that runs at `now`, where shifts begin on that day up to then; else null: the day is one slot
 */
export function shiftBegun(obligations: readonly Obligation[], day: DateText, now: InstantText): InstantText | null {
  const begun = shiftTimes(obligations)
    .map((time) => toText(at(day, time)))
    .filter((time) => compareInstants(time, now) <= 0)
    .sort();
  return begun.at(-1) ?? null;
}
