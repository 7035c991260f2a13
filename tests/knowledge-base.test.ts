/** The starter articles and the manual: whole, linked, in the contract's terms, and true to the program they describe. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { leafCommands, opsledgerProgram } from '../src/cli/program.ts';
import { unknownClauses } from '../src/contract/terms/clauses.ts';
import type { Clause } from '../src/contract/terms/contract.ts';
import { loadArticles } from '../src/knowledge/articles.ts';
import { shownInManual } from '../src/pipeline/publish/shown/manual.ts';
import { kindIds, loadCollector, loadKind } from '../src/pipeline/units.ts';
import { manualResultSchema } from '../src/records/reading.ts';
import { byTopic } from '../src/site/lib/topics.ts';
import { measureSchema } from '../src/subjects/signing/kinds/signoff.ts';
import { parseSettings } from '../src/workspace/settings/settings.ts';

const ROOT = join(import.meta.dirname, '..');
const MANUAL = join(ROOT, 'knowledge-base');
/** The articles of the first contract; other starters have their own. */
const ARTICLES = join(ROOT, 'data/starters/bureau/knowledge-base');
const folderOf = (path: string): string => (path.startsWith('manual/') ? MANUAL : ARTICLES);
const program = await opsledgerProgram();
const shown = await shownInManual();

interface Page {
  /** Path below `knowledge-base/`. */
  path: string;
  head: Record<string, unknown>;
  body: string;
}

const pages: Page[] = [MANUAL, ARTICLES]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && (entry.name.endsWith('.md') || (folder === MANUAL && entry.name.endsWith('.mdx'))),
      )
      .map((entry) => posix.relative(folder, posix.join(entry.parentPath, entry.name))),
  )
  .sort()
  .map(readPage);
const manual = pages.filter(({ path }) => path.startsWith('manual/'));
const articles = pages.filter(({ path }) => !path.startsWith('manual/'));

function readPage(path: string): Page {
  // `fatal`: an article in another encoding would be left out of the site.
  const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(folderOf(path), path)));
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  // Scalars as text, as the site reads them: a keyword `1062` is a word.
  return { path, head: parse(head, { schema: 'failsafe' }), body };
}

const data = (file: string) =>
  parse(readFileSync(join(ROOT, 'data/starters/bureau/contract', file), 'utf8'), { schema: 'failsafe' });
const assets: { id: string; name: string; kind: string }[] = data('assets.yaml').assets;
const kinds: { name: string }[] = data('kinds.yaml').kinds;
const checks: { id: string; metric?: string }[] = data('inspection-checklist.yaml').checks;
const clauses: Clause[] = data('contract.yaml').clauses;

const strings = z.array(z.string().min(1)).min(1);
const manualHead = z.strictObject({
  title: z.string().min(3).max(30),
  owner: z.string().min(2),
  reviewed: z.iso.date(),
  keywords: strings,
});
const articleHead = manualHead.extend({ systems: strings, topics: strings, clauses: strings });

const SECTIONS = ['现象', '先看什么', '怎么判断', '怎么处理', '怎么验证', '记录', '预防', '升级'];

/** Fenced blocks, their language beside them. */
const fences = (body: string) =>
  [...body.matchAll(/^( *)```(.*)\n([\s\S]*?)^ *```$/gm)].map(([, , language = '', text = '']) => ({ language, text }));
const withoutFences = (body: string) => body.replace(/^ *```[\s\S]*?^ *```$/gm, '');
const each = (list: Page[]) => list.map((page) => [page.path, page] as const);

test('there are at least thirty articles, in every folder that the site names', () => {
  expect(articles.length).toBeGreaterThanOrEqual(30);
  const folders = new Set(articles.map(({ path }) => path.split('/')[0]));
  const expected = ['linux', 'nginx', 'mysql', 'redis', 'backup', 'devices', 'interfaces', 'miniprogram'];
  expect([...folders]).toEqual(expect.arrayContaining([...expected, 'subsystems', 'accounts', 'security', 'service']));
});

test('titles are unique', () => {
  const titles = pages.map(({ head }) => head.title);
  expect(titles.filter((title, n) => titles.indexOf(title) !== n)).toEqual([]);
});

