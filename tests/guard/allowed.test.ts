import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowList, leaksOf, requireNoLeaks, textsOf, traceLeaks, wayOut } from '../../src/guard/allowed.ts';
import { handEditGuard } from '../../src/guard/hand-edits.ts';
import type { Leak } from '../../src/guard/leak.ts';
import { REASON_TO_WRITE } from '../../src/guard/leak.ts';
import { cleanArticles, cleanModel } from '../../src/pipeline/publish/clean.ts';
import { loadKind } from '../../src/pipeline/units.ts';
import type { SiteArticle } from '../../src/report/site-model.ts';
import { runs } from '../support/runs.ts';
import { siteModel } from '../support/site-fixture.ts';

const MOBILE = ['138', '0013', '8000'].join('');
const RECORD = 'schema: 1\nkind: note\nid: JS-20261124-001\n';
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
    const entry = `print: "${leak?.print}", rule: mobile, reason: 公开的值班电话`;
    // Of the first form, which named no place.
    await writeFile(join(root, 'leak-allow.yaml'), `schema: 1\nallow:\n  - { ${entry} }\n`);
    expect(await leaksOf([{ file: 'a', text: MOBILE }], await allowList(root))).toEqual([]);
    const { told } = await cleanModel(root, { ...siteModel(), supplier: MOBILE }, { judged: async (leaks) => leaks });
    expect([...told.values()]).toEqual([
      { file: 'leak-allow.yaml', message: expect.stringMatching(/^第 1 项没有写明所在/) },
    ]);
    await writeFile(join(root, 'leak-allow.yaml'), `schema: 2\nallow:\n  - { ${entry}, in: b }\n`);
    expect(await leaksOf([{ file: 'a', text: MOBILE }], await allowList(root))).toHaveLength(1);
    await writeFile(join(root, 'leak-allow.yaml'), 'schema: 1\nallow:\n  - { print: "1", rule: mobile, reason: x }\n');
    await expect(allowList(root)).rejects.toThrow(/leak-allow\.yaml[\s\S]*allow\[0\]\.print/);
  });
});

describe('the entry that would allow a value', () => {
  const secrets = fc.oneof(
    fc.stringMatching(/^1[3-9]\d{9}$/).map((text) => `电话 ${text}`),
    fc.stringMatching(/^[A-Za-z0-9@#_]{9,16}$/).map((text) => `口令：${text}a1`),
    fc.stringMatching(/^[0-9a-f]{64}$/).map((text) => `SM2 私钥 ${text}`),
    fc.constant(`jdbc:mysql://app:${['Zx9', 'kQ7m'].join('')}@db-1/his`),
  );
  const places = fc.oneof(
    fc
      .record({ kind: fc.constantFrom('note', 'signoff', 'incident', 'permit'), n: fc.integer({ min: 1, max: 9999 }) })
      .map(({ kind, n }) => ({
        in: `${kind}/JS-20261124-${String(n).padStart(3, '0')}`,
        kind,
        field: 'timeline.action',
      })),
    fc.stringMatching(/^[0-9a-f]{12}$/).map((digits) => ({ in: `附件/${digits}` })),
    fc
      .tuple(fc.constantFrom('faq', 'account', 'password', '口令'), fc.nat(999))
      .map(([folder, n]) => ({ in: `knowledge-base/${folder}/${folder}-${n}.md` })),
    fc
      .constantFrom('contract/assets.yaml', '站点内容', '文件名', 'HQSF-XJ-20261124-r1', '确认时钟')
      .map((one) => ({ in: one })),
  );

  it('is accepted as it is advised once a reason is written, allows it there and nowhere else, and is no leak itself', async () => {
    await fc.assert(
      fc.asyncProperty(secrets, places, places, async (text, place, other) => {
        const [leak] = await leaksOf([{ file: 'a', text }], [], () => place);
        fc.pre(leak !== undefined && other.in !== place.in);
        const advised = wayOut(leak as Leak);
        const left = `schema: 2\nallow:\n  - ${/\{ print: .* \}/.exec(advised)?.[0]}\n`;
        await writeFile(join(root, 'leak-allow.yaml'), left);
        await expect(allowList(root)).rejects.toThrow(/换掉建议条目中的“写明理由”/);
        const list = left.replace(REASON_TO_WRITE, '值班公开电话');
        await writeFile(join(root, 'leak-allow.yaml'), list);
        const allow = await allowList(root);
        expect(await leaksOf([{ file: 'a', text }], allow, () => place)).toEqual([]);
        expect(await leaksOf([{ file: 'a', text }], allow, () => other)).toHaveLength(1);
        // As a file that is committed, and as a line that the site and the terminal show.
        expect(await leaksOf([{ file: 'a', text: `${list}${advised}` }], [])).toEqual([]);
        await handEditGuard(root, loadKind)('leak-allow.yaml', Buffer.from(list));
      }),
      { numRuns: runs(60) },
    );
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
    await writeFile(join(root, path), `${RECORD}text: 某公司 ${MOBILE}\n`);
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
          new RegExp(`出自 ${path} 第 4 行（text 内容）：.*13＊＊＊.*删去号码.*leak-allow\\.yaml`),
        ),
      },
    ]);
    const others = await cleanModel(root, { ...model, view: 'audit' }, { judged: async (leaks) => leaks });
    expect(others.model.supplier).toBe('某公司 〔疑为手机号码，未显示〕');
    // Allowed in that record it is shown, until it stands in another one as well.
    const [{ message = '' } = {}] = [...told.values()];
    const entry = /\{ print: .* \}/.exec(message)?.[0].replace(REASON_TO_WRITE, '值班公开电话');
    expect(entry).toContain('in: "note/JS-20261124-001", field: text');
    await writeFile(join(root, 'leak-allow.yaml'), `schema: 2\nallow:\n  - ${entry}\n`);
    expect((await cleanModel(root, model, { judged: async (leaks) => leaks })).model.supplier).toBe(model.supplier);
    await writeFile(join(root, path.replace('001', '002')), `${RECORD.replace('001', '002')}text: 拨 ${MOBILE}\n`);
    const again = await cleanModel(root, model, { judged: async (leaks) => leaks });
    expect(again.model.supplier).not.toContain(MOBILE);
    expect([...again.told.values()][0]?.message).toContain('in: "note/JS-20261124-002", field: text');
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
