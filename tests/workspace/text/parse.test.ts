import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../../src/contract/error.ts';
import { count, nullable, optional, text } from '../../../src/contract/scalars.ts';
import { assetsFileSchema } from '../../../src/contract/terms/assets.ts';
import { allowFileSchema } from '../../../src/guard/leak.ts';
import { describeIssues, liftSchema, parseWith } from '../../../src/workspace/text/parse.ts';

const file = 'contract/assets.yaml';
const asset = { id: 'web-1', name: '网站', kind: 'linux', place: '机房', clause: '4.1', contract: 'true' };

function refusal(schema: z.ZodType, value: unknown, at?: string): string {
  try {
    parseWith(schema, value, at === undefined ? { file } : { file, at });
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('parseWith', () => {
  test('gives the value as the schema reads it', () => {
    const parsed = parseWith(assetsFileSchema, { schema: '1', assets: [asset] }, { file });
    expect(parsed.assets[0]).toMatchObject({ id: 'web-1', contract: true });
  });

  test('names file, key path, label, found and expected', () => {
    expect(refusal(assetsFileSchema, { schema: '1', assets: [asset, { ...asset, id: 'Web 2' }] })).toBe(
      [
        '内容不符合要求',
        `  文件：${file}`,
        '  位置：assets[1].id（资产编号）',
        '  实际：Web 2',
        '  应为：小写字母、数字与连字符，例如 app-server-1；成批的写成 printer-1..120',
      ].join('\n'),
    );
  });

  test('says of a value with several shapes what speaks against the one that was meant', () => {
    const old = { schema: '1', allow: [{ print: '0123456789ab', rule: 'mobile' }] };
    expect(refusal(allowFileSchema, old)).toMatch(
      /缺少必填的内容[\s\S]*allow\[0\]\.reason（允许的理由）\n {2}实际：（缺少）\n {2}应为：文字$/,
    );
    const named = { ...old.allow[0], reason: '公开电话', in: 'note/JS-20261124-001', filed: 'text' };
    expect(refusal(allowFileSchema, { schema: '2', allow: [named] })).toMatch(
      /有不认识的键[\s\S]*位置：allow\[0\]\.filed\n {2}实际：filed\n {2}应为：[\s\S]*可用的键：/,
    );
    expect(refusal(allowFileSchema, { schema: '3', allowed: [] })).toMatch(/schema[\s\S]*另有 [23] 处问题/);
    // Of a number or a text each shape stays one that would be right.
    expect(refusal(z.strictObject({ a: z.union([z.number(), z.strictObject({})]) }), { a: 'x' })).toMatch(/或者/);
  });

  test('says what is missing', () => {
    const { place: _place, ...without } = asset;
    expect(refusal(assetsFileSchema, { schema: '1', assets: [without] })).toMatch(
      /缺少必填的内容[\s\S]*assets\[0\]\.place（位置）\n {2}实际：（缺少）\n {2}应为：文字/,
    );
    expect(refusal(assetsFileSchema, null)).toMatch(/位置：文件开头\n {2}实际：（空文件）\n {2}应为：一组键值/);
  });

  test('lists the choices of an enumeration with their words', () => {
    const said = refusal(assetsFileSchema, { schema: '1', assets: [{ ...asset, silentDays: 'weekends' }] });
    expect(said).toMatch(
      /assets\[0\]\.silentDays（静默日）\n {2}实际：weekends\n {2}应为：none（每天应有数据）、non-working-days（非工作日可无数据）/,
    );
  });

  test.each([
    ['adresses', 'addresses（地址）'],
    ['silent_days', 'silentDays（静默日）'],
    ['Kind', 'kind（类别）'],
    ['位置', 'place（位置）'],
    ['资产名称', 'name（名称）'],
  ])('names the unknown key %s and the one that is meant, by its Chinese name too', (key, meant) => {
    const said = refusal(assetsFileSchema, { schema: '1', assets: [{ ...asset, [key]: [] }] });
    expect(said).toContain(`位置：assets[0].${key}\n  实际：${key}\n  应为：您是不是要 ${meant}`);
    expect(said).toContain('？可用的键：id、name');
  });

  test('suggests for each of several unknown keys, and nothing for one that is like none', () => {
    const said = refusal(assetsFileSchema, { schema: '1', assets: [{ ...asset, nmae: 'x', palce: 'y', zzzzzz: 1 }] });
    expect(said).toContain('应为：nmae 您是不是要 name（名称）？palce 您是不是要 place（位置）？可用的键');
    expect(refusal(assetsFileSchema, { schema: '1', assets: [], status: 1 })).toContain(
      '应为：可用的键：schema、assets',
    );
  });

  test('knows the keys of every shape that a value may have', () => {
    const a = z.strictObject({ t: z.literal('a'), url: text() });
    const b = z.strictObject({ t: z.literal('b') });
    for (const shapes of [z.discriminatedUnion('t', [a, b]), z.union([a, b])]) {
      const said = refusal(z.strictObject({ one: shapes }), { one: { t: 'b', ulr: 'x' } });
      expect(said).toContain('位置：one.ulr\n  实际：ulr\n  应为：您是不是要 url？可用的键：t、url');
    }
  });

  test('shows the first of several problems in full and then every other', () => {
    const said = refusal(assetsFileSchema, {
      schema: '1',
      assets: [
        { ...asset, id: 'A' },
        { ...asset, clause: 'x', silentDays: 'y' },
      ],
    });
    expect(said).toContain('位置：assets[0].id（资产编号）');
    expect(said).toMatch(
      /另有 2 处问题：\n {4}assets\[1\]\.clause（依据条款）：实际 x，应为 .+\n {4}assets\[1\]\.silentDays（静默日）：实际 y，应为 none/,
    );
  });

  test('puts the place of the value inside its file before the key path', () => {
    expect(refusal(z.strictObject({ url: text().meta({ label: '网址' }) }), {}, 'sources[2]')).toContain(
      '位置：sources[2].url（网址）',
    );
  });

  test('shortens what it found', () => {
    expect(refusal(z.strictObject({ a: z.number() }), { a: 'x'.repeat(500) })).toMatch(/实际：x{80}…\n/);
  });

  const issues: [string, z.ZodType, unknown, string][] = [
    ['a wrong type', z.string(), 1, '文字'],
    ['a wrong type', z.array(z.string()), {}, '列表'],
    ['a fraction', z.int(), 1.5, '整数'],
    ['a codec', count(), 'abc', '整数'],
    ['a nullable codec', nullable(count()), '-1', '不能为负数'],
    ['too little', z.number().min(3), 1, '不少于 3'],
    ['too little, exclusive', z.number().gt(3), 3, '大于 3'],
    ['too much', z.number().max(3), 4, '不超过 3'],
    ['too long', z.string().max(2), 'abc', '不超过 2 个字'],
    ['too few', z.array(z.string()).min(1), [], '不少于 1 项'],
    ['no multiple', z.number().multipleOf(5), 3, '5 的倍数'],
    ['a literal', z.literal('a'), 'b', 'a'],
    ['a url', z.url(), 'x', '网址'],
    ['a prefix', z.string().startsWith('pl'), 'x', '以 pl 开头'],
    ['a suffix', z.string().endsWith('.md'), 'x', '以 .md 结尾'],
    ['a part', z.string().includes('..'), 'x', '含有 ..'],
    ['a pattern', z.string().regex(/^a+$/), 'b', '符合格式 /^a+$/'],
    ['a union', z.union([z.number(), z.boolean()]), 'x', '数字，或者 true 或 false'],
    [
      'a discriminator',
      z.discriminatedUnion('t', [z.object({ t: z.literal('a') }), z.object({ t: z.literal('b') })]),
      { t: 'c' },
      'a、b',
    ],
    ['a record key', z.record(z.string().regex(/^a/), z.string()), { b: 'x' }, '符合格式 /^a/'],
    ['nothing', z.strictObject({ a: z.never() }), { a: 1 }, '不填写'],
    ['a rule without a message', z.string().refine(() => false), 'x', '合规的值'],
    ['a rule with one', z.string().refine(() => false, '应为 甲'), 'x', '甲'],
  ];
  test.each(issues)('says in Chinese what it expected: %s', (_name, schema, value, expected) => {
    const said = refusal(schema, value);
    expect(said).toContain(`应为：${expected}`);
    expect(said).not.toMatch(/Invalid|expected|Too (big|small)|Unrecognized/);
  });

  test('finds the label through codecs, options and records', () => {
    const schema = z.strictObject({
      a: optional(z.array(z.strictObject({ n: count().meta({ label: '数量' }) }))).meta({ label: '列表' }),
      r: z.record(z.string(), z.number().meta({ label: '值' })),
    });
    const lines = describeIssues(
      schema,
      { a: [{ n: 'x' }], r: { k: 'y' } },
      schema.safeParse({ a: [{ n: 'x' }], r: { k: 'y' } }).error?.issues ?? [],
    );
    expect(lines).toEqual(['a[0].n（数量）：实际 x，应为 整数', 'r.k（值）：实际 y，应为 数字']);
  });
});

describe('liftSchema', () => {
  const steps = [
    (old: Record<string, unknown>) => ({ ...old, b: old['a'] }),
    ({ a: _a, ...rest }: Record<string, unknown>) => ({ ...rest, c: true }),
  ];

  test('lifts older data one step at a time and leaves the newest alone', () => {
    expect(liftSchema({ schema: 1, a: 7 }, steps, { file })).toEqual({ schema: 3, b: 7, c: true });
    expect(liftSchema({ schema: '2', a: 7 }, steps, { file })).toEqual({ schema: 3, c: true });
    expect(liftSchema({ schema: 3, c: false }, steps, { file })).toEqual({ schema: 3, c: false });
  });

  test('asks for an upgrade when data are newer', () => {
    const attempt = () => liftSchema({ schema: '4' }, steps, { file });
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(/实际：4\n {2}应为：不高于 3\n {2}处理：请升级/);
  });

  test.each([[undefined], ['x'], [0], ['1.5'], [-1], [null]])('refuses the schema number %j', (schema) => {
    expect(() => liftSchema({ schema }, steps, { file })).toThrow('缺少数据格式版本');
  });
});
