/** Of each clause the headings above it on paper, and what the newest 履约对照表 says of it. */
import { periodText } from '../../contract/calendar/period-text.ts';
import { clauseNumber } from '../../contract/terms/clauses.ts';
import type { Clause, Contract } from '../../contract/terms/contract.ts';
import { paperOf } from '../../contract/terms/papers.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import { splitPaper } from '../../drafts/split.ts';
import type { RichCell, Section } from '../../report/document.ts';
import type { ClausePlaces, ClauseVerdicts } from '../../sections/parts/facts.ts';
import { documentHref } from '../../sections/parts/links.ts';
import { type PaperText, readPapers } from '../../workspace/store/paper-texts.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { issuedSections } from './issued-sections.ts';

/** Unit of the document that says of each clause what had to exist and what does. */
const STATEMENT = 'compliance-statement';

/** @param plan of which the issued documents are looked at */
export async function clausePlaces(session: Session, plan: Pick<Plan, 'documents' | 'items'>): Promise<ClausePlaces> {
  const { root, contract: bundle } = session.workspace;
  const { contract } = bundle;
  return {
    headings: headingsOf(contract, await readPapers(root, contract)),
    verdicts: await verdicts(root, bundle, plan),
  };
}

/**
 * The titles above each clause on paper, the outermost first, by the clause's id; its own, where its text follows below it,
 * is the last. None of a clause whose paper has no titles or cannot be read.
 */
export function headingsOf(
  contract: Contract,
  papers: readonly Pick<PaperText, 'paper' | 'text'>[],
): Map<string, string[]> {
  const outlines = new Map(
    papers.map(({ paper, text }) => [paper.id, text === null ? [] : splitPaper(text.split(/\r?\n/)).outline]),
  );
  return new Map(
    contract.clauses.map((clause) => {
      const own = plainNumber(clause.paper);
      const outline = outlines.get(paperOf(contract, clause)?.id ?? '') ?? [];
      return [clause.id, outline.filter(({ paper }) => isAbove(plainNumber(paper), own)).map(({ title }) => title)];
    }),
  );
}

/** `四、（一）` and `四(一)` are one number. */
const plainNumber = (paper: string): string =>
  paper
    .normalize('NFKC')
    .replace(/[、.。\s★▲●◆■□*※☆△]+/g, '.')
    .replace(/\.(?=\()|\.$/g, '');

/** Whether a number begins with another one, as a whole: 五 is above 五(三), 1 is not above 12. */
const isAbove = (outer: string, own: string): boolean =>
  own.startsWith(outer) && !(/\d$/.test(outer) && /^\d/.test(own.slice(outer.length)));

/** null where none was issued, or its data cannot be read: then nothing is said of any clause. */
async function verdicts(
  root: string,
  bundle: Session['workspace']['contract'],
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
