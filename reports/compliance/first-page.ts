/** What the compliance statement brings to its first page beside what every report of a period does: how the clauses stand. Pure. */

import { extents } from '../../src/contract/expressed/expressed.ts';
import { clauseMark } from '../../src/contract/terms/clause-marks.ts';
import { type ClauseState, clauseStates, statesByWeight } from '../../src/states/clause.ts';
import type { Gravity } from '../../src/states/gravity.ts';
import { leftOf } from '../../src/subjects/clauses/tables.ts';
import { namesText } from '../../src/wording/words.ts';
import { countFigure } from '../cells/figures.ts';
import { headline, interval } from '../cells/headline.ts';
import type { KeyRow, Part } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import { type PeriodFacts, periodFacts } from '../periodic/facts.ts';
import type { ComplianceFacts } from './facts.ts';

/** The facts of a period report about the same interval: what was judged for the statement is not judged again. */
export const periodFactsOf = ({ view, ...judged }: ComplianceFacts): PeriodFacts => {
  const { delivered, incidents, covers, vulnerabilities, windows } = judged;
  return periodFacts(view, [], { delivered, incidents, covers, vulnerabilities, windows });
};

const SHOWN = 4;

/** States that have no row of their own among the figures: all rows together are every clause. */
const others = statesByWeight.filter(
  (one) => !['met', 'exception', 'incomplete', 'no-evidence', 'part', 'unexpressed'].includes(one),
);

/** Of which the data hold a part or nothing, and which no exception tells of. */
const unexpressed: readonly ClauseState[] = ['part', 'unexpressed'];
const UNEXPRESSED = `${extents.part}或${extents.none}`;

/** `没有证据或证据不全` */
const either = (states: readonly ClauseState[]): string => states.map((one) => clauseStates[one]).join('或');

/** `没有登记发生 5 条、未到期 1 条` */
const eachState = (states: readonly ClauseState[], of: (state: ClauseState) => readonly unknown[]): string =>
  states.flatMap((one) => (of(one).length === 0 ? [] : [`${clauseStates[one]} ${of(one).length} 条`])).join('、');

/** Clauses that nothing proves are no exceptions, and are not kept either. */
export function clausesPart(facts: ComplianceFacts): Part {
  const { statuses, view, exceptions } = facts;
  const of = (states: readonly ClauseState[]) => statuses.filter(({ state }) => states.includes(state));
  const within = interval(view);
  const left = leftOf(statuses.map(({ expression }) => expression));
  const entry = (gravity: Gravity, states: readonly ClauseState[], more = '', name = either(states)): News[] => {
    const own = of(states);
    if (own.length === 0) return [];
    const ids = own.map(({ clause }) => clauseMark(clause.id));
    return [
      {
        ...{ gravity, weight: own.length, id: `clauses ${states[0]}` },
        text: `${own.length} 条条款${name}${more}`,
        references: [
          { text: namesText(ids, '条', SHOWN), section: gravity === 'clause-missed' ? 'exceptions' : 'summary' },
        ],
      },
    ];
  };
  const row = (
    states: readonly ClauseState[],
    id: string,
    { label = either(states), better, note }: { label?: string; better?: KeyRow['better']; note?: string },
  ): KeyRow => ({
    item: headline(countFigure(label, of(states).length, 'normal', note), id, within),
    counter: '条',
    ...(better === undefined ? {} : { better }),
  });
  return {
    order: 0,
    news: () => [
      ...entry('clause-missed', ['exception'], `，共 ${exceptions.length} 项`),
      ...entry('unmeasured', ['no-evidence', 'incomplete']),
      ...entry('unmeasured', unexpressed, '，余下的词句不作判断', UNEXPRESSED),
      ...entry('undecided', ['undecided'], '，未下结论'),
    ],
    proofs: () =>
      statuses.length > 0 && of(['met']).length === statuses.length
        ? [`合同条款 ${statuses.length} 条均有证据，未见例外`]
        : [],
    rows: () => [
      row(['met'], 'clauses.met', { better: 'more', note: `共 ${statuses.length} 条条款` }),
      row(['exception'], 'clauses.exception', { better: 'less', note: `共 ${exceptions.length} 项例外` }),
      row(['incomplete', 'no-evidence'], 'clauses.unproven', { better: 'less' }),
      ...(left.length === 0
        ? []
        : [
            row(unexpressed, 'clauses.unexpressed', {
              ...{ label: UNEXPRESSED, better: 'less' },
              note: `数据没有全部表达的共 ${left.length} 条`,
            }),
          ]),
      ...(of(others).length === 0
        ? []
        : [row(others, 'clauses.others', { label: '其余', note: eachState(others, (one) => of([one])) })]),
    ],
  };
}
