/** What of each clause's words the data express: all, a part, nothing. Nothing is silently left out. Pure. */
import type { ContractBundle } from '../bundle/bundle.ts';
import type { Clause } from '../terms/contract.ts';
import { withoutSpace } from '../terms/papers.ts';
import { askingAtoms, asks } from './atoms.ts';
import { type Quantity, quantitiesIn } from './quantities.ts';
import { saidBy, type Term, termsOf } from './terms.ts';
import { judgingTopics } from './topics.ts';

/** How much of a clause the data express, with the word that people read. */
export const extents = {
  whole: '已全部表达',
  part: '部分表达',
  none: '未表达',
  declaration: '声明性条款',
  quiet: '没有数字和“应、须、不得”一类的词语',
} as const;
export type Extent = keyof typeof extents;

export interface Expression {
  clause: Pick<Clause, 'id' | 'label' | 'paper'>;
  extent: Extent;
  /** Of a part and of nothing: the words that no term covers, verbatim. */
  rest: string[];
  /** Of a declaration, and of words beside terms that are one: why nothing there can be judged. */
  reason?: string;
}

/** A document is handed in by these words, and by no others. */
const DOCUMENT = /提交|报送|上报|报告|编制|制定|记录|日志|统计|方案|清单|台账|月报|年报|总结/;

/** Each clause of the contract, in its order. */
export function expressedClauses(bundle: ContractBundle): Expression[] {
  const terms = termsOf(bundle);
  return bundle.contract.clauses.map((clause) =>
    expressionOf(
      clause,
      terms.filter((one) => one.clauses.has(clause.id)),
    ),
  );
}

function expressionOf(clause: Clause, terms: readonly Term[]): Expression {
  const { id, label, paper, declaration: reason } = clause;
  const all = [...terms, ...topicTerms(clause)];
  const atoms = askingAtoms(clause.text);
  const rest = atoms.flatMap((atom) => uncovered(atom, atoms.length === 1, all));
  const isCovered = atoms.length === 0 ? all.some((one) => isAble(one, clause.text)) : rest.length < atoms.length;
  const of = (extent: Extent): Expression => ({
    clause: { id, label, paper },
    extent,
    rest: reason === undefined && (extent === 'part' || extent === 'none') ? rest : [],
    ...(reason === undefined ? {} : { reason }),
  });
  if (reason !== undefined) return of(isCovered || isSaid(clause, all) ? 'whole' : 'declaration');
  if (atoms.length === 0) return of(isCovered ? 'whole' : 'quiet');
  if (rest.length === 0) return of('whole');
  const isPart = rest.length < atoms.length || isSaid(clause, all) || rest.some((one) => !atoms.includes(one));
  return of(isPart ? 'part' : 'none');
}

/** true when a term may stand for words that hold no number of its own. */
const isAble = ({ covers }: Term, words: string): boolean =>
  covers === 'row' || (covers === 'document' && DOCUMENT.test(words));

const isSaid = ({ text }: Clause, terms: readonly Term[]): boolean =>
  terms.some(({ says = [] }) => says.some((words) => withoutSpace(text).includes(withoutSpace(words))));

/** The topics of a clause that judge by themselves, as terms. What the clause `says` is what they cover. */
function topicTerms(clause: Clause): Term[] {
  const says = saidBy(clause);
  const judging = clause.topics.flatMap((topic) => judgingTopics[topic] ?? null);
  const isJudging = clause.topics.some((topic) => judgingTopics[topic] !== undefined);
  if (!isJudging) return [];
  const numbers = judging.filter((one): one is Quantity => one !== null);
  const term: Term = { file: '', at: '', clauses: new Set([clause.id]), numbers, covers: 'row' };
  return [says === undefined ? term : { ...term, says }];
}

/**
 * Of an atom the words that no term covers; nothing when all are. Numbers are covered when the terms of the clause hold each of them, so
 * that a term that is gone leaves its words, in whatever company they stand.
 * @param alone it is all that the clause asks for
 */
function uncovered(atom: string, alone: boolean, terms: readonly Term[]): string[] {
  const rest = withoutSaid(atom, terms);
  if (!asks(rest)) return [];
  const derived = terms.filter((one) => one.says === undefined && one.covers !== 'words');
  const able = derived.filter((one) => isAble(one, atom));
  const numbers = new Set(able.flatMap((one) => one.numbers));
  const asked = quantitiesIn(rest);
  if (asked.length > 0) return asked.every((one) => one.some((meaning) => numbers.has(meaning))) ? [] : [rest];
  return alone && able.length > 0 ? [] : [rest];
}

/** The atom without what terms say that they cover, white space aside where they do. */
function withoutSaid(atom: string, terms: readonly Term[]): string {
  const said = terms.flatMap(({ says = [] }) => says).toSorted((a, b) => b.length - a.length);
  let rest = atom;
  for (const words of said) {
    if (withoutSpace(words).includes(withoutSpace(rest).replace(/[。；;，,、]+$/, ''))) return '';
    rest = rest.replace(words, '');
  }
  return rest.trim();
}

/** `部分表达（余下：“…”）`; `声明性条款（理由）`. */
export function expressionText({ extent, rest, reason }: Expression): string {
  if (rest.length > 0) return `${extents[extent]}（余下：${rest.map((one) => `“${one}”`).join('')}）`;
  return reason === undefined ? extents[extent] : `${extents[extent]}（${reason}）`;
}

/** Words that a row or a clause says it covers and that stand in none of its clauses. */
export function wrongWords(bundle: ContractBundle): { file: string; at: string; found: string; clauses: string[] }[] {
  const { clauses } = bundle.contract;
  return termsOf(bundle).flatMap(({ file, at, says = [], clauses: own }) => {
    const texts = clauses.filter(({ id }) => own.has(id)).map(({ text }) => withoutSpace(text));
    return says
      .filter((words) => !texts.some((text) => text.includes(withoutSpace(words))))
      .map((found) => ({ file, at: `${at}.says`, found, clauses: [...own] }));
  });
}
