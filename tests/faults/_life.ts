/** The schedule for a week of simulated minutes in one process: what it holds at the end is what it held after the first day. */
import { readdirSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toText } from '../../src/contract/time.ts';
import { tick } from '../../src/pipeline/run/tick.ts';
import { cleanUp, makeWorkspace, open, plainRenderer } from '../pipeline/_workspace.ts';

export interface LifeResult {
  rounds: number;
  /** After the first part of the rounds, and at the end: heap in bytes, descriptors, bytes and files that are no data. */
  early: Measure;
  late: Measure;
  failures: string[];
}

export interface Measure {
  heap: number;
  descriptors: number;
  bytes: number;
  files: number;
}

const FIRST = Date.parse('2026-11-24T09:00:00+08:00');

/** @param collect a garbage collection that is complete (`node --expose-gc`) */
export async function live(rounds: number, collect: () => void): Promise<LifeResult> {
  const root = await makeWorkspace();
  const failures: string[] = [];
  const measure = async (): Promise<Measure> => {
    collect();
    const below = join(root, '.opsledger');
    const files = (await readdir(below, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    return {
      heap: process.memoryUsage().heapUsed,
      descriptors: readdirSync('/proc/self/fd').length,
      bytes: files.reduce((sum, one) => sum + statSync(join(one.parentPath, one.name)).size, 0),
      files: files.length,
    };
  };
  const renderer = plainRenderer();
  let early: Measure | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const now = toText(Temporal.Instant.fromEpochMilliseconds(FIRST + round * 60_000));
    const session = await open(root, renderer);
    const done = await tick(session, { now, runningSince: now });
    await session.close();
    failures.push(...done.issued.failed.map(({ reason }) => reason), ...done.problems.map(({ message }) => message));
    if (round + 1 === Math.ceil(rounds / 7)) early = await measure();
  }
  const late = await measure();
  await cleanUp();
  if (early === undefined) throw new Error('no rounds');
  failures.push(...grown(early, late));
  return { rounds, early, late, failures };
}

/** A tenth more is what the collector leaves or a cache of one more document is; a leak of six days is more. */
function grown(early: Measure, late: Measure): string[] {
  const wrong: string[] = [];
  if (late.heap > early.heap * 1.1 + 4 * 1024 * 1024) wrong.push(`heap grew from ${early.heap} to ${late.heap}`);
  if (late.descriptors > early.descriptors)
    wrong.push(`descriptors grew from ${early.descriptors} to ${late.descriptors}`);
  if (late.files > early.files) wrong.push(`files beside the data grew from ${early.files} to ${late.files}`);
  return wrong;
}
