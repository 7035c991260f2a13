/** 确认: the engineer looked at a draft, or after a return at the next revision. See deliver.ts for what comes after. */

import { UserError } from '../../contract/error.ts';
import { RECORD_ID } from '../../contract/record-id.ts';
import { compareInstants } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import type { ManualResult } from '../../records/reading.ts';
import type { EnteredBy } from '../../records/record.ts';
import type { ReportDocument } from '../../report/document.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import type { Measure, SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { withdrawnText } from '../../wording/corrections.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { type OpenRow, openRows } from '../collect/judged-day.ts';
import { heldOf, isUnfilled } from '../issue/hold.ts';
import { issue } from '../issue/issue.ts';
import { type AskSeen, requireSeen } from '../issue/must-be-seen.ts';
import { composeDraft } from '../issue/preview.ts';
import { type IssueResult, nothingIssued } from '../issue/result.ts';
import { requireSound, unsoundRecords } from '../issue/sound-records.ts';
import { unobservedNotice } from '../issue/unobserved.ts';
import { planWithRequests } from '../plan/on-request.ts';
import { type PlannedOccurrence, revisionReason } from '../plan/planned.ts';
import { takenNotices } from '../record/attachment.ts';
import { requireReferences } from '../record/check-references.ts';
import { usedBefore } from '../record/same-scan.ts';
import type { Session } from '../session.ts';
import { requireSoundClock, writtenNow } from '../sound-clock.ts';
import { loadKind } from '../units.ts';
import { type Answers, requireAnswersReach, requireOwnDay } from './answers.ts';
import { besideText, type MeasuresBeside, measuresBesideOf } from './beside.ts';
import { earlierAnswers, requireCorrection } from './revision.ts';
import { earlierSheets, sheetsOf } from './sheets.ts';
import { aboutToConfirm, earlierReports, itemToConfirm } from './to-confirm.ts';
import { type AskUnfinished, requireKnown } from './unfinished.ts';

export interface ConfirmRequest {
  obligation: string;
  /** Default: of a document of every day the day of `now`, else the open period that is due first. */
  period?: string;
  person: string;
  reviewer?: string;
  remark?: string;
  /** 综述, for the first page of a report that has one. */
  summary?: string;
  /** Why the document is late, or why an issued one is revised; see `IssueRequest`. */
  reason?: string;
  measures?: Measure[];
  manual?: ManualResult[];
  /** Paths of scans of the sheet that was filled in by hand, as typed: for manual results that are written down on a later day. */
  sheets?: readonly string[];
  /** File that measures and manual results were read from, as the person typed it. */
  shown?: string;
  /** Measures that were written before; of a row of which `measures` says nothing they stand, and are forgotten once it is saved. */
  beside?: MeasuresBeside;
  /** Asked for the measures of an inspection's open rows, when the person can be asked. */
  askMeasures?(rows: OpenRow[], permitProblem: (id: string) => Promise<string | null>): Promise<Measure[]>;
  /** ISO instant. */
  now: string;
  /** What time it is when the answers were given, where people are asked; without it `now`. */
  clock?(): string;
  /** See `IssueOrder`. */
  notice?(text: string): void;
  /** See `IssueOrder`. */
  seen?: AskSeen;
  /** Asked when checks, measures or texts are still missing. */
  unfinished?: AskUnfinished;
  /** Who enters it, and by which way; without it nothing is said of it. */
  entered?: EnteredBy;
  /** Fingerprint of the draft that the person was shown (`ComposedDocument.seen`): what changed since is looked at first. */
  shownDraft?: string;
  /** true: only saved; whoever calls has it issued (`toIssue`), as the desk does in a process of its own. */
  issueLater?: true;
}

export interface ConfirmResult {
  record: string;
  id: string;
  obligation: string;
  period: string;
  issue: IssueResult;
  /** Its time has come: issued at once, or to be issued by the caller, for this reason. null: it goes out when its time comes. */
  toIssue: { reason?: string } | null;
}

/**
 * Saves the confirmation and issues the document at once when its time has come.
 * @throws UserError when there is nothing to confirm, an issued one has nothing to correct, or an answer reaches no row or names no permit;
 * nothing is saved then
 */
