/**
 * Real services for tests, from Debian's packages, on free loopback ports in temporary folders. What is missing is
 * installed where that is possible; where it is not, the test fails with the command to run. Each service stops exactly
 * the process that it started.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface Service {
  port: number;
  folder: string;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

const folders = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];

/** Path of a program, installing its package when it is missing and we may. @throws Error naming the command to run */
export function need(program: string, debianPackage: string): string {
  const find = () => folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
  const found = find();
  if (found !== undefined) return found;
  const command = ['apt-get', 'install', '-y', '--no-install-recommends', debianPackage];
  if (userInfo().uid !== 0) throw new Error(`${program} is missing; run: sudo ${command.join(' ')}`);
  // RUNLEVEL=1: the package must not start a service of its own beside ours.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    execFileSync('apt-get', ['update', '-q'], { env, stdio: 'pipe' });
    execFileSync('apt-get', command.slice(1), { env, stdio: 'pipe', timeout: 300_000 });
  } catch (error) {
    throw new Error(`${program} is missing and could not be installed; run: ${command.join(' ')}`, { cause: error });
  }
  const installed = find();
  if (installed === undefined) throw new Error(`package ${debianPackage} did not bring ${program}`);
  return installed;
}

export function makeFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `opsledger-${name}-`));
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

type Ready = (output: string) => boolean | Promise<boolean>;

/**
 * Starts a program and waits until `ready` holds; fails with what it printed when it ends or takes too long.
 * @param ready is given what was printed so far: one that says when it is ready is not asked by starting its client again and again
 */
