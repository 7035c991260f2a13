/** Which records a need means: every kind of window, and what lies just inside and just outside. */
import { describe, expect, it } from 'vitest';
import type { PeriodCut } from '../../../src/contract/calendar/cut.ts';
import type { Occurrence } from '../../../src/contract/calendar/occurrence.ts';
import {
  heldBy,
  resolveWindow,
  standsAt,
  takesBack,
  type WindowContext,
} from '../../../src/pipeline/compose/window.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import inspection from '../../../src/subjects/inspections/kinds/inspection.ts';
import signoff, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import note from '../../../src/subjects/work/kinds/note.ts';
import { starter } from '../../contract/_starter.ts';
import { signedScan } from '../../support/signed.ts';

const day: Occurrence = {
  obligation: 'inspection-log',
  period: '2026-11-24',
  from: '2026-11-24',
  to: '2026-11-24',
  issueFrom: null,
  dueAt: null,
};
const evening: Occurrence = {
  ...day,
  obligation: 'daily-maintenance',
  span: { from: '2026-11-23T17:00:00+08:00', to: '2026-11-24T17:00:00+08:00' },
};
const incident: Occurrence = {
  ...day,
  obligation: 'incident-analysis',
  period: 'GZ-20261124-001-z',
  event: 'GZ-20261124-001',
};

const context = (changes: Partial<WindowContext> = {}): WindowContext => ({
  contract: { ...starter(), obligations: [] },
  occurrence: day,
  previous: null,
  cuts: [],
  servicePeriod: { from: '2026-06-01', to: '2027-05-31' },
  asOf: '2026-11-26T01:00:00+08:00',
  ...changes,
});

const noteAt = (at: string): AnyRecord => ({ ...note.example, at, date: at.slice(0, 10) }) as AnyRecord;
const dates = ({ from, to }: { from: string; to: string }) => [from, to];

describe('what waits for the purchaser', () => {
  const act = (action: SignoffRecord['action'], period: string, hour: number, more: Partial<SignoffRecord> = {}) => {
    const at = `2026-11-24T${String(hour).padStart(2, '0')}:00:00+08:00`;
    const own = {
      id: `QS-20261124-${period}${action}`,
      at,
      enteredAt: at,
      obligation: 'x',
      period,
      revision: 1,
      action,
    };
    return { ...signoff.example, ...own, attachments: undefined, ...more } as SignoffRecord;
  };
  const signed = { attachments: [signedScan('2026-11-24T23:00:00+08:00')] };
  const held = (...all: SignoffRecord[]) => [
    ...new Set(heldBy(resolveWindow('waiting', context(), 'signoff'), all).map((one) => (one as SignoffRecord).period)),
  ];

  it('is what was handed over and not answered, by the purchaser’s own hand and of its newest revision', () => {
    const delivered = act('deliver', 'a', 9);
    expect(held(delivered)).toEqual(['a']);
    expect(held(delivered, act('receive', 'a', 10))).toEqual(['a']);
    expect(held(delivered, act('receive', 'a', 10, signed))).toEqual([]);
    expect(held(delivered, act('return', 'a', 10))).toEqual([]);
    const again = act('deliver', 'a', 12, { revision: 2 });
    expect(held(delivered, act('return', 'a', 10), again)).toEqual(['a']);
    expect(held(act('confirm', 'a', 8), act('receive', 'b', 8), delivered, act('deliver', 'c', 9))).toEqual(['a', 'c']);
  });
});

