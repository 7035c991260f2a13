/** Work that lasts says so every 15 seconds where nobody sees a bar. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { beginQuietLines, endQuietLines } from '../../src/cli/quiet-lines.ts';
import { stopSignal } from '../../src/cli/serving.ts';
import { busy, progressBar } from '../../src/cli/terminal.ts';
import { opsledgerHere } from '../support/command-here.ts';

let lines: string[];
const begin = (isTTY = false) => beginQuietLines((line) => lines.push(line), { isTTY });
const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1000);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  lines = [];
});
afterEach(() => {
  endQuietLines();
  vi.useRealTimers();
});

it('says what the bar would have, and how long it has gone on', () => {
  begin();
  const bar = progressBar('演示年度');
  pass(14);
  bar.update(3, 365, '2025-11-27');
  expect(lines).toEqual([]);
  pass(1);
  bar.update(90, 365, '2026-02-22');
  pass(60);
  bar.end();
  pass(15);
  expect(lines).toEqual([
    '仍在进行：演示年度 3/365 2025-11-27，已 15 秒',
    ...['30 秒', '45 秒', '1 分', '1 分 15 秒'].map((time) => `仍在进行：演示年度 90/365 2026-02-22，已 ${time}`),
    '仍在进行：本次操作，已 1 分 30 秒',
  ]);
});

it('says what cannot be counted, too', async () => {
  begin();
  const gate = Promise.withResolvers<void>();
  const work = busy('生成站点', gate.promise);
  pass(15);
  gate.resolve();
  await work;
  pass(15);
  expect(lines).toEqual(['仍在进行：生成站点，已 15 秒', '仍在进行：本次操作，已 30 秒']);
});

it('is silent on a terminal, and once a command has become a server', () => {
  begin(true);
  pass(60);
  begin();
  void stopSignal();
  pass(60);
  expect(lines).toEqual([]);
});

it('holds for every command, and ends with it', async () => {
  const running = opsledgerHere(['status', '--workspace', '/nowhere']);
  pass(30);
  const { code, stderr } = await running;
  expect([code, stderr.match(/仍在进行：本次操作，已 (15|30) 秒/g)?.length]).toEqual([2, 2]);
  expect(vi.getTimerCount()).toBe(0);
});
