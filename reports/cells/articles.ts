/** Knowledge-base articles as documents name them. */
import type { ComposeInput } from '../_deliverable.ts';

/** `修改加班记录`; the id of an article that is not in the knowledge base. */
export function articleName({ articleTitles }: Pick<ComposeInput, 'articleTitles'>, id: string): string {
  return articleTitles?.get(id) ?? id;
}
