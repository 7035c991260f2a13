/**
 * What became of each article's Markdown, kept between two builds of the site: a knowledge base changes by an article a
 * week, and drawing the others again takes a second. Kept under the hash of the text and of the program that drew it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../archive/digest.ts';
import type { SiteShown } from '../report/site-model.ts';
import { writeDurable } from '../workspace/disk/durable.ts';
import { isMissing } from '../workspace/disk/faults.ts';
import type { Addresses, ArticleHtml } from './html.ts';

/** Draws one article. @param shown of a page of the program, what its components show */
export type ArticleRender = (markdown: string, addresses: Addresses, shown?: SiteShown) => Promise<ArticleHtml>;

export interface ArticleCache {
  render: ArticleRender;
  /** Keeps what was asked for since the cache was opened, and nothing else. */
  save(): Promise<void>;
}

/** Draws anew. The Markdown reader is loaded when there is something to draw. */
export const renderAnew: ArticleRender = async (markdown, addresses, shown) => {
  const [{ renderArticle }, { componentsOf }] = await Promise.all([import('./html.ts'), import('./components.ts')]);
  return renderArticle(markdown, addresses, shown && componentsOf(shown));
};

const askedSchema = z.array(z.tuple([z.enum(['link', 'picture']), z.string(), z.string().nullable()]));
const entrySchema = z.strictObject({
  /** Addresses that were looked up; the article is drawn anew when one of them leads elsewhere now. */
  asked: askedSchema,
  html: z.strictObject({
    heading: z.string().nullable(),
    html: z.string(),
    headings: z.array(z.strictObject({ depth: z.number(), slug: z.string(), text: z.string() })),
    summary: z.string(),
    text: z.string(),
    dropped: z.array(z.strictObject({ kind: z.enum(['link', 'picture', 'layout', 'component']), target: z.string() })),
  }),
});
type Asked = z.infer<typeof askedSchema>;
type Entry = z.infer<typeof entrySchema>;
const fileSchema = z.strictObject({ program: z.string(), entries: z.record(z.string(), entrySchema) });

/** What decides how an article is drawn: our own part of it, and the versions of the libraries. */
const PROGRAM = [
  'src/knowledge/html.ts',
  'src/knowledge/component-calls.ts',
  'src/knowledge/components.ts',
  'src/knowledge/html-tree.ts',
  'src/report/markdown-depth.ts',
  'package-lock.json',
];

/** A page may call a component, and only then is it another where another thing is shown. */
const CALLS = /<[A-Z]/;

/**
 * @param file absolute path; may be deleted at any time. One that cannot be used is as good as none.
 * @param programRoot folder of the program that draws
 */
export async function openArticleCache(file: string, programRoot: string): Promise<ArticleCache> {
  const program = sha256(
    (await Promise.all(PROGRAM.map((path) => readFile(join(programRoot, path))))).map(sha256).join(),
  );
  const known = await readCache(file, program);
  const used: Record<string, Entry> = {};
  return {
    async render(markdown, addresses, shown) {
      const key = sha256(shown === undefined || !CALLS.test(markdown) ? markdown : markdown + JSON.stringify(shown));
      const entry = known[key];
      const stands = entry?.asked.every(([kind, target, given]) => addresses[kind](target) === given) === true;
      const drawn = stands ? entry : await drawAnew(markdown, addresses, shown);
      used[key] = drawn;
      return drawn.html;
    },
    async save() {
      const same = Object.keys(used).length === Object.keys(known).length;
      if (same && Object.entries(used).every(([key, entry]) => known[key] === entry)) return;
      await writeDurable(file, new TextEncoder().encode(JSON.stringify({ program, entries: used })));
    },
  };
}

async function drawAnew(markdown: string, addresses: Addresses, shown?: SiteShown): Promise<Entry> {
  const asked: Asked = [];
  const remember = (kind: 'link' | 'picture') => (target: string) => {
    const given = addresses[kind](target);
    asked.push([kind, target, given]);
    return given;
  };
  const html = await renderAnew(markdown, { link: remember('link'), picture: remember('picture') }, shown);
  return { asked, html };
}

async function readCache(file: string, program: string): Promise<Record<string, Entry>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  const parsed = fileSchema.safeParse(parseOrNothing(text));
  return parsed.success && parsed.data.program === program ? parsed.data.entries : {};
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
