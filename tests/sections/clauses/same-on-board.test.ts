/** 首页 and 条款追溯 count the clauses that were not kept by one computation, and each number opens as many. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exceptionReason } from '../../../src/pipeline/status/stated-reasons.ts';
import { missedPages, missedSection } from '../../../src/sections/clauses/missed-since.ts';
import clauses from '../../../src/sections/clauses.ts';
import { clauseStates } from '../../../src/states/clause.ts';
import { statement, verdictsOf } from '../../support/clause-verdicts.ts';
import { runs } from '../../support/runs.ts';
import { openingsBelow, opens, rowsOpened } from '../../support/site-figures.ts';
import { siteModel } from '../../support/site-fixture.ts';
import { pagesOf, siteFacts } from '../../support/site-parts.ts';

const base = siteFacts();
const ids = base.contract.contract.clauses.slice(0, 6).map(({ id }) => id);
const words = Object.values(clauseStates);
/** What a statement says of each of them; null: it does not list it. */
const said = fc.tuple(...ids.map(() => fc.option(fc.constantFrom(...words))));
const missed = fc.subarray([...ids]);

it('property: whatever the statements say and a 口径 settled since calls missed', () => {
  const seen = { exception: 0, since: 0 };
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 3 }), missed, (statements, since) => {
      const stated = statements.map((own) =>
        statement(own.flatMap((text, n) => (text === null ? [] : [[ids[n] ?? '', { text }] as const]))),
      );
      const verdicts = { ...verdictsOf(...stated), missed: new Map(since.map((id) => [id, ['2025-11-01']])) };
      const pages = pagesOf(clauses, { ...base, clauses: { headings: new Map(), verdicts } });
      const reason = exceptionReason(verdicts, { from: '', to: base.now });
      const told = reason === null ? [] : [reason, ...(reason.also ?? [])];
      for (const { href, figure } of told) {
        const page = pages.find(({ path }) => `/clauses/${path}` === href);
        const [list] = page?.sections[0]?.blocks ?? [];
        expect(list?.type === 'table' ? list.rows.length : null, href ?? '').toBe(figure?.value);
        expect(page?.figures?.map(({ id, value }) => [id, value])).toContainEqual([figure?.id, figure?.value]);
      }
      for (const state of ['exception', 'missed-since']) {
        const href = `/clauses/state/${state}`;
        const listed = pages.some(({ path }) => `/clauses/${path}` === href);
        expect(told.some((one) => one.href === href)).toBe(listed);
      }
      seen.exception += told.filter(({ href }) => href?.endsWith('exception')).length;
      seen.since += told.filter(({ href }) => href?.endsWith('missed-since')).length;
    }),
    { numRuns: runs(12), seed: 18 },
  );
  expect(Math.min(seen.exception, seen.since)).toBeGreaterThan(5);
});

it('property: every count of exceptions opens as many, however they fall on clauses and periods', () => {
  const model = siteModel();
  const one = fc.record({ clauses: fc.subarray([...ids], { minLength: 1 }), day: fc.constant(null) });
  const missedLimits = fc.integer({ min: 0, max: 2 });
  fc.assert(
    fc.property(fc.array(fc.array(one, { maxLength: 3 }), { minLength: 1, maxLength: 3 }), missedLimits, (all, n) => {
      const periods = all.map((own) => {
        const exceptions = own.map((each, k) => ({ ...each, where: '', text: `情况 ${k}` }));
        return statement([[ids[0] ?? '', { text: '有例外' }]], { exceptions });
      });
      const facts = { ...base, clauses: { headings: new Map(), verdicts: verdictsOf(...periods) } };
      const missedOnes = Array.from({ length: n }, (_, k) => ({
        ...{
          title: '恢复',
          text: '',
          clauses: [ids[k] ?? ''],
          incident: 'GZ-20261124-001',
          day: '2026-11-24',
          since: '',
        },
      }));
      const traces = pagesOf(clauses, facts);
      const lists = traces.map((page) =>
        page.path === 'state/exceptions'
          ? { ...page, sections: [...missedSection(facts, missedOnes), ...page.sections] }
          : page,
      );
      const pages = [...lists, ...missedPages(facts, missedOnes)];
      const own = { ...model, sections: [{ id: 'clauses', pages }] } as unknown as typeof model;
      const about = openingsBelow(pages).filter(({ href }) => /exceptions|since/.test(href));
      expect(about.filter((each) => !opens(each, rowsOpened(own, each.href)))).toEqual([]);
      expect(about.length > 0).toBe(all.some((each) => each.length > 0) || (n > 0 && about.length > 0));
    }),
    { numRuns: runs(6), seed: 18 },
  );
});
