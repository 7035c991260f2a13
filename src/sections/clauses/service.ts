/**
 * How a clause stands over the whole service: what each issued statement says of it, the worst of that, and how often each. Nothing is
 * judged anew here: every word is that of a document, but where one left open what a 口径 settled since calls missed. Pure.
 */

import type { RichCell } from '../../report/site-model.ts';
import type { StatedException } from '../../report/statement.ts';
import { besideStatements, type ClauseState, statesByWeight } from '../../states/clause.ts';
import { lookCell } from '../../states/look.ts';
import type { ClauseStatement, ClauseVerdicts, JudgedPeriod } from '../parts/facts.ts';
import { MISSED_SINCE_HREF, marks } from '../parts/links.ts';
import { openHref } from '../parts/settled.ts';

/** What one document says of a clause, in its words. */
export interface Said {
  /** The state's code; null: no state of this program's, or nothing was said. */
  code: ClauseState | 'unlisted' | 'unjudged' | 'missed-since' | null;
  cell: RichCell;
}

export interface SaidOf {
  said: Said;
  periods: JudgedPeriod[];
}

const beside = (code: keyof typeof besideStatements): RichCell => lookCell(besideStatements[code]);

const UNLISTED: Said = { code: 'unlisted', cell: beside('unlisted') };
const UNJUDGED: Said = { code: 'unjudged', cell: beside('unjudged') };
const MISSED_SINCE: Said = { code: 'missed-since', cell: { ...beside('missed-since'), href: MISSED_SINCE_HREF } };

/** What the document says; a clause that it does not judge is not taken for one that it found well. */
export function saidIn({ clauses }: Pick<ClauseStatement, 'clauses'>, clause: string): Said {
  const said = clauses.get(clause);
  if (said === undefined) return UNLISTED;
  const { code } = said;
  const { text, tone, mark } = said.state;
  const look = tone === undefined ? {} : { tone, mark: mark ?? marks[tone] };
  return { code, cell: { text, ...look, ...openHref(code === 'undecided') } };
}

/** Of a period: null while its document is not due, and where nobody asks for one. */
export function saidOf({ statement }: JudgedPeriod, clause: string): Said | null {
  if (statement === 'open' || statement === 'waived') return null;
  return statement === 'owed' ? UNJUDGED : saidIn(statement, clause);
}

const weightOf = (code: ClauseState): number => statesByWeight.indexOf(code);
const tones: Readonly<Record<string, number>> = { abnormal: weightOf('exception'), attention: weightOf('undecided') };

/** Place of what is said among the states, the heaviest 0. Words of another version go by their colour; what nobody judged is not kept. */
export function weight({ code, cell: { tone } }: Said): number {
  if (code === 'unlisted' || code === 'unjudged') return weightOf('met') - 0.5;
  if (code === 'missed-since') return weightOf('exception') + 0.5;
  return code === null ? (tones[tone ?? ''] ?? weightOf('met')) : weightOf(code);
}

/** What the documents say of a clause, the heaviest first, each with the periods of which it is said. */
export function saidOver({ periods }: Pick<ClauseVerdicts, 'periods'>, clause: string): SaidOf[] {
  const all = periods.flatMap((period) => {
    const said = saidOf(period, clause);
    return said === null ? [] : [{ said, period }];
  });
  return [...Map.groupBy(all, ({ said }) => said.cell.text).values()]
    .flatMap((own) => {
      const [first] = own;
      return first === undefined ? [] : [{ said: first.said, periods: own.map(({ period }) => period) }];
    })
    .toSorted((a, b) => weight(a.said) - weight(b.said));
}

/**
 * How it stands over the service: as where it stood worst, what was left open and is called missed since among it. Before any period
 * was judged that is said.
 */
export function worstOf(verdicts: Pick<ClauseVerdicts, 'periods' | 'missed'>, clause: string): SaidOf {
  const [worst] = saidOver(verdicts, clause);
  if (worst === undefined) return { said: { code: null, cell: beside('open') }, periods: [] };
  const days = verdicts.missed.get(clause) ?? [];
  if (days.length === 0 || weight(worst.said) <= weight(MISSED_SINCE)) return worst;
  return {
    said: MISSED_SINCE,
    periods: verdicts.periods.filter(({ from, to }) => days.some((day) => from <= day && day <= to)),
  };
}

/** An exception with the document that lists it. */
export interface ListedException extends StatedException {
  period: JudgedPeriod;
  statement: ClauseStatement;
}

/** The exceptions that the documents list for a clause; null: of all clauses. */
export const exceptionsOf = ({ periods }: Pick<ClauseVerdicts, 'periods'>, clause: string | null): ListedException[] =>
  periods.flatMap((period) => {
    const { statement } = period;
    if (typeof statement === 'string') return [];
    return statement.exceptions
      .filter(({ clauses }) => clause === null || clauses.includes(clause))
      .map((one) => ({ ...one, period, statement }));
  });

/** `整日统计为 2026-02-24 至 2026-05-21`, where those are not all days of the period: what is counted by days has their number. */
export function wholeDaysText({ from, to, statement }: JudgedPeriod): string[] {
  const whole = typeof statement === 'string' ? null : statement.wholeDays;
  if (whole === null || (whole.from === from && whole.to === to)) return [];
  return [`整日统计为 ${whole.from} 至 ${whole.to}`];
}
