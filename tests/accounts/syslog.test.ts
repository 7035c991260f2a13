/** The audit log at a log server of the organisation. */

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/accounts/audit.ts';
import { DONE, failedFor } from '../../src/accounts/audit.ts';
import { openSyslog, syslogMessage } from '../../src/accounts/syslog.ts';
import { NOW } from './_database.ts';

const entry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ at: NOW, account: 'wang-lei', address: '10.0.0.7', action: '登录', ...DONE },
  ...changes,
});

let receiver: Socket | undefined;
afterEach(() => {
  receiver?.close();
  receiver = undefined;
});

it('is a datagram an entry, in the form of RFC 5424', async () => {
  receiver = createSocket('udp4');
  receiver.bind(0, '127.0.0.1');
  await once(receiver, 'listening');
  const received = once(receiver, 'message');
  const syslog = openSyslog({ host: '127.0.0.1', port: receiver.address().port }, () => undefined);
  syslog.tell(entry());
  await syslog.close();
  const [message] = (await received) as [Buffer];
  expect(message.toString('utf8')).toMatch(
    /^<86>1 2026-11-24T09:00:00\+08:00 \S+ opsledger - audit - \ufeffwang-lei 10\.0\.0\.7 登录 成功$/,
  );
});

it('warns of what failed, is one line, and no longer than a receiver takes', () => {
  const failed = syslogMessage(entry({ account: null, ...failedFor('账号或口令不对') }), 'ledger').toString('utf8');
  expect(failed).toMatch(/^<84>1 .* ledger opsledger - audit - \ufeff- 10\.0\.0\.7 登录 失败/);
  const forged = syslogMessage(entry({ action: 'GET /x\n<86>1 2026-11-24T09:00:00Z ledger sshd - - - ok' }), 'ledger');
  expect(forged.toString('utf8')).not.toMatch(/[\n\r]/);
  for (let extra = 0; extra < 4; extra += 1) {
    const long = syslogMessage(entry({ action: `${'x'.repeat(extra)}${'长'.repeat(2000)}` }), 'ledger');
    expect(long.length).toBeLessThanOrEqual(2048);
    expect(long.toString('utf8')).not.toContain('\ufffd');
  }
});

it('a server that cannot be reached is told once, and holds nobody up', async () => {
  const told: string[] = [];
  const syslog = openSyslog({ host: 'log.invalid', port: 514 }, (error) => told.push(error.message));
  for (let n = 0; n < 3; n += 1) syslog.tell(entry());
  await syslog.close();
  expect(told).toHaveLength(1);
});
