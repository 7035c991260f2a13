import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeProbe, type ProbeState, probeRuns, probeSlots, slotsPerDay } from '../../src/records/probe-samples.ts';

const states = fc.array(fc.constantFrom<ProbeState>('up', 'down', 'unobserved'), { minLength: 1, maxLength: 1440 });

describe('run-length text of samples', () => {
  test('a healthy day is six characters', () => {
    expect(encodeProbe(Array.from({ length: 1440 }, () => 'up'))).toBe('u1440');
  });

  test('gives back exactly what was put in', () => {
    fc.assert(
      fc.property(states, (list) => {
        const back = probeRuns(encodeProbe(list)).flatMap(({ state, from, to }) =>
          Array<ProbeState>(to - from).fill(state),
        );
        expect(back).toEqual(list);
        expect(probeSlots(encodeProbe(list))).toBe(list.length);
      }),
    );
  });

  test('neighbouring runs differ and meet', () => {
    fc.assert(
      fc.property(states, (list) => {
        const runs = probeRuns(encodeProbe(list));
        for (const [i, run] of runs.entries()) {
          expect(run.from).toBe(runs[i - 1]?.to ?? 0);
          expect(run.state).not.toBe(runs[i - 1]?.state);
        }
      }),
    );
  });

  test.for(['', 'u0', 'u', 'x5', 'u5  d3', 'u5 ', 'u1.5', 'u-3'])('%o is no such text', (text) => {
    expect(() => probeRuns(text)).toThrow(RangeError);
  });

  test('slots of a day follow the interval', () => expect([slotsPerDay(60), slotsPerDay(300)]).toEqual([1440, 288]));
});
