import { readKeptArchive, requireSound, summaryOf } from '../../archive/store.ts';
import { NO_REASON, owesReason } from '../../assess/deliveries/late-reason.ts';
import { CLOSING_REASON } from '../../contract/calendar/closing.ts';
import { UserError } from '../../contract/error.ts';
import { compareInstants } from '../../contract/time.ts';
import { MISSING } from '../../wording/words.ts';
import { SETTINGS_FILE } from '../../workspace/settings/settings.ts';
import { wholeMinute } from '../clock.ts';
import { planWithRequests } from '../plan/on-request.ts';
import { isToClose, type Plan, type PlannedOccurrence, revisionReason } from '../plan/plan.ts';
import { findPlanned } from '../plan/select.ts';
import type { Session } from '../session.ts';
import { archive } from './archive.ts';
import { FILLED_LATER, filledAfterDue, type Held, heldOf, isUnfilled, ownAccord } from './hold.ts';
import { type ComposedOrder, composeOrder, drawOrder, type IssueOrder, type MadeDocument } from './make.ts';
import type { AskSeen } from './must-be-seen.ts';
import { type Unsound, unsoundRecords } from './sound-records.ts';
import { unobservedNotice } from './unobserved.ts';
import { inParallel, inWaves } from './waves.ts';

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

export interface IssuedDocument {
  obligation: string;
  period: string;
  revision: number;
  number: string;
  /** Why it was late or revised, as it is printed. */
  reason: string | null;
  /** ISO; null when it went out without anybody's confirmation. */
  confirmedAt: string | null;
  /** Relative to the workspace. */
  files: { html: string; pdf: string; xlsx: string };
}

export interface IssueResult {
  issued: IssuedDocument[];
  /** Documents that stand as they were, by number. */
  unchanged: { obligation: string; period: string; revision: number; number: string; reason: string | null }[];
  failed: { obligation: string; period: string; reason: string }[];
  /** Due, and held because something is still 待填写. */
  held: Held[];
  /** Issued although something was still 待填写, by number: a person named them. */
  unfilled: string[];
}

/** A result in which nothing has happened yet. */
export const nothingIssued = (): IssueResult => ({ issued: [], unchanged: [], failed: [], held: [], unfilled: [] });

/**
 * One commit for all that is issued; a document that cannot be made is listed as failed and stops no other.
 * @throws UserError when the named obligation or period does not exist, or the archive cannot be read
 */
export async function issue(opened: Session, request: IssueRequest): Promise<IssueResult> {
  const named = request.obligation !== undefined;
  const broken = await brokenArchive(opened);
  // The schedule goes on with what else it has to do, and says so; a person is told at once.
  if (broken !== undefined && named) throw broken;
  // The browser takes as long to start as the records to read; what goes wrong with it is told when it is needed.
  if (named) opened.renderer().catch(() => undefined);
  if (broken !== undefined) return { ...nothingIssued(), failed: [unnamed(broken.message)] };
  const edits = await opened.workspace.handEdits({ at: request.now });
  // What was edited since the workspace was opened is what the documents' inputs will be: compose from it, too.
  const session = edits.committed.some(isContract) ? await opened.reopened() : opened;
  const plan = await planWithRequests(session, request.now);
  const asked = named
    ? findPlanned(plan, session, request)
    : [...dueAt(plan, request.now), ...plan.items.filter((one) => isToClose(one, request.now))].filter(
        (one) => request.only?.(one) ?? true,
      );
  const chosen = named ? asked : await ownAccord(session, asked, request);
  if (named) await prepareNamed(session, chosen, request);
  const filledLater = await filledAfterDue(session, named || request.byPerson === true ? [] : chosen, request.now);
  const unsound = chosen.length === 0 ? [] : await unsoundRecords(session, edits.refused);
  const orders = chosen.map((planned) => orderOf(planned, request, { plan, named, unsound, filledLater }));
  const alone = named && orders.length === 1;
  const result = await issueAll(session, orders, { alone, ...progressOf(request) });
  result.held = named ? [] : asked.filter(isUnfilled).map(heldOf);
  const open = new Set(chosen.filter(isUnfilled).map(({ occurrence }) => keyOf(occurrence)));
  result.unfilled = result.issued.filter((one) => open.has(keyOf(one))).map(({ number }) => number);
  result.failed.unshift(...edits.refused.map((refused) => unnamed(`${refused.path}：${refused.message}`)));
  return result;
}

interface Ordering {
  plan: Plan;
  named: boolean;
  unsound: readonly Unsound[];
  filledLater: ReadonlySet<PlannedOccurrence>;
}

