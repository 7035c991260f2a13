import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toText } from '../../../src/contract/time.ts';
import { type OccurrenceFacts, occurrenceState } from '../../../src/subjects/deliveries/judge/occurrence-state.ts';

const occurrence = { issueFrom: '2026-11-24T17:00:00+08:00', dueAt: '2026-11-25T10:00:00+08:00' };
const facts = (over: Partial<OccurrenceFacts>): OccurrenceFacts => ({
  occurrence,
  issued: [],
  onTimeBy: 'issued',
  handedOverAt: null,
  hasEvidence: true,
  waived: false,
  now: '2026-11-25T09:00:00+08:00',
  ...over,
});
const issuedAt = (...times: string[]) => times.map((time) => ({ issuedAt: time }));

describe('the state of an occurrence', () => {
  test.each([
    ['2026-11-24T16:59:59+08:00', 'upcoming'],
    ['2026-11-24T17:00:00+08:00', 'due'],
    ['2026-11-25T10:00:00+08:00', 'due'],
    ['2026-11-25T10:00:01+08:00', 'overdue'],
  ])('not issued, at %s: %s', (now, state) => expect(occurrenceState(facts({ now }))).toBe(state));

  test('past due with nothing observed it is missing, before that it is not', () => {
    expect(occurrenceState(facts({ hasEvidence: false, now: '2026-11-25T10:00:01+08:00' }))).toBe('missing');
    expect(occurrenceState(facts({ hasEvidence: false }))).toBe('due');
  });

  test('issued at the due time is on time, a second later is late; a revision changes neither', () => {
    expect(occurrenceState(facts({ issued: issuedAt('2026-11-25T10:00:00+08:00') }))).toBe('on-time');
    expect(occurrenceState(facts({ issued: issuedAt('2026-11-25T10:00:01+08:00') }))).toBe('late');
    const revised = issuedAt('2026-12-01T10:00:00+08:00', '2026-11-25T09:30:00+08:00');
    expect(occurrenceState(facts({ issued: revised, now: '2026-12-02T00:00:00+08:00' }))).toBe('on-time');
  });

  test('waived as long as nothing was issued', () => {
    expect(occurrenceState(facts({ waived: true, now: '2027-01-01T00:00:00+08:00' }))).toBe('waived');
    expect(occurrenceState(facts({ waived: true, issued: issuedAt('2026-11-26T00:00:00+08:00') }))).toBe('late');
  });

  test('an event without a due time is upcoming until it can be issued, and never late', () => {
    const open = { issueFrom: null, dueAt: null };
    expect(occurrenceState(facts({ occurrence: open }))).toBe('upcoming');
    expect(occurrenceState(facts({ occurrence: { ...open, issueFrom: occurrence.issueFrom } }))).toBe('due');
    expect(occurrenceState(facts({ occurrence: open, issued: issuedAt('2026-11-26T00:00:00+08:00') }))).toBe('on-time');
  });

  describe.each(['delivered', 'received'] as const)('where the contract counts what is %s', (onTimeBy) => {
    const DUE = occurrence.dueAt;
    const issued = issuedAt('2026-11-25T09:00:00+08:00');
    const waiting = (over: Partial<OccurrenceFacts>) => occurrenceState(facts({ onTimeBy, issued, ...over }));

    test('what is not issued stands as ever', () => {
      expect(waiting({ issued: [] })).toBe('due');
      expect(waiting({ issued: [], now: '2026-11-25T10:00:01+08:00' })).toBe('overdue');
      expect(waiting({ issued: [], now: '2026-11-25T10:00:01+08:00', hasEvidence: false })).toBe('missing');
    });

    test('issued it waits to the due time, and is late afterwards as long as it waits', () => {
      expect(waiting({ now: DUE })).toBe('awaiting');
      expect(waiting({ now: '2026-11-25T10:00:01+08:00' })).toBe('undelivered');
      const late = issuedAt('2026-11-25T11:00:00+08:00');
      expect(waiting({ issued: late, now: '2026-11-25T12:00:00+08:00' })).toBe('undelivered');
    });

    test('then the time at which it happened decides, whatever a revision came to', () => {
      const now = '2026-12-01T00:00:00+08:00';
      expect(waiting({ handedOverAt: DUE, now })).toBe('on-time');
      expect(waiting({ handedOverAt: '2026-11-25T10:00:01+08:00', now })).toBe('delivered-late');
    });

    test('waived while it waits it is waived, and kept or late once it was handed over', () => {
      const now = '2026-12-01T00:00:00+08:00';
      expect(waiting({ waived: true, now })).toBe('waived');
      expect(waiting({ waived: true, handedOverAt: '2026-11-25T10:30:00+08:00', now })).toBe('delivered-late');
    });

    test('what has no due time cannot be late', () => {
      expect(waiting({ occurrence: { issueFrom: null, dueAt: null } })).toBe('on-time');
    });
  });

  test('as time passes and nothing is issued, a state never goes back', () => {
    const order = ['upcoming', 'due', 'overdue', 'missing'];
    const instant = fc
      .integer({ min: 0, max: 300_000 })
      .map((s) => toText(Temporal.Instant.from('2026-11-24T00:00:00+08:00').add({ seconds: s })));
    fc.assert(
      fc.property(instant, instant, fc.boolean(), (a, b, hasEvidence) => {
        const [before, after] = [a, b].sort().map((now) => order.indexOf(occurrenceState(facts({ now, hasEvidence }))));
        expect(before).toBeLessThanOrEqual(after ?? -1);
      }),
    );
  });
});
