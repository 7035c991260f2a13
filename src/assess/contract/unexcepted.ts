/** What a clause lacks and no exception of it tells: it is said beside the exceptions, so that both together are all that is missing. Pure. */
import type { Coverage } from './coverage.ts';
import type { ClauseException } from './exception.ts';

type Lacking = Pick<Coverage, 'missing' | 'excepted'>;
type Told = Pick<ClauseException, 'lacks' | 'where'>;

/**
 * The missing things of a coverage that none of the exceptions is about, in their order. An exception is about those that it names
 * (`lacks`, each of them once) and about its own record.
 */
export function unexcepted({ missing, excepted }: Lacking, exceptions: readonly Told[]): string[] {
  if (excepted === true) return [];
  const records = new Set(exceptions.map(({ where }) => where));
  const told = new Map<string, number>();
  for (const name of exceptions.flatMap(({ lacks }) => lacks ?? [])) told.set(name, (told.get(name) ?? 0) + 1);
  return missing.filter((name) => {
    if (records.has(name)) return false;
    const left = told.get(name) ?? 0;
    told.set(name, left - 1);
    return left <= 0;
  });
}