/** As the site reads them: the manual, the articles. */
const loaded = await Promise.all(
  [{ dir: MANUAL, shown }, { dir: ARTICLES }].map((of) =>
    loadArticles({ url: '/knowledge-base', label: 'knowledge-base', ...of }),
  ),
);

test('the site takes every page as it is', () => {
  expect(loaded.flatMap(({ problems }) => problems)).toEqual([]);
  const all = loaded.flatMap(({ articles: own }) => own);
  expect(all).toHaveLength(pages.length);
  // An item that follows a paragraph without a blank line is swallowed by it.
  const swallowed = all.filter(({ html }) => /\n\d+\. /.test(html.replace(/<pre>[\s\S]*?<\/pre>/g, '')));
  expect(swallowed.map(({ id }) => id)).toEqual([]);
  // A heading that another page links to, or one that was made of a form.
  const slugs = new Map(all.map(({ id, headings }) => [id, headings.map(({ slug }) => slug)]));
  const anchors = pages.flatMap(({ path, body }) =>
    [...withoutFences(body).matchAll(/\]\(([^)#]*)#([^)]+)\)/g)].map(([, target = '', anchor = '']) => ({
      target: (target === '' ? path : posix.join(posix.dirname(path), target)).replace(/\.mdx?$/, ''),
      anchor,
    })),
  );
  expect(anchors.filter(({ target, anchor }) => !slugs.get(target)?.includes(anchor))).toEqual([]);
  const forms = all.flatMap(({ id, headings }) => headings.map(({ slug }) => ({ id, slug })));
  for (const { anchor } of shown.kinds)
    expect(
      forms.filter(({ slug }) => slug === anchor),
      `one <Form> for ${anchor} in the manual`,
    ).toHaveLength(1);
});

test('a page of the manual with components is Markdown beside them, and runs nothing', () => {
  const own = pages.filter(({ path }) => path.endsWith('.mdx'));
  expect(own.length).toBeGreaterThan(8);
  for (const { path, body } of own) {
    const text = withoutFences(body).replace(/`[^`\n]*`/g, '');
    const rest = text.replace(/^<[A-Z]\w*(?: [a-z]+="[^"]*")* \/>$/gm, '');
    expect(rest, path).not.toMatch(/[<{}]|^(?:import|export)\b/m);
    expect(text, path).toMatch(/^<[A-Z]/m);
  }
});

test('the site has a name for every folder', () => {
  const topics = byTopic(loaded[1]?.articles ?? []);
  expect(topics.length).toBeGreaterThan(8);
  expect(topics.filter(({ name }) => !/^[\p{Script=Han}A-Za-z ]*\p{Script=Han}/u.test(name))).toEqual([]);
});

describe.each(each(pages))('%s', (path, { head, body }) => {
  test('has the title as its only first-level heading, and a lead', () => {
    const headings = [...withoutFences(body).matchAll(/^# (.+)$/gm)].map(([, text]) => text);
    expect(headings).toEqual([head.title]);
    const lead =
      withoutFences(body)
        .split('\n')
        .slice(1)
        .find((line) => line !== '') ?? '';
    expect(lead).toMatch(/[。：！]$/);
    expect([...lead].length).toBeGreaterThan(15);
  });

  test('fences its commands with a language and closes every fence', () => {
    expect((body.match(/^ *```/gm) ?? []).length % 2).toBe(0);
    const known = path.startsWith('manual/') ? ['bash', 'sql', 'yaml', 'text'] : ['bash', 'sql', 'text'];
    for (const { language, text } of fences(body)) {
      expect(known).toContain(language);
      expect(text.trim()).not.toBe('');
    }
    // A prompt would be copied into the shell with the command.
    expect(fences(body).filter(({ text }) => /^\s*(\$|mysql>|redis>|[\w.-]+@[\w.-]+:.*[$#]) /m.test(text))).toEqual([]);
  });

  test('links to pages that exist', () => {
    for (const [, target = ''] of withoutFences(body).matchAll(/(?<!!\[[^\]]*)\]\(([^)]+)\)/g)) {
      const linked = target.startsWith('#') ? path : posix.join(posix.dirname(path), target.replace(/#.*/, ''));
      expect(pages.map((page) => page.path)).toContain(linked);
      // The manual is part of the tool, articles are copied into workspaces: a link between them would break there.
      expect(linked.startsWith('manual/')).toBe(path.startsWith('manual/'));
    }
  });

  test('says of nothing that records decide how it stands today', () => {
    // What is confirmed, agreed or open changes while an article stays: it names where that is told.
    const states =
      /(尚|仍)?待(双方|采购人|供应商)?(确认|商定|协商一致)|(尚未|还未|还没有|未经)(双方)?(确认|商定|签署)|目前|现阶段|确认之前暂/;
    if (!path.startsWith('manual/')) expect(withoutFences(body)).not.toMatch(states);
  });

  test('shows pictures that exist, that are small, and that say in words what is to be seen', () => {
    for (const [, alt = '', target = ''] of withoutFences(body).matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)) {
      const picture = readFileSync(join(folderOf(path), posix.dirname(path), target));
      expect(picture.subarray(1, 4).toString('latin1'), target).toBe('PNG');
      expect(picture.length, target).toBeLessThan(150 * 1024);
      expect(alt, target).toMatch(/\p{Script=Han}{6,}/u);
    }
  });

  test('is finished, and holds no secret and no person', () => {
    const text = `${JSON.stringify(head)}\n${body}`;
    expect(text).not.toMatch(/TODO|TBD|FIXME|lorem|占位|待补充|待完善|此处省略|敬请期待|X{3,}/i);
    expect(text).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)/);
    expect(text).not.toMatch(/\w+:\/\/\w+:[^@\s]+@|\bmysql\w* .*\s-p\S|密级/);
    expect(text).not.toMatch(/\t|\r|\u00a0|\ufeff/);
  });
});

