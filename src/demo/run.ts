/** Writes the story into a workspace, moment by moment: records, then documents, each in one commit. Resumes where it stopped. */

import { formatDateChinese } from '../contract/time.ts';
import { composeListed, drawListed } from '../pipeline/issue/issue-all.ts';
import type { IssueOrder } from '../pipeline/issue/make.ts';
import { type IssueResult, nothingIssued } from '../pipeline/issue/result.ts';
import { inWaves } from '../pipeline/issue/waves.ts';
import { planAt } from '../pipeline/plan/plan.ts';
import { planSource, type Session } from '../pipeline/session.ts';
import { type AnyRecord, ENVELOPE_SCHEMA } from '../records/record.ts';
import { DEMO_STATE } from '../workspace/store/demo-mark.ts';
import type { WrittenEntry } from './kit/book.ts';
import { enteredBy, overlay, type PendingRecord } from './kit/overlay.ts';
import { dayOf, isBefore } from './kit/times.ts';
import { type Moment, momentsOf } from './moments.ts';
import { type OnTheWay, openWay, type Sent } from './on-the-way.ts';
import { ordersAt, signoffsAt } from './policy.ts';
import { type Agreement, agreements } from './story/agreements.ts';
import { writeAgreement, writeMoment } from './write.ts';
import { TODAY, type Year } from './year.ts';

/** How far the story is written. */
export interface DemoState {
  schema: 1;
  /** The last moment whose records are committed, ISO. */
  writtenTo: string;
  /** Time of the earliest documents that were not archived yet, ISO; `writtenTo` when nothing else was on its way. */
  issuedTo?: string;
  finished: boolean;
}

export interface RunResult {
  records: number;
  issued: number;
  failed: IssueResult['failed'];
}

export interface RunRequest {
  year: Year;
  /** ISO; the story is written up to here. */
  until: string;
  /** From where an earlier run goes on; null: from the start. */
  state: DemoState | null;
  progress?(done: number, total: number, what: string): void;
}

export async function runStory(opened: Session, request: RunRequest): Promise<RunResult> {
  let session = opened;
  const { year, until, state } = request;
  const moments = momentsOf(year, session.workdays, until);
  const days = year.days.filter((day) => day.date <= dayOf(until)).length;
  const isEnd = !isBefore(until, TODAY);
  const result = nothingIssued();
  let way = await openWay(session, result);
  let records = 0;
  let before = '';
  for (const moment of moments) {
    if (state !== null && isBefore(moment.at, state.issuedTo ?? state.writtenTo)) {
      before = moment.at;
      continue;
    }
    for (const agreement of agreements.filter((one) => !isBefore(moment.at, one.at) && isOpen(session, one))) {
      // What is on its way was composed by the contract as it was.
      await way.arrived();
      await writeAgreement(session, agreement);
      session = await session.reopened();
      way = await openWay(session, result);
    }
    const resumed = state !== null && !isBefore(state.writtenTo, moment.at);
    records += await oneMoment(session, year, {
      moment,
      before,
      way,
      result,
      resumed,
      finished: isEnd && moment === moments.at(-1),
    });
    before = moment.at;
    if (resumed) continue;
    const done = year.days.filter((day) => day.date <= dayOf(moment.at)).length;
    request.progress?.(done, days, formatDateChinese(dayOf(moment.at)));
  }
  await way.arrived();
  // Of the session that stands at the end: it may have been opened anew.
  await session.workspace.settled();
  return { records, issued: result.issued.length, failed: result.failed };
}

const isOpen = ({ workspace }: Session, { id }: Agreement): boolean =>
  workspace.contract.interpretations.some((one) => one.id === id && !one.confirmed);

interface MomentRequest {
  moment: Moment;
  /** Time of the moment before; empty for the first. */
  before: string;
  way: OnTheWay;
  result: IssueResult;
  /** true: its records were committed by an earlier run. */
  resumed: boolean;
  /** true: the story ends with it. */
  finished: boolean;
}

