/** The short way through simple files gives what the YAML parser gives, or leaves the file to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { parseFlat } from '../../src/workspace/flat-yaml.ts';
import { writeYaml } from '../../src/workspace/yaml.ts';

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
const more = [
  '|',
  '>',
  '&x',
  '*x',
  '!',
  '{',
  '}',
  '[',
  ']',
  ',',
  '?',
  '@',
  '`',
  '~',
  '\t',
  '\r',
  '\\',
  '.',
  '/',
  '_',
  '\u3000',
  '\u2028',
  '\ufeff',
  '\u0085',
  '---',
  '...',
];
const line = fc.array(fc.constantFrom(...scraps, ...more), { maxLength: 6 }).map((parts) => parts.join(''));
const key = fc.constantFrom('id', 'at', 'kind', 'y', 'on-call', 'k1');
const entry = fc.tuple(key, line).map(([name, value]) => `${name}: ${value}`);
const file = fc.array(fc.oneof({ weight: 5, arbitrary: entry }, line), { minLength: 1, maxLength: 5 });

describe('parseFlat', () => {
  it('gives what the parser gives, or nothing', () => {
    let taken = 0;
    fc.assert(
      fc.property(file, (lines) => {
        const text = `${lines.join('\n')}\n`;
        const short = parseFlat(text);
        if (short === undefined) return;
        taken += 1;
        expect(short).toEqual(long(text));
      }),
      { numRuns: 20_000, seed: 20261124 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('takes a written record of plain texts whole', () => {
    const record = {
      schema: '1',
      id: 'QS-20260302-001',
      at: '2026-03-02T09:34:00+08:00',
      person: '驻点工程师甲',
      via: '现场递交，两份（含附件）',
    };
    expect(parseFlat(writeYaml(record).replaceAll('"', ''))).toEqual(record);
  });

  it.each([
    ['a list', 'a:\n  - b\n'],
    ['a quoted text', 'a: "b"\n'],
    ['a comment', 'a: b # c\n'],
    ['a colon and a space inside', 'a: b: c\n'],
    ['a colon at the end', 'a: b:\n'],
    ['a doubled key', 'a: b\na: c\n'],
    ['an empty value', 'a:\n'],
    ['a text that goes on', 'a: b\n  c\n'],
    ['line ends of Windows', 'a: b\r\n'],
    ['no line end', 'a: b'],
    ['a byte order mark', '\ufeffa: b\n'],
    ['nothing', ''],
  ])('leaves %s to the parser', (_what, text) => {
    expect(parseFlat(text)).toBeUndefined();
  });
});
