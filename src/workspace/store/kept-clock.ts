/**
 * What is remembered of this machine's clock: how it stood when it was last found plausible (`.opsledger/clock.json`, a fact of this
 * machine and in no version), and what people said of one that was not (`state/clock.json`).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { instant, optional, sha256, text } from '../../contract/scalars.ts';
import { writeDurable } from '../disk/durable.ts';
import { readIfThere } from '../disk/presence.ts';
import { jsonOf, writeJson } from '../text/json.ts';
import { openState } from './state.ts';

const CLOCK_FILE = '.opsledger/clock.json';

/** Name of the state with what people said. */
export const CLOCK_STATE = 'clock';

/** How long the machine has run, by a counter that nobody sets. */
export interface Uptime {
  /** Of this start of the machine; empty where that is not to be had. */
  boot: string;
  seconds: number;
}

const trustedSchema = z.strictObject({
  schema: z.literal(1),
  at: instant(),
  boot: z.string(),
  seconds: z.number().min(0),
});

/** A clock that was plausible. */
export type TrustedClock = z.infer<typeof trustedSchema>;

const acceptedSchema = z.strictObject({
  at: instant(),
  by: text(),
  reason: text(),
  /** What spoke against the clock. */
  found: text(),
  /** The latest time that an earlier, wrong clock left behind; null: none that lies ahead. */
  until: z.nullable(instant()),
  /** Original of the paper on which both sides say so; absent: nobody but the supplier does. */
  signed: optional(sha256()),
  /** What it issued, by number, and signed as missing, by obligation and period; absent: nobody of both sides declared it, or of before. */
  wrote: optional(z.strictObject({ documents: z.array(text()), missed: z.array(text()) })),
  /** Sources whose own clock is off, in seconds. */
  sources: z.record(z.string(), z.number()),
});

/** A person looked at the clock, and says that it is right. */
export type AcceptedClock = z.infer<typeof acceptedSchema>;

export const clockStateSchema = z.strictObject({ schema: z.literal(1), accepted: z.array(acceptedSchema) });

/** @returns undefined when there is none, or none that can be read: then what is in the versions has to tell */
export async function readTrusted(root: string): Promise<TrustedClock | undefined> {
  const bytes = await readIfThere(join(root, CLOCK_FILE));
  const parsed = trustedSchema.safeParse(bytes === undefined ? undefined : jsonOf(bytes.toString('utf8')));
  return parsed.success ? parsed.data : undefined;
}

/** @throws EnvironmentError when the disk does not take it */
export async function keepTrusted(root: string, clock: Omit<TrustedClock, 'schema'>): Promise<void> {
  await writeDurable(join(root, CLOCK_FILE), writeJson({ schema: 1, ...clock }), CLOCK_FILE);
}

/** What people said of the clock, oldest first; a file that says nothing counts as none. */
export async function acceptedClocks(root: string): Promise<AcceptedClock[]> {
  const parsed = clockStateSchema.safeParse(await openState(root).read(CLOCK_STATE));
  return parsed.success ? parsed.data.accepted : [];
}

/** Of the machine on which this process runs. */
export function machineUptime(): Uptime {
  try {
    const [seconds = ''] = readFileSync('/proc/uptime', 'utf8').split(' ');
    return { boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), seconds: Number(seconds) };
  } catch {
    // No such files: a machine of another kind, which has its last saving alone to go by.
    return { boot: '', seconds: 0 };
  }
}