/** Done when its records are saved and its documents composed; these are archived behind. @returns how many records */
async function oneMoment(
  session: Session,
  year: Year,
  { moment, before, way, result, resumed, finished }: MomentRequest,
): Promise<number> {
  const source = { ...planSource(session), issued: way.issued() };
  if (resumed) {
    const plan = await planAt({ ...source, records: enteredBy(source.records, moment.at) }, moment.at);
    await issueBehind(session, way, ordersAt(plan, moment), result);
    return 0;
  }
  const entries = between(year.entries, before, moment.at);
  const pending = collapse(entries);
  const plan = await planAt({ ...source, records: overlay(source.records, pending) }, moment.at);
  const signed = signoffsAt(plan, moment, year);
  const confirmed = new Set(
    signed.drafts.filter((one) => one.action === 'confirm').map((one) => `${one.obligation} ${one.period}`),
  );
  // A document is archived only while its inputs are what it was made from.
  const edited = new Set(entries.filter((one) => one.edit !== undefined).map((one) => one.id));
  if (edited.size > 0) await way.arrivedOf(edited);
  const state: DemoState = { schema: 1, writtenTo: moment.at, issuedTo: way.oldest() ?? moment.at, finished };
  await writeMoment(session, { at: moment.at, entries, signed, state: [DEMO_STATE, state] });
  const known = {
    ...plan,
    items: plan.items.map((item) =>
      confirmed.has(`${item.obligation.id} ${item.occurrence.period}`) ? { ...item, confirmed: true } : item,
    ),
  };
  await issueBehind(session, way, ordersAt(known, moment), result);
  return entries.length + signed.drafts.length;
}

/** @param result is complete when all that is on its way has arrived */
async function issueBehind(
  session: Session,
  way: OnTheWay,
  orders: readonly IssueOrder[],
  result: IssueResult,
): Promise<void> {
  for (const wave of inWaves(orders, session.deliverables)) {
    if (await asksForManifests(session, wave)) await way.arrived();
    // What the ones before it counted is not its own; composed without their manifests, it would take them for never issued.
    for (const id of cutObligations(session, wave)) await way.arrivedOfObligation(id);
    const documents: Sent[] = [];
    for (const order of wave) {
      const composed = await composeListed(session, order, result);
      if (composed !== undefined) documents.push({ composed, drawn: drawListed(session, composed, result) });
    }
    await way.send(documents);
  }
}

/** true when one of a wave does. The manifest of a document is not there before the document is archived. */
async function asksForManifests({ deliverables }: Session, wave: readonly IssueOrder[]): Promise<boolean> {
  const wholes = await Promise.all(wave.map(({ planned }) => deliverables.get(planned.obligation.id)?.whole()));
  return wholes.some((one) => one?.needs.some(({ kind }) => kind === 'manifest'));
}

/** Obligations of a wave whose documents count from where the ones before them ended. */
function cutObligations({ deliverables }: Session, wave: readonly IssueOrder[]): Set<string> {
  const ids = wave.map(({ planned }) => planned.obligation.id);
  return new Set(ids.filter((id) => deliverables.get(id)?.cut === true));
}

/** Entries written after one moment, up to the other. They are in order of time, so that the search can stop. */
function between(entries: readonly WrittenEntry[], after: string, to: string): WrittenEntry[] {
  const from = after === '' ? Number.NEGATIVE_INFINITY : Date.parse(after);
  const end = Date.parse(to);
  return entries.filter((one) => {
    const at = Date.parse(one.writtenAt);
    return at > from && at <= end;
  });
}

/** One record for each id: its newest version, under the time of entry of the first. */
function collapse(entries: readonly WrittenEntry[]): PendingRecord[] {
  const byId = new Map<string, PendingRecord>();
  for (const { id, kind, draft } of entries) {
    byId.set(id, { id, kind, record: { ...draft, schema: ENVELOPE_SCHEMA, kind, id } as unknown as AnyRecord });
  }
  return [...byId.values()];
}
