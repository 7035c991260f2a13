/** Blots secrets out of what a source answered: a server may send back what it was given. */
import type { Collected } from '../../collectors/_collector.ts';
import { redact, SECRET_AT_LEAST } from '../../workspace/settings/secrets.ts';

type Answered = Required<Pick<Collected, 'raw' | 'records'>> & { readings: object[] };

/** The same with every secret (as it is, URL-encoded or in Base64) replaced, in texts as in bytes. */
export function redactCollected<T extends Answered>(answered: T, secrets: readonly string[]): T {
  // What is shorter is an account or a port: passwords of that length are refused.
  const forms = secrets
    .filter((secret) => secret.length >= SECRET_AT_LEAST)
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]);
  if (forms.length === 0) return answered;
  const clean = (text: string) => redact(text, forms);
  return {
    ...answered,
    readings: cleanTexts(answered.readings, clean),
    records: cleanTexts(answered.records, clean),
    raw: answered.raw.map((one) => ({
      ...one,
      name: clean(one.name),
      body: typeof one.body === 'string' ? clean(one.body) : cleanBytes(one.body, forms),
    })),
  };
}

function cleanTexts<T>(value: T, clean: (text: string) => string): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map((one) => cleanTexts(one, clean)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleanTexts(one, clean)])) as T;
}

/** Bytes in any encoding: only where the secret itself stands is anything changed, and the length stays. */
function cleanBytes(bytes: Uint8Array, forms: readonly string[]): Uint8Array {
  let clean = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const secret of forms.map((form) => Buffer.from(form))) {
    for (let at = clean.indexOf(secret); at !== -1; at = clean.indexOf(secret, at)) {
      // The answer itself may still be in use elsewhere.
      if (clean.buffer === bytes.buffer) clean = Buffer.from(clean);
      clean.fill('*', at, at + secret.length);
    }
  }
  return clean;
}
