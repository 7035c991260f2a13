// Starlight asks for a collection of documents; ours come from the site model, so the collection is empty on purpose.

import { defineCollection } from 'astro:content';
import { docsSchema } from '@astrojs/starlight/schema';

export const collections = {
  docs: defineCollection({ loader: { name: 'none', load: async () => undefined }, schema: docsSchema() }),
};
