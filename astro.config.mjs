// Builds the intranet site from one JSON file. The pipeline (src/pipeline/publish/build.ts) starts this build in a process
// of its own and says by environment variables where the model is and where the pages go; nothing else is read.
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { manualPage } from './src/site/mdx/manual-page.ts';

/** The oldest browsers of the bureau: Chromium 86 (360, Edge on Windows 7) and Firefox ESR. */
const floor = ['chrome86', 'firefox115'];

export default defineConfig({
  srcDir: './src/site',
  publicDir: './src/site/public',
  outDir: process.env.OPSLEDGER_SITE_OUT ?? './dist',
  cacheDir: process.env.OPSLEDGER_SITE_CACHE ?? './.cache/astro',
  trailingSlash: 'never',
  prefetch: false,
  devToolbar: { enabled: false },
  // Files, not folders: an article's address then ends in its path under knowledge-base/, as the design says.
  build: { concurrency: 4, format: 'file', assets: '_assets', inlineStylesheets: 'never' },
  vite: {
    cacheDir: `${process.env.OPSLEDGER_SITE_CACHE ?? '.cache'}/vite`,
    // Never inline a script: the served policy is script-src 'self' without exceptions.
    build: { assetsInlineLimit: 0, cssCodeSplit: false, cssTarget: floor },
    // Only what browsers run: the pages themselves are drawn by Node.
    environments: { client: { build: { target: floor } } },
  },
  // Pages of the manual that show forms, states and examples of the program are text with components; no page of a workspace is.
  integrations: [
    mdx({
      extendMarkdownConfig: false,
      // Colours of code would stand in the page itself, which the served policy forbids; quotation marks are written as they are meant.
      syntaxHighlight: false,
      smartypants: false,
      processor: satteri({ hastPlugins: [manualPage], features: { smartPunctuation: false } }),
    }),
  ],
});
