/** The pages that the pipeline composed, as Astro asks for them. */
import type { PageSection, SitePage } from '../../report/site-model.ts';
import { model } from './model.ts';

/** Paths of one section; its own page is the one without a path. */
export function composedPaths(
  section: PageSection,
): { params: { path: string | undefined }; props: { page: SitePage } }[] {
  return model.pages[section].map((page) => ({
    params: { path: page.path === '' ? undefined : page.path },
    props: { page },
  }));
}
