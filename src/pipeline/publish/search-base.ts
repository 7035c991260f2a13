/** Which state of the workspace the site, and the index of its search, was made of. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurable } from '../../workspace/disk/durable.ts';
import { isMissing } from '../../workspace/disk/faults.ts';

const baseSchema = z.strictObject({ head: z.string(), at: z.string() });
export type SearchBase = z.infer<typeof baseSchema>;

const BASE = '.opsledger/cache/search-base.json';

/** @param base as it was before anything was read for the site */
export async function keepBase(root: string, base: SearchBase): Promise<void> {
  await writeDurable(join(root, BASE), new TextEncoder().encode(JSON.stringify(base)));
}

/** undefined when there is none that can be used. */
export async function readBase(root: string): Promise<SearchBase | undefined> {
  const text = await readFile(join(root, BASE), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  return baseSchema.safeParse(parsed(text)).data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