describe('windows by dates', () => {
  it('takes the days of the period', () => {
    expect(dates(resolveWindow('period', context()))).toEqual(['2026-11-24', '2026-11-24']);
  });

  it('takes the period before, and nothing before the first', () => {
    const previous = { ...day, from: '2026-11-23', to: '2026-11-23' };
    const window = resolveWindow('previous', context({ previous }));
    expect(dates(window)).toEqual(['2026-11-23', '2026-11-23']);
    expect(window.holds(noteAt('2026-11-23T12:00:00+08:00'))).toBe(true);
    expect(resolveWindow('previous', context()).holds(noteAt('2026-11-24T12:00:00+08:00'))).toBe(false);
  });

  it('looks back so many days from the end of the period, the period itself included', () => {
    expect(dates(resolveWindow({ days: 30 }, context()))).toEqual(['2026-10-25', '2026-11-24']);
  });

  it('takes the service to date, to the contract day of `asOf` but not past the end of service', () => {
    expect(dates(resolveWindow('service-to-date', context()))).toEqual(['2026-06-01', '2026-11-26']);
    const evening = '2026-11-25T17:30:00Z'; // 01:30 of the 26th where the contract is
    expect(resolveWindow('service-to-date', context({ asOf: evening })).to).toBe('2026-11-26');
    expect(resolveWindow('service-to-date', context({ asOf: '2027-08-01T00:00:00+08:00' })).to).toBe('2027-05-31');
    // Documents are signed for and waived after the service, too; what is counted by a cut goes as far.
    const over = context({ asOf: '2027-08-01T00:00:00+08:00', cuts: [] });
    for (const kind of ['signoff', 'waiver'])
      for (const window of ['service-to-date', 'counted'] as const)
        expect(resolveWindow(window, over, kind).to).toBe('2027-08-01');
    expect(resolveWindow('counted', over, 'note').to).toBe('2027-05-31');
    // A standing permit is signed before the service begins.
    expect(dates(resolveWindow('service-to-date', context(), 'permit'))).toEqual(['2025-06-01', '2026-11-26']);
  });
});

describe('a day from 17:00 to 17:00', () => {
  const window = resolveWindow('period', context({ occurrence: evening }));

  it('reads the ids of both days', () => expect(dates(window)).toEqual(['2026-11-23', '2026-11-24']));

  it.each([
    ['2026-11-23T16:59:59+08:00', false],
    ['2026-11-23T17:00:00+08:00', true],
    ['2026-11-24T16:59:59+08:00', true],
    ['2026-11-24T08:59:59Z', true],
    ['2026-11-24T17:00:00+08:00', false],
  ])('a note of %s: %s', (at, holds) => expect(window.holds(noteAt(at))).toBe(holds));

  it.each([
    ['2026-11-23', '2026-11-23T18:00:00+08:00', false],
    ['2026-11-24', '2026-11-24T18:00:00+08:00', true],
  ])('an inspection of the business day %s made at %s: %s', (date, at, holds) => {
    expect(window.holds({ ...inspection.example, date, at } as AnyRecord)).toBe(holds);
  });

  it('ends on the day before when it ends at midnight', () => {
    const last = { ...evening, span: { from: '2026-11-23T17:00:00+08:00', to: '2026-11-25T00:00:00+08:00' } };
    expect(resolveWindow('period', context({ occurrence: last })).to).toBe('2026-11-24');
  });
});

describe('an event', () => {
  const window = resolveWindow('incident', context({ occurrence: incident }));
  const named = (fields: object) => ({ ...noteAt('2026-11-25T12:00:00+08:00'), ...fields }) as AnyRecord;

  it('reads from the day of the event to today', () => expect(dates(window)).toEqual(['2026-11-24', '2026-11-26']));

  it('takes its own record and those that name it, and no other', () => {
    expect(window.holds(named({ id: 'GZ-20261124-001' }))).toBe(true);
    expect(window.holds(named({ incident: 'GZ-20261124-001' }))).toBe(true);
    expect(window.holds(named({ incident: 'GZ-20261124-002' }))).toBe(false);
    expect(window.holds(named({}))).toBe(false);
  });

  it('goes by its period when no event is named', () => {
    const { event: _event, ...rest } = incident;
    const own = resolveWindow('incident', context({ occurrence: { ...rest, period: 'GZ-20261124-001' } }));
    expect(own.holds(named({ id: 'GZ-20261124-001' }))).toBe(true);
  });
});

