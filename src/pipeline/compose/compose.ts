/** One occurrence → one report document with its inputs; the same for drafts, issuing and re-rendering. */

import type { Composed, ComposeInput, Deliverable } from '../../../reports/_deliverable.ts';
import { ownConfirm } from '../../../reports/frame/confirm.ts';
import { type EvidenceRecord, frameDocument } from '../../../reports/frame/frame.ts';
import type { RevisionNote } from '../../../reports/frame/revision.ts';
import { fingerprintOf, shortFingerprint } from '../../archive/digest.ts';
import { allObligations } from '../../contract/bundle.ts';
import { occurrencesOf } from '../../contract/calendar.ts';
import { UserError } from '../../contract/error.ts';
import type { Obligation } from '../../contract/obligations.ts';
import type { Occurrence } from '../../contract/occurrence.ts';
import { documentNumber, documentTitle, periodText } from '../../contract/period-text.ts';
import { latest } from '../../contract/time.ts';
import type { WorkdayCalendar } from '../../contract/working-days.ts';
import { newestFact } from '../../records/fact-times.ts';
import type { RecordKind } from '../../records/record.ts';
import type { ReportDocument } from '../../report/document.ts';
import type { FileProblem } from '../../workspace/store/records.ts';
import { loadKind } from '../units.ts';
import { calendarEvents } from './events.ts';
import { eventKindsOf, type GatheredInputs, gatherInputs, type InputSource } from './inputs.ts';
import { type WatchedWorkdays, watchWorkdays } from './provisional-days.ts';

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
  revisionNote: RevisionNote | null;
}

export interface ComposedDocument {
  document: ReportDocument;
  /** Full SHA-256. */
  fingerprint: string;
  inputs: GatheredInputs['files'];
  asOf: string;
  /** Ids of the confirmations and returns of this document that are known. */
  signoffs: string[];
  collected: { from: string; to: string } | null;
  /** ISO; null: nobody has confirmed this revision. */
  confirmedAt: string | null;
  dataAsOf: string | null;
  simulated: boolean;
  /** See `Composed`. */
  notices: readonly string[];
  /** Files that could not be read: such a document is shown as 证据不可读 and never issued. */
  problems: FileProblem[];
}

export type ComposeSource = InputSource & { workdays: WorkdayCalendar };

