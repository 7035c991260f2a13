/** The evidence of one collect run: a line for each original answer, and one for what was read from each source. Pure. */
import type { Reading } from '../../records/reading.ts';

/** A line of a bundle: an answer as text or Base64, the hash of one that is kept by itself, or the readings of a source. */
export interface BundleLine {
  source: string;
  name: string;
  encoding: 'utf8' | 'base64' | 'evidence' | 'readings';
  body: unknown;
}

/** Name of the line that says what was read from the answers of a source. */
const READINGS = '采集值';

/** One original answer. */
export function answerLine(source: string, name: string, body: string | Uint8Array): BundleLine {
  return typeof body === 'string'
    ? { source, name, encoding: 'utf8', body }
    : { source, name, encoding: 'base64', body: Buffer.from(body).toString('base64') };
}

/** What a source was read to say; so that a record whose numbers were changed afterwards no longer agrees with its evidence. */
export function readingsLine(source: string, readings: readonly Omit<Reading, 'evidence'>[]): BundleLine {
  return { source, name: READINGS, encoding: 'readings', body: readings };
}

/** Bytes of a bundle. */
export function bundleBytes(lines: readonly BundleLine[]): Uint8Array {
  return Buffer.from(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`, 'utf8');
}

/** Readings by source, of the bundle's own lines; undefined when the bytes are no bundle, or one of before it said so. */
export function readingsOfBundle(bytes: Uint8Array): Map<string, Omit<Reading, 'evidence'>[]> | undefined {
  const found = new Map<string, Omit<Reading, 'evidence'>[]>();
  for (const line of Buffer.from(bytes).toString('utf8').split('\n').filter(Boolean)) {
    const { source, encoding, body } = parsed(line);
    if (encoding === 'readings' && source !== undefined && Array.isArray(body))
      found.set(source, body as Omit<Reading, 'evidence'>[]);
  }
  return found.size === 0 ? undefined : found;
}

/** Original answers by source, in the order in which they came; those that are kept by themselves are left out. */
export function answersOfBundle(bytes: Uint8Array): Map<string, { name: string; body: string | Uint8Array }[]> {
  const found = new Map<string, { name: string; body: string | Uint8Array }[]>();
  for (const line of Buffer.from(bytes).toString('utf8').split('\n').filter(Boolean)) {
    const { source, name, encoding, body } = parsed(line);
    if (source === undefined || name === undefined || typeof body !== 'string') continue;
    if (encoding !== 'utf8' && encoding !== 'base64') continue;
    const answer = { name, body: encoding === 'utf8' ? body : Buffer.from(body, 'base64') };
    found.set(source, [...(found.get(source) ?? []), answer]);
  }
  return found;
}

function parsed(line: string): Partial<BundleLine> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Partial<BundleLine>) : {};
  } catch {
    // A file that a person brought is its own evidence, and no bundle.
    return {};
  }
}
