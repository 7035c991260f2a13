/**
 * How the program names a clause in what people read: by a mark with its id, `⟦条款:9.1⟧`, in whose place the number on paper stands as
 * soon as the contract is known (`paper-numbers.ts`). Ids are for data, addresses and comparisons; nothing else prints one. Pure.
 */

/** The mark of one clause, or of an entry that names several: `5.3`, `3.1-3.3`. */
export const clauseMark = (entry: string): string => (entry === '' ? '' : `⟦条款:${entry}⟧`);

/** The marks of several, parted by 、. @param entries ids, entries of a list, or such as are joined by 、 already */
export const clauseMarks = (entries: string | readonly string[]): string =>
  (typeof entries === 'string' ? entries.split('、') : entries).map(clauseMark).join('、');

/** `（⟦条款:5.1.2⟧）` after what a sentence says; nothing where no clause bears the topic. */
export const inBrackets = (clauses: readonly { id: string }[]): string =>
  clauses.length === 0 ? '' : `（${clauseMarks(clauses.map(({ id }) => id))}）`;
