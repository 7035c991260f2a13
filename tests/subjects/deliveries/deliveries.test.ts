import { describe, expect, it } from 'vitest';
import type { IssuedSummary, Occurrence } from '../../../src/contract/calendar/occurrence.ts';
import type { OnTimeBy } from '../../../src/contract/terms/due-rules.ts';
import type { Obligation } from '../../../src/contract/terms/obligations.ts';
import {
  countDeliveries,
  deliveriesOf,
  isGap,
  isNotHandedIn,
  isOwed,
  isReceived,
  isReturned,
} from '../../../src/subjects/deliveries/judge/deliveries.ts';
import signoffKind, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import waiverKind from '../../../src/subjects/signing/kinds/waiver.ts';
import { starter } from '../../contract/_starter.ts';
import { signedScan } from '../../support/signed.ts';

const obligation = starter().obligations.find((one) => one.id === 'inspection-log') as Obligation;
const t = (text: string): string => `${text.replace(' ', 'T')}+08:00`;
const DUE = t('2026-11-24 17:00:00');

const occurrence: Occurrence = {
  obligation: 'inspection-log',
  period: '2026-11-24',
  from: '2026-11-24',
  to: '2026-11-24',
  issueFrom: t('2026-11-24 00:00:00'),
  dueAt: DUE,
};

const issued = (issuedAt: string, revision = 1): IssuedSummary => ({
  obligation: 'inspection-log',
  period: '2026-11-24',
  revision,
  number: `HQSF-XJ-20261124-r${revision}`,
  title: '系统巡检日志',
  dueAt: DUE,
  issuedAt,
  confirmedAt: null,
  late: false,
  fingerprint: '0000-0000-0000',
});

let n = 0;
const signed = (action: SignoffRecord['action'], at: string, revision = 1, shown = true): SignoffRecord => {
  n += 1;
  return signoffKind.schema.parse({
    ...signoffKind.example,
    id: `QS-20261124-${String(n).padStart(3, '0')}`,
    action,
    at,
    enteredAt: at,
    revision,
    reason: action === 'return' ? '位置写错' : undefined,
    measures: undefined,
    ...(shown ? { attachments: [signedScan(at)] } : {}),
  });
};

interface Case {
  issued?: IssuedSummary[];
  signoffs?: SignoffRecord[];
  waived?: boolean | 'claimed';
  observed?: boolean;
  asOf?: string;
  dueAt?: string | null;
  by?: OnTimeBy;
}

function one({
  issued: documents = [],
  signoffs = [],
  waived = false,
  observed = true,
  asOf = t('2026-11-30 09:00:00'),
  dueAt = DUE,
  by = 'issued',
}: Case) {
  const [found] = deliveriesOf({
    occurrences: [{ ...occurrence, dueAt }],
    obligations: [obligation],
    issued: documents,
    signoffs,
    waivers: waived === 'claimed' ? [{ ...waiverKind.example, attachments: [] }] : waived ? [waiverKind.example] : [],
    onTime: () => ({ by, readings: [by] }),
    answers: () => null,
    observed: () => observed,
    asOf,
  });
  if (found === undefined) throw new Error('no delivery');
  return found;
}

