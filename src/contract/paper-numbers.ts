/** Numbers that clauses have on paper, in place of the marks by which the program names them. Pure. */
import { expandClauses } from './terms/clauses.ts';
import type { Clause } from './terms/contract.ts';

type Numbered = Pick<Clause, 'id' | 'paper'>;

/** Marks that follow each other, with the word in front of them. */
const MARKS = /(条款[ \u3000]?)?(⟦条款:[^⟧]*⟧(?:、⟦条款:[^⟧]*⟧)*)/g;
const MARK = /⟦条款:([^⟧]*)⟧/g;
/** A number that says by itself that it is one of a clause. */
const NAMES_ITSELF = /^(?:第.+[条款章节项]|.*条款|附[件录表]|补充)/;

/** The text with the numbers on paper in place of the marks; clauses that the paper numbers alike are named once. */
export function clausesOnPaper(text: string, clauses: readonly Numbered[]): string {
  return text.replace(MARKS, (_, lead: string | undefined, marks: string) => {
    const numbers = [...new Set([...marks.matchAll(MARK)].map(([, entry = '']) => numberOnPaper(entry, clauses)))];
    const isPlain = numbers.some((one) => !NAMES_ITSELF.test(one));
    return `${isPlain ? (lead ?? '') : ''}${numbers.join('、')}`;
  });
}

/** What the paper calls the clauses that an entry names; the entry itself where it names none. */
export function numberOnPaper(entry: string, clauses: readonly Numbered[]): string {
  const own = clauses.find(({ id }) => id === entry);
  if (own !== undefined) return own.paper;
  const found = expandClauses([entry], { clauses }).map(({ paper }) => paper);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return entry;
  if (first === last) return first;
  const isRange = /[-–~～]/.test(entry);
  const above = isRange ? '' : commonNumber(first, found);
  return above === '' ? `${first} 至 ${last}` : above;
}

/** `五（三）` of `五（三）1` to `五（三）10`: the number under which they all stand, where it is a whole one. */
function commonNumber(first: string, papers: readonly string[]): string {
  const ends = [...first.matchAll(/[）)条款章节项、.．]/g)].map(({ index }) => index + 1);
  const all = ends.filter((end) => end < first.length && papers.every((one) => one.startsWith(first.slice(0, end))));
  return first.slice(0, all.at(-1) ?? 0).replace(/[、.．]$/, '');
}
