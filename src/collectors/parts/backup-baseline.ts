/**
 * What was counted at backup time: `<set>.tables.json` beside a backup set. A restore is compared with it, table by
 * table. `opsledger backup baseline` writes it. Clause 5.3.8.
 */
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { boolean, count, instant, longText, nullable, optional, text } from '../../contract/scalars.ts';
import { SourceError } from '../../sources/error.ts';

const tableSchema = z.strictObject({
  schema: text(),
  table: text(),
  engine: nullable(text()),
  rows: count(),
  checksum: nullable(text()).describe('null: the server could not compute it.'),
  changed: optional(boolean()).describe('true: written to while the backup ran; `otherRows` was counted after it.'),
  otherRows: optional(count()),
});

export const baselineSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('backup-baseline'),
  capturedAt: instant(),
  /** When it was captured again after the backup. */
  confirmedAt: optional(instant()),
  server: z.strictObject({
    version: text(),
    characterSet: text(),
    collation: text(),
    sqlMode: longText(),
    timeZone: text(),
    lowerCaseTableNames: text(),
  }),
  schemas: z.array(z.strictObject({ name: text(), characterSet: text(), collation: text() })),
  tables: z.array(tableSchema),
  queries: z.array(z.strictObject({ name: text(), value: longText(), other: optional(longText()) })),
});
export type Baseline = z.infer<typeof baselineSchema>;
export type BaselineTable = Baseline['tables'][number];

/** Of a hundred thousand tables it would be 20 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Path of the baseline of a set. */
export const baselinePath = (set: string): string => `${set}.tables.json`;

/** @returns null when there is none @throws SourceError when it cannot be used */
export async function readBaseline(path: string): Promise<Baseline | null> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new SourceError('基线文件过大');
    return baselineSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof SourceError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SourceError('基线文件无法使用', { cause: error });
  }
}

/** As `readBaseline`; what cannot be used counts as none, for those to whom the set itself matters more. */
export async function usableBaseline(path: string): Promise<Baseline | null> {
  return await readBaseline(path).catch((error: unknown) => {
    if (error instanceof SourceError) return null;
    throw error;
  });
}
