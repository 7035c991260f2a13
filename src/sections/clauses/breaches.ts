/** Operations that match no permit, as the statements list them: of the whole service each once, worst news first. Pure. */
import { figureOf } from '../../report/figure.ts';
import type { Section, SitePage } from '../../report/site-model.ts';
import type { ClauseStatement, ClauseVerdicts, JudgedPeriod, SiteFacts } from '../parts/facts.ts';
import { everTo } from '../parts/figures.ts';
import { BREACHES_HREF, EXCEPTIONS_HREF } from '../parts/links.ts';
import { exceptionsOf, type ListedException } from './service.ts';
import { clauseExceptions } from './verdicts.ts';

/** A period whose statement compares operations with permits. */
export interface ComparingPeriod extends JudgedPeriod {
  statement: ClauseStatement & { breaches: number };
}

/** The earliest first; one within another of a second statement is part of it. */
export function comparingPeriods({ periods }: Pick<ClauseVerdicts, 'periods'>): ComparingPeriod[] {
  const all = periods.filter(
    (one): one is ComparingPeriod => typeof one.statement !== 'string' && one.statement.breaches !== null,
  );
  return all.filter(
    (one, n) =>
      !all.some(
        (other, m) =>
          other.from <= one.from && one.to <= other.to && (other.from < one.from || one.to < other.to || m < n),
      ),
  );
}

/** How many the statements count over the whole service. */
export const breachCount = (periods: readonly ComparingPeriod[]): number =>
  periods.reduce((sum, { statement }) => sum + statement.breaches, 0);

/** Their rows in the lists of exceptions, newest first; null where a list does not show which of its rows they are. */
export function breachesOf(verdicts: Pick<ClauseVerdicts, 'periods'>): ListedException[] | null {
  const periods = comparingPeriods(verdicts);
  const rows = exceptionsOf({ periods }, null).filter(({ breach }) => breach === true);
  if (rows.length !== breachCount(periods)) return null;
  return rows.toSorted((a, b) => compareDays(b.day ?? '', a.day ?? ''));
}

/** By code point: days. */
const compareDays = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where they are listed. */
export const breachesHref = (verdicts: Pick<ClauseVerdicts, 'periods'>): string =>
  breachesOf(verdicts) === null ? EXCEPTIONS_HREF : BREACHES_HREF;

/** The way to them from the list of all exceptions. */
export function breachSections(facts: SiteFacts): Section[] {
  const { verdicts } = facts.clauses;
  const count = verdicts === null ? 0 : (breachesOf(verdicts) ?? []).length;
  if (count === 0) return [];
  const figure = figureOf('clauses.breaches', count, everTo(facts));
  const items = [{ text: `其中与许可不符的操作 ${count} 项`, href: BREACHES_HREF, figure }];
  return [{ id: 'breaches', title: '许可不符', blocks: [{ type: 'links', items }] }];
}

/** The page of them; none where there are none, or nobody can tell which they are. */
export function breachPages(facts: SiteFacts): SitePage[] {
  const { verdicts } = facts.clauses;
  const rows = verdicts === null ? [] : (breachesOf(verdicts) ?? []);
  if (rows.length === 0) return [];
  return [
    {
      path: 'state/breaches',
      title: '许可不符',
      description: `各期合同履约对照表列出的与许可不符的操作，共 ${rows.length} 项，最近的在前。`,
      figures: [figureOf('clauses.breaches', rows.length, everTo(facts))],
      sections: [
        {
          ...{ id: 'list', title: '许可不符', note: `${rows.length} 项` },
          blocks: [
            clauseExceptions(facts, rows),
            { type: 'links', items: [{ text: '各期的全部例外', href: EXCEPTIONS_HREF }] },
          ],
        },
      ],
    },
  ];
}
