// Builds the intranet site from one JSON file. The pipeline (src/pipeline/publish/build.ts) starts this build in a process
// of its own and says by environment variables where the model is and where the pages go; nothing else is read.
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

const theme = (name) => `./src/site/theme/${name}.astro`;
const own = [
  'Head',
  'ThemeProvider',
  'SkipLink',
  'PageFrame',
  'Header',
  'Sidebar',
  'TwoColumnContent',
  'PageSidebar',
  'ContentPanel',
  'PageTitle',
  'MarkdownContent',
  'Footer',
];
const unused = ['Banner', 'Hero', 'FallbackContentNotice', 'DraftContentNotice'];

/**
 * Starlight's style sheets are written in cascade layers with `:where()`, which the bureau's browsers (Chromium 86) drop
 * whole. Every component that would need them is ours, so they are left out instead of being rewritten.
 */
const withoutStarlightStyles = {
  name: 'opsledger-without-starlight-styles',
  enforce: 'pre',
  load(id) {
    if (/@astrojs[\\/]starlight[\\/]dist[\\/]style[\\/][\w-]+\.css$/.test(id)) return '';
    // Starlight links its print sheet by address: without one, the browser asks for nothing. Ours is part of site.css.
    if (/@astrojs[\\/]starlight[\\/]dist[\\/]style[\\/]print\.css\?url/.test(id)) return 'export default undefined;';
    return undefined;
  },
};

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
    plugins: [withoutStarlightStyles],
    // Never inline a script: the served policy is script-src 'self' without exceptions.
    build: { assetsInlineLimit: 0, cssCodeSplit: false, cssTarget: floor },
    // Only what browsers run: the pages themselves are drawn by Node.
    environments: { client: { build: { target: floor } } },
  },
  integrations: [
    starlight({
      title: process.env.OPSLEDGER_SITE_TITLE || '运维台账',
      titleDelimiter: '·',
      defaultLocale: 'root',
      locales: { root: { label: '简体中文', lang: 'zh-CN' } },
      favicon: '/favicon.svg',
      pagefind: false,
      disable404Route: true,
      credits: false,
      expressiveCode: false,
      customCss: ['./src/site/styles/site.css'],
      components: {
        ...Object.fromEntries(own.map((name) => [name, theme(name)])),
        ...Object.fromEntries(unused.map((name) => [name, theme('None')])),
      },
    }),
  ],
});
