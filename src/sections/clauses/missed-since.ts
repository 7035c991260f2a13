/**
 * 签发时口径未定、现已判定未达标: limits of faults that the documents left open and that a settled 口径 calls missed now. No statement
 * lists them among its exceptions, since it was issued before. Pure.
 */

import { clauseMark, clauseMarks } from '../../contract/terms/clause-marks.ts';
import { clauseIds } from '../../contract/terms/clauses.ts';
import { type DateText, dateOf } from '../../contract/time.ts';
import { figureOf } from '../../report/figure.ts';
import type { Cell, Section, SitePage } from '../../report/site-model.ts';
import { clauseHeads } from '../../subjects/clauses/tables.ts';
import { isFailing } from '../../subjects/incidents/judge/clocks.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { type NamedLimit, namedLimits } from '../board/named-limits.ts';
import { type ClauseVerdicts, recordsOf, type SiteFacts, type StatedVerdicts } from '../parts/facts.ts';
import { everTo } from '../parts/figures.ts';
import { clauseHref, EXCEPTIONS_HREF, MISSED_SINCE_HREF, recordHref } from '../parts/links.ts';
import { judgedSince, sinceText } from '../parts/settled.ts';

/** What it is read from. */
type MissedFacts = Pick<SiteFacts, 'contract' | 'records' | 'leftOpen'>;

/** A limit that is judged missed now and was left open by a document. */
export interface MissedSince {
  /** Name of the limit, and what is said of the case. */
  title: string;
  text: string;
  clauses: readonly string[];
  /** Id of the fault, and its contract day. */
  incident: string;
  day: DateText;
  /** By what it is judged, and which documents left it open. */
  since: string;
}

/** In the order of the limits; none where every document says what is judged now. @param limits as they were kept in the service */
export function missedSince(facts: MissedFacts, limits: readonly NamedLimit[]): MissedSince[] {
  const days = new Map(recordsOf(facts, incidentKind).map((one) => [one.id, dateOf(one.at)]));
  return limits.flatMap(({ title, limit: { cases, clauses } }) =>
    cases.flatMap(({ id, clock, state, text, decides }) => {
      const since = clock === null || !decides || !isFailing(state) ? null : judgedSince(facts, id, [clock]);
      const day = days.get(id);
      return since === null || day === undefined
        ? []
        : [{ ...{ title, text, clauses, day }, incident: id, since: sinceText(since) }];
    }),
  );
}

/** Of each clause the days of its cases, by its id. @param goals clauses of the goal that limits of faults measure: each counts for them, too */
export const missedByClause = (
  missed: readonly MissedSince[],
  goals: readonly string[],
): ReadonlyMap<string, readonly DateText[]> =>
  new Map(
    [
      ...Map.groupBy(
        missed.flatMap(({ clauses, day }) => [...new Set([...clauses, ...goals])].map((id) => ({ id, day }))),
        ({ id }) => id,
      ),
    ].map(([id, own]) => [id, own.map(({ day }) => day)]),
  );

/** The limits of which cases can be judged; what has none is never missed. */
export const judgedLimits = (facts: Parameters<typeof namedLimits>[0]): NamedLimit[] =>
  namedLimits(facts).filter(({ limit }) => limit.limit !== null);

/** Ids of the faults that miss a limit now: of the documents about others nothing has to be read to know what was missed since. */
export const missingFaults = (facts: Parameters<typeof namedLimits>[0]): Set<string> =>
  new Set(
    judgedLimits(facts).flatMap(({ limit }) =>
      limit.cases.flatMap(({ id, decides, state }) => (decides && isFailing(state) ? [id] : [])),
    ),
  );

/** How the clauses stand: what the statements say, with what was missed and none of them lists. One computation for site and terminal. */
export const withMissed = (
  stated: StatedVerdicts,
  facts: MissedFacts & Parameters<typeof namedLimits>[0],
): ClauseVerdicts => ({
  ...stated,
  missed: missedByClause(missedSince(facts, judgedLimits(facts)), clauseIds(facts.contract.contract, 'repair')),
});

const TITLE = '签发后按确认的口径判定的';

const countOf = (facts: Pick<SiteFacts, 'contract' | 'now'>, missed: readonly MissedSince[]) =>
  figureOf('clauses.missed-since', missed.length, everTo(facts));

/** Above the exceptions, the way to the list; nothing where there are none. */
export function missedSection(facts: Pick<SiteFacts, 'contract' | 'now'>, missed: readonly MissedSince[]): Section[] {
  if (missed.length === 0) return [];
  const text = `${TITLE} ${missed.length} 项，不在各期对照表的例外之列`;
  const items = [{ text, href: MISSED_SINCE_HREF, figure: countOf(facts, missed) }];
  return [{ id: 'missed-since', title: '签发后判定未达标的时限', blocks: [{ type: 'links', items }] }];
}

/** The list of them; nothing where there are none, or no statement was issued. */
export function missedPages(facts: SiteFacts, missed: readonly MissedSince[]): SitePage[] {
  if (missed.length === 0 || facts.clauses.verdicts === null) return [];
  const rows = missed.map(({ title, text, clauses, incident, since }) => {
    const [only, ...others] = clauses;
    const cell: Cell =
      only === undefined || others.length > 0
        ? clauseMarks(clauses)
        : { text: clauseMark(only), href: clauseHref(only) };
    const record: Cell = { text: incident, href: recordHref(facts, incident) };
    return { cells: { limit: { text: title, sub: text }, clauses: cell, record, since } };
  });
  return [
    {
      path: 'state/since',
      title: '签发后判定未达标的时限',
      description: `${TITLE}时限 ${rows.length} 项，不在各期对照表的例外之列。`,
      figures: [countOf(facts, missed)],
      sections: [
        {
          ...{ id: 'list', title: TITLE, note: `${rows.length} 项` },
          blocks: [
            {
              type: 'table',
              title: '签发后按确认的口径判定未达标的时限',
              columns: [
                { key: 'limit', label: '时限', title: true },
                { key: 'clauses', ...clauseHeads.clause },
                { key: 'record', label: '故障' },
                { key: 'since', label: '依据', wide: true },
              ],
              rows,
              empty: '',
            },
            { type: 'links', items: [{ text: '各期的全部例外', href: EXCEPTIONS_HREF }] },
          ],
        },
      ],
    },
  ];
}
