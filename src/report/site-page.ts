/** A page that the pipeline composes for the site. Plain JSON; pages draw it and judge nothing. */

import type { Section } from './block.ts';
import type { Figure } from './figure.ts';

export interface SitePage {
  /** Address below its section without a slash in front; `''` is the section's own page. */
  path: string;
  title: string;
  description: string;
  sections: Section[];
  /** Numbers that its description names, as those of a section. */
  figures?: readonly Figure[];
}

/** A section of the site that is made of such pages, with what navigation and search say of it. */
export interface ComposedSection {
  /** The address of its pages begins with it. */
  id: string;
  title: string;
  /** `aside`: reached from where it is needed, and not in the header. */
  place: 'header' | 'aside';
  /** As what the search finds its pages about one thing; it finds none without it. */
  searchKind?: { id: string; word: string };
  pages: SitePage[];
}
