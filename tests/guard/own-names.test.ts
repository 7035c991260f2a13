/** What the program composes is never taken for a secret; what people wrote is found, in whatever field it stands. */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { slug } from '../../src/contract/scalars.ts';
import { TODAY } from '../../src/demo/year.ts';
import { holdBack } from '../../src/guard/held.ts';
import { hitsInNames } from '../../src/guard/names.ts';
import { documentNames } from '../../src/pipeline/issue/publishable.ts';
import { cleanModel } from '../../src/pipeline/publish/clean.ts';
import { withDrawings } from '../../src/pipeline/publish/drawings.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { composeSite } from '../../src/pipeline/publish/sections.ts';
import { importScans } from '../../src/pipeline/scan/import.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { SiteModel } from '../../src/report/site-model.ts';
import { cleanUp, makeWorkspace, open } from '../contracts/_contract.ts';
import { tell } from '../demo/_year.ts';
import { siteModel } from '../support/site-fixture.ts';
import { sections, siteFacts } from '../support/site-parts.ts';

afterAll(cleanUp);

const FROM = '2026-11-23';
const NOW = '2026-11-25T09:00:00+08:00';
const asTheyAre = <T>(leaks: T): Promise<T> => Promise.resolve(leaks);

/** What the gate says of a model: nothing. */
async function untouched(root: string, model: SiteModel): Promise<void> {
  const clean = await cleanModel(root, model, asTheyAre);
  expect([...clean.told.values()]).toEqual([]);
  expect(clean.model).toBe(model);
}

