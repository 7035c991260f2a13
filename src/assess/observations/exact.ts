/** Exact tails of the distributions that counts are held against: binomial and hypergeometric. Pure. */

/** Lanczos' approximation (g = 7, nine terms): right to 1e-14 for the arguments that counts have. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

function logFactorial(n: number): number {
  const base = n + 7.5;
  const sum = LANCZOS.reduce((total, term, i) => (i === 0 ? term : total + term / (n + i)), 0);
  return HALF_LOG_TAU + (n + 0.5) * Math.log(base) - base + Math.log(sum);
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** How many ways there are to choose `k` of `n`. */
export const binomialCoefficient = (n: number, k: number): number => Math.exp(logChoose(n, k));

/** Sum of probabilities, never above one by what the machine's arithmetic leaves. */
function sumOf(from: number, to: number, logOf: (k: number) => number): number {
  let sum = 0;
  for (let k = from; k <= to; k += 1) sum += Math.exp(logOf(k));
  return Math.min(1, sum);
}

/**
 * Chance of at least `k` successes among `n` trials.
 * @param share of success in one trial, 0 to 1
 */
export function binomialAtLeast(k: number, n: number, share: number): number {
  if (k <= 0) return 1;
  if (k > n || share <= 0) return 0;
  if (share >= 1) return 1;
  return sumOf(k, n, (i) => logChoose(n, i) + i * Math.log(share) + (n - i) * Math.log1p(-share));
}

/** Chance of at most `k` successes among `n` trials. @param share of success in one trial, 0 to 1 */
export const binomialAtMost = (k: number, n: number, share: number): number => binomialAtLeast(n - k, n, 1 - share);

/**
 * Chance that at least `k` of `drawn` things are marked when they are drawn at random from `all`, of which `marked` are: Fisher's
 * exact test of one side.
 */
export function hypergeometricAtLeast(k: number, { all, marked, drawn }: Drawing): number {
  const most = Math.min(marked, drawn);
  const least = Math.max(0, drawn + marked - all);
  if (k <= least) return 1;
  const whole = logChoose(all, drawn);
  return sumOf(k, most, (i) => logChoose(marked, i) + logChoose(all - marked, drawn - i) - whole);
}

export interface Drawing {
  all: number;
  marked: number;
  drawn: number;
}

/** Upper tail of the standard normal distribution (Abramowitz and Stegun 26.2.17: right to 1e-7). @param z at least 0 */
export function normalAbove(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