function orderOf(planned: PlannedOccurrence, request: IssueRequest, around: Ordering): IssueOrder {
  const { plan, named, unsound, filledLater } = around;
  const { now, runningSince, notice, seen } = request;
  const closing = isToClose(planned, now);
  const unsaid = named || request.byPerson === true ? unsaidReason(planned) : null;
  const own = closing ? CLOSING_REASON : filledLater.has(planned) ? FILLED_LATER : null;
  const reason = request.reason ?? unsaid ?? own;
  return {
    planned,
    now,
    ...(unsound.length === 0 ? {} : { unsound }),
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
  throw new UserError(`${issued?.manifest.number ?? ''} 已被采购人退回，修订版须先经人确认`, {
    found: `第 ${(issued?.manifest.revision ?? 0) + 1} 版尚未确认；退回原因：${delivery.returned.reason ?? MISSING}`,
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

export interface ListOptions {
  /** true: the one order was named by a person, so that its refusal is thrown instead of listed. */
  alone?: boolean;
}

/**
 * Issues what was chosen from a plan, all in one commit dated by the newest of their times; what tells of another document of
 * the same round goes into the next one.
 */
export async function issueAll(
  session: Session,
  orders: readonly IssueOrder[],
  options: ListOptions & Pick<IssueRequest, 'progress'> = {},
): Promise<IssueResult> {
  const result = nothingIssued();
  let done = 0;
  const { progress } = options;
  const step = (what: string): void => {
    done += 1;
    progress?.(done, orders.length, what);
  };
  for (const wave of inWaves(orders, session.deliverables))
    await archiveAll(session, await makeAll(session, wave, { ...options, step }, result), result);
  return result;
}

/** Archives what was made, in one commit, and lists it in the result. */
export async function archiveAll(session: Session, made: readonly MadeDocument[], result: IssueResult): Promise<void> {
  const sorted = made.toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
  const archived = sorted.length === 0 ? [] : await archive(session, sorted, result);
  result.issued.push(...archived.map(({ manifest, folder }) => listed(manifest, folder)));
}

/** Composes one order. @returns undefined when there is nothing to draw: it is in the result as unchanged or failed */
export function composeListed(
  session: Session,
  order: IssueOrder,
  result: IssueResult,
  options: ListOptions = {},
): Promise<ComposedOrder | undefined> {
  return listingFailure({ order, result, options }, async () => {
    const composed = await composeOrder(session, order);
    if ('folder' in composed) return composed;
    const { obligation, period } = order.planned.occurrence;
    result.unchanged.push({ obligation, period, ...composed });
    return undefined;
  });
}

/** Draws one composed order. @returns undefined when that failed: it is in the result */
export function drawListed(
  session: Session,
  composed: ComposedOrder,
  result: IssueResult,
  options: ListOptions = {},
): Promise<MadeDocument | undefined> {
  return listingFailure({ order: composed.order, result, options }, () => drawOrder(session, composed));
}

interface Listing {
  order: IssueOrder;
  result: IssueResult;
  options: ListOptions;
}

async function listingFailure<T>({ order, result, options }: Listing, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (options.alone === true && error instanceof UserError) throw error;
    const { obligation, period } = order.planned.occurrence;
    result.failed.push({ obligation, period, reason: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

/** Confirmed: at once after `issueFrom`. Unconfirmed: in the minute of its due time, since the schedule acts as of whole minutes. */
export function dueAt(plan: Plan, now: string): PlannedOccurrence[] {
  return plan.items.filter((item) => {
    if (item.issued !== null || !item.hasEvidence) return false;
    if (item.state === 'overdue' || item.state === 'missing') return true;
    if (item.state !== 'due') return false;
    const limit = item.occurrence.dueAt;
    return item.confirmed || (limit !== null && compareInstants(now, wholeMinute(limit)) >= 0);
  });
}

async function makeAll(
  session: Session,
  orders: readonly IssueOrder[],
  options: ListOptions & { step(what: string): void },
  result: IssueResult,
): Promise<MadeDocument[]> {
  const made: MadeDocument[] = [];
  const one = async (order: IssueOrder): Promise<void> => {
    const composed = await composeListed(session, order, result, options);
    const document = composed && (await drawListed(session, composed, result, options));
    if (document !== undefined) made.push(document);
    options.step(order.planned.obligation.name);
  };
  await inParallel(orders, 2, one);
  return made;
}

function listed(manifest: MadeDocument['manifest'], folder: string): IssuedDocument {
  const file = (extension: string) => `${folder}/${manifest.number}.${extension}`;
  return {
    obligation: manifest.obligation,
    period: manifest.period,
    revision: manifest.revision,
    number: manifest.number,
    reason: manifest.reason,
    confirmedAt: manifest.times.confirmed,
    files: { html: file('html'), pdf: file('pdf'), xlsx: file('xlsx') },
  };
}
