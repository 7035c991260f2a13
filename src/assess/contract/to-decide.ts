/**
 * What only the purchaser can settle: which questions, faults, permits and devices wait for a word of theirs. The first pages of the
 * reports and the site ask for the same by it. Pure.
 */
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { compareInstants, type DateText, dateOf, type InstantText, toDate } from '../../contract/time.ts';
import { isClaimed, isVouched, vouchedIncident } from '../../records/purchaser.ts';
import type { DeviceRepairRecord } from '../../subjects/devices/kinds/device-repair.ts';
import { isSettled } from '../../subjects/incidents/judge/interpretation.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { Cover } from '../../subjects/permits/judge/permits.ts';
import type { PermitRecord } from '../../subjects/permits/kinds/permit.ts';
import { isPending, type JudgedRenewal } from '../../subjects/renewals/judge/renewals.ts';
import type { WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import { moneyText } from '../../wording/figures.ts';

/** 口径 that the two sides have still to agree on. */
export const openQuestions = (all: readonly Interpretation[]): Interpretation[] => all.filter((one) => !isSettled(one));

/** What the purchaser is asked about a record, by its id, and since when. */
export interface Question {
  id: string;
  text: string;
  since: DateText;
}

/** What of a fault the purchaser is asked to confirm, in words. */
const faultParts = { restoration: '恢复时间', pauses: '暂停计时' } as const;

/** `确认故障“…”的恢复时间、暂停计时`: of which only the supplier tells; none: nothing of it waits. */
export function faultQuestion(record: IncidentRecord): Question[] {
  const vouched = vouchedIncident(record);
  const isOpen = ({ id }: { id?: string | undefined }): boolean =>
    vouched.pauses?.find((one) => one.id === id)?.confirmedAt === undefined;
  const parts = [
    ...(record.restoredAt !== undefined && vouched.confirmedRestoredAt === undefined ? [faultParts.restoration] : []),
    ...((record.pauses ?? []).some(isOpen) ? [faultParts.pauses] : []),
  ];
  const { id, title, restoredAt, at } = record;
  return parts.length === 0
    ? []
    : [{ id, text: `确认故障“${title}”的${parts.join('、')}`, since: dateOf(restoredAt ?? at) }];
}

/**
 * Permits that only the supplier tells of, and those of whose conditions only the supplier says that they were kept; the earliest first.
 * @param permits of the whole service (`isOfService`) @param covers of its operations of `toldKinds`, at least, by `coverOf`
 */
export function permitsToConfirm(permits: readonly PermitRecord[], covers: readonly Cover[]): PermitRecord[] {
  const claimed = permits.filter((one) => !isVouched(one, one.grantedAt));
  const used = covers.flatMap(({ state, permit }) => (state === 'told' && permit !== null ? [permit] : []));
  const own = [...claimed, ...used].toSorted((a, b) => compareInstants(a.grantedAt, b.grantedAt));
  return [...new Map(own.map((one) => [one.id, one])).values()];
}

/** Found to be beyond repair by that time. @param asOf ISO instant */
export const isBeyondRepair = ({ irreparable, irreparableAt }: DeviceRepairRecord, asOf: InstantText): boolean =>
  irreparable && irreparableAt !== undefined && compareInstants(irreparableAt, asOf) <= 0;

/** Nobody of the purchaser's decided what becomes of the device, as far as their own hand shows. */
export const isUndecided = (one: DeviceRepairRecord): boolean =>
  one.decision === undefined || one.decidedBy === undefined || isClaimed(one, 'decidedBy');

/** What becomes of a device beyond repair; none: it is not, or they decided. @param name of the device */
export const deviceQuestion = (one: DeviceRepairRecord, name: string, asOf: InstantText): Question[] =>
  isBeyondRepair(one, asOf) && isUndecided(one)
    ? [{ id: one.id, text: `决定无法维修的${name}如何处置`, since: dateOf(one.irreparableAt ?? one.at) }]
    : [];

/** @param name of what is waived, with its period */
export const waiverQuestion = ({ id, at }: WaiverRecord, name: string): Question => ({
  ...{ id, text: `确认是否豁免 ${name}` },
  since: dateOf(at),
});

/** Of what has come due, and is paid by the purchaser, or by whom is still to be agreed: without their word nobody renews it. */
export const renewalQuestions = (all: readonly JudgedRenewal[]): Question[] =>
  all.filter((one) => isPending(one) && one.renewal.payer !== 'supplier').map(renewalQuestion);

/** `决定云主机安全防护授权是否续期并付费（7,200.00 元，2026-12-15 到期）`, since the first day on which it was to be seen to. */
function renewalQuestion({ renewal: { id, item, payer, cost, noticeDays }, expiresOn }: JudgedRenewal): Question {
  const about = [...(cost === undefined ? [] : [`${moneyText(cost)} 元`]), `${expiresOn} 到期`].join('，');
  const text =
    payer === 'purchaser' ? `决定${item}是否续期并付费（${about}）` : `约定${item}的续期由谁付费（${about}）`;
  return { id, text, since: toDate(expiresOn).subtract({ days: noticeDays }).toString() };
}
