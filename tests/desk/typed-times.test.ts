/** Times as people type them: none is contradicted by a time that nobody wrote, and a minute of a fast clock is forgiven, for every kind. */
import { expect, it } from 'vitest';
import { compareInstants, toInstant, toText } from '../../src/contract/time.ts';
import { draftOf } from '../../src/pipeline/record/add.ts';
import { fieldsToEnter } from '../../src/pipeline/record/entry-fields.ts';
import { previewRecord } from '../../src/pipeline/record/preview.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import { factsAfter, factTimes } from '../../src/records/fact-times.ts';
import { fieldsOf } from '../../src/records/fields.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import { makeWorkspace } from '../pipeline/_workspace.ts';

/** Of which another time must not lie before their own. */
const ASKED: readonly string[] = ['consultation', 'call', 'permit', 'change', 'service-request'];

const session = await openSession(await makeWorkspace());
const kinds = await Promise.all((await kindIds()).map(loadKind));

/** The example as somebody gives it. */
const givenOf = (kind: RecordKind): Record<string, unknown> => {
  const names = new Set(fieldsToEnter(kind).map(({ name }) => name));
  return Object.fromEntries(Object.entries(kind.example).filter(([name]) => names.has(name)));
};

const faultsAt = async (kind: RecordKind, value: Record<string, unknown>, now: string) =>
  (await previewRecord(session, value, { kind: kind.id, now, by: '甲' })).faults;

const untimed = kinds.filter((kind) =>
  fieldsToEnter(kind).some((one) => one.name === 'at' && one.otherwise === '现在'),
);

it.each(untimed.map((kind) => [kind.id, kind] as const))('%s without its time', async (_, kind) => {
  const { at: _at, ...given } = givenOf(kind);
  const faults = await faultsAt(kind, given, '2027-06-01T10:00:00+08:00');
  const own = fieldsOf(kind.schema).find(({ name }) => name === 'at')?.label ?? '';
  // The next field is not called wrong by a time that nobody wrote: the one that is missing is asked for.
  expect(faults.filter(({ field, text }) => field !== 'at' && text.includes(`不早于${own}`))).toEqual([]);
  const later = fieldsOf(kind.schema).filter(
    ({ name, input }) => (input === 'instant' || input === 'date') && name in given,
  );
  const asked = faults
    .filter(({ field, text }) => field === 'at' && !text.startsWith('服务期'))
    .map(({ text }) => text);
  for (const one of asked)
    expect(
      later.some(({ label }) => one.includes(label)),
      one,
    ).toBe(true);
  if (ASKED.includes(kind.id))
    expect(asked, kind.id).toEqual([expect.stringMatching(/^须写明.+写的是 2026-.+，早于现在$/)]);
});

it('a time that was written less than a minute ago is when the record is of, too', async () => {
  const kind = kinds.find(({ id }) => id === 'consultation') as RecordKind;
  const { at: _at, article: _a, articleChange: _c, ...given } = givenOf(kind);
  const soon = { ...given, question: '怎么导出', answeredAt: '2026-11-24 10:40' };
  expect(await faultsAt(kind, soon, '2026-11-24T10:40:50+08:00')).toEqual([]);
  expect((await faultsAt(kind, soon, '2026-11-24T10:41:50+08:00')).map(({ field }) => field)).toEqual(['at']);
  expect(draftOf(kind, soon, '2026-11-24T10:40:50+08:00', '甲').at).toBe('2026-11-24T10:40:00+08:00');
});

it.each(kinds.map((kind) => [kind.id, kind] as const))('%s by a clock that is a minute fast', async (_, kind) => {
  const { enteredAt: _e, attachments: _a, ...told } = kind.example as AnyRecord;
  const facts = factsAfter(told as AnyRecord, '2000-01-01T00:00:00+08:00', kind.planned).map(({ at }) => at);
  const last = facts.toSorted(compareInstants).at(-1) ?? kind.example.at;
  expect(factTimes(kind.example)).not.toEqual([]);
  const ahead = async (seconds: number): Promise<string[]> =>
    (await faultsAt(kind, givenOf(kind), toText(toInstant(last).subtract({ seconds }))))
      .map(({ text }) => text)
      .filter((text) => text.includes('尚未到来'));
  expect(await ahead(45)).toEqual([]);
});
