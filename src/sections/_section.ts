/** What a unit of `src/sections/` is: a section of the site, metadata and one pure function. */
import type { Topic } from '../contract/terms/topics.ts';
import type { SitePage } from '../report/site-model.ts';
import type { SiteFacts } from './parts/facts.ts';
import type { SiteNeed } from './parts/needs.ts';
import type { SiteShown } from './parts/shown.ts';

export interface Section {
  /** Same as the file name; the address of its pages begins with it. */
  id: string;
  /** 中文名, in the navigation. */
  title: string;
  /** `aside`: reached from where it is needed, and not in the header. */
  place: 'header' | 'aside';
  /** Smaller comes first in the navigation; no two are the same. */
  order: number;
  /**
   * What the contract asks for when it wants this section: without a clause of one of these topics, and without a record that its
   * pages show, the section has no page. Absent: every contract has it.
   */
  topics?: readonly Topic[];
  /** The records that it gets, and no others. */
  needs: readonly SiteNeed[];
  /** Of which kinds its pages show each record, and where: whoever links to such a record links there. */
  shows: readonly SiteShown[];
  /**
   * The search finds its pages about one thing: those whose path has no slash. `id` is how answers name what was found,
   * `word` what the search page prints beside it.
   */
  searchKind?: { id: string; word: string };
  /** The pages; the one with the path `''` is the section's own, and each has an address of its own. */
  compose(facts: SiteFacts): SitePage[];
}

/** Gives the unit its type; the identity function. */
export function defineSection(section: Section): Section {
  return section;
}
