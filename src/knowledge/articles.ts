/** The articles of a knowledge base: Markdown files of any origin → site articles, and a list of what could not be used. */

import { lstat, readFile } from 'node:fs/promises';
import { basename, extname, join, posix } from 'node:path';
import { excerpt } from '../contract/error.ts';
import { clauseMark } from '../contract/terms/clause-marks.ts';
import { toDate } from '../contract/time.ts';
import type { SiteArticle, SiteShown } from '../report/site-model.ts';
import { sizeLimitText, sizeText } from '../wording/figures.ts';
import { entriesOf } from '../workspace/disk/files-below.ts';
import { type ArticleRender, renderAnew } from './cache.ts';
import { splitFrontMatter } from './front-matter.ts';
import type { Addresses } from './html.ts';

export interface ArticleProblem {
  /** Path as given by `label` plus the path below the folder. */
  file: string;
  message: string;
}
/** A picture that articles show: copied into the site as it is. */
export interface ArticlePicture {
  source: string;
  /** Site path that it is served under. */
  url: string;
}
export interface LoadedArticles {
  articles: SiteArticle[];
  pictures: ArticlePicture[];
  problems: ArticleProblem[];
}
export interface ArticleFolder {
  /** Folder on disk; one that does not exist has no articles. */
  dir: string;
  /** Site path in front of each article, such as `/knowledge-base`. */
  url: string;
  /** How problems name the folder, such as `knowledge-base`. */
  label: string;
  /** Folders directly below that are not read, such as `manual`. */
  exclude?: readonly string[];
  /**
   * Of the program's own folder: what the components on its `.mdx` pages show. Those of anybody else's are not read: such a file is a
   * program.
   */
  shown?: SiteShown;
}

/** Where a workspace keeps its articles; earlier versions of this program put its manual among them. */
export const articleFolder = (root: string): ArticleFolder => ({
  ...{ dir: join(root, 'knowledge-base'), url: '/knowledge-base', label: 'knowledge-base', exclude: ['manual'] },
});

/** Largest article; more is no article, and would make every search slower. */
const MAX_BYTES = 1024 * 1024;
const MAX_PICTURE_BYTES = 5 * 1024 * 1024;
const MARKDOWN = new Set(['.md', '.markdown']);
const WITH_COMPONENTS = '.mdx';
const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp']);
/** Characters that cannot stand in an address or a file name on every system that the site may be copied to. */
const UNUSABLE_NAME = /[?#%\\"<>|:*\p{Cc}]/u;

/**
 * Reads every article below a folder. What cannot be used (not UTF-8, too large, a link out of the folder, a bad head,
 * a link to nothing) is listed with its file and reason; it never stops the others.
 * @param render draws each article; anew without it
 * @throws only when the folder itself cannot be read
 */
export async function loadArticles(folder: ArticleFolder, render = renderAnew): Promise<LoadedArticles> {
  const problems: ArticleProblem[] = [];
  const report = (path: string, message: string): void => {
    problems.push({ file: posix.join(folder.label, path), message });
  };
  const files = await listFiles(folder, report);
  const sources = await readSources(folder, files, report);
  const pictures = new Map<string, ArticlePicture>();
  const available = new Set(files.filter((file) => PICTURES.has(extname(file).toLowerCase())));
  const articles: SiteArticle[] = [];
  for (const [id, { path, text }] of sources) {
    const addresses = addressesOf(folder, path, sources, available, pictures);
    const shown = isWithComponents(path) ? folder.shown : undefined;
    articles.push(await toArticle({ id, source: text, addresses, shown }, render, (message) => report(path, message)));
  }
  return { articles, pictures: [...pictures.values()], problems };
}

/**
 * What `loadArticles` tells of a folder but for links and pictures: files that cannot be used and heads that are broken. Nothing is drawn.
 * @throws only when the folder itself cannot be read
 */
export async function articleProblems(folder: ArticleFolder): Promise<ArticleProblem[]> {
  const problems: ArticleProblem[] = [];
  const report = (path: string, message: string): void => {
    problems.push({ file: posix.join(folder.label, path), message });
  };
  for (const { path, text } of (await readSources(folder, await listFiles(folder, report), report)).values()) {
    const { problem } = splitFrontMatter(text);
    if (problem !== null) report(path, problem);
  }
  return problems;
}

const isWithComponents = (path: string): boolean => extname(path).toLowerCase() === WITH_COMPONENTS;

/** The texts of a folder by the ids of their articles. */
async function readSources(
  folder: ArticleFolder,
  files: readonly string[],
  report: (path: string, message: string) => void,
): Promise<Map<string, { path: string; text: string }>> {
  const sources = new Map<string, { path: string; text: string }>();
  for (const path of files) {
    if (isWithComponents(path) && folder.shown === undefined) {
      report(path, '含可执行代码，不予发布；请改为 .md（去掉 import、export、{…} 和组件）');
      continue;
    }
    if (!isWithComponents(path) && !MARKDOWN.has(extname(path).toLowerCase())) continue;
    const text = await readArticle(join(folder.dir, path), (message) => report(path, message));
    if (text === null) continue;
    const id = path.slice(0, -extname(path).length);
    const other = sources.get(id);
    if (other === undefined) sources.set(id, { path, text });
    else report(path, `与 ${posix.join(folder.label, other.path)} 地址相同，未收录`);
  }
  return sources;
}

type Report = (message: string) => void;

const droppedWords = {
  link: '链接指向不存在的文章',
  picture: '图片不在知识库内或格式不支持，未显示',
  component: '没有这个组件，或没有它所指的一项',
  layout: '列表、引用或标签嵌套过深，或标记、段落过多，全文按原样显示，请拆成几篇',
};

async function toArticle(
  { id, source, addresses, shown }: { id: string; source: string; addresses: Addresses; shown: SiteShown | undefined },
  render: ArticleRender,
  report: Report,
): Promise<SiteArticle> {
  const { data, body, problem } = splitFrontMatter(source);
  if (problem !== null) report(problem);
  const rendered = await render(body, addresses, shown);
  for (const { kind, target } of rendered.dropped) {
    report(`${droppedWords[kind]}：${excerpt(target)}`);
  }
  return {
    id,
    title: data.title ?? rendered.heading ?? basename(id),
    ...(shown === undefined ? { html: rendered.html } : { html: '', own: true }),
    headings: rendered.headings,
    topics: data.topics ?? [],
    systems: data.systems ?? [],
    keywords: data.keywords ?? [],
    clauses: (data.clauses ?? []).map(clauseMark),
    updated: data.reviewed ?? data.updated ?? null,
    reviewDue: data['next-review'] ?? (data.reviewed === undefined ? null : yearAfter(data.reviewed)),
    owner: data.owner ?? null,
    summary: rendered.summary,
    text: rendered.text,
  };
}

/** Unless the article says otherwise, what was reviewed stands for a year. */
const yearAfter = (day: string): string => toDate(day).add({ years: 1 }).toString();

function addressesOf(
  folder: ArticleFolder,
  path: string,
  articles: ReadonlyMap<string, unknown>,
  available: ReadonlySet<string>,
  pictures: Map<string, ArticlePicture>,
): Addresses {
  const resolve = (target: string): string => posix.normalize(posix.join(posix.dirname(path), safeDecode(target)));
  return {
    link(target) {
      const [address = '', hash] = target.split('#', 2);
      if (address.startsWith('/')) return target;
      const resolved = resolve(address);
      const isPage = MARKDOWN.has(extname(resolved).toLowerCase()) || (folder.shown && isWithComponents(resolved));
      const id = isPage ? resolved.slice(0, -extname(resolved).length) : resolved;
      if (!articles.has(id)) return null;
      return `${articleUrl(folder.url, id)}${hash === undefined ? '' : `#${hash}`}`;
    },
    picture(target) {
      const resolved = resolve(target);
      if (target.startsWith('/') || !available.has(resolved)) return null;
      const url = articleUrl(folder.url, resolved);
      pictures.set(resolved, { source: join(folder.dir, resolved), url });
      return url;
    },
  };
}

/** Site address of an article: its id below the folder's address, each part percent-encoded. */
export function articleUrl(folderUrl: string, id: string): string {
  return `${folderUrl}/${id.split('/').map(encodeURIComponent).join('/')}`;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A literal per cent sign in a hand-written link: take it as written.
    return text;
  }
}

