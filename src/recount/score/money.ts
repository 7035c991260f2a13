/** 扣款计算, counted again: shares of fees line by line, then what the caps over schemes and what earlier sheets took leave. In fen. */
import { dueList } from '../calendar.ts';
import type { Figures } from '../counted.ts';
import { type Data, plusDays, plusMonths } from '../data.ts';
import { windowsEnding } from '../outages/windows.ts';
import type { World } from '../world.ts';
import type { Counted, SchemeSum } from './sums.ts';

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };
const UNIT: Readonly<Record<string, bigint>> = { fen: 1n, jiao: 10n, yuan: 100n };

/** A quotient of whole numbers. */
type Quotient = readonly [bigint, bigint];

/** `2.5` as 25 tenths, from its digits. */
function quotient(value: unknown): Quotient {
  const [whole = '0', digits = ''] = String(value).split('.');
  return [BigInt(`${whole}${digits}`), BigInt(`1${'0'.repeat(digits.length)}`)];
}

const product = (...all: readonly Quotient[]): Quotient =>
  all.reduce(([a, b], [c, d]) => [a * c, b * d], [1n, 1n] as Quotient);

/** @param amount of 元 */
function inFen([over, under]: Quotient, { to = 'fen', how = 'half-up' }: Data = {}): number {
  const unit = UNIT[to] ?? 1n;
  const [all, part] = [over * 100n, under * unit];
  const whole = all / part;
  const left = all - whole * part;
  const more = how === 'up' ? left !== 0n : how === 'half-up' && 2n * left >= part;
  return Number((more ? whole + 1n : whole) * unit);
}

/** Of a span of whole months; null: it is none, or a month has no such fee. */
function feesOf({ contract }: World, ids: readonly string[], from: string, to: string): Quotient | null {
  let sum: Quotient = [0n, 1n];
  let first = from;
  for (let n = 1; first <= to; n += 1) {
    const last = plusDays(plusMonths(from, n), -1);
    if (last > to) return null;
    for (const id of ids) {
      const fee = (contract.fees ?? []).find(
        (one: Data) => one.id === id && (one.from ?? last) <= last && (one.until ?? last) >= last,
      );
      if (fee === undefined) return null;
      const [over, under] = product(quotient(fee.amount), [1n, BigInt(MONTHS[fee.per] ?? 1)]);
      sum = [sum[0] * under + over * sum[1], sum[1] * under];
    }
    first = plusDays(last, 1);
  }
  return sum;
}

/** Hundredths of the scheme's measure. */
const HUNDREDTH: Quotient = [1n, 100n];

/** Fen of a scheme; null: there is no amount. */
function fenOfScheme(world: World, scheme: Data, sum: SchemeSum): number | null {
  const { from, to } = world.manifest;
  const rule = scheme.rounding;
  if (scheme.measure === 'points') {
    const score = sum.score ?? 0;
    const band = (scheme.bands ?? []).findLast(({ below, atMost }: Data) =>
      below === undefined ? score <= Math.round(atMost * 100) : score < Math.round(below * 100),
    );
    if (band === undefined) return 0;
    const fee = feesOf(world, scheme.fees, from, to);
    if (fee === null) return null;
    return inFen(product(fee, quotient(band.percent ?? 0), HUNDREDTH), rule) + inFen(quotient(band.amount ?? 0), rule);
  }
  const lines = linesOf(scheme, sum);
  if (scheme.measure === 'money') {
    let left = sum.deducted;
    return lines.reduce((all, { amount }) => {
      const taken = Math.min(amount, left);
      left -= taken;
      return all + inFen([BigInt(taken), 100n], rule);
    }, 0);
  }
  const spent: Record<string, number> = {};
  const most = Math.min(Math.round(Number(scheme.cap ?? 100) * 100), 10_000);
  let all = 0;
  for (const { amount, assets } of lines) {
    const ids = feesAbout(world, scheme, assets);
    const fee = ids.length === 0 ? null : feesOf(world, ids, from, to);
    if (fee === null) return null;
    const before = spent[ids.join()] ?? 0;
    const taken = Math.min(amount, most - before);
    spent[ids.join()] = before + taken;
    all += inFen(product(fee, [BigInt(taken), 100n], HUNDREDTH), rule);
  }
  return all;
}

function feesAbout({ contract }: World, { fees: ids = [] }: Data, assets: readonly string[]): string[] {
  const objects = (id: string): string[] | undefined =>
    (contract.fees ?? []).find((one: Data) => one.id === id)?.assets;
  const own = ids.filter((id: string) => assets.length > 0 && assets.every((one) => objects(id)?.includes(one)));
  return own.length > 0 ? own : ids.filter((id: string) => objects(id) === undefined);
}

interface Line {
  rule: string;
  assets: readonly string[];
  amount: number;
}

