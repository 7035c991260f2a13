/** The head of a log as text: C2SP tlog-checkpoint, the text of a signed note. Pure. */
import { fromBase64, toBase64 } from './bytes.ts';
import type { TreeHead } from './proofs.ts';
import { HASH_SIZE } from './tree.ts';

export interface Checkpoint extends TreeHead {
  /** Unique name of the log. */
  origin: string;
  /** Lines below the third; the standard advises against them, ours have none. */
  extensions: string[];
}

/** With its final newline. */
export function checkpointText({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), toBase64(root), ...extensions].map((line) => `${line}\n`).join('');
}

/** @returns undefined for what is no checkpoint */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined;
  const [origin = '', count = '', hash = '', ...extensions] = text.slice(0, -1).split('\n');
  const root = fromBase64(hash);
  const size = Number(count);
  if (origin === '' || extensions.includes('') || root?.length !== HASH_SIZE) return undefined;
  return /^(?:0|[1-9]\d*)$/.test(count) && Number.isSafeInteger(size) ? { origin, size, root, extensions } : undefined;
}
