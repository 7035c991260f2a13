import { readKeptArchive, requireSound, summaryOf } from '../../archive/store.ts';
import { CLOSING_REASON } from '../../contract/calendar/closing.ts';
import { UserError } from '../../contract/error.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import { compareInstants } from '../../contract/time.ts';
import { NO_REASON, owesReason } from '../../subjects/deliveries/judge/late-reason.ts';
import { returnText } from '../../subjects/signing/judge/returns.ts';
import { SETTINGS_FILE } from '../../workspace/disk/areas.ts';
import { wholeMinute } from '../clock.ts';
import { saidWhenIssued } from '../doubts.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import { isToClose, type PlannedOccurrence, revisionReason, standingIssue } from '../plan/planned.ts';
import { findPlanned } from '../plan/select.ts';
import type { Session } from '../session.ts';
import { clockHeldText, clockRefusal, clockRemedy, soundClock, writtenNow } from '../sound-clock.ts';
import { alteredTermsText } from './altered.ts';
import { FILLED_LATER, filledAfterDue, heldOf, isUnfilled, ownAccord } from './hold.ts';
import { issueAll } from './issue-all.ts';
import type { IssueOrder } from './make.ts';
import type { AskSeen } from './must-be-seen.ts';
import { type IssueResult, nothingIssued } from './result.ts';
import { type Unsound, unsoundRecords } from './sound-records.ts';
import { unobservedNotice } from './unobserved.ts';

export interface IssueRequest {
  /** Without it: everything that is due. */
  obligation?: string;
  period?: string;
  /** Goes with a late issue (补报) or makes a revision. */
  reason?: string;
  /** ISO instant of issuing. */
  now: string;
  /** ISO instant since which the schedule has run without a break; see `IssueOrder`. */
  runningSince?: string;
  /** Leaves out what is due but must wait; without it nothing waits. Of unnamed issuing only. */
  only?(planned: PlannedOccurrence): boolean;
  /** true: a person asks for all that is due; why something is late is theirs to say, and not that nothing ran. */
  byPerson?: boolean;
  /** See `IssueOrder`. */
  notice?(text: string): void;
  /** See `IssueOrder`. */
  seen?: AskSeen;
  /** Called after each document, for a progress bar. */
  progress?(done: number, total: number, what: string): void;
}

/**
 * One commit for all that is issued; a document that cannot be made is listed as failed and stops no other.
 * @throws UserError when the named obligation or period does not exist, or the archive cannot be read
 */
export async function issue(opened: Session, given: IssueRequest): Promise<IssueResult> {
  const named = given.obligation !== undefined;
  const request = named || given.byPerson === true ? asOfNow(opened, given) : given;
  const broken = await brokenArchive(opened);
  // The schedule goes on with what else it has to do, and says so; a person is told at once.
  if (broken !== undefined && named) throw broken;
  const fault = await soundClock(opened.workspace);
  if (fault !== null && named) throw clockRefusal(fault, '没有签发');
  if (fault !== null) return { ...nothingIssued(), failed: [unnamed(`${clockHeldText(fault)}；${clockRemedy}`)] };
  // The browser takes as long to start as the records to read; what goes wrong with it is told when it is needed.
  if (named) opened.renderer().catch(() => undefined);
  if (broken !== undefined) return { ...nothingIssued(), failed: [unnamed(broken.message)] };
  const edits = await opened.workspace.handEdits({ at: request.now });
  // What was edited since the workspace was opened is what the documents' inputs will be: compose from it, too.
  const session = edits.committed.some(isContract) ? await opened.reopened() : opened;
  const plan = await planWithRequests(session, request.now);
  const asked = named
    ? await findPlanned(plan, session, request)
    : [...dueAt(plan, request.now), ...plan.items.filter((one) => isToClose(one, request.now))].filter(
        (one) => request.only?.(one) ?? true,
      );
  const chosen = named ? asked : await ownAccord(session, asked, request);
  if (named) await prepareNamed(session, chosen, request);
  const filledLater = await filledAfterDue(session, named || request.byPerson === true ? [] : chosen, request.now);
  const unsound = chosen.length === 0 ? [] : await unsoundRecords(session, edits.refused);
  const altered = chosen.length === 0 ? [] : await alteredTermsText(session, plan.documents, saidWhenIssued);
  const orders = chosen.map((planned) => orderOf(planned, request, { plan, named, unsound, altered, filledLater }));
  const alone = named && orders.length === 1;
  const result = await issueAll(session, orders, { alone, ...progressOf(request) });
  result.held = named ? [] : asked.filter(isUnfilled).map(heldOf);
  const open = new Set(chosen.filter(isUnfilled).map(({ occurrence }) => keyOf(occurrence)));
  result.unfilled = result.issued.filter((one) => open.has(keyOf(one))).map(({ number }) => number);
  result.failed.unshift(...edits.refused.map((refused) => unnamed(`${refused.path}：${refused.message}`)));
  return sayAllIn(wordsOf(session.workspace.contract.contract), result);
}

