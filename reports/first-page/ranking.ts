/** What a period brought, the worst first: what a reader of one page has to know. Pure: an order of facts, and nothing of their words. */

import { type Gravity, rankOf } from '../../src/states/gravity.ts';

/** A number by which a thing is found, and where more of it stands. */
export interface Reference {
  text: string;
  /** Id of a section of the same document. */
  section?: string;
  /** The number of another document; `link`: the way to it inside the archive. */
  document?: true;
  link?: string;
}

export interface News {
  gravity: Gravity;
  /** How much of it: of two things that are equally grave the greater comes first. */
  weight: number;
  /** What it is about, unique among the news of a document: decides where nothing else does. */
  id: string;
  /** One sentence without its stop. */
  text: string;
  /** What it tells of, as far as another may tell of the same: days without an inspection are documents that are missing, too. */
  about?: readonly string[];
  /** Numbers of the records and documents that tell of it; none where it is about something that is not there. */
  references: readonly Reference[];
}

/** Below zero: `a` is worse. By gravity, then by how much of it, then by the id, so that the order is the same every time. */
export function compareNews(a: News, b: News): number {
  const graver = rankOf(a.gravity) - rankOf(b.gravity);
  return graver || b.weight - a.weight || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Things that a reader takes in at one look. */
const SHOWN = 5;

/** Without what another that is worse tells of already. */
export function withoutTwice(all: readonly News[]): News[] {
  const told = new Set<string>();
  return all.toSorted(compareNews).filter(({ about = [] }) => {
    const isNew = about.length === 0 || about.some((one) => !told.has(one));
    for (const one of about) told.add(one);
    return isNew;
  });
}

/** The worst of them, worst first, and what is left over: nothing that is left is worse than anything that is shown. */
export function topNews(all: readonly News[], most = SHOWN): { shown: News[]; left: News[] } {
  const sorted = all.toSorted(compareNews);
  return { shown: sorted.slice(0, most), left: sorted.slice(most) };
}
