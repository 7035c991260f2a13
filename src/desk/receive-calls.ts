/** 签收 at the desk: what waits, and the purchaser's word on it by the same calls as the terminal's. */

import type { ArchivedDocument } from '../archive/store.ts';
import { periodText } from '../contract/calendar/period-text.ts';
import { UserError } from '../contract/error.ts';
import { dateOf, formatDateTime } from '../contract/time.ts';
import { declaredByBoth } from '../pipeline/log/declared.ts';
import { waitingIn } from '../pipeline/plan/awaiting-receipt.ts';
import { planWithRequests } from '../pipeline/plan/on-request.ts';
import { withdraw } from '../pipeline/record/withdraw.ts';
import type { Session } from '../pipeline/session.ts';
import { recordDelivery } from '../pipeline/signoff/deliver.ts';
import { toldRecords } from '../pipeline/verify/told-records.ts';
import { answerText } from '../subjects/deliveries/judge/answer-words.ts';
import { returnText } from '../subjects/signing/judge/returns.ts';
import { signoffActions } from '../subjects/signing/kinds/signoff.ts';
import type { Actor } from './actor.ts';
import type { DeskSession } from './desk-session.ts';
import { eventTitles } from './documents/line-words.ts';
import { type RestorationToConfirm, restorationsToConfirm } from './incident-restorations.ts';
import { keptPlan, shownPlan } from './kept-plan.ts';
import { answerOf, archivedFile, currentOf, oneDocument } from './receive-document.ts';
import {
  type AwaitingList,
  isUndelivered,
  listOf,
  listsOf,
  type Signed,
  type Signing,
  type SigningList,
  signList,
} from './receive-list.ts';
import {
  type AwaitingDocument,
  awaitingDocument,
  type Opened,
  requireOpened,
  shownOf,
  signedByList,
} from './receive-waiting.ts';

export interface ReceiveOverview {
  /** Oldest first. */
  documents: AwaitingDocument[];
  lists: AwaitingList[];
  /** Issued and not handed over: nothing to sign yet. */
  undelivered: number;
  /** Incidents that the supplier calls restored and this side has not confirmed, the oldest first. */
  restorations: RestorationToConfirm[];
  /** Records in which the supplier claims something else than was vouched for, in the words of `status`. */
  claims: { id: string; text: string; href: string }[];
  /** What this side sent back and is not revised yet. */
  returned: {
    number: string;
    name: string;
    period: string;
    eventTitle: string;
    at: string;
    said: string;
    answer: string;
  }[];
}

export interface SigningOne extends Signing {
  number: string;
  remark: string;
}

export interface Returning extends Signing {
  number: string;
  reason: string;
  marks: readonly { page?: number; text: string }[];
}

export interface TakingBack {
  actor: Actor;
  number: string;
  reason: string;
  now: string;
}

/** How the act came in, as 方式 of the record says it. */
const VIA = '登记台';

export function receiveCalls(desk: DeskSession) {
  return {
    overview: (opened: Opened, now: string) => desk.use((session) => overview(session, opened, now)),
    /** null: there is no such document, or no such revision any more. */
    document: (number: string, opened: Opened, now: string) =>
      desk.use((session) => oneDocument(session, number, opened, now)),
    /** null: there is no such file. @throws UserError when it is not what its manifest says */
    file: (number: string, format: string, now: string) =>
      desk.use((session) => archivedFile(session, number, format, now)),
    /** @throws UserError when it was not opened, or cannot be received */
    sign: (request: SigningOne) => desk.use((session) => sign(session, request)),
    /** @throws UserError when it was not opened, no reason is given, or it cannot be sent back */
    sendBack: (request: Returning) => desk.use((session) => sendBack(session, request)),
    /** Takes back what an account of theirs said of a document. @throws UserError when none did, or without a reason */
    takeBack: (request: TakingBack) => desk.use((session) => takeBack(session, request)),
    /** null: nothing of the month waits. */
    list: (month: string, opened: Opened, now: string) => desk.use((session) => listOf(session, month, opened, now)),
    /** @throws UserError when the list is another by now, or one of its exceptions was not opened */
    signList: (request: SigningList) => desk.use((session) => signList(session, request)),
  };
}

