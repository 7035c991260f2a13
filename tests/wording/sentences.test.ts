/**
 * Every sentence that the program writes was read by somebody before it goes to an office. Read the new ones (`npm run sentences`), mend
 * in the code what nobody would write (CONTRIBUTING.md, “Chinese that is generated”), and mark the others as read by
 * `UPDATE_GOLDEN=1 npx vitest run tests/wording/sentences.test.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { madeMonth } from '../support/demo-month.ts';
import { formOf, sentencesOf } from '../support/sentences.ts';

const FILE = join(import.meta.dirname, 'sentences.txt');

describe('the sentences of a simulated month', async () => {
  const { forms: found, ids } = await sentencesOf(join(await madeMonth(), 'w'));
  const made = found.map(({ form }) => form);

  test('are those that were read, and no others', () => {
    if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(FILE, `${made.join('\n')}\n`);
    const read = new Set(readFileSync(FILE, 'utf8').trimEnd().split('\n'));
    const unread = found.filter(({ form }) => !read.has(form)).map(({ example, place }) => `${example}　${place}`);
    expect(unread).toEqual([]);
    const now = new Set(made);
    expect([...read].filter((form) => !now.has(form))).toEqual([]);
  });

  test('say the name of a thing and not its id in the data', () => {
    expect(ids).toEqual([]);
  });

  test('end once', () => {
    expect(found.filter(({ example }) => /[。，；：、][。，；、]/.test(example))).toEqual([]);
  });
});

test('slots stand for what comes from data, in a list for all of it', () => {
  const words = new Map([['值班', ['值班工程师甲']]]);
  const form = (text: string): string => formOf(text, words);
  expect(form('2026-09-03 10:20 值班工程师甲登记故障 3 起，历时 1 小时 05 分。')).toBe('◆登记故障 ◆ 起，历时 ◆');
  expect(form('巡检 3 条、备份 2 条、变更 1 条')).toBe('巡检 ◆ 条…');
  expect(form('主机 web-01、db-02 没有巡检')).toBe(form('主机 web-01 没有巡检'));
});
