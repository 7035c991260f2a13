/** How a fault stands: what a contract counts as a requirement was never down. */
import { expect, test } from 'vitest';
import { handlingText } from '../../../src/subjects/incidents/restoration.ts';

test('a fault is down until it is restored, a requirement in hand until it is closed', () => {
  const said = (closed: boolean, restored: boolean, requirement: boolean) =>
    handlingText({ closed, restored, requirement });
  expect([said(false, false, false), said(false, true, false), said(true, true, false)]).toEqual([
    ...['未恢复', '已恢复，未关闭', '已处理完成'],
  ]);
  expect([said(false, false, true), said(false, true, true), said(true, false, true)]).toEqual([
    ...['处理中', '处理中', '已处理完成'],
  ]);
});
