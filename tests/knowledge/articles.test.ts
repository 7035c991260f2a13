import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoadedArticles, loadArticles } from '../../src/knowledge/articles.ts';
import type { SiteShown } from '../../src/report/site-model.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'opsledger-articles-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
}
const load = (): Promise<LoadedArticles> => loadArticles({ dir, url: '/knowledge-base', label: 'knowledge-base' });
async function one(content: string): Promise<LoadedArticles['articles'][number]> {
  await put('a.md', content);
  const article = (await load()).articles[0];
  if (article === undefined) throw new Error('no article');
  return article;
}

describe('plain Markdown', () => {
  it('takes its title from the first heading, in both notations, and does not print it twice', async () => {
    expect(await one('# 磁盘满了\n\n先看 df。\n')).toMatchObject({ id: 'a', title: '磁盘满了', summary: '先看 df。' });
    const underlined = await one('ab\n===\n\n测试工具\n\n## 安装\n');
    expect(underlined.title).toBe('ab');
    expect(underlined.html).not.toMatch(/<h1|>ab</);
    expect(underlined.headings).toEqual([{ depth: 2, slug: '安装', text: '安装' }]);
  });

  it('takes its title from the file name without any heading', async () => {
    await put('设备/考勤机 离线.md', '只有一段。');
    expect((await load()).articles[0]).toMatchObject({ id: '设备/考勤机 离线', title: '考勤机 离线' });
  });

  it('leaves a rule at the top alone', async () => {
    const article = await one('---\n\n正文\n');
    expect(article.text).toBe('正文');
    expect((await load()).problems).toEqual([]);
  });
});

it('an option of a command stays whole where a line breaks; a name with a hyphen is no option', async () => {
  const article = await one('# 标题\n\n加 `[--from 文件] -o X`，见 `node-exporter`。\n\n```\nx --from y\n```\n');
  expect(article.html).toContain(
    '<code>[<span class="ol-whole">--from</span> 文件] <span class="ol-whole">-o</span> X</code>',
  );
  expect(article.html).toContain('<code>node-exporter</code>');
  expect(article.html).toContain('<pre><code>x <span class="ol-whole">--from</span> y');
  expect(article.text).toContain('加 [--from 文件] -o X，见 node-exporter。');
});

describe('front matter', () => {
  it('is optional, kept to the letter, and unknown keys are no fault', async () => {
    const article = await one(
      '---\ntitle: 标题\nsystems: [mysql]\nclauses: ["5.10"]\nkeywords: 甲、乙\nreviewed: 2026-11-24\nms.author: x\n---\n# 别的\n正文\n',
    );
    expect(article).toMatchObject({
      title: '标题',
      systems: ['mysql'],
      clauses: ['⟦条款:5.10⟧'],
      keywords: ['甲', '乙'],
      updated: '2026-11-24',
    });
    expect(article.html).not.toContain('别的');
    expect((await load()).problems).toEqual([]);
  });

  it.each([
    ['broken YAML', '---\ntitle: [a\n---\n正文', /YAML/],
    ['a tab', '---\ntitle:\n\t- x\n---\n正文', /YAML/],
    ['a wrong type', '---\ntitle: {a: b}\n---\n正文', /title/],
    ['a date that does not exist', '---\nreviewed: 2026-02-30\n---\n正文', /reviewed/],
    ['no end', '---\ntitle: x\n正文', /结束行/],
    [
      'an alias bomb',
      `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n---\n正文`,
      /别名/,
    ],
  ])('with %s is listed, and the text still shown', async (_, content, message) => {
    const article = await one(content);
    expect(article.text).toContain('正文');
    const { problems } = await load();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.file).toBe('knowledge-base/a.md');
    expect(problems[0]?.message).toMatch(message);
  });
});

describe('what an article may not do', () => {
  it.each([
    '<script>alert(1)</script>',
    '<p onclick="alert(1)">点</p>',
    '[点](javascript:alert(1))',
    '<a href="  JaVaScRiPt:alert(1)">点</a>',
    '<a href="data:text/html,<script>alert(1)</script>">点</a>',
    '<iframe src="https://example.com"></iframe>',
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    '<img src=x onerror=alert(1)>',
    '<style>body{display:none}</style>',
    '<form action="https://example.com"><button>交</button></form>',
    '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    '<meta http-equiv="refresh" content="0;url=https://example.com">',
    '<div style="background:url(https://example.com/x)">x</div>',
    '<base href="https://example.com/">',
  ])('%s', async (content) => {
    const { html } = await one(`# 题\n\n正文\n\n${content}\n`);
    expect(html).toContain('正文');
    expect(html).not.toMatch(
      /script|alert|onclick|onerror|onload|iframe|<form|<meta|<style|style=|<base|example\.com|data:/i,
    );
  });

  it('loads nothing from elsewhere: foreign pictures become their description', async () => {
    await put('a.md', '![拓扑](https://example.com/x.png)\n');
    const { articles, problems } = await load();
    expect(articles[0]?.html).not.toContain('<img');
    expect(articles[0]?.html).toContain('拓扑');
    expect(problems).toHaveLength(1);
  });
});

