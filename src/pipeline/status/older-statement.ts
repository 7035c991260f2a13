/**
 * What a document states that was issued before there were statements: read out of its texts, and nowhere else. On every document that
 * has a statement both give the same, but for the names of clauses, which were the ids of the data then.
 */

import { parseRecordId } from '../../contract/record-id.ts';
import { clauseIds } from '../../contract/terms/clauses.ts';
import type { Clause, Contract } from '../../contract/terms/contract.ts';
import type { RichCell, Row, Section, TableBlock } from '../../report/block.ts';
import { cellText } from '../../report/cell.ts';
import { newsOf } from '../../report/opening.ts';
import { type StatedClause, type StatedException, type Statement, statementOf } from '../../report/statement.ts';
import { clauses as looksOfClauses } from '../../states/clause.ts';
import { clocks as looksOfClocks } from '../../states/clock.ts';
import { interpretations } from '../../states/interpretation.ts';
import { codeOf } from '../../states/look.ts';
import { OVERDUE_TITLE, PLAN_TITLE } from '../../subjects/findings/judge/findings.ts';
import { UNNAMED } from '../../wording/words.ts';

type Clauses = Pick<Contract, 'clauses'>;

/** @param sections of an issued document @param contract as it is now: a clause is found by its number on paper */
export function statementInTexts(sections: readonly Section[], contract: Clauses): Statement {
  const { exceptions, ...rest } = statementOf(sections.map((section) => ({ stated: statedBy(section, contract) })));
  if (exceptions === undefined) return rest;
  return { ...rest, exceptions: markedBreaches(exceptions, rest.totals?.['permits.breaches'] ?? null, contract) };
}

function statedBy(section: Section, contract: Clauses): Statement {
  const { id, opening, blocks } = section;
  const tables = blocks.filter((block) => block.type === 'table');
  return {
    ...clausesIn(section, tables, contract),
    ...(id === 'exceptions' ? { exceptions: tables.flatMap(({ rows }) => rows.map(exceptionOf)) } : {}),
    ...wholeDaysIn(section),
    ...(opening === true ? { totals: totalsIn(tables), news: newsOf(section) } : {}),
    ...overdueIn(tables),
    ...clocksIn(tables),
    ...openIn(section),
    ...(id === 'people' ? { people: tables.flatMap(({ rows }) => rows.flatMap(personOf)) } : {}),
  };
}

/** `五（三）4 = 5.3.4`: how documents named a clause of old, beside which ids alone stood everywhere else. */
export const olderNumber = ({ id, paper }: Pick<Clause, 'id' | 'paper'>): string => `${paper} = ${id}`;

function clausesIn({ id }: Section, tables: readonly TableBlock[], { clauses }: Clauses): Pick<Statement, 'clauses'> {
  const rows = tables.flatMap((table) =>
    table.rows.flatMap(({ cells: { number, state, coverage } }) => {
      if (typeof number !== 'string' || typeof state !== 'object' || state === null) return [];
      return [{ number, said: clauseOf(state, coverage === undefined ? null : cellText(coverage), id) }];
    }),
  );
  const found = clauses.flatMap((clause): StatedClause[] => {
    const row = rows.find(({ number }) => number.startsWith(`${olderNumber(clause)} `));
    return row === undefined ? [] : [{ id: clause.id, ...row.said }];
  });
  return found.length === 0 ? {} : { clauses: found };
}

const clauseOf = (
  { text, tone, mark }: RichCell,
  coverage: string | null,
  section: string,
): Omit<StatedClause, 'id'> => ({
  code: codeOf(looksOfClauses, text) ?? null,
  state: { text, ...(tone === undefined ? {} : { tone }), ...(mark === undefined ? {} : { mark }) },
  coverage,
  section,
});

/** Of what is muted the cell says that there is none. */
const isNone = (cell: Row['cells'][string] | undefined): boolean => typeof cell === 'object' && cell?.tone === 'muted';

const exceptionOf = ({ cells: { clauses, day, where, text } }: Row): StatedException => ({
  clauses: cellText(clauses)
    .split('、')
    .filter((one) => one !== UNNAMED),
  day: isNone(day) ? null : cellText(day),
  where: isNone(where) ? '' : cellText(where),
  text: cellText(text),
  ...findingsIn(cellText(text)),
});

