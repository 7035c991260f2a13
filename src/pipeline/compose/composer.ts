/**
 * The composer's identity (design): what decides a document's content, given the bytes of its inputs. A manifest keeps it,
 * so that `verify --rerender` can tell an updated program from a falsified archive.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../archive/digest.ts';
import { unitFiles } from '../discover.ts';
import { toolRoot } from '../program.ts';
import { importClosure } from './closure.ts';

/**
 * Where composing begins, beside the units that are found by their names: the one way to a document, and what it is handed:
 * contract and records as they are read from their files, and the working days.
 */
const ENTRIES = [
  'src/pipeline/compose/compose.ts',
  'src/workspace/store/contract-data.ts',
  'src/workspace/store/decided-contract.ts',
  'src/workspace/store/record-store.ts',
  'src/contract/calendar/working-days-data.ts',
];

/**
 * What composing reads of the program that is no code of ours: of the lock file the packages that it imports, whose code and
 * data (the holidays of `chinese-days`) it prints with. Templates and fonts are read by drawing, and are the renderer's;
 * contract data is the workspace's, and an input.
 */
const LOCK_FILE = 'package-lock.json';

/** Data of the program by which older files of the contract are lifted: they decide what such a file says. */
const LIFT_TABLES = 'data/lifts';
/** Terms of the first contract by which a workspace is read that is older than the file: no input of its own. */
const OLD_TERMS = ['data/starters/bureau/contract/kinds.yaml'];

/** Written texts that the program gives to begin with: a document says when it is one of them. */
const STARTERS = 'data/starters';

const known = new Map<string, Promise<string>>();

/**
 * Hash over the import closure of composing and the packages that it reaches: the same for the same files whatever the
 * commit. Worked out once in a process.
 * @param root folder of the program
 */
export function composerHash(root = toolRoot): Promise<string> {
  const hash = known.get(root) ?? composerParts(root).then((parts) => sha256(parts.join('')));
  known.set(root, hash);
  return hash;
}

/** One line for each file and package. */
export async function composerParts(root = toolRoot): Promise<string[]> {
  const { files, packages } = importClosure(root, await composerEntries(root));
  const lock = readFileSync(join(root, LOCK_FILE), 'utf8');
  return [
    ...[...files].map(([path, text]) => `${sha256(text)}  ${path}\n`),
    ...liftTables(root).map((path) => `${sha256(readFileSync(join(root, path)))}  ${path}\n`),
    ...[...OLD_TERMS, ...starterPlans(root)].map((path) => `${sha256(readFileSync(join(root, path)))}  ${path}\n`),
    ...lockedPackages(lock, packages).map((line) => `${line}\n`),
  ];
}

const starterPlans = (root: string): string[] =>
  readdirSync(join(root, STARTERS), { recursive: true })
    .map((name) => `${STARTERS}/${String(name)}`)
    .filter((path) => /\/plans\/[^/]+\.md$/.test(path))
    .sort();

const liftTables = (root: string): string[] =>
  readdirSync(join(root, LIFT_TABLES))
    .sort()
    .map((name) => `${LIFT_TABLES}/${name}`);

/** The files that the closure begins with. */
export async function composerEntries(root = toolRoot): Promise<string[]> {
  return [...ENTRIES, ...(await unitFiles('reports', root)), ...(await unitFiles('kinds', root))];
}

/** Which versions of npm packages a lock file names, and of the packages that these need. */
interface Locked {
  version?: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/**
 * @param lockFile text of `package-lock.json`
 * @param names of packages that the program itself imports
 * @returns place, version and digest of each package reached, sorted; a package that is not locked has neither
 */
function lockedPackages(lockFile: string, names: readonly string[]): string[] {
  const { packages } = JSON.parse(lockFile) as { packages: Record<string, Locked> };
  const found = new Map<string, Locked>();
  const visit = (name: string, from: string): void => {
    const place = placeOf(packages, name, from);
    if (found.has(place)) return;
    const locked = packages[place] ?? {};
    found.set(place, locked);
    const { dependencies, optionalDependencies, peerDependencies } = locked;
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(needed, place);
  };
  for (const name of names) visit(name, '');
  return [...found].map(([place, one]) => `${place} ${one.version ?? ''} ${one.integrity ?? ''}`).sort();
}

/** Where Node finds a package that is imported from `from`: in the nearest `node_modules` above that has it. */
function placeOf(packages: Record<string, Locked>, name: string, from: string): string {
  const own = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (from === '' || packages[own] !== undefined) return own;
  const above = from.lastIndexOf('node_modules/');
  return placeOf(packages, name, from.slice(0, Math.max(above - 1, 0)));
}