export async function confirm(session: Session, request: ConfirmRequest): Promise<ConfirmResult> {
  await requireSoundClock(session.workspace, '没有确认');
  const plan = await planWithRequests(session, request.now);
  const item = await itemToConfirm(plan, session, request);
  const { obligation, occurrence } = item;
  const { refused } = await session.workspace.handEdits({ at: request.now });
  const unsound = await unsoundRecords(session, refused);
  await requireSound(session, item, request.now, unsound);
  await requireCorrection(session, item, request, plan.documents);
  const draft = await composeDraft(session, item, request.now, { unsound });
  requireSame(item, draft.seen, request);
  requirePlaceFor(request, item, draft.document);
  const notice = await toldFirst(session, item, request, draft.notices);
  const answers = await answersOf(session, item, { ...request, notice });
  const { person, reviewer, remark, summary, reason: told } = request;
  const said = { person, reviewer, remark, summary, reason: told, ...answers };
  await requireCleanEntry(session.workspace.root, {
    shown: request.shown ?? '确认',
    value: said,
    of: { kind: 'signoff' },
  });
  await requireAnswersReach(session, obligation, occurrence, answers, request.shown);
  requireOwnDay(item, answers, request);
  const scans = await sheetsOf(session, request);
  const kept = scans.length > 0 ? [] : await earlierSheets(session, item, answers);
  const attachments = [...kept, ...scans.map(({ attachment }) => attachment)];
  const acted = { ...confirmDraft(item, { ...request, ...answers, fingerprint: draft.seen }), kind: 'signoff' };
  for (const text of await usedBefore(session, attachments, [acted])) notice(text);
  for (const text of takenNotices(scans)) notice(text);
  for (const text of earlierReports(plan, item)) notice(text);
  // The log is told of by its rows; any other document by its draft.
  const body = isInspectionAlone(obligation) ? null : draft.document;
  const about = await aboutToConfirm(session, item, answers, body);
  for (const text of about.lines) notice(text);
  await requireKnown(about.unfinished, item, request.unfinished);
  // People were asked meanwhile: it counts from when it is written down.
  const began = request.clock?.() ?? request.now;
  const now = session.workspace.simulated ? began : writtenNow(began);
  const written = { ...request, now };
  const rows = answers.manual?.map((row) => (row.enteredAt === request.now ? { ...row, enteredAt: now } : row));
  const opened = isOpened(item, now);
  if (!opened && item.issued === null) notice(BEFORE_ITS_TIME);
  const saved = await session.workspace.change(
    `确认 ${obligation.name} ${occurrence.period}`,
    async (change) => {
      for (const { bytes } of scans) await change.putEvidence(bytes);
      const said = confirmDraft(item, {
        ...{ ...written, ...answers, fingerprint: draft.seen },
        ...(rows === undefined ? {} : { manual: rows }),
      });
      const whole = attachments.length === 0 ? said : { ...said, attachments };
      const added = await change.addRecord<SignoffRecord>('signoff', whole, request.shown);
      const kind = await loadKind('signoff');
      await requireReferences(session.workspace.records, kind, added.record, request.shown ?? '确认');
      return added;
    },
    { at: now },
  );
  if (isInspectionAlone(obligation)) request.beside?.forget(occurrence.period);
  const reason = [revisionReason(item), request.reason].filter((one) => one != null).join('；');
  const held = opened && isUnfilled(item) ? [heldOf(item)] : [];
  const toIssue = opened && held.length === 0 ? { ...(reason === '' ? {} : { reason }) } : null;
  const named = { obligation: obligation.id, period: occurrence.period };
  const issued =
    toIssue !== null && request.issueLater !== true
      ? await issue(session, { ...named, now, ...toIssue, notice })
      : { ...nothingIssued(), held };
  return { record: saved.path, id: saved.id, ...named, issue: issued, toIssue };
}

/** @throws UserError when a 综述 was written, and the document has no first page on which it would stand */
function requirePlaceFor(
  { summary }: Pick<ConfirmRequest, 'summary'>,
  { obligation }: PlannedOccurrence,
  { sections }: Pick<ReportDocument, 'sections'>,
): void {
  if (summary === undefined || sections.some(({ opening }) => opening === true)) return;
  throw new UserError(`${obligation.name}没有可印综述的首页，没有确认`, {
    at: 'summary',
    found: '写了综述',
    expected: '月报等期间报告、年度总结、履约对照表',
    hint: '去掉综述再确认；要随确认留一句话的，写在意见里',
  });
}

const isOpened = ({ occurrence: { issueFrom } }: PlannedOccurrence, now: string): boolean =>
  issueFrom !== null && compareInstants(issueFrom, now) <= 0;

/** Whether a confirmation at that moment has it issued at once: its time has come, and no blank holds it back. @param now ISO instant */
export const issuesAtOnce = (item: PlannedOccurrence, now: string): boolean => isOpened(item, now) && !isUnfilled(item);

const BEFORE_ITS_TIME = '尚未到签发时间；到时之前所依据的数据再有变化（含自动采集）的，本次确认失效，须重新确认';

/** @throws UserError when the draft says something else by now than what the person was shown */
function requireSame(
  { obligation, occurrence }: PlannedOccurrence,
  seen: string,
  { shownDraft }: Pick<ConfirmRequest, 'shownDraft'>,
): void {
  if (shownDraft === undefined || shownDraft === seen) return;
  throw new UserError(`${obligation.name} ${occurrence.period} 的草稿在您查看之后有变化，没有确认`, {
    found: '所依据的数据与查看时不同',
    expected: '确认的就是看到的',
    hint: '重新打开草稿，看过变化后再确认',
  });
}

