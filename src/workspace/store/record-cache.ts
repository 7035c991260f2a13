/**
 * What record files say, kept between two commands that only tell how things stand: reading and checking a year of them anew is a
 * third of `due`. An entry stands only for the very file that it was made of, told by device, inode, size and both of its times, and
 * for the program that read it. It saves time and proves nothing: who writes, issues or verifies reads the files themselves.
 */
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import type { AnyRecord } from '../../records/record.ts';
import { writeDurable } from '../disk/durable.ts';
import { stampOf } from '../disk/file-memo.ts';
import { readIfThere } from '../disk/presence.ts';
import { sha256Of } from './evidence.ts';
import { programStamp } from './program-stamp.ts';

/** A record, the file that it was read from, and the SHA-256 of its bytes. */
interface ReadRecord {
  kind: string;
  record: AnyRecord;
  path: string;
  sha256: string;
}

export interface RecordCache {
  /**
   * The record in a file; `read` is asked when the file is not the one that is kept.
   * @param path relative to the workspace: `records/<kind>/…`
   */
  of(path: string, read: () => Promise<ReadRecord>): Promise<ReadRecord>;
  /** Writes what was read anew, where it is enough; where it cannot, nothing is lost but time. */
  save(): Promise<void>;
}

/** Stamp of the file, SHA-256 of its bytes, and the record as JSON. */
type Entry = [path: string, stamp: string, sha256: string, json: string];

/** One kind of record. */
interface Kept {
  entries: Map<string, Entry>;
  /** How many are read anew. */
  added: number;
}

export const FOLDER = '.opsledger/cache/records';
/** Fewer, and less than this part of their kind, are read anew faster than they are written. */
const WORTH_KEEPING = 64;
const WORTH_KEEPING_PART = 0.1;
/** Characters of a record; the few long ones are measurements, of which a plan asks for little. */
const LONGEST = 16_384;

/** @param root absolute path of the workspace. A file of the cache that is damaged or of another program is as good as none. */
export function openRecordCache(root: string): RecordCache {
  const kinds = new Map<string, Promise<Kept>>();
  const program = programStamp();
  const keptOf = (path: string): Promise<Kept> => {
    const kind = path.split('/')[1] ?? '';
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    const kept = readKept(join(root, FOLDER, kind), program);
    kinds.set(kind, kept);
    return kept;
  };
  return {
    async of(path, read) {
      const kept = await keptOf(path);
      const now = stampOf(join(root, path));
      const entry = kept.entries.get(path);
      if (entry !== undefined && entry[1] === now?.stamp)
        return { kind: path.split('/')[1] ?? '', record: JSON.parse(entry[3]), path, sha256: entry[2] };
      kept.entries.delete(path);
      const stored = await read();
      const json = JSON.stringify(stored.record);
      if (now !== undefined && !now.isFresh && json.length <= LONGEST && !/[\t\n]/.test(path)) {
        kept.entries.set(path, [path, now.stamp, stored.sha256, json]);
        kept.added += 1;
      }
      return stored;
    },
    async save() {
      if (program === null) return;
      for (const [kind, kept] of kinds) {
        const { entries, added } = await kept;
        if (added < Math.min(WORTH_KEEPING, Math.max(1, entries.size * WORTH_KEEPING_PART))) continue;
        const body = [program, ...[...entries.values()].map((entry) => entry.join('\t'))].join('\n');
        const bytes = Buffer.from(`${sha256Of(Buffer.from(body, 'utf8'))}\n${body}`, 'utf8');
        // A workspace on a read-only disk can be read all the same.
        await writeDurable(join(root, FOLDER, kind), bytes).catch((error: unknown) => {
          if (!(error instanceof UserError)) throw error;
        });
      }
    },
  };
}

async function readKept(file: string, program: string | null): Promise<Kept> {
  const bytes = (program === null ? undefined : await readIfThere(file)) ?? Buffer.alloc(0);
  const end = bytes.indexOf('\n');
  const body = bytes.subarray(end + 1);
  const entries = new Map<string, Entry>();
  if (end < 0 || bytes.toString('utf8', 0, end) !== sha256Of(body)) return { entries, added: 0 };
  const [first, ...lines] = body.toString('utf8').split('\n');
  if (first === program)
    for (const line of lines) {
      const entry = line.split('\t') as Entry;
      entries.set(entry[0], entry);
    }
  return { entries, added: 0 };
}
