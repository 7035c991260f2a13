/** 送达, 签收, 退回: the facts after issuing, for which a supplier is paid (5.7). Many documents in one command, one commit. */

import { ABSENT, UserError } from '../../contract/error.ts';
import { compareInstants, formatDateTime } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { isPurchasers } from '../../records/purchaser.ts';
import type { Attachment, EnteredBy } from '../../records/record.ts';
import type { DeliveryFacts } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { factOf, isClaimed } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { voidText } from '../../subjects/signing/judge/voids.ts';
import { type Mark, type SignoffRecord, signoffActions } from '../../subjects/signing/kinds/signoff.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { fileDoor } from '../contacts.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { type DocumentChoice, issuedDocuments } from '../plan/select-issued.ts';
import { type AttachmentNote, type ReadAttachment, readAttachment, takenNotices } from '../record/attachment.ts';
import { usedBefore } from '../record/same-scan.ts';
import type { Session } from '../session.ts';

export type DeliveryAction = 'deliver' | 'receive' | 'return';

export interface DeliveryRequest extends DocumentChoice {
  action: DeliveryAction;
  /** Who handed over, who signed for it, who sent it back. */
  person: string;
  /** Such as 现场递交. */
  via?: string;
  /** Of a return; for the others a remark. */
  reason?: string;
  /** Paths of scans of the signed sheet, as typed. */
  scans?: string[];
  /** ISO; when it happened, if it is written down later. Default: `now`. */
  happenedAt?: string;
  /** Who enters it, and by which way; without it a person at the terminal. */
  entered?: EnteredBy;
  /** What they were shown of each document, by its number. */
  shown?: ReadonlyMap<string, ShownDocument>;
  /** Fingerprint of the list by which all of them are signed for. */
  list?: string;
  /** What a return says of single pages. */
  marks?: readonly Mark[];
  /** ISO instant of writing it down. */
  now: string;
}

/** What a person had before them: the document as its fingerprint, and the pages of it. */
export interface ShownDocument {
  fingerprint: string;
  /** From 1 on; empty where nobody counted them. */
  pages: readonly number[];
}

interface DeliveryLine {
  number: string;
  obligation: string;
  period: string;
  revision: number;
}

export interface DeliveryResult {
  action: DeliveryAction;
  /** `claimed`: 签收 or 退回 of which nothing shows the purchaser's hand; it is told, and counts as none. */
  recorded: (DeliveryLine & { id: string; record: string; claimed: boolean })[];
  /** Documents of which this was recorded before. */
  unchanged: DeliveryLine[];
  /** Scans that prove something else already, in Chinese. */
  notices: string[];
}

/**
 * Records one fact of each chosen document, all or none.
 * @throws UserError when a document is not issued, the facts contradict each other (签收 before 送达, 退回 after 签收, a time
 * before issuing) or a scan cannot be read; nothing is saved then
 */
export async function recordDelivery(session: Session, request: DeliveryRequest): Promise<DeliveryResult> {
  const plan = await planWithRequests(session, request.now);
  const chosen = issuedDocuments(plan, request, (item) => isOpenFor(request.action, item.delivery));
  const happenedAt = request.happenedAt ?? request.now;
  const fresh = chosen.filter((item) => isNews(request, item.delivery));
  refuseContradictions(fresh, request, happenedAt);
  const { person, via, reason, marks } = request;
  await requireCleanEntry(session.workspace.root, {
    shown: signoffActions[request.action],
    value: { person, via, reason, marks },
    of: { kind: 'signoff' },
  });
  const scans = await Promise.all(
    (request.scans ?? []).map((file) => readAttachment(fileDoor(session), file, scanNote(request, happenedAt))),
  );
  const notices =
    fresh.length === 0
      ? []
      : await usedBefore(
          session,
          scans.map(({ attachment }) => attachment),
          fresh.map((item) => ({ ...deliveryDraft(item, request, happenedAt, []), kind: 'signoff' })),
        );
  const recorded = fresh.length === 0 ? [] : await save(session, request, fresh, happenedAt, scans);
  return {
    action: request.action,
    recorded,
    unchanged: chosen.filter((item) => !fresh.includes(item)).map(lineOf),
    notices: [...notices, ...takenNotices(scans)],
  };
}

/** What only the supplier told of is news again when the signed paper comes with it, or the purchaser's own account says it. */
function isNews({ action, scans = [], entered }: DeliveryRequest, facts: DeliveryFacts): boolean {
  if (facts[factOf[action]] !== null) return false;
  return action !== 'receive' || facts.claimedReceipt === null || scans.length > 0 || isPurchasers(entered);
}

/** Of a choice such as a whole month: the documents for which the fact can be recorded now. */
function isOpenFor(action: DeliveryAction, facts: DeliveryFacts): boolean {
  if (facts.annulled !== null) return false;
  if (action === 'deliver') return facts.delivered === null;
  return facts.delivered !== null && facts.received === null && facts.returned === null;
}

function lineOf({ issued, obligation, occurrence }: PlannedOccurrence): DeliveryLine {
  return {
    number: issued?.manifest.number ?? '',
    obligation: obligation.id,
    period: occurrence.period,
    revision: issued?.manifest.revision ?? 0,
  };
}

const scanNote = ({ action }: DeliveryRequest, takenAt: string): AttachmentNote => ({
  subject: `${signoffActions[action]}凭证扫描件`,
  takenAt,
  ...(action === 'deliver' ? {} : { proof: 'purchaser' }),
});

