/**
 * What only the purchaser can settle: which questions, faults, permits and devices wait for a word of theirs. The first pages of the
 * reports and the site ask for the same by it. Pure.
 */
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { compareInstants, type DateText, type InstantText, toDate } from '../../contract/time.ts';
import { isClaimed, isVouched, vouchedIncident } from '../../records/purchaser.ts';
import type { DeviceRepairRecord } from '../../subjects/devices/kinds/device-repair.ts';
import { isSettled } from '../../subjects/incidents/judge/interpretation.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { Cover } from '../../subjects/permits/judge/permits.ts';
import type { PermitRecord } from '../../subjects/permits/kinds/permit.ts';
import { isPending, type JudgedRenewal } from '../../subjects/renewals/judge/renewals.ts';
import { moneyText } from '../../wording/figures.ts';

/** 口径 that the two sides have still to agree on. */
export const openQuestions = (all: readonly Interpretation[]): Interpretation[] => all.filter((one) => !isSettled(one));

/** What of a fault the purchaser is asked to confirm, in words. */
const faultParts = { restoration: '恢复时间', pauses: '暂停计时' } as const;

/** `恢复时间、暂停计时`: of which only the supplier tells; empty: nothing of it waits. */
export function faultToConfirm(record: IncidentRecord): string {
  const vouched = vouchedIncident(record);
  const isOpen = ({ id }: { id?: string | undefined }): boolean =>
    vouched.pauses?.find((one) => one.id === id)?.confirmedAt === undefined;
  return [
    ...(record.restoredAt !== undefined && vouched.confirmedRestoredAt === undefined ? [faultParts.restoration] : []),
    ...((record.pauses ?? []).some(isOpen) ? [faultParts.pauses] : []),
  ].join('、');
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

/** Come due, and paid by the purchaser, or by whom is still to be agreed: without their word nobody renews it. */
export const renewalsToDecide = (all: readonly JudgedRenewal[]): JudgedRenewal[] =>
  all.filter((one) => isPending(one) && one.renewal.payer !== 'supplier');

/** `决定云主机安全防护授权是否续期并付费（7,200.00 元，2026-12-15 到期）` */
export function renewalQuestion({ renewal: { item, payer, cost }, expiresOn }: JudgedRenewal): string {
  const about = [...(cost === undefined ? [] : [`${moneyText(cost)} 元`]), `${expiresOn} 到期`].join('，');
  return payer === 'purchaser' ? `决定${item}是否续期并付费（${about}）` : `约定${item}的续期由谁付费（${about}）`;
}

/** The first day on which it was to be seen to. */
export const renewalAskedSince = ({ renewal: { noticeDays }, expiresOn }: JudgedRenewal): DateText =>
  toDate(expiresOn).subtract({ days: noticeDays }).toString();
