/** The records and files of the contract that documents stand on, each version once. */

import { sha256 as sha256Of } from '../../archive/digest.ts';
import { UserError } from '../../contract/error.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { PermitRecord } from '../../subjects/permits/kinds/permit.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { readRecord } from '../../workspace/store/record-file.ts';
import { parseData } from '../../workspace/text/yaml.ts';
import type { PackRecord } from '../format.ts';
import { asciiPath, versionPath } from '../make/pack-paths.ts';
import { type RecordFacts, recordFacts } from '../make/record-facts.ts';
import type { Box } from './box.ts';
import type { LogPart } from './log-part.ts';
import { reasonGone } from './missing-words.ts';
import type { Version, Versions } from './versions.ts';

/** A version that is in the pack. */
export interface HeldRecord {
  packed: PackRecord;
  /** Of a record that can be read; a file of the contract is none. */
  facts: RecordFacts | undefined;
  /** Kept of the few kinds that steps of a chain are made of. */
  signoff?: SignoffRecord;
  permit?: PermitRecord;
}

export interface RecordsPart {
  /** The version with this digest; undefined when it is gone, which is told. @param sha256 without it the one on the disk */
  put(path: string, sha256?: string): Promise<HeldRecord | undefined>;
  /** By their paths in the pack. */
  readonly held: readonly PackRecord[];
}

/** true for a path that is a record's or a file of the contract, of which the log has entries. */
export const isPacked = (path: string): boolean => path.startsWith('records/') || path.startsWith('contract/');

/** What is asked of kinds and versions outside the pack. */
export interface AskedOfRecords {
  /** Of an id; undefined: there is none. */
  kindOf(id: string): Promise<RecordKind | undefined>;
  /** Why a version must not go to others, in Chinese; null when it may. */
  leakIn(kind: RecordKind, record: AnyRecord, isNewest: boolean): Promise<string | null>;
}

export function openRecordsPart(
  versions: Versions,
  { gone }: Pick<LogPart, 'gone'>,
  box: Box,
  { kindOf, leakIn }: AskedOfRecords,
): RecordsPart {
  const known = new Map<string, Promise<HeldRecord | undefined>>();
  const held = new Map<string, PackRecord>();
  async function put(path: string, sha256: string | undefined): Promise<HeldRecord | undefined> {
    const version = sha256 === undefined ? await versions.newest(path) : await versions.of(path, sha256);
    const erased = gone.get(path);
    if (version === undefined) {
      const why = erased === undefined ? '工作区与版本库中都没有文档所用的这一版' : reasonGone(erased);
      box.lacks(path, why);
      return undefined;
    }
    const digest = sha256Of(version.bytes);
    const place = asciiPath(
      path.slice(0, path.indexOf('/') + 1),
      versionPath(path, digest, version.isNewest),
      sha256Of(path),
    );
    const read = await readVersion(path, version, kindOf);
    const leak = read === undefined ? null : await leakIn(read.kind, read.record, version.isNewest);
    if (leak !== null) {
      box.lacks(path, leak);
      return undefined;
    }
    const file = await box.put(place, version.bytes);
    const packed: PackRecord = { ...file, logged: path, salt: version.salt, title: read?.facts.title ?? path };
    held.set(file.path, packed);
    const { record } = read ?? {};
    return {
      packed,
      facts: read?.facts,
      ...(record?.kind === 'signoff' ? { signoff: record as SignoffRecord } : {}),
      ...(record?.kind === 'permit' ? { permit: record as PermitRecord } : {}),
    };
  }
  return {
    put: (path, sha256) => known.getOrInsertComputed(`${path} ${sha256 ?? ''}`, () => put(path, sha256)),
    get held() {
      return [...held.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}

/** undefined for what is no record, or one that no program of ours can read: it is in the pack all the same. */
async function readVersion(
  path: string,
  { bytes }: Version,
  kindOf: AskedOfRecords['kindOf'],
): Promise<{ kind: RecordKind; record: AnyRecord; facts: RecordFacts } | undefined> {
  const [top, id = ''] = path.split('/');
  const kind = top === 'records' ? await kindOf(id) : undefined;
  if (kind === undefined) return undefined;
  try {
    const record = readRecord(kind, parseData(bytes, path), path);
    return { kind, record, facts: recordFacts(kind, record) };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