export async function launch(
  program: string,
  args: string[],
  folder: string,
  ready: Ready,
  seconds = 300,
): Promise<() => Promise<void>> {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (data: Buffer) => {
    output = (output + data.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const latest = Date.now() + seconds * 1000;
  while (!(await isReady(() => ready(output)))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${program} ended: ${output}`);
    if (Date.now() > latest) {
      child.kill('SIGKILL');
      throw new Error(`${program} was not ready within ${seconds} s: ${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return () => end(child);
}

async function isReady(ready: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await ready();
  } catch {
    // Refused while it starts; `launch` limits how long that may last.
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await closed;
  clearTimeout(patience);
}

async function answers(url: string): Promise<boolean> {
  return (await fetch(url)).ok;
}

/** Nginx with stub_status at `/status` and a page at `/`. */
export async function startNginx(): Promise<Service> {
  const program = need('nginx', 'nginx');
  const folder = makeFolder('nginx');
  const port = await freePort();
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(folder, name));
  const temp = [
    'client_body_temp_path body',
    'proxy_temp_path proxy',
    'fastcgi_temp_path fastcgi',
    'uwsgi_temp_path uwsgi',
    'scgi_temp_path scgi',
  ];
  const config = `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
http { access_log off; ${temp.map((line) => line.replace(/ (\w+)$/, ` ${folder}/$1;`)).join(' ')}
server { listen 127.0.0.1:${port}; location = /status { stub_status; } location / { return 200 'ok'; } } }`;
  writeFileSync(join(folder, 'nginx.conf'), config);
  const stop = await launch(program, ['-c', join(folder, 'nginx.conf'), '-p', folder], folder, () =>
    answers(`http://127.0.0.1:${port}/`),
  );
  return service(port, folder, stop);
}

/** node_exporter of this machine; of these mounts only when they are named, since a test beside may fill a disk of its own. */
export async function startNodeExporter(mounts: readonly string[] = []): Promise<Service> {
  const program = need('prometheus-node-exporter', 'prometheus-node-exporter');
  const folder = makeFolder('node-exporter');
  const port = await freePort();
  const only = mounts.length === 0 ? [] : [`--collector.filesystem.mount-points-include=^(${mounts.join('|')})$`];
  const stop = await launch(program, [`--web.listen-address=127.0.0.1:${port}`, ...only], folder, () =>
    answers(`http://127.0.0.1:${port}/`),
  );
  return service(port, folder, stop);
}

/** Prometheus that scrapes the given ports each second. */
export async function startPrometheus(scraped: number[]): Promise<Service> {
  const program = need('prometheus', 'prometheus');
  const folder = makeFolder('prometheus');
  const port = await freePort();
  const targets = scraped.map((one) => `'127.0.0.1:${one}'`).join(', ');
  writeFileSync(
    join(folder, 'prometheus.yml'),
    `global: {scrape_interval: 1s}\nscrape_configs: [{job_name: node, static_configs: [{targets: [${targets}]}]}]\n`,
  );
  const args = [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const stop = await launch(program, args, folder, () => answers(`http://127.0.0.1:${port}/-/ready`));
  return service(port, folder, stop);
}

/** Redis; give the master's port for a replica. */
export function startRedis(options: { args?: string[]; replicaOf?: number } = {}): Promise<Service> {
  return startCache(need('redis-server', 'redis-server'), options);
}

/** Valkey, which went its own way from Redis 7.2. */
export function startValkey(): Promise<Service> {
  return startCache(need('valkey-server', 'valkey-server'), { args: ['--maxmemory', '64mb', '--save', '3600 1'] });
}

async function startCache(program: string, options: { args?: string[]; replicaOf?: number }): Promise<Service> {
  const folder = makeFolder('redis');
  const port = await freePort();
  const replica = options.replicaOf === undefined ? [] : ['--replicaof', `127.0.0.1 ${options.replicaOf}`];
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...replica, ...(options.args ?? [])];
  const stop = await launch(program, args, folder, (output) => output.includes('Ready to accept connections'));
  return service(port, folder, stop);
}

export function redisCli(port: number, ...args: string[]): string {
  return execFileSync(need('redis-cli', 'redis-tools'), ['-p', String(port), ...args], { stdio: 'pipe' }).toString();
}

function service(port: number, folder: string, stop: () => Promise<void>): Service {
  return {
    port,
    folder,
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface MariaDb extends Service {
  /** Runs statements as root over the socket and returns the rows as tab-separated text. */
  sql(statements: string): string;
  /** Everything that clients asked, from the general query log. */
  generalLogFile: string;
}

/**
 * MariaDB with binary log and general query log.
 * @param where an empty folder for its data, such as on a small disk; removed by whoever made it
 */
export async function startMariadb(serverId: number, where?: string): Promise<MariaDb> {
  const program = need('mariadbd', 'mariadb-server');
  const install = need('mariadb-install-db', 'mariadb-server');
  const client = need('mariadb', 'mariadb-client');
  const folder = makeFolder('mariadb');
  const port = await freePort();
  const data = join(where ?? folder, 'data');
  const user = userInfo().username;
  const socket = join(folder, 's');
  const generalLogFile = join(folder, 'general.log');
  execFileSync(
    install,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--user=${user}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ],
    // Two that are made at the same time would take each other's temporary tables for their own.
    { stdio: 'pipe', env: { ...process.env, TMPDIR: folder } },
  );
  const args = [
    '--no-defaults',
    `--datadir=${data}`,
    `--user=${user}`,
    `--socket=${socket}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--tmpdir=${folder}`,
  ];
  const replication = [
    `--server-id=${serverId}`,
    '--log-bin',
    '--gtid-domain-id=0',
    '--log-slave-updates',
    '--skip-slave-start',
  ];
  const small = [
    '--innodb-buffer-pool-size=24M',
    '--innodb-log-file-size=8M',
    '--performance-schema=ON',
    '--key-buffer-size=1M',
  ];
  const log = ['--general-log=1', `--general-log-file=${generalLogFile}`];
  const sql = (statements: string) =>
    execFileSync(client, ['--no-defaults', `--socket=${socket}`, '-uroot', '-N', '-B', '-e', statements], {
      stdio: 'pipe',
    }).toString();
  const stop = await launch(program, [...args, ...replication, ...small, ...log], folder, (output) =>
    output.includes('ready for connections'),
  );
  return { ...service(port, folder, stop), sql, generalLogFile };
}
