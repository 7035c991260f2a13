/** What the page asks of its worker; the same is done in the page where a browser starts none. */
import { type Checked, type CheckResult, checkPack, type Unreadable, withClaim } from '../check/check-pack.ts';
import { checkDocument, type OneDocument } from '../check/document.ts';
import type { PackSource } from '../check/source.ts';
import { type Held, readAllHeld, readHeld } from './folder.ts';
import { pageTools } from './tools.ts';

export type Asked =
  | { kind: 'pack'; files: readonly Held[]; sm3: boolean; key: string | null }
  | { kind: 'claim'; claim: string | null }
  | { kind: 'document'; name: string; file: Blob; proof: Blob; key: string };

export type Answer =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'pack'; result: CheckResult | Unreadable }
  | { kind: 'document'; found: OneDocument }
  | { kind: 'failed'; why: string };

/** Told no more often than this, in bytes. */
const STEP = 2_000_000;

/** Small files are asked for again and again; so many bytes of them stay at hand. */
const [SMALL, MOST_KEPT] = [64 * 1024, 256 * 1024 * 1024];

function keeping(files: readonly Held[]): Pick<PackSource, 'read' | 'readMany'> {
  const byPath = new Map(files.map((one) => [one.path, one]));
  const kept = new Map<string, Uint8Array>();
  let bytes = 0;
  const heldAt = (path: string): Held => {
    const held = byPath.get(path);
    if (held === undefined) throw new Error(path);
    return held;
  };
  const keep = (path: string, whole: Uint8Array): void => {
    if (kept.has(path) || whole.length > SMALL || bytes + whole.length > MOST_KEPT) return;
    // A copy: the other files of its reading need not stay.
    kept.set(path, whole.slice());
    bytes += whole.length;
  };
  return {
    async read(path, from = 0, to) {
      const held = heldAt(path);
      if (held.size > SMALL) return readHeld(held, from, to);
      const whole = kept.get(path) ?? (await readHeld(held));
      keep(path, whole);
      return whole.subarray(from, to);
    },
    async readMany(paths) {
      const parts = await readAllHeld(paths.map(heldAt));
      for (const [n, path] of paths.entries()) keep(path, parts[n] as Uint8Array);
      return parts;
    },
  };
}

/** Does what is asked, one thing after the other. @param tell called with each answer */
export function openJobs(tell: (answer: Answer) => void): (asked: Asked) => Promise<void> {
  let last: Checked | undefined;
  const doIt = async (asked: Asked): Promise<void> => {
    if (asked.kind === 'document') {
      const [bytes, proof] = await Promise.all(
        [asked.file, asked.proof].map(async (one) => new Uint8Array(await one.arrayBuffer())),
      );
      if (bytes === undefined || proof === undefined) return;
      return tell({
        kind: 'document',
        found: checkDocument(pageTools, { name: asked.name, bytes, proof, key: asked.key }),
      });
    }
    if (asked.kind === 'claim') {
      if (last !== undefined) tell({ kind: 'pack', result: withClaim(last, asked.claim) });
      return;
    }
    let told = 0;
    const checked = await checkPack(
      {
        files: new Map(asked.files.map(({ path, size }) => [path, size])),
        ...keeping(asked.files),
      },
      pageTools,
      {
        sm3: asked.sm3,
        key: asked.key,
        progress(done, total) {
          if (done - told < STEP && done < total) return;
          told = done;
          tell({ kind: 'progress', done, total });
        },
      },
    );
    last = 'unreadable' in checked ? undefined : checked;
    tell({ kind: 'pack', result: 'unreadable' in checked ? checked : checked.result });
  };
  return async (asked) => {
    try {
      await doIt(asked);
    } catch (error) {
      tell({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
    }
  };
}
