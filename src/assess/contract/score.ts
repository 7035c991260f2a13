/**
 * 考核得分与扣款: what the schemes of the contract make of a period. One computation for score sheet, statement, site and terminal.
 * Where an unconfirmed 口径 changes the result, every option's result stands beside the others and none is concluded. Pure.
 */
import type { Contract } from '../../contract/terms/contract.ts';
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import type { Payment, PenaltyScheme, ScoreBand } from '../../contract/terms/penalties.ts';
import type { DateText } from '../../contract/time.ts';
import { apartReasons } from '../../states/apart.ts';
import { choosing, openOn } from '../../subjects/incidents/judge/interpretation.ts';
import type { JudgedObjection } from '../../subjects/scores/judge/objections.ts';
import { rounded } from '../../wording/figures.ts';
import {
  type Deduction,
  type Found,
  onceBy,
  type RuleFound,
  type RuleResult,
  resultsOf,
  type ScoreFacts,
  type SharedLimit,
  sharedLimitsOf,
  sumOf,
} from './score/deduction.ts';
import { foundByRules } from './score/found.ts';
import { objected } from './score/objected.ts';

export type { Deduction, RuleResult, ScoreFacts } from './score/deduction.ts';

/** What becomes of the payment of the period. */
export interface PaymentResult {
  stage: Payment;
  /** 元. */
  deducted: number;
  payable: number;
}

export interface SchemeResult {
  rules: RuleResult[];
  /** In the measure of the scheme, caps applied. */
  deducted: number;
  /** What the rules come to together, by their own caps but neither by those that several share for the period nor by the scheme's. */
  uncapped: number;
  /** Caps of several rules for the period that took something off. */
  shared: SharedLimit[];
  /** Of a scheme of points with a full mark; never below 0. */
  score: number | null;
  /** The deepest band that holds; null: none does. */
  band: ScoreBand | null;
  /** null: the contract's data name no payment of the period. */
  payment: PaymentResult | null;
}

/** An unconfirmed 口径 whose options give another result. */
export interface OpenReading {
  interpretation: string;
  question: string;
  /** See `Interpretation`. */
  countsFrom?: string;
  options: { option: string; label: string; isDefault: boolean; result: SchemeResult }[];
}

export interface SchemeScore {
  scheme: PenaltyScheme;
  /** By what is confirmed, and of the rest by the defaults. */
  result: SchemeResult;
  /** Empty: the result is one. */
  open: OpenReading[];
  /** Records of the period, of whatever kind: without any nothing shows that nothing was missed. */
  recorded: number;
  /** Against its deductions of the period, in order of time. */
  objections: readonly JudgedObjection[];
}

export interface ScoreInput {
  contract: Pick<Contract, 'clauses'>;
  schemes: readonly PenaltyScheme[];
  interpretations: readonly Interpretation[];
  /** First and last day of the period, both inclusive. */
  from: DateText;
  to: DateText;
  /** See `SchemeScore`. */
  recorded: number;
  /** Everything that is judged, under these readings. */
  factsBy(interpretations: readonly Interpretation[]): ScoreFacts;
}

/** One entry a scheme, in the order of the data; nothing is judged where the contract has none. */
export function scoresOf(input: ScoreInput): SchemeScore[] {
  const { schemes, interpretations, factsBy } = input;
  if (schemes.length === 0) return [];
  const own = factsBy(interpretations);
  const open = openOn(interpretations, [input.from]).filter((one) => one.options.length > 1);
  const readings = open.map((one) => ({
    one,
    options: one.options.map((option) => ({ option, facts: factsBy(choosing(interpretations, one.id, option.id)) })),
  }));
  return schemes.map((scheme) => {
    const result = (facts: ScoreFacts): SchemeResult => schemeResult(scheme, facts, input);
    const all = readings.map(
      ({ one, options }): OpenReading => ({
        interpretation: one.id,
        question: one.question,
        ...(one.countsFrom === undefined ? {} : { countsFrom: one.countsFrom }),
        options: options.map(({ option, facts }) => ({
          option: option.id,
          label: option.label,
          isDefault: option.id === one.default,
          result: result(facts),
        })),
      }),
    );
    const objections = own.objections.filter(({ record }) => record.scheme === scheme.id);
    return { scheme, result: result(own), open: all.filter(differs), recorded: input.recorded, objections };
  });
}

/** Schemes that a document of an obligation prints: those that name it, and those that name none. */
export const schemesOf = ({ penalties }: Pick<Contract, 'penalties'>, obligation: string): PenaltyScheme[] =>
  penalties.filter((one) => one.obligation === undefined || one.obligation === obligation);

/** Least and most of what the readings that stand make of a scheme. @param of the figure that is asked for */
export function rangeOf(
  { result, open }: SchemeScore,
  of: (result: SchemeResult) => number,
): { least: number; most: number } {
  const all = open.length === 0 ? [of(result)] : open.flatMap((one) => one.options.map((option) => of(option.result)));
  return { least: Math.min(...all), most: Math.max(...all) };
}

function differs({ options }: OpenReading): boolean {
  const [first, ...others] = options.map(({ result }) => keyOf(result));
  return others.some((one) => one !== first);
}

