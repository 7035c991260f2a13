/** 豁免: the purchaser does without a deliverable of some periods; kept with who, when and why (5.7). */

import { UserError } from '../../contract/error.ts';
import { compareInstants } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { isPurchasers, isVouched } from '../../records/purchaser.ts';
import type { EnteredBy } from '../../records/record.ts';
import { isTold } from '../../subjects/deliveries/judge/happenings.ts';
import type { WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { fileDoor } from '../contacts.ts';
import { planAt } from '../plan/plan.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { findOccurrences } from '../plan/select.ts';
import { readAttachment, takenNotices } from '../record/attachment.ts';
import { usedBefore } from '../record/same-scan.ts';
import { planSource, type Session } from '../session.ts';

export interface WaiveRequest {
  obligation: string;
  periods: string[];
  reason: string;
  /** Who on the purchaser's side approved it. */
  person: string;
  side: WaiverRecord['side'];
  /** Name of the letter, if there is one. */
  document?: string;
  /** Paths of its scans, as typed. */
  scans?: string[];
  /** ISO; when it was approved, if it is written down later. */
  happenedAt?: string;
  /** Who enters it, and by which way; without it a person at the terminal. */
  entered?: EnteredBy;
  now: string;
}

export interface WaiveResult {
  obligation: string;
  /** `claimed`: nothing shows the purchaser's hand; it is told, and waives nothing. */
  recorded: { period: string; id: string; record: string; claimed: boolean }[];
  /** Periods that were waived before. */
  unchanged: string[];
  /** Scans that prove something else already, in Chinese. */
  notices: string[];
}

/**
 * All periods or none.
 * @throws UserError when there is no such obligation or period, or its document was issued already
 */
export async function waive(session: Session, request: WaiveRequest): Promise<WaiveResult> {
  const plan = await planAt(planSource(session), request.now);
  const items = findOccurrences(plan, session, request.obligation, request.periods);
  const happenedAt = request.happenedAt ?? request.now;
  if (compareInstants(happenedAt, request.now) > 0) {
    throw new UserError('批准时间晚于登记时间', { found: happenedAt, expected: `不晚于 ${request.now}` });
  }
  const known = (await session.workspace.records.list<WaiverRecord>('waiver')).records;
  const isWaived = ({ obligation, occurrence }: PlannedOccurrence) =>
    known.some(
      (one) =>
        one.obligation === obligation.id &&
        one.period === occurrence.period &&
        // One of which only the supplier told is waived anew when the signed paper comes with it, or the purchaser's account does it.
        (isVouched(one, one.at) || ((request.scans ?? []).length === 0 && !isPurchasers(request.entered))),
    );
  const fresh = items.filter((item) => !isWaived(item));
  for (const item of fresh) refuseIssued(item);
  const { person, reason, document } = request;
  await requireCleanEntry(session.workspace.root, {
    shown: '豁免',
    value: { person, reason, document },
    of: { kind: 'signoff' },
  });
  const scans = await Promise.all(
    (request.scans ?? []).map((file) =>
      readAttachment(fileDoor(session), file, {
        subject: '豁免批准文件扫描件',
        takenAt: happenedAt,
        proof: 'purchaser',
      }),
    ),
  );
  const notices =
    fresh.length === 0
      ? []
      : await usedBefore(
          session,
          scans.map(({ attachment }) => attachment),
          fresh.map(({ occurrence }) => ({ ...waiverDraft(request, occurrence.period, happenedAt), kind: 'waiver' })),
        );
  const recorded =
    fresh.length === 0
      ? []
      : await session.workspace.change(
          `豁免 ${fresh[0]?.obligation.name ?? ''} ${fresh.map((item) => item.occurrence.period).join('、')}`,
          async (change) => {
            for (const { bytes } of scans) await change.putEvidence(bytes);
            const saved: WaiveResult['recorded'] = [];
            for (const { occurrence } of fresh) {
              const draft = waiverDraft(request, occurrence.period, happenedAt);
              const attachments = scans.map((scan) => scan.attachment);
              const { id, path, record } = await change.addRecord<WaiverRecord>('waiver', {
                ...draft,
                ...(attachments.length === 0 ? {} : { attachments }),
              });
              saved.push({ period: occurrence.period, id, record: path, claimed: !isVouched(record, record.at) });
            }
            return saved;
          },
          { at: request.now },
        );
  const unchanged = items.filter((item) => !fresh.includes(item)).map((item) => item.occurrence.period);
  const unread = takenNotices(scans);
  return { obligation: request.obligation, recorded, unchanged, notices: [...notices, ...unread] };
}

function waiverDraft(request: WaiveRequest, period: string, happenedAt: string): Draft<WaiverRecord> {
  return {
    source: 'manual',
    at: happenedAt,
    enteredAt: request.now,
    obligation: request.obligation,
    period,
    reason: request.reason,
    approvedBy: request.person,
    enteredBy: request.entered ?? { channel: 'terminal' },
    side: request.side,
    ...(request.document === undefined ? {} : { document: request.document }),
  };
}

/** What was issued is handed in; without what it has to tell of it is not. */
function refuseIssued({ issued, obligation, occurrence }: PlannedOccurrence): void {
  if (issued === null || !isTold(occurrence)) return;
  throw new UserError(`${obligation.name} ${occurrence.period} 已签发，不能豁免`, {
    found: issued.manifest.number,
    expected: '尚未签发的一期',
  });
}