/** What waited in a queue is issued when its turn comes. The schedule acts as of its minute, and says what was late for its own work. */
const asOfNow = ({ workspace }: Session, request: IssueRequest): IssueRequest =>
  workspace.simulated ? request : { ...request, now: writtenNow(request.now) };

interface Ordering {
  plan: Plan;
  named: boolean;
  unsound: readonly Unsound[];
  altered: readonly string[];
  filledLater: ReadonlySet<PlannedOccurrence>;
}

function orderOf(planned: PlannedOccurrence, request: IssueRequest, around: Ordering): IssueOrder {
  const { plan, named, unsound, altered, filledLater } = around;
  const { now, runningSince, notice, seen } = request;
  const closing = isToClose(planned, now);
  const unsaid = named || request.byPerson === true ? unsaidReason(planned) : null;
  const again = planned.delivery.annulled === null ? null : revisionReason(planned);
  const own = closing ? CLOSING_REASON : filledLater.has(planned) ? FILLED_LATER : again;
  const reason = request.reason ?? unsaid ?? own;
  return {
    planned,
    now,
    ...(unsound.length === 0 ? {} : { unsound }),
    ...(altered.length === 0 ? {} : { altered }),
    ...(runningSince === undefined ? {} : { runningSince }),
    ...(notice === undefined ? {} : { notice }),
    ...(seen === undefined || planned.confirmed ? {} : { seen }),
    ...(reason === null ? {} : { reason }),
    ...(closing ? { closing } : {}),
    ...(named && isOwed(plan, planned) ? { owesReason: true } : {}),
  };
}

const keyOf = ({ obligation, period }: { obligation: string; period: string }): string => `${obligation} ${period}`;

const isContract = (path: string): boolean => path.startsWith('contract/') || path === SETTINGS_FILE;

/** What keeps anything from being issued, whatever the document. */
const unnamed = (reason: string) => ({ obligation: '', period: '', reason });

/** A returned document needs no other reason than the purchaser's; of a late one nobody knows why it is late. */
const unsaidReason = (planned: PlannedOccurrence): string | null =>
  planned.issued === null ? NO_REASON : revisionReason(planned);

/** A late document whose reason nobody gave may be told it later; what has a reason keeps it. */
const isOwed = ({ documents }: Plan, { obligation, occurrence }: PlannedOccurrence): boolean =>
  owesReason(
    documents
      .map(({ manifest }) => summaryOf(manifest))
      .filter((one) => one.obligation === obligation.id && one.period === occurrence.period),
  );

/** What a person hears before the documents they named go out. @throws UserError when one was sent back and not looked at since */
async function prepareNamed(
  session: Session,
  chosen: readonly PlannedOccurrence[],
  { notice }: IssueRequest,
): Promise<void> {
  for (const planned of chosen) requireLookedAt(planned);
  if (notice === undefined) return;
  for (const planned of chosen.filter(({ issued }) => issued === null)) {
    const text = await unobservedNotice(session, planned);
    if (text !== undefined && !planned.confirmed) notice(text);
  }
}

/** The purchaser sent it back to be mended: nothing goes out again that nobody has looked at. */
function requireLookedAt({ obligation, occurrence, issued, delivery, confirmed }: PlannedOccurrence): void {
  if (delivery.returned === null || confirmed) return;
  throw new UserError(`${issued?.manifest.number ?? ''} 已被⟦采购人⟧退回，修订版须先经人确认`, {
    found: `第 ${(issued?.manifest.revision ?? 0) + 1} 版尚未确认；退回原因：${returnText(delivery.returned)}`,
    expected: '改正记录后由人确认，确认后随即签发',
    hint: `运行 opsledger confirm ${obligation.id} ${occurrence.period} --by 姓名`,
  });
}

async function brokenArchive({ workspace }: Session): Promise<UserError | undefined> {
  try {
    requireSound(await readKeptArchive(workspace.root, workspace.memo));
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

const progressOf = ({ progress }: Pick<IssueRequest, 'progress'>) => (progress === undefined ? {} : { progress });

/** Confirmed: at once after `issueFrom`. Unconfirmed: in the minute of its due time, since the schedule acts as of whole minutes. */
export function dueAt(plan: Plan, now: string): PlannedOccurrence[] {
  return plan.items.filter((item) => {
    if (standingIssue(item) !== null || !item.hasEvidence) return false;
    // What was made void goes out again only when somebody has looked at it.
    if (item.issued !== null && !item.confirmed) return false;
    if (item.state === 'overdue') return true;
    if (item.state !== 'due') return false;
    const limit = item.occurrence.dueAt;
    return item.confirmed || (limit !== null && compareInstants(now, wholeMinute(limit)) >= 0);
  });
}
