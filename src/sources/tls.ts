/** Certificates: whom to trust, and what a server shows, even when it is not to be trusted. */
import {
  connect,
  createSecureContext,
  type DetailedPeerCertificate,
  getCACertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { reasonOfCode, toSourceError } from './network-error.ts';

export interface TlsOptions {
  /** PEM text of certificate authorities beside those of Node and of the system. */
  ca?: string | undefined;
  /** Name that the certificate must bear when it is not the address. */
  serverName?: string | undefined;
}

export interface ShownCertificate {
  /** End of validity of the certificate in the chain that expires first, ISO instant in UTC. */
  validTo: string;
  /** `valid`, or the short Chinese reason why it is not trusted. */
  chain: string;
  /** Subject and validity of each certificate, leaf first, for the evidence. */
  certificates: { subject: string; issuer: string; validFrom: string; validTo: string; fingerprint256: string }[];
}

/** Authorities that a connection trusts. An intranet's own is often in the system's store only. */
export function authorities(options: TlsOptions): string[] {
  const known = [...getCACertificates('default'), ...getCACertificates('system')];
  return options.ca === undefined ? known : [...known, options.ca];
}

/** Reading hundreds of authorities takes some 60 ms of one core: a hundred targets must not pay for it one by one. */
const contexts = new Map<string, SecureContext>();

/** Options for a connection that verifies. */
export function trusted(options: TlsOptions): { secureContext: SecureContext; servername?: string } {
  const key = options.ca ?? '';
  const secureContext = contexts.get(key) ?? createSecureContext({ ca: authorities(options) });
  contexts.set(key, secureContext);
  return { secureContext, ...(options.serverName !== undefined && { servername: options.serverName }) };
}

/**
 * Looks at the certificate of a server without sending anything: the handshake ends before a request could.
 * @throws SourceError when there is no TLS answer
 */
export async function lookAtCertificate(
  host: string,
  port: number,
  options: TlsOptions,
  signal: AbortSignal,
): Promise<ShownCertificate> {
  signal.throwIfAborted();
  const shown = Promise.withResolvers<ShownCertificate>();
  const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  // Unverified on purpose: an expired certificate is what we came to see. Nothing is sent over this connection.
  const socket = connect({ host, port, ...name, ...trusted(options), rejectUnauthorized: false });
  const abort = () => socket.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  socket.once('secureConnect', () => shown.resolve(describe(socket)));
  socket.once('error', shown.reject);
  try {
    return await shown.promise;
  } catch (error) {
    throw toSourceError(error, signal);
  } finally {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  }
}

function describe(socket: TLSSocket): ShownCertificate {
  const certificates = chainOf(socket.getPeerCertificate(true)).map((one) => ({
    subject: nameOf(one.subject),
    issuer: nameOf(one.issuer),
    validFrom: isoOf(one.valid_from),
    validTo: isoOf(one.valid_to),
    fingerprint256: one.fingerprint256,
  }));
  const validTo = certificates.map((one) => one.validTo).toSorted()[0] ?? '';
  // The types say Error, the runtime gives the code as text.
  const problem = socket.authorizationError as unknown;
  const code = problem instanceof Error ? (problem as NodeJS.ErrnoException).code : String(problem);
  const chain = socket.authorized ? 'valid' : (reasonOfCode(code) ?? '证书不受信任');
  return { validTo, chain, certificates };
}

function chainOf(leaf: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let one: DetailedPeerCertificate | undefined = leaf;
  while (one?.fingerprint256 !== undefined && !chain.some((seen) => seen.fingerprint256 === one?.fingerprint256)) {
    chain.push(one);
    one = one.issuerCertificate;
  }
  return chain;
}

const nameOf = (name: object): string =>
  Object.entries(name)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
/** OpenSSL writes `Nov 24 09:00:00 2026 GMT`, which only Date reads. */
const isoOf = (text: string): string => new Date(text).toISOString().replace(/\.\d+Z$/, 'Z');
