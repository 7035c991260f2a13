/**
 * The judgement's weights, found again from questions of which it is known whether they have an answer: logistic regression on what
 * speaks for the best result, and a zero below which few answered questions lie.
 */

import { parseQuery } from '../../src/search/ask/query.ts';
import { type Signs, signsFor } from '../../src/search/signs.ts';
import { answerOf, indexOf, type KnowledgeBase } from './_knowledge-bases.ts';

/** A question asked of a knowledge base. */
interface Example {
  answered: boolean;
  /** Of each result, the best first; of a question that finds nothing none, which is told anyway. */
  signs: Signs[];
  /** How much it counts where the weights are found. */
  weight: number;
}

export interface Weights {
  weights: Signs;
  base: number;
  /** The same as they were found, by deviations: where to begin with nearly the same questions. */
  scaled?: readonly number[];
}

/** What holds a weight near nought that few questions speak for, in questions. */
const RIDGE = 3;
/**
 * Share of the answered questions that lie below zero. Here the most of the bases left out, fourteen of seventeen, have 40 told of 48
 * and at most one in twenty denied; from 0.025 to 0.03 they do. At less, more of them tell too few; at more, more deny too many.
 */
const DENIED = 0.0275;
/**
 * What a question without an answer counts once more as a case that is told. Hardly one of those that people wrote is told as one, and to
 * learn from them that such a question always has an answer would be wrong. At more, fewer bases have both limits.
 */
const TOLD = 0.01;
/** A step of Newton's that moves nothing as far is the last. */
const SETTLED = 1e-6;

export function examplesOf(base: KnowledgeBase): Example[] {
  const { documents, questions, unanswerable } = base;
  const index = indexOf(base);
  const numbers = new Map(documents.map(({ url }, n) => [url, n]));
  const asked = (ask: string, answered: boolean, weight = 1): Example => {
    const signsOf = signsFor(index, parseQuery(ask));
    const signs = answerOf(base, ask).map(({ url, score }) => signsOf(numbers.get(url) as number, score).signs);
    return { answered, signs, weight };
  };
  return [
    ...questions.map(({ ask }) => asked(ask, true)),
    ...unanswerable.flatMap((ask) => [asked(ask, false), asked(`我${ask}`, false, TOLD)]),
  ];
}

interface Judged {
  name: string;
  /** Questions without an answer that are told as such. */
  told: number;
  /** Share of the others that is denied. */
  denied: number;
}

/** Each base judged by the weights that the others give. @param examples of each base */
export function leftOut(bases: readonly KnowledgeBase[], examples = bases.map(examplesOf)): Judged[] {
  const { scaled } = weightsOf(examples.flat());
  return bases.map(({ name }, n) => {
    const weights = weightsOf(examples.filter((_, other) => other !== n).flat(), scaled);
    return { name, ...judgedBy(weights, examples[n] ?? []) };
  });
}

function judgedBy(weights: Weights, examples: readonly Example[]): Omit<Judged, 'name'> {
  const isDenied = (one: Example): boolean => oddsOf(weights, one) < 0;
  const answered = examples.filter((one) => one.answered);
  return {
    told: examples.filter((one) => !one.answered && one.weight === 1 && isDenied(one)).length,
    denied: answered.filter(isDenied).length / answered.length,
  };
}

/** Log of the odds that one of the results is about the question. */
function oddsOf({ weights, base }: Weights, { signs }: Example): number {
  const names = namesOf(weights);
  return Math.max(
    Number.NEGATIVE_INFINITY,
    ...signs.map((one) => names.reduce((sum, name) => sum + weights[name] * one[name], base)),
  );
}

const namesOf = (signs: Signs): (keyof Signs)[] => Object.keys(signs).sort() as (keyof Signs)[];

/** @param from where the search for them begins: it ends at the same, sooner or later */
export function weightsOf(examples: readonly Example[], from?: readonly number[]): Weights {
  const known = examples.filter(({ signs }) => signs.length > 0);
  const rows = known.map(({ signs }) => signs[0] as Signs);
  const names = namesOf(rows[0] as Signs);
  const whole = rows.filter((_, n) => known[n]?.weight === 1);
  const scale = names.map((name) => deviationOf(whole.map((row) => row[name])));
  const vectors = rows.map((row) => [...names.map((name, i) => row[name] / (scale[i] as number)), 1]);
  let found = from ?? names.map(() => 0).concat(0);
  for (let moved = Number.POSITIVE_INFINITY; moved > SETTLED; ) {
    const next = better(vectors, known, found);
    moved = Math.max(...next.map((value, i) => Math.abs(value - (found[i] as number))));
    found = next;
  }
  const weights = Object.fromEntries(names.map((name, i) => [name, (found[i] as number) / (scale[i] as number)]));
  const unmoved: Weights = { weights: weights as unknown as Signs, base: 0 };
  const odds = known.filter(({ answered }) => answered).map((one) => oddsOf(unmoved, one));
  odds.sort((a, b) => a - b);
  return { ...unmoved, scaled: found, base: -(odds[Math.floor(DENIED * odds.length)] as number) };
}

/** One of Newton's steps. */
function better(rows: readonly number[][], examples: readonly Example[], from: readonly number[]): number[] {
  // The last one, of the constant, is free.
  const ridge = from.map((_, i) => (i === from.length - 1 ? 0 : RIDGE));
  const slope = from.map((value, i) => -(ridge[i] as number) * value);
  const curve = ridge.map((own, i) => ridge.map((_, j) => (i === j ? own : 0)));
  for (const [n, row] of rows.entries()) {
    const chance = 1 / (1 + Math.exp(-row.reduce((sum, value, i) => sum + value * (from[i] as number), 0)));
    const { answered, weight } = examples[n] as Example;
    const miss = weight * ((answered ? 1 : 0) - chance);
    for (const [i, one] of row.entries()) {
      slope[i] = (slope[i] as number) + miss * one;
      const line = curve[i] as number[];
      const share = weight * chance * (1 - chance) * one;
      // One half; the other is the same.
      for (let j = 0; j <= i; j++) line[j] = (line[j] as number) + share * (row[j] as number);
    }
  }
  for (const [i, line] of curve.entries()) for (let j = 0; j < i; j++) (curve[j] as number[])[i] = line[j] as number;
  return solve(curve, slope).map((step, i) => (from[i] as number) + step);
}

/** The linear equations' solution, by Gauss and Jordan; the matrix is definite, so that no pivot need be looked for. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  for (const [i, pivot] of rows.entries()) {
    for (const [k, row] of rows.entries()) {
      if (k === i) continue;
      const factor = (row[i] as number) / (pivot[i] as number);
      for (const [j, value] of pivot.entries()) row[j] = (row[j] as number) - factor * value;
    }
  }
  return rows.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length) || 1;
}
