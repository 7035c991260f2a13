import { describe, expect, test } from 'vitest';
import type { AnyRecord } from '../../../src/records/record.ts';
import { operationKinds, operationsOf } from '../../../src/subjects/permits/judge/operations.ts';
import { coverOf, coverStateText } from '../../../src/subjects/permits/judge/permits.ts';
import { writtenDeadline, writtenStateOf } from '../../../src/subjects/permits/judge/written.ts';
import type { PermitRecord } from '../../../src/subjects/permits/kinds/permit.ts';
import { exampleOf, variant } from '../../records/_kinds.ts';
import { signedScan } from '../../support/signed.ts';

const T = (clock: string, day = '24'): string => `2026-11-${day}T${clock}:00+08:00`;
/** 2026-11-28 and 29 are a weekend. */
const isWorkingDay = (date: string): boolean => ![6, 7].includes(Temporal.PlainDate.from(date).dayOfWeek);
const context = { asOf: T('12:00', '30'), isWorkingDay };

const permit = (patch: Readonly<Record<string, unknown>> = {}): PermitRecord =>
  variant('permit', {
    operations: ['remote'],
    assets: ['mysql-primary'],
    grantedAt: T('08:00'),
    validFrom: T('09:00'),
    validTo: T('18:00'),
    attachments: [signedScan(T('08:00'))],
    ...patch,
  }) as never;
const session = (patch: Readonly<Record<string, unknown>> = {}): AnyRecord =>
  variant('remote-session', {
    permit: 'XK-20261120-002',
    startedAt: T('10:00'),
    endedAt: T('11:00'),
    assets: ['mysql-primary'],
    ...patch,
  }) as never;

const cover = (record: AnyRecord, permits: PermitRecord[]) => {
  const [one] = coverOf(operationsOf([record]), permits, context);
  if (one === undefined) throw new Error('no operation');
  return one;
};

describe('one operation and its permit', () => {
  test.for([
    ['in time and scope', {}, {}, 'covered'],
    ['from the first second', { startedAt: T('09:00') }, {}, 'covered'],
    ['to the last second', { endedAt: T('18:00') }, {}, 'covered'],
    ['a second before validity', { startedAt: '2026-11-24T08:59:59+08:00' }, {}, 'before-validity'],
    ['a second longer than it was valid', { endedAt: '2026-11-24T18:00:01+08:00' }, {}, 'expired'],
    ['after it was over', { startedAt: T('19:00'), endedAt: T('20:00') }, {}, 'expired'],
    ['on the day after', { startedAt: T('10:00', '25'), endedAt: T('11:00', '25') }, {}, 'expired'],
    ['after it was revoked', {}, { revokedAt: T('10:30') }, 'revoked'],
    ['over before it was revoked', {}, { revokedAt: T('11:00') }, 'covered'],
    ['another operation', {}, { operations: ['scan'] }, 'other-operation'],
    ['one asset more', { assets: ['mysql-primary', 'app-server-1'] }, {}, 'other-asset'],
    ['a permit for all assets', { assets: ['mysql-primary', 'app-server-1'] }, { assets: [] }, 'covered'],
    ['a permit that is not there', { permit: 'XK-20261120-009' }, {}, 'unknown'],
    ['no permit, and it says so', { permit: undefined, withoutPermit: '未取得' }, {}, 'none'],
    ['still going on', { endedAt: undefined }, {}, 'covered'],
  ] as const)('%s', ([, about, patch, state]) => {
    const found = cover(session(about), [permit(patch)]);
    expect(found).toMatchObject({ state, breach: state !== 'covered' });
    expect(found.text).toMatch(/\p{Script=Han}/u);
  });

  test('a permit that only the supplier tells of waits for the purchaser, and so does work that names none', () => {
    for (const attachments of [undefined, [signedScan(T('07:59'))]]) {
      const told = permit({ attachments });
      const found = cover(session(), [told]);
      expect(found).toMatchObject({ state: 'claimed', doubt: true, breach: false });
      expect(found.text).toContain('待⟦采购人⟧确认');
      expect(cover(session({ startedAt: T('19:00'), endedAt: T('20:00') }), [told]).state).toBe('expired');
    }
    const own = { enteredBy: { name: '甲', account: 'owner', channel: 'purchaser' }, attachments: undefined };
    expect(cover(session(), [permit(own)]).state).toBe('covered');
  });

  test('who admits to have had none is not covered by a permit that would have fitted', () => {
    expect(cover(session({ permit: undefined, withoutPermit: '忘记申请' }), [permit()]).text).toContain('忘记申请');
  });
});