/** What the result says, by rule. */
const keyOf = ({ deducted, rules }: SchemeResult): string =>
  JSON.stringify([deducted, rules.map(({ total }) => total)]);

function schemeResult(scheme: PenaltyScheme, facts: ScoreFacts, { contract, from, to }: ScoreInput): SchemeResult {
  const { rules, uncapped, shared, deducted } = settled(
    scheme,
    foundByRules(scheme, facts, { clauses: contract.clauses, scheme: scheme.id, whole: { from, to } }).map(
      ({ rule, found }) => ({
        rule,
        found: onceBy(
          rule,
          found
            .map((one) => unlessFree(scheme, one, { from, to }))
            .map((one) => objected(scheme, rule, one, facts.objections)),
        ),
      }),
    ),
  );
  const score = scoreAfter(scheme, deducted);
  const band = bandOf(scheme, score);
  return { rules, deducted, uncapped, shared, score, band, payment: paymentOf(scheme, deducted, band, to) };
}

const bandOf = ({ bands = [] }: PenaltyScheme, score: number | null): ScoreBand | null =>
  score === null ? null : (bands.findLast((one) => holds(one, score)) ?? null);

/** The same with everything that still waits for a decision, a record or an observation counted. */
export function withApart(scheme: PenaltyScheme, result: SchemeResult): SchemeResult {
  const sums = settled(
    scheme,
    countingApart(result, ({ apart }) => apart !== undefined && !apartReasons[apart].decided),
  );
  const score = scoreAfter(scheme, sums.deducted);
  return { ...result, ...sums, score, band: bandOf(scheme, score) };
}

const countingApart = ({ rules }: SchemeResult, isCounted: (one: Deduction) => boolean): RuleFound[] =>
  rules.map(({ rule, deductions, apart }) => ({
    rule,
    found: onceBy(rule, [...deductions, ...apart.filter(isCounted).map(({ apart: _, ...one }) => one)]),
  }));

/** The most that a scheme takes off in a period, in its measure: its own cap, and of a share no more than the whole. */
export function limitOf({ cap, measure }: Pick<PenaltyScheme, 'cap' | 'measure'>): number | undefined {
  return measure === 'percent' ? Math.min(cap ?? 100, 100) : cap;
}

/** What more a scheme would take off if these that were set apart counted, too, in its measure; caps applied. */
export function moreWith(scheme: PenaltyScheme, result: SchemeResult, apart: (one: Deduction) => boolean): number {
  return rounded(settled(scheme, countingApart(result, apart)).deducted - result.deducted, 2);
}

/** What is left of the full mark; null of a scheme without one. */
export const scoreAfter = ({ full }: Pick<PenaltyScheme, 'full'>, deducted: number): number | null =>
  full === undefined ? null : rounded(Math.max(0, full - deducted), 2);

/**
 * Between what a result lies while nobody observed what decides it, in the measure of the scheme: from what is counted to what it comes
 * to if the worst happened. Alike: nothing was left unobserved that could change it.
 */
export function unseenRange(scheme: PenaltyScheme, result: SchemeResult): { least: number; most: number } {
  const more = moreWith(scheme, result, (one) => one.apart === 'unobserved');
  return { least: result.deducted, most: rounded(result.deducted + more, 2) };
}

/** What the rules come to, caps applied: of one thing, of an incident, of a rule, of several rules, of the scheme, in this order. */
function settled(scheme: PenaltyScheme, found: readonly RuleFound[]) {
  const caps = scheme.sharedCaps ?? [];
  const rules = resultsOf(caps, found);
  const uncapped = sumOf(rules.map(({ total }) => ({ amount: total })));
  const shared = sharedLimitsOf(caps, rules);
  const rest = rounded(uncapped - sumOf(shared.map(({ over }) => ({ amount: over }))), 2);
  return { rules, uncapped, shared, deducted: Math.min(rest, limitOf(scheme) ?? rest) };
}

/** What happened on a free day is told and not deducted; of what has no day, where the whole period is free. */
function unlessFree({ free = [] }: PenaltyScheme, one: Found, period: { from: DateText; to: DateText }): Found {
  const days = one.day === null ? period : { from: one.day, to: one.day };
  const isFree = one.apart === undefined && free.some(({ from, to }) => from <= days.from && days.to <= to);
  return isFree ? { ...one, apart: 'free' } : one;
}

const holds = ({ below, atMost }: ScoreBand, score: number): boolean =>
  below !== undefined ? score < below : atMost !== undefined && score <= atMost;

/** The stage in which the period ends; what is deducted is rounded to the cent and never more than the payment. */
function paymentOf(
  { measure, payments = [] }: PenaltyScheme,
  deducted: number,
  band: ScoreBand | null,
  to: DateText,
): PaymentResult | null {
  const stage = payments.find((one) => one.from <= to && to <= one.to);
  if (stage === undefined) return null;
  const share = (percent: number): number => rounded((stage.amount * percent) / 100, 2);
  const taken =
    measure === 'money'
      ? deducted
      : measure === 'percent'
        ? share(deducted)
        : rounded(share(band?.percent ?? 0) + (band?.amount ?? 0), 2);
  const least = Math.min(taken, stage.amount);
  return { stage, deducted: least, payable: rounded(stage.amount - least, 2) };
}
