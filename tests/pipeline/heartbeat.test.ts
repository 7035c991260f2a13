/** When a scheduler counts as running, dead, stuck or stopped, and what a page may promise by it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant, toText } from '../../src/contract/time.ts';
import { needsScheduler, nextUpdateBy, publicHeartbeat, schedulerState } from '../../src/pipeline/heartbeat.ts';
import type { Heartbeat } from '../../src/workspace/store/heartbeat.ts';

const at = (time: string): string => `2026-11-24T${time}+08:00`;
const beat = (changes: Partial<Heartbeat> = {}): Heartbeat => ({
  ...{ schema: 1, by: 'start', startedAt: at('08:00:00'), livedAt: at('10:00:00') },
  ...{ roundSeconds: 60, siteSeconds: 3600, stoppedAt: null, running: [], failed: [], said: [], gap: null },
  ...{ ended: { what: '每日巡检与签发', at: at('09:59:58') }, unreached: null },
  ...changes,
});

describe('the state of the scheduler', () => {
  it('is alive for three rounds and dead after them, whatever a round is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7200 }), fc.integer({ min: 0, max: 40_000 }), (roundSeconds, age) => {
        const now = toText(toInstant(at('10:00:00')).add({ seconds: age }));
        const { state } = schedulerState(beat({ roundSeconds }), now);
        expect(state).toBe(age > 3 * roundSeconds ? 'dead' : 'alive');
      }),
    );
  });

  it('names the last sign of life and what to do', () => {
    const found = schedulerState(beat(), at('10:04:00'));
    expect(found.text).toBe('没有运行：最后一次活动 2026-11-24 10:00，已过 4 分（每轮 1 分）');
    expect(found.remedy).toContain('opsledger start');
    expect(needsScheduler(found)).toBe(true);
  });

  it('tells a workspace where none ever ran from one where it died', () => {
    const found = schedulerState(null, at('10:00:00'));
    expect([found.state, needsScheduler(found)]).toEqual(['never', false]);
    expect(found.text).not.toContain('没有运行');
  });

  it('does not take for dead what was stopped, nor for alive what nobody can read', () => {
    expect(schedulerState(beat({ stoppedAt: at('10:00:00') }), at('23:00:00')).state).toBe('stopped');
    expect(needsScheduler(schedulerState('unreadable', at('10:00:00')))).toBe(true);
  });

  it('says what does not end, though the process lives', () => {
    const running = [
      { what: '生成站点', since: at('09:58:00') },
      { what: '每日巡检与签发', since: at('09:40:00') },
    ];
    const found = schedulerState(beat({ running }), at('10:00:30'));
    expect(found.state).toBe('stuck');
    expect(found.text).toContain('每日巡检与签发自 2026-11-24 09:40 起没有结束');
    expect(schedulerState(beat({ running: running.slice(0, 1) }), at('10:00:30')).state).toBe('alive');
  });

  it('keeps beside it what failed, what was not reached, and for a day when nothing ran', () => {
    const gap = { from: at('08:00:00'), to: at('09:00:00') };
    const told = beat({
      gap,
      failed: [{ what: '生成站点', at: at('09:59:00'), reason: '磁盘空间不足' }],
      unreached: { since: at('09:00:00'), reason: '应答 HTTP 500' },
    });
    const { notes } = schedulerState(told, at('10:00:00'));
    expect(notes.map((one) => /失败|没有运行|没有送达/.exec(one)?.[0])).toEqual(['失败', '没有运行', '没有送达']);
    const later = { ...told, livedAt: '2026-11-25T10:00:00+08:00', failed: [], unreached: null };
    expect(schedulerState(later, '2026-11-25T10:00:00+08:00').notes).toEqual([]);
  });
});

it('what readers of the site may know is three times and nothing that was done', () => {
  expect(publicHeartbeat(beat())).toEqual({
    ...{ schema: 1, livedAt: at('10:00:00'), stoppedAt: null },
    staleAfter: at('10:03:00'),
  });
  expect(publicHeartbeat(null).livedAt).toBeNull();
});

describe('the next update that a page promises', () => {
  it('is an interval and the time of a build after the page, to the minute', () => {
    expect(nextUpdateBy(beat(), at('10:00:20'))).toBe(at('11:11:00'));
  });

  it.each([
    ['none ever ran', null],
    ['it was stopped', beat({ stoppedAt: at('10:00:00') })],
    ['nobody can read it', 'unreadable' as const],
    ['no job builds the site', beat({ siteSeconds: null })],
    ['it died yesterday', beat({ livedAt: '2026-11-23T10:00:00+08:00' })],
  ])('is none where %s', (_, found) => expect(nextUpdateBy(found, at('10:00:20'))).toBeNull());
});
