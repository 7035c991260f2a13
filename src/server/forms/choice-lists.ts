/** What the fields of a form may name, asked for once, and as lists of the page. */
import type { DeskCalls } from '../../desk/desk-calls.ts';
import { type Choices, sourceKey, sourcesOf } from '../../forms/resolve.ts';
import type { FormField } from '../../forms/typed.ts';

/** Options that a page holds of one list; longer ones are asked for while somebody types. */
const MOST_OPTIONS = 60;

export async function choicesFor(
  { records }: Pick<DeskCalls, 'records'>,
  fields: readonly FormField[],
): Promise<Choices> {
  const sources = sourcesOf(fields);
  return new Map(
    await Promise.all(sources.map(async (source) => [sourceKey(source), await records.choices(source)] as const)),
  );
}

/** Lists for the inputs of a page. */
export const listsOf = (choices: Choices) =>
  [...choices].map(([key, known]) => {
    const all = known.filter(({ standing }) => standing !== true);
    return {
      id: `list-${key}`,
      source: all.length > MOST_OPTIONS ? key : '',
      options: all.slice(0, MOST_OPTIONS).map(({ id, text }) => ({ id, text })),
    };
  });
