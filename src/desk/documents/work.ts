/**
 * What is done on documents outside the process that answers HTTP: composing a year's report takes memory that is not given back,
 * and drawing one a browser. The same calls as the commands `preview`, `confirm` and `issue`.
 */

import { UserError } from '../../contract/error.ts';
import { issue } from '../../pipeline/issue/issue.ts';
import { heldLine } from '../../pipeline/issue/not-issued.ts';
import type { IssueResult } from '../../pipeline/issue/result.ts';
import type { MadePack } from '../../pipeline/pack/pack.ts';
import { planWithRequests } from '../../pipeline/plan/on-request.ts';
import { findPlanned } from '../../pipeline/plan/select.ts';
import type { Session } from '../../pipeline/session.ts';
import { confirm } from '../../pipeline/signoff/confirm.ts';
import { writtenNow } from '../../pipeline/sound-clock.ts';
import { type Measure, measureSchema } from '../../subjects/signing/kinds/signoff.ts';
import { parseWith } from '../../workspace/text/parse.ts';
import type { Actor } from '../actor.ts';
import { measuresBeside, notSaid } from '../checks/measures.ts';
import { type Looked, lookAt } from './draft-look.ts';
import type { Named } from './lines.ts';

export interface BindOrder {
  /** Days in which the intervals end. */
  from: string;
  to: string;
  /** Of these alone; at least one. */
  obligations: readonly string[];
  now: string;
}

export interface ConfirmOrder extends Named {
  actor: Actor;
  /** See `DraftLook`. */
  seen: string;
  reviewer: string;
  remark: string;
  /** 综述; empty: none. */
  summary: string;
  reason: string;
  measures: readonly { check: string; target: string; instance: string | null; action: string; permit: string }[];
  /** The list of `mustSee` was looked at. */
  saw: boolean;
  /** They know what is `unfinished`. */
  knows: boolean;
}

export interface IssueOrder extends Named {
  actor: Actor;
  reason: string;
  /** See `ConfirmOrder`. */
  saw: boolean;
}

export type Order =
  | ({ work: 'look' } & Named)
  | ({ work: 'confirm' } & ConfirmOrder)
  | ({ work: 'issue'; confirmedOnly: boolean } & IssueOrder)
  | ({ work: 'bind'; file: string } & BindOrder)
  | { work: 'pack'; file: string; from: string; to: string; now: string };

/** How far a work has come. */
export interface Progress {
  done: number;
  total: number;
}

export interface Kept {
  /** Id of the record. */
  id: string;
  /** It was confirmed before: nothing was saved, as of a form that is sent twice. */
  before: boolean;
  /** See `ConfirmResult`. */
  toIssue: { reason?: string } | null;
  /** Why it is not issued although its time has come, in Chinese. */
  held: string | null;
  notices: string[];
}

/** What each work gives. */
export interface Results {
  look: Looked;
  confirm: Kept;
  /** Number of the document that was issued, or stands. */
  issue: { text: string; number: string };
  /** Name under which the file is saved; it was written where it was asked for. */
  bind: { name: string };
  /** It was written where it was asked for. */
  pack: Pick<MadePack, 'bytes' | 'documents' | 'records' | 'evidence' | 'missing' | 'notIssued'>;
}

/** @throws UserError as the command does */
export async function perform(
  session: Session,
  order: Order,
  progress?: (told: Progress) => void,
): Promise<Results[Order['work']]> {
  if (order.work === 'look') return lookAt(session, order);
  if (order.work === 'bind') return bound(session, order);
  if (order.work === 'pack') return packed(session, order, progress);
  return order.work === 'confirm' ? keep(session, order) : send(session, order);
}

async function bound(
  session: Session,
  { from, to, obligations, now, file }: BindOrder & { file: string },
): Promise<Results['bind']> {
  const { bindTo } = await import('../../pipeline/bind/bind.ts');
  const { name } = await bindTo(session, { from, to, obligations, now, file: () => file });
  return { name };
}

async function packed(
  session: Session,
  { from, to, now, file }: Extract<Order, { work: 'pack' }>,
  progress?: (told: Progress) => void,
): Promise<Results['pack']> {
  const { pack } = await import('../../pipeline/pack/pack.ts');
  const made = await pack(session, { from, to, now, file, progress: (done, total) => progress?.({ done, total }) });
  const { bytes, documents, records, evidence, missing, notIssued } = made;
  return { bytes, documents, records, evidence, missing, notIssued };
}

