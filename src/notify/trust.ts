/** Whom an encrypted connection trusts: Node's and the system's authorities, and the one that the settings name. */
import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';

let known: string[] | undefined;

/** @param ca path of a PEM file. Rejects when it cannot be read, or holds no certificate */
export async function authoritiesOf(ca: string | undefined): Promise<string[]> {
  known ??= [...getCACertificates('default'), ...getCACertificates('system')];
  if (ca === undefined) return known;
  const text = await readFile(ca, 'utf8');
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new Error('no certificate');
  return [...known, text];
}
