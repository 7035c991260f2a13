/** An account of the purchaser vouches for what it wrote, and no longer where somebody else wrote over it. */
import { describe, expect, test } from 'vitest';
import { isVouched, vouchedIncident } from '../../src/records/purchaser.ts';
import type { Correction, EnteredBy } from '../../src/records/record.ts';
import * as recount from '../../src/recount/vouched.ts';
import incident, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';

const theirs: EnteredBy = { name: '采购人经办人', account: 'clerk', channel: 'purchaser' };
const ours: EnteredBy = { name: '驻点运维工程师', account: 'engineer', channel: 'desk' };
const receipt: SignoffRecord = { ...signoff.example, action: 'receive', enteredBy: theirs };

const correction = (path: string, entered?: EnteredBy): Correction => ({
  at: '2026-11-25T09:00:00+08:00',
  by: '某人',
  reason: '写错',
  what: path,
  changes: [{ path, label: path, kind: 'changed' }],
  ...(entered === undefined ? {} : { entered }),
});

const both = (record: SignoffRecord): [boolean, boolean] => [
  isVouched(record, record.at),
  recount.isVouched(record, record.at),
];

describe('a record that an account of the purchaser entered', () => {
  test('is theirs as long as nobody else changed it', () => {
    expect(both(receipt)).toEqual([true, true]);
    expect(both({ ...receipt, corrections: [correction('person', theirs)] })).toEqual([true, true]);
    expect(both({ ...receipt, corrections: [correction('attachments.abc')] })).toEqual([true, true]);
  });

  test.for([ours, undefined, { ...theirs, account: undefined }])('is not theirs once %j changed it', (hand) => {
    expect(both({ ...receipt, corrections: [correction('person', hand)] })).toEqual([false, false]);
  });

  test('is not theirs when nobody kept what a correction changed', () => {
    const { changes: _, ...untold } = correction('person');
    expect(both({ ...receipt, corrections: [untold] })).toEqual([false, false]);
  });

  test('is theirs again when they wrote the last word', () => {
    const corrections = [correction('person', ours), correction('person', theirs)];
    expect(both({ ...receipt, corrections })).toEqual([true, true]);
  });
});

describe('an incident', () => {
  const restoredAt = incident.example.restoredAt ?? incident.example.at;
  const base: IncidentRecord = {
    ...incident.example,
    attachments: [],
    confirmedRestoredAt: restoredAt,
    levels: incident.example.levels.map((row, n) => ({ ...row, id: `r${n + 1}` })),
  };
  const isConfirmed = (record: IncidentRecord): [boolean, boolean] => [
    vouchedIncident(record).confirmedRestoredAt !== undefined,
    recount.vouchedIncident(record).confirmedRestoredAt !== undefined,
  ];

  test('that the purchaser reported vouches for no confirmation that the supplier wrote into it', () => {
    expect(isConfirmed({ ...base, enteredBy: theirs })).toEqual([true, true]);
    const corrections = [correction('confirmedRestoredAt', ours)];
    expect(isConfirmed({ ...base, enteredBy: theirs, corrections })).toEqual([false, false]);
  });

  test('keeps the confirmation of their own when the supplier goes on writing elsewhere', () => {
    const corrections = [correction('confirmedRestoredAt', theirs), correction('cause', ours)];
    expect(isConfirmed({ ...base, enteredBy: ours, corrections })).toEqual([true, true]);
  });

  test('has the row of a level theirs by whoever wrote that row last', () => {
    const [level] = base.levels;
    if (level === undefined) throw new Error('no level in the example');
    const levels = [{ ...level, confirmedBy: '采购人', confirmedAt: level.at }];
    const left = (corrections: Correction[]): unknown[] =>
      [vouchedIncident, recount.vouchedIncident].map(
        (of) => of({ ...base, levels, enteredBy: ours, corrections }).levels[0]?.confirmedAt,
      );
    expect(left([correction('levels.r1', theirs)])).toEqual([level.at, level.at]);
    expect(left([correction('levels.r1.confirmedAt', theirs), correction('levels.r1.reason', ours)])).toEqual([
      undefined,
      undefined,
    ]);
  });
});
