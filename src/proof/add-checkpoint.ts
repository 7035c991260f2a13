/** What a witness is asked with: C2SP tlog-witness, the body of `add-checkpoint`. Pure. */
import { fromBase64, toBase64 } from './bytes.ts';
import { HASH_SIZE } from './tree.ts';

export interface AddCheckpoint {
  /** Entries that the witness saw last; 0 for one that never saw the log. */
  old: number;
  /** That the log of the checkpoint continues those; of RFC 6962, none from 0. */
  proof: Uint8Array[];
  /** The signed checkpoint, to the letter. */
  checkpoint: string;
}

/** More hashes than any proof has, as the standard limits it. */
const MAX_HASHES = 63;

export function addCheckpointText({ old, proof, checkpoint }: AddCheckpoint): string {
  return `${[`old ${old}`, ...proof.map(toBase64)].join('\n')}\n\n${checkpoint}`;
}

/** @returns undefined for what is no such body; the checkpoint in it is not looked at */
export function parseAddCheckpoint(text: string): AddCheckpoint | undefined {
  const split = text.indexOf('\n\n');
  if (split === -1) return undefined;
  const [first = '', ...lines] = text.slice(0, split).split('\n');
  const [, digits] = /^old (0|[1-9]\d*)$/.exec(first) ?? [];
  const old = Number(digits);
  const proof = lines.map(fromBase64);
  if (digits === undefined || !Number.isSafeInteger(old) || lines.length > MAX_HASHES) return undefined;
  if (!proof.every((one): one is Uint8Array => one?.length === HASH_SIZE)) return undefined;
  return { old, proof, checkpoint: text.slice(split + 2) };
}
