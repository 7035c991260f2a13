/** Every link of the composed site leads to a page, and every page is reached, whoever looks at it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeSite } from '../../../src/pipeline/publish/sections.ts';
import type { SiteModel, SitePage, SiteView } from '../../../src/report/site-model.ts';
import { byMonth, entriesOf } from '../../../src/site/lib/deliverables.ts';
import { consultationMonths } from '../../../src/site/lib/knowledge.ts';
import { articleHref, consultationsHref, kindHref, monthHref, stateHref } from '../../../src/site/lib/paths.ts';
import { receiptHrefOf } from '../../../src/site/lib/receipts.ts';
import { mostUrgentFirst } from '../../../src/states/occurrence.ts';
import { receiptOrder } from '../../../src/states/receipt.ts';
import { deskPages } from '../../support/desk-pages.ts';
import { siteModel } from '../../support/site-fixture.ts';
import { exampleRecords, sections, siteFacts } from '../../support/site-parts.ts';

const views: SiteView[] = ['supplier', 'purchaser', 'audit'];

const addressOf = (section: string, { path }: SitePage): string => `/${section}${path === '' ? '' : `/${path}`}`;

/** The pages that are files of the site; what stands in brackets is made from the model. */
const PAGES = join(import.meta.dirname, '..', '..', '..', 'src', 'site', 'pages');
const fixedPages = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.astro') && !name.includes('['))
  .map((name) => `/${name.replace(/(^|\/)?(index)?\.astro$/, '')}`);

const otherPages = (model: SiteModel): string[] => [
  ...fixedPages,
  ...deskPages,
  ...byMonth(entriesOf(model)).map(({ id }) => monthHref(id)),
  ...model.kinds.map(({ id }) => kindHref(id)),
  ...mostUrgentFirst.map(stateHref),
  ...receiptOrder.map(receiptHrefOf),
  ...model.articles.map(({ id }) => decodeURI(articleHref(id))),
  ...consultationMonths(model.knowledge).map(({ month }) => consultationsHref(month)),
  ...model.documents.map(({ files }) => files.html),
];

/** What can be linked to on a page, below its address. */
const anchorsOf = ({ sections }: SitePage): string[] =>
  sections.flatMap(({ id, blocks }) => [
    id,
    ...blocks.flatMap((block) => {
      if (block.type === 'table') return block.rows.flatMap((row) => row.id ?? []);
      return block.type === 'ids' || block.type === 'records' ? block.items.map((item) => item.id) : [];
    }),
  ]);

const linksOf = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"href":"([^"]*)"/g)].map(([, href = '']) => decodeURI(href));
const withoutPlace = (href: string): string => href.replace(/[?#].*$/, '');

function check(model: SiteModel): { twice: string[]; dead: string[]; lost: string[]; links: number; pages: number } {
  const composed = new Map<string, SitePage>();
  const addresses = new Set(otherPages(model));
  const twice: string[] = [];
  for (const { id, pages } of model.sections) {
    for (const page of pages) {
      const address = addressOf(id, page);
      if (addresses.has(address)) twice.push(address);
      addresses.add(address);
      composed.set(address, page);
    }
  }
  const { sections, ...rest } = model;
  const links = linksOf(model);
  const dead = links.filter((href) => {
    const page = composed.get(withoutPlace(href));
    if (page === undefined) return !addresses.has(withoutPlace(href));
    const [, anchor] = href.split('#');
    return anchor !== undefined && !anchorsOf(page).includes(anchor);
  });
  // From the header and from what the other pages show of the model, from page to page.
  const open = [
    ...sections.flatMap(({ id, place }) => (place === 'header' ? [`/${id}`] : [])),
    ...linksOf(rest).map(withoutPlace),
  ];
  const reached = new Set<string>();
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    const page = composed.get(address);
    if (page === undefined || reached.has(address)) continue;
    reached.add(address);
    open.push(...linksOf(page).map(withoutPlace));
  }
  const lost = [...composed.keys()].filter((address) => !reached.has(address));
  return { twice, dead: [...new Set(dead)], lost, links: links.length, pages: composed.size };
}

const whole = { twice: [], dead: [], lost: [] };

it.each(views)('the site of all kinds of records is whole in the view of %s', (view) => {
  const found = check(siteModel(view));
  expect(found).toMatchObject(whole);
  expect(found.links).toBeGreaterThan(500);
  expect(found.pages).toBeGreaterThan(150);
});

it('a site of which nothing was recorded is whole', () => {
  const records = Object.fromEntries(Object.keys(exampleRecords()).map((kind) => [kind, []]));
  const { verdict, ...model } = siteModel();
  const composed = composeSite(siteFacts({ records, ids: new Map() }), sections);
  expect(check({ ...model, ...composed, verdict: { ...verdict, reasons: [] } })).toMatchObject(whole);
});

describe('a site that is not whole', () => {
  const [first, ...others] = siteModel().sections;
  const broken = (page: Partial<SitePage>, links: string[] = []): SiteModel => {
    const items = links.map((href) => ({ text: href, href }));
    const added = {
      path: 'new',
      title: '',
      description: '',
      sections: [{ id: 'a', title: '', blocks: [{ type: 'links' as const, items }] }],
      ...page,
    };
    return { ...siteModel(), sections: [...(first ? [{ ...first, pages: [...first.pages, added] }] : []), ...others] };
  };

  it('is told by its pages that nothing leads to', () => {
    expect(check(broken({}))).toMatchObject({ ...whole, lost: [`/${first?.id}/new`] });
  });

  it('is told by links to pages and places that are not there', () => {
    const links = ['/nowhere', `/${first?.id}/new`, `/${first?.id}/new#a`, `/${first?.id}/new#b`];
    expect(check(broken({}, links)).dead).toEqual(['/nowhere', `/${first?.id}/new#b`]);
  });

  it('is told by two pages at one address', () => {
    expect(check(broken({ path: '' })).twice).toEqual([`/${first?.id}`]);
    const taken = { ...(first as NonNullable<typeof first>), id: 'manual' };
    expect(check({ ...siteModel(), sections: [taken, ...others] }).twice).toEqual(['/manual']);
  });
});
