/** What is said beside a table: chance alone is seldom told, what was planted is found, and of too little nothing is said. */
import { describe, expect, it } from 'vitest';
import { changeLooks } from '../../../src/assess/observations/change.ts';
import { dominantLooks } from '../../../src/assess/observations/dominant.ts';
import { driftLooks } from '../../../src/assess/observations/drift.ts';
import { binomialAtLeast, hypergeometricAtLeast, normalAbove } from '../../../src/assess/observations/exact.ts';
import { levelLooks } from '../../../src/assess/observations/level.ts';
import { chanceText, type Look, observationsOf } from '../../../src/assess/observations/look.ts';
import { reachObservations } from '../../../src/assess/observations/reach.ts';
import { type Placed, repeatedLooks } from '../../../src/assess/observations/repeated.ts';
import { shareLooks } from '../../../src/assess/observations/share.ts';
import { shiftLooks } from '../../../src/assess/observations/shift.ts';
import { togetherLooks } from '../../../src/assess/observations/together.ts';
import { daysFrom, weekdayLooks } from '../../../src/assess/observations/weekday.ts';
import { toDate } from '../../../src/contract/time.ts';
import { forecast, type Point } from '../../../src/subjects/inspections/judge/forecast.ts';
import { below, normal, poisson, spoken } from './_noise.ts';

const RUNS = 400;
/** A few in a hundred, with what chance makes of the number of runs. */
const FEW = 0.04;

const says = (looks: readonly Look[]): boolean => observationsOf(looks).length > 0;
const texts = (looks: readonly Look[]): string[] => observationsOf(looks).map(({ text }) => text);
const days = daysFrom('2026-01-01', '2026-03-31');
const placed = (key: number, n: number): Placed => ({ key: String(key), name: `资产 ${key}`, id: `GZ-${n}` });
const series = (value: (day: number) => number): Point[] => days.map((date, n) => ({ date, value: value(n) }));
const reaching = (points: Point[]) =>
  reachObservations([{ name: '数据库服务器磁盘', points, limit: 80, found: forecast(points, 80) }]);

describe('the tails', () => {
  it('are those of the tables', () => {
    expect(binomialAtLeast(9, 10, 0.5)).toBeCloseTo(11 / 1024, 12);
    expect(hypergeometricAtLeast(3, { all: 8, marked: 4, drawn: 4 })).toBeCloseTo(17 / 70, 12);
    expect(normalAbove(1.959964)).toBeCloseTo(0.025, 6);
  });
  it('are certain of nothing, and of too much impossible', () => {
    expect(binomialAtLeast(0, 5, 0.1)).toBe(1);
    expect(binomialAtLeast(6, 5, 0.1)).toBe(0);
  });
});

