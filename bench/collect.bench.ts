/** `collect` of 100 targets of which 10 hang: time beyond the deadline, and peak memory of the command. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Figure, told } from './_figure.ts';

const CLI = join(import.meta.dirname, '..', 'src', 'opsledger.mjs');
const DEADLINE = 3;
const TARGETS = 100;
const HANGING = 10;
const SAMPLE_MS = 20;

export default {
  id: 'collect',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    const servers: { close(): void }[] = [];
    try {
      const workspace = join(folder, 'w');
      await run(['init', workspace]);
      // What a run costs that reads nothing: starting, opening, committing.
      await settings(workspace, []);
      const empty = await run(['collect', '--workspace', workspace]);
      const good = await listen(
        createServer((_request, response) => response.end('ok')),
        servers,
      );
      const silent: number[] = [];
      for (let n = 0; n < HANGING; n += 1) silent.push(await listen(createTcpServer(), servers));
      const ports = Array.from({ length: TARGETS }, (_, n) => (n % 10 === 0 ? (silent[n / 10] as number) : good));
      await settings(workspace, ports);
      const full = await run(['collect', '--workspace', workspace]);
      return [
        atMost(
          'collect, 100 targets of which 10 hang: beyond the deadline',
          full.seconds - empty.seconds - DEADLINE,
          's',
          1,
        ),
        atMost('collect, 100 targets of which 10 hang: peak memory', full.megabytes, 'MB', 200),
        told('collect, no targets: the whole command', empty.seconds, 's'),
        told('collect, no targets: peak memory', empty.megabytes, 'MB'),
      ];
    } finally {
      for (const server of servers) server.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function listen(server: Server | ReturnType<typeof createTcpServer>, servers: { close(): void }[]): Promise<number> {
  servers.push(server);
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function settings(workspace: string, ports: readonly number[]): Promise<void> {
  const sources = ports.map((port, n) => ({
    name: `page-${n}`,
    type: 'http',
    target: 'subsystem-hr',
    url: `http://127.0.0.1:${port}/`,
    deadlineSeconds: DEADLINE,
  }));
  const all = { schema: 1, timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' }, sources };
  await writeFile(join(workspace, 'opsledger.yaml'), JSON.stringify(all));
}

/** One command; its own memory, sampled from the kernel's high-water mark. */
async function run(args: string[]): Promise<{ seconds: number; megabytes: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [CLI, ...args], { stdio: 'ignore' });
  let peak = 0;
  const timer = setInterval(() => {
    void readFile(`/proc/${child.pid}/status`, 'utf8').then(
      (status) => {
        peak = Math.max(peak, Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0));
      },
      // It has ended between the two.
      () => undefined,
    );
  }, SAMPLE_MS);
  await new Promise((done, fail) => child.on('error', fail).on('close', done));
  clearInterval(timer);
  return { seconds: (performance.now() - started) / 1000, megabytes: peak / 1024 };
}
