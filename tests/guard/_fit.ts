/**
 * Prints the points of the signs in `src/guard/password-evidence.ts` as logistic regression gives them over the sentences of `corpus/`:
 * `node tests/guard/_fit.ts`, when sentences or signs were added. Newton's method with a penalty on large points.
 */
import { candidatesIn } from '../../src/guard/candidates.ts';
import { signs } from '../../src/guard/password-evidence.ts';
import { plainText } from '../../src/guard/plain.ts';
import { type Sentence, sentences } from './_corpus.ts';

const PENALTY = 2;
const ROUNDS = 12;
/** How much of a word and of a marked stretch the other has to cover. */
const COVERED = 0.6;

const names = Object.keys(signs);
const size = names.length + 1;

interface Example {
  /** Signs that hold, by their place; the last one always does. */
  holds: number[];
  isSecret: boolean;
}

/** Words that are marked, and words that are not; what overlaps a mark in part only is neither. */
function examplesOf({ text, secrets }: Sentence): Example[] {
  const plain = plainText(text);
  return candidatesIn(plain.text).flatMap(({ at, one }): Example[] => {
    const { from, to } = plain.original(at, at + one.value.length);
    const shared = Math.max(0, ...secrets.map((s) => Math.min(to, s.to) - Math.max(from, s.from)));
    const isSecret = secrets.some(
      (s) => Math.min(to, s.to) - Math.max(from, s.from) >= COVERED * Math.max(s.to - s.from, to - from),
    );
    if (shared > 0 && !isSecret) return [];
    const holds = names.flatMap((name, i) => (signs[name]?.[1](one) === true ? [i] : []));
    return [{ holds: [...holds, size - 1], isSecret }];
  });
}

/** Solves `a x = b` by elimination; `a` is symmetric and positive. */
function solved(a: number[][], b: number[]): number[] {
  for (let i = 0; i < size; i += 1) {
    for (let j = i + 1; j < size; j += 1) {
      const factor = (a[j]?.[i] ?? 0) / (a[i]?.[i] ?? 1);
      if (factor === 0) continue;
      for (let k = i; k < size; k += 1) (a[j] as number[])[k] = (a[j]?.[k] ?? 0) - factor * (a[i]?.[k] ?? 0);
      b[j] = (b[j] ?? 0) - factor * (b[i] ?? 0);
    }
  }
  const x = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i -= 1) {
    const rest = x.reduce((sum, value, k) => (k > i ? sum + value * (a[i]?.[k] ?? 0) : sum), 0);
    x[i] = ((b[i] ?? 0) - rest) / (a[i]?.[i] ?? 1);
  }
  return x;
}

function stepped(weights: readonly number[], examples: readonly Example[]): number[] {
  const slope = weights.map((w, i) => (i === size - 1 ? 0 : -PENALTY * w));
  const curve = weights.map((_, i) => weights.map((_, j) => (i === j ? (i === size - 1 ? 1e-6 : PENALTY) : 0)));
  for (const { holds, isSecret } of examples) {
    const odds = 1 / (1 + Math.exp(-holds.reduce((sum, i) => sum + (weights[i] ?? 0), 0)));
    for (const i of holds) {
      slope[i] = (slope[i] ?? 0) + (isSecret ? 1 : 0) - odds;
      for (const j of holds) (curve[i] as number[])[j] = (curve[i]?.[j] ?? 0) + odds * (1 - odds);
    }
  }
  const change = solved(curve, slope);
  return weights.map((w, i) => w + (change[i] ?? 0));
}

const sets = ['', 'elsewhere-', 'further-', 'blind-', 'rounds-', 'accents-', 'classes-'];
const examples = sets.flatMap((set) =>
  [...sentences(`${set}secrets`), ...sentences(`${set}look-alikes`)].flatMap(examplesOf),
);
let weights = new Array<number>(size).fill(0);
for (let round = 0; round < ROUNDS; round += 1) weights = stepped(weights, examples);
for (const [i, name] of [...names, 'BEFORE_ALL'].entries()) console.log(name, Math.round(10 * (weights[i] ?? 0)));
