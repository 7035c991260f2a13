/** 合同要求的都做到了没有: every period that a document judged, and the whole service, in the documents' own words. */

import { array, assert, constantFrom, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clauseSections, clauseStateCell } from '../../../reports/compliance/clauses.ts';
import type { ClauseStatus } from '../../../src/assess/contract/clause-status.ts';
import { clauseMark } from '../../../src/contract/terms/clause-marks.ts';
import { cellText, richCell } from '../../../src/report/cell.ts';
import type { SitePage, TableBlock } from '../../../src/report/site-model.ts';
import clauses from '../../../src/sections/clauses.ts';
import { clauseHref } from '../../../src/sections/parts/links.ts';
import { type ClauseState, clauseStates, statesByWeight } from '../../../src/states/clause.ts';
import { statement, verdictsOf } from '../../support/clause-verdicts.ts';
import { runs } from '../../support/runs.ts';
import { pagesOf, siteFacts } from '../../support/site-parts.ts';

const facts = siteFacts();
const { contract } = facts.contract;
const own = contract.clauses.slice(0, 3);
const states = Object.keys(clauseStates) as ClauseState[];

/** What the sections of a document state that found them so. */
const judgedAs = (found: readonly ClauseState[]) =>
  new Map(
    clauseSections(
      own.map(
        (clause, n): ClauseStatus => ({
          clause,
          expression: { clause, extent: 'whole', rest: [] },
          evidence: { clause, kinds: [], candidates: [], total: 0, automatic: 0, imported: 0, purchaser: 0 } as never,
          ...{ coverage: [], issued: [], received: 0, gaps: [], undelivered: 0, timeOpen: false, exceptions: [] },
          ...{ open: null, outages: '', instead: null, state: found[n] as ClauseState },
        }),
      ),
    ).flatMap(({ stated }) => (stated?.clauses ?? []).map((one) => [one.id, one] as const)),
  );

const tablesOf = (page: SitePage | undefined): TableBlock[] =>
  (page?.sections ?? []).flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'table' ? [block] : [])));
const tableOf = (page: SitePage | undefined, caption: string): TableBlock => {
  const found = tablesOf(page).find((one) => one.title === caption);
  if (found === undefined) throw new Error(`no ${caption} on ${page?.path}`);
  return found;
};
const link = richCell;
const given = (verdicts: ReturnType<typeof verdictsOf>) =>
  pagesOf(clauses, { ...facts, clauses: { headings: new Map(), verdicts } });