/** In the order of the rules, each with what the caps of its rule and over several rules leave of it. */
function linesOf({ sharedCaps = [] }: Data, { rules }: SchemeSum): Line[] {
  const lines = rules.flatMap(({ id, hits, amounts, total }): Line[] => {
    let left = total;
    return hits.map((one, n) => {
      const amount = Math.min(amounts[n] ?? 0, left);
      left -= amount;
      return { rule: id, assets: one.assets ?? [], amount };
    });
  });
  for (const { over, cap } of sharedCaps.filter(({ per }: Data) => per === 'period')) {
    let left = Math.round(Number(cap) * 100);
    for (const line of lines.filter(({ rule }) => over.includes(rule))) {
      line.amount = Math.min(line.amount, left);
      left -= line.amount;
    }
  }
  return lines;
}

export const isMoney = ({ measure, fees }: Data): boolean => measure === 'money' || fees !== undefined;

/** @param all schemes of the document; of those that come to no money nothing is counted */
export function moneyFigures(world: World, all: readonly Counted[]): Figures {
  const own = all.filter(({ scheme }) => isMoney(scheme));
  if (own.length === 0 || own.some(({ sum }) => !sum.whole)) return {};
  const figures: Figures = {};
  const taken: Taken = new Map();
  for (const { scheme, sum, ends } of own) {
    const listed = fenOfScheme(world, scheme, sum);
    const amounts = ends.map((one) => fenOfScheme(world, scheme, one));
    const known = amounts.filter((one) => one !== null);
    const isKnown = listed !== null && known.length === amounts.length;
    if (isKnown) figures[`deductions.${scheme.id}`] = listed / 100;
    taken.set(scheme.id, isKnown ? { least: Math.min(...known), most: Math.max(...known) } : { least: 0, most: 0 });
  }
  const caps: Data[] = world.contract.deductionCaps ?? [];
  for (const per of ['month', 'year'])
    for (const cap of caps.filter((one) => one.per === per && one.over.some((id: string) => taken.has(id))))
      Object.assign(figures, capFigures(world, cap, taken));
  for (const [id, { least, most }] of taken) {
    figures[`deductions.${id}.least`] = least / 100;
    figures[`deductions.${id}.most`] = most / 100;
  }
  return { ...figures, 'deductions.total': sumOf([...taken.values()].map(({ least }) => least)) / 100 };
}

/** In fen by scheme: what is settled, and what it comes to at most. */
type Taken = Map<string, { least: number; most: number }>;

const sumOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

/** @param taken by scheme; changed */
function capFigures(world: World, cap: Data, taken: Taken): Figures {
  const id = `deductions.${cap.id}`;
  const { from, to } = world.manifest;
  const { servicePeriod } = world.contract;
  const years = windowsEnding(world.contract, { window: 'year' }, from, servicePeriod.to);
  const year = years.find((one) => one.from <= to && to <= one.to) ?? servicePeriod;
  const days = cap.per === 'month' ? { from, to } : year;
  const before = cap.per === 'month' ? { least: 0, most: 0, missing: 0 } : earlier(world, cap, year);
  const fee = cap.percent === undefined ? null : feesOf(world, cap.fees, days.from, days.to);
  const limit =
    cap.percent === undefined
      ? inFen(quotient(cap.amount))
      : fee === null
        ? null
        : inFen(product(fee, quotient(cap.percent), HUNDREDTH), { how: 'down' });
  const own: string[] = cap.over.filter((one: string) => taken.has(one));
  if (limit !== null) {
    // A sheet that is not there may have taken all of it, or nothing.
    let sure = before.missing > 0 ? 0 : Math.max(0, limit - before.most);
    let room = Math.max(0, limit - before.least);
    for (const one of own) {
      const { least, most } = taken.get(one) ?? { least: 0, most: 0 };
      const left = { least: Math.min(least, sure), most: Math.min(most, room) };
      sure -= left.least;
      room -= left.most;
      taken.set(one, left);
    }
  }
  return {
    ...(limit === null ? {} : { [`${id}.limit`]: limit / 100 }),
    [`${id}.before`]: before.least / 100,
    [`${id}.taken`]: sumOf(own.map((one) => taken.get(one)?.least ?? 0)) / 100,
  };
}

/** What the newest sheets say of the periods of the year before this one, and how many there are not. */
function earlier(world: World, cap: Data, year: { from: string }): { least: number; most: number; missing: number } {
  const { obligation, from } = world.manifest;
  const periods = dueList(world).filter(
    (one) => one.obligation.id === obligation && one.to >= year.from && one.to < from,
  );
  const sheets = periods.map(({ period }) => {
    const own = world.known.filter((one) => one.obligation === obligation && one.period === period);
    return own.sort((a, b) => b.revision - a.revision)[0]?.figures ?? {};
  });
  const of = (end: string): number =>
    sumOf(
      sheets.flatMap((one) =>
        cap.over.map((id: string) => Math.round(Number(one[`deductions.${id}.${end}`] ?? 0) * 100)),
      ),
    );
  const missing = sheets.filter((one) => !Object.keys(one).some((key) => key.startsWith('deductions.'))).length;
  return { least: of('least'), most: of('most'), missing };
}
