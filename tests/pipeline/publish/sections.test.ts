/** All that is composed for the site, from the same facts, and what is asked of every section. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { composeSite } from '../../../src/pipeline/publish/sections.ts';
import { cellText } from '../../../src/report/cell.ts';
import { defineSection, type Section } from '../../../src/sections/_section.ts';
import { recordsOf, type SiteFacts } from '../../../src/sections/parts/facts.ts';
import { recordHref } from '../../../src/sections/parts/links.ts';
import { wholeHref } from '../../../src/sections/parts/places.ts';
import { shownRecords } from '../../../src/sections/parts/shown.ts';
import incident from '../../../src/subjects/incidents/kinds/incident.ts';
import drill from '../../../src/subjects/recovery/kinds/drill.ts';
import { compose, exampleRecords, kinds, OLD_PERMIT, sections, siteFacts } from '../../support/site-parts.ts';

it('a site without records says what will stand where there is nothing yet', () => {
  const none = Object.fromEntries(Object.keys(exampleRecords()).map((kind) => [kind, []]));
  const empty = compose(siteFacts({ records: none, ids: new Map() }));
  expect(JSON.stringify(empty.pages['faults'])).toContain('没有登记故障');
  expect(JSON.stringify(empty.pages['backups'])).toContain('还没有备份记录');
  expect(empty.board.findings.scannedOn).toBeNull();
  expect(empty.board.availability).toEqual({
    ...{ span: null, days: 0 },
    subsystems: [],
    called: '子系统',
    others: [],
    quiet: 0,
  });
  expect(empty.board.commitments.every(({ rate }) => rate === null)).toBe(true);
  expect(new Set(empty.board.commitments.map(({ rateText }) => rateText))).toEqual(new Set(['尚无可判定']));
  expect(empty.board.recoveryProof.map(({ value }) => cellText(value))).toEqual([
    '近一年没有备份记录',
    '尚未做过恢复测试',
    '尚未演练',
  ]);
});

test.each(['supplier', 'purchaser', 'audit'] as const)(
  'the view of %s shows what the documents of both parties show: addresses, ports and people',
  (view) => {
    const { pages } = compose(siteFacts({ view }));
    const text = JSON.stringify(pages);
    for (const part of ['/backup/mysql/20261124', '10.0.0.11', '驻点运维工程师', '数据库工程师'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/〔(?:地址|端口|姓名|人员)/);
  },
);

describe('a record', () => {
  const { pages } = compose(siteFacts());
  const idsOn = (section: string): string[] =>
    (pages[section] ?? []).flatMap((page) =>
      page.sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.type === 'table' ? block.rows.flatMap(({ id }) => id ?? []) : [])),
      ),
    );
  // The page of an asset has a line of much that is shown elsewhere.
  const listing = sections.filter(({ id }) => id !== 'assets');

  it.each(listing)('that has a row in $id is linked to there, not only among the records of its month', ({ id }) => {
    const facts = siteFacts();
    const kindOf = (one: string) => kinds.find(({ prefix }) => one.startsWith(`${prefix}-`))?.id ?? '';
    const ids = idsOn(id).filter((one) => kindOf(one) !== '');
    const unlinked = ids.filter((one) => recordHref(facts, one) === wholeHref(facts, kindOf(one), one));
    expect(unlinked, `say in \`shows\` of src/sections/${id}.ts where these stand`).toEqual([]);
  });

  it.each(sections.flatMap(({ id, shows }) => shows.map(({ kind }) => ({ id, kind }))))(
    'of $kind leads from 证据记录 to its place in $id',
    ({ id, kind }) => {
      const [record] = exampleRecords()[kind] as { id: string }[];
      const [address = '', anchor] = recordHref(siteFacts(), record?.id ?? '').split('#');
      const page = pages[id]?.find(({ path }) => address === `/${id}${path === '' ? '' : `/${path}`}`);
      expect(page, address).toBeDefined();
      if (anchor !== undefined) expect(JSON.stringify(page)).toContain(`"id":"${anchor}"`);
      // The pages of what is on the way have a list of their own for their kind.
      if (id !== 'records') expect(JSON.stringify(pages['records'])).toContain(`"href":"${address}`);
    },
  );

  const shower = (id: string, place: Section['place'], path: string | null = 'all') => ({
    ...{ id, place },
    shows: [{ kind: 'permit', path: () => path }],
  });
  const hrefBy = (...given: ReturnType<typeof shower>[]): string =>
    recordHref({ ...siteFacts(), shown: shownRecords(given) }, OLD_PERMIT);

  it('of a new section is linked to from everywhere, as the section says', () => {
    expect(hrefBy()).toBe(`/records/month/2025-09#${OLD_PERMIT}`);
    expect(hrefBy(shower('permits', 'header', `year/2025#${OLD_PERMIT}`))).toBe(`/permits/year/2025#${OLD_PERMIT}`);
    expect(hrefBy(shower('permits', 'header', `#${OLD_PERMIT}`))).toBe(`/permits#${OLD_PERMIT}`);
    expect(hrefBy(shower('permits', 'header', null))).toBe(`/records/month/2025-09#${OLD_PERMIT}`);
  });

  it('is taken over by a section of the header, whichever comes first, and shown by no two of them', () => {
    expect(hrefBy(shower('old', 'aside'), shower('new', 'header'))).toBe('/new/all');
    expect(hrefBy(shower('new', 'header'), shower('old', 'aside'))).toBe('/new/all');
    expect(() => hrefBy(shower('one', 'header'), shower('two', 'header'))).toThrow(
      'one and two both show permit: let one of them',
    );
  });
});

describe('a section', () => {
  const root = join(import.meta.dirname, '..', '..', '..');

  it.each(sections.map(({ id }) => id))('%s has a test of its own', (id) => {
    const test = `tests/sections/${id}.test.ts`;
    expect(existsSync(join(root, test)), `write ${test}`).toBe(true);
  });

  it.each(sections)('$id is told in the manual, by its title in bold or as a heading', ({ title }) => {
    const manual = readFileSync(join(root, 'knowledge-base', 'manual', '09-site.mdx'), 'utf8');
    const told = [...manual.matchAll(/^#+ (.+)$|\*\*([^*]+)\*\*/gm)].map(([, heading, bold]) => heading ?? bold);
    expect(told.includes(title), `put **${title}** into knowledge-base/manual/09-site.mdx`).toBe(true);
  });

  const made = (needs: Section['needs'], look: (facts: SiteFacts) => string) =>
    composeSite(siteFacts({ records: { ...exampleRecords(), drill: drills }, view: 'audit' }), [
      defineSection({
        id: 'made',
        title: '示例',
        place: 'aside',
        order: 1,
        needs,
        shows: [],
        compose: (facts) => [{ path: '', title: look(facts), description: '', sections: [] }],
      }),
    ]).sections[0]?.pages[0]?.title;
  const drills = ['YL-20250910-001', 'YL-20261125-001'].map((id) => ({ ...structuredClone(drill.example), id }));

  it('gets the records of its own window, whoever else asks for more', () => {
    const ids = (facts: SiteFacts) =>
      recordsOf(facts, drill)
        .map(({ id }) => id)
        .join();
    expect(made([{ kind: 'drill', window: 'all' }], ids)).toBe(drills.map(({ id }) => id).join());
    expect(made([{ kind: 'drill', window: 'year' }], ids)).toBe(drills[1]?.id);
    expect(made([{ kind: 'drill', window: { days: 1 } }], ids)).toBe(drills[1]?.id);
    expect(made([{ kind: 'drill', window: 'today' }], ids)).toBe(drills[1]?.id);
  });

  it('gets no others', () => {
    const all = (facts: SiteFacts) => String(recordsOf(facts, incident).length);
    expect(() => made([{ kind: 'drill', window: 'all' }], all)).toThrow('incident');
  });
});
