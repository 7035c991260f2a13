/** The originals that records refer to, unpacked, each once, by its digest. */
import { UserError } from '../../contract/error.ts';
import { EVIDENCE_FOLDER, LARGE_FOLDER } from '../../workspace/store/evidence.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { PackEvidence, PackFile } from '../format.ts';
import { evidencePath, signedPath } from '../make/pack-paths.ts';
import type { Box } from './box.ts';
import type { LogPart } from './log-part.ts';
import { reasonGone } from './missing-words.ts';

/** What is asked of an original. */
export interface Original {
  sha256: string;
  /** Under which it came; empty when nobody said. */
  name: string;
  /** Path in the pack of the record that refers to it; null: none does. */
  record: string | null;
  /** Only named, by the records of a demonstration: that nobody has it is nothing wrong. */
  isNamed?: boolean;
}

export interface EvidencePart {
  /** Its path in the pack; undefined when it is gone, which is told. */
  put(original: Original): Promise<string | undefined>;
  /** As a signed copy of a document; its bytes are not among the evidence then. */
  putSigned(number: string, original: Original): Promise<PackFile | undefined>;
  readonly held: readonly PackEvidence[];
}

export function openEvidencePart({ evidence }: Workspace, { gone }: LogPart, box: Box): EvidencePart {
  const known = new Map<string, Promise<PackEvidence | undefined>>();
  const held = new Map<string, PackEvidence>();
  async function bytesOf(original: Original): Promise<{ kept: string; bytes: Uint8Array } | undefined> {
    const { sha256 } = original;
    const kept = await evidence.locateEvidence(sha256);
    const bytes = kept === undefined ? undefined : await readIfSound(evidence, sha256);
    if (kept !== undefined && bytes !== undefined) return { kept, bytes };
    const [erased] = pathsOf(sha256).flatMap((path) => gone.get(path) ?? []);
    if (erased !== undefined) box.lacks(shownName(original), reasonGone(erased));
    else if (kept !== undefined)
      box.lacks(shownName(original), `${kept} 已损坏，内容与校验值不符：从备份恢复该文件后重新制作`);
    else if (original.isNamed !== true) box.lacks(shownName(original), '工作区中没有这份原始材料');
    return undefined;
  }
  async function put(original: Original): Promise<PackEvidence | undefined> {
    const found = await bytesOf(original);
    if (found === undefined) return undefined;
    const name = original.name === '' ? named(found.bytes, original.sha256) : original.name;
    const file = await box.put(evidencePath(original.sha256, name), found.bytes);
    const packed = { ...file, kept: found.kept, name, record: original.record };
    held.set(file.path, packed);
    return packed;
  }
  return {
    put: async (original) => (await known.getOrInsertComputed(original.sha256, () => put(original)))?.path,
    async putSigned(number, original) {
      const found = await bytesOf(original);
      return found && box.put(signedPath(number, original.sha256, original.name), found.bytes);
    },
    get held() {
      return [...held.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}

/** Digits of a digest by which a person finds a file. */
const SHOWN = 12;

const shownName = ({ sha256, name }: Original): string =>
  `原始材料 ${name === '' ? sha256 : `${name}（${sha256.slice(0, SHOWN)}…）`}`;

/** undefined for one that no longer has its digest. */
async function readIfSound(evidence: Workspace['evidence'], sha256: string): Promise<Uint8Array | undefined> {
  try {
    return await evidence.getEvidence(sha256);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Where an original may lie. */
const pathsOf = (sha256: string): string[] =>
  [EVIDENCE_FOLDER, LARGE_FOLDER].flatMap((folder) => {
    const path = `${folder}/${sha256.slice(0, 2)}/${sha256}`;
    return [path, `${path}.gz`];
  });

/** What a machine wrote has no name of its own: most of it is JSON. */
function named(bytes: Uint8Array, sha256: string): string {
  const first = String.fromCharCode(bytes[0] ?? 0);
  return `${sha256.slice(0, SHOWN)}${first === '{' || first === '[' ? '.json' : ''}`;
}
