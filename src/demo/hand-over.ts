/** 送达, 签收, 退回 of the story: what was issued is handed over, and signed for or sent back some days later. Pure. */

import { monthText } from '../contract/calendar/month-text.ts';
import { briefPeriod, periodText } from '../contract/calendar/period-text.ts';
import { isDaily as isOfEveryDay } from '../contract/terms/cadence.ts';
import type { PlannedOccurrence } from '../pipeline/plan/planned.ts';
import { type DeliveryAction, deliveryDraft } from '../pipeline/signoff/deliver.ts';
import type { SignoffRecord } from '../subjects/signing/kinds/signoff.ts';
import type { Draft } from '../workspace/change/change.ts';
import { people } from './kit/people.ts';
import { photo } from './kit/pictures.ts';
import { type Random, random } from './kit/random.ts';
import { dayOf, isBefore, later, plusMinutes, t } from './kit/times.ts';
import { claims, type Return, returns } from './policy-data.ts';
import { residentOf } from './topics/duty.ts';
import type { Year } from './year.ts';

export type SignoffDraft = Draft<SignoffRecord>;

/** Signoffs with the originals that go with them. */
export interface Signed {
  drafts: SignoffDraft[];
  files: Uint8Array[];
}

const nothing: Signed = { drafts: [], files: [] };

export const keyOf = (item: PlannedOccurrence): string => `${item.obligation.id} ${item.occurrence.period}`;
export const isDaily = (item: PlannedOccurrence): boolean => isOfEveryDay(item.obligation);

/** What happens to the newest revision of a document on a working morning. @param now ISO instant of writing it down */
export function handedOver(item: PlannedOccurrence, now: string, year: Year): Signed {
  const { delivered, received, returned, claimedReceipt } = item.delivery;
  if (received !== null || returned !== null || item.issued === null) return nothing;
  const { revision, times } = item.issued.manifest;
  const chance = random(`hand/${keyOf(item)}/${revision}`);
  if (isDaily(item) || isSheet(item)) return withMonthlySheet(item, now, times.issued, year);
  if (delivered === null) return deliveredSoon(item, now, times.issued, chance);
  if (now < t(year.context.workingDayAfter(dayOf(delivered.at), chance.int(1, 3)), '00:00')) return nothing;
  const at = later(plusMinutes(now, -chance.int(8, 40)), plusMinutes(delivered.at, 5));
  const back = revision === 1 ? returnOf(item, year) : undefined;
  if (back !== undefined) {
    const sent = one(item, now, { action: 'return', person: people.clerk, at, via: '现场退回', reason: back.reason });
    return withSheet(namedIn(item), keyOf(item), at, sent);
  }
  const remark = chance.chance(0.12) ? { reason: '同意' } : {};
  const claim = claims.find(
    ({ obligation, period }) => obligation === item.obligation.id && period === item.occurrence.period,
  );
  if (claim !== undefined && dayOf(now) < claim.provenOn) {
    const told = { action: 'receive', person: people.clerk, at, via: '电话告知已签收' } as const;
    return claimedReceipt === null ? one(item, now, told) : nothing;
  }
  const signed = one(item, now, { action: 'receive', person: people.clerk, at, via: '签字签收', ...remark });
  return withSheet(namedIn(item), keyOf(item), at, signed);
}

interface Fact {
  action: DeliveryAction;
  person: string;
  at: string;
  via: string;
  reason?: string;
}

function one(item: PlannedOccurrence, now: string, { at, ...fact }: Fact): Signed {
  return { drafts: [{ ...deliveryDraft(item, { ...fact, now }, at, []), simulated: true }], files: [] };
}

/** Working days of the next month on which daily documents are handed over, and their sheet comes back signed; it is made between. */
const HANDED_ON = 2;
const SIGNED_ON = 5;

/** The sheet on which a month's documents are signed for. */
export const isSheet = ({ obligation }: PlannedOccurrence): boolean => obligation.id === 'signing-sheet';

/**
 * Daily documents are handed over together at the beginning of the next month, and received by the sheet that lists them: it is made
 * first, and its stamped scan is the receipt of them all and of itself.
 */
function withMonthlySheet(item: PlannedOccurrence, now: string, issuedAt: string, year: Year): Signed {
  const { delivered } = item.delivery;
  if (delivered === null) {
    const isDay = isSheet(item) ? isWorkingDayOf(now, SIGNED_ON, year) : isWorkingDayOf(now, HANDED_ON, year);
    if (!isDay || (!isSheet(item) && issuedAt.slice(0, 7) >= now.slice(0, 7))) return nothing;
    const at = plusMinutes(now, -25);
    const via = isSheet(item) ? '现场递交' : '随月度交付签收单递交';
    const handed = one(item, now, { action: 'deliver', person: residentOf(dayOf(at)), at, via });
    return isSheet(item) ? together(handed, signedSheet(item, now)) : handed;
  }
  return isWorkingDayOf(now, SIGNED_ON, year) ? signedSheet(item, now) : nothing;
}

function signedSheet(item: PlannedOccurrence, now: string): Signed {
  const at = plusMinutes(now, -10);
  const received = one(item, now, { action: 'receive', person: people.clerk, at, via: '月度交付签收单' });
  const month = now.slice(0, 7);
  return withSheet(`月度交付签收单 ${monthText(month)}`, month, at, received);
}

const together = (a: Signed, b: Signed): Signed => ({
  drafts: [...a.drafts, ...b.drafts],
  files: [...a.files, ...b.files],
});

/** true on the n-th working day of a month. */
function isWorkingDayOf(now: string, n: number, { context }: Year): boolean {
  const first = `${now.slice(0, 8)}01`;
  return context.workingDayAfter(first, context.isWorkingDay(first) ? n - 1 : n) === dayOf(now);
}

/** Within the hour, mostly; now and then it lies until the next morning. */
function deliveredSoon(item: PlannedOccurrence, now: string, issuedAt: string, chance: Random): Signed {
  const urgent = item.obligation.id === 'major-incident';
  const prompt = plusMinutes(issuedAt, urgent ? chance.int(4, 12) : chance.int(20, 70));
  const isPrompt = isBefore(prompt, now) && chance.chance(0.94);
  const at = isPrompt ? prompt : later(plusMinutes(now, -chance.int(6, 18)), plusMinutes(issuedAt, 1));
  if (isBefore(now, at)) return nothing;
  const via = urgent ? '邮件并电话告知' : chance.pick(['现场递交', '现场递交', '邮件']);
  return one(item, now, { action: 'deliver', person: residentOf(dayOf(at)), at, via });
}

/** What a scan is named after. */
const namedIn = ({ obligation, occurrence }: PlannedOccurrence): string =>
  `${obligation.name} ${briefPeriod(occurrence.period, periodText(occurrence))}`;

/** With the signed page as a scan. */
function withSheet(what: string, key: string, takenAt: string, signed: Signed): Signed {
  const scan = photo('sheet', random(`sheet/${key}`), {
    name: '签收页扫描件.png',
    subject: `${what} 签收页`,
    takenAt,
  });
  const attachment = { ...scan.attachment, proof: 'purchaser' as const };
  return {
    drafts: signed.drafts.map((draft) => ({ ...draft, attachments: [attachment] })),
    files: [scan.bytes],
  };
}

function returnOf(item: PlannedOccurrence, year: Year): Return | undefined {
  return returns.find(({ obligation, period }) => {
    if (obligation !== item.obligation.id) return false;
    if (!period.startsWith('incident:')) return period === item.occurrence.period;
    return year.entries.some((entry) => entry.key === period && entry.id === item.occurrence.event);
  });
}
