/**
 * 作废 of an issued document: it stays in the archive as it was issued and hands nothing in any more, so that what it was made for is
 * owed again until a later revision takes its place. The log has an entry VOID of it, made of the same commit.
 */

import { ABSENT, UserError } from '../../contract/error.ts';
import type { Person } from '../../contract/terms/contract.ts';
import { compareInstants, formatDateTime } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { isPurchasers } from '../../records/purchaser.ts';
import type { EnteredBy } from '../../records/record.ts';
import type { DeliveryFacts } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { voidText } from '../../subjects/signing/judge/voids.ts';
import { type SignoffRecord, signoffActions } from '../../subjects/signing/kinds/signoff.ts';
import { fileDoor } from '../contacts.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { issuedDocuments } from '../plan/select-issued.ts';
import { readAttachment } from '../record/attachment.ts';
import { usedBefore } from '../record/same-scan.ts';
import type { Session } from '../session.ts';
import { deliveryDraft } from './deliver.ts';

export interface VoidRequest {
  /** Number of the newest revision, or `obligation/period`. */
  document: string;
  /** Who makes it void, and why. */
  person: string;
  reason: string;
  /** Who agreed for the purchaser: of what they have signed for. */
  agreedBy?: string;
  /** Paths of scans that show it, as typed. */
  scans?: readonly string[];
  /** Who enters it, and by which way; without it a person at the terminal. */
  entered?: EnteredBy;
  /** ISO instant: it is void from then on. */
  now: string;
}

export interface VoidResult {
  number: string;
  obligation: string;
  period: string;
  revision: number;
  /** Of the record. */
  id: string;
  record: string;
}

/**
 * @throws UserError when nothing of the name is issued, it is void already, nobody says why, or it was signed for and nobody of the
 * purchaser is named who agrees, or nothing shows that they do; nothing is saved then
 */
export async function voidDocument(session: Session, request: VoidRequest): Promise<VoidResult> {
  const { person, reason, agreedBy, now } = request;
  const plan = await planWithRequests(session, now);
  const [item] = issuedDocuments(plan, { documents: [request.document] }, () => true);
  if (item?.issued == null) throw new Error('issuedDocuments names what is issued');
  const { number, obligation, period, revision } = item.issued.manifest;
  refuse(item, request, session.workspace.contract.contract.people);
  const { root, records } = session.workspace;
  await requireCleanEntry(root, {
    shown: signoffActions.void,
    value: { person, reason, agreedBy },
    of: { kind: 'signoff' },
  });
  const note = {
    subject: '作废凭证扫描件',
    takenAt: now,
    ...(agreedBy === undefined ? {} : { proof: 'purchaser' as const }),
  };
  const scans = await Promise.all((request.scans ?? []).map((file) => readAttachment(fileDoor(session), file, note)));
  const act = { action: 'void' as const, person, reason, now };
  await usedBefore(
    session,
    scans.map(({ attachment }) => attachment),
    [{ ...deliveryDraft(item, act, now, []), kind: 'signoff' }],
  );
  const saved = await session.workspace.change(
    `作废 ${number}`,
    async (change) => {
      const { records: told } = await records.list<SignoffRecord>('signoff', { from: item.occurrence.from });
      const before = told.find(
        (one) =>
          one.action === 'void' && one.obligation === obligation && one.period === period && one.revision === revision,
      );
      if (before !== undefined) throw voidedAlready(number, before);
      for (const { bytes } of scans) await change.putEvidence(bytes);
      const draft = deliveryDraft(
        item,
        request.entered === undefined ? act : { ...act, entered: request.entered },
        now,
        scans.map(({ attachment }) => attachment),
      );
      return change.addRecord<SignoffRecord>('signoff', agreedBy === undefined ? draft : { ...draft, agreedBy });
    },
    { at: now },
  );
  return { number, obligation, period, revision, id: saved.id, record: saved.path };
}

function refuse({ issued, delivery }: PlannedOccurrence, request: VoidRequest, people: readonly Person[]): void {
  const { reason, person, agreedBy = '', now } = request;
  const number = issued?.manifest.number ?? '';
  if (delivery.annulled !== null) throw voidedAlready(number, delivery.annulled);
  const empty = { '--reason': reason, '--by': person };
  const [lacking] = Object.entries(empty).find(([, text]) => text.trim() === '') ?? [];
  if (lacking !== undefined)
    throw new UserError('作废文档须写明原因和作废人', { at: lacking, found: ABSENT, expected: '为什么作废，由谁作废' });
  const issuedAt = issued?.manifest.times.issued ?? now;
  if (compareInstants(issuedAt, now) > 0)
    throw new UserError(`${number} 的作废时间早于签发时间`, {
      found: formatDateTime(now),
      expected: `不早于签发 ${formatDateTime(issuedAt)}`,
      hint: '核对 --at 写的时间',
    });
  const signed = signedFor(delivery);
  if (agreedBy.trim() !== '') requireTheirHand(number, agreedBy, request, people);
  if (signed === null || agreedBy.trim() !== '') return;
  throw new UserError(`${number} 已由⟦采购人⟧签收，⟦供应商⟧不能单方作废`, {
    at: '--agreed-by',
    found: `${formatDateTime(signed.at)} ${signed.person} 签收`,
    expected: '同意作废的⟦采购人⟧人员的姓名',
    hint: `⟦采购人⟧同意的，加上 --agreed-by 姓名 和 --scan 有其签字的扫描件；内容有误而不作废的，更正记录后修订：opsledger issue ${issued?.manifest.obligation} ${issued?.manifest.period} --reason 原因`,
  });
}

/** What the purchaser agreed to is theirs to say: by their own account, or on a paper with their signature. */
function requireTheirHand(
  number: string,
  agreedBy: string,
  { entered, scans = [] }: VoidRequest,
  people: readonly Person[],
): void {
  if (people.some(({ name, side }) => name === agreedBy.trim() && side === 'supplier'))
    throw new UserError(`${number} 没有作废：${agreedBy}是⟦供应商⟧的人员，不能代⟦采购人⟧同意`, {
      ...{ at: '--agreed-by', found: agreedBy, expected: '⟦采购人⟧的人员，见合同数据的 people' },
    });
  if (scans.length > 0 || isPurchasers(entered)) return;
  throw new UserError(`${number} 没有作废：⟦采购人⟧的同意没有凭证`, {
    ...{ at: '--scan', found: ABSENT, expected: '有其签字的书面同意的扫描件' },
    hint: '加上 --scan 扫描件；或由⟦采购人⟧退回这一版，修订后重新签发',
  });
}

/** Also as the supplier tells it: what may be theirs is not taken back alone. */
const signedFor = ({ received, claimedReceipt }: DeliveryFacts): SignoffRecord | null => received ?? claimedReceipt;

const voidedAlready = (number: string, before: SignoffRecord): UserError =>
  new UserError(`${number} 已作废，不能再作废`, {
    found: voidText(before),
    expected: '没有作废的文档',
    hint: `重新签发：opsledger confirm ${before.obligation} ${before.period} --by 姓名`,
  });