describe('what is counted', () => {
  const cutOf = (period: string, from: string, to: string, cut: string | null): PeriodCut => ({
    period,
    from,
    to,
    start: `${from}T00:00:00+08:00`,
    end: `${to.slice(0, 8)}${String(Number(to.slice(8)) + 1).padStart(2, '0')}T00:00:00+08:00`,
    cut,
  });
  const cuts = [
    cutOf('a', '2026-11-01', '2026-11-10', '2026-11-10T16:30:00+08:00'),
    cutOf('b', '2026-11-11', '2026-11-20', '2026-11-20T16:30:00+08:00'),
  ];
  const of = context({ occurrence: { ...day, from: '2026-11-11', to: '2026-11-20' }, cuts });
  const call = (at: string, enteredAt: string, more: object = {}): AnyRecord =>
    ({ ...noteAt(at), kind: 'call', date: undefined, enteredAt, ...more }) as AnyRecord;
  const window = resolveWindow('counted', of, 'call');

  it('goes back to the first day of service, and takes what came after the cut before or was written down since', () => {
    expect(window.from).toBe('2026-06-01');
    const held = (at: string, entered = at) => window.holds(call(at, entered));
    expect(held('2026-11-10T16:00:00+08:00')).toBe(false);
    expect(held('2026-11-10T20:00:00+08:00')).toBe(true);
    expect(held('2026-11-02T09:00:00+08:00', '2026-11-12T09:00:00+08:00')).toBe(true);
    expect(held('2026-11-20T20:00:00+08:00')).toBe(false);
  });

  it('has a corrected record that was counted before, and takes back one that was withdrawn since', () => {
    const early = '2026-11-02T09:00:00+08:00';
    const since = '2026-11-12T09:00:00+08:00';
    expect(window.holds(call(early, early, { corrections: [{ at: since }] }))).toBe(true);
    expect(window.holds(call(early, early, { corrections: [{ at: '2026-11-03T09:00:00+08:00' }] }))).toBe(false);
    const withdrawn = (entered: string, at: string) => call(early, entered, { withdrawn: { at, reason: '重复' } });
    expect(takesBack(withdrawn(early, since), of)).toBe(true);
    expect(takesBack(withdrawn(early, '2026-11-03T09:00:00+08:00'), of)).toBe(false);
    expect(takesBack(withdrawn(since, '2026-11-13T09:00:00+08:00'), of)).toBe(false);
    expect([standsAt(withdrawn(early, since), early), standsAt(withdrawn(early, since), since)]).toEqual([true, false]);
  });

  it('has all records of a day of which one came in late', () => {
    const duty = (id: string, enteredAt: string): AnyRecord =>
      ({ ...noteAt('2026-11-03T09:00:00+08:00'), kind: 'duty', id, date: '2026-11-03', enteredAt }) as AnyRecord;
    const all = [
      duty('ZB-20261103-001', '2026-11-03T18:00:00+08:00'),
      duty('ZB-20261103-002', '2026-11-12T18:00:00+08:00'),
    ];
    expect(heldBy(resolveWindow('counted', of, 'duty'), all)).toEqual(all);
  });

  it('has beside the days of a probe the one before, and the one after a day that came in late: an outage goes on', () => {
    const probe = (date: string, enteredAt = `${date}T23:59:59+08:00`): AnyRecord =>
      ({ ...noteAt(`${date}T23:59:59+08:00`), kind: 'probe', date, enteredAt }) as AnyRecord;
    const all = ['01', '02', '04', '05', '08', '09', '10', '19', '20'].map((no) => probe(`2026-11-${no}`));
    const late = probe('2026-11-03', '2026-11-12T09:00:00+08:00');
    const held = heldBy(resolveWindow('counted', of, 'probe'), [...all, late]) as (AnyRecord & { date: string })[];
    const days = held.map(({ date }) => date.slice(-2)).sort();
    expect(days).toEqual(['02', '03', '04', '09', '10', '19']);
  });
});
