/** Knowledge-base articles as documents name them: what they are called first, where they lie second. */
import type { ComposeInput } from '../_deliverable.ts';

/** `修改加班记录（usage/overtime-edit）`; the id alone of an article that is not in the knowledge base. */
export function articleName({ articleTitles }: Pick<ComposeInput, 'articleTitles'>, id: string): string {
  const title = articleTitles?.get(id);
  return title === undefined ? id : `${title}（${id}）`;
}