describe('按期 by 签发 and by 送达', () => {
  it('takes the due time itself as in time, for both', () => {
    const found = one({ issued: [issued(DUE)], signoffs: [signed('deliver', DUE)] });
    expect(found).toMatchObject({ state: 'on-time', onTimeByIssue: true, onTimeByDelivery: true });
  });

  it('takes a second later as late, each for itself', () => {
    const late = t('2026-11-24 17:00:01');
    expect(one({ issued: [issued(late)] })).toMatchObject({ state: 'late', onTimeByIssue: false });
    const found = one({ issued: [issued(DUE)], signoffs: [signed('deliver', late)] });
    expect(found).toMatchObject({ onTimeByIssue: true, onTimeByDelivery: false });
  });

  it('is open until the due time has passed', () => {
    expect(one({ asOf: DUE })).toMatchObject({ state: 'due', onTimeByIssue: null, onTimeByDelivery: null });
    expect(one({ asOf: t('2026-11-24 17:00:01') })).toMatchObject({
      state: 'overdue',
      onTimeByIssue: false,
      onTimeByDelivery: false,
    });
  });

  it('tells apart what is owed, what is not due yet and what was waived, the same by list and one by one', () => {
    const later = t('2026-11-24 17:00:01');
    const told: [Case, boolean][] = [
      [{ issued: [issued(DUE)] }, true],
      [{ observed: false }, true],
      [{ issued: [issued(later)] }, true],
      [{ waived: 'claimed' }, true],
      [{ waived: true }, false],
      [{ asOf: DUE }, false],
      [{ asOf: DUE, issued: [issued(t('2026-11-24 09:00:00'))] }, false],
      [{ dueAt: null, issued: [issued(DUE)] }, false],
    ];
    for (const [given, expected] of told) {
      const found = one(given);
      const asOf = given.asOf ?? t('2026-11-30 09:00:00');
      expect(isOwed({ state: found.state, dueAt: found.occurrence.dueAt }, asOf), JSON.stringify(given)).toBe(expected);
      // A document lists what fell due by its cut.
      if (found.occurrence.dueAt !== null && asOf > DUE) expect(countDeliveries([found]).owed).toBe(Number(expected));
    }
  });

  it('is not asked of what never falls due', () => {
    expect(one({ dueAt: null, issued: [issued(DUE)] })).toMatchObject({ onTimeByIssue: null, onTimeByDelivery: null });
  });

  it('goes by the first revision and the first delivery of any', () => {
    const found = one({
      issued: [issued(t('2026-11-25 09:00:00'), 2), issued(t('2026-11-24 10:00:00'))],
      signoffs: [signed('deliver', t('2026-11-25 10:00:00'), 2), signed('deliver', t('2026-11-24 11:00:00'))],
    });
    expect(found).toMatchObject({ onTimeByIssue: true, onTimeByDelivery: true, deliveredAt: t('2026-11-24 11:00:00') });
    expect(found.current?.revision).toBe(2);
  });

  it('does not know yet what was signed after the moment of judging', () => {
    const found = one({
      issued: [issued(DUE)],
      signoffs: [signed('deliver', t('2026-11-24 16:00:00'))],
      asOf: t('2026-11-24 15:00:00'),
    });
    expect(found).toMatchObject({ deliveredAt: null, onTimeByDelivery: null });
  });
});

describe('缺失, 逾期未交, 豁免', () => {
  it('tells what was not observed from what was not handed in', () => {
    expect(one({ observed: false }).state).toBe('missing');
    expect(one({ observed: true }).state).toBe('overdue');
  });

  it('holds nothing against what was waived', () => {
    expect(one({ waived: true, observed: false })).toMatchObject({
      state: 'waived',
      onTimeByIssue: null,
      onTimeByDelivery: null,
    });
    expect(countDeliveries([one({ waived: true, observed: false })])).toMatchObject({ owed: 0, waived: 1, missing: 0 });
  });

  it('waives nothing by what only the supplier tells of', () => {
    const told = one({ waived: 'claimed', observed: false });
    expect(told).toMatchObject({ state: 'missing', waiver: null, claimedWaiver: { obligation: 'inspection-log' } });
    expect(countDeliveries([told])).toMatchObject({ owed: 1, waived: 0, missing: 1, claimed: 1 });
  });
});

describe('签收 and 退回', () => {
  const received = signed('receive', t('2026-11-25 09:00:00'));
  const returned = signed('return', t('2026-11-25 10:00:00'));

  it('counts the newest revision alone', () => {
    expect(isReceived(one({ issued: [issued(DUE)], signoffs: [received] }))).toBe(true);
    expect(isReceived(one({ issued: [issued(DUE), issued(t('2026-11-26 09:00:00'), 2)], signoffs: [received] }))).toBe(
      false,
    );
  });

  it('goes by the later of the two', () => {
    const found = one({ issued: [issued(DUE)], signoffs: [received, returned] });
    expect([isReceived(found), isReturned(found)]).toEqual([false, true]);
    const again = one({ issued: [issued(DUE)], signoffs: [signed('return', t('2026-11-25 08:00:00')), received] });
    expect([isReceived(again), isReturned(again)]).toEqual([true, false]);
  });

  it('is none while only the supplier tells of it, and counted apart', () => {
    const told = signed('receive', t('2026-11-25 09:00:00'), 1, false);
    const found = one({ issued: [issued(DUE)], signoffs: [told] });
    expect(isReceived(found)).toBe(false);
    expect(countDeliveries([found])).toMatchObject({ received: 0, claimed: 1 });
    const both = one({ issued: [issued(DUE)], signoffs: [told, signed('receive', t('2026-11-26 09:00:00'))] });
    expect(countDeliveries([both])).toMatchObject({ received: 1, claimed: 0 });
    const back = one({ issued: [issued(DUE)], signoffs: [signed('return', t('2026-11-25 09:00:00'), 1, false)] });
    expect(countDeliveries([back])).toMatchObject({ returned: 0, claimed: 1 });
  });

  it('is not proven later by what was signed earlier, nor by a scan that was withdrawn', () => {
    const later = t('2026-11-25 09:00:00');
    const scan = signedScan(t('2026-11-24 18:00:00'));
    const withdrawn = { by: '甲', at: later, reason: '扫错' };
    for (const attachments of [
      [scan],
      [{ ...signedScan(later), withdrawn }],
      [{ ...signedScan(later), proof: undefined }],
    ]) {
      const told = { ...signed('receive', later, 1, false), attachments };
      expect(isReceived(one({ issued: [issued(DUE)], signoffs: [told] }))).toBe(false);
    }
    const own = {
      ...signed('receive', later, 1, false),
      enteredBy: { account: 'clerk', channel: 'purchaser' as const },
    };
    expect(isReceived(one({ issued: [issued(DUE)], signoffs: [own] }))).toBe(true);
  });

  it('keeps every return of every revision', () => {
    const found = one({
      issued: [issued(DUE), issued(t('2026-11-26 09:00:00'), 2)],
      signoffs: [returned, signed('return', t('2026-11-27 09:00:00'), 2)],
    });
    expect(found.returns.map((back) => back.revision)).toEqual([1, 2]);
  });
});