async function save(
  session: Session,
  request: DeliveryRequest,
  items: readonly PlannedOccurrence[],
  happenedAt: string,
  scans: readonly ReadAttachment[],
): Promise<DeliveryResult['recorded']> {
  const what = signoffActions[request.action];
  const first = items[0]?.issued?.manifest.number ?? '';
  return session.workspace.change(
    items.length === 1 ? `${what} ${first}` : `${what} ${first} 等 ${items.length} 份`,
    async (change) => {
      for (const { bytes } of scans) await change.putEvidence(bytes);
      const attachments = scans.map((scan) => scan.attachment);
      const recorded: DeliveryResult['recorded'] = [];
      for (const item of items) {
        const draft = deliveryDraft(item, request, happenedAt, attachments);
        const { id, path, record } = await change.addRecord<SignoffRecord>('signoff', draft);
        recorded.push({
          ...lineOf(item),
          id,
          record: path,
          claimed: request.action !== 'deliver' && isClaimed(record),
        });
      }
      return recorded;
    },
    { at: request.now },
  );
}

/** The fact as a record, of the revision that stands. */
export function deliveryDraft(
  item: PlannedOccurrence,
  request: Pick<DeliveryRequest, 'person' | 'via' | 'reason' | 'now' | 'entered' | 'shown' | 'list' | 'marks'> & {
    action: DeliveryAction | 'void';
  },
  happenedAt: string,
  attachments: readonly Attachment[],
): Draft<SignoffRecord> {
  const { number, obligation, period, revision } = lineOf(item);
  const shown = request.shown?.get(number);
  const { marks = [] } = request;
  return {
    source: 'manual',
    at: happenedAt,
    enteredAt: request.now,
    action: request.action,
    obligation,
    period,
    revision,
    person: request.person,
    enteredBy: request.entered ?? { channel: 'terminal' },
    ...(request.via === undefined ? {} : { via: request.via }),
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(shown === undefined ? {} : { fingerprint: shown.fingerprint }),
    ...(shown === undefined || shown.pages.length === 0 ? {} : { pagesSeen: [...shown.pages] }),
    ...(request.list === undefined ? {} : { list: request.list }),
    ...(marks.length === 0 ? {} : { marks: [...marks] }),
    ...(attachments.length === 0 ? {} : { attachments: [...attachments] }),
  };
}

/** Of several documents all are told at once: nobody should have to leave out one a run. @throws UserError */
function refuseContradictions(items: readonly PlannedOccurrence[], request: DeliveryRequest, happenedAt: string): void {
  const faults = items.flatMap((item) => {
    try {
      refuseContradiction(item, request, happenedAt);
      return [];
    } catch (error) {
      if (error instanceof UserError) return [error];
      throw error;
    }
  });
  const [first] = faults;
  if (first === undefined) return;
  const lines = [...new Set(faults.map(({ message }) => message.split('\n')[0] ?? ''))];
  if (lines.length === 1) throw first;
  throw new UserError(`${lines.length} 份文档不能${signoffActions[request.action]}，全部没有登记`, {
    found: ['', ...lines].join('\n    '),
    expected: first.place.expected ?? '',
    hint: `${first.place.hint ?? '改正后再登记'}；或去掉这些文档后再登记其余的`,
  });
}

/** @throws UserError naming the document and the fact that stands against it */
export function refuseContradiction(
  item: PlannedOccurrence,
  { action, reason, now }: Pick<DeliveryRequest, 'action' | 'reason' | 'now'>,
  happenedAt: string,
): void {
  const number = item.issued?.manifest.number ?? '';
  const what = signoffActions[action];
  const { delivered, received, returned, annulled } = item.delivery;
  if (annulled !== null) {
    throw new UserError(`${number} 已作废，不能${what}`, {
      found: voidText(annulled),
      expected: '没有作废的文档',
      hint: `重新签发后再登记：opsledger confirm ${item.obligation.id} ${item.occurrence.period} --by 姓名`,
    });
  }
  if (action === 'return' && (reason ?? '').trim() === '') {
    throw new UserError('退回须写明原因', {
      at: '--reason',
      found: ABSENT,
      expected: '⟦采购人⟧退回的原因',
      hint: '加上 --reason 原因 再登记',
    });
  }
  if (compareInstants(happenedAt, now) > 0) {
    throw new UserError(`${what}时间晚于登记时间`, {
      found: formatDateTime(happenedAt),
      expected: `不晚于 ${formatDateTime(now)}`,
      hint: '核对 --time 写的时间',
    });
  }
  if (action !== 'deliver' && delivered === null) {
    throw new UserError(`${number} 尚未送达，不能${what}`, {
      expected: '已送达的文档',
      hint: `先运行 opsledger deliver ${number} --by 送达人`,
    });
  }
  const ended = received ?? returned;
  if (ended !== null) {
    const hint =
      returned === null
        ? `已签收的不再退回；内容有误的，更正记录后运行 opsledger issue ${item.obligation.id} ${item.occurrence.period} --reason 原因 签发下一版`
        : '修订后的下一版签发并送达后再登记';
    throw new UserError(`${number} 已${signoffActions[ended.action]}，不能再${what}`, {
      found: `${formatDateTime(ended.at)} ${ended.person}`,
      expected: '已送达、尚未签收或退回的文档',
      hint,
    });
  }
  refuseEarlier(number, what, happenedAt, '签发', item.issued?.manifest.times.issued);
  refuseEarlier(number, what, happenedAt, '送达', delivered?.at);
}

/** Rule 9: times that contradict each other are refused, naming both. */
function refuseEarlier(number: string, what: string, at: string, before: string, earlier: string | undefined): void {
  if (earlier === undefined || compareInstants(earlier, at) <= 0) return;
  throw new UserError(`${number} 的${what}时间早于${before}时间`, {
    found: `${what} ${formatDateTime(at)}`,
    expected: `不早于${before} ${formatDateTime(earlier)}`,
    hint: '核对 --time 写的时间',
  });
}
