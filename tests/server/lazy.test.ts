/** A command that serves nothing does not wait for the library that serves. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Which packages of the server are loaded by importing the file. */
async function loadedBy(file: string): Promise<string[]> {
  const program = `
    const { registerHooks } = await import('node:module');
    const seen = new Set();
    registerHooks({ resolve: (name, context, next) => { seen.add(name); return next(name, context); } });
    await import(${JSON.stringify(pathToFileURL(join(root, file)).href)});
    console.log(JSON.stringify([...seen].filter((name) => /^(@hono|hono)(\\/|$)/.test(name)).sort()));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: root });
  return JSON.parse(stdout) as string[];
}

it('publishing loads none of it, serving does', async () => {
  const [publishing, serving] = await Promise.all(
    ['src/pipeline/publish/publish.ts', 'src/server/server.ts'].map(loadedBy),
  );
  expect(publishing).toEqual([]);
  expect(serving).toEqual(expect.arrayContaining(['@hono/node-server', 'hono']));
});
