/** A command that serves nothing does not wait for the library that serves, and who serves holds none that draws. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

const SERVER = /^(@hono|hono)(\/|$)/;
/** Of who draws documents. */
const DRAWING = /^(puppeteer-core|exceljs|echarts|sharp|@sparticuz\/chromium|astro)(\/|$)/;

/** What is loaded by importing the file, as it is asked for. */
async function loadedBy(file: string): Promise<string[]> {
  const program = `
    const { registerHooks } = await import('node:module');
    const seen = new Set();
    registerHooks({ resolve: (name, context, next) => { seen.add(name); return next(name, context); } });
    await import(${JSON.stringify(pathToFileURL(join(root, file)).href)});
    console.log(JSON.stringify([...seen]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: root });
  return JSON.parse(stdout) as string[];
}

it('publishing loads nothing that serves; the process that answers HTTP does, and nothing that draws documents', async () => {
  const [publishing, answering] = await Promise.all(
    ['src/pipeline/publish/publish.ts', 'src/serve/serve.ts'].map(loadedBy),
  );
  expect(publishing?.filter((name) => SERVER.test(name))).toEqual([]);
  expect(answering).toEqual(expect.arrayContaining(['@hono/node-server', 'hono']));
  expect(answering?.filter((name) => DRAWING.test(name))).toEqual([]);
});
