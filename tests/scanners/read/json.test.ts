import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { readJson } from '../../../src/scanners/read/json.ts';
import { jsonHead } from '../../../src/scanners/read/json-head.ts';
import { any, each, either, list, map, object, type Shape, text } from '../../../src/scanners/read/json-shape.ts';
import { textFile } from '../_file.ts';

const read = <T>(shape: Shape<T>, ...pieces: string[]) => readJson(textFile('r.json', ...pieces), shape);

async function refusal<T>(shape: Shape<T>, ...pieces: string[]): Promise<UserError> {
  const outcome = await read(shape, ...pieces).then(
    (value) => new Error(`read as ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(UserError);
  return outcome as UserError;
}

describe('what is kept', () => {
  const shape = object({
    a: text,
    n: text,
    b: object({ c: list(text) }),
    m: map(text),
    e: either(object({ x: text }), list(text)),
  });

  it('is what the shape names, as text to the letter', async () => {
    const json = '{"a":"1.10","n":0.10,"z":{"a":[1,{"b":2}]},"b":{"c":["0080",true,null,1e5]},"m":{"k":"v"},"e":["x"]}';
    const value = await read(shape, json);
    expect({ ...value, b: { ...value?.b } }).toEqual({
      a: '1.10',
      n: '0.10',
      b: { c: ['0080', 'true', undefined, '1e5'] },
      m: new Map([['k', 'v']]),
      e: ['x'],
    });
  });

  it('does not depend on where the text is cut', async () => {
    const json = '{"a":"\\u4e2d\\n\\"文","n":-12.5e-3,"b":{"c":["x"]},"m":{},"e":{"x":"y"}}';
    const whole = await read(shape, json);
    expect(whole).toMatchObject({ a: '中\n"文', n: '-12.5e-3' });
    expect(await read(shape, ...json)).toEqual(whole);
  });

  it('is undefined for null, wherever it stands', async () => {
    expect(await read(shape, 'null')).toBeUndefined();
    expect(await read(shape, '{"a":null,"b":null,"m":null}')).toEqual({ a: undefined, b: undefined, m: undefined });
  });

  it('are items one by one, the inner ones before the outer', async () => {
    const seen: unknown[] = [];
    const inner = each(text, (value) => seen.push(value));
    const count = await read(
      each(object({ name: text, items: inner }), (value) => seen.push([value?.name, value?.items])),
      '[{"items":["a","b"],"name":"x"},{"name":"y"},null]',
    );
    expect(seen).toEqual(['a', 'b', ['x', 2], ['y', undefined], [undefined, undefined]]);
    expect(count).toBe(3);
  });

  it('treats __proto__ and constructor as keys like any other', async () => {
    const json =
      '{"__proto__":{"a":"no"},"constructor":{"prototype":{"a":"no"}},"m":{"__proto__":"p","constructor":"c"}}';
    const value = await read(shape, json);
    expect(value?.a).toBeUndefined();
    expect(value?.m).toEqual(
      new Map([
        ['__proto__', 'p'],
        ['constructor', 'c'],
      ]),
    );
    const whole = await read(any, '{"__proto__":{"polluted":"yes"}}');
    expect(whole).toEqual(new Map([['__proto__', new Map([['polluted', 'yes']])]]));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('leaves text of any length that nothing asks for', async () => {
    const long = 'x'.repeat(1_200_000);
    expect(await read(shape, `{"long":"${long}","deep":["${long}"],"a":"b"}`)).toEqual({ a: 'b' });
  });
});

describe('what is refused, with the place', () => {
  const shape = object({ items: each(object({ id: text, tags: list(text) }), () => undefined) });

  it.each([
    ['{"items":[{"id":"a"},{"id":"b', 'JSON 不完整', 'items[1].id'],
    ['{"items":[{"id":"a"}', 'JSON 不完整', 'items[1]'],
    ['{"items":[{"id":"a"}]', 'JSON 不完整', 'items'],
    ['{', 'JSON 不完整', '文件末尾'],
    ['', 'JSON 不完整', '文件末尾'],
    ['{"items":\n\n [{"id":"a"},]}', '不是正确的 JSON', '第 3 行'],
    ['{"items":[]} trailing', '不是正确的 JSON', '第 1 行'],
    ['{"items":[]}{"items":[]}', '不是正确的 JSON', '第 1 行'],
    ['{items:[]}', '不是正确的 JSON', '第 1 行'],
    ['PK\u0003\u0004zip', '不是正确的 JSON', '第 1 行'],
    ['<html>', '不是正确的 JSON', '第 1 行'],
    ['nul', 'JSON 不', ''],
    ['{"items":[{"id":"a","id":"b"}]}', '同一个键出现两次', 'items[0].id'],
    ['{"items":[],"items":[]}', '同一个键出现两次', 'items'],
    ['{"items":{"id":"a"}}', '报告内容与格式不符', 'items'],
    ['{"items":"none"}', '报告内容与格式不符', 'items'],
    ['{"items":[["a"]]}', '报告内容与格式不符', 'items[0]'],
    ['{"items":[{"id":{"a":1}}]}', '报告内容与格式不符', 'items[0].id'],
    ['"text"', '报告内容与格式不符', '文件最外层'],
  ])('%s', async (json, summary, at) => {
    const { message, place } = await refusal(shape, json);
    expect(message).toContain(summary);
    expect(place.file).toBe('r.json');
    expect(place.at ?? '').toContain(at);
  });

  it('names the same key in a free object', async () => {
    expect((await refusal(map(text), '{"a":"1","a":"2"}')).place.at).toBe('a');
  });

  it('nesting beyond 200 levels, kept or not, without reading on', async () => {
    let pieces = 0;
    const file = {
      ...textFile('deep.json'),
      async *text() {
        yield '{"items":null,"z":';
        for (; pieces < 1000; pieces += 1) yield '['.repeat(10_000);
      },
    };
    await expect(readJson(file, shape)).rejects.toThrow('嵌套过深');
    expect(pieces).toBe(0);
    expect((await refusal(any, '{"a":'.repeat(201))).message).toContain('嵌套过深');
    expect(await read(any, `${'['.repeat(200)}${']'.repeat(200)}`)).toBeInstanceOf(Array);
  });

  it('a text, a key or an entry beyond its bound, without reading on', async () => {
    let pieces = 0;
    const endless = async function* (begin: string, more: string) {
      yield begin;
      for (; pieces < 10_000; pieces += 1) yield more;
    };
    const chunk = 'x'.repeat(100_000);
    for (const begin of ['{"items":[{"id":"', '{"items":[{"']) {
      pieces = 0;
      const file = { ...textFile('long.json'), text: () => endless(begin, chunk) };
      await expect(readJson(file, shape)).rejects.toThrow('文字过长');
      expect(pieces).toBeLessThan(20);
    }
    pieces = 0;
    const tags = { ...textFile('wide.json'), text: () => endless('{"items":[{"tags":["a"', ',"a"'.repeat(20_000)) };
    await expect(readJson(tags, shape)).rejects.toThrow('单个条目过大');
    expect(pieces).toBeLessThan(100);
  });

  it('but not many entries that only together are large', async () => {
    const item = `{"id":"${'x'.repeat(1_000_000)}"}`;
    let seen = 0;
    const shapeOfAll = object({
      items: each(object({ id: text }), () => {
        seen += 1;
      }),
    });
    await read(shapeOfAll, '{"items":[', item, ...Array.from({ length: 67 }, () => `,${item}`), ']}');
    expect(seen).toBe(68);
  });
});

describe('the head', () => {
  it('lists key paths and first scalars as far as the text goes', () => {
    const head = jsonHead('  {"a":{"b":[{"c":1},{"d":"x"}]},"v":"2.1.0","e":[true],"cut":"half');
    expect(head.root).toBe('object');
    expect(head.has('a.b[].d')).toBe(true);
    expect(head.has('a.b.d', 'd')).toBe(false);
    expect(head.valueOf('a.b[].c')).toBe('1');
    expect(head.valueOf('v')).toBe('2.1.0');
    expect(head.valueOf('e[]')).toBe('true');
    expect(head.has('cut')).toBe(true);
    expect(head.valueOf('cut')).toBeUndefined();
  });

  it('keeps what stands well before a fault', () => {
    const head = jsonHead(`[{"a":"${'x'.repeat(2000)}"} oops ${'y'.repeat(2000)}`);
    expect(head.root).toBe('array');
    expect(head.has('[].a')).toBe(true);
  });

  it.each(['', 'null', 'PK\u0003\u0004', '<?xml version="1.0"?>', '"text"', 'a,b\n1,2'])('of %j has no root', (begin) =>
    expect(jsonHead(begin).root).toBe('other'),
  );

  it('of hostile nesting is cheap', () => {
    const head = jsonHead('[{"a":'.repeat(10_000));
    expect(head.has('[].a')).toBe(true);
    expect(head.has(`${'[].a'.repeat(9)}`)).toBe(false);
  });
});
