/** A source of every type that asks a server, and the check that its asset is judged by. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './_collect.ts';

export interface Case {
  source: { type: string; target: string; url?: string; host?: string; port?: number };
  /** The check that its asset is judged by. */
  check: string;
  asset?: string;
  /** Who speaks first decides which server shows the fault. */
  speaks: 'http' | 'mysql' | 'redis' | 'greeting';
}

/** A source of every type that asks a server at this port. */
export const casesAt = (port: number): Case[] => {
  const url = `http://127.0.0.1:${port}/x`;
  const server = { host: '127.0.0.1', port };
  const login = { ...server, user: 'reader', password: PASSWORD };
  const http = { speaks: 'http' } as const;
  const mysql = { speaks: 'mysql' } as const;
  const health = { path: 'status', equals: 'UP' };
  const devices = { a: 'attendance-1' };
  const memory = [{ metric: 'redis.memory', name: 'used_ratio' }];
  const log = 'SELECT id, at, user, action FROM log';
  const count = 'SELECT COUNT(*) AS count, MAX(t) AS newest FROM t';
  const sides = { sender: { ...login, query: count }, receiver: { ...login, query: count } };
  return [
    { source: { type: 'http', target: 'subsystem-hr', url, expectJson: health }, check: 'subsystem-access', ...http },
    { source: { type: 'nginx', target: 'nginx-1', url }, check: 'nginx-active', ...http },
    { source: { type: 'node-exporter', target: 'app-server-1', url }, check: 'host-memory', ...http },
    { source: { type: 'prometheus', target: 'app-server-2', url, preset: 'node' }, check: 'host-memory', ...http },
    { source: { type: 'text-exposition', target: 'redis-2', url, series: memory }, check: 'redis-memory', ...http },
    { source: { type: 'alertmanager', target: 'app-server-3', url }, check: 'test-alerts', ...http },
    { source: { type: 'redis', target: 'redis-1', ...asRedisNames(login) }, check: 'redis-memory', speaks: 'redis' },
    {
      source: { type: 'tcp', target: 'interface-video', ...server, greeting: 'SSH-2.0-' },
      check: 'test-port',
      speaks: 'greeting',
    },
    { source: { type: 'mysql', target: 'mysql-primary', ...login }, check: 'mysql-connections', ...mysql },
    {
      source: { type: 'device-activity', target: 'subsystem-attendance', ...login, query: DEVICES, devices },
      check: 'attendance-data',
      asset: 'attendance-1',
      ...mysql,
    },
    {
      source: { type: 'operation-log', target: 'subsystem-casework', ...login, query: log },
      check: 'oplog-anomalies',
      ...mysql,
    },
    {
      source: { type: 'interface-reconciliation', target: 'interface-sms', ...sides },
      check: 'interface-accuracy',
      ...mysql,
    },
  ] as Case[];
};

/** As the settings name it. */
const PASSWORD = ['$', '{COLLECT_FAULTS_PASSWORD}'].join('');
const DEVICES = 'SELECT device, last FROM t';
/** Redis names its account otherwise. */
const asRedisNames = ({ user, ...rest }: { user: string; host: string; port: number }) => ({ username: user, ...rest });

/** Checks that the starter does not have: for the ports and alerts that a workspace adds to its own list. */
export async function addChecks(at: Place): Promise<void> {
  const check = (id: string, assets: string[], metric: string, more: object) =>
    `  - ${JSON.stringify({ id, label: id, group: 'interface', assets, metric, method: 'x', severity: 'major', clause: '5.6.2', manual: false, ...more })}\n`;
  const own = [
    check('test-port', ['interface-video'], 'tcp.ok', { op: 'eq', limit: 'true' }),
    check('test-alerts', ['app-server-3'], 'alerts.active', { op: 'le', limit: '0', unit: '条' }),
  ];
  await appendFile(join(at.root, 'contract/inspection-checklist.yaml'), own.join(''));
}
