/** Every number of the site has its figure, says the same wherever it stands, and opens as many rows as it says. */
import { describe, expect, it } from 'vitest';
import { composeSite } from '../../../src/pipeline/publish/sections.ts';
import type { SiteModel } from '../../../src/report/site-model.ts';
import { EXEMPT } from '../../support/bare-numbers.ts';
import { bareNumbers, figuresBelow, openingsBelow, opens, rowsOpened } from '../../support/site-figures.ts';
import { siteModel } from '../../support/site-fixture.ts';
import { exampleRecords, sections, siteFacts } from '../../support/site-parts.ts';

const model = siteModel();

describe('the numbers of the site', () => {
  it('are figures with an id, but for what is said here', () => {
    const untold = bareNumbers(model).filter(({ place }) => !EXEMPT.some(([block]) => block.test(place)));
    expect(untold).toEqual([]);
    expect(figuresBelow(model).length).toBeGreaterThan(300);
  });

  it('of the first page are all among its figures', () => {
    const values = new Set(figuresBelow(model.board).flatMap(({ value, numerator }) => [value, numerator]));
    for (const { met, missed, running } of [...model.board.commitments, ...model.board.recovery])
      expect([met, missed, running].filter((one) => !values.has(one))).toEqual([]);
    for (const { supplier, pending, others, cells } of model.board.quotas.flatMap(({ readings }) => readings))
      expect(Object.values(cells).map(({ figure }) => figure?.value)).toEqual([supplier, pending, others]);
    for (const { open, overdue, cells } of model.board.findings.levels)
      expect([cells.open.figure?.value, cells.overdue.figure?.value]).toEqual([open, overdue]);
    for (const { count, figure } of model.board.changes) expect(figure.value).toBe(count);
  });

  it('of one interval are the same wherever they stand', () => expect(contradictions(model)).toEqual([]));

  it('open a list of as many rows', () => {
    const openings = openingsBelow(model);
    expect(openings.length).toBeGreaterThan(30);
    expect(openings.filter((one) => !opens(one, rowsOpened(model, one.href)))).toEqual([]);
  });

  it('are told where one is left out, where two differ, and where a list is shorter', () => {
    const [first, ...rest] = composeSite(siteFacts({ records: exampleRecords() }), sections).sections;
    const page = first?.pages[0];
    if (first === undefined || page === undefined) throw new Error('no section');
    const within = { from: '', to: model.builtAt };
    const cell = (value: number, href?: string) => ({
      text: String(value),
      ...(href === undefined ? {} : { href }),
      figure: { id: 'planted', value, interval: within },
    });
    const rows = [{ cells: { a: '7', b: cell(1), c: cell(2, '/clauses/new#list') } }];
    const block = { type: 'table' as const, title: 'planted', columns: [], rows, empty: '' };
    const planted = {
      ...page,
      path: 'new',
      sections: [{ id: 'list', title: '', note: '近一年 99 项', blocks: [block] }],
    };
    const wrong = { ...model, sections: [{ ...first, id: 'clauses', pages: [planted] }, ...rest] };
    const found = bareNumbers(wrong).map(({ place }) => place);
    expect(found).toEqual(expect.arrayContaining(['clauses list planted a', 'clauses list text']));
    expect(contradictions(wrong)).toContain(`planted ${within.from} ${within.to}: 1, 2`);
    const short = openingsBelow(planted).filter((one) => !opens(one, rowsOpened(wrong, one.href)));
    expect(short.map(({ figure }) => figure.value)).toEqual([2]);
  });
});

/** Figures of one id and interval that say two things. */
function contradictions(of: SiteModel): string[] {
  const values = Map.groupBy(figuresBelow(of), ({ id, interval }) => `${id} ${interval.from} ${interval.to}`);
  return [...values].flatMap(([key, own]) => {
    const said = new Set(
      own.map(({ value, numerator, denominator }) =>
        [value, numerator, denominator].filter((n) => n !== undefined).join('/'),
      ),
    );
    return said.size === 1 ? [] : [`${key}: ${[...said].join(', ')}`];
  });
}
