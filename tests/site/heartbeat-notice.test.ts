/** What a page says above itself of the scheduler. */
import { expect, it } from 'vitest';
import { heartbeatNotice, type Told } from '../../src/site/client/heartbeat-notice.ts';

const at = (time: string): string => `2026-11-24T${time}:00+08:00`;
const lives: Told = { livedAt: at('10:00'), staleAfter: at('10:03'), stoppedAt: null };
const never: Told = { livedAt: null, staleAfter: null, stoppedAt: null };
const NEXT = at('11:10');

it.each([
  ['it lives', lives, NEXT, '10:03', null],
  ['it gave no sign of life for three rounds', lives, NEXT, '10:04', /没有运行：最后一次活动 2026-11-24 10:00/],
  ['it was stopped', { ...lives, stoppedAt: at('10:00') }, NEXT, '10:01', /已于 2026-11-24 10:00 停止/],
  ['it lives and the page was not built again', { ...lives, staleAfter: at('12:00') }, NEXT, '11:11', /现已超过/],
  ['nobody answers, within what the page promised', null, NEXT, '11:10', null],
  ['nobody answers after that', null, NEXT, '11:11', /应不晚于 2026-11-24 11:10 更新/],
  ['none is meant to run', never, null, '23:00', null],
] as const)('when %s', (_, told, next, now, notice) => {
  const found = heartbeatNotice(told, next, Date.parse(at(now)));
  if (notice === null) expect(found).toBeNull();
  else expect(found).toMatch(notice);
});
