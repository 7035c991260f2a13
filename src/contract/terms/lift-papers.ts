/** The papers of contracts of schema 2, which had one, beside the file. Pure. */

/** Schema 2 → 3, its papers: the text that every workspace had, `contract/original.txt`. */
export const liftPapers = (old: Record<string, unknown>): Record<string, unknown> =>
  'papers' in old
    ? old
    : { ...old, papers: [{ id: 'contract', name: '合同', file: 'contract/original.txt', rank: '1' }] };
