/** What an attack works on, and what it says must be told of it. */
import type { Checkpoint } from '../../../src/proof/checkpoint.ts';
import { parseCheckpoint } from '../../../src/proof/checkpoint.ts';
import { parseNote } from '../../../src/proof/note.ts';
import { filesBelow, git } from './_ground.ts';

/** A checkpoint that was signed, and the commit that brought it. */
export interface Mark {
  commit: string;
  /** To the letter. */
  note: string;
  head: Checkpoint;
}

export interface Scene {
  root: string;
  /** 0 to below 1. */
  random(): number;
  /** Oldest first. */
  marks: readonly Mark[];
}

/** As the issue counts them. */
export type Kind =
  | 'bit flips'
  | 'swaps'
  | 'deletions'
  | 'truncations'
  | 'additions'
  | 'roll-backs'
  | 'history rewrites'
  | 'edited collected values'
  | 'back-dated commits'
  | 'forged entries'
  | 'with the log key'
  | 'files of a pack'
  | 'lists of a pack';

export interface Told {
  /** Each has to be found in `path message` of some problem. */
  named: RegExp[];
  /** Nothing inside the workspace can tell: whoever kept the newest checkpoint does, in each of the ways in which it is kept. */
  byClaim?: true;
  /** Only git's own check of its objects can tell. */
  deep?: true;
}

export interface Attack {
  kind: Kind;
  name: string;
  /** @throws NotHere when the dice fell where nothing would be changed */
  run(scene: Scene): Told | Promise<Told>;
}

/** Another throw of the dice, please. */
export class NotHere extends Error {}

export function pick<T>(list: readonly T[], random: () => number): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new NotHere('nothing to pick from');
  return found;
}

export const literally = (text: string): RegExp => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));

/** Signed checkpoints of a workspace, oldest first. */
export function marksOf(root: string): Mark[] {
  const commits = git(root, ['log', '--reverse', '--format=%H', '--', 'archive/log/checkpoint']).split('\n');
  return commits.filter(Boolean).map((commit) => {
    const note = `${git(root, ['show', `${commit}:archive/log/checkpoint`])}\n`;
    const head = parseCheckpoint(parseNote(note)?.text ?? '');
    if (head === undefined) throw new Error(`no checkpoint in ${commit}`);
    return { commit, note, head };
  });
}

/** Files of a workspace by what they are. */
export const classes = {
  record: (path: string) => path.startsWith('records/'),
  evidence: (path: string) => path.startsWith('evidence/'),
  document: (path: string) => /^archive\/\d{4}\//.test(path) && !path.endsWith('/manifest.json'),
  manifest: (path: string) => /^archive\/\d{4}\/.*\/manifest\.json$/.test(path),
  log: (path: string) => path.startsWith('archive/log/') && !path.startsWith('archive/log/proofs/'),
  proof: (path: string) => path.startsWith('archive/log/proofs/'),
  salts: (path: string) => path.startsWith('archive/log-salts/'),
  contract: (path: string) => path.startsWith('contract/'),
  other: (path: string) =>
    /^(?:plans|knowledge-base|state)\/|^(?:opsledger\.yaml|operation-log-rules\.json|\.git(?:ignore|attributes))$/.test(
      path,
    ),
} satisfies Record<string, (path: string) => boolean>;
export type Class = keyof typeof classes;

const folders: Readonly<Record<Class, string[]>> = {
  record: ['records'],
  evidence: ['evidence'],
  document: ['archive'],
  manifest: ['archive'],
  log: ['archive/log'],
  proof: ['archive/log/proofs'],
  salts: ['archive/log-salts'],
  contract: ['contract'],
  other: ['plans', 'knowledge-base', 'state'],
};

export const filesOf = (root: string, what: Class): string[] =>
  filesBelow(root, ...folders[what])
    .concat(what === 'other' ? ['opsledger.yaml', 'operation-log-rules.json'] : [])
    .filter(classes[what]);
