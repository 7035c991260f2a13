/** What each 合同履约对照表 that was issued says of the clauses, and how many operations do not match a permit. */
import type { ArchivedDocument } from '../../archive/store.ts';
import { briefPeriod, periodText } from '../../contract/calendar/period-text.ts';
import { everyOne } from '../../contract/terms/cadence.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import { dateOf } from '../../contract/time.ts';
import type { StatedClause, Statement } from '../../report/statement.ts';
import type { ClauseStatement, JudgedPeriod, StatedVerdicts } from '../../sections/parts/facts.ts';
import { documentHref } from '../../sections/parts/links.ts';
import { isRequested } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import { type PlannedOccurrence, standingIssue } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import { issuedStatement } from './issued-statement.ts';

/** Unit of the document that says of each clause what had to exist and what does. */
const STATEMENT = 'compliance-statement';

/**
 * null where none was issued, or none can be read: then nothing is said of any clause.
 * @param plan with what was made on request, which counts where nothing else was issued yet
 * @param now ISO instant: of a period that has not begun nothing is said
 */
export async function statedVerdicts(
  { workspace: { root, contract: bundle } }: Session,
  { items }: Pick<Plan, 'items'>,
  now: string,
): Promise<StatedVerdicts | null> {
  const units = idsOfUnit(bundle.obligations, STATEMENT);
  const own = items
    .filter(({ obligation, occurrence }) => units.includes(obligation.id) && occurrence.from <= dateOf(now))
    .toSorted((a, b) => compare(a.occurrence.from, b.occurrence.from) || compare(a.occurrence.to, b.occurrence.to));
  const read = new Map<PlannedOccurrence, ClauseStatement>();
  for (const item of own) {
    const issued = standingIssue(item);
    const statement = issued === null ? null : await issuedStatement(root, issued, bundle.contract);
    if (issued !== null && statement !== null) read.set(item, said(item, issued, statement, bundle.contract));
  }
  const newest = [...read.keys()].toSorted((a, b) => issuedAt(a) - issuedAt(b)).at(-1);
  if (newest === undefined) return null;
  const regular = own.filter((one) => !isRequested(one));
  const asked = regular.some((one) => read.has(one)) ? [] : [newest];
  const periods = [...regular, ...asked.filter((one) => isRequested(one))];
  return {
    newest: read.get(newest) as ClauseStatement,
    periods: judgedPeriods(periods, read, units.length > 1),
    counter: counterOf(newest),
  };
}

const issuedAt = ({ issued }: PlannedOccurrence): number => Date.parse(issued?.manifest.times.issued ?? '');

/** By code point: days. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Periods that are called the same are told apart by their number. */
function judgedPeriods(
  items: readonly PlannedOccurrence[],
  read: ReadonlyMap<PlannedOccurrence, ClauseStatement>,
  several: boolean,
): JudgedPeriod[] {
  const nameOf = ({ occurrence }: PlannedOccurrence): string => briefPeriod(occurrence.period, periodText(occurrence));
  const alike = Map.groupBy(items, nameOf);
  return items.map((item) => {
    const { obligation, occurrence, state } = item;
    const name = nameOf(item);
    const same = alike.get(name) ?? [];
    return {
      key: several ? `${obligation.id}-${occurrence.period}` : occurrence.period,
      name: same.length > 1 ? `第 ${same.indexOf(item) + 1} 个${name}` : name,
      ...{ from: occurrence.from, to: occurrence.to, dueAt: occurrence.dueAt },
      statement: read.get(item) ?? (state === 'waived' ? 'waived' : isOpen(item) ? 'open' : 'owed'),
    };
  });
}

/** Nobody can ask for it yet; one that was issued and cannot be read, or was made void, is owed. */
const isOpen = ({ state, issued }: PlannedOccurrence): boolean =>
  issued === null && (state === 'upcoming' || state === 'due');

const counters: Readonly<Record<string, string>> = { week: '周', month: '个月', quarter: '个季度', term: '个学期' };

const counterOf = ({ obligation }: PlannedOccurrence): string => counters[everyOne(obligation) ?? ''] ?? '期';

function said(
  { obligation, occurrence }: PlannedOccurrence,
  { folder, manifest }: ArchivedDocument,
  { clauses = [], exceptions = [], totals = {}, wholeDays }: Statement,
  contract: Contract,
): ClauseStatement {
  const period = periodText(occurrence);
  const own = new Map(clauses.map((one) => [one.id, one]));
  return {
    source: { text: `${obligation.name} ${period}`, href: documentHref(manifest.number) },
    issuedAt: manifest.times.issued,
    period,
    clauses: new Map(contract.clauses.flatMap(({ id }) => (own.has(id) ? [[id, own.get(id) as StatedClause]] : []))),
    exceptions,
    breaches: totals['permits.breaches'] ?? null,
    wholeDays: wholeDays ?? null,
    page: `/${folder}/${manifest.number}.html`,
  };
}