describe.each(each(articles))('%s as an article', (_path, { head, body }) => {
  test('says what it is about', () => {
    const parsed = articleHead.parse(head);
    expect(parsed.owner).toBe('驻点运维工程师');
    const systems = [
      ...kinds.map(({ name }) => name),
      ...assets.filter((a) => a.kind === 'subsystem').map((a) => a.name),
    ];
    expect(systems).toEqual(expect.arrayContaining(parsed.systems));
    expect(unknownClauses(parsed.clauses, { clauses })).toEqual([]);
    expect(parsed.keywords.length).toBeGreaterThanOrEqual(5);
  });

  test('has its eight sections in order, none of them empty', () => {
    const text = withoutFences(body);
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, name]) => name)).toEqual(SECTIONS);
    for (const part of body.split(/^## .+$/m).slice(1)) expect(part.trim().length).toBeGreaterThan(20);
  });

  test('is neither a stub nor a book', () => {
    const characters = (body.match(/[\u4e00-\u9fff]/g) ?? []).length;
    expect(characters).toBeGreaterThanOrEqual(550);
    expect(characters).toBeLessThanOrEqual(1500);
  });

  test('names only record kinds that exist, by their own names', async () => {
    const known = new Map(
      await Promise.all((await kindIds()).map(async (id) => [id, (await loadKind(id)).label] as const)),
    );
    const named = [...body.matchAll(/([\u4e00-\u9fff]+)（([a-z]+(?:-[a-z]+)*)(?=）|，)/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, before = '', id = ''] of named)
      expect(before.endsWith(known.get(id) ?? '？'), `${before}（${id}`).toBe(true);
  });

  test('asks for a permit before anything is changed', () => {
    const [, before = ''] = /^## 怎么判断\n([\s\S]*?)^## 怎么验证/m.exec(body) ?? [];
    expect(before).toMatch(/许可|书面|授权|同意/);
  });
});

