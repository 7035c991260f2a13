/**
 * CVSS scores from vectors: reports of some scanners give the vector alone. The equations of v2, v3.0 and v3.1 and the look-up of
 * v4.0 are the library's; what counts as a vector, and which of several decides, is said here.
 */
import calculators from 'ae-cvss-calculator';

/** What a report says about one vulnerability in one version of CVSS. */
export interface CvssEntry {
  vector?: string | undefined;
  /** As text: a number from 0 to 10, or the vector itself, as OSV writes it; anything else counts as absent. */
  score?: string | undefined;
  /** Main version of the score, where the report tells it beside the vector. */
  version?: 2 | 3 | 4;
}

/** Metrics without which a vector has no base score, by main version. */
const base = {
  2: ['AV', 'AC', 'Au', 'C', 'I', 'A'],
  3: ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'],
  4: ['AV', 'AC', 'AT', 'PR', 'UI', 'VC', 'VI', 'VA', 'SC', 'SI', 'SA'],
} as const;

/** Version 2 stands bare, in brackets, or behind the prefix of Nessus. */
const PREFIX = /^(?:CVSS:(?:(4)\.0|(3)\.[01])\/|(?:CVSS2#|\()?(?=AV:[LAN]\/AC:[HML]\/Au:))/;

/** Main version of the vector; 0 when it is none. */
export function cvssVersion(vector: string): 0 | 2 | 3 | 4 {
  const found = PREFIX.exec(vector);
  if (found === null) return 0;
  return found[1] !== undefined ? 4 : found[2] !== undefined ? 3 : 2;
}

/** Scores by base vector. There are no more than a hundred thousand of them, and reports repeat a few. */
const known = new Map<string, number>();

/**
 * Base score 0–10 with one decimal, or undefined when the vector is incomplete, unknown, or names a metric twice. Metrics of threat,
 * time and environment do not count, whatever the version: they are another's judgement of another place.
 */
export function baseScore(vector: string): number | undefined {
  const version = cvssVersion(vector);
  const metrics = metricsOf(vector);
  if (version === 0 || metrics === undefined) return undefined;
  const told = base[version].map((name) => [name, metrics.get(name) ?? ''] as const);
  const key = `${version} ${told.join('/')}`;
  const score = known.get(key) ?? scored(emptyVector(version, vector), told);
  if (score !== undefined) known.set(key, score);
  return score;
}

const emptyVector = (version: 2 | 3 | 4, vector: string) => {
  if (version === 2) return new calculators.Cvss2();
  if (version === 4) return new calculators.Cvss4P0();
  return vector.startsWith('CVSS:3.0') ? new calculators.Cvss3P0() : new calculators.Cvss3P1();
};

function scored(
  vector: ReturnType<typeof emptyVector>,
  metrics: readonly (readonly [string, string])[],
): number | undefined {
  // The library knows values by their long names, too, which are none in a vector.
  const all = metrics.every(([name, value]) => /^[A-Z]$/.test(value) && vector.applyComponentStringSilent(name, value));
  return all ? vector.calculateScores().base : undefined;
}

/**
 * The score and vector by which a finding is judged, of all that its report says of it. The newest version of CVSS that comes with a
 * score or can be scored decides; of one version, the first entry. A score that is told goes before one that is computed. Where
 * nothing has a score, the newest vector is kept alone.
 * @param entries the sources that are preferred first
 */
export function decidingCvss(entries: readonly CvssEntry[]): { cvss?: number; vector?: string } {
  const told = entries
    .map(({ vector: given, score, version }) => {
      const vector = given || (cvssVersion(score ?? '') > 0 ? score : undefined);
      const cvss = scoreOf(score) ?? (vector === undefined ? undefined : baseScore(vector));
      return { vector, cvss, version: cvssVersion(vector ?? '') || (version ?? 0) };
    })
    .toSorted((a, b) => b.version - a.version);
  const { vector, cvss } = told.find((one) => one.cvss !== undefined) ?? told.find((one) => one.vector) ?? {};
  return { ...(cvss === undefined ? {} : { cvss }), ...(vector === undefined ? {} : { vector }) };
}

/** For a report that tells one score and, beside it, vectors: the score is that of the newest. */
export const underOneScore = (vectors: readonly string[], score: string | undefined): CvssEntry[] =>
  vectors.length === 0 ? [{ score }] : vectors.map((vector) => ({ vector, score }));

/** @returns undefined unless the text is a number from 0 to 10 */
export function scoreOf(score: string | undefined): number | undefined {
  if (score === undefined || !/^\d+(\.\d+)?$/.test(score.trim())) return undefined;
  const value = Number(score);
  return value <= 10 ? value : undefined;
}

/** undefined when a metric stands twice. */
function metricsOf(vector: string): Map<string, string> | undefined {
  const parts = vector.replace(PREFIX, '').replace(/\)$/, '').split('/');
  const pairs = parts.map((part): [string, string] => [
    part.slice(0, part.indexOf(':')),
    part.slice(part.indexOf(':') + 1),
  ]);
  const metrics = new Map(pairs);
  return metrics.size === pairs.length ? metrics : undefined;
}
