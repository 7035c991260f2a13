/**
 * The page and the command that go into every pack: `verify.html` with its classic scripts, bundled from `page/` and from the same
 * code that the terminal checks with, and `verify.mjs`, which shares none of it.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface PageFile {
  /** In the pack. */
  path: string;
  bytes: Uint8Array;
}

const ROOT = new URL('../..', import.meta.url);
const at = (path: string): string => fileURLToPath(new URL(path, ROOT));
const TEMPLATES = 'templates/pack/';
/** The oldest Chromium of the bureaus. */
const TARGET = 'chrome86';

let made: Promise<PageFile[]> | undefined;

/** Made once a process; the same bytes each time. */
export function packPageFiles(): Promise<PageFile[]> {
  made ??= makeFiles();
  return made;
}

async function makeFiles(): Promise<PageFile[]> {
  const [worker, page, tokens, style, html, command] = await Promise.all([
    bundled('src/pack/page/worker.ts'),
    bundled('src/pack/page/main.ts'),
    readFile(at('src/site/styles/tokens.css'), 'utf8'),
    readFile(at(`${TEMPLATES}verify.css`), 'utf8'),
    readFile(at(`${TEMPLATES}verify.html`)),
    readFile(at(`${TEMPLATES}verify.mjs`)),
  ]);
  // A page opened from a file may start no worker from another one: it gets the text, and starts it from that.
  const held = `self.opsledgerWorker=${JSON.stringify(worker)};\n`;
  return [
    { path: 'verify.html', bytes: html },
    { path: 'verify/page.js', bytes: Buffer.from(page) },
    { path: 'verify/style.css', bytes: Buffer.from(`${tokens}\n${style}`) },
    { path: 'verify/worker.js', bytes: Buffer.from(held) },
    { path: 'verify.mjs', bytes: command },
  ];
}

/** One classic script. */
async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    ...{ entryPoints: [at(entry)], bundle: true, write: false, minify: true, charset: 'utf8', logLevel: 'silent' },
    ...{ format: 'iife', target: TARGET, platform: 'browser', legalComments: 'inline' },
  });
  return outputFiles.map(({ text }) => text).join('');
}
