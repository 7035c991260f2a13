/** What is said of a service that began before its workspace was made. */
import { expect, test } from 'vitest';
import { begunBefore } from '../../src/pipeline/init.ts';

const service = { from: '2026-11-23', to: '2027-11-22' };

test('days that can only be missing are told before the first of them is listed', () => {
  expect(begunBefore(service, '2026-12-03T09:00:00+08:00')).toMatch(/10 天前已经开始（自 2026-11-23 起）.*缺失.*补报/);
  expect(begunBefore(service, '2028-01-01T09:00:00+08:00')).toMatch(/^服务期已经结束/);
});

test.each(['2026-11-23T23:59:59+08:00', '2026-11-01T09:00:00+08:00'])('nothing is told at %s', (now) => {
  expect(begunBefore(service, now)).toBeUndefined();
});
