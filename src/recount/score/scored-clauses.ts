/** Which clauses of the contract an entry of a list names, read again: itself, all below it, or all of a range. */
import type { Data } from '../data.ts';

type Contract = { clauses?: Data[] };

const segments = (id: string): string[] => id.split(/\.|(?=\()/);

/** Ids of the clauses that an entry such as `5.3`, `3.1-3.3` or `B3.1-3.3` names. */
export function namedBy(contract: Contract, entry: string): string[] {
  const [first = '', last = first] = entry.split(/\s*[-–~～]\s*/);
  const [prefix = ''] = /^[A-Z]*/.exec(first) ?? [];
  const from = segments(first);
  const to = segments(/^[A-Z]/.test(last) ? last : `${prefix}${last}`);
  if (from.length !== to.length || from.slice(0, -1).join(' ') !== to.slice(0, -1).join(' ')) return [];
  const within = (id: string): boolean => {
    const own = segments(id);
    const at = own[from.length - 1];
    if (at === undefined || own.slice(0, from.length - 1).join(' ') !== from.slice(0, -1).join(' ')) return false;
    return first === last
      ? at === from.at(-1)
      : isBracket(at) === isBracket(from.at(-1) ?? '') &&
          rank(at) >= rank(from.at(-1) ?? '') &&
          rank(at) <= rank(to.at(-1) ?? '');
  };
  return [...new Set((contract.clauses ?? []).map(({ id }) => String(id)).filter(within))];
}

const isBracket = (one: string): boolean => one.startsWith('(');

function rank(segment: string): number {
  const inner = segment.replace(/[()A-Z]/g, '');
  return /^\d+$/.test(inner) ? Number(inner) : inner.charCodeAt(0);
}

/** Ids of the clauses that bear one of the topics. */
export const bearing = (contract: Contract, ...topics: readonly string[]): string[] =>
  (contract.clauses ?? [])
    .filter((one) => (one.topics ?? []).some((topic: string) => topics.includes(topic)))
    .map(({ id }) => String(id));
