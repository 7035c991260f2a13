/** Of each clause the headings above it on paper, and what the issued 履约对照表 say of it. */
import type { Contract } from '../../contract/terms/contract.ts';
import { paperOf } from '../../contract/terms/papers.ts';
import { splitPaper } from '../../drafts/split.ts';
import { withMissed } from '../../sections/clauses/missed-since.ts';
import type { ClausePlaces, StatedVerdicts } from '../../sections/parts/facts.ts';
import { type PaperText, readPapers } from '../../workspace/store/paper-texts.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { statedVerdicts } from '../status/stated.ts';

/** As `withMissed` makes it of what the documents say, once the other facts are there. */
export type StatedPlaces = Omit<ClausePlaces, 'verdicts'> & { verdicts: StatedVerdicts | null };

/** @param plan of which the issued documents are looked at @param now ISO instant */
export async function clausePlaces(session: Session, plan: Pick<Plan, 'items'>, now: string): Promise<StatedPlaces> {
  const { root, contract: bundle } = session.workspace;
  const { contract } = bundle;
  return {
    headings: headingsOf(contract, await readPapers(root, contract)),
    verdicts: await statedVerdicts(session, plan, now),
  };
}

/** With what no statement lists. @param facts of the site, whatever else it knows of the clauses */
export const judgedPlaces = (
  { headings, verdicts }: StatedPlaces,
  facts: Parameters<typeof withMissed>[1],
): ClausePlaces => ({ headings, verdicts: verdicts === null ? null : withMissed(verdicts, facts) });

/**
 * The titles above each clause on paper, the outermost first, by the clause's id; its own, where its text follows below it,
 * is the last. None of a clause whose paper has no titles or cannot be read.
 */
export function headingsOf(
  contract: Contract,
  papers: readonly Pick<PaperText, 'paper' | 'text'>[],
): Map<string, string[]> {
  const outlines = new Map(
    papers.map(({ paper, text }) => [paper.id, splitPaper(text === null ? [] : text.split(/\r?\n/))]),
  );
  return new Map(
    contract.clauses.map((clause) => {
      const own = plainNumber(clause.paper);
      const { clauses, outline } = outlines.get(paperOf(contract, clause)?.id ?? '') ?? { clauses: [], outline: [] };
      // 第五条 says nothing of the chapter in which it stands: the paper does, where the number stands there once.
      const [only, ...others] = clauses.filter(({ paper }) => isNamed(own, plainNumber(paper)));
      if (only !== undefined && others.length === 0) return [clause.id, only.titles];
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

/** A number counted through chapters may be written with its chapter: 第三章第八条 is 第八条. */
const isNamed = (own: string, paper: string): boolean =>
  own === paper || (paper.startsWith('第') && own.endsWith(paper));

/** Whether a number begins with another one, as a whole: 五 is above 五(三), 1 is not above 12. */
const isAbove = (outer: string, own: string): boolean =>
  own.startsWith(outer) && !(/\d$/.test(outer) && /^\d/.test(own.slice(outer.length)));
