/**
 * Has Astro leave the program that draws the pages, and draw none itself: loading and bundling is most of a build, and the same for
 * every model. Scripts and styles go to the folder of pages, as always.
 */
import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

const name = 'drawn-later';

/** What is run in place of Astro's own drawing; all that it needs is bundled with it, wherever it lies. */
const environment = {
  resolve: { noExternal: true as const },
  build: { rolldownOptions: { input: fileURLToPath(new URL('draw.ts', import.meta.url)) } },
};

/** @param folder absolute path that the program is left in; Astro names its first file `prerender-entry.….mjs` */
export function drawnLater(folder: string): AstroIntegration {
  let server: URL;
  return {
    name,
    hooks: {
      'astro:config:setup'({ updateConfig }) {
        const configEnvironment = (of: string) => (of === 'prerender' ? environment : undefined);
        updateConfig({ vite: { plugins: [{ name, configEnvironment }] } });
      },
      'astro:config:done'({ config, setAdapter }) {
        server = config.build.server;
        setAdapter({
          name,
          entrypointResolution: 'auto',
          adapterFeatures: { buildOutput: 'static', preserveBuildServerDir: true },
          supportedAstroFeatures: { staticOutput: 'stable', sharpImageService: 'stable' },
        });
      },
      'astro:build:start'({ setPrerenderer }) {
        setPrerenderer({ name, getStaticPaths: async () => [], render: async () => new Response() });
      },
      // After this Astro removes it.
      'astro:build:generated': () => rename(new URL('.prerender', server), folder),
    },
  };
}
