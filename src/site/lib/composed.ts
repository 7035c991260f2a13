/** The pages that the pipeline composed, as Astro asks for them. */
import type { SitePage } from '../../report/site-model.ts';
import { model } from './model.ts';

/** The pages of one section; none when there is no such section. */
export const pagesOf = (section: string): SitePage[] => model.sections.find(({ id }) => id === section)?.pages ?? [];

/** Every page by its address; a section's own page is the one without a path. */
export const composedPaths = (): {
  params: { section: string; path: string | undefined };
  props: { page: SitePage };
}[] =>
  model.sections.flatMap(({ id, pages }) =>
    pages.map((page) => ({
      params: { section: id, path: page.path === '' ? undefined : page.path },
      props: { page },
    })),
  );

/** Where each day's inspection stands by its result; undefined: nothing was inspected yet, nor owed. */
export const inspectionDaysHref = (): string | undefined =>
  pagesOf('records').some(({ path, sections }) => path === 'inspection' && sections.some(({ id }) => id === 'calendar'))
    ? '/records/inspection'
    : undefined;
