/** A command that serves nothing does not wait for the library that serves, and who serves holds none that draws. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

const SERVER = '^(@hono|hono)(/|$)';
/** Of who draws documents. */
const DRAWING = '^(puppeteer-core|exceljs|echarts|sharp|@sparticuz/chromium|astro)(/|$)';

/** Which of these packages are loaded by importing the file. */
async function loadedBy(file: string, packages = SERVER): Promise<string[]> {
  const program = `
    const { registerHooks } = await import('node:module');
    const seen = new Set();
    registerHooks({ resolve: (name, context, next) => { seen.add(name); return next(name, context); } });
    await import(${JSON.stringify(pathToFileURL(join(root, file)).href)});
    const wanted = new RegExp(${JSON.stringify(packages)});
    console.log(JSON.stringify([...seen].filter((name) => wanted.test(name)).sort()));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: root });
  return JSON.parse(stdout) as string[];
}

it('publishing loads none of it, serving does', async () => {
  const [publishing, serving] = await Promise.all(
    ['src/pipeline/publish/publish.ts', 'src/server/server.ts'].map((file) => loadedBy(file)),
  );
  expect(publishing).toEqual([]);
  expect(serving).toEqual(expect.arrayContaining(['@hono/node-server', 'hono']));
});

it('the process that answers HTTP holds nothing of what draws documents', async () => {
  expect(await loadedBy('src/desk/serve.ts', DRAWING)).toEqual([]);
});
