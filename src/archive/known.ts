/**
 * What verification has found of contents before. A statement is the digest of everything that its answer follows from, to the byte,
 * so that the answer is the same whenever it is asked again: of other bytes it is another statement, of which nothing is known.
 */
import { hash } from 'node:crypto';

/** The digest of a statement. */
export type Statement = string;

export interface Known {
  /** What was found; undefined when it has to be looked at. */
  of(statement: Statement): string | undefined;
  /** To be called for what is in order alone: what is wrong is looked at each time, so that it is told each time. */
  keep(statement: Statement, found?: string): void;
}

/** Two kinds: what follows from bytes that were read just now, and what also follows from objects that only git was asked for. */
export interface KnownContents {
  bytes: Known;
  objects: Known;
}

/** @param about what is stated @param from everything that the answer follows from; parts are told apart by their lengths */
export function statementOf(about: string, ...from: readonly (string | Uint8Array)[]): Statement {
  let head = about;
  const bytes: Uint8Array[] = [];
  for (const part of from) {
    if (typeof part === 'string') head += ` ${Buffer.byteLength(part)} ${part}`;
    else {
      bytes.push(Buffer.from(`${head} ${part.length} `), part);
      head = '';
    }
  }
  // In one call: of a year there are tens of thousands, and an open hash takes longer to make than to fill.
  return hash('sha256', bytes.length === 0 ? head : Buffer.concat([...bytes, Buffer.from(head)]), 'base64');
}

const nothing: Known = { of: () => undefined, keep: () => undefined };

/** For whoever looks at everything anew. */
export const NOTHING_KNOWN: KnownContents = { bytes: nothing, objects: nothing };