async function listFiles(folder: ArticleFolder, report: (path: string, message: string) => void): Promise<string[]> {
  const found: string[] = [];
  const visit = async (below: string): Promise<void> => {
    const entries = entriesOf(join(folder.dir, below));
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = posix.join(below, entry.name);
      if (entry.name.startsWith('.') || (below === '' && folder.exclude?.includes(entry.name))) continue;
      if (UNUSABLE_NAME.test(entry.name)) report(path, '文件名含有不能用于网址的字符，未收录');
      else if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) found.push(path);
      // A link could publish any file of the machine.
      else report(path, '不是普通文件（链接或设备），未收录');
    }
  };
  const exists = await lstat(folder.dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (exists?.isDirectory()) await visit('');
  return dropLargePictures(folder, found, report);
}

async function dropLargePictures(
  folder: ArticleFolder,
  files: string[],
  report: (path: string, message: string) => void,
): Promise<string[]> {
  const kept: string[] = [];
  for (const path of files) {
    if (!PICTURES.has(extname(path).toLowerCase())) kept.push(path);
    else if (((await sizeOf(join(folder.dir, path))) ?? 0) > MAX_PICTURE_BYTES) {
      report(path, `图片超过 ${sizeLimitText(MAX_PICTURE_BYTES)}，未收录`);
    } else kept.push(path);
  }
  return kept;
}

/** @returns null: it went after it was listed, so that there is nothing to tell of */
const sizeOf = (file: string): Promise<number | null> =>
  lstat(file).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );

async function readArticle(file: string, report: Report): Promise<string | null> {
  try {
    const size = await sizeOf(file);
    if (size === null) return null;
    if (size > MAX_BYTES) {
      report(`文件过大（${sizeText(size)}，上限 ${sizeLimitText(MAX_BYTES)}），未收录`);
      return null;
    }
    const text = decodeUtf8(await readFile(file));
    if (text === null) report('不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8，未收录');
    return text;
  } catch (error) {
    report(`无法读取：${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    return null;
  }
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    // `fatal` throws a TypeError for any byte sequence that is not UTF-8.
    return null;
  }
}