describe('chance alone', () => {
  const month = (count: number) => ({ count, days: 30 });
  it('seldom makes a change', () => {
    const share = spoken(RUNS, (next) => {
      const mean = 1 + 12 * next();
      const periods = Array.from({ length: 4 + below(next, 8) }, () => month(poisson(next, mean)));
      return says(changeLooks('故障', '起', periods[0] ?? month(0), periods.slice(1)));
    });
    expect(share).toBeLessThan(FEW);
  });
  it('seldom makes a change of what comes in bursts', () => {
    const share = spoken(RUNS, (next) => {
      // Each burst brings one to seven at once.
      const burst = () => Array.from({ length: poisson(next, 3) }, () => 1 + below(next, 7)).reduce((a, b) => a + b, 0);
      const periods = Array.from({ length: 4 + below(next, 8) }, () => month(burst()));
      return says(changeLooks('故障', '起', periods[0] ?? month(0), periods.slice(1)));
    });
    expect(share).toBeLessThan(FEW);
  });
  it('seldom makes a day of the week', () => {
    const share = spoken(RUNS, (next) => {
      const each = 0.05 + 0.5 * next();
      return says(
        weekdayLooks(
          '有故障',
          days.filter(() => next() < each),
          days,
        ),
      );
    });
    expect(share).toBeLessThan(FEW);
  });
  it('seldom makes a repetition', () => {
    const share = spoken(RUNS, (next) => {
      const places = 2 + below(next, 60);
      const things = Array.from({ length: 3 + below(next, 20) }, (_, n) => placed(below(next, places), n));
      return says(repeatedLooks({ what: '故障', unit: '起', place: '资产' }, things, places));
    });
    expect(share).toBeLessThan(FEW);
  });
  it('seldom makes a part stand out', () => {
    const share = spoken(RUNS, (next) => {
      const fails = 0.02 + 0.3 * next();
      const parts = Array.from({ length: 2 + below(next, 10) }, (_, n) => {
        const total = 5 + below(next, 60);
        return { name: `计划 ${n}`, total, hit: Array.from({ length: total }).filter(() => next() < fails).length };
      });
      return says(shareLooks('未成功', '次', parts));
    });
    expect(share).toBeLessThan(FEW);
  });
  it('seldom makes a drift', () => {
    const share = spoken(RUNS, (next) =>
      says(
        driftLooks(
          { what: '逐月故障数', unit: '起', step: '月' },
          Array.from({ length: 8 + below(next, 9) }, () => poisson(next, 4)),
        ),
      ),
    );
    expect(share).toBeLessThan(FEW);
  });
  it('seldom foretells a day, neither of what jitters nor of what wanders', () => {
    const jitter = spoken(RUNS, (next) => reaching(series(() => 60 + 3 * normal(next))).length > 0);
    const walk = spoken(RUNS, (next) => {
      let at = 60;
      return reaching(series(() => (at += 0.4 * normal(next)))).length > 0;
    });
    expect(jitter).toBeLessThan(FEW);
    expect(walk).toBeLessThan(FEW);
  });
  it('seldom foretells a day of thirty days that wander', () => {
    const walk = spoken(RUNS, (next) => {
      let at = 60;
      return reaching(series(() => (at += 0.4 * normal(next))).slice(0, 30)).length > 0;
    });
    expect(walk).toBeLessThan(FEW);
  });
  it('seldom makes a share or a level', () => {
    const share = spoken(RUNS, (next) => {
      const kinds = Array.from({ length: 3 + below(next, 5) }, (_, n) => ({ name: String(n), now: 0, before: 0 }));
      for (let n = 0; n < 30; n += 1) (kinds[below(next, kinds.length)] ?? { now: 0 }).now += 1;
      for (let n = 0; n < 90; n += 1) (kinds[below(next, kinds.length)] ?? { before: 0 }).before += 1;
      return says(shiftLooks('咨询', '次', kinds));
    });
    const level = spoken(RUNS, (next) => {
      const daily = () => Array.from({ length: 30 }, () => Math.round(1000 * Math.exp(normal(next))));
      return says(levelLooks('操作日志', '条', daily(), daily()));
    });
    expect(share).toBeLessThan(FEW);
    expect(level).toBeLessThan(FEW);
  });
  it('seldom makes one event stand out', () => {
    const share = spoken(RUNS, (next) =>
      says(
        dominantLooks(
          '中断时长',
          '次',
          Array.from({ length: 4 + below(next, 40) }, (_, n) => ({ name: String(n), weight: -Math.log(1 - next()) })),
        ),
      ),
    );
    expect(share).toBeLessThan(FEW);
  });
  it('seldom makes what falls together', () => {
    const share = spoken(RUNS, (next) => {
      // Independent outages of a dozen things over a month, an hour each; those that overlap are one event.
      const starts = Array.from({ length: 3 + below(next, 30) }, () => ({ at: next() * 720, thing: below(next, 12) }));
      const events: { end: number; own: Set<number>; seconds: number }[] = [];
      for (const { at, thing } of starts.toSorted((a, b) => a.at - b.at)) {
        const last = events.at(-1);
        if (last !== undefined && at <= last.end) {
          last.end = at + 1;
          last.own.add(thing);
          last.seconds += 3600;
        } else events.push({ end: at + 1, own: new Set([thing]), seconds: 3600 });
      }
      const joint = events.map(({ own, seconds }) => ({ name: '', members: own.size, seconds }));
      return says(togetherLooks(joint, 12, 720 * 3600));
    });
    expect(share).toBeLessThan(FEW);
  });
  it('is counted over all looks at one table', () => {
    const share = spoken(RUNS, (next) =>
      says(Array.from({ length: 30 }, (): Look => ({ sort: 'standing', chance: next(), text: () => '有' }))),
    );
    expect(share).toBeLessThan(FEW);
  });
});

