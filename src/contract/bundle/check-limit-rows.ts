/**
 * Cross-checks of limits row against row: each says its thing once, of two that may both hold one is the more special, and what
 * multiplies meets lengths of time alone. Pure.
 */

import { ABSENT } from '../error.ts';
import { areApart, areIncomparable, quotientOf, settles } from '../precedence/limit-rows.ts';
import { limitAmount, limitCaseKey } from '../precedence/limits.ts';
import { settingsOf } from '../precedence/papers.ts';
import type { Contract } from '../terms/contract.ts';
import { holdTogether } from '../terms/held.ts';
import type { LimitTerm } from '../terms/levels.ts';
import { MINUTE_SECONDS } from '../time.ts';
import type { BundleParts } from './bundle-parts.ts';
import { bundleFiles } from './bundle-parts.ts';
import { calendarKnown } from './check-days.ts';
import { type Found, known, when } from './check-known.ts';

/** The case in which one row holds: of things, customers and a calendar that there are. */
export function checkLimitCase(one: LimitTerm, at: string, contract: Contract, assets: BundleParts['assets']): Found[] {
  const { when: own, times } = one;
  const multiplies = times !== undefined;
  return [
    ...when(
      own !== undefined && Object.values(own).every((value) => value === undefined),
      `${at}.when`,
      ABSENT,
      '至少写明 assets、customers、season 中的一项',
    ),
    ...(own?.assets ?? []).flatMap((id, n) =>
      known(id, `${at}.when.assets[${n}]`, assets, `${bundleFiles.assets} 中的资产编号`),
    ),
    ...(own?.customers ?? []).flatMap((id, n) =>
      known(id, `${at}.when.customers[${n}]`, contract.customers ?? [], '客户类别（customers）'),
    ),
    ...calendarKnown(own?.season, `${at}.when.season`, contract),
    ...(['class', 'or'] as const).flatMap((key) =>
      when(multiplies && one[key] !== undefined, `${at}.${key}`, one[key] ?? '', '不用于倍数（times）'),
    ),
  ];
}

interface Placed {
  one: LimitTerm;
  at: string;
  /** The levels of which it is. */
  of: readonly string[];
}

/** All that stands between the rows of a contract. */
export function checkLimitRows(contract: Contract): Found[] {
  const all = placed(contract);
  const amounts = all.filter(({ one }) => one.times === undefined);
  const factors = all.filter(({ one }) => one.times !== undefined);
  return [
    ...twice(all, contract),
    ...undecided(amounts, contract),
    ...factors.flatMap((factor) => checkFactor(factor, amounts)),
    ...amounts.flatMap((row) => checkProduct(row, factors)),
  ];
}

function placed({ levels, limits = [] }: Contract): Placed[] {
  return [
    ...limits.map((one, n) => ({ one, at: `limits[${n}]`, of: one.levels ?? levels.map(({ id }) => id) })),
    // A level that stands twice is told as that.
    ...levels.flatMap(({ id, limits: own = [] }, n) =>
      (levels.findIndex((one) => one.id === id) === n ? own : []).map((one, k) => ({
        one,
        at: `levels[${n}].limits[${k}]`,
        of: [id],
      })),
    ),
  ];
}

/** Two limits of one clock, clause and level under the same condition say different things: nobody knows which one holds. */
function twice(all: readonly Placed[], { levels }: Contract): Found[] {
  const keyOf = (level: string, one: LimitTerm): string =>
    [level, one.clock, one.clause, one.class, one.during, one.outside, limitCaseKey(one)].join(' ');
  return all.flatMap(({ one, at, of }, n) => {
    for (const level of of) {
      const before = all
        .slice(0, n)
        .find(
          (other) =>
            other.of.includes(level) && keyOf(level, other.one) === keyOf(level, one) && holdTogether(other.one, one),
        );
      const name = levels.find(({ id }) => id === level)?.name ?? '';
      if (before !== undefined)
        return [{ at, found: one.clock, expected: `${name}的这一时限只写一次（与 ${before.at} 重复）` }];
    }
    return [];
  });
}

/** true where both may hold for one incident at once, were it not for their cases. */
const meet = (a: Placed, b: Placed): boolean =>
  a.one.clock === b.one.clock && a.of.some((id) => b.of.includes(id)) && holdTogether(a.one, b.one);

const rankOf = (contract: Contract, one: LimitTerm): number =>
  Math.max(0, ...settingsOf(contract, { from: one.from, until: one.until }, [one.clause]).map(({ rank }) => rank));

/** Two rows whose cases cross, neither the more special: a third of both cases says which amount holds, or nobody does. */
function undecided(amounts: readonly Placed[], contract: Contract): Found[] {
  return amounts.flatMap((row, n): Found[] => {
    const other = amounts
      .slice(0, n)
      .find(
        (before) =>
          meet(before, row) &&
          before.one.class === row.one.class &&
          areIncomparable(before.one, row.one) &&
          limitAmount(before.one) !== limitAmount(row.one) &&
          rankOf(contract, before.one) === rankOf(contract, row.one) &&
          !amounts.some(
            (third) =>
              settles(third.one, before.one, row.one) &&
              third.one.clock === row.one.clock &&
              third.one.class === row.one.class &&
              rankOf(contract, third.one) >= rankOf(contract, row.one) &&
              before.of.filter((id) => row.of.includes(id)).every((id) => third.of.includes(id)),
          ),
      );
    if (other === undefined) return [];
    const expected = `与 ${other.at} 的情形会同时成立而分不出哪一行更具体：请双方明确以哪一行为准，再写一行同时写明两行情形的时限`;
    return [{ at: `${row.at}.when`, found: row.one.clock, expected }];
  });
}

/** Half of “by noon of the next working day” is nothing that anybody can count. */
function checkFactor(factor: Placed, amounts: readonly Placed[]): Found[] {
  const row = amounts.find(
    (one) =>
      meet(one, factor) &&
      !areApart(one.one, factor.one) &&
      one.one.minutes === undefined &&
      one.one.workingMinutes === undefined,
  );
  if (row === undefined) return [];
  const expected = `${row.at} 的时限不是一段时长（到某日某时为止，或逐次协商），它的 ${factor.one.times} 是多少合同没有写：请双方明确；倍数用 levels、during、outside 限于以分钟写的时限`;
  return [{ at: `${factor.at}.times`, found: factor.one.times ?? '', expected }];
}

/** A part of a second is printed nowhere and counted by nobody. */
function checkProduct(row: Placed, factors: readonly Placed[]): Found[] {
  const minutes = row.one.minutes ?? row.one.workingMinutes;
  const own = factors.filter((one) => meet(one, row) && !areApart(one.one, row.one));
  const under = own.reduce((all, { one }) => all * quotientOf(one.times ?? '1')[1], 1);
  const [first] = own;
  if (minutes === undefined || first === undefined || (minutes * MINUTE_SECONDS) % under === 0) return [];
  const expected = `乘 ${row.at} 的 ${minutes} 分钟得整秒：请双方明确按多少秒计，以 levels 分开写明`;
  return [{ at: `${first.at}.times`, found: own.map(({ one }) => one.times).join('、'), expected }];
}
