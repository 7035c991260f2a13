/** Below the key figures it is said that a 口径 settled since decides what the document of the period before left open. */
import { expect, test } from 'vitest';
import { settledSinceNote } from '../../../reports/first-page/settled-since.ts';
import { bundle } from '../_documents.ts';

type Args = Parameters<typeof settledSinceNote>;
const issuedAt = '2026-08-24T15:00:00+08:00';
const corrections = [
  { key: 'GZ-20260721-001 restoration', value: 'undecided', count: -1 },
  { key: 'GZ-20260721-001 restoration', value: 'missed', count: 1 },
  { key: 'GZ-20260401-001 response', value: 'undecided', count: -1 },
  { key: 'GZ-20260401-001 response', value: 'met', count: 1 },
  { key: 'GZ-20260721-001 level', value: 'P1', count: -1 },
];
const counted = { 'GZ-20260721-001 restoration': { undecided: 1 }, 'GZ-20260721-001 response': { met: 1 } };
const rows = [
  { item: { label: '恢复达成率', value: '', figure: { id: 'clocks.restoration.rate' } } },
] as unknown as Args[1];
const words = { own: '本季度', before: '上季度', next: '下季度' };

const note = (
  binds: string,
  confirmedOn: string,
  before: object | null,
  more: { rows?: Args[1]; corrections?: object[] } = {},
) => {
  const interpretations = bundle.interpretations.map((one) =>
    one.binds === binds ? { ...one, confirmed: true, chosen: one.default, confirmedOn } : { ...one, confirmed: false },
  );
  const facts = {
    view: { input: { contract: { interpretations } } },
    incidents: { corrections: more.corrections ?? corrections },
  };
  return settledSinceNote(facts as unknown as Args[0], more.rows ?? rows, before as Args[2], words).map(
    ({ text }) => text,
  );
};

test('says which 口径, and how many of that document it decides otherwise, as what', () => {
  const [text, ...none] = note('clock-start', '2026-09-02', { issuedAt, counted });
  expect(none).toEqual([]);
  expect(text).toMatch(/^上季度的数取自其签发的文档，不作改动；其后 2026-09-02 双方确认的口径“.+”，/);
  expect(text).toContain('其中当时口径未定的时限 1 项改判：未达标 1 项（GZ-20260721-001）。');
});

test('says that nobody listed them where that document does not tell what it counted', () => {
  expect(note('clock-start', '2026-09-02', { issuedAt })[0]).toContain('未逐项登记');
});

test.for([
  ['nothing was settled since', 'clock-start', '2026-08-20', { issuedAt, counted }, {}],
  ['what was settled decides no clock', 'class', '2026-09-02', { issuedAt, counted }, {}],
  ['that document left nothing open', 'clock-start', '2026-09-02', { issuedAt, counted: {} }, {}],
  ['nothing of it is judged otherwise', 'clock-start', '2026-09-02', { issuedAt, counted }, { corrections: [] }],
  ['no rate of a clock stands there', 'clock-start', '2026-09-02', { issuedAt, counted }, { rows: [] }],
  ['there is no document before', 'clock-start', '2026-09-02', null, {}],
] as const)('says nothing where %s', ([, binds, on, before, more]) => {
  expect(note(binds, on, before, more as never)).toEqual([]);
});