describe('what was planted', () => {
  it('is found: a month with many', () => {
    const before = [2, 3, 1, 2, 3, 2].map((count) => ({ count, days: 30 }));
    expect(texts(changeLooks('故障', '起', { count: 12, days: 31 }, before))).toEqual([
      expect.stringMatching(
        /^本期故障 12 起，此前 6 期共 13 起，每 30 日由平均 2\.2 起变为 11\.6 起，为各期最多（.*偶然如此的可能不到 0\.1 %）。$/,
      ),
    ]);
  });
  it('is found: a month with few', () => {
    const before = [9, 10, 8, 11, 9].map((count) => ({ count, days: 30 }));
    expect(texts(changeLooks('来电', '次', { count: 1, days: 30 }, before))[0]).toContain('为各期最少');
  });
  it('is found: a day of the week, and only that', () => {
    const mondays = days.filter((day) => toDate(day).dayOfWeek === 1).slice(2);
    expect(texts(weekdayLooks('有故障', [...mondays, '2026-01-07'], days))).toEqual([
      expect.stringContaining(`13 个星期一中 ${mondays.length} 天有故障，其余 77 天中 1 天`),
    ]);
  });
  it('is found: the same asset', () => {
    const things = [5, 9, 5, 31, 5].map(placed);
    expect(texts(repeatedLooks({ what: '故障', unit: '起', place: '资产' }, things, 60))).toEqual([
      expect.stringContaining('5 起故障中 3 起同属资产 5（GZ-0、GZ-2、GZ-4；'),
    ]);
  });
  it('is no news when none of them is of the period', () => {
    const things = [5, 9, 5, 31, 5, 7].map(placed);
    expect(texts(repeatedLooks({ what: '故障', unit: '起', place: '资产' }, things, 60, new Set(['GZ-5'])))).toEqual(
      [],
    );
  });
  it('is found: the outage that makes up the month', () => {
    const short = Array.from({ length: 7 }, (_, n) => ({ name: `第 ${n} 次`, weight: 60 + n }));
    expect(
      texts(dominantLooks('本期中断时长', '次', [...short, { name: '主库等 11 个对象的中断', weight: 80_000 }])),
    ).toEqual([
      expect.stringMatching(
        /^主库等 11 个对象的中断占本期中断时长的 99\.5 %（共 8 次；.*偶然如此的可能不到 0\.1 %）。$/,
      ),
    ]);
    expect(dominantLooks('本期中断时长', '次', short.slice(0, 3))).toEqual([]);
  });
  it('is found: what failed for one reason', () => {
    const events = [
      { name: '2026-03-20 10:15 起', members: 10, seconds: 72_000 },
      { name: '2026-03-12 16:15 起', members: 1, seconds: 6_900 },
    ];
    expect(texts(togetherLooks(events, 13, 31 * 86_400))).toEqual([
      expect.stringContaining(
        '2026-03-20 10:15 起 10 个对象同时中断，合计 20 小时，占本期中断时长的 91.3 %，是一次中断而不是 10 次',
      ),
    ]);
  });
  it('is found: the part that fails', () => {
    const parts = [
      { name: '异地副本', total: 30, hit: 7 },
      { name: '全量备份', total: 90, hit: 1 },
    ];
    expect(texts(shareLooks('未成功', '次', parts))).toEqual([
      expect.stringContaining('异地副本 30 次中未成功 7 次，其余 90 次中 1 次'),
    ]);
  });
  it('is found: what is asked more often now', () => {
    const kinds = [
      { name: '账号权限', now: 12, before: 9 },
      { name: '系统使用', now: 8, before: 81 },
    ];
    expect(texts(shiftLooks('咨询', '次', kinds))).toEqual([
      expect.stringContaining('“账号权限”占本期咨询 20 次中的 12 次，此前 90 次中 9 次，占比上升'),
    ]);
  });
  it('is found: days with twice as many entries', () => {
    const daily = (times: number) => days.slice(0, 30).map((_, n) => times * (1000 + 37 * (n % 7)));
    expect(texts(levelLooks('操作日志', '条', daily(2), daily(1)))[0]).toContain(
      '每日中位数由上期 1111 条变为 2222 条',
    );
  });
  it('tells the same chance of the same thing beside every table, and what the table makes of it apart', () => {
    const look: Look = { sort: 'repeated', chance: 0.0012, text: chanceText };
    const beside = (others: number): string =>
      observationsOf([look, ...Array.from({ length: others }, (): Look => ({ ...look, chance: 1 }))])[0]?.text ?? '';
    expect([beside(0), beside(1), beside(3)]).toEqual([
      '偶然如此的可能约 0.1 %。',
      '偶然如此的可能约 0.1 %，按同一处所看的 2 项校正后约 0.2 %。',
      '偶然如此的可能约 0.1 %，按同一处所看的 4 项校正后约 0.5 %。',
    ]);
  });

  it('is said once, where two looks tell of the same', () => {
    const one = { sort: 'repeated', about: 'GZ-1 GZ-2', text: () => '' } as const;
    expect(
      observationsOf([
        { ...one, chance: 0.001 },
        { ...one, chance: 0.0001 },
      ]),
    ).toHaveLength(1);
  });
  it('is found: what goes down', () => {
    const words = { what: '未修复的漏洞', unit: '个', step: '次扫描' };
    expect(texts(driftLooks(words, [60, 55, 52, 47, 41, 38, 30, 26, 20]))[0]).toMatch(
      /^未修复的漏洞由 60\.0 个降至 20\.0 个，每次扫描约减 5\.\d 个（9 个数的曼-肯德尔秩检验，/,
    );
  });
  it('is found: the month in which a disk is full enough', () => {
    const points = series((day) => 60 + 0.1 * day + Math.sin(day) / 5);
    expect(reaching(points).map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^数据库服务器磁盘近 90 日每日约增 0\.10 个百分点，现为 69\.\d %，按此约在 2026 年 7 月达到 80 %（90 个观测日/,
      ),
    ]);
  });
});

it('of too little nothing is said', () => {
  expect(changeLooks('故障', '起', { count: 9, days: 30 }, [{ count: 1, days: 30 }])).toEqual([]);
  expect(weekdayLooks('有故障', ['2026-01-05', '2026-01-12', '2026-01-19'], days)).toEqual([]);
  expect(repeatedLooks({ what: '故障', unit: '起', place: '资产' }, [placed(1, 1), placed(1, 2)], 60)).toEqual([]);
  expect(driftLooks({ what: '数', unit: '起', step: '月' }, [1, 2, 3, 4, 5, 6, 7])).toEqual([]);
  expect(reaching(series((day) => 60 + day / 10).slice(0, 20))).toEqual([]);
});
