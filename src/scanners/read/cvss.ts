/**
 * CVSS base scores from vectors, by the equations of the CVSS v2 guide, the v3.0 and the v3.1 specification (FIRST).
 * Reports of some scanners give the vector alone. v4.0 is a look-up over 270 classes: its vectors are kept unscored.
 */

/** What a report says about one vulnerability in one version of CVSS. */
export interface CvssEntry {
  vector?: string | undefined;
  /** As text; anything but a number from 0 to 10 counts as absent. */
  score?: string | undefined;
}

const v3 = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  impact: { H: 0.56, L: 0.22, N: 0 },
  /** By scope: a privilege weighs more where its use reaches beyond its own component. */
  PR: { U: { N: 0.85, L: 0.62, H: 0.27 }, C: { N: 0.85, L: 0.68, H: 0.5 } },
} as const;

const v2 = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  impact: { N: 0, P: 0.275, C: 0.66 },
} as const;

/** Main version of the vector: 2 has no prefix; 0 when it is none. */
export function cvssVersion(vector: string): 0 | 2 | 3 | 4 {
  if (/^CVSS:4\.0\//.test(vector)) return 4;
  if (/^CVSS:3\.[01]\//.test(vector)) return 3;
  return /^\(?AV:[LAN]\/AC:[HML]\/Au:/.test(vector) ? 2 : 0;
}

/** Base score 0–10 with one decimal, or undefined when the vector is incomplete, unknown or of version 4.0. */
export function baseScore(vector: string): number | undefined {
  const version = cvssVersion(vector);
  const metrics = metricsOf(vector);
  if (metrics === undefined) return undefined;
  if (version === 3) return baseScore3(metrics);
  return version === 2 ? baseScore2(metrics) : undefined;
}

/**
 * The newest version of CVSS that comes with a score or can be scored; else the newest vector alone.
 * @param entries those of one version in the order in which they are preferred
 */
export function newestCvss(entries: readonly CvssEntry[]): { cvss?: number; vector?: string } {
  const known = entries
    .map(({ vector, score }) => ({
      vector: vector === '' ? undefined : vector,
      cvss: scoreOf(score) ?? (vector === undefined ? undefined : baseScore(vector)),
    }))
    .toSorted((a, b) => cvssVersion(b.vector ?? '') - cvssVersion(a.vector ?? ''));
  const { vector, cvss } = known.find((entry) => entry.cvss !== undefined) ?? known.find((entry) => entry.vector) ?? {};
  return { ...(cvss === undefined ? {} : { cvss }), ...(vector === undefined ? {} : { vector }) };
}

/** @returns undefined unless the text is a number from 0 to 10 */
export function scoreOf(score: string | undefined): number | undefined {
  if (score === undefined || !/^\d+(\.\d+)?$/.test(score.trim())) return undefined;
  const value = Number(score);
  return value <= 10 ? value : undefined;
}

/** undefined when a metric stands twice. */
function metricsOf(vector: string): Map<string, string> | undefined {
  const parts = vector.replace(/^\(|\)$/g, '').split('/');
  const pairs = parts.map((part): [string, string] => [
    part.slice(0, part.indexOf(':')),
    part.slice(part.indexOf(':') + 1),
  ]);
  const metrics = new Map(pairs);
  return metrics.size === pairs.length ? metrics : undefined;
}

/** Weight of a metric's value; NaN (which no score survives) for an unknown one. */
function weight(weights: Readonly<Record<string, number>>, value: string | undefined): number {
  return value !== undefined && Object.hasOwn(weights, value) ? (weights[value] ?? Number.NaN) : Number.NaN;
}

/** CVSS v3.0 and v3.1, section 7.1 and 8.1. */
function baseScore3(m: Map<string, string>): number | undefined {
  const scope = m.get('S');
  if (scope !== 'U' && scope !== 'C') return undefined;
  const loss = ['C', 'I', 'A'].reduce((rest, metric) => rest * (1 - weight(v3.impact, m.get(metric))), 1);
  const iss = 1 - loss;
  const impact = scope === 'U' ? 6.42 * iss : 7.52 * (iss - 0.029) - 3.25 * (iss - 0.02) ** 15;
  const exploitability =
    8.22 *
    weight(v3.AV, m.get('AV')) *
    weight(v3.AC, m.get('AC')) *
    weight(v3.PR[scope], m.get('PR')) *
    weight(v3.UI, m.get('UI'));
  const sum = (impact + exploitability) * (scope === 'C' ? 1.08 : 1);
  if (Number.isNaN(sum)) return undefined;
  if (impact <= 0) return 0;
  return roundUp(Math.min(sum, 10));
}

/** Appendix A of v3.1, which v3.0 means too: up to one decimal, without the error of binary fractions. */
function roundUp(value: number): number {
  const hundredThousandths = Math.round(value * 100_000);
  if (hundredThousandths % 10_000 === 0) return hundredThousandths / 100_000;
  return (Math.floor(hundredThousandths / 10_000) + 1) / 10;
}

/** CVSS v2 guide, section 3.2.1. */
function baseScore2(m: Map<string, string>): number | undefined {
  const loss = ['C', 'I', 'A'].reduce((rest, metric) => rest * (1 - weight(v2.impact, m.get(metric))), 1);
  const impact = 10.41 * (1 - loss);
  const exploitability = 20 * weight(v2.AV, m.get('AV')) * weight(v2.AC, m.get('AC')) * weight(v2.Au, m.get('Au'));
  const score = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176);
  return Number.isNaN(score) ? undefined : Math.round(score * 10) / 10;
}
