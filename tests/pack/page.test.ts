/** What goes into a pack for those who check it: scripts and styles that the bureau's oldest browser knows, and nothing from elsewhere. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packPageFiles } from '../../src/pack/page-bundle.ts';
import { unsupportedScripts, unsupportedStyles } from '../support/browser-floor.ts';

const textOf = async (path: string): Promise<string> =>
  new TextDecoder().decode((await packPageFiles()).find((one) => one.path === path)?.bytes);

test('the page consists of these files, the same each time', async () => {
  const files = await packPageFiles();
  expect(files.map(({ path }) => path)).toEqual([
    'verify.html',
    'verify/page.js',
    'verify/style.css',
    'verify/worker.js',
    'verify.mjs',
  ]);
  expect(files.every(({ path }) => /^[\x21-\x7e]{1,119}$/.test(path))).toBe(true);
  expect(await packPageFiles()).toBe(files);
});

test('Chromium 86 understands its scripts, the worker among them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-pack-page-'));
  try {
    const held = await textOf('verify/worker.js');
    const worker: string = JSON.parse(held.slice('self.opsledgerWorker='.length).replace(/;\n$/, ''));
    await writeFile(join(folder, 'page.js'), await textOf('verify/page.js'));
    await writeFile(join(folder, 'worker.js'), worker);
    expect(await unsupportedScripts(join(folder, '*.js'))).toEqual([]);
    await writeFile(join(folder, 'newer.js'), 'globalThis.last = [1].at(-1);');
    expect(await unsupportedScripts(join(folder, '*.js'))).toHaveLength(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('and every rule of its sheet', async () => {
  const css = await textOf('verify/style.css');
  expect(await unsupportedStyles(css)).toEqual([]);
  expect(css.match(/(?<![\w-])color:\s*(#f|white)[^;]*/gi)).toBeNull();
});

test('nothing is loaded from elsewhere, and no classic script is a module', async () => {
  const html = await textOf('verify.html');
  expect(html).not.toMatch(/https?:|type="module"|<style|style="|\son[a-z]+=/);
  expect(html).toContain("default-src 'none'");
  for (const path of ['verify/page.js', 'verify/worker.js'])
    expect(await textOf(path)).not.toMatch(/\bfetch\(|XMLHttpRequest|import\(|WebSocket/);
});

test('the command can be read in an afternoon, and imports nothing but Node', async () => {
  const command = await textOf('verify.mjs');
  expect(command.split('\n').length - 1).toBeLessThanOrEqual(680);
  expect([...command.matchAll(/from '([^']+)'/g)].map(([, name = '']) => name.startsWith('node:'))).not.toContain(
    false,
  );
});
