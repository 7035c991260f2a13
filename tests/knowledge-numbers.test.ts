/** The articles of a starter speak of one contract: every limit that they name is the one of its data. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { starter } from './contract/_starter.ts';

const FOLDER = join(import.meta.dirname, '../data/starters/bureau/knowledge-base');
const articles = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(join(FOLDER, path), 'utf8') }));
const { contract, obligations } = starter();
const minutesOf = (n: string | undefined, unit: string | undefined) => Number(n) * (unit === '小时' ? 60 : 1);

/** What the articles say, by an expression with a number and its unit. */
const said = (pattern: RegExp) =>
  articles.flatMap(({ path, text }) => [...text.matchAll(pattern)].map((found) => ({ path, found })));

test('the time in which a level is to be restored', () => {
  const limits = new Map(
    contract.levels.map(({ id, limits }) => [id, limits?.find(({ clock }) => clock === 'restoration')?.minutes]),
  );
  const all = [
    ...said(/(P\d)[^（(|\n]{0,4}[（(](\d+) (小时|分钟)/g),
    ...said(/^\| (P\d) [^|]*\|[^|]*\| (\d+) (小时) \|/gm),
  ];
  expect(all.length).toBeGreaterThan(40);
  for (const { path, found } of all)
    expect(minutesOf(found[2], found[3]), `${path}: ${found[0]}`).toBe(limits.get(found[1] ?? ''));
});

test.each([
  ['response', /(\d+) (分钟|小时)内(?:对重大故障)?响应/g],
  ['arrival', /(\d+) (分钟|小时)内(?:到场|抵达)/g],
  ['remote-start', /(\d+) (分钟|小时)内启动/g],
] as const)('a limit of %s is one of the contract', (clock, pattern) => {
  const limits = (contract.limits ?? []).filter((one) => one.clock === clock).map(({ minutes }) => minutes);
  const all = said(pattern);
  expect(all.length).toBeGreaterThan(0);
  for (const { path, found } of all) expect(limits, `${path}: ${found[0]}`).toContain(minutesOf(found[1], found[2]));
});

describe('the reports on a major fault', () => {
  const parts = obligations.find(({ id }) => id === 'major-incident')?.parts ?? [];
  const dueOf = (name: string) => parts.find((part) => part.name === name);

  test('the first goes by what the contract has of it, and by when the fault is one', () => {
    const first = dueOf('初报')?.due;
    const all = said(/初报在发现后 (\d+) 小时内([^；。]*)/g);
    expect(all.length).toBeGreaterThan(0);
    for (const { path, found } of all) {
      expect(first?.after, path).toBe('discoveredAt');
      expect(Number(found[1]), path).toBe(first?.hours);
      // Whoever leaves it out tells of a deadline before the fault was a major one.
      if (first?.orLater !== undefined) expect(found[2], path).toMatch(/自成为重大故障时起 (\d+) 小时内/);
    }
  });

  test('so do the ones that follow, the last and the plan', () => {
    const every = said(/续报[^。；\n]{0,12}每 (\d+) 小时/g);
    expect(every.length).toBeGreaterThan(0);
    for (const { path, found } of every) expect(Number(found[1]), path).toBe(dueOf('续报')?.everyHours);
    for (const { path, found } of said(/终报[^。；\n]{0,16}后 (\d+) 小时内/g))
      expect(Number(found[1]), path).toBe(dueOf('终报')?.due?.hours);
    const plan = obligations.find(({ id }) => id === 'rectification-plan')?.due;
    for (const { path, found } of said(/整改方案 (\d+) 小时内/g)) expect(Number(found[1]), path).toBe(plan?.hours);
  });
});
