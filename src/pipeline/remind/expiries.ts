/** What runs out: permits, certificates, cards and whatever else is listed to be renewed, risks that were accepted for a time. */

import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { endOfDay } from '../../contract/calendar/cut.ts';
import { wholeOf } from '../../contract/precedence/held-views.ts';
import { WARN_DAYS } from '../../contract/terms/certificates.ts';
import { requirementsOf } from '../../contract/terms/requirements.ts';
import { compareInstants, dateOf, type InstantText } from '../../contract/time.ts';
import { lineKind, lineNumber } from '../../notify/line.ts';
import type { Expiry } from '../../notify/told-facts.ts';
import { certificateEnds } from '../../subjects/attendance/judge/certificates.ts';
import certificateKind, { type CertificateRecord } from '../../subjects/attendance/kinds/certificate.ts';
import { decisionsByKey } from '../../subjects/findings/judge/decisions.ts';
import { followFindings } from '../../subjects/findings/judge/findings.ts';
import decisionKind, { type FindingDecisionRecord } from '../../subjects/findings/kinds/finding-decision.ts';
import type { ScanRecord } from '../../subjects/findings/kinds/scan.ts';
import { AHEAD_DAYS, type JudgedInstalment } from '../../subjects/payments/judge/instalments.ts';
import paymentPaper from '../../subjects/payments/kinds/payment-paper.ts';
import { type PermitRecord, permitTypes } from '../../subjects/permits/kinds/permit.ts';
import { judgeRenewals } from '../../subjects/renewals/judge/renewals.ts';
import renewalKind, { type RenewalRecord } from '../../subjects/renewals/kinds/renewal.ts';
import { choiceWords } from '../../wording/codes.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';
import type { Session } from '../session.ts';

/** @param now ISO instant. @returns what has not run out yet, or only today */
export async function readExpiries({ workspace: { records, contract } }: Session, now: InstantText): Promise<Expiry[]> {
  const [permits, renewals, decisions] = await Promise.all([
    records.list<PermitRecord>('permit'),
    records.list<RenewalRecord>('renewal'),
    records.list<FindingDecisionRecord>('finding-decision'),
  ]);
  const ahead = [
    ...permitExpiries(permits.records, now),
    ...renewalExpiries(renewals.records, now),
    ...(await riskExpiries(records, decisions.records, now)),
    ...(await certificateExpiries(records, contract, now)),
  ];
  return ahead.filter((one) => compareInstants(one.at, now) >= 0);
}

/** Of what is missing for an instalment the first day on which that may be paid. */
export const instalmentExpiries = (all: readonly JudgedInstalment[], now: InstantText): Expiry[] =>
  all
    .filter(({ state, instalment: { from } }) => state !== 'complete' && state !== 'unnamed' && from >= dateOf(now))
    .map(({ instalment: { id, name, from } }) => ({
      key: `instalment ${id}`,
      number: lineNumber(from),
      kind: lineKind({ id, name: `${name}${paymentPaper.label}` }),
      on: from,
      at: endOfDay(from),
      // It stood in the contract from the beginning.
      from: '',
      noticeDays: AHEAD_DAYS,
    }));

/** Of each person the one that ends last; of whom is listed and has left nothing is told. */
async function certificateExpiries(
  records: RecordStore,
  { contract }: ContractBundle,
  now: InstantText,
): Promise<Expiry[]> {
  const { certificates: asked } = requirementsOf(contract);
  if (asked.length === 0) return [];
  const { records: certificates } = await records.list<CertificateRecord>('certificate');
  const { people } = wholeOf(contract);
  return certificateEnds({ asked, certificates, people }, dateOf(now)).map(({ asked: one, certificate }) => ({
    key: `${certificate.id} ${one.id}`,
    number: lineNumber(certificate.id),
    kind: lineKind({ id: certificateKind.id, name: certificateKind.label }),
    on: certificate.validUntil,
    at: endOfDay(certificate.validUntil),
    from: certificate.validFrom,
    noticeDays: one.warnDays ?? WARN_DAYS,
  }));
}

/** A permit that another one takes over from is not missed when it ends. */
function permitExpiries(permits: readonly PermitRecord[], now: InstantText): Expiry[] {
  const inForce = permits.filter(({ revokedAt }) => revokedAt === undefined || compareInstants(revokedAt, now) > 0);
  return inForce
    .filter((one) => !inForce.some((other) => other !== one && follows(other, one)))
    .map(({ id, type, validFrom, validTo }) => ({
      key: id,
      number: lineNumber(id),
      kind: lineKind({ id: type, name: permitTypes[type] }),
      on: dateOf(validTo),
      at: validTo,
      from: dateOf(validFrom),
    }));
}

/** true when `later` permits all that `one` does, for as many assets, from no later than its end and beyond it. */
function follows(later: PermitRecord, one: PermitRecord): boolean {
  const all = (assets: PermitRecord['assets']): boolean => assets === undefined || assets.length === 0;
  const covers = (assets: readonly string[]): boolean => assets.every((asset) => later.assets?.includes(asset));
  return (
    compareInstants(later.validFrom, one.validTo) <= 0 &&
    compareInstants(later.validTo, one.validTo) > 0 &&
    one.operations.every((operation) => later.operations.includes(operation)) &&
    (all(later.assets) || (!all(one.assets) && covers(one.assets ?? [])))
  );
}

function renewalExpiries(renewals: readonly RenewalRecord[], now: InstantText): Expiry[] {
  const word = choiceWords(renewalKind);
  return judgeRenewals(renewals, now)
    .filter(({ state }) => state !== 'stopped')
    .map(({ renewal: { id, type, at, noticeDays, renewedOn, status }, expiresOn }) => ({
      key: id,
      number: lineNumber(id),
      kind: lineKind({ id: type, name: type === 'other' ? renewalKind.label : word('type', type) }),
      on: expiresOn,
      at: endOfDay(expiresOn),
      from: (status === 'renewed' ? renewedOn : undefined) ?? dateOf(at),
      noticeDays,
    }));
}

/** A risk whose finding is gone needs no renewal; the scans, which are large, are read only where a risk runs out at all. */
async function riskExpiries(
  records: RecordStore,
  decisions: readonly FindingDecisionRecord[],
  now: InstantText,
): Promise<Expiry[]> {
  const kind = lineKind({ id: 'accept', name: choiceWords(decisionKind)('decision', 'accept') });
  const ahead = [...decisionsByKey(decisions, now, new Map()).values()].flatMap(({ accepted }): Expiry[] => {
    if (accepted?.expiresOn === undefined) return [];
    const { id, at, expiresOn } = accepted;
    return [{ key: id, number: lineNumber(id), kind, on: expiresOn, at: endOfDay(expiresOn), from: dateOf(at) }];
  });
  if (ahead.length === 0) return [];
  const { records: scans } = await records.list<ScanRecord>('scan');
  const gone = followFindings({ scans, decisions, asOf: now, from: now }).filter(({ open }) => !open);
  const ofGone = new Set(gone.flatMap(({ decision: { accepted } }) => (accepted === null ? [] : [accepted.id])));
  return ahead.filter(({ key }) => !ofGone.has(key));
}