describe('the manual', () => {
  test.each(each(manual))('%s has a head', (_path, { head }) => expect(() => manualHead.parse(head)).not.toThrow());

  test('is listed whole on its first page, in order', () => {
    const [first, ...rest] = manual;
    const listed = [...(first?.body ?? '').matchAll(/^\d+\. \[(.+)\]\((.+)\)$/gm)].map(([, title, file]) => [
      title,
      file,
    ]);
    expect(listed).toEqual(rest.map(({ path, head }) => [head.title, posix.basename(path)]));
  });

  test('explains every metric of the checklist', () => {
    const page = manual.find(({ path }) => path.endsWith('metrics.md'))?.body ?? '';
    const explained = new Set([...page.matchAll(/^\| `([a-z0-9.-]+)` \|/gm)].map(([, metric]) => metric));
    expect(checks.flatMap(({ metric }) => metric ?? []).filter((metric) => !explained.has(metric))).toEqual([]);
  });

  const examples = manual.flatMap(({ path, body }) =>
    fences(body).flatMap(({ language, text }) => (language === 'yaml' ? [{ path, text, value: parse(text) }] : [])),
  );
  const sources = examples.filter(({ value }) => Array.isArray(value) && value[0]?.type !== undefined);
  const settings = examples.filter(({ value }) => value.restore !== undefined);
  const confirmations = examples.filter(({ value }) => value.measures !== undefined);
  const records = examples.filter(({ value }) => value.text !== undefined);

  test('shows examples of sources, confirmations and records', () => {
    expect([sources.length, settings.length, confirmations.length, records.length].every((n) => n > 0)).toBe(true);
  });

  test.each(sources.map((one) => [one.path, one.text] as const))('source of %s is valid: %#', async (_path, text) => {
    const given = { schema: 1, timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' }, sources: parse(text) };
    for (const { type, target, options } of parseSettings(given).sources) {
      expect(assets.map(({ id }) => id)).toContain(target);
      expect((await loadCollector(type)).options.safeParse(options).error).toBeUndefined();
    }
  });

  test.each(settings.map((one) => [one.path, one.value] as const))('settings of %s are valid', (_path, value) => {
    const given = { schema: 1, timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' }, sources: [], ...value };
    for (const { asset } of parseSettings(given).restore.queries) expect(assets.map(({ id }) => id)).toContain(asset);
  });

  test.each(confirmations.map((one) => [one.path, one.text] as const))('confirmation of %s is valid', (_path, text) => {
    const { measures, manual: seen } = parse(text, { schema: 'failsafe' });
    for (const row of [...measures, ...seen]) {
      expect(checks.map(({ id }) => id)).toContain(row.check);
      expect(assets.map(({ id }) => id)).toContain(row.target);
    }
    for (const row of measures) expect(measureSchema.safeParse(row).error).toBeUndefined();
    for (const row of seen) {
      expect(manualResultSchema.safeParse({ at: '2026-11-24T09:00:00+08:00', ...row }).error).toBeUndefined();
    }
  });

  test.each(records.map((one) => [one.path, one.text] as const))('record of %s is valid', async (_path, text) => {
    const { schema, example } = await loadKind('note');
    const parsed = schema.safeParse({ ...example, ...parse(text, { schema: 'failsafe' }) });
    expect(parsed.error).toBeUndefined();
  });

  /** Commands as typed, such as `site build`, with their options. */
  const commands = new Map(
    leafCommands(program).map(({ name, command }) => [
      name,
      command.options.flatMap(({ long, short }) => [long ?? '', short ?? '']),
    ]),
  );

  test('types commands as they are', () => {
    const typed = manual.flatMap(({ path, body }) =>
      fences(body).flatMap(({ text }) =>
        [...text.matchAll(/^opsledger (.+?)(?: {2,}#.*)?$/gm)].map(([, line = '']) => [path, line] as const),
      ),
    );
    expect(typed.length).toBeGreaterThan(20);
    for (const [path, line] of typed) {
      const name = [...commands.keys()].find((one) => `${line} `.startsWith(`${one} `));
      expect(name, `${path}: ${line}`).toBeDefined();
      const options = line.replace(/"[^"]*"/g, '').match(/(?<=\s)--?[a-z][a-z-]*/g) ?? [];
      expect(commands.get(name ?? ''), `${path}: ${line}`).toEqual(expect.arrayContaining(options));
    }
  });
});