/** What the engineer says now; each row of the confirmation before stands in a revision until that row is said anew. */
export async function answersOf(session: Session, item: PlannedOccurrence, request: ConfirmRequest): Promise<Answers> {
  const earlier = await earlierAnswers(session, item);
  const manual = request.manual?.map((row) => ({ ...row, enteredAt: request.now }));
  const beside = notSaidAnew(await measuresBesideOf(session, item, request.beside), request.measures);
  const told = [...beside, ...(request.measures ?? [])];
  const kept = {
    measures: notSaidAnew(earlier.measures, told),
    manual: notSaidAnew(earlier.manual, manual),
  };
  if (kept.measures.length > 0) request.notice?.(`沿用上一次确认的处理措施 ${kept.measures.length} 条`);
  if (kept.manual.length > 0) request.notice?.(`沿用上一次确认的人工检查结果 ${kept.manual.length} 条`);
  if (beside.length > 0) request.notice?.(besideText(session.workspace.contract, beside));
  const isTold = request.measures !== undefined || earlier.measures !== undefined;
  return {
    measures: isTold ? [...kept.measures, ...told] : [...beside, ...(await asked(session, item, request, beside))],
    ...(manual === undefined && earlier.manual === undefined ? {} : { manual: [...kept.manual, ...(manual ?? [])] }),
  };
}

/** Rows of the confirmation before about which nothing is said now. */
export function notSaidAnew<T extends Measure | ManualResult>(
  earlier: readonly T[] = [],
  given: readonly T[] = [],
): T[] {
  const keyOf = (row: T): string => `${row.check} ${row.target} ${'instance' in row ? (row.instance ?? '') : ''}`;
  const anew = new Set(given.map(keyOf));
  return earlier.filter((row) => !anew.has(keyOf(row)));
}

/**
 * Tells what the draft would be issued with, before anything is kept.
 * @throws UserError when that was to be seen first, and was not
 * @returns `notice` for what was not told yet
 */
async function toldFirst(
  session: Session,
  item: PlannedOccurrence,
  request: ConfirmRequest,
  notices: readonly string[],
): Promise<(text: string) => void> {
  const told = new Set<string>();
  const tell = (text: string): void => {
    if (!told.has(text)) request.notice?.(text);
    told.add(text);
  };
  const unobserved = await unobservedNotice(session, item, request.manual);
  if (unobserved !== undefined) tell(unobserved);
  for (const text of notices) tell(text);
  const { id } = item.obligation;
  const command = `opsledger confirm ${id} ${item.occurrence.period} --by 姓名 --seen`;
  await requireSeen(notices, item, { act: '确认', command }, request.seen);
  return tell;
}

/** @param beside of rows about which nobody has to be asked */
async function asked(
  session: Session,
  item: PlannedOccurrence,
  request: ConfirmRequest,
  beside: readonly Measure[],
): Promise<Measure[]> {
  if (request.askMeasures === undefined || !isInspectionAlone(item.obligation)) return [];
  const isSaid = (row: OpenRow): boolean =>
    row.instance === null && beside.some((one) => one.check === row.check && one.target === row.target);
  const open = (await openRows(session, item.occurrence)).filter((row) => !isSaid(row));
  return request.askMeasures(open, async (id) => {
    const found = RECORD_ID.test(id) ? await session.workspace.records.onFile(id) : undefined;
    const gone = found?.kind === 'permit' ? found.record.withdrawn : undefined;
    if (gone !== undefined) return `${id} ${withdrawnText(gone)}；应为未作废的许可编号（XK-…），没有的直接回车`;
    return found?.kind === 'permit' ? null : `${id} 不是已登记的许可；应为已有的许可编号（XK-…），没有的直接回车`;
  });
}

/** The confirmation as a record: of the revision that will be issued next. */
export function confirmDraft(
  item: PlannedOccurrence,
  request: Omit<
    ConfirmRequest,
    | 'obligation'
    | 'period'
    | 'reason'
    | 'askMeasures'
    | 'beside'
    | 'shown'
    | 'notice'
    | 'seen'
    | 'unfinished'
    | 'sheets'
    | 'shownDraft'
    | 'issueLater'
    | 'clock'
  > & { fingerprint?: string },
): Draft<SignoffRecord> {
  return {
    source: 'manual',
    at: request.now,
    enteredAt: request.now,
    action: 'confirm',
    obligation: item.obligation.id,
    period: item.occurrence.period,
    revision: (item.issued?.manifest.revision ?? 0) + 1,
    person: request.person,
    ...(request.entered === undefined ? {} : { enteredBy: request.entered }),
    ...(request.reviewer === undefined ? {} : { reviewer: request.reviewer }),
    ...(request.remark === undefined ? {} : { reason: request.remark }),
    ...(request.summary === undefined ? {} : { summary: request.summary }),
    ...(request.measures === undefined || request.measures.length === 0 ? {} : { measures: request.measures }),
    ...(request.manual === undefined ? {} : { manual: request.manual }),
    ...(request.fingerprint === undefined ? {} : { fingerprint: request.fingerprint }),
  };
}
