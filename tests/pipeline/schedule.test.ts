/** The schedule's own lane for building the site: one at a time, never one too few. */
import { describe, expect, it } from 'vitest';
import { latestOnly } from '../../src/pipeline/schedule.ts';

function stage() {
  const log: string[] = [];
  const gates: (() => void)[] = [];
  const lane = latestOnly(async () => {
    log.push('begin');
    await new Promise<void>((done) => gates.push(done));
    log.push('end');
  });
  const finishOne = async () => {
    gates.shift()?.();
    await new Promise((done) => setImmediate(done));
  };
  return { log, lane, finishOne };
}

describe('a lane', () => {
  it('runs once for a single asking, at once', async () => {
    const { log, lane, finishOne } = stage();
    lane.ask();
    expect(log).toEqual(['begin']);
    await finishOne();
    await lane.settled();
    expect(log).toEqual(['begin', 'end']);
  });

  it('runs once more for all that asked during a run: what they changed came after it began', async () => {
    const { log, lane, finishOne } = stage();
    lane.ask();
    lane.ask();
    lane.ask();
    await finishOne();
    expect(log).toEqual(['begin', 'end', 'begin']);
    await finishOne();
    await lane.settled();
    expect(log).toEqual(['begin', 'end', 'begin', 'end']);
  });

  it('is ready again after it settled', async () => {
    const { log, lane, finishOne } = stage();
    for (const _ of [1, 2]) {
      lane.ask();
      await finishOne();
      await lane.settled();
    }
    expect(log).toEqual(['begin', 'end', 'begin', 'end']);
  });
});
