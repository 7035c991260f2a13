/** BM25 over pairs of characters and whole Latin words, with the usual constants and nothing on top: what the search is held against. */
import type { SearchDocument } from '../../src/search/search.ts';

const K1 = 1.2;
const B = 0.75;

function terms(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}+|[\p{Script=Latin}\p{N}]+/gu) ?? []
  ).flatMap((run) => {
    const characters = [...run];
    if (!/\p{Script=Han}/u.test(run) || characters.length === 1) return [run];
    return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
  });
}

/** @returns gives the addresses of the ten best documents, best first */
export function plainBm25(documents: readonly SearchDocument[]): (query: string) => string[] {
  const counts = documents.map(({ title, text }) => {
    const count = new Map<string, number>();
    for (const term of terms(`${title}\n${text}`)) count.set(term, (count.get(term) ?? 0) + 1);
    return count;
  });
  const lengths = counts.map((count) => [...count.values()].reduce((sum, one) => sum + one, 0));
  const average = lengths.reduce((sum, one) => sum + one, 0) / documents.length;
  const holders = new Map<string, number>();
  for (const count of counts) for (const term of count.keys()) holders.set(term, (holders.get(term) ?? 0) + 1);
  const worth = (term: string): number => {
    const held = holders.get(term) ?? 0;
    return Math.log(1 + (documents.length - held + 0.5) / (held + 0.5));
  };
  return (query) => {
    const asked = [...new Set(terms(query))];
    return documents
      .map(({ url }, i) => {
        const norm = K1 * (1 - B + (B * (lengths[i] as number)) / average);
        const score = asked.reduce((sum, term) => {
          const often = counts[i]?.get(term) ?? 0;
          return sum + (worth(term) * often * (K1 + 1)) / (often + norm);
        }, 0);
        return { url, score };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, 10)
      .map(({ url }) => url);
  };
}