async function overview(session: Session, opened: Opened, now: string): Promise<ReceiveOverview> {
  const plan = await shownPlan(session, now);
  const waiting = waitingIn(plan);
  const byList = waiting.filter(({ item }) => signedByList(session.workspace, item));
  const single = waiting.filter((one) => !byList.includes(one));
  const returned = plan.items.filter(
    ({ delivery }) => delivery.returned !== null && delivery.received === null && delivery.annulled === null,
  );
  const titles = await eventTitles(session, [...single.map(({ item }) => item), ...returned]);
  const { asOf } = plan.closeOut;
  const around = { opened, titles, declared: await declaredByBoth(session.workspace), today: dateOf(asOf) };
  return {
    documents: single.map((one) => awaitingDocument(one, around)),
    lists: await listsOf(session, byList, asOf),
    restorations: await restorationsToConfirm(session, now),
    claims: (await toldRecords(session, now))
      .filter(({ claims }) => claims > 0)
      .map(({ id, path, text }) => ({ id, text, href: `/desk/${path.split('/').slice(0, 2).join('/')}/${id}` })),
    undelivered: plan.items.filter(isUndelivered).length,
    returned: returned.flatMap(({ issued, occurrence, delivery }) =>
      issued === null || delivery.returned === null
        ? []
        : [
            {
              number: issued.manifest.number,
              name: issued.manifest.title,
              period: periodText(occurrence),
              eventTitle: titles.get(occurrence.event ?? '') ?? '',
              at: formatDateTime(delivery.returned.at),
              said: returnText(delivery.returned),
              answer: delivery.answer === null ? '' : answerText(delivery.answer),
            },
          ],
    ),
  };
}

async function sign(session: Session, { actor, number, remark, opened, now }: SigningOne): Promise<Signed> {
  const documents = [await toAnswer(session, number, opened, { what: '签收', now })];
  const { recorded } = await recordDelivery(session, {
    ...{ action: 'receive', documents: [number], person: actor.name, via: VIA, entered: actor, now },
    ...(remark === '' ? {} : { reason: remark }),
    shown: shownOf(documents, opened),
  });
  return { count: recorded.length };
}

async function sendBack(session: Session, { actor, number, reason, marks, opened, now }: Returning): Promise<Signed> {
  if (reason === '') {
    throw new UserError('退回须写明原因', {
      found: '（空）',
      expected: '一句话说明为什么退回',
      hint: '写明后再退回；没有登记任何内容',
    });
  }
  const documents = [await toAnswer(session, number, opened, { what: '退回', now })];
  const { recorded } = await recordDelivery(session, {
    ...{ action: 'return', documents: [number], person: actor.name, via: VIA, entered: actor, now },
    ...{ reason, marks, shown: shownOf(documents, opened) },
  });
  return { count: recorded.length };
}

/** The document that is answered, as it stands now. @throws UserError when it is none, or this account did not open it */
async function toAnswer(
  session: Session,
  number: string,
  opened: Opened,
  { what, now }: { what: string; now: string },
): Promise<ArchivedDocument> {
  // Of the plan that the page was made of, if nothing was committed since; recording it judges it anew.
  const item = currentOf(await keptPlan(session, now), number);
  if (item === undefined) {
    throw new UserError(`没有这份文档，不能${what}`, {
      found: number,
      expected: '已签发文档的当前版次',
      hint: '回到签收页，查看现在的版次',
    });
  }
  requireOpened([item.issued], opened, what);
  return item.issued;
}

async function takeBack(session: Session, { actor, number, reason, now }: TakingBack): Promise<{ what: string }> {
  if (reason === '') {
    throw new UserError('收回须写明原因', { found: '（空）', expected: '一句话说明为什么收回', hint: '写明后再收回' });
  }
  const item = currentOf(await planWithRequests(session, now), number);
  const own = item === undefined ? null : answerOf(item.delivery);
  if (own === null) {
    throw new UserError('没有可收回的签收或退回', {
      found: number,
      expected: '⟦采购人⟧账号对当前版次登记的签收或退回',
      hint: '回到签收页，查看现在的情况',
    });
  }
  await withdraw(session, { record: own.id, reason, by: actor.name, entered: actor, now });
  return { what: signoffActions[own.action] };
}
