/** What is checked before a word is said: the name in the certificate, its dates, and who vouches for it. */
import { describe, expect, test } from 'vitest';
import { withDeadline } from '../../src/sources/deadline.ts';
import { type MysqlAccess, withMysql } from '../../src/sources/mysql.ts';
import { makeCertificate } from '../support/certificate.ts';
import { until } from '../support/collect.ts';
import { keepServers } from '../support/kept-servers.ts';
import { startMysqlBehindTls, startRefusingMysql } from '../support/mysql-server.ts';

const keep = keepServers();

const signIn = (access: Omit<MysqlAccess, 'user'>): Promise<string> =>
  withDeadline(3, (signal) =>
    withMysql({ user: 'reader', password: 'pw-for-test', ...access }, signal, () => Promise.resolve('signed in')),
  ).catch((error: { reason: string }) => error.reason);

describe('TLS', () => {
  test.each([
    ['the name of the host', 'DNS:localhost', 'localhost', undefined, 'signed in'],
    ['the address', 'IP:127.0.0.1', '127.0.0.1', undefined, 'signed in'],
    ['the name of the settings', 'DNS:db.example.internal', '127.0.0.1', 'db.example.internal', 'signed in'],
    ['another name', 'DNS:localhost', '127.0.0.1', undefined, '证书与域名不符'],
    ['another address', 'IP:127.0.0.2', '127.0.0.1', undefined, '证书与域名不符'],
  ])('a certificate with %s', async (_what, names, host, serverName, outcome) => {
    const certificate = makeCertificate(-1, 10, names);
    const server = await keep(startMysqlBehindTls(certificate));
    expect(await signIn({ host, port: server.port, tls: { ca: certificate.cert, serverName } })).toBe(outcome);
    await until(() => server.open() === 0);
  });

  test.each([
    ['expired', -10, -1, true, '证书已过期'],
    ['not valid yet', 1, 10, true, '证书尚未生效'],
    ['vouched for by nobody', -1, 10, false, '自签名证书，不受信任'],
  ])('a certificate that is %s', async (_what, from, to, trusted, reason) => {
    const certificate = makeCertificate(from, to);
    const server = await keep(startMysqlBehindTls(certificate));
    const tls = trusted ? { ca: certificate.cert } : {};
    expect(await signIn({ host: 'localhost', port: server.port, tls })).toBe(reason);
    await until(() => server.open() === 0);
  });
});

test('a wrong password', async () => {
  const server = await keep(startRefusingMysql());
  expect(await signIn({ host: '127.0.0.1', port: server.port })).toBe('账号或口令有误');
  await until(() => server.open() === 0);
});
