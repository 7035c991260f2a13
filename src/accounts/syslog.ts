/**
 * The audit log, told to a log server of the organisation too: one UDP datagram an entry (RFC 5426), in the form of RFC 5424. A
 * server that is away loses what was sent meanwhile and holds nobody up: the log that counts is the one here.
 */
import { createSocket } from 'node:dgram';
import { hostname } from 'node:os';
import type { AuditEntry } from './audit.ts';

export interface Syslog {
  tell(entry: AuditEntry): void;
  /** Resolves when what was told has been sent, or cannot be. */
  close(): Promise<void>;
}

/** Facility 10, security and authorisation; severity 6 informational, 4 warning. */
const FACILITY = 10;
const INFORMATIONAL = 6;
const WARNING = 4;
/** What every receiver should take (RFC 5426, 3.2). */
const LONGEST = 2048;
const BOM = '\ufeff';

/** One entry as a message. Control signs would begin another line in the receiver's file, so each is a space. */
export function syslogMessage({ at, account, address, action, outcome, result }: AuditEntry, host: string): Buffer {
  const severity = outcome === 'done' ? INFORMATIONAL : WARNING;
  // At most six digits of a second, and an offset: what an ISO instant of ours has.
  const head = `<${FACILITY * 8 + severity}>1 ${at} ${host} opsledger - audit -`;
  const text = `${account ?? '-'} ${address} ${action} ${result}`.replace(/\p{Cc}/gu, ' ');
  return cut(Buffer.from(`${head} ${BOM}${text}`, 'utf8'));
}

/** No longer than a receiver takes, and never half a sign. */
function cut(message: Buffer): Buffer {
  if (message.length <= LONGEST) return message;
  let end = LONGEST;
  while (((message[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return message.subarray(0, end);
}

/** @param onError told once of a server that cannot be reached, until it can */
export function openSyslog({ host, port }: { host: string; port: number }, onError: (error: Error) => void): Syslog {
  const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4' });
  // RFC 5424, 6.2.4: printable ASCII.
  const name = hostname().replace(/[^\x21-\x7e]/g, '-') || '-';
  const pending = new Set<Promise<void>>();
  let failing = false;
  socket.unref();
  socket.on('error', (error) => failed(error));
  function failed(error: Error): void {
    if (!failing) onError(error);
    failing = true;
  }
  return {
    tell(entry) {
      const sent = new Promise<void>((done) => {
        socket.send(syslogMessage(entry, name), port, host, (error) => {
          if (error === null) failing = false;
          else failed(error);
          done();
        });
      });
      pending.add(sent);
      void sent.then(() => pending.delete(sent));
    },
    async close() {
      await Promise.all(pending);
      socket.close();
    },
  };
}