describe('links and pictures', () => {
  it('lead to the site, and to nothing when the article does not exist', async () => {
    await put('mysql/a.md', '[乙](b.md#步骤) [丙](../c.md) [无](missing.md) [外](https://example.com) [本页](#x)\n');
    await put('mysql/b.md', '# 乙\n');
    await put('c.md', '# 丙\n');
    const { articles, problems } = await load();
    const html = articles.find(({ id }) => id === 'mysql/a')?.html ?? '';
    expect(html).toContain(`href="/knowledge-base/mysql/b#${encodeURIComponent('步骤')}"`);
    expect(html).toContain('href="/knowledge-base/c"');
    expect(html).toContain('rel="noreferrer noopener"');
    expect(html).toContain('<span>无</span>');
    expect(problems).toEqual([{ file: 'knowledge-base/mysql/a.md', message: expect.stringContaining('missing.md') }]);
  });

  it('takes pictures that lie beside the articles', async () => {
    await put('a.md', '![图](图/x.png)\n![外](../../etc/passwd.png)\n');
    await put('图/x.png', new Uint8Array([1]));
    const { articles, pictures } = await load();
    expect(pictures).toEqual([
      { source: join(dir, '图/x.png'), url: `/knowledge-base/${encodeURIComponent('图')}/x.png` },
    ]);
    expect(articles[0]?.html).toContain(pictures[0]?.url);
    expect(articles[0]?.html).toContain('图片：外');
  });
});

describe('a page with components', () => {
  const shown: SiteShown = {
    kinds: [],
    states: { outcome: [{ code: 'stale', word: '数据过期', meaning: '采到的是旧数据' }], state: [], receipt: [] },
  };
  const page = '# 题\n\n开头。\n\n<States of="outcome" />\n\n见[乙](b.mdx)。\n';

  it('of the program says what they show, where they stand', async () => {
    await put('a.mdx', page);
    await put('b.mdx', '# 乙\n\n<States of="stage" />\n\n<Chart of="outcome" />\n\n<States kind="outcome" />\n');
    const { articles, problems } = await loadArticles({ dir, url: '/manual', label: 'manual', shown });
    expect(articles[0]).toMatchObject({ own: true, html: '', text: '开头。\n数据过期 采到的是旧数据\n见乙。' });
    expect(problems.map(({ file, message }) => `${file} ${message}`)).toEqual(
      ['<States of="stage" />', '<Chart of="outcome" />', '<States kind="outcome" />'].map(
        (call) => `manual/b.mdx 没有这个组件，或没有它所指的一项：${call}`,
      ),
    );
  });

  it.each(['a.mdx', 'x/a.MDX'])(
    'of anybody else, such as %s, is told and not read; others lead nowhere with it',
    async (path) => {
      await put(path, page);
      await put('c.md', `# 丙\n\n<States of="outcome" />\n\n见[甲](${path})。\n`);
      const { articles, problems } = await load();
      expect(articles).toMatchObject([{ id: 'c', text: '见甲。' }]);
      expect(problems).toEqual([
        { file: `knowledge-base/${path}`, message: expect.stringContaining('不予发布；请改为 .md') },
        { file: 'knowledge-base/c.md', message: expect.stringContaining(path) },
      ]);
    },
  );
});

describe('files that cannot be used', () => {
  it('are listed by name and reason and do not stop the others', async () => {
    await put('good.md', '# 好\n');
    await put('gbk.md', new Uint8Array([0x23, 0x20, 0xb4, 0xc5, 0xc5, 0xcc]));
    await put('big.md', 'x'.repeat(1024 * 1024 + 1));
    await put('binary.md', 'a\0b');
    await put('what?.md', '# 问\n');
    await put('good.markdown', '# 又\n');
    await put('.hidden.md', '# 隐\n');
    await symlink('/etc/hostname', join(dir, 'link.md'));
    const { articles, problems } = await load();
    expect(articles.map(({ id }) => id)).toEqual(['good']);
    const reasons = new Map(problems.map(({ file, message }) => [file.replace('knowledge-base/', ''), message]));
    expect([...reasons.keys()].sort()).toEqual(['big.md', 'binary.md', 'gbk.md', 'good.md', 'link.md', 'what?.md']);
    expect(reasons.get('gbk.md')).toMatch(/UTF-8/);
    expect(reasons.get('big.md')).toMatch(/过大/);
    expect(reasons.get('link.md')).toMatch(/链接/);
    expect(reasons.get('good.md')).toMatch(/地址相同/);
  });

  it('are none in a folder that does not exist', async () => {
    expect(await loadArticles({ dir: join(dir, 'no'), url: '/x', label: 'x' })).toEqual({
      articles: [],
      pictures: [],
      problems: [],
    });
  });
});
