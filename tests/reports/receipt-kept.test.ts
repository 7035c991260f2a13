/** What was received stays received: the record of the receipt leaves the inputs of later documents, and takes nothing back by it. */
import { expect, it } from 'vitest';
import { deliveryPart } from '../../reports/deliveries/due.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import { periodView } from '../../reports/period/period.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { signedScan } from '../support/signed.ts';
import { issuedFor, periodicInput } from './_periodic.ts';

const period = '2026-Q3';

function act(action: 'deliver' | 'receive', at: string, n: number, revision = 1): SignoffRecord {
  const day = at.slice(0, 10).replaceAll('-', '');
  return {
    ...signoff.example,
    ...{ id: `QS-${day}-00${n}`, at, enteredAt: at, action, obligation: 'backup-restore-test', period, revision },
    ...{ measures: undefined, attachments: action === 'receive' ? [signedScan(at)] : undefined },
  } as SignoffRecord;
}

const first = issuedFor('backup-restore-test', period, '2026-11-30T10:00:00+08:00');
const second = issuedFor('backup-restore-test', period, '2027-01-10T10:00:00+08:00', { revision: 2 });
const handedOver = [act('deliver', '2026-11-30T11:00:00+08:00', 1), act('receive', '2026-11-30T12:00:00+08:00', 2)];

const monthOf = (month: string) => {
  const cut = `${Temporal.PlainYearMonth.from(month).add({ months: 1 })}-02T10:00:00+08:00`;
  return issuedFor(monthly.id, month, cut, { cut });
};

/** Every day is reported: what a day without its report could be made of is no input that keeps the receipt in sight. */
const dailyReports = Array.from({ length: 153 }, (_, n) => {
  const day = Temporal.PlainDate.from('2026-09-01').add({ days: n });
  return issuedFor('daily-maintenance', day.toString(), `${day}T18:00:00+08:00`);
});

/** What the 月报 of January takes back and puts in its place, after November's counted the receipt. */
function inJanuary(later: readonly SignoffRecord[], issued: readonly (typeof first)[]) {
  const november = periodicInput({
    ...{ deliverable: monthly, records: handedOver, period: '2026-11', asOf: '2026-12-02T10:00:00+08:00' },
    issued: [first],
  });
  const { list, counted } = deliveryPart(periodView(november.input));
  expect(list.find((one) => one.occurrence.period === period)?.facts.received).not.toBeNull();
  const own = issuedFor(monthly.id, '2026-11', '2026-12-02T10:00:00+08:00', {
    cut: '2026-12-02T10:00:00+08:00',
    counted,
  });
  const { input } = periodicInput({
    ...{
      deliverable: monthly,
      records: [...handedOver, ...later],
      period: '2027-01',
      asOf: '2027-02-02T10:00:00+08:00',
    },
    issued: [...dailyReports, ...issued, own, ...['2026-09', '2026-10', '2026-12'].map((month) => monthOf(month))],
  });
  const corrections = deliveryPart(periodView(input)).corrections.filter(({ key }) => key.endsWith(` ${period}`));
  return {
    known: input.records['signoff']?.map(({ id }) => id),
    corrections: corrections.map(({ value, count }) => `${count} ${value}`),
  };
}

it('is taken back by nothing, though its record is no input any more', () => {
  const { corrections, known } = inJanuary([], [first]);
  expect(known).toEqual([]);
  expect(corrections).toEqual([]);
});

it('is taken back by a revision that went out since and nobody received', () => {
  const { corrections, known } = inJanuary([], [first, second]);
  expect(known).toEqual([]);
  expect(corrections).toEqual(['-1 on-time true true', '1 on-time true false']);
});

it('stands again when that revision is received', () => {
  const again = [act('deliver', '2027-01-11T10:00:00+08:00', 3, 2), act('receive', '2027-01-12T10:00:00+08:00', 4, 2)];
  expect(inJanuary(again, [first, second]).corrections).toEqual([]);
});
