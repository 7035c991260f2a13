/** Which section shows the records of a kind, and where: every link to a record follows from what sections say. Pure. */
import type { SiteFacts } from './facts.ts';
import { isFolded, isRecent, monthOfId } from './months.ts';

/** Where a section shows the records of a kind. */
export interface SiteShown {
  /** Id of a record kind. */
  kind: string;
  /**
   * Page of the section and place on it: `GZ-20261124-001`, `month/2026-11#BF-20261124-001`, `#XF-20261124-001`.
   * null: nowhere, such as what is older than a year; then it is linked to among all records of its month.
   */
  path(facts: Pick<SiteFacts, 'yearFrom'>, id: string): string | null;
}

/** Whose pages show records: a section, or a page of the site that is none. */
export interface Shower {
  id: string;
  place: 'header' | 'aside';
  shows: readonly SiteShown[];
}

/** Its line on the page of its month. */
export const monthPath = (id: string): string => `month/${monthOfId(id)}#${id}`;

/** A page of its own for a year, then its line on the page of its month until that is folded. */
export function ownPath(facts: Pick<SiteFacts, 'yearFrom'>, id: string): string | null {
  if (isRecent(facts, id)) return id;
  return isFolded(facts, monthOfId(id)) ? null : monthPath(id);
}

/**
 * Addresses of records by the id of their kind. A section of the header takes a kind over from one that stands aside.
 * @throws Error when two at one place show the same kind
 */
export function shownRecords(showers: readonly Shower[]): SiteFacts['shown'] {
  const owners = new Map<string, Shower>();
  for (const one of showers) {
    for (const { kind } of one.shows) {
      const other = owners.get(kind);
      if (other?.place === one.place) throw new Error(`${other.id} and ${one.id} both show ${kind}: let one of them`);
      if (one.place === 'header' || other === undefined) owners.set(kind, one);
    }
  }
  return new Map(
    showers.flatMap((one) =>
      one.shows
        .filter(({ kind }) => owners.get(kind) === one)
        .map(({ kind, path }): [string, HrefOf] => [
          kind,
          (facts, id) => {
            const found = path(facts, id);
            return found === null ? null : `/${one.id}${found.startsWith('#') ? '' : '/'}${found}`;
          },
        ]),
    ),
  );
}

type HrefOf = SiteFacts['shown'] extends ReadonlyMap<string, infer F> ? F : never;