describe('routine under a standing permit', () => {
  const standing = permit({
    id: 'XK-20260901-001',
    type: 'standing',
    operations: ['collect', 'backup'],
    assets: undefined,
    validFrom: '2026-09-01T00:00:00+08:00',
    validTo: '2027-08-31T23:59:59+08:00',
  });

  test('collection and backup that name none are found under it', () => {
    const records = [exampleOf('inspection'), variant('backup', { permit: undefined }) as never];
    expect(coverOf(operationsOf(records), [standing], context).map((one) => [one.state, one.permit?.id])).toEqual([
      ['covered', standing.id],
      ['covered', standing.id],
    ]);
  });

  test('an imported scan that says nothing of permits is not covered by one that would have fitted', () => {
    const fits = { ...standing, operations: ['scan' as const] };
    const imported = variant('scan', { source: 'import', permit: undefined }) as never;
    expect(cover(imported, [fits])).toMatchObject({ state: 'unstated', permit: null, breach: true });
    expect(cover(imported, [fits]).text).toContain('许可未登记');
    const automatic = variant('scan', { source: 'auto', permit: undefined }) as never;
    expect(cover(automatic, [fits])).toMatchObject({ state: 'covered', breach: false });
  });

  test('without one they are a breach', () => {
    expect(cover(exampleOf('inspection'), [permit()])).toMatchObject({ state: 'none', permit: null, breach: true });
  });

  test("nobody's permission is asked for the supplier's own machine", () => {
    expect(operationsOf([exampleOf('inspection')], new Set(['ops-host']))).toEqual([]);
  });
});

describe('what is an operation', () => {
  test('a record of manual checks alone collected nothing; a run that read nothing still did', () => {
    const alone = variant('inspection', { source: 'manual', trigger: 'hand', runs: [], readings: [] }) as never;
    expect(operationsOf([alone])).toEqual([]);
    const failed = variant('inspection', { readings: [] }) as never;
    expect(operationsOf([failed]).map((one) => one.operation)).toEqual(['collect']);
  });

  test('each kind that needs permission gives one, from its own times, by its own person', () => {
    const found = operationsOf(operationKinds.map((kind) => exampleOf(kind)));
    expect(new Map(found.map((one) => [one.kind, one.operation]))).toEqual(
      new Map([
        ['change', 'release'],
        ['backup', 'backup'],
        ['scan', 'scan'],
        ['inspection', 'collect'],
        ['remote-session', 'remote'],
        ['restore-test', 'restore'],
        ['service-request', 'data-modify'],
        ['drill', 'drill'],
        ['note', null],
      ]),
    );
    expect(found.map((one) => one.from)).toEqual(found.map((one) => one.from).toSorted());
  });

  test('not begun is no operation yet; other records are none', () => {
    const request = variant('service-request', { startedAt: undefined, finishedAt: undefined });
    const change = variant('change', { releasedAt: undefined, confirmedAt: undefined });
    expect(operationsOf([request, change, exampleOf('service-order'), exampleOf('call')] as never)).toEqual([]);
  });

  test.for([
    ['account-delete', 'account'],
    ['data-delete', 'data-delete'],
    ['data-export', 'data-export'],
    ['interface-config', 'configuration'],
  ] as const)('%s needs a permit for %s', ([action, operation]) => {
    expect(operationsOf([variant('service-request', { action }) as never])[0]?.operation).toBe(operation);
  });

  test('hosts that a scan left out are not scanned', () => {
    const hosts = [
      { address: '10.0.0.11', asset: 'app-server-1', state: 'scanned' },
      { address: '10.0.0.12', asset: 'app-server-2', state: 'excluded' },
    ];
    expect(operationsOf([variant('scan', { hosts }) as never])[0]?.assets).toEqual(['app-server-1']);
  });
});

describe('rule 7: oral permission in an emergency', () => {
  const oral = (patch: Readonly<Record<string, unknown>> = {}) =>
    permit({ type: 'emergency', channel: 'phone', writtenDue: T('17:30', '30'), ...patch });

  test('the deadline is the end of the next working day, or the earlier one that the permit sets', () => {
    expect(writtenDeadline(oral(), isWorkingDay)).toBe('2026-11-25T23:59:59+08:00');
    expect(writtenDeadline(oral({ writtenDue: T('12:00', '25') }), isWorkingDay)).toBe(T('12:00', '25'));
    expect(writtenDeadline(oral({ grantedAt: T('20:00', '27') }), isWorkingDay)).toBe(T('17:30', '30'));
  });

  test.for([
    ['there on the last second', { writtenAt: '2026-11-25T23:59:59+08:00' }, T('12:00', '30'), 'in-time'],
    ['a second late', { writtenAt: '2026-11-26T00:00:00+08:00' }, T('12:00', '30'), 'late'],
    ['not there, still in time', {}, '2026-11-25T23:59:59+08:00', 'pending'],
    ['not there, too late', {}, '2026-11-26T00:00:00+08:00', 'overdue'],
    ['there only after the report', { writtenAt: T('10:00', '25') }, T('09:00', '25'), 'pending'],
    ['no emergency', { type: 'single' }, T('12:00', '30'), 'not-needed'],
  ] as const)('%s', ([, patch, asOf, state]) => expect(writtenStateOf(oral(patch), asOf, isWorkingDay)).toBe(state));

  test('the operation is covered; only a late written permit is a breach', () => {
    expect(cover(session(), [oral({ writtenAt: T('10:00', '25') })])).toMatchObject({
      state: 'covered',
      breach: false,
      written: 'in-time',
    });
    const late = cover(session(), [oral({ writtenAt: T('10:00', '27') })]);
    expect(late).toMatchObject({ state: 'covered', breach: true, written: 'late' });
    expect(late.text).toContain('：书面许可补办逾期：2026-11-27 10:00 补办，期限 2026-11-25 23:59（');
    expect(late.text).not.toContain('有许可');
    expect(coverStateText(late)).toBe('书面许可补办逾期');
  });
});
