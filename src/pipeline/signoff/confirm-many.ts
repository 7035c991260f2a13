/**
 * Confirming a whole month, or all whose time has come: first a list of what differs in each from a plain document, as the desk shows
 * it, then each as it was looked at.
 */
import { documentTitle, periodText } from '../../contract/calendar/period-text.ts';
import { ABSENT, UserError } from '../../contract/error.ts';
import { countBlanks } from '../../contract/terms/blanks.ts';
import { compareInstants } from '../../contract/time.ts';
import { textsOf } from '../../guard/allowed.ts';
import type { EnteredBy } from '../../records/record.ts';
import type { IssueResult } from '../issue/result.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import { isToClose, type PlannedOccurrence, standingIssue } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import { besideText, type MeasuresBeside } from './beside.ts';
import { confirm } from './confirm.ts';
import { isLateBy, lookAtDraft } from './draft-look.ts';
import { type AskUnfinished, unfinishedText } from './unfinished.ts';

/** A document that is open, as it was looked at. */
export interface LookedDocument {
  obligation: string;
  period: string;
  name: string;
  periodText: string;
  /** Fingerprint of what it rests on; the confirmation is of this alone. */
  seen: string;
  /** What differs from a plain one, in Chinese; empty: nothing. */
  unusual: string[];
  /** Each has to be looked at before it is confirmed. */
  mustSee: string[];
  /** What is not done or written, as whoever confirms it says that they know; null: nothing. */
  unfinished: string | null;
  /** Its time has come and gone: it wants a reason. */
  late: boolean;
  /** Why it cannot be confirmed, in Chinese; null: it can. */
  refused: string | null;
}

export interface ManyChoice {
  /** Whose interval ends in this month (`yyyy-mm`); without it all whose time has come. */
  month?: string;
  /** ISO instant. */
  now: string;
  /** See `ConfirmRequest`. */
  beside?: MeasuresBeside;
}

/**
 * What waits for a confirmation and may be issued by now, nearest due time first.
 * @throws UserError when nothing does
 */
export async function lookAtMany(session: Session, { month, now, beside }: ManyChoice): Promise<LookedDocument[]> {
  const plan = await planWithRequests(session, now);
  const items = plan.items.filter(
    (item) => isWaiting(item, now) && (month === undefined || item.occurrence.to.startsWith(month)),
  );
  if (items.length === 0) {
    throw new UserError('没有待确认的文档', {
      found: month === undefined ? '已到签发时间的都已确认或没有证据' : `${month} 已到签发时间的都已确认或没有证据`,
      expected: '有证据、已到签发时间而未确认的文档',
      hint: '运行 opsledger due 查看应交项',
    });
  }
  const looked: LookedDocument[] = [];
  for (const item of items) looked.push(await lookedAt(session, plan, item, { now, beside }));
  return looked;
}

function isWaiting(item: PlannedOccurrence, now: string): boolean {
  const { occurrence, state, hasEvidence, confirmed, voided, delivery } = item;
  const { issueFrom } = occurrence;
  if (issueFrom === null || compareInstants(issueFrom, now) > 0) return false;
  if (confirmed && voided === undefined) return false;
  if (isToClose(item, now) || voided !== undefined || delivery.returned !== null) return true;
  return standingIssue(item) === null && hasEvidence && state !== 'waived';
}

async function lookedAt(
  session: Session,
  plan: Plan,
  item: PlannedOccurrence,
  { now, beside }: { now: string; beside: MeasuresBeside | undefined },
): Promise<LookedDocument> {
  const { obligation, occurrence } = item;
  const named = {
    obligation: obligation.id,
    period: occurrence.period,
    name: documentTitle(obligation.name, occurrence.part),
    periodText: periodText(occurrence),
    late: isLateBy(item, now),
  };
  try {
    const looked = await lookAtDraft(session, plan, item, now, beside);
    const { composed, unusual, unfinished } = looked;
    const { seen, problems, notices, document } = composed;
    const blanks = countBlanks(textsOf({ ...document, marks: [] }));
    const refused = problems.length > 0 ? `证据不可读：${problems.map(({ path }) => path).join('、')}` : null;
    const written = looked.beside.length === 0 ? [] : [besideText(session.workspace.contract, looked.beside)];
    const all = [...unusual, ...written, ...(blanks > 0 ? [`待填写、待补充 ${blanks} 处`] : [])];
    return { ...named, seen, unusual: all, mustSee: [...notices], unfinished: unfinishedText(unfinished), refused };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...named, seen: '', unusual: [], mustSee: [], unfinished: null, refused: error.summary };
  }
}

export interface ManyRequest {
  person: string;
  reviewer?: string;
  remark?: string;
  /** Why some are late; those in time have none. */
  reason?: string;
  entered?: EnteredBy;
  /** See `ConfirmRequest`. */
  unfinished?: AskUnfinished;
  /** See `ConfirmRequest`. */
  beside?: MeasuresBeside;
  now: string;
  /** See `ConfirmRequest`. */
  notice?(text: string): void;
}

export interface ManyResult {
  confirmed: { obligation: string; period: string; id: string; issue: IssueResult }[];
  /** Documents that were not confirmed, and why, in Chinese. */
  left: { obligation: string; period: string; reason: string }[];
}

/**
 * Confirms each as it was looked at and issues it at once; one that fails stops none of the others.
 * @throws UserError when something is late and nobody says why: nothing is confirmed then
 */
export async function confirmMany(
  session: Session,
  looked: readonly LookedDocument[],
  request: ManyRequest,
): Promise<ManyResult> {
  const { reason, ...said } = request;
  const late = looked.filter((one) => one.late && one.refused === null);
  const [first] = late;
  if (first !== undefined && (reason ?? '').trim() === '') {
    throw new UserError(`${late.length} 份已过期限，没有写明补报原因`, {
      at: '--reason',
      found: ABSENT,
      expected: `为什么过了期限，照此印在文档上；最早的是 ${first.name} ${first.periodText}`,
      hint: '加上 --reason 原因；原因各不相同的，逐份 confirm',
    });
  }
  const result: ManyResult = { confirmed: [], left: [] };
  for (const { obligation, period, seen, late: isLate, refused } of looked) {
    const named = { obligation, period };
    if (refused !== null) {
      result.left.push({ ...named, reason: refused });
      continue;
    }
    try {
      const { id, issue } = await confirm(session, {
        ...{ ...said, ...named, shownDraft: seen, seen: () => Promise.resolve(true) },
        ...(isLate && reason !== undefined ? { reason } : {}),
      });
      result.confirmed.push({ ...named, id, issue });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      result.left.push({
        ...named,
        reason: error.place.found === undefined ? error.summary : `${error.summary}：${error.place.found}`,
      });
    }
  }
  return result;
}
