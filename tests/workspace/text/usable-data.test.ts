/** Keys that name something of JavaScript, depth and size: each one message, in every format and at every depth. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../../src/contract/error.ts';
import { ownValue } from '../../../src/contract/names.ts';
import { slug } from '../../../src/contract/scalars.ts';
import { parseWith } from '../../../src/workspace/text/parse.ts';
import { requireUsable } from '../../../src/workspace/text/usable-data.ts';
import { parseData, parseYaml } from '../../../src/workspace/text/yaml.ts';
import { kinds } from '../../records/_kinds.ts';

const names = Object.getOwnPropertyNames(Object.prototype);

function refusal(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).exitCode).toBe(2);
    return error as UserError;
  }
  throw new Error('nothing was thrown');
}

/** The key at several depths, in each way of writing it down that is read by code of its own. */
const writings: Record<string, (key: string) => [text: string, file: string, at: string]> = {
  plain: (key) => [`a: 1\n${key}: 1\n`, 'x.yaml', key],
  'plain, deeper': (key) => [`a:\n  - b: 1\n    ${key}: x\n`, 'x.yaml', `a[0].${key}`],
  'plain, a map on one line': (key) => [`a: { ${key}: x }\n`, 'x.yaml', `a.${key}`],
  'parsed, with a map below': (key) => [`t: |\n  x\na:\n  ${key}:\n    b: 1\n`, 'x.yaml', `a.${key}`],
  quoted: (key) => [`"${key}": 1\n`, 'x.yaml', key],
  json: (key) => [`{"a": [{"${key}": {"b": 1}}]}`, 'x.json', `a[0].${key}`],
  'json, escaped': (key) => [
    `{"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}": 1}`,
    'x.json',
    key,
  ],
};

describe.each(Object.entries(writings))('a key that every object inherits, %s', (_name, write) => {
  test.each(names)('%s', (name) => {
    const [text, file, at] = write(name);
    const said = refusal(() => parseData(Buffer.from(text), file)).message;
    expect(said).toContain('键名不能用');
    expect(said).toContain(`文件：${file}`);
    expect(said).toContain(`位置：${at}\n`);
  });
});

test('a schema words such a key as any other that it does not know', () => {
  for (const kind of kinds) {
    for (const name of names) {
      const value = Object.fromEntries([
        ['id', 'x'],
        [name, { a: 1 }],
      ]);
      expect(refusal(() => parseWith(kind.schema, value, { file: 'x' })).message).toContain('x');
    }
  }
  const one = z.strictObject({ a: z.string() });
  const said = refusal(() => parseWith(one, JSON.parse('{"a":"1","constructor":1}'), { file: 'x.yaml' })).message;
  expect(said).toContain('有不认识的键');
  expect(said).toContain('constructor');
});

test('no id is such a name, and no table has one that it was not given', () => {
  expect(slug().safeParse('constructor').success).toBe(false);
  for (const name of names) expect(ownValue({ a: 1 }, name)).toBeUndefined();
  expect(ownValue({ a: 1 }, 'a')).toBe(1);
});

describe('what is too deep or too long is one message', () => {
  const deep = 20_000;
  test.each([
    ['lists', '['.repeat(deep) + ']'.repeat(deep)],
    ['maps', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
    ['lists below a key', `{"text":${'['.repeat(deep)}${']'.repeat(deep)}}`],
  ])('%s of JSON', (_name, text) => {
    expect(refusal(() => parseData(Buffer.from(text), 'x.json')).message).toMatch(/嵌套过深[\s\S]*64 层/);
  });

  test('what is as deep as that is read', () => {
    const value = JSON.parse('['.repeat(64) + ']'.repeat(64));
    expect(() => requireUsable(value, 'x')).not.toThrow();
    expect(() => requireUsable([value], 'x')).toThrow('嵌套过深');
  });

  test('keys of one object, wherever it stands', () => {
    const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, n) => [`k${n}`, 1]));
    const said = refusal(() => parseData(Buffer.from(JSON.stringify({ text: [many] })), 'x.json')).message;
    expect(said).toMatch(/键过多[\s\S]*text\[0\][\s\S]*20001 个[\s\S]*20000 个键/);
    expect(() => requireUsable([Object.fromEntries(Object.entries(many).slice(1))], 'x')).not.toThrow();
  });

  test('keys that no schema knows are counted, and the first of them named', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, 1]));
    const said = refusal(() =>
      parseWith(z.strictObject({ a: z.string() }), { a: '1', ...many }, { file: 'x' }),
    ).message;
    expect(said).toContain('k19 等 500 个');
    expect(said).not.toContain('k20、');
  });

  test('YAML of many lines that is not plainly simple', () => {
    const rows = Array.from({ length: 40_001 }, (_, n) => `k${n}: 1\n`).join('');
    expect(refusal(() => parseYaml(`t: |\n  x\n${rows}`, 'x.yaml')).message).toMatch(/YAML 过大[\s\S]*40003 行/);
    // What is plainly simple may be as long as it likes, but no map of it.
    expect(refusal(() => parseYaml(rows, 'x.yaml')).message).toMatch(/YAML 过大[\s\S]*不超过 20000 个键/);
    const list = parseYaml(`t:\n${'- a: 1\n'.repeat(40_001)}`, 'x.yaml');
    expect(list).toEqual({ t: Array.from({ length: 40_001 }, () => ({ a: '1' })) });
  });

  test('a doubled key among many is found by its place', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `k${n}: 1\n`).join('');
    expect(refusal(() => parseYaml(`t: |\n  x\n${rows}k7: 2\n`, 'x.yaml')).message).toMatch(
      /第 20003 行[\s\S]*重复的键/,
    );
  });
});
