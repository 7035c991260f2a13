/** Makes certificates for tests with the openssl command, so that no private key is in the repository. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestCertificate {
  key: string;
  cert: string;
}

/** A self-signed certificate, valid for the days given from now (negative: until then). @param names as openssl has them */
export function makeCertificate(
  fromDays: number,
  toDays: number,
  names = 'DNS:localhost,IP:127.0.0.1',
): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'opsledger-cert-'));
  const stamp = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '');
  try {
    const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'cert')];
    const subject = ['-subj', '/CN=localhost', '-addext', `subjectAltName=${names}`];
    const validity = ['-not_before', stamp(fromDays), '-not_after', stamp(toDays)];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync('openssl', ['req', '-x509', ...key, ...files, ...subject, ...validity], { stdio: 'pipe' });
    return { key: readFileSync(join(folder, 'key'), 'utf8'), cert: readFileSync(join(folder, 'cert'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
