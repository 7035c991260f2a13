/** What an issued document says of itself: inputs, outputs, times. File `manifest.json` of each revision. */
import { z } from 'zod';
import type { Counted } from '../contract/calendar/occurrence.ts';
import { boolean, count, instant, nullable, optional, sha256, text } from '../contract/scalars.ts';
import { fileSchema, type NamedInputs, namedInputsSchema } from './input-lists.ts';

/** What a document counted of things that may still change: by the key of the thing, how often under which value. */
const countedSchema: z.ZodType<Counted> = z.record(text(), z.record(text(), z.number()));

const fields = <T extends z.ZodType>(inputs: T) => ({
  number: text(),
  obligation: text(),
  code: text(),
  title: text(),
  period: text(),
  periodText: text(),
  from: text(),
  to: text(),
  event: nullable(text()),
  revision: count(),
  /** Number of the revision that this one replaces. */
  supersedes: nullable(text()),
  /** Why a revision or a late issue was made. */
  reason: nullable(text()),
  late: boolean(),
  dueAt: nullable(instant()),
  /** What is judged against time was judged at this instant. */
  asOf: instant(),
  /**
   * What happened or was written down after it belongs to the next period: the issue time of the first revision, or of the
   * closing one. Null: a revision of a time when manifests did not tell; that of the first revision holds.
   */
  cut: nullable(instant()),
  /** Null: of a time when manifests did not tell. */
  counted: nullable(countedSchema),
  times: z.strictObject({
    collectedFrom: nullable(instant()),
    collectedTo: nullable(instant()),
    confirmed: nullable(instant()),
    issued: instant(),
    dataAsOf: nullable(instant()),
  }),
  simulated: boolean(),
  marks: z.array(text()),
  clauses: z.array(text()),
  fingerprint: sha256(),
  composer: sha256(),
  renderer: sha256(),
  dataCommit: text(),
  tool: text(),
  inputs,
  outputs: z.array(fileSchema),
  /** Key figures of its first page by their ids, with which the document of the next period compares its own; absent: it has no such page. */
  figures: optional(z.record(text(), z.number().nullable())),
  /** How many blanks (待填写) it prints; absent: of a time when manifests did not tell. */
  blanks: optional(count()),
  /** Pages of its PDF; absent: of a time when manifests did not tell. */
  pages: optional(count()),
  note: optional(text()),
  /** What it prints of the log's head before its round (see `shortHead`); absent: there was none. */
  checkpoint: optional(text()),
  /** What it prints of the terms of the contract that one side alone had altered; absent: nothing. */
  altered: optional(z.array(text())),
});

/** Its inputs stand in it. */
const schema2 = z.strictObject({ schema: z.literal(2), ...fields(z.array(fileSchema)) });
/** Its inputs stand in lists that other manifests share. */
const schema3 = z.strictObject({ schema: z.literal(3), ...fields(namedInputsSchema) });

/** What a manifest says, in whichever form it was written. */
export interface Manifest extends Omit<z.infer<typeof schema2>, 'schema'> {
  schema: 2 | 3;
  /** Of schema 3, as it was read: where the inputs stand. */
  named?: NamedInputs;
}

/** A manifest as it is written, of any schema; the oldest as the next. */
export const manifestSchema = z.preprocess(lifted, z.discriminatedUnion('schema', [schema2, schema3]));

/** Schema 1 did not tell the cut: of a first revision it was its issue time. What it is not is told by the schema. */
function lifted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || (value as { schema?: unknown }).schema !== 1) return value;
  // It is no schema 1 when it knows what came later.
  if ('cut' in value || 'counted' in value) return value;
  const old = value as { revision?: unknown; times?: { issued?: unknown } };
  return { ...old, schema: 2, cut: old.revision === 1 ? old.times?.issued : null, counted: null };
}

/** Writes a manifest the one way it is written, so that the same manifest has the same bytes: with `named` as schema 3. */
export function manifestBytes({ named, ...manifest }: Manifest): Uint8Array {
  const written = named === undefined ? manifest : { ...manifest, schema: 3, inputs: named };
  return new TextEncoder().encode(`${JSON.stringify(written, null, 1)}\n`);
}
