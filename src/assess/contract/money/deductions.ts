/**
 * 扣款计算: what the results of schemes come to in money. Each line is a share of the fee of its object, or an amount, rounded by itself;
 * then the caps over schemes of the month, and of the year with what earlier documents took. Amounts are whole fen. Pure.
 */
import type { Contract } from '../../../contract/terms/contract.ts';
import type { DeductionCap, Fee } from '../../../contract/terms/fees.ts';
import type { PenaltyScheme } from '../../../contract/terms/penalties.ts';
import type { DateText } from '../../../contract/time.ts';
import { moneyText, rounded } from '../../../wording/figures.ts';
import type { Deduction, RuleResult } from '../score/deduction.ts';
import { limitOf, type SchemeResult, type SchemeScore, withApart } from '../score.ts';
import { feeOver } from './fee.ts';
import { exact, type Fraction, fenOf, PERCENT, times } from './fraction.ts';

type Terms = Pick<Contract, 'fees' | 'deductionCaps'>;

interface Days {
  from: DateText;
  to: DateText;
}

/** One amount of a scheme. */
export interface MoneyLine {
  /** null: of the score as a whole. */
  rule: RuleResult['rule'] | null;
  found: Deduction | null;
  /** In the measure of the scheme, what counts of it after the scheme's own caps; of a score the percent of its band. */
  share: number;
  /** 元 in words, of which the share is taken; empty where it is an amount itself. */
  basis: string;
  fen: number;
}

export interface SchemeMoney {
  scheme: PenaltyScheme;
  lines: MoneyLine[];
  /** Before caps over schemes: what is settled, and what it comes to at most while something is open. */
  least: number;
  most: number;
  /** Why there is no amount; null: there is one. */
  problem: string | null;
}

/** A cap over schemes as it worked in the document. */
export interface CapMoney {
  cap: DeductionCap;
  limit: number | null;
  /** What earlier documents of the year took, and how many of them are not there. */
  before: Range;
  missing: number;
  /** What the schemes come to before it and after it. */
  asked: Range;
  taken: Range;
  problem: string | null;
}

export interface Range {
  least: number;
  most: number;
}

export interface Deductions {
  schemes: SchemeMoney[];
  caps: CapMoney[];
  /** What is deducted by each scheme, caps applied. */
  taken: Map<string, Range>;
  total: Range;
}

/** Whether a scheme comes to money by the contract's data. */
export const isMoney = ({ measure, fees }: Pick<PenaltyScheme, 'measure' | 'fees'>): boolean =>
  measure === 'money' || fees !== undefined;

/** What earlier documents say that they took by a scheme; null: one of the year is not there. */
export type Earlier = (days: Days) => { taken: (scheme: string) => Range; missing: number };

/** @param year the year of service in which the document ends */
export function deductionsOf(
  contract: Terms,
  scores: readonly SchemeScore[],
  { days, year, earlier }: { days: Days; year: Days; earlier: Earlier },
): Deductions {
  const schemes = scores
    .filter(({ scheme }) => isMoney(scheme))
    .map((one) => schemeMoney(one, contract.fees ?? [], days));
  const taken = new Map(schemes.map(({ scheme, least, most }): [string, Range] => [scheme.id, { least, most }]));
  const order = ['month', 'year'] as const;
  const caps = order.flatMap((per) =>
    (contract.deductionCaps ?? [])
      .filter((cap) => cap.per === per && cap.over.some((id) => taken.has(id)))
      .map((cap) =>
        capped(cap, contract.fees ?? [], taken, per === 'month' ? { days } : { days: year, before: earlier(year) }),
      ),
  );
  return { schemes, caps, taken, total: sumOf([...taken.values()]) };
}

const sumOf = (all: readonly Range[]): Range => ({
  least: all.reduce((sum, one) => sum + one.least, 0),
  most: all.reduce((sum, one) => sum + one.most, 0),
});

/** @param taken by scheme; changed */
function capped(
  cap: DeductionCap,
  fees: readonly Fee[],
  taken: Map<string, Range>,
  { days, before }: { days: Days; before?: ReturnType<Earlier> },
): CapMoney {
  const own = cap.over.filter((id) => taken.has(id));
  const asked = sumOf(own.map((id) => taken.get(id) as Range));
  const earlier = before === undefined ? { least: 0, most: 0 } : sumOf(cap.over.map(before.taken));
  const missing = before?.missing ?? 0;
  const limit = limitFen(cap, fees, days);
  const told = { cap, before: earlier, missing, asked };
  if (typeof limit === 'string') return { ...told, limit: null, taken: asked, problem: limit };
  const room = {
    // What is not known may have taken all of it.
    least: missing > 0 ? 0 : Math.max(0, limit - earlier.most),
    most: Math.max(0, limit - earlier.least),
  };
  for (const id of own) {
    const { least, most } = taken.get(id) as Range;
    const next = { least: Math.min(least, room.least), most: Math.min(most, room.most) };
    taken.set(id, next);
    room.least -= next.least;
    room.most -= next.most;
  }
  return { ...told, limit, taken: sumOf(own.map((id) => taken.get(id) as Range)), problem: null };
}

