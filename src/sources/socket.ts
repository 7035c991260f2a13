/** A TCP or TLS connection that is destroyed with the signal. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { toSourceError } from './network-error.ts';
import { type TlsOptions, trusted } from './tls.ts';

export interface Address {
  host: string;
  port: number;
  /** Present: a Unix socket in place of host and port. */
  path?: string | undefined;
  /** Present: TLS, verified. */
  tls?: TlsOptions | undefined;
}

export interface OpenSocket {
  socket: Socket;
  /** Destroys the socket; safe to call twice. */
  release(): void;
}

/** @throws SourceError 连接被拒绝, 域名无法解析, 证书已过期 … or the signal's reason */
export async function openSocket(address: Address, signal: AbortSignal): Promise<OpenSocket> {
  signal.throwIfAborted();
  const { host, port, path, tls } = address;
  const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  const socket =
    tls === undefined
      ? connectTcp(path === undefined ? { host, port } : { path })
      : connectTls({ host, port, ...servername, ...trusted(tls) });
  const abort = () => socket.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const release = () => {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  };
  const ready = Promise.withResolvers<void>();
  socket.once(tls === undefined ? 'connect' : 'secureConnect', () => ready.resolve());
  socket.on('error', ready.reject);
  try {
    await ready.promise;
    return { socket, release };
  } catch (error) {
    release();
    throw toSourceError(error, signal);
  }
}