/** `逾期未修复的漏洞 23 个：… 等 23 个`: of how many, and whether all of them are named. */
function findingsIn(text: string): Pick<StatedException, 'findings'> {
  const [, late, count] = /^(?:(逾期未修复)|逾期后才修复)的漏洞 (\d+) 个：/.exec(text) ?? [];
  if (count === undefined) return {};
  const state = late === undefined ? 'fixed-late' : 'overdue';
  return { findings: { state, count: Number(count), cut: text.endsWith(` 等 ${count} 个`) } };
}

/** They name the clauses about permits, and a record. Only as many as the statement counts: of another contract's list nothing is guessed. */
function markedBreaches(
  exceptions: readonly StatedException[],
  breaches: number | null,
  contract: Clauses,
): readonly StatedException[] {
  const about = [clauseIds(contract, 'permit'), clauseIds(contract, 'remote', 'permit')].map((ids) => ids.join('、'));
  const isOne = ({ clauses, where }: StatedException): boolean =>
    about.includes(clauses.join('、')) && parseRecordId(where) !== undefined;
  if (exceptions.filter(isOne).length !== breaches) return exceptions;
  return exceptions.map((one) => (isOne(one) ? { ...one, breach: true } : one));
}

const WHOLE_DAYS = /整日统计(?:（[^）]*）)?为 (\d{4}-\d{2}-\d{2}) 至 (\d{4}-\d{2}-\d{2})/;

function wholeDaysIn({ blocks }: Section): Pick<Statement, 'wholeDays'> {
  for (const block of blocks) {
    const [, from, to] = (block.type === 'note' ? WHOLE_DAYS.exec(block.text) : null) ?? [];
    if (from !== undefined && to !== undefined) return { wholeDays: { from, to } };
  }
  return {};
}

const totalsIn = (tables: readonly TableBlock[]): Record<string, number | null> =>
  Object.fromEntries(
    tables
      .flatMap(({ rows }) => rows.flatMap(({ figures }) => Object.values(figures ?? {})))
      .map(({ id, value }) => [id, value]),
  );

/** What stands in the lists of the overdue, and of a plan the rows that are. */
function overdueIn(tables: readonly TableBlock[]): Pick<Statement, 'overdue'> {
  const lists = tables.filter(({ title }) => title === OVERDUE_TITLE || title === PLAN_TITLE);
  if (lists.length === 0) return {};
  const rows = lists.flatMap((one) =>
    one.title === PLAN_TITLE ? one.rows.filter(({ cells }) => typeof cells['late'] === 'number') : one.rows,
  );
  return { overdue: rows.map(({ cells: { id, asset } }) => ({ id: cellText(id), asset: cellText(asset) })) };
}

/** Other readings of a limit stand below it, and decide nothing. */
const OTHER = '　另列：';

/** What stands in brackets behind the name of a limit is none of it. */
function clocksIn(tables: readonly TableBlock[]): Pick<Statement, 'clocks'> {
  const isOfLimits = ({ columns }: TableBlock): boolean =>
    LIMITS.every((key) => columns.some((one) => one.key === key));
  const lists = tables.filter(isOfLimits);
  if (lists.length === 0) return {};
  return {
    clocks: lists
      .flatMap(({ rows }) => rows)
      .flatMap(({ cells: { item, state } }) => {
        const text = cellText(state);
        const code = codeOf(looksOfClocks, text);
        const isRead = typeof item === 'string' && !item.startsWith(OTHER) && code !== undefined;
        return isRead ? [{ label: item.replace(/（.*）$/, ''), state: code, text }] : [];
      }),
  };
}

const LIMITS = ['item', 'limit', 'state'];

const INTERPRETATION = 'interpretation-';

function openIn({ id, blocks }: Section): Pick<Statement, 'openInterpretations'> {
  if (!id.startsWith(INTERPRETATION)) return {};
  const isOpen = blocks.some(
    (block) =>
      block.type === 'facts' &&
      block.items.some(
        ({ label, value }) =>
          label === '状态' && typeof value === 'string' && codeOf(interpretations, value) === 'pending',
      ),
  );
  return { openInterpretations: isOpen ? [id.slice(INTERPRETATION.length)] : [] };
}

const personOf = ({ cells: { name, role } }: Row): NonNullable<Statement['people']>[number][] =>
  typeof name === 'string' ? [{ name, role: typeof role === 'string' ? role : '' }] : [];
