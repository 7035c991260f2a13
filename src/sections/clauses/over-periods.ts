/** 达成情况 on the page of one clause: the answer over the service, then each period, then each exception. Pure. */

import { dateOf } from '../../contract/time.ts';
import type { Cell, FactsBlock, RichCell, Section, TableBlock } from '../../report/site-model.ts';
import { besideStatements } from '../../states/clause.ts';
import { clauseHeads } from '../../subjects/clauses/tables.ts';
import { settledAfter } from '../../subjects/incidents/judge/interpretation.ts';
import { settledAs } from '../../wording/interpretation-words.ts';
import type { ClauseStatement, ClauseVerdicts, JudgedPeriod, SiteFacts } from '../parts/facts.ts';
import { countCell, everTo } from '../parts/figures.ts';
import { clauseHref, MISSED_SINCE_HREF } from '../parts/links.ts';
import { interpretationsOf } from '../parts/settled.ts';
import { exceptionsOf, type Said, saidOf, saidOver, wholeDaysText } from './service.ts';
import { clauseExceptions, serviceCell } from './verdicts.ts';

/** None before a statement was issued. @param more what else counts how it was kept */
export function clauseVerdict(facts: SiteFacts, clause: string, more: FactsBlock['items'] = []): Section[] {
  const { verdicts } = facts.clauses;
  if (verdicts === null) return [];
  const exceptions = exceptionsOf(verdicts, clause);
  const count = exceptionCell(facts, clause, null);
  const items = [
    { label: '服务期至今', value: serviceCell(verdicts, clause) },
    { label: '各期', value: tally(verdicts, clause) },
    ...(count === '—' ? [] : [{ label: clauseHeads.exceptions.label, value: count }]),
    ...missedItem(verdicts, clause),
    ...more,
  ];
  const verdict: Section = {
    id: 'verdict',
    title: '达成情况',
    note: '取自已签发的各期对照表',
    blocks: [{ type: 'facts', items }, periodTable(facts, verdicts, clause)],
  };
  if (exceptions.length === 0) return [verdict];
  return [
    verdict,
    {
      id: 'exceptions',
      title: '例外',
      note: `各期对照表列出 ${exceptions.length} 项`,
      blocks: [clauseExceptions(facts, exceptions.toReversed())],
    },
  ];
}

/** What no statement lists, since the 口径 by which it is missed was settled after its issue. */
function missedItem(verdicts: ClauseVerdicts, clause: string): FactsBlock['items'] {
  const days = verdicts.missed.get(clause) ?? [];
  const text = `${days.length} 项，不在各期对照表的例外之列`;
  return days.length === 0
    ? []
    : [{ label: besideStatements['missed-since'].word, value: { text, href: MISSED_SINCE_HREF } }];
}

/** `3 个季度：有证据，未见例外`, each leading to the first of those periods below. */
function tally(verdicts: ClauseVerdicts, clause: string): RichCell[] {
  const links = saidOver(verdicts, clause).map(({ said: { cell }, periods }): RichCell => {
    const [first] = periods;
    const href = first === undefined ? {} : { href: `${clauseHref(clause)}#${anchorOf(first)}` };
    return { ...cell, text: `${periods.length} ${verdicts.counter}：${cell.text}`, ...href };
  });
  return links.length > 0 ? links : [{ text: '尚无已判定的期间' }];
}

const anchorOf = ({ key }: JudgedPeriod): string => `p-${key}`;

function periodTable(facts: SiteFacts, verdicts: ClauseVerdicts, clause: string): TableBlock {
  return {
    type: 'table',
    title: '各期达成情况',
    columns: [
      { key: 'period', ...clauseHeads.period, title: true },
      { key: 'state', ...clauseHeads.state },
      { key: 'coverage', ...clauseHeads.coverage },
      { key: 'exceptions', ...clauseHeads.exceptions },
    ],
    rows: verdicts.periods.map((period) => ({ id: anchorOf(period), cells: periodCells(facts, period, clause) })),
    empty: '服务期内还没有开始的期间。',
  };
}

function periodCells(facts: SiteFacts, period: JudgedPeriod, clause: string): Record<string, Cell> {
  const { name, from, to, dueAt, statement } = period;
  const days = `${from} 至 ${to}`;
  if (typeof statement === 'string') {
    const look = besideStatements[statement === 'open' ? 'open' : 'waived'];
    const until = statement === 'open' && dueAt !== null ? `，对照表应于 ${dueAt.slice(0, 10)} 签发` : '';
    const state = saidOf(period, clause)?.cell ?? { text: `${look.word}${until}`, tone: look.tone };
    return { period: { text: name, sub: days }, state, coverage: '—', exceptions: '—' };
  }
  const said = statement.clauses.get(clause);
  return {
    period: {
      text: name,
      sub: [days, ...wholeDaysText(period)].join('；'),
      href: said === undefined ? statement.page : `${statement.page}#${said.section}`,
    },
    state: stateSince(facts, statement, clause, saidOf(period, clause)),
    coverage: said?.coverage || '—',
    exceptions: exceptionCell(facts, clause, period),
  };
}

/** With what was settled since, where the statement found no answer for want of it: documents that were issued are not changed. */
function stateSince(facts: SiteFacts, { issuedAt }: ClauseStatement, clause: string, said: Said | null): Cell {
  if (said === null) return '—';
  const since = said.code === 'undecided' ? settledAfter(interpretationsOf(facts, clause), issuedAt) : [];
  if (since.length === 0) return said.cell;
  return { ...said.cell, sub: `${dateOf(issuedAt)} 签发；其后 ${since.map(settledAs).join('、')}，对照表不作改动` };
}

/**
 * How many exceptions the statements list of a clause, leading to exactly those; over the service beside it how many of each period, where
 * there are several.
 * @param period null: over the whole service
 */
export function exceptionCell(facts: SiteFacts, clause: string, period: JudgedPeriod | null): Cell {
  const { verdicts } = facts.clauses;
  const within = period === null ? (verdicts?.periods ?? []) : [period];
  const each = countsOf(within, clause);
  const total = each.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return '—';
  const id = `clauses.${clause}.exceptions${period === null ? '' : `.${period.key}`}`;
  // The list of a clause whose exceptions are all of one period has nothing to choose from.
  const of = (period === null ? each : countsOf(verdicts?.periods ?? [], clause)).length < 2 ? undefined : period?.key;
  const cell = countCell(id, total, everTo(facts), { href: exceptionsOfClauseHref(clause, of) });
  if (period !== null || each.length < 2) return cell;
  const more = each.map(({ one, count }) => ({
    text: `${one.name} ${count}`,
    href: exceptionsOfClauseHref(clause, one.key),
  }));
  return { ...cell, more };
}

/** How many exceptions each period has of the clause; those without any are left out. */
const countsOf = (periods: readonly JudgedPeriod[], clause: string): { one: JudgedPeriod; count: number }[] =>
  periods
    .map((one) => ({ one, count: exceptionsOf({ periods: [one] }, clause).length }))
    .filter(({ count }) => count > 0);

const exceptionsOfClauseHref = (clause: string, period?: string): string =>
  `${clauseHref(clause)}${period === undefined ? '' : `?period=${encodeURIComponent(period)}`}#exceptions`;
