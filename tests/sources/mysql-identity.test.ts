import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { isSameAddress, isSameServer, type ServerIdentity } from '../../src/sources/mysql-identity.ts';

const one: ServerIdentity = {
  version: '11.8.9-MariaDB',
  uuid: null,
  hostname: 'db1',
  port: '3306',
  dataFolder: '/var/lib/mysql/',
  serverId: '1',
  pidFile: '/run/mysqld/mysqld.pid',
  socket: '/run/mysqld/mysqld.sock',
};

describe('isSameServer', () => {
  test('two answers of one process', () => expect(isSameServer(one, { ...one })).toBe(true));
  test.each(['hostname', 'port', 'dataFolder', 'serverId', 'pidFile'] as const)('another %s is another server', (key) =>
    expect(isSameServer(one, { ...one, [key]: 'x' })).toBe(false),
  );
  test('one uuid is one server, whatever else it says', () =>
    expect(isSameServer({ ...one, uuid: 'u' }, { ...one, uuid: 'u', hostname: 'db2' })).toBe(true));
  test('a uuid says nothing where the other has none', () =>
    expect(isSameServer({ ...one, uuid: 'u' }, { ...one, port: '3307' })).toBe(false));
});

describe('isSameAddress', () => {
  const at = (host: string, port = 3306) => ({ host, port, user: 'x' });
  test.each(['localhost', '127.0.0.1', '127.8.8.8', '::1', '0.0.0.0'])('%s is this machine', async (host) => {
    expect(await isSameAddress(at(host), at('127.0.0.1'))).toBe(true);
  });
  test('so is its own name', async () => expect(await isSameAddress(at(hostname()), at('localhost'))).toBe(true));
  test('another port, another machine', async () => {
    expect(await isSameAddress(at('localhost', 3307), at('localhost'))).toBe(false);
    expect(await isSameAddress(at('192.0.2.1'), at('localhost'))).toBe(false);
  });
  test('a name that nobody knows stands for itself', async () => {
    expect(await isSameAddress(at('Nowhere.invalid'), at('nowhere.invalid'))).toBe(true);
    expect(await isSameAddress(at('nowhere.invalid'), at('localhost'))).toBe(false);
  });
  test('sockets by their path', async () => {
    const socket = (path: string) => ({ ...at('localhost'), socket: path });
    expect(await isSameAddress(socket('a'), socket('a'))).toBe(true);
    expect(await isSameAddress(socket('a'), at('localhost'))).toBe(false);
  });
});