describe('nothing of its own is taken for a secret', () => {
  it.each([
    ...readdirSync(join(import.meta.dirname, '../../data/starters')).map((like) => ({ like, from: FROM })),
    ...['factory', 'library'].map((fixture) => ({ like: 'blank', from: FROM, fixture })),
  ])('of the contract $like $fixture', async (making) => {
    const root = await makeWorkspace(making);
    await mkdir(join(root, 'knowledge-base', 'faq'), { recursive: true });
    await writeFile(join(root, 'knowledge-base', 'faq', 'faq-001.md'), '# 常见问题\n\n重新登录。\n');
    const session = await open(root);
    // One finding of each machine in turn, so that a page lists several of one level on one asset.
    const assets = session.workspace.contract.assets.slice(0, 40);
    const rows = assets.map(({ id }, n) => `CVE-2026-${1000 + n},${id},443,中危,${FROM} 10:00`);
    const list = join(root, '..', 'list.csv');
    await writeFile(list, ['CVE编号,资产/地址,端口,等级,扫描时间', ...rows].join('\n'));
    if (rows.length > 0) {
      const { files } = await importScans(session, { files: [{ path: list, shown: 'list.csv' }], said: {}, now: NOW });
      expect(files).toMatchObject([{ refused: null, distinct: rows.length }]);
    }
    const { model } = await siteContent(session, NOW);
    expect(model.articles.map(({ id }) => id)).toContain('faq/faq-001');
    expect(model.problems.filter(({ message }) => message.includes('未发布'))).toEqual([]);
    if (rows.length > 0) expect(JSON.stringify(model)).toContain(`/findings?level=medium&asset=${assets[0]?.id}#open`);
    await untouched(root, model);
    await session.close();
  });

  it('of the demo year', async () => {
    const { year, contract } = await tell();
    const newest = new Map(
      year.entries.map(({ id, kind, draft }) => [id, { ...draft, schema: 2, id, kind } as unknown as AnyRecord]),
    );
    const records = Object.groupBy(
      [...newest.values()].filter(({ withdrawn }) => withdrawn === undefined),
      ({ kind }) => kind,
    ) as Record<string, AnyRecord[]>;
    const ids = new Map(Object.entries(records).map(([kind, all]) => [kind, all.map(({ id }) => id)]));
    const composed = composeSite(
      siteFacts({ now: TODAY, today: TODAY.slice(0, 10), contract, records, ids }),
      sections,
    );
    expect(composed.sections.flatMap(({ pages }) => pages).length).toBeGreaterThan(500);
    await untouched('', { ...siteModel(), ...composed });
  }, 600_000);

  it('of documents', async () => {
    const folder = join(import.meta.dirname, '../golden/reports');
    for (const name of readdirSync(folder)) {
      const document = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      const held = await holdBack(document, documentNames, { file: name, allow: [], note: () => '' });
      expect(held.leaks, name).toEqual([]);
    }
  });

  /** Words by which the rules know a secret, and those of ids, with numbers and letters behind them. */
  const word = fc.oneof(
    fc.constantFrom('app', 'sk', 'key', 'pwd', 'password', 'token', 'secret', 'root', 'admin', 'tp', 'glpat', 'faq'),
    fc.stringMatching(/^[a-z0-9]{1,8}$/),
  );
  const id = fc
    .tuple(fc.constantFrom('app', 'sk', 'admin', 'root', 'pwd', 'sw', 'a'), fc.array(word, { maxLength: 4 }))
    .map(([first, rest]) => [first, ...rest].join('-'))
    .filter((one) => slug().safeParse(one).success);

  it('of links, anchors and paths, whatever ids they are made of', async () => {
    const links = fc
      .tuple(id, id, id)
      .map(([a, b, c]) => [
        `/findings?level=${a}&asset=${b}#${c}`,
        `/faults?reading=${a}&who=${b}`,
        `/assets/${a}#${b}`,
        `/knowledge-base/${a}/${b}/${c}`,
        `${a}/${b}`,
        `/documents?number=${a.toUpperCase()}-XJ-20261124-r1`,
        `/archive/2026/${a}/2026-11/r1/${b}.html`,
      ]);
    await fc.assert(
      fc.asyncProperty(links, async (names) => {
        expect(await hitsInNames(names)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a secret is found', () => {
  const PASSWORD = ['Zx9', 'kk2', 'P8!'].join('');

  /** Every field that holds a text, however deep, by the names on the way to it; and its first text. */
  function fieldsOf(value: unknown, path: readonly string[], found: Map<string, (text: string) => void>): void {
    for (const [key, one] of Object.entries(value as Record<string, unknown>)) {
      const below = [...path, Array.isArray(value) ? '*' : /^[A-Z]+-\d|\/|^\d/.test(key) ? '*' : key];
      const field = below.join('.');
      if (typeof one === 'string' && !found.has(field))
        found.set(field, (text) => Object.assign(value as object, { [key]: text }));
      else if (typeof one === 'object' && one !== null) fieldsOf(one, below, found);
    }
  }

  it('in whatever field of whatever page it stands, an id or an address included', async () => {
    // Parts that are shared in memory would be planted twice.
    const composed = siteModel();
    const drawn = { ...composed, sections: await withDrawings(composed.sections) };
    const model = JSON.parse(JSON.stringify(drawn)) as SiteModel;
    const { articles, manual, ...rest } = model;
    const fields = new Map<string, (text: string) => void>();
    fieldsOf(rest, [], fields);
    // What says which kind of block it is decides how it is read; a drawing is drawn from its data.
    const planted = [...fields].filter(([field]) => !/\.(?:type|svg)$/.test(field));
    expect(planted.length).toBeGreaterThan(150);
    for (const [n, [, plant]] of planted.entries()) plant(`口令：${PASSWORD}${n}。`);
    const clean = await cleanModel('', { ...rest, articles, manual }, asTheyAre);
    const left = JSON.stringify(clean.model);
    expect(planted.filter((_, n) => left.includes(`${PASSWORD}${n}。`)).map(([field]) => field)).toEqual([]);
    expect(clean.told.size).toBe(planted.length);
    expect(JSON.stringify([...clean.told.values()])).not.toContain(PASSWORD);
    // What is told of them is no secret itself.
    const problems = [...clean.told.values()].map(({ message }) => ({ file: 'contract/contract.yaml', message }));
    await untouched('', { ...siteModel(), problems });
  });

  it('in an id and a path, by its form or by the words of the name', async () => {
    const token = ['glpat', 'a1b2c3d4e5f6g7h8i9j0'].join('-');
    const secrets = [token, ['AKIA', 'IOSFODNN7EXAMPLE'].join(''), `口令${PASSWORD}`, ['138', '0013', '8000'].join('')];
    for (const secret of secrets) {
      const hits = await hitsInNames([`/findings?level=medium&asset=${encodeURIComponent(secret)}#open`, '/faults']);
      expect(
        hits.map(({ found }) => found.length),
        secret,
      ).toEqual([1]);
    }
    const model = siteModel();
    const [section, ...others] = model.sections;
    const pages = (section?.pages ?? []).map((page) => (page.path === '' ? page : { ...page, path: token }));
    const leaking = { ...model, sections: [{ ...section, pages } as SiteModel['sections'][number], ...others] };
    const clean = await cleanModel('', leaking, asTheyAre);
    expect(JSON.stringify(clean.model)).not.toContain(token);
    expect(clean.model.sections[0]?.pages[1]?.path).toMatch(/^held-[0-9a-f]{12}$/);
    expect(JSON.stringify([...clean.told.values()])).not.toContain(token);
  });
});
