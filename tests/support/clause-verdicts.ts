/** What issued statements say of the clauses, as the pipeline hands it to the site. */

import type { ClauseStatement, ClauseVerdicts, JudgedPeriod } from '../../src/sections/parts/facts.ts';
import { type ClauseState, clauseStates } from '../../src/states/clause.ts';

const codes = Object.keys(clauseStates) as ClauseState[];

type Said = { text: string; tone?: 'normal' | 'attention' | 'abnormal' | 'muted'; mark?: string };

/** @param states by the clause's id */
export function statement(
  states: Iterable<readonly [string, Said]>,
  given: Partial<ClauseStatement> = {},
): ClauseStatement {
  return {
    source: { text: '合同履约对照表 2026 年第 4 季度', href: '/documents?number=X' },
    issuedAt: '2026-11-24T17:00:00+08:00',
    period: '2026 年第 4 季度',
    clauses: new Map(
      [...states].map(([id, state]) => {
        const code = codes.find((one) => clauseStates[one] === state.text) ?? null;
        return [id, { id, code, state, coverage: '应有 1 份，已有 1 份', section: 'clause-1' }];
      }),
    ),
    exceptions: [],
    breaches: null,
    wholeDays: null,
    page: '/archive/X.html',
    ...given,
  };
}

/** Quarters from the autumn of 2025 on, in their order. */
export function verdictsOf(...statements: JudgedPeriod['statement'][]): ClauseVerdicts {
  const periods = statements.map((one, n): JudgedPeriod => {
    const year = 2025 + Math.floor((n + 3) / 4);
    const quarter = ((n + 3) % 4) + 1;
    const month = String(quarter * 3).padStart(2, '0');
    return {
      ...{ key: `${year}-Q${quarter}`, name: `${year} 年第 ${quarter} 季度`, statement: one },
      ...{ from: `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`, to: `${year}-${month}-28` },
      dueAt: `${year}-${month}-28T17:00:00+08:00`,
    };
  });
  const issued = statements.filter((one) => typeof one !== 'string');
  return { newest: issued.at(-1) ?? statement([]), periods, counter: '个季度', missed: new Map() };
}
