/**
 * What a workspace lacks that is older than the file: the tool then goes by the first contract's, whose terms stood in its code
 * when the workspace was made.
 */
import { join } from 'node:path';
import type { z } from 'zod';
import { parseWith } from '../text/parse.ts';
import { readOutsideDataFile } from '../text/yaml.ts';

const FIRST_STARTER = join(import.meta.dirname, '../../../data/starters/bureau');

/**
 * A file of the first contract's starter.
 * @param file path in a workspace, such as `contract/kinds.yaml`
 * @throws UserError when the installation lacks it or it cannot be used
 */
export async function starterPart<T extends z.ZodType>(file: string, schema: T): Promise<z.output<T>> {
  const path = join(FIRST_STARTER, file);
  return parseWith(schema, await readOutsideDataFile(path), { file: path });
}
