/** The proof that an entry is in a log, as one text that is checked without the log: C2SP tlog-proof. Pure. */
import { fromBase64, toBase64 } from './bytes.ts';
import { HASH_SIZE } from './tree.ts';

export interface LogProof {
  /** What the application adds; nobody vouches for it. */
  extra?: Uint8Array;
  /** Of the entry, from 0. */
  index: number;
  /** The sibling of the leaf first. */
  hashes: Uint8Array[];
  /** The signed checkpoint, to the letter. */
  checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';

export function proofText({ extra, index, hashes, checkpoint }: LogProof): string {
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** @returns undefined for what is no such proof; the checkpoint in it is not looked at */
export function parseProof(text: string): LogProof | undefined {
  const split = text.indexOf('\n\n');
  if (split === -1) return undefined;
  const [header, ...lines] = text.slice(0, split).split('\n');
  const [, added] = /^extra (.+)$/.exec(lines[0] ?? '') ?? [];
  const extra = added === undefined ? undefined : fromBase64(added);
  if (header !== HEADER || (added !== undefined && extra === undefined)) return undefined;
  const [first = '', ...rest] = added === undefined ? lines : lines.slice(1);
  const [, digits] = /^index (0|[1-9]\d*)$/.exec(first) ?? [];
  const index = Number(digits);
  const hashes = rest.map(fromBase64);
  if (digits === undefined || !Number.isSafeInteger(index)) return undefined;
  if (!hashes.every((one): one is Uint8Array => one?.length === HASH_SIZE)) return undefined;
  return { ...(extra === undefined ? {} : { extra }), index, hashes, checkpoint: text.slice(split + 2) };
}
