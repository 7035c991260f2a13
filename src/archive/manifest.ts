/** What an issued document says of itself: inputs, outputs, times. File `manifest.json` of each revision. */
import { z } from 'zod';
import { boolean, count, instant, nullable, optional, sha256, text } from '../contract/scalars.ts';

const fileSchema = z.strictObject({
  path: text().describe('Inputs: relative to the workspace. Outputs: name in the folder of the revision.'),
  sha256: sha256(),
  sm3: sha256(),
  size: count(),
});
export type ManifestFile = z.infer<typeof fileSchema>;

export const manifestSchema = z.strictObject({
  schema: z.literal(1),
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
  inputs: z.array(fileSchema),
  outputs: z.array(fileSchema),
  note: optional(text()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Writes a manifest the one way it is written, so that the same manifest has the same bytes. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);
}
