/** What the newest 合同履约对照表 says: of each clause, and how many operations do not match a permit. */
import { periodText } from '../../contract/calendar/period-text.ts';
import { clauseNumber } from '../../contract/terms/clauses.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import type { RichCell, Section } from '../../report/document.ts';
import type { ClauseVerdicts } from '../../sections/parts/facts.ts';
import { documentHref } from '../../sections/parts/links.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { issuedSections } from './issued-sections.ts';

/** Unit of the document that says of each clause what had to exist and what does. */
const STATEMENT = 'compliance-statement';

/** null where none was issued, or its data cannot be read: then nothing is said of any clause. */
export async function statedVerdicts(
  { workspace: { root, contract: bundle } }: Session,
  { documents, items }: Pick<Plan, 'documents' | 'items'>,
): Promise<ClauseVerdicts | null> {
  const units = idsOfUnit(bundle.obligations, STATEMENT);
  const newest = documents
    .filter(({ manifest }) => units.includes(manifest.obligation))
    .toSorted((a, b) => Date.parse(a.manifest.times.issued) - Date.parse(b.manifest.times.issued))
    .at(-1);
  if (newest === undefined) return null;
  const { manifest } = newest;
  const occurrence = items.find(
    ({ obligation, occurrence: one }) => obligation.id === manifest.obligation && one.period === manifest.period,
  )?.occurrence;
  const sections = await issuedSections(root, newest);
  if (sections === null) return null;
  const name = bundle.obligations.find(({ id }) => id === manifest.obligation)?.name ?? manifest.number;
  const period = occurrence === undefined ? manifest.period : periodText(occurrence);
  return {
    source: { text: `${name} ${period}`, href: documentHref(manifest.number) },
    period,
    states: statedIn(sections, bundle.contract.clauses),
    breaches: breachesIn(sections),
    page: `/${newest.folder}/${manifest.number}.html`,
  };
}

/** What the rows of an issued statement say of the clauses, by their ids. */
export function statedIn(sections: readonly Section[], clauses: readonly Clause[]): Map<string, RichCell> {
  const rows = sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.type === 'table' ? block.rows : []))
    .flatMap(({ cells: { number, state } }) =>
      typeof number === 'string' && typeof state === 'object' && state !== null ? [{ number, state }] : [],
    );
  return new Map(
    clauses.flatMap((clause) => {
      const row = rows.find(({ number }) => number.startsWith(`${clauseNumber(clause)} `));
      return row === undefined ? [] : [[clause.id, row.state] as const];
    }),
  );
}

/** 不符 as the statement's own figure has it; null: it compares nothing with permits. */
export function breachesIn(sections: readonly Section[]): number | null {
  const rows = sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])));
  const figures = rows.flatMap((row) => Object.values(row.figures ?? {}));
  return figures.find(({ id }) => id === 'permits.breaches')?.value ?? null;
}
