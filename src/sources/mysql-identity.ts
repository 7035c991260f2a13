/** Which server process answers at an address, so that a restore never goes into the database that it came from. */
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import type { MysqlAccess, Query } from './mysql.ts';

/** What a server says of itself; any account may read it. */
export interface ServerIdentity {
  version: string;
  /** Of MySQL; MariaDB has none. */
  uuid: string | null;
  hostname: string;
  port: string;
  dataFolder: string;
  serverId: string;
  pidFile: string;
  socket: string;
}

const NAMES = ['version', 'server_uuid', 'hostname', 'port', 'datadir', 'server_id', 'pid_file', 'socket'];

export async function readIdentity(query: Query): Promise<ServerIdentity> {
  const list = NAMES.map((name) => `'${name}'`).join(', ');
  const rows = await query(`SHOW GLOBAL VARIABLES WHERE Variable_name IN (${list})`);
  const values = new Map(rows.map((row) => [String(row['Variable_name']), String(row['Value'])]));
  const of = (name: string) => values.get(name) ?? '';
  return {
    version: of('version'),
    uuid: values.get('server_uuid') ?? null,
    hostname: of('hostname'),
    port: of('port'),
    dataFolder: of('datadir'),
    serverId: of('server_id'),
    pidFile: of('pid_file'),
    socket: of('socket'),
  };
}

/**
 * true when both answers came from one server, by whatever name it was reached. One process has one machine, port,
 * data folder and number; two that agree in all of them cannot be told apart and count as one.
 */
export function isSameServer(a: ServerIdentity, b: ServerIdentity): boolean {
  if (a.uuid !== null && b.uuid !== null && a.uuid === b.uuid) return true;
  const own = ({ hostname, port, dataFolder, serverId, pidFile }: ServerIdentity) =>
    JSON.stringify([hostname, port, dataFolder, serverId, pidFile]);
  return own(a) === own(b);
}

/** true when two settings lead to the same port of the same machine; false also when that cannot be told. */
export async function isSameAddress(a: MysqlAccess, b: MysqlAccess): Promise<boolean> {
  if (a.socket !== undefined || b.socket !== undefined) return a.socket !== undefined && a.socket === b.socket;
  if (a.port !== b.port) return false;
  const [first, second] = await Promise.all([addressesOf(a.host), addressesOf(b.host)]);
  return [...first].some((address) => second.has(address));
}

const THIS_MACHINE = 'this machine';

/** Every address of this machine is one. A name that cannot be resolved stands for itself. */
async function addressesOf(host: string): Promise<Set<string>> {
  const own = new Set(Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address)));
  const found = await lookup(host, { all: true }).catch(() => [{ address: host.toLowerCase() }]);
  return new Set(
    found.map(({ address }) =>
      /^127\.|^::1$|^0\.0\.0\.0$|^::$/.test(address) || own.has(address) ? THIS_MACHINE : address,
    ),
  );
}
