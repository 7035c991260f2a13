import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowList, leaksOf, requireNoLeaks, textsOf, traceLeaks } from '../../src/guard/allowed.ts';
import { cleanArticles, cleanModel } from '../../src/pipeline/publish/clean.ts';
import type { SiteArticle } from '../../src/report/site-model.ts';
import { siteModel } from '../support/site-fixture.ts';

const MOBILE = ['138', '0013', '8000'].join('');
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'opsledger-leak-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('leak gate of a document', () => {
  it('names the record that the value came from, masked, and how to allow it', async () => {
    const path = 'records/note/2026/11/JS-20261124-001.yaml';
    await mkdir(join(root, 'records/note/2026/11'), { recursive: true });
    await writeFile(join(root, path), `schema: 1\ntext: 请拨打 ${MOBILE}\n`);
    const leaks = await leaksOf([{ file: 'HQSF-RB-20261124-r1', text: textsOf({ a: [`请拨打 ${MOBILE}`] }) }], []);
    const traced = await traceLeaks(root, leaks, [path]);
    expect(() => requireNoLeaks(traced)).toThrow(/文件：records\/note\/.*\n.*第 2 行\n.*手机号码：.*13＊＊＊/);
    expect(() => requireNoLeaks(traced)).not.toThrow(MOBILE);
  });

  it('reads the allow-list of the workspace and refuses a bad one', async () => {
    expect(await allowList(root)).toEqual([]);
    const [leak] = await leaksOf([{ file: 'a', text: MOBILE }], []);
    const entry = `{ print: "${leak?.print}", rule: mobile, reason: 公开的值班电话 }`;
    await writeFile(join(root, 'leak-allow.yaml'), `schema: 1\nallow:\n  - ${entry}\n`);
    expect(await leaksOf([{ file: 'a', text: MOBILE }], await allowList(root))).toEqual([]);
    await writeFile(join(root, 'leak-allow.yaml'), 'schema: 1\nallow:\n  - { print: "1", rule: mobile, reason: x }\n');
    await expect(allowList(root)).rejects.toThrow(/leak-allow\.yaml[\s\S]*allow\[0\]\.print/);
  });
});

describe('leak gate of the site', () => {
  const article = (id: string, text: string): SiteArticle => ({
    ...(siteModel().articles[0] as SiteArticle),
    id,
    text,
    summary: text,
  });

  it('leaves a leaking article out, lists it, and publishes the others', async () => {
    const given = [article('a', '正常内容'), article('b', `电话 ${MOBILE}`), article('c', '另一篇')];
    const { articles, problems } = await cleanArticles(root, given, 'knowledge-base');
    expect(articles.map((a) => a.id)).toEqual(['a', 'c']);
    expect(problems).toMatchObject([{ file: 'knowledge-base/b.md' }]);
    expect(JSON.stringify(problems)).not.toContain(MOBILE);
  });

  it('is told of an article whose path leaks, without saying it', async () => {
    const given = [
      article(`faq/账号 root 密码 ${['Qw', 'er1234'].join('')}`, '正常内容'),
      article('faq/faq-001', '另一篇'),
    ];
    const { articles, problems } = await cleanArticles(root, given, 'knowledge-base');
    expect(articles.map((a) => a.id)).toEqual(['faq/faq-001']);
    expect(problems).toMatchObject([
      { file: expect.stringMatching(/^knowledge-base\/faq\/账号 root 密码 held-\w{12}\.md$/) },
    ]);
    expect(JSON.stringify(problems)).not.toContain('er1234');
  });

  it('holds back a value alone, wherever it stands, and tells where and what to do', async () => {
    const path = 'records/note/2026/11/JS-20261124-001.yaml';
    await mkdir(join(root, 'records/note/2026/11'), { recursive: true });
    await writeFile(join(root, path), `schema: 1\ntext: 某公司 ${MOBILE}\n`);
    const model = { ...siteModel(), supplier: `某公司 ${MOBILE}`, project: `${MOBILE}项目` };
    const { model: shown, told } = await cleanModel(root, model, { judged: async (leaks) => leaks });
    expect([shown.supplier, shown.project]).toEqual([
      '某公司 〔疑为手机号码，未显示；怎样处理见“待处理问题”〕',
      '〔疑为手机号码，未显示；怎样处理见“待处理问题”〕项目',
    ]);
    expect(shown.sections).toEqual(model.sections);
    expect([...told.values()]).toMatchObject([
      {
        message: expect.stringMatching(
          new RegExp(`出自 ${path} 第 2 行（text 内容）：.*13＊＊＊.*删去号码.*leak-allow\\.yaml`),
        ),
      },
    ]);
    const others = await cleanModel(root, { ...model, view: 'audit' }, { judged: async (leaks) => leaks });
    expect(others.model.supplier).toBe('某公司 〔疑为手机号码，未显示〕');
  });

  it('allows nothing by a list that cannot be read, and says so', async () => {
    await writeFile(join(root, 'leak-allow.yaml'), 'schema: 1\nallow: 全部\n');
    const { model, told } = await cleanModel(
      root,
      { ...siteModel(), supplier: MOBILE },
      { judged: async (leaks) => leaks },
    );
    expect(model.supplier).not.toContain(MOBILE);
    expect([...told.values()].map(({ file }) => file)).toEqual(['leak-allow.yaml', '站点各页']);
  });
});
