/** Inputs as they were read → the report document. Pure: the same contract, inputs and request give the same document. */

import type { Composed, ComposeInput, Deliverable } from '../../../reports/_deliverable.ts';
import { ownConfirm } from '../../../reports/frame/confirm.ts';
import type { EvidenceRecord } from '../../../reports/frame/evidence.ts';
import { correctionsKnown, frameDocument } from '../../../reports/frame/frame.ts';
import type { RevisionNote } from '../../../reports/frame/revision.ts';
import { fingerprintOf, shortFingerprint } from '../../archive/digest.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { allObligations, type ContractBundle } from '../../contract/bundle/bundle.ts';
import { heldDuring } from '../../contract/bundle/held-on.ts';
import { countedByOthers } from '../../contract/calendar/balance.ts';
import { occurrencesOf, settledBy } from '../../contract/calendar/calendar.ts';
import { judgedAt } from '../../contract/calendar/moment.ts';
import type { Counted, Occurrence } from '../../contract/calendar/occurrence.ts';
import { documentNumber, documentTitle, periodText } from '../../contract/calendar/period-text.ts';
import type { DateSpan } from '../../contract/calendar/periods.ts';
import type { WorkdayCalendar } from '../../contract/calendar/working-days.ts';
import { UserError } from '../../contract/error.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import type { HeldSpan } from '../../contract/terms/held.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { dateOf, type InstantText, latest } from '../../contract/time.ts';
import { newestFact } from '../../records/fact-times.ts';
import type { AnyRecord } from '../../records/record.ts';
import { withoutUnseen } from '../../records/unseen.ts';
import type { ReportDocument } from '../../report/document.ts';
import { type DocumentStatement, STATEMENT_SCHEMA, statementOf } from '../../report/statement.ts';
import { withHappenings } from '../../subjects/deliveries/judge/happenings.ts';
import type { WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import { toldValues } from '../../wording/told-values.ts';
import type { FileProblem, StoredRecord } from '../../workspace/store/record-store.ts';
import { changedInputs } from './changed-inputs.ts';
import { calendarEvent } from './events.ts';
import type { GatheredInputs } from './gathered.ts';
import { type WatchedWorkdays, watchWorkdays } from './provisional-days.ts';
import { isVoided, seenFingerprint } from './seen.ts';

/** The revision that a document replaces. */
export interface Revised {
  number: string;
  /** ISO. */
  issuedAt: string;
  inputs: readonly { path: string; sha256: string }[];
  /** Why it is replaced. */
  reason: string;
}

/** The revision that a manifest describes, to be replaced for this reason. */
export function revising(before: Manifest, reason: string): Revised {
  return { number: before.number, issuedAt: before.times.issued, inputs: before.inputs, reason };
}

/** What a document needs to know that is in none of its inputs; kept in the manifest and used again by `--rerender`. */
export interface ComposeRequest {
  deliverable: Deliverable;
  obligation: Obligation;
  occurrence: Occurrence;
  revision: number;
  /** ISO; null composes a draft, judged at 数据截至. */
  issuedAt: string | null;
  /** ISO; what was written down later is not part of the document. */
  readAt: string;
  late: { dueAt: string; reason: string } | null;
  revises: Revised | null;
  /** ISO: when revision 1 was issued, as its manifest says; null of revision 1. */
  firstIssuedAt: string | null;
  /** ISO; until when its statistics count, of a revision that of the first one; without it until it is issued. */
  cut?: string | null;
  /** What it prints of the transparency log as it was before its round; without it, nothing. */
  checkpoint?: string | undefined;
  /** What of what it rests on was altered by one side alone, in words that it prints at its head; without it, nothing. */
  altered?: readonly string[] | undefined;
}

/** The cut that the document is held to; null: it has none yet, or is not held to any. */
export const heldCut = ({ deliverable, cut }: Pick<ComposeRequest, 'deliverable' | 'cut'>): string | null =>
  deliverable.cut === true ? (cut ?? null) : null;

export interface ComposedDocument {
  document: ReportDocument;
  statement: DocumentStatement;
  /** Full SHA-256. */
  fingerprint: string;
  inputs: GatheredInputs['files'];
  asOf: string;
  /** Ids of the confirmations and returns of this document that are known. */
  signoffs: string[];
  collected: { from: string; to: string } | null;
  /** ISO; null: nobody has confirmed this revision, or what was confirmed has changed since. */
  confirmedAt: string | null;
  /** See `seenFingerprint`: what whoever reads it now has seen. */
  seen: string;
  dataAsOf: string | null;
  simulated: boolean;
  /** See `Composed`. */
  notices: readonly string[];
  /** See `Composed`. */
  counted: Counted;
  /** See `Composed`; null: the document has no such figures. */
  figures: Readonly<Record<string, number | null>> | null;
  /** Files that could not be read: such a document is shown as 证据不可读 and never issued. */
  problems: FileProblem[];
}

/** What all documents of a contract are composed with. */
export interface Composing {
  contract: ContractBundle;
  workdays: WorkdayCalendar;
  /** true: all that is composed says 演示数据, whatever it is made from. */
  simulated?: boolean;
}

/** @throws whatever the deliverable throws, unless unreadable evidence explains it: then that */
export function composeFrom(composing: Composing, inputs: GatheredInputs, request: ComposeRequest): ComposedDocument {
  const { contract } = composing;
  const { obligation, occurrence, revision } = request;
  const recorded = newestEvidence(inputs, request.readAt);
  const known = heldCut(request) ?? request.issuedAt ?? recorded ?? request.readAt;
  // What is written down after the project was closed counts, and no time passes.
  const asOf = judgedAt(known, inputs.closedAt);
  const words = wordsOf(contract.contract);
  const fingerprint = fingerprintOf(inputs.files);
  const days = watchWorkdays(composing.workdays, daysTold(occurrence, asOf));
  const input = composeInput(composing, request, inputs, { asOf, days });
  const composed = days.told(composeBody(request, input, inputs.problems), printedDueTimes(request, input));
  const told = {
    input,
    evidence: evidenceRecords(inputs.stored, inputs.kinds, known),
    withdrawn: evidenceRecords(inputs.withdrawn, inputs.kinds, known),
    revisionNote: noteOf(request.revises, inputs),
    counts: request.deliverable.cut === true,
  };
  const facts = [recorded, composed.newest ?? null, ...correctionsKnown(told)];
  const dataAsOf = latest(facts.filter((one) => one !== null)) ?? null;
  const simulated = composing.simulated === true || inputs.stored.some((s) => s.record.simulated === true);
  const framed = frameDocument({
    ...told,
    composed: withAltered(withProblems(composed, inputs.problems), request.altered),
    number: documentNumber(contract.contract.shortName, obligation.code, occurrence.period, revision),
    title: documentTitle(obligation.name, occurrence.part),
    periodText: periodText(occurrence),
    fingerprint: shortFingerprint(fingerprint),
    issuedAt: request.issuedAt,
    dataAsOf,
    late: request.late,
    simulated,
    checkpoint: request.checkpoint ?? null,
  });
  return {
    document: withoutUnseen(framed),
    statement: {
      schema: STATEMENT_SCHEMA,
      number: framed.number,
      ...withoutUnseen(sayAllIn(words, statementOf(composed.sections))),
    },
    fingerprint,
    inputs: inputs.files,
    asOf: known,
    collected: composed.collected ?? null,
    signoffs: inputs.signoffs.map((one) => one.id),
    confirmedAt: ownConfirm(input)?.at ?? null,
    seen: seenFingerprint(inputs),
    dataAsOf,
    simulated,
    notices: sayAllIn(words, composed.notices ?? []),
    counted: sayAllIn(words, composed.counted ?? {}),
    figures: composed.figures ?? null,
    problems: inputs.problems,
  };
}

function noteOf(revised: Revised | null, { files }: GatheredInputs): RevisionNote | null {
  if (revised === null) return null;
  const { number, issuedAt, inputs, reason } = revised;
  return { previousNumber: number, previousIssuedAt: issuedAt, reason, ...changedInputs(inputs, files) };
}

/** A deliverable that finds nothing to go by may be missing just what cannot be read: then that is what must be mended. */
function composeBody({ deliverable }: ComposeRequest, input: ComposeInput, problems: readonly FileProblem[]): Composed {
  try {
    return deliverable.compose(input);
  } catch (error) {
    requireReadable(problems);
    throw error;
  }
}

/** @throws UserError naming the first file that cannot be used */
export function requireReadable(problems: readonly FileProblem[]): void {
  const first = problems[0];
  if (first === undefined) return;
  throw new UserError('证据不可读，未签发', {
    file: first.path,
    found: first.message,
    expected: '可读取的记录文件',
    hint: '改正该文件后重新签发；改不回来的，从备份恢复该文件',
  });
}

function composeInput(
  composing: Composing,
  request: ComposeRequest,
  inputs: GatheredInputs,
  { asOf, days }: { asOf: string; days: WatchedWorkdays },
): ComposeInput {
  const confirms = inputs.signoffs.filter((s) => s.action === 'confirm');
  const lastUpTo = (revision: number) => confirms.filter((one) => one.revision <= revision).at(-1) ?? null;
  const confirm = lastUpTo(request.revision);
  return {
    contract: heldDuring(composing.contract, heldSpan(request)),
    obligation: request.obligation,
    occurrence: request.occurrence,
    records: inputs.records,
    issued: inputs.issued,
    monitoring: inputs.monitoring,
    cuts: inputs.cuts,
    countedBefore: countedByOthers(inputs.issued, request.obligation.id, request.occurrence.period),
    withdrawn: inputs.takenBack,
    ...(inputs.withdrawn.length === 0 ? {} : { gone: goneOf(inputs) }),
    occurrences: request.deliverable.occurrences === true ? allOccurrences(composing, inputs, asOf) : [],
    asOf,
    revision: request.revision,
    firstIssuedAt: request.firstIssuedAt,
    draft: request.issuedAt === null,
    confirm,
    ...(confirm?.revision === request.revision && isVoided(confirm, inputs) ? { confirmVoided: true as const } : {}),
    confirmedBefore: lastUpTo(request.revision - 1),
    kinds: inputs.kinds,
    articleTitles: new Map(inputs.articles.map(({ id, title }) => [id, title])),
    ...(inputs.written === undefined ? {} : { written: inputs.written }),
    isWorkingDay: days.isWorkingDay,
  };
}

const goneOf = ({ withdrawn }: GatheredInputs): Record<string, AnyRecord[]> =>
  Object.fromEntries(
    [...Map.groupBy(withdrawn, ({ kind }) => kind)].map(([kind, own]) => [kind, own.map(({ record }) => record)]),
  );

/** What held in the interval of the document, or on the day of its event, is what it lists and counts. */
const heldSpan = ({ occurrence: { from, to } }: ComposeRequest): HeldSpan => ({ from, to });

/** The days that a document tells of: those of its period; of an event from its day until it is judged. */
function daysTold({ from, to, event }: Occurrence, asOf: string): DateSpan {
  const until = dateOf(asOf);
  return { from, to: event !== undefined && until > to ? until : to };
}

/** Occurrences whose due times the document prints: its own when it is late, and those due in its interval when it lists them. */
function printedDueTimes({ occurrence, late }: ComposeRequest, { occurrences }: ComposeInput): Occurrence[] {
  const { from, to } = occurrence;
  const isWithin = (day: string): boolean => from <= day && day <= to;
  const within = occurrences.filter(({ dueAt }) => dueAt !== null && isWithin(dateOf(dueAt)));
  return late === null ? within : [occurrence, ...within];
}

function allOccurrences(
  { contract, workdays }: Composing,
  { events, happened, monitoring, issued, records }: GatheredInputs,
  asOf: string,
): Occurrence[] {
  const obligations = allObligations(contract);
  const owed = occurrencesOf({
    obligations,
    servicePeriod: contract.contract.servicePeriod,
    terms: contract.contract.terms,
    calendars: contract.contract.calendars,
    workdays,
    events: events.map((record) => calendarEvent(record, contract, asOf, monitoring)),
    asOf,
    settled: settledBy(issued, (records.waiver ?? []) as WaiverRecord[]),
  });
  const byKind = Map.groupBy(happened, ({ kind }) => kind);
  return withHappenings(owed, obligations, contract, { recordsOf: (kind) => byKind.get(kind) ?? [], asOf });
}

/**
 * 数据截至: the newest evidence time among the inputs. What was signed about the document itself is no evidence for it, but for
 * what its confirmation says was seen.
 */
function newestEvidence(inputs: GatheredInputs, readAt: string): string | null {
  const own = new Set(inputs.signoffs.map((one) => one.id));
  const times = inputs.stored.filter((s) => !own.has(s.record.id)).map((s) => newestFact(s.record, readAt));
  const seen = inputs.signoffs.flatMap(({ manual = [] }) => manual.map(({ at }) => at));
  return latest([...times, ...seen]) ?? null;
}

function evidenceRecords(
  records: readonly StoredRecord[],
  kinds: GatheredInputs['kinds'],
  asOf: InstantText,
): EvidenceRecord[] {
  return records.map(({ kind: id, record, sha256 }) => {
    const kind = kinds[id];
    const told = kind === undefined ? [] : toldValues(kind, record, asOf).parts;
    return { record, label: kind?.label ?? id, sha256, ...(told.length === 0 ? {} : { told }) };
  });
}

function withProblems(composed: Composed, problems: readonly FileProblem[]): Composed {
  if (problems.length === 0) return composed;
  const text = `证据不可读：${problems.map((p) => p.path).join('、')}`;
  return { ...composed, marks: [{ text, tone: 'abnormal' }, ...(composed.marks ?? [])] };
}

/** Whoever reads a figure that rests on it knows it there. */
function withAltered(composed: Composed, altered: readonly string[] = []): Composed {
  const own = altered.map((text) => ({ text, tone: 'abnormal' as const }));
  return own.length === 0 ? composed : { ...composed, marks: [...own, ...(composed.marks ?? [])] };
}
