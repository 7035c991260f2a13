import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExposition, select } from '../../src/sources/exposition.ts';

describe('parseExposition', () => {
  test('labels with escapes, spaces, timestamps and special values', () => {
    const text = [
      String.raw`# HELP msdos A path C:\\DIR and a new line\nhere`,
      '# TYPE msdos untyped',
      String.raw`msdos{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9`,
      '# just a comment',
      'http_requests_total{method="post",code="200",} 1027 1395066363000',
      'metric_without_timestamp_and_labels 12.47',
      'something_weird{problem="division by zero"} +Inf -3982045',
      'lonely NaN',
      'lower -inf',
      '  spaced   {a = "1" , b="2"}   -0.5  ',
      'hex 0x1F',
      'le_bucket{le="0.05"} 24054 # {trace_id="x"} 0.04 1520879607.789',
      '# EOF',
    ].join('\n');
    const { samples, families } = parseExposition(text);
    expect(samples.map((s) => s.value)).toEqual([
      1458255915,
      1027,
      12.47,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      -0.5,
      31,
      24054,
    ]);
    expect(samples[0]?.labels).toEqual({ path: 'C:\\DIR\\FILE.TXT', error: 'Cannot find file:\n"FILE.TXT"' });
    expect(samples[1]?.timestamp).toBe(1395066363000);
    expect(samples[6]?.labels).toEqual({ a: '1', b: '2' });
    expect(families.get('msdos')).toEqual({
      name: 'msdos',
      type: 'untyped',
      help: 'A path C:\\DIR and a new line\nhere',
    });
  });

  test('histograms and summaries are their samples', () => {
    const text = 'h_bucket{le="1"} 2\nh_bucket{le="+Inf"} 3\nh_sum 4.5\nh_count 3\ns{quantile="0.5"} 7\n';
    const parsed = parseExposition(text);
    expect(select(parsed, 'h_bucket', { le: '+Inf' })[0]?.value).toBe(3);
    expect(select(parsed, 's', { quantile: '0.5' })[0]?.value).toBe(7);
    expect(select(parsed, 's', { quantile: '0.9' })).toEqual([]);
  });

  test.each([
    ['<html>login</html>', '应答是网页，不是指标'],
    ['', '应答中没有指标'],
    ['good 1\nbad{x="1" 2', '应答不是指标格式（第 2 行）'],
    ['x{a="unterminated} 1', '应答不是指标格式（第 1 行）'],
    ['x one', '应答不是指标格式（第 1 行）'],
    ['x 1 2 3', '应答不是指标格式（第 1 行）'],
    ['{"json": true}', '应答不是指标格式（第 1 行）'],
    ['x{1a="b"} 1', '应答不是指标格式（第 1 行）'],
  ])('%j is refused', (text, reason) => expect(() => parseExposition(text)).toThrow(reason));

  test('any label text survives being written and read', () => {
    const escaped = (s: string) => s.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true }), (label, value) => {
        const number =
          value === Number.POSITIVE_INFINITY ? '+Inf' : value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
        // A label may not hold the bytes that end the line itself.
        const text = label.replace(/[\r\u2028\u2029]/g, '');
        const sample = parseExposition(`m{l="${escaped(text)}"} ${number}`).samples[0];
        expect([sample?.labels['l'], sample?.value]).toEqual([text, value + 0]);
      }),
    );
  });

  test('node_exporter’s output', () => {
    const { samples, families } = parseExposition(readFileSync('tests/fixtures/exposition/node.txt', 'utf8'));
    expect([samples.length, families.size, samples[0]?.labels['mode']]).toEqual([6, 4, 'idle']);
  });

  test('families of every type, those without a type too', () => {
    const { samples, families } = parseExposition(readFileSync('tests/fixtures/exposition/types.txt', 'utf8'));
    expect(samples).toHaveLength(12);
    expect(new Set(samples.map((s) => s.name)).size).toBe(10);
    const types = Object.groupBy(families.values(), (f) => f.type);
    expect(Object.fromEntries(Object.entries(types).map(([k, v]) => [k, v?.length]))).toEqual({
      summary: 1,
      histogram: 1,
      gauge: 2,
      counter: 1,
      untyped: 1,
    });
  });
});
