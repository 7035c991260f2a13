/** What the program composes is never taken for a secret; what people wrote is found, in whatever field it stands. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slug } from '../../src/contract/scalars.ts';
import { TODAY } from '../../src/demo/year.ts';
import { holdBack } from '../../src/guard/held.ts';
import { hitsInNames } from '../../src/guard/names.ts';
import { cleanModel } from '../../src/pipeline/publish/clean.ts';
import { withDrawings } from '../../src/pipeline/publish/drawings.ts';
import { composeSite } from '../../src/pipeline/publish/sections.ts';
import { documentNames } from '../../src/pipeline/publishable.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { SiteModel } from '../../src/report/site-model.ts';
import scan from '../../src/subjects/findings/kinds/scan.ts';
import { loadContract } from '../../src/workspace/store/contract-data.ts';
import { tell } from '../demo/_year.ts';
import { siteModel } from '../support/site-fixture.ts';
import { sections, siteFacts } from '../support/site-parts.ts';

const STARTERS = join(import.meta.dirname, '../../data/starters');
/** Only read: composing it is most of what a look at it costs. */
const MODEL = siteModel();
const asTheyAre = { judged: <T>(leaks: T): Promise<T> => Promise.resolve(leaks) };

/** What the gate says of a model: nothing. */
async function untouched(root: string, model: SiteModel): Promise<void> {
  const clean = await cleanModel(root, model, asTheyAre);
  expect([...clean.told.values()]).toEqual([]);
  expect(clean.model).toBe(model);
}

describe('nothing of its own is taken for a secret', () => {
  it.each([
    ...readdirSync(STARTERS).map((name) => join(STARTERS, name)),
    ...['factory', 'library'].map((name) => join(import.meta.dirname, '../fixtures/contracts', name)),
  ])('of the contract %s', async (folder) => {
    const contract = await loadContract(folder);
    // One finding of each machine in turn, so that a page lists several of one level on one asset.
    const assets = contract.assets.slice(0, 40);
    const findings = assets.map(({ id: asset }, n) => ({
      ...scan.example.findings[0],
      asset,
      id: `CVE-2026-${1000 + n}`,
    }));
    const records = { scan: [{ ...scan.example, findings } as AnyRecord] };
    const composed = composeSite(siteFacts({ contract, records }), sections);
    if (assets.length > 0) expect(JSON.stringify(composed)).toContain(`asset=${assets[0]?.id}`);
    await untouched('', { ...MODEL, ...composed });
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
    await untouched('', { ...MODEL, ...composed });
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
    const drawn = { ...MODEL, sections: await withDrawings(MODEL.sections) };
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
    await untouched('', { ...MODEL, problems });
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
    const [section, ...others] = MODEL.sections;
    const pages = (section?.pages ?? []).map((page) => (page.path === '' ? page : { ...page, path: token }));
    const leaking = { ...MODEL, sections: [{ ...section, pages } as SiteModel['sections'][number], ...others] };
    const clean = await cleanModel('', leaking, asTheyAre);
    expect(JSON.stringify(clean.model)).not.toContain(token);
    expect(clean.model.sections[0]?.pages[1]?.path).toMatch(/^held-[0-9a-f]{12}$/);
    expect(JSON.stringify([...clean.told.values()])).not.toContain(token);
  });
});
