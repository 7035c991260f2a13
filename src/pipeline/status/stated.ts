/** What each 合同履约对照表 that was issued says of the clauses, and how many operations do not match a permit. */
import type { ArchivedDocument } from '../../archive/store.ts';
import { briefPeriod, periodText } from '../../contract/calendar/period-text.ts';
import { parseRecordId } from '../../contract/record-id.ts';
import { everyOne } from '../../contract/terms/cadence.ts';
import { clauseIds, clauseNumber } from '../../contract/terms/clauses.ts';
import type { Clause, Contract } from '../../contract/terms/contract.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import { dateOf } from '../../contract/time.ts';
import type { Cell, RichCell, Section } from '../../report/document.ts';
import type {
  ClauseStatement,
  JudgedPeriod,
  StatedClause,
  StatedException,
  StatedVerdicts,
} from '../../sections/parts/facts.ts';
import { documentHref } from '../../sections/parts/links.ts';
import { isRequested } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import { type PlannedOccurrence, standingIssue } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import { issuedSections } from './issued-sections.ts';

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
    const sections = issued === null ? null : await issuedSections(root, issued);
    if (issued !== null && sections !== null) read.set(item, statementOf(item, issued, sections, bundle.contract));
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

function statementOf(
  { obligation, occurrence }: PlannedOccurrence,
  { folder, manifest }: ArchivedDocument,
  sections: readonly Section[],
  contract: Contract,
): ClauseStatement {
  const period = periodText(occurrence);
  return {
    source: { text: `${obligation.name} ${period}`, href: documentHref(manifest.number) },
    issuedAt: manifest.times.issued,
    period,
    clauses: statedIn(sections, contract.clauses),
    exceptions: markedBreaches(exceptionsIn(sections), breachesIn(sections), contract),
    breaches: breachesIn(sections),
    wholeDays: wholeDaysIn(sections),
    page: `/${folder}/${manifest.number}.html`,
  };
}

/** What the rows of an issued statement say of the clauses, by their ids. */
export function statedIn(sections: readonly Section[], clauses: readonly Clause[]): Map<string, StatedClause> {
  const rows = sections.flatMap(({ id, blocks }) =>
    blocks
      .flatMap((block) => (block.type === 'table' ? block.rows : []))
      .flatMap(({ cells: { number, state, coverage } }) =>
        typeof number === 'string' && typeof state === 'object' && state !== null
          ? [
              {
                number,
                said: {
                  state: state as RichCell,
                  coverage: coverage === undefined ? null : textOf(coverage),
                  section: id,
                },
              },
            ]
          : [],
      ),
  );
  return new Map(
    clauses.flatMap((clause) => {
      const row = rows.find(({ number }) => number.startsWith(`${clauseNumber(clause)} `));
      return row === undefined ? [] : [[clause.id, row.said] as const];
    }),
  );
}

/** The rows of its 例外清单. */
export const exceptionsIn = (sections: readonly Section[]): StatedException[] =>
  sections
    .filter(({ id }) => id === 'exceptions')
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])))
    .map(({ cells: { clauses, day, where, text } }) => ({
      clauses: textOf(clauses).split('、'),
      day: textOf(day),
      // What has no record says so as a remark.
      where: typeof where === 'object' && where?.tone === 'muted' ? '' : textOf(where),
      text: textOf(text),
    }));

/**
 * Marks those that are operations which match no permit: they name the clauses about permits, and a record. Only as many as the statement
 * counts: of another contract's or version's list nothing is guessed.
 */
export function markedBreaches(
  exceptions: readonly StatedException[],
  breaches: number | null,
  contract: Pick<Contract, 'clauses'>,
): StatedException[] {
  const about = [clauseIds(contract, 'permit'), clauseIds(contract, 'remote', 'permit')].map((ids) => ids.join('、'));
  const isOne = ({ clauses, where }: StatedException): boolean =>
    about.includes(clauses.join('、')) && parseRecordId(where) !== undefined;
  if (exceptions.filter(isOne).length !== breaches) return [...exceptions];
  return exceptions.map((one) => (isOne(one) ? { ...one, breach: true } : one));
}

const textOf = (cell: Cell | undefined): string =>
  cell === undefined || cell === null ? '' : typeof cell === 'object' ? cell.text : String(cell);

/** The days that the statement counts whole, in its own words: its interval begins and ends within a day. */
export function wholeDaysIn(sections: readonly Section[]): ClauseStatement['wholeDays'] {
  const notes = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.type === 'note' ? [block.text] : [])),
  );
  for (const note of notes) {
    const [, from, to] = WHOLE_DAYS.exec(note) ?? [];
    if (from !== undefined && to !== undefined) return { from, to };
  }
  return null;
}

const WHOLE_DAYS = /整日统计(?:（[^）]*）)?为 (\d{4}-\d{2}-\d{2}) 至 (\d{4}-\d{2}-\d{2})/;

/** 不符 as the statement's own figure has it; null: it compares nothing with permits. */
export function breachesIn(sections: readonly Section[]): number | null {
  const rows = sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])));
  const figures = rows.flatMap((row) => Object.values(row.figures ?? {}));
  return figures.find(({ id }) => id === 'permits.breaches')?.value ?? null;
}
