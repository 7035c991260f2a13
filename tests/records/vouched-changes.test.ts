/** What an account of the purchaser's put into the supplier's record is vouched for by it, and by nothing else; counted twice. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import incidentKind, { type IncidentRecord } from '../../src/records/kinds/incident.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import type { Correction } from '../../src/records/record.ts';
import { isVouched as recounted } from '../../src/recount/vouched.ts';

const { attachments: _scan, ...example } = incidentKind.example;
const restored = example.confirmedRestoredAt as string;
const change = (path: string, kind: 'filled' | 'changed' | 'vouched' | 'withdrawn' = 'changed') => ({
  ...{ path, label: path, kind },
});
const correction = (changes: Correction['changes'], rest: Partial<Correction> = {}): Correction => ({
  ...{ at: restored, by: '甲', reason: '更正', what: '更正', changes },
  ...rest,
});
const PURCHASER = { channel: 'purchaser', account: 'chen-xin' } as const;
const vouched = (record: Omit<IncidentRecord, 'attachments'>, at = restored): boolean => {
  const own = isVouched(record, at);
  expect(recounted(record, at)).toBe(own);
  return own;
};

it('a time is vouched for by the purchaser’s account that wrote it last', () => {
  const by = (...corrections: Correction[]) => vouched({ ...example, corrections });
  const theirs = correction([change('confirmedRestoredAt')], PURCHASER);
  expect(by(theirs)).toBe(true);
  expect(by(correction([change('confirmedRestoredAt', 'vouched')], PURCHASER))).toBe(true);
  expect(by(correction([change('confirmedRestoredAt')], { channel: 'desk', account: 'wang-lei' }))).toBe(false);
  expect(by(correction([change('confirmedRestoredAt')], { channel: 'purchaser' }))).toBe(false);
  expect(by(theirs, correction([change('title')]))).toBe(true);
  expect(by(theirs, correction([change('confirmedRestoredAt')]))).toBe(false);
  expect(by(correction([change('confirmer')], PURCHASER))).toBe(false);
});

it('a row is vouched for by its own column alone', () => {
  const levels = [{ ...example.levels[1], id: 'r1' }] as IncidentRecord['levels'];
  const at = levels[0]?.confirmedAt as string;
  const by = (...corrections: Correction[]) => vouched({ ...example, levels, corrections }, at);
  expect(by(correction([change('levels.r1.confirmedAt')], PURCHASER))).toBe(true);
  expect(by(correction([change('levels.r2.confirmedAt')], PURCHASER))).toBe(false);
  expect(by(correction([change('levels.r1.reason')], PURCHASER))).toBe(false);
});

it('both counts agree, whatever was corrected by whom', () => {
  const paths = fc.constantFrom('confirmedRestoredAt', 'restoredAt', 'title', 'levels.r1.confirmedAt', 'timeline');
  const who = fc.constantFrom(
    {},
    PURCHASER,
    { channel: 'purchaser' as const },
    { channel: 'desk' as const, account: 'w' },
  );
  const kinds = fc.constantFrom('filled' as const, 'changed' as const, 'vouched' as const, 'withdrawn' as const);
  const one = fc.record({ path: paths, by: who, kind: kinds });
  const property = fc.property(
    fc.array(one, { maxLength: 5 }),
    fc.constantFrom(restored, example.restoredAt ?? ''),
    (list, at) => {
      const corrections = list.map(({ path, by, kind }) => correction([change(path, kind)], by));
      vouched({ ...example, corrections }, at);
    },
  );
  fc.assert(property, { numRuns: 200 });
});
