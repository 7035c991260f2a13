/** Eight processes that write into one workspace at once while it is served, and `verify` among them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { serveSite } from '../../src/server/server.ts';
import { makeBase } from './_base.ts';
import { look, treeOf } from './_check.ts';
import type { Written } from './_writer.ts';

export interface WritersRequest {
  folder: string;
  seed: number;
  processes: number;
  minutes: number;
}

export interface WritersResult {
  given: number;
  saved: number;
  refused: number;
  served: number;
  lost: string[];
  doubled: string[];
  alarms: string[];
  crashes: string[];
}

export async function writeTogether({ folder, seed, processes, minutes }: WritersRequest): Promise<WritersResult> {
  const base = join(folder, 'base');
  mkdirSync(base, { recursive: true });
  await makeBase(base);
  const root = join(base, 'w');
  const site = join(root, '.opsledger', 'cache', 'site');
  await mkdir(site, { recursive: true });
  await writeFile(join(site, 'index.html'), '<p>site</p>');
  const before = treeOf(root, 'HEAD');
  const server = await serveSite({ siteDir: site, archiveDir: join(root, 'archive'), port: 0, hosts: [] });
  const all: Written[] = [];
  const crashes: string[] = [];
  const asked: Promise<boolean>[] = [];
  const running = Array.from({ length: processes }, async (_, n) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '_writer.ts'), root, String(minutes), String(seed * 100 + n)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on('line', (line) => {
        all.push(JSON.parse(line) as Written);
        // Somebody reads the site as often as somebody writes.
        asked.push(isServed(server.url));
      });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) crashes.push(`process ${n} ended with ${code}`);
  });
  await Promise.all(running);
  const answers = await Promise.all(asked);
  if (answers.includes(false)) crashes.push('the server did not answer as it must');
  await server.close();
  const found = await look(root, before, '');
  const saved = all.flatMap((one) => one.saved);
  const added = all.filter(({ command }) => command.startsWith('record')).flatMap((one) => one.saved);
  return {
    given: all.length,
    saved: saved.length,
    refused: all.filter(({ refused }) => refused !== null).length,
    served: answers.length,
    lost: [
      ...saved.filter((path) => !found.paths.includes(path)),
      ...found.left,
      ...(found.broken === '' ? [] : [found.broken]),
    ],
    doubled: added.filter((path, at) => added.indexOf(path) !== at),
    alarms: [...all.flatMap((one) => one.problems), ...found.problems],
    crashes: [...crashes, ...all.flatMap(({ command, crash }) => (crash === null ? [] : [`${command}: ${crash}`]))],
  };
}

async function isServed(url: string): Promise<boolean> {
  const response = await fetch(url);
  return response.ok && (await response.text()) !== '';
}
