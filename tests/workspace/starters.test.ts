/** The starters: each makes a workspace that can be used; the blank one explains every key by an example that is right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { z } from 'zod';
import { bundleFiles } from '../../src/contract/bundle/bundle-parts.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { type CheckReport, checkContract } from '../../src/pipeline/check/check.ts';
import { initialise } from '../../src/pipeline/init.ts';
import { lastServiceDay } from '../../src/workspace/init.ts';
import { settingsSchema } from '../../src/workspace/settings/settings.ts';
import { starterNamed } from '../../src/workspace/starter.ts';
import { loadContract } from '../../src/workspace/store/contract-data.ts';
import { partFiles } from '../../src/workspace/store/contract-parts.ts';
import { type Lift, liftSchema } from '../../src/workspace/text/parse.ts';
import { cleanUp, NOW, tempFolder } from './_starter.ts';

afterEach(cleanUp);

const cause = (report: CheckReport, id: string) =>
  report.causes.find((one) => one.cause === id)?.groups.map(({ what }) => what) ?? [];
const root = join(import.meta.dirname, '../..');
const folder = join(root, 'data/starters');
const names = readdirSync(folder);

describe.each(names)('%s', (name) => {
  test('makes a workspace without contradictions, in its own words', async () => {
    const made = await initialise(join(await tempFolder(), 'w'), {
      now: NOW,
      from: '2026-09-01',
      years: '2',
      like: name,
    });
    expect(made.servicePeriod).toEqual({ from: '2026-09-01', to: '2028-08-31' });
    const bundle = await loadContract(made.root);
    expect(bundle.contract.servicePeriod).toEqual(made.servicePeriod);
    expect(existsSync(join(made.root, 'starter.yaml'))).toBe(false);
    expect(existsSync(join(made.root, '.schemas/contract.json'))).toBe(true);
    const report = await checkContract(made.root);
    expect(report.usable).toBe(true);
    const told = report.causes.map(({ cause }) => cause);
    expect(told.filter((one) => !['placeholder', 'paper', 'source', 'unserved'].includes(one))).toEqual([]);
    expect(cause(report, 'paper')).toEqual(name === 'blank' ? ['没有登记合同文件（papers）：条款原文无从核对'] : []);
    expect(bundle.written.filter(({ file }) => !existsSync(join(made.root, file)))).toEqual([]);
  });

  test('says what it is', async () => {
    const one = await starterNamed(root, name);
    expect(one.title).toMatch(/\p{Script=Han}/u);
    expect(one.about.length).toBeGreaterThan(10);
  });
});

test('each brings the articles of its own, and no other contract’s', async () => {
  const made = await initialise(join(await tempFolder(), 'w'), { now: NOW, like: 'blank' });
  expect(readdirSync(join(made.root, 'knowledge-base'))).toEqual(['service']);
});

describe('the blank one', async () => {
  const parts = Object.values(await partFiles()).filter(({ key }) => key !== 'holidays' && key !== 'findingLevels');
  const files: [file: string, schema: z.ZodType, lifts: readonly Lift[]][] = [
    ...parts.map(({ key, schema, lifts }): [string, z.ZodType, readonly Lift[]] => [bundleFiles[key], schema, lifts]),
    ['opsledger.yaml', settingsSchema, []],
  ];

  test.each(files)('%s: the example of each empty list is right', async (file, schema, lifts) => {
    const text = await readFile(join(folder, 'blank', file), 'utf8');
    let filled = 0;
    // Where an example stands before an empty list, it is put into it.
    const block = /例：\n((?:# {3}.*\n)+)(schema: \d\n)?(\w+): \[\]\n/g;
    const shown = text.replace(block, (_, example: string, schemaLine = '', key: string) => {
      filled += 1;
      return `\n${schemaLine}${key}:\n${example.replace(/^# {3}/gm, '  ')}`;
    });
    expect(filled).toBe(text.match(/^\w+: \[\]$/gm)?.length);
    const value = liftSchema(parse(shown, { schema: 'failsafe' }), lifts, { file });
    expect(schema.safeParse(value).error?.issues).toBeUndefined();
  });

  test('explains every key of the contract', () => {
    const text = readFileSync(join(folder, 'blank/contract/contract.yaml'), 'utf8');
    const keys = Object.keys(contractSchema.shape);
    expect(keys.filter((key) => !new RegExp(`^(?:# )?${key}:`, 'm').test(text))).toEqual([]);
    const { clauses, people } = contractSchema.shape;
    const entries = [...Object.keys(clauses.element.shape), ...Object.keys(people.element.shape)];
    expect(entries.filter((key) => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([]);
  });
});

describe('the length of the service', () => {
  test.each([
    ['2026-09-01', 2, '2028-08-31'],
    ['2028-02-29', 1, '2029-02-28'],
    ['2028-02-29', 4, '2032-02-28'],
    ['2026-01-01', 3, '2028-12-31'],
  ])('from %s, %d years: %s', (from, years, to) => expect(lastServiceDay(from, years)).toBe(to));

  test.each([
    [{ to: '2026-08-31' }, '服务期止于开始之前'],
    [{ to: '2026-02-30' }, '日期格式不对'],
    [{ to: '2099-01-01' }, '服务期过长'],
    [{ to: '2027-08-31', years: '1' }, '服务期的长短写了两次'],
    [{ years: '0' }, '年数不对'],
    [{ years: '1.5' }, '年数不对'],
    [{ like: 'blnak' }, '您是不是要 blank'],
    [{ like: '../bureau' }, '没有这种起始数据'],
  ])('%j is refused, and nothing is made', async (request, message) => {
    const dir = join(await tempFolder(), 'w');
    await expect(initialise(dir, { now: NOW, from: '2026-09-01', ...request })).rejects.toThrow(message);
    expect(existsSync(dir)).toBe(false);
  });
});
