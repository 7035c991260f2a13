// Makes of the intranet site the program that draws it, and what all sites share. The pipeline (src/pipeline/publish/drawer.ts) starts
// this in a process of its own and says by environment variables where they go; nothing else is read.
import { resolve } from 'node:path';
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { drawnLater } from './src/site/drawn-later.ts';
import { manualPage } from './src/site/mdx/manual-page.ts';

/** The oldest browsers of the bureau: Chromium 86 (360, Edge on Windows 7) and Firefox ESR. */
const floor = ['chrome86', 'firefox115'];
const folder = process.env.OPSLEDGER_SITE_DRAWER ?? resolve('.cache/site');
const work = process.env.OPSLEDGER_SITE_WORK ?? resolve('.cache/astro');

export default defineConfig({
  srcDir: './src/site',
  publicDir: './src/site/public',
  outDir: `${folder}/shared`,
  cacheDir: work,
  trailingSlash: 'never',
  prefetch: false,
  devToolbar: { enabled: false },
  // Files, not folders: an article's address then ends in its path under knowledge-base/, as the design says.
  build: { format: 'file', assets: '_assets', inlineStylesheets: 'never', server: `${work}/server` },
  vite: {
    cacheDir: `${work}/vite`,
    // Never inline a script: the served policy is script-src 'self' without exceptions.
    build: { assetsInlineLimit: 0, cssCodeSplit: false, cssTarget: floor },
    // Only what browsers run: the pages themselves are drawn by Node.
    environments: { client: { build: { target: floor } } },
  },
  // Pages of the manual that show forms, states and examples of the program are text with components; no page of a workspace is.
  integrations: [
    drawnLater(`${folder}/draw`),
    mdx({
      extendMarkdownConfig: false,
      // Colours of code would stand in the page itself, which the served policy forbids; quotation marks are written as they are meant.
      syntaxHighlight: false,
      smartypants: false,
      processor: satteri({ hastPlugins: [manualPage], features: { smartPunctuation: false } }),
    }),
  ],
});
