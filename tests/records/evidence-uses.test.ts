/** What one file may be evidence for more than once: the table, by what each row lets through and what it does not. */
import { describe, expect, it } from 'vitest';
import { reusedTwice } from '../../src/assess/precheck/reused-evidence.ts';
import { shownText } from '../../src/records/evidence-reuse.ts';
import { type EvidenceUse, evidenceUses, mayShare, type Purpose, purposeOf } from '../../src/records/evidence-uses.ts';
import type { AnyRecord } from '../../src/records/record.ts';

const on = (day: string, time = '09:00') => `${day}T${time}:00+08:00`;
const use = (
  kind: string,
  day: string,
  fields: object = {},
  attachment: Partial<EvidenceUse['attachment']> = {},
): EvidenceUse => ({
  record: { kind, id: `${kind}-${day}`, at: on(day), enteredAt: on(day), ...fields } as EvidenceUse['record'],
  attachment: { type: 'application/pdf', ...attachment },
});
const photo = { type: 'image/jpeg' };
const signed = { proof: 'purchaser' as const };
const sheet = { proof: 'paper-sheet' as const };
const receipt = (day: string, period: string) =>
  use('signoff', day, { id: `QS ${period} ${day}`, action: 'receive', obligation: 'log', period }, signed);

const pairs: Record<Purpose, { fits: [EvidenceUse, EvidenceUse]; not: [EvidenceUse, EvidenceUse] }> = {
  act: {
    fits: [receipt('2026-11-25', '2026-11-23'), receipt('2026-11-25', '2026-11-24')],
    not: [receipt('2026-11-25', '2026-11-24'), receipt('2026-11-26', '2026-11-25')],
  },
  approval: {
    fits: [
      use('waiver', '2026-11-23', { id: 'a', approvedBy: '甲' }, signed),
      use('waiver', '2026-11-23', { id: 'b', approvedBy: '甲' }, signed),
    ],
    not: [
      use('waiver', '2026-11-23', { approvedBy: '甲' }, signed),
      use('waiver', '2026-12-23', { approvedBy: '甲' }, signed),
    ],
  },
  permit: {
    fits: [
      use('permit', '2026-11-20', { id: 'XK-20261120-002' }, signed),
      use('change', '2026-11-25', { permit: 'XK-20261120-002' }, signed),
    ],
    not: [
      use('permit', '2026-11-20', { id: 'XK-20261120-002' }, signed),
      use('permit', '2026-11-20', { id: 'XK-20261120-003' }, signed),
    ],
  },
  vouched: {
    fits: [use('service-request', '2026-11-20', {}, signed), use('service-request', '2026-11-02', {}, signed)],
    not: [use('service-request', '2026-11-20', {}, signed), use('service-request', '2026-12-02', {}, signed)],
  },
  'paper-sheet': {
    fits: [
      use('inspection', '2026-11-20', { enteredAt: on('2026-11-23') }, sheet),
      use('inspection', '2026-11-21', { enteredAt: on('2026-11-23') }, sheet),
    ],
    not: [use('inspection', '2026-11-20', {}, sheet), use('inspection', '2026-11-21', {}, sheet)],
  },
  consent: {
    fits: [use('consent', '2026-11-20', {}, signed), use('drill', '2026-11-20')],
    not: [use('consent', '2026-11-20', {}, signed), use('inspection', '2026-11-20', {}, signed)],
  },
  photo: {
    fits: [use('inspection', '2026-11-20', { date: '2026-11-20' }, photo), use('note', '2026-11-20', {}, photo)],
    not: [use('note', '2026-11-20', {}, photo), use('note', '2026-11-21', {}, photo)],
  },
  paper: {
    fits: [use('drill', '2026-03-20'), use('drill', '2026-06-20')],
    // What claims to prove something proves one thing, whatever lies beside it.
    not: [use('note', '2026-11-20', {}, photo), use('signoff', '2026-11-21', { action: 'receive' }, signed)],
  },
};

describe.each(Object.keys(evidenceUses) as Purpose[])('%s', (purpose) => {
  it('is shared as its row says, whichever came first, and not otherwise', () => {
    const { fits, not } = pairs[purpose];
    expect(purposeOf(fits[0])).toBe(purpose);
    for (const [a, b] of [fits, [fits[1], fits[0]]] as const) expect(mayShare(a, b)).toBe(true);
    for (const [a, b] of [not, [not[1], not[0]]] as const) expect(mayShare(a, b)).toBe(false);
  });
});

it('a file is shared by records of which one names the other', () => {
  const incident = use('incident', '2026-11-20', { id: 'GZ-20261120-001' }, photo);
  expect(mayShare(use('change', '2026-11-24', { rows: [{ incident: 'GZ-20261120-001' }] }, photo), incident)).toBe(
    true,
  );
  expect(mayShare(use('change', '2026-11-24', { rows: [{ incident: 'GZ-20261120-002' }] }, photo), incident)).toBe(
    false,
  );
});

it('tells both records of one file, or of a picture that looks the same, unless they may share it', () => {
  const file = (more: object) => ({ sha256: 'a', name: 'x', type: 'image/jpeg', size: 1, subject: '现场', ...more });
  const note = (id: string, day: string, more: object) =>
    ({ ...use('note', day).record, id, attachments: [file({ takenAt: on(day), ...more })] }) as unknown as AnyRecord;
  const told = (...records: AnyRecord[]) =>
    reusedTwice(records, []).map(({ text, records: ids }) => [text, ids.join(' ')]);
  const one = note('a', '2026-11-20', { likeness: 'ffff0000ffff0000' });
  expect(told(one, note('b', '2026-11-21', {}))).toEqual([['“现场”与 b 的附件是同一文件', 'a b']]);
  expect(told(one, note('b', '2026-11-20', {}))).toEqual([]);
  for (const [likeness, isAlike] of [
    ['7fff0000ffff0001', true],
    ['7fff0001ffff0001', false],
  ] as const)
    expect(told(one, note('b', '2026-11-21', { sha256: 'b', likeness }))).toEqual(
      isAlike ? [['“现场”与 b 的图片几乎相同', 'a b']] : [],
    );
  const gone = { ...note('b', '2026-11-21', {}), withdrawn: { at: on('2026-11-22'), by: '甲', reason: '误' } };
  expect(told(one, gone as AnyRecord)).toEqual([]);
  const pages = [{}, { pages: 2, inked: 2, letters: 0 }, { pages: 2, inked: 1, letters: 9 }];
  expect(pages.map(shownText)).toEqual(['', '', '共 2 页，有内容 1 页']);
});