it('countDeliveries tells what was waived and what is not due apart from what is owed: each 应交项 in one of the three', () => {
  const list = [
    one({ issued: [issued(DUE)] }),
    one({ issued: [issued(t('2026-11-25 09:00:00'))] }),
    one({}),
    one({ observed: false }),
    one({ asOf: DUE }),
    one({ waived: true }),
  ];
  const counts = countDeliveries(list);
  expect(counts).toMatchObject({ onTimeByIssue: 1, late: 1, overdue: 1, missing: 1 });
  expect(counts).toMatchObject({ owed: 4, open: 1, waived: 1 });
});

describe('where the contract counts the delivery or the receipt', () => {
  const early = issued(t('2026-11-24 16:00:00'));
  const delivered = (time: string): SignoffRecord => signed('deliver', t(time));

  it('goes by the delivery: late at 17:30 what was issued at 16:00', () => {
    const found = one({ by: 'delivered', issued: [early], signoffs: [delivered('2026-11-24 17:30:00')] });
    expect(found).toMatchObject({ state: 'delivered-late', onTimeByIssue: true, onTimeByDelivery: false });
    expect(countDeliveries([found])).toMatchObject({ owed: 1, onTime: 0, deliveredLate: 1, late: 0, undelivered: 0 });
    expect(one({ issued: [early], signoffs: [delivered('2026-11-24 17:30:00')] }).state).toBe('on-time');
  });

  it('says why, as the delivery that decides does', () => {
    const slow = { ...delivered('2026-11-24 17:30:00'), reason: '送件人途中耽搁' };
    const second = [early, issued(t('2026-11-25 09:00:00'), 2)];
    const again = signed('deliver', t('2026-11-25 10:00:00'), 2);
    expect(one({ by: 'delivered', issued: second, signoffs: [slow, again] }).lateReason).toBe('送件人途中耽搁');
    expect(
      one({ by: 'delivered', issued: [early], signoffs: [again, delivered('2026-11-24 17:30:00')] }).lateReason,
    ).toBeNull();
  });

  it('takes the receipt for the delivery that nobody wrote down, and a claimed one for nothing', () => {
    const receipt = signed('receive', t('2026-11-24 16:40:00'));
    expect(one({ by: 'delivered', issued: [early], signoffs: [receipt] }).state).toBe('on-time');
    const told = signed('receive', t('2026-11-24 16:40:00'), 1, false);
    expect(one({ by: 'delivered', issued: [early], signoffs: [told] }).state).toBe('undelivered');
    const both = [delivered('2026-11-24 16:30:00'), told];
    expect(one({ by: 'received', issued: [early], signoffs: both }).state).toBe('undelivered');
  });

  it('keeps the time of the first revision, when it was sent back', () => {
    const second = issued(t('2026-11-26 09:00:00'), 2);
    const signoffs = [
      delivered('2026-11-24 16:30:00'),
      signed('return', t('2026-11-25 09:00:00')),
      signed('deliver', t('2026-11-26 10:00:00'), 2),
    ];
    const found = one({ by: 'delivered', issued: [early, second], signoffs });
    expect(found.state).toBe('on-time');
    expect(isReturned(found)).toBe(false);
  });

  it('is open before its time, and owed after it', () => {
    const before = one({ by: 'delivered', issued: [early], asOf: t('2026-11-24 16:30:00') });
    expect([before.state, isGap(before), countDeliveries([before]).open]).toEqual(['awaiting', false, 1]);
    const after = one({ by: 'delivered', issued: [early] });
    expect([after.state, isGap(after), isNotHandedIn(after)]).toEqual(['undelivered', true, true]);
  });
});