function limitFen(
  { amount, percent, fees: ids = [] }: DeductionCap,
  fees: readonly Fee[],
  days: Days,
): number | string {
  if (percent === undefined) return fenOf(exact(amount ?? 0));
  const fee = feeOver(fees, ids, days);
  // Never more than the share: what is over it by less than a fen is not deducted.
  return typeof fee === 'string' ? fee : fenOf(times(times(fee, exact(percent)), PERCENT), { to: 'fen', how: 'down' });
}

function schemeMoney({ scheme, result, open }: SchemeScore, fees: readonly Fee[], days: Days): SchemeMoney {
  const settled = linesOf(scheme, result, fees, days);
  const options = open.flatMap((one) => one.options.map((option) => option.result));
  const all = options.length === 0 ? [result] : options;
  const amounts = (of: (one: SchemeResult) => SchemeResult): (number | string)[] =>
    all.map((one) => {
      const lines = linesOf(scheme, of(one), fees, days);
      return typeof lines === 'string' ? lines : lines.reduce((sum, { fen }) => sum + fen, 0);
    });
  const [least, most] = [amounts((one) => one), amounts((one) => withApart(scheme, one))];
  const problem = [settled, ...least, ...most].find((one) => typeof one === 'string');
  if (typeof problem === 'string' || typeof settled === 'string')
    return { scheme, lines: [], least: 0, most: 0, problem: String(problem) };
  return {
    ...{ scheme, lines: settled, problem: null },
    // A deeper band need not be the dearer one.
    least: Math.min(...([...least, ...most] as number[])),
    most: Math.max(...([...least, ...most] as number[])),
  };
}

function linesOf(scheme: PenaltyScheme, result: SchemeResult, fees: readonly Fee[], days: Days): MoneyLine[] | string {
  if (scheme.measure === 'points') return ofScore(scheme, result, fees, days);
  const lines = counted(scheme, result);
  if (scheme.measure === 'money')
    return lines.map((one) => ({ ...one, basis: '', fen: fenOf(exact(one.share), scheme.rounding) }));
  const left = new Map<string, number>();
  const found: MoneyLine[] = [];
  for (const one of lines) {
    const ids = feesAbout(scheme, fees, one.found.assets);
    const fee = ids.length === 0 ? `合同数据没有写明“${one.found.text}”所属的服务费` : feeOver(fees, ids, days);
    if (typeof fee === 'string') return fee;
    // Of one fee never more than the whole of it, or than the cap of the scheme.
    const key = ids.join();
    const share = Math.min(one.share, left.get(key) ?? limitOf(scheme) ?? 100);
    left.set(key, rounded((left.get(key) ?? limitOf(scheme) ?? 100) - share, 2));
    found.push({ ...one, share, basis: feeText(fee), fen: shareFen(fee, share, scheme) });
  }
  return found;
}

/** What becomes of the fees of the period by the band that the score reached. */
function ofScore(
  scheme: PenaltyScheme,
  { band }: SchemeResult,
  fees: readonly Fee[],
  days: Days,
): MoneyLine[] | string {
  if (band === null) return [];
  const { percent = 0, amount = 0 } = band;
  const fee = feeOver(fees, scheme.fees ?? [], days);
  if (typeof fee === 'string') return fee;
  const fen = shareFen(fee, percent, scheme) + fenOf(exact(amount), scheme.rounding);
  return [{ rule: null, found: null, share: percent, basis: feeText(fee), fen }];
}

const shareFen = (fee: Fraction, percent: number, { rounding }: PenaltyScheme): number =>
  fenOf(times(times(fee, exact(percent)), PERCENT), rounding);

/** `50,000.00`; of what is no whole fen the nearest. */
function feeText({ over, under }: Fraction): string {
  const fen = over * 100n;
  return fen % under === 0n ? fenText(Number(fen / under)) : `约 ${fenText(fenOf({ over, under }))}`;
}

/** `1,200.50` */
export const fenText = (fen: number): string => moneyText(fen / 100);

/** Fees of the scheme that are of all the objects; of nothing in particular those of the whole service. */
function feesAbout({ fees: ids = [] }: PenaltyScheme, fees: readonly Fee[], assets: readonly string[] = []): string[] {
  const own = (id: string): readonly string[] | undefined => fees.find((one) => one.id === id)?.assets;
  const special = ids.filter((id) => assets.length > 0 && assets.every((asset) => own(id)?.includes(asset) === true));
  return special.length > 0 ? special : ids.filter((id) => own(id) === undefined);
}

type Counted = MoneyLine & { found: Deduction };

/** Each deduction with what the scheme's caps over rules and periods leave of it: the first ones take it. */
function counted(scheme: PenaltyScheme, { rules, shared, deducted }: SchemeResult): Counted[] {
  const lines = rules.flatMap(({ rule, deductions, total }) =>
    within(
      deductions.map((found): Counted => ({ rule, found, share: found.amount, basis: '', fen: 0 })),
      total,
    ),
  );
  for (const { shared: cap } of shared) {
    const own = within(
      lines.filter(({ rule }) => rule !== null && cap.over.includes(rule.id)),
      cap.cap,
    );
    for (const one of own) {
      const line = lines.find(({ found, rule }) => found === one.found && rule === one.rule);
      if (line !== undefined) line.share = one.share;
    }
  }
  return scheme.measure === 'money' ? within(lines, deducted) : lines;
}

function within(lines: readonly Counted[], cap: number): Counted[] {
  let left = cap;
  return lines.map((one) => {
    const share = Math.min(one.share, left);
    left = rounded(left - share, 2);
    return { ...one, share };
  });
}