export async function composeDocument(source: ComposeSource, request: ComposeRequest): Promise<ComposedDocument> {
  const inputs = await gather(source, request);
  const recorded = newestEvidence(inputs, request.readAt);
  const asOf = request.issuedAt ?? recorded ?? request.readAt;
  const fingerprint = fingerprintOf(inputs.files);
  const days = watchWorkdays(source.workdays);
  const input = await composeInput(source, request, inputs, { asOf, days });
  const composed = days.told(composeBody(request, input, inputs.problems), printedDueTimes(request, input));
  const dataAsOf = latest([recorded, composed.newest ?? null].filter((one) => one !== null)) ?? null;
  const simulated = inputs.stored.some((s) => s.record.simulated === true);
  const document = frameDocument({
    input,
    composed: withProblems(composed, inputs.problems),
    number: documentNumber(
      source.contract.contract.shortName,
      request.obligation.code,
      request.occurrence.period,
      request.revision,
    ),
    title: documentTitle(request.obligation.name, request.occurrence.part),
    periodText: periodText(request.occurrence),
    evidence: await evidenceRecords(inputs),
    fingerprint: shortFingerprint(fingerprint),
    issuedAt: request.issuedAt,
    dataAsOf,
    late: request.late,
    revisionNote: request.revisionNote,
    simulated,
  });
  return {
    document,
    fingerprint,
    inputs: inputs.files,
    asOf,
    collected: composed.collected ?? null,
    signoffs: inputs.signoffs.map((one) => one.id),
    confirmedAt: ownConfirm(input)?.at ?? null,
    dataAsOf,
    simulated,
    notices: composed.notices ?? [],
    problems: inputs.problems,
  };
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

function gather(source: ComposeSource, request: ComposeRequest): Promise<GatheredInputs> {
  const { obligation, occurrence, deliverable } = request;
  return gatherInputs(source, {
    deliverable,
    obligation,
    eventKinds: eventKindsOf(source.contract),
    context: {
      occurrence,
      previous: previousPeriod(source, obligation, occurrence),
      servicePeriod: source.contract.contract.servicePeriod,
      asOf: request.readAt,
    },
  });
}

/** The obligation's period before; null for the first and for events. */
function previousPeriod(source: ComposeSource, obligation: Obligation, occurrence: Occurrence): Occurrence | null {
  if (occurrence.event !== undefined) return null;
  const all = occurrencesOf({
    obligations: [obligation],
    servicePeriod: source.contract.contract.servicePeriod,
    workdays: source.workdays,
    events: [],
    asOf: occurrence.from,
  });
  return (
    all
      .filter((o) => o.to < occurrence.from)
      .toSorted((a, b) => (a.to < b.to ? -1 : 1))
      .at(-1) ?? null
  );
}

async function composeInput(
  source: ComposeSource,
  request: ComposeRequest,
  inputs: GatheredInputs,
  { asOf, days }: { asOf: string; days: WatchedWorkdays },
): Promise<ComposeInput> {
  const confirms = inputs.signoffs.filter((s) => s.action === 'confirm');
  const lastUpTo = (revision: number) => confirms.filter((one) => one.revision <= revision).at(-1) ?? null;
  return {
    contract: source.contract,
    obligation: request.obligation,
    occurrence: request.occurrence,
    records: inputs.records,
    issued: inputs.issued,
    occurrences: request.deliverable.occurrences === true ? await allOccurrences(source, asOf) : [],
    asOf,
    revision: request.revision,
    draft: request.issuedAt === null,
    confirm: lastUpTo(request.revision),
    confirmedBefore: lastUpTo(request.revision - 1),
    kinds: await kindsOf(inputs),
    articleTitles: new Map(inputs.articles.map(({ id, title }) => [id, title])),
    ...(inputs.written === undefined ? {} : { written: inputs.written }),
    isWorkingDay: days.isWorkingDay,
  };
}

/** Occurrences whose due times the document prints: its own when it is late, and those of its interval when it lists them. */
function printedDueTimes({ occurrence, late }: ComposeRequest, { occurrences }: ComposeInput): Occurrence[] {
  const within = occurrences.filter(({ from, to }) => from <= occurrence.to && to >= occurrence.from);
  return late === null ? within : [occurrence, ...within];
}

async function kindsOf(inputs: GatheredInputs): Promise<Record<string, RecordKind>> {
  const ids = Object.keys(inputs.records);
  return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await loadKind(id)] as const)));
}

async function allOccurrences(source: ComposeSource, asOf: string): Promise<Occurrence[]> {
  const { events } = await calendarEvents(source, asOf);
  return occurrencesOf({
    obligations: allObligations(source.contract),
    servicePeriod: source.contract.contract.servicePeriod,
    workdays: source.workdays,
    events,
    asOf,
  });
}

/** 数据截至: the newest evidence time among the inputs; what was signed about the document itself is no evidence for it. */
function newestEvidence(inputs: GatheredInputs, readAt: string): string | null {
  const own = new Set(inputs.signoffs.map((one) => one.id));
  const times = inputs.stored.filter((s) => !own.has(s.record.id)).map((s) => newestFact(s.record, readAt));
  return latest(times) ?? null;
}

function evidenceRecords(inputs: GatheredInputs): Promise<EvidenceRecord[]> {
  return Promise.all(
    inputs.stored.map(async (s) => ({ record: s.record, label: (await loadKind(s.kind)).label, sha256: s.sha256 })),
  );
}

function withProblems(composed: Composed, problems: readonly FileProblem[]): Composed {
  if (problems.length === 0) return composed;
  const text = `证据不可读：${problems.map((p) => p.path).join('、')}`;
  return { ...composed, marks: [{ text, tone: 'abnormal' }, ...(composed.marks ?? [])] };
}