async function keep(session: Session, order: ConfirmOrder): Promise<Kept> {
  const { obligation, period, actor, reviewer, remark, summary, reason, seen, saw, knows, now } = order;
  const confirmed = await confirmedBefore(session, order);
  if (confirmed !== null) return { id: confirmed, before: true, toIssue: null, held: null, notices: [] };
  // A row that the form showed says what stands in it; of the others, as of many at once, what was written beside the checks stands.
  const measures = order.measures.filter(({ action }) => action !== '').map(measureOf);
  const notices: string[] = [];
  const beside = measuresBeside(session.workspace.root, (text) => notices.push(text));
  const {
    id,
    toIssue,
    issue: result,
  } = await confirm(session, {
    ...{ obligation, period, now },
    person: actor.name,
    entered: { name: actor.name, account: actor.account, channel: actor.channel },
    ...(reviewer === '' ? {} : { reviewer }),
    ...(remark === '' ? {} : { remark }),
    ...(summary === '' ? {} : { summary }),
    ...(reason === '' ? {} : { reason }),
    ...(measures.length === 0 ? {} : { measures }),
    beside: { ...beside, of: (one) => notSaid(beside.of(one), order.measures) },
    shownDraft: seen,
    seen: () => Promise.resolve(saw),
    unfinished: () => Promise.resolve(knows),
    notice: (text) => notices.push(text),
    issueLater: true,
  });
  const held = result.held[0];
  return { id, before: false, toIssue, held: held === undefined ? null : heldLine(held), notices };
}

/** Id of the confirmation that stands for the next revision; null: there is none. */
async function confirmedBefore(session: Session, { obligation, period, now }: Named): Promise<string | null> {
  const { items } = await planWithRequests(session, now);
  const item = items.find((one) => one.obligation.id === obligation && one.occurrence.period === period);
  return item?.confirmation?.id ?? null;
}

/** @throws UserError naming the field, in the words of the form */
function measureOf({ check, target, instance, action, permit }: ConfirmOrder['measures'][number]): Measure {
  const row = {
    ...{ check, target, action },
    ...(instance === null ? {} : { instance }),
    ...(permit === '' ? {} : { permit }),
  };
  return parseWith(measureSchema, row, { file: `处理措施 ${check} ${target}` });
}

async function send(session: Session, order: IssueOrder & { confirmedOnly: boolean }): Promise<Results['issue']> {
  const { obligation, period, reason, saw, confirmedOnly } = order;
  // Others were before it.
  const now = session.workspace.simulated ? order.now : writtenNow(order.now);
  if (confirmedOnly) await requireConfirmed(session, { obligation, period, now });
  const result = await issue(session, {
    ...{ obligation, period, now },
    ...(reason === '' ? {} : { reason }),
    byPerson: true,
    seen: () => Promise.resolve(saw || confirmedOnly),
    notice: () => undefined,
  });
  return told(result);
}

/** Between the confirmation and this something may have come in: what nobody has seen does not go out in their name. */
async function requireConfirmed(session: Session, { obligation, period, now }: Named): Promise<void> {
  const [item] = await findPlanned(await planWithRequests(session, now), session, { obligation, period, now });
  if (item?.voided === undefined) return;
  throw new UserError('确认之后数据又有变化，没有签发', {
    found: item.voided.changed.map(({ id }) => id).join('、') || '合同数据或所依据的文件有改动',
    expected: '确认的就是签发的',
    hint: '重新打开草稿，看过变化后再确认',
  });
}

/** @throws UserError with what kept the document from being issued */
function told({ issued, unchanged, failed, held }: IssueResult): Results['issue'] {
  const [made] = issued;
  if (made !== undefined) return { number: made.number, text: `已签发 ${made.number}` };
  const [stands] = unchanged;
  if (stands !== undefined) return { number: stands.number, text: `未变化，${stands.number} 照旧有效` };
  const why = failed.map(({ reason }) => reason).join('；') || held.map(heldLine).join('；');
  throw new UserError(why || '没有可签发的文档');
}