describe('a clause over the periods of the service', () => {
  it('stands in each period as its document says, and over all of them as where it stood worst', () => {
    const period = tuple(constantFrom(...states), constantFrom(...states), constantFrom(...states));
    assert(
      property(array(period, { minLength: 1, maxLength: 5 }), (found) => {
        const said = found.map((one) => judgedAs(one));
        const pages = given(verdictsOf(...said.map((one) => ({ ...statement([]), clauses: one }))));
        own.forEach((clause, n) => {
          const page = pages.find(({ path }) => path === clause.id);
          const column = tableOf(page, '各期达成情况').rows.map(({ cells }) => link(cells['state']).text);
          expect(column).toEqual(found.map((one) => clauseStateCell(one[n] as ClauseState).text));
          const worst = statesByWeight.find((state) => found.some((one) => one[n] === state)) as ClauseState;
          const verdict = page?.sections.find(({ id }) => id === 'verdict')?.blocks[0];
          if (verdict?.type !== 'facts') throw new Error('no facts');
          expect(verdict.items[0]?.value).toMatchObject({ text: clauseStates[worst] });
          const tally = [verdict.items[1]?.value].flat().map((one) => Number.parseInt(link(one).text, 10));
          expect(tally.reduce((sum, one) => sum + one, 0)).toBe(found.length);
        });
      }),
      { numRuns: runs(5) },
    );
  });

  it('is counted in a table whose every number opens as many clauses', () => {
    const said = (found: readonly ClauseState[]) => ({ ...statement([]), clauses: judgedAs(found) });
    const pages = given(
      verdictsOf(said(['met', 'exception', 'met']), 'owed', said(['met', 'met', 'no-evidence']), 'open'),
    );
    const table = tableOf(pages[0], '各期达成情况的条款数');
    expect(table.rows.map(({ cells }) => link(cells['period']).text)).toEqual([
      ...['服务期至今', '2025 年第 4 季度', '2026 年第 1 季度', '2026 年第 2 季度', '2026 年第 3 季度'],
    ]);
    // What the first row counts is said in one sentence above it.
    const [answer] = pages[0]?.sections[0]?.blocks ?? [];
    const service = Object.values(table.rows[0]?.cells ?? {})
      .map(link)
      .filter(({ href }) => href !== undefined);
    for (const { figure, href } of service) {
      const state = pages.find(({ path }) => `/clauses/${path}` === href)?.title.replace('达成情况：', '');
      expect(answer?.type === 'note' && answer.text).toContain(`${state} ${figure?.value} 项`);
    }
    const counts = table.rows.flatMap(({ cells }) =>
      Object.values(cells)
        .map(link)
        .filter(({ figure }) => figure !== undefined),
    );
    expect(counts.length).toBeGreaterThan(5);
    for (const { href, figure, text } of counts) {
      const page = pages.find(({ path }) => `/clauses/${path}` === href);
      expect(tablesOf(page)[0]?.rows, href).toHaveLength(figure?.value ?? 0);
      expect(page?.figures).toEqual([figure]);
      expect(text).toBe(String(figure?.value));
    }
  });

  it('is not kept while a period that is over was never judged, and waits for one that runs', () => {
    const met = { ...statement([]), clauses: judgedAs(['met', 'met', 'met']) };
    const stateOf = (verdicts: ReturnType<typeof verdictsOf>) => {
      const page = given(verdicts).find(({ path }) => path === own[0]?.id);
      const verdict = page?.sections.find(({ id }) => id === 'verdict')?.blocks[0];
      return verdict?.type === 'facts' ? link([verdict.items[0]?.value].flat()[0]).text : '';
    };
    expect(stateOf(verdictsOf(met, 'owed'))).toBe('没有对照表，未判定');
    expect(stateOf(verdictsOf(met, 'open'))).toBe('有证据，未见例外');
    expect(stateOf(verdictsOf('open'))).toBe('尚未判定');
  });

  it('lists the exceptions of its periods, as many as each number that leads to them', () => {
    const [clause, other] = own.map(({ id }) => id) as [string, string];
    const rows = (...texts: [string, string][]) =>
      texts.map(([ids, text]) => ({ clauses: ids === '' ? [] : ids.split('、'), day: '2026-01-02', where: '', text }));
    const met = judgedAs(['exception', 'met', 'met']);
    const pages = given(
      verdictsOf(
        { ...statement([]), clauses: met, exceptions: rows([`${clause}、${other}`, '迟到'], [other, '缺一份']) },
        { ...statement([]), clauses: met, exceptions: rows([clause, '又迟到']) },
      ),
    );
    const page = pages.find(({ path }) => path === clause);
    expect(tableOf(page, '例外清单').rows.map(({ cells }) => cellText(cells['text']))).toEqual(['又迟到', '迟到']);
    const counted = tableOf(page, '各期达成情况').rows.map(({ cells }) => link(cells['exceptions']));
    const listed = tableOf(page, '例外清单').rows;
    const opens = (href = '') => {
      const period = new URL(href, 'http://site').searchParams.get('period');
      return listed.filter(({ filter }) => period === null || filter?.['period'] === period).length;
    };
    expect(counted.map(({ href }) => href?.replace(/\?.*#/, '#'))).toEqual(
      Array(2).fill(`${clauseHref(clause)}#exceptions`),
    );
    expect(counted.map(({ href }) => opens(href))).toEqual([1, 1]);
    expect(counted.map(({ figure }) => figure?.value)).toEqual([1, 1]);
    // The list of clauses says the same, of each clause and of each period.
    const cells = (id: string) =>
      tablesOf(pages[0])
        .flatMap(({ rows: found }) => found)
        .find((row) => row.id === `c-${id}`)?.cells;
    const several = link(cells(clause)?.['exceptions']);
    expect([several.text, opens(several.href), several.more?.map(({ href }) => opens(href))]).toEqual(['2', 2, [1, 1]]);
    expect(link(cells(other)?.['exceptions'])).toMatchObject({ text: '2' });
    expect(link(cells(other)?.['exceptions']).more).toBeUndefined();
    expect(cells(own[2]?.id ?? '')?.['exceptions']).toBe('—');
    const all = tableOf(pages[0], '各期达成情况的条款数').rows.map(({ cells }) => link(cells['exceptions']));
    expect(all.map(({ figure }) => figure?.value)).toEqual([3, 2, 1]);
    const list = pages.find(({ path }) => `/clauses/${path}` === all[0]?.href);
    expect(tablesOf(list).map(({ rows: found }) => found.length)).toEqual([1, 2]);
    // Nothing is deducted for them, and no points or money stand there.
    expect(list?.description).toContain('合同未约定扣款：');
    // Days that are counted whole are not those of the period: where a number counts days, it is said which.
    const whole = { from: '2025-09-30', to: '2025-12-26' };
    const inDays = given(
      verdictsOf({ ...statement([]), clauses: met, wholeDays: whole, exceptions: rows([clause, '甲']) }),
    );
    const text = '整日统计为 2025-09-30 至 2025-12-26';
    const said = tableOf(
      inDays.find(({ path }) => path === clause),
      '各期达成情况',
    ).rows[0]?.cells['period'];
    expect(link(said).sub).toBe(`2025-10-01 至 2025-12-28；${text}`);
    expect(inDays.find(({ path }) => path === 'state/exceptions')?.sections[0]?.note).toBe(`1 项；${text}`);
    // What matches no permit has a list of its own, with as many rows as the number that leads to it says.
    const breach = (text: string, day = '2026-01-02') => ({
      ...{ clauses: [clause], day, where: '', text },
      breach: true as const,
    });
    const broken = given(
      verdictsOf(
        {
          ...statement([]),
          clauses: met,
          breaches: 2,
          exceptions: [...rows([clause, '迟到']), breach('甲', '2026-01-05'), breach('乙')],
        },
        { ...statement([]), clauses: met, breaches: 1, exceptions: [breach('丙', '2026-01-09')] },
      ),
    );
    const breaches = broken.find(({ path }) => path === 'state/breaches');
    expect(tablesOf(breaches).flatMap((one) => one.rows.map(({ cells: { text } }) => cellText(text)))).toEqual([
      '丙',
      '甲',
      '乙',
    ]);
    const way = broken.find(({ path }) => path === 'state/exceptions')?.sections.flatMap(({ blocks }) => blocks);
    expect(way?.find(({ type }) => type === 'links')).toMatchObject({
      items: [{ href: '/clauses/state/breaches', figure: { value: 3 } }],
    });
    expect(pages.some(({ path }) => path === 'state/breaches')).toBe(false);
    // Each that has a page is a link; what names none, or a clause that is gone, is none.
    const told = given(
      verdictsOf({
        ...statement([]),
        clauses: met,
        exceptions: rows([clause, '甲'], ['', '乙'], [`${clause}、${other}、99.9`, '丙']),
      }),
    ).find(({ path }) => path === 'state/exceptions');
    const [one, none, three] = tablesOf(told)[0]?.rows.map(({ cells }) => cells['clauses']) ?? [];
    expect(one).toEqual({ text: clauseMark(clause), href: clauseHref(clause) });
    expect(none).toEqual({ text: '未指明' });
    const more = [{ text: clauseMark(other), href: clauseHref(other) }];
    expect(three).toEqual({ text: clauseMark(clause), href: clauseHref(clause), sub: '99.9', more });
  });

  it('leads from the exceptions to what was not kept without one', () => {
    const others = (...found: ClauseState[]) => {
      const judged = judgedAs(found);
      const row = { clauses: [own[0]?.id ?? ''], day: '2026-01-02', where: '', text: '迟到' };
      const pages = given(verdictsOf({ ...statement([]), clauses: judged, exceptions: [row] }));
      const section = pages.find(({ path }) => path === 'state/exceptions')?.sections.find(({ id }) => id === 'others');
      const [block] = section?.blocks ?? [];
      return block?.type === 'links' ? block.items.map(({ text, href }) => [text, href]) : [];
    };
    expect(others('exception', 'met', 'not-due')).toEqual([]);
    expect(others('exception', 'incomplete', 'undecided')).toEqual([
      ['证据不全 1 项条款', '/clauses/state/incomplete'],
      ['因口径而异 1 项条款', '/clauses/state/undecided'],
    ]);
  });
});
