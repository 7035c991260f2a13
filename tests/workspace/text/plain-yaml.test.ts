/** The short way through plain files gives what the YAML parser gives, or leaves the file to it. */
import { glob, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { parsePlain } from '../../../src/workspace/text/plain-yaml.ts';
import { writeYaml } from '../../../src/workspace/text/yaml.ts';

/** The long way: the parser with the options of `parseYaml`; undefined when it has anything to say. */
function long(text: string): unknown {
  const document = parseDocument(text, {
    schema: 'failsafe',
    resolveKnownTags: false,
    stringKeys: true,
    prettyErrors: false,
  });
  return document.errors.length + document.warnings.length > 0 ? undefined : document.toJS();
}

/** What trips a YAML parser, among harmless letters; lines are built of these. */
const scraps = [
  'a',
  'Ab',
  '中',
  '文',
  '1',
  '09:30',
  ':',
  ': ',
  ' ',
  '  ',
  '#',
  ' #',
  '-',
  '- ',
  '"',
  "'",
  '，',
  '：',
  '“',
  '%',
];
const more = '| > &x *x ! { } [ ] , ? @ ` ~ \\ . / _ \u2028 \ufeff \u0085 --- ...'
  .split(' ')
  .concat('\t', '\r', '\u3000');
const line = fc.array(fc.constantFrom(...scraps, ...more), { maxLength: 6 }).map((parts) => parts.join(''));
const flow = fc.constantFrom(
  '[a, b]',
  '["a, b", \'c\']',
  '[]',
  '{ a: b, c: "d, e: f" }',
  '{ a: [1, 2] }',
  "{'a': b, c: d}",
  '{a: b, "c": d }',
  '[ a ]',
  '[a,b]',
  '[a b, c:d]',
  '"a\\nb \\t \\" \\\\"',
  '"\\x41"',
  '[a: b]',
  '{ a: b, a: c }',
);
const value = fc.oneof({ weight: 3, arbitrary: line }, { weight: 1, arbitrary: flow });
const key = fc.constantFrom('id', 'at', 'kind', 'y', 'on-call', 'k1');
const entry = fc.tuple(key, value).map(([name, one]) => `${name}: ${one}`);
const file = fc.array(fc.oneof({ weight: 5, arbitrary: entry }, line), { minLength: 1, maxLength: 5 });

/** Lines of a file with lists and maps in it, most of them where they may stand. */
const harmless = fc.constantFrom('a', '中文', '"a: b"', "'#'", '1.10', '-5', '[a, b]', '{ a: b }');
const indented = fc
  .tuple(
    fc.constantFrom(0, 0, 0, 1, 2, 2, 2, 3, 4),
    fc.oneof(
      fc.tuple(key, harmless).map(([name, one]) => `${name}: ${one}`),
      fc.tuple(key, harmless).map(([name, one]) => `- ${name}: ${one}`),
      key.map((name) => `${name}:`),
      key.map((name) => `- ${name}:`),
      harmless.map((one) => `- ${one}`),
      fc.constantFrom('# a: b', '', 'a', '-', '- - a'),
    ),
  )
  .map(([depth, text]) => `${' '.repeat(depth)}${text}`);
const nested = fc.array(indented, { minLength: 2, maxLength: 7 });

describe('parsePlain', () => {
  it.each([
    ['lines', file, 50],
    ['lists and maps', nested, 100],
  ])('gives of %s what the parser gives, or nothing', (_what, files, most) => {
    let taken = 0;
    fc.assert(
      fc.property(files, (lines) => {
        const text = `${lines.join('\n')}\n`;
        const short = parsePlain(text);
        if (short === undefined) return;
        taken += 1;
        expect(short).toEqual(long(text));
      }),
      { numRuns: 20_000, seed: 20261124 },
    );
    expect(taken).toBeGreaterThan(most);
  });

  it('takes a written record of plain texts whole', () => {
    const record = {
      schema: '1',
      id: 'QS-20260302-001',
      at: '2026-03-02T09:34:00+08:00',
      person: '驻点工程师甲',
      via: '现场递交，两份（含附件）',
    };
    expect(parsePlain(writeYaml(record).replaceAll('"', ''))).toEqual(record);
  });

  it('takes lists, rows, comments and quotation marks, as our data files have them', () => {
    const text = `# 说明
schema: 1
clauses: ["5.7(1)", 4.4]

due: { rule: working-day-time, time: "17:00", agreed: true }
assets:
  - app-server-1
measures:
  # 处理
  - check: host-disk
    action: 清理 #1 临时文件：42 GB（复测 71.0 %）
  - check: host-cpu
    parts:
      - a: 'b: c'
`;
    // Only " #" would begin a comment; here it is left to the parser.
    expect(parsePlain(text)).toBeUndefined();
    expect(parsePlain(text.replace(' #1', '#1'))).toEqual({
      schema: '1',
      clauses: ['5.7(1)', '4.4'],
      due: { rule: 'working-day-time', time: '17:00', agreed: 'true' },
      assets: ['app-server-1'],
      measures: [
        { check: 'host-disk', action: '清理#1 临时文件：42 GB（复测 71.0 %）' },
        { check: 'host-cpu', parts: [{ a: 'b: c' }] },
      ],
    });
  });

  it('takes the contract that a workspace starts with', async () => {
    for await (const path of glob('data/starters/*/contract/*.yaml')) {
      const text = await readFile(path, 'utf8');
      // Where it is not sure it says nothing, and the whole parser reads the file; of the largest that would be felt.
      const plain = parsePlain(text);
      if (plain !== undefined || path.includes('bureau')) expect(plain, path).toEqual(long(text));
    }
  });

  it.each([
    ['a comment behind a text', 'a: b # c\n'],
    ['a colon and a space inside', 'a: b: c\n'],
    ['a colon at the end', 'a: b:\n'],
    ['a doubled key', 'a: b\na: c\n'],
    ['a doubled key in a row', 'a:\n  - b: c\n    b: d\n'],
    ['a doubled key in brackets', 'a: { b: c, b: d }\n'],
    ['an empty value', 'a:\n'],
    ['a text that goes on', 'a: b\n  c\n'],
    ['a text in a row that goes on', 'a:\n  - b\n    c\n'],
    ['a text of several lines', 'a: |\n  c\n'],
    ['a rare escape', 'a: "b\\x41"\n'],
    ['a tab', 'a:\n\tb: c\n'],
    ['a depth that no data has', Array.from({ length: 12 }, (_, n) => `${'  '.repeat(n)}a:\n`).join('')],
    ['line ends of Windows', 'a: b\r\n'],
    ['no line end', 'a: b'],
    ['a byte order mark', '\ufeffa: b\n'],
    ['nothing', ''],
  ])('leaves %s to the parser', (_what, text) => expect(parsePlain(text)).toBeUndefined());
});
