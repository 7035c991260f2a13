/** What the page asks of its worker; the same is done in the page where a browser starts none. */
import { type Checked, type CheckResult, checkPack, type Unreadable, withClaim } from '../check/check.ts';
import { checkDocument, type OneDocument } from '../check/document.ts';
import { type Held, readHeld } from './folder.ts';
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
    const files = new Map(asked.files.map((one) => [one.path, one]));
    let told = 0;
    const checked = await checkPack(
      {
        files: new Map(asked.files.map(({ path, size }) => [path, size])),
        async read(path, from, to) {
          const held = files.get(path);
          if (held === undefined) throw new Error(path);
          return readHeld(held, from, to);
        },
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
