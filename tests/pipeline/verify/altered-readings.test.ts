/** Readings (口径) of the contract altered after documents were issued by them: only a newly signed paper stands behind another one. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { committed, edit, found, fresh, prepare } from './_tampered.ts';

beforeAll(prepare);
beforeEach(fresh);

const FILE = 'contract/interpretations.yaml';
const ONE = /(- id: major\n[\s\S]*?)confirmed: false\n {4}chosen: ~/;
const signed = (chosen: string, scan: string, more = ''): string =>
  `$1confirmed: true\n    chosen: ${chosen}\n    confirmedOn: 2026-11-20\n    scan: ${scan.repeat(64)}${more}`;
const sign = (chosen: string, scan: string) =>
  committed(() => edit(FILE, (text) => text.replace(ONE, signed(chosen, scan))));
const change = (from: RegExp, to: string) =>
  committed(() =>
    edit(FILE, (text) => {
      if (!from.test(text)) throw new Error(`nothing to change: ${from}`);
      return text.replace(from, to);
    }),
  )();
const told = async (): Promise<string[]> =>
  (await found()).problems
    .filter(({ path, message }) => path === FILE && message.includes('改动过口径'))
    .map(({ message }) => message);

test.each([
  [
    'the words of an option',
    /(- id: outage\n[\s\S]*?text: )[^\n]+/,
    '$1另一种说法',
    /interpretations\.major\.options\.outage\.text（.*→ 另一种说法）/,
  ],
  ['a figure of a case', /(id: major\n[\s\S]*?figure: )120/, '$1180', /interpretations\.major\.options\.outage\.cases/],
  [
    'the condition of an option',
    /(id: major\n[\s\S]*?fromMinutes: )120/,
    '$1240',
    /interpretations\.major\.options\.outage\.when/,
  ],
  [
    'the default',
    /(id: response\n[\s\S]*?default: )stricter/,
    '$1by-kind',
    /interpretations\.response\.default（stricter → by-kind）/,
  ],
])('%s, which nobody signed', async (_what, from, to, says) => {
  expect(await told()).toEqual([]);
  await change(from, to);
  expect(await told()).toEqual([expect.stringMatching(says)]);
});

test('a choice is made once, by its paper; another takes its place by another paper alone', async () => {
  await sign('outage', 'a')();
  expect(await told()).toEqual([]);
  await change(/chosen: outage/, 'chosen: letter');
  expect(await told()).toEqual([expect.stringContaining('interpretations.major.chosen（outage → letter）')]);
  await change(/scan: a{64}/, `scan: ${'b'.repeat(64)}`);
  expect(await told()).toEqual([]);
});

test('a signed choice is neither back-dated nor given another first day nor taken back', async () => {
  await sign('outage', 'a')();
  await change(/confirmedOn: 2026-11-20/, 'confirmedOn: 2026-11-02\n    effectiveFrom: 2026-11-02');
  expect(await told()).toEqual([
    expect.stringMatching(/confirmedOn（2026-11-20 → 2026-11-02）.*effectiveFrom（没有 → 2026-11-02）/),
  ]);
  await change(/confirmed: true\n {4}chosen: outage\n[\s\S]*?scan: a{64}/, 'confirmed: false\n    chosen: ~');
  expect(await told()).toEqual([expect.stringMatching(/interpretations\.major\.(?:confirmed|chosen)/)]);
});
