/**
 * Samples of the day in progress, outside git: one line each minute, appended and flushed to the disk. A line that a
 * crash cut off costs its own minute, which then counts as not observed, and nothing else.
 */
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../workspace/disk/durable.ts';
import { environmentError, isMissing } from '../../workspace/disk/faults.ts';

const FOLDER = '.opsledger/spool/probe';
const FILE = /^(\d{4}-\d{2}-\d{2})\.jsonl$/;

const sampleSchema = z.object({
  /** Number of the slot in the contract day, from 0. */
  slot: z.int().min(0),
  /** Seconds a slot. */
  interval: z.int().min(1),
  series: z.array(
    z.object({
      target: z.string(),
      probe: z.enum(['http', 'tcp', 'local', 'prometheus']),
      address: z.string().optional(),
      state: z.enum(['up', 'down', 'unobserved']),
      /** Milliseconds to the answer. */
      latency: z.number().optional(),
      /** Chinese, without secrets; of a state that is not up. */
      reason: z.string().optional(),
    }),
  ),
});
export type Sample = z.infer<typeof sampleSchema>;
export type SampledTarget = Sample['series'][number];

/** Adds a sample to the spool of a contract date. @throws EnvironmentError when it is not on the disk */
export async function appendSample(root: string, date: string, sample: Sample): Promise<void> {
  const path = `${FOLDER}/${date}.jsonl`;
  try {
    await makeFolder(join(root, FOLDER), FOLDER);
    const file = await open(join(root, path), 'a');
    try {
      // The line break stands in front: what a crash cut off ends there, and this line is whole.
      await file.writeFile(`\n${JSON.stringify(sample)}`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw environmentError(error, path);
  }
}

/** Whole samples of a date, in the order in which they were taken. */
export async function readSamples(root: string, date: string): Promise<Sample[]> {
  let text: string;
  try {
    text = await readFile(join(root, FOLDER, `${date}.jsonl`), 'utf8');
  } catch (error) {
    if (isMissing(error)) return [];
    throw environmentError(error, `${FOLDER}/${date}.jsonl`);
  }
  return text.split('\n').flatMap(parseLine);
}

function parseLine(line: string): Sample[] {
  try {
    const parsed = sampleSchema.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  } catch {
    // Cut off by a crash: its slot stays unobserved.
    return [];
  }
}

/** Contract dates of which there is a spool, sorted. */
export async function spooledDates(root: string): Promise<string[]> {
  try {
    const names = await readdir(join(root, FOLDER));
    return names.flatMap((name) => FILE.exec(name)?.[1] ?? []).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw environmentError(error, FOLDER);
  }
}

/** Removes the spool of a date once its record is committed. @throws EnvironmentError; what is recorded is not recorded again */
export async function dropSpool(root: string, date: string): Promise<void> {
  const path = `${FOLDER}/${date}.jsonl`;
  await rm(join(root, path), { force: true }).catch((error: unknown) => {
    throw environmentError(error, path);
  });
}
