/**
 * Ids of the records that were withdrawn (作废), beside the records themselves, so that whoever asks only for ids need read no
 * record. Written with each withdrawal; `verify` holds it against the records.
 */
import { z } from 'zod';
import { recordId } from '../../contract/scalars.ts';
import { parseWith } from '../text/parse.ts';
import { openState, readingState, statePath } from './state.ts';

/** Name of the state file. */
export const WITHDRAWN_STATE = 'withdrawn';

const schema = z.strictObject({ schema: z.literal(1), ids: z.array(recordId()) });

/** @throws UserError when the file cannot be used */
export async function withdrawnIds(root: string): Promise<ReadonlySet<string>> {
  const value = await openState(root).read(WITHDRAWN_STATE);
  if (value === undefined) return new Set();
  return new Set((await readingState(() => parseWith(schema, value, { file: statePath(WITHDRAWN_STATE) }))).ids);
}

/** What the state file says of these ids. */
export const withIds = (ids: Iterable<string>): z.infer<typeof schema> => ({
  schema: 1,
  ids: [...new Set(ids)].sort(),
});

/** What the state file says with one more id. */
export const withId = (ids: ReadonlySet<string>, id: string): z.infer<typeof schema> => withIds([...ids, id]);
