/** What a terminal would obey, in data from anywhere, is shown and not done. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { dueLines } from '../../src/cli/due-lines.ts';
import { columns, harmless, harmlessJson, paint, widthOf } from '../../src/cli/terminal.ts';
import type { DueItem } from '../../src/pipeline/plan/due-items.ts';

const terminal = { isTTY: true } as NodeJS.WriteStream;
/** Every character of the kinds that a terminal obeys, and whether it is text all the same. */
const CONTROLS = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, i) => 0x7f + i)].map((code) =>
  String.fromCharCode(code),
);
const ORDER = ['\u202a', '\u202e', '\u2066', '\u2069', '\u200f', '\u061c', '\u2028'];

describe('what is written to a terminal', () => {
  it('obeys no character of data, of whatever sequence', () => {
    for (const one of [...CONTROLS, ...ORDER]) {
      const shown = harmless(`甲${one}[2J${one}乙`);
      if (one === '\n' || one === '\t') expect(shown).toBe(`甲${one}[2J${one}乙`);
      else expect(shown).toMatch(/^甲<U\+[0-9A-F]{4}>\[2J<U\+[0-9A-F]{4}>乙$/);
    }
    expect(harmless('正常 文字 é 👍')).toBe('正常 文字 é 👍');
  });

  it('keeps our colours, and none that data brings along', () => {
    const painted = paint('red', '逾期 \u001b[32m已交\u001b[0m', terminal);
    expect(harmless(painted)).toBe('\u001b[31m逾期 <U+001B>[32m已交<U+001B>[0m\u001b[0m');
    expect(stringWidth(paint('red', '逾期', terminal))).toBe(4);
  });

  it('lets no sentence in one row push the cells of the others off the screen', () => {
    const long = '缺'.repeat(200);
    const lines = columns([
      ['逾期', long, '→ a'],
      ['待交', '缺 确认', '→ b'],
    ]);
    expect(lines).toEqual([`逾期  ${long}  → a`, '待交  缺 确认  → b']);
  });

  it('tells of a reason in a list its beginning', () => {
    const item = {
      ...{ stateText: '退回', dueAt: '2026-11-24T17:00:00+08:00', name: '巡检日志', period: '2026-11-24' },
      ...{ lacks: ['更正'], returned: { reason: '原因'.repeat(300) }, command: 'opsledger confirm' },
    } as unknown as DueItem;
    const [row = []] = dueLines([item]);
    expect(row[4]).toMatch(/^缺 更正（退回原因：(?:原因){19}原…）$/);
  });

  it('counts the columns of every character as the library does', () => {
    const all = Array.from({ length: 0x10000 - 0x20 }, (_, n) => String.fromCharCode(n + 0x20));
    const other = all.filter(
      (one) => !/[\ud800-\udfff]/.test(one) && widthOf(`a${one}中`) !== stringWidth(`a${one}中`),
    );
    expect(other).toEqual([]);
    for (const text of ['', '应交项 3 项（逾期）', '👍🏽 e\u0301', paint('red', '逾期', terminal)])
      expect(widthOf(text)).toBe(stringWidth(text));
  });

  it('gives JSON of the same value, of which a terminal obeys nothing', () => {
    const value = { a: `\u009b31m${CONTROLS.join('')}${ORDER.join('')}` };
    const json = harmlessJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(json)).toEqual(value);
    expect(json).toMatch(/^[\n -~]*$/);
  });

  it('is how every command writes', () => {
    const folder = join(import.meta.dirname, '../../src/cli');
    const writers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        readFileSync(join(folder, file), 'utf8')
          .split('\n')
          .filter(
            (line) => /\bstd(?:out|err)\.write\(|console\.|\boutput\.write\(/.test(line) && !/harmless/.test(line),
          )
          .map(() => file),
      );
    // These write what is ours alone, or (`context.ts`) what was made harmless a line before.
    const known = 'asker.ts commands/collect.ts composer-main.ts context.ts manual-main.ts terminal.ts'.split(' ');
    expect([...new Set(writers)].sort()).toEqual(known);
  });
});
