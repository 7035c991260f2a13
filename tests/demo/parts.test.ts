/** The small parts of which the story is made. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Entry, writeBook } from '../../src/demo/kit/book.ts';
import { fill } from '../../src/demo/kit/fill.ts';
import { NEXT, withNumbers } from '../../src/demo/kit/numbers.ts';
import { picture, type Scene } from '../../src/demo/kit/pictures.ts';
import { random } from '../../src/demo/kit/random.ts';
import { fillBlanks, filledStarter } from '../../src/demo/setup.ts';
import { DATA } from './_year.ts';

const END = '2026-11-24T18:00:00+08:00';
const note = (writtenAt: string, more: Partial<Entry> = {}): Entry => ({
  kind: 'note',
  writtenAt,
  draft: { at: writtenAt, date: writtenAt.slice(0, 10) },
  ...more,
});

describe('filled texts', () => {
  it('draw every slot anew, the same for the same seed', () => {
    const draw = (seed: string) => fill('{host} {2-9} {2-9} {甲|乙} {table}', random(seed));
    expect(draw('a')).toBe(draw('a'));
    expect(new Set(Array.from({ length: 40 }, (_, i) => draw(String(i)))).size).toBeGreaterThan(30);
    expect(draw('a')).toMatch(/^应用服务器 [1-3] [2-9] [2-9] [甲乙] \p{Script=Han}+$/u);
  });

  it('refuse a slot that nobody knows', () => expect(() => fill('{无此项}', random('a'))).toThrow(RangeError));
});

it('numbers of a series run in the order of writing, each year anew, and leave what has one', () => {
  const permit = (writtenAt: string, number: string) => ({ ...note(writtenAt), kind: 'permit', draft: { number } });
  const numbered = withNumbers([
    permit('2026-01-05T09:00:00+08:00', NEXT),
    permit('2025-12-30T09:00:00+08:00', NEXT),
    permit('2026-01-04T09:00:00+08:00', NEXT),
    permit('2026-01-06T09:00:00+08:00', '另有编号'),
  ]);
  expect(numbered.map(({ draft }) => draft['number'])).toEqual([
    '演示许〔2026〕2号',
    '演示许〔2025〕1号',
    '演示许〔2026〕1号',
    '另有编号',
  ]);
});

it('random is the same for the same seed, another for another, and even', () => {
  const draw = (seed: string) =>
    Array.from(
      { length: 1000 },
      (
        (r) => () =>
          r.next()
      )(random(seed)),
    );
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
  const mean = draw('a').reduce((sum, one) => sum + one, 0) / 1000;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  expect(
    new Set(
      Array.from(
        { length: 200 },
        (
          (r) => () =>
            r.int(1, 4)
        )(random('c')),
      ),
    ),
  ).toEqual(new Set([1, 2, 3, 4]));
});

describe('the book', () => {
  it('numbers records of a day in the order of writing, whatever the order of telling', () => {
    const book = writeBook([note('2026-11-24T15:00:00+08:00'), note('2026-11-24T09:00:00+08:00')], { note: 'JS' }, END);
    expect(book.map((one) => [one.id, one.draft['enteredAt']])).toEqual([
      ['JS-20261124-001', '2026-11-24T09:00:00+08:00'],
      ['JS-20261124-002', '2026-11-24T15:00:00+08:00'],
    ]);
  });

  it('resolves references, in texts too, and keeps an edit under the id of its first version', () => {
    const first = note('2026-11-24T09:00:00+08:00', { key: 'note:a' });
    const edit = note('2026-11-24T10:00:00+08:00', { key: 'note:a', edit: { reason: '补充', who: '甲' } });
    const other = note('2026-11-24T11:00:00+08:00', {
      draft: { at: '2026-11-24T11:00:00+08:00', text: '见 @note:a。' },
    });
    const book = writeBook([edit, other, first], { note: 'JS' }, END);
    expect(book.map((one) => one.id)).toEqual(['JS-20261124-001', 'JS-20261124-001', 'JS-20261124-002']);
    expect(book[2]?.draft['text']).toBe('见 JS-20261124-001。');
  });

  it('refuses a story that contradicts itself', () => {
    const at = '2026-11-24T09:00:00+08:00';
    const dangling = note(at, { draft: { at, text: '@note:none' } });
    expect(() => writeBook([dangling], { note: 'JS' }, END)).toThrow('note:none');
    expect(() => writeBook([note(at, { key: 'note:a' }), note(at, { key: 'note:a' })], { note: 'JS' }, END)).toThrow(
      'note:a',
    );
  });

  it('leaves out what would be written after the end', () => {
    expect(writeBook([note('2026-11-24T18:00:01+08:00')], { note: 'JS' }, END)).toEqual([]);
  });
});

it('pictures are whole PNG files, the same for the same seed, and differ between two photos of one thing', () => {
  const scenes: Scene[] = ['attendance', 'desk-sign', 'gps', 'rack', 'sheet', 'room'];
  for (const scene of scenes) {
    const bytes = Buffer.from(picture(scene, random(scene)));
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const length = bytes.readUInt32BE(33);
    expect(bytes.subarray(37, 41).toString()).toBe('IDAT');
    expect(inflateSync(bytes.subarray(41, 41 + length))).toHaveLength(240 * (360 * 3 + 1));
    expect(Buffer.compare(bytes, picture(scene, random(scene)))).toBe(0);
    expect(Buffer.compare(bytes, picture(scene, random('another')))).not.toBe(0);
  }
});

it('the starter filled in leaves no blank in the contract and the written documents, and uses every value', async () => {
  const read = (path: string) => readFile(join(DATA, path), 'utf8');
  const files = await filledStarter(read);
  expect([...files.keys()].filter((path) => path.startsWith('plans/'))).toHaveLength(7);
  for (const [path, text] of files) {
    const blanks = text.split('\n').filter((line) => line.includes('待填写') && !line.trimStart().startsWith('#'));
    expect([path, blanks]).toEqual([path, []]);
    expect(text).not.toBe(await read(path));
  }
  expect(files.get('contract/contract.yaml')).toContain('purchaser: 演示采购人');
  expect(fillBlanks('待填写、待填写、待填写', ['甲', '乙'])).toBe('甲、乙、待填写');
});
