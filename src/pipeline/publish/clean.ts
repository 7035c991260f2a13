/**
 * Holds the leak gate before the site. Nothing that it finds stops the build: an article that leaks is left out, of anything else the
 * value alone, with a note in its place; each is listed with its place and what to do.
 */

import { UserError } from '../../contract/error.ts';
import { ALLOW_FILE, allowList, wayOut } from '../../guard/allowed.ts';
import { type Held, type HeldLeak, hiddenNames, holdBack } from '../../guard/held.ts';
import { type AllowList, type Leak, leakName } from '../../guard/leak.ts';
import { pageHref } from '../../knowledge/record-places.ts';
import type { Block, SiteArticle, SiteModel } from '../../report/site-model.ts';
import { blockNames } from '../block-names.ts';
import { placesOf as placesInWorkspace, sourceOf } from '../leak-source.ts';
import { articleNames, modelNames, pageNames, type SiteBesideArticles } from './site-names.ts';

type Problems = SiteModel['problems'];

/** What is allowed; of a list that cannot be read nothing, and why; of one of before that it allows everywhere. */
async function allowed(root: string): Promise<{ allow: AllowList; unusable?: Problems[number] }> {
  try {
    const allow = await allowList(root);
    const old = allow.flatMap((one, n) => (one.in === undefined ? [n + 1] : []));
    if (old.length === 0) return { allow };
    const message = `第 ${old.join('、')} 项没有写明所在，现在在哪里都放行：删去后按提示逐处写明 in 和 field，schema 改为 2`;
    return { allow, unusable: { file: ALLOW_FILE, message } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = `不能使用，其中允许的一概不算：${error.message.replaceAll(/\s*\n\s*/g, '；')}`;
    return { allow: [], unusable: { file: error.place.file ?? ALLOW_FILE, message } };
  }
}

/**
 * @param root folder of the workspace, for its allow-list
 * @param folder where the articles are kept, for the names of their files
 * @returns those that do not leak, and of each of the others why it is not published
 */
export async function cleanArticles(
  root: string,
  articles: readonly SiteArticle[],
  folder: string,
): Promise<{ articles: SiteArticle[]; problems: Problems }> {
  const { allow } = await allowed(root);
  const hidden = await hiddenNames(articles.map(({ id }) => id));
  const kept: SiteArticle[] = [];
  const problems: Problems = [];
  for (const article of articles) {
    // Its name may be what leaks.
    const file = `${folder}/${hidden(article.id)}.${article.own ? 'mdx' : 'md'}`;
    const held = await holdBack(article, articleNames, { file, allow, note, eachPlace: true });
    const [leak] = held.leaks;
    if (leak === undefined) kept.push(article);
    else problems.push({ file, message: `含${leakName(leak)}，未发布：${leak.excerpt}；${wayOut(leak)}` });
  }
  return { articles: kept, problems };
}

export interface CleanModel {
  model: SiteModel;
  /** What is to be told, by what makes it one and the same in every view. */
  told: Map<string, Problems[number]>;
  /** Takes the same out of what stands beside the pages. */
  without: Held['without'];
}

/** What is known of leaks beside their texts. */
export interface LeakKnowledge {
  /** Takes out of the leaks what the pages may say, such as numbers of fields that are meant for them. */
  judged(leaks: Leak[]): Promise<Leak[]>;
  /** Prints of those that were put right already: they stay hidden, and nobody is told; see `healed.ts`. */
  healed?(leaks: readonly Leak[]): Promise<ReadonlySet<string>>;
}

/**
 * @returns the model without what leaks; its articles passed `cleanArticles`
 */
export async function cleanModel(
  root: string,
  model: SiteModel,
  { judged, healed = () => Promise.resolve(new Set()) }: LeakKnowledge,
): Promise<CleanModel> {
  const { articles, manual, ...rest } = model;
  const { allow, unusable } = await allowed(root);
  const told = new Map(unusable === undefined ? [] : [[unusable.file, unusable]]);
  let done: ReadonlySet<string> = new Set();
  const held = await holdBack(rest, modelNames, {
    ...{ file: '站点内容', allow, judged },
    places: (values) => placesInWorkspace(root, values),
    note: (leak) => (model.view === 'supplier' && !done.has(leak.print) ? note : noteForOthers)(leak),
  });
  const { without } = held;
  if (held.leaks.length === 0) return { model, told, without };
  done = await healed(held.leaks);
  const clean = { ...held.without(undrawn(held, rest), modelNames), articles, manual };
  const places = placesOf(held, rest);
  for (const leak of held.leaks.filter(({ print }) => !done.has(print)))
    told.set(leak.print, await problemOf(root, leak, places.get(leak.print) ?? []));
  return { model: clean, told, without };
}

/** Where what to do is told to whoever may do it. */
const note = (leak: Leak): string => `〔疑为${leakName(leak)}，未显示；怎样处理见“待处理问题”〕`;
const noteForOthers = (leak: Leak): string => `〔疑为${leakName(leak)}，未显示〕`;

async function problemOf(root: string, leak: HeldLeak, places: readonly string[]): Promise<Problems[number]> {
  const [first] = places;
  const others = places.length > 1 ? ` 等 ${places.length} 页` : '';
  const from = await sourceOf(root, leak);
  return {
    file: first === undefined ? '站点各页' : `站点 ${first}${others}`,
    message: `此处疑为${leakName(leak)}，未显示，其余照常发布${from}：${leak.excerpt}；${wayOut(leak)}`,
  };
}

/** The addresses of the pages on which each stands, by its print; what stands on none of the composed ones is in none. */
function placesOf(held: Held, { sections }: Pick<SiteModel, 'sections'>): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { id, pages } of sections) {
    for (const page of pages) {
      for (const { print } of held.leaksIn(page, pageNames)) {
        // Its address or title may be what leaks.
        const shown = held.without({ id, path: page.path, title: page.title }, { id: 'name', path: 'name' });
        places.set(print, [...(places.get(print) ?? []), `${pageHref(shown.id, shown.path)}（${shown.title}）`]);
      }
    }
  }
  return places;
}

/** A drawing says what its data say: where a word of these is held back, so is the drawing. */
function undrawn(held: Held, rest: SiteBesideArticles): SiteBesideArticles {
  const blocks = (all: readonly Block[]): Block[] =>
    all.map((one) =>
      one.type === 'chart' && held.leaksIn(one, blockNames).length > 0
        ? { type: 'note', tone: 'attention', text: `${one.title}：${one.summary}` }
        : one,
    );
  return {
    ...rest,
    sections: rest.sections.map((section) => ({
      ...section,
      pages: section.pages.map((page) => ({
        ...page,
        sections: page.sections.map((one) => ({ ...one, blocks: blocks(one.blocks) })),
      })),
    })),
  };
}
