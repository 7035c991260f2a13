/** Reads the contract's data: the files under `contract/`, each by its schema, then all against each other. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buildBundle } from '../../contract/bundle/build-bundle.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { type BundleProblem, bundleFiles } from '../../contract/bundle/bundle-parts.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { MAX_DATA_BYTES, readLimited } from '../disk/decode.ts';
import { frozen } from '../disk/file-memo.ts';
import { insidePath } from '../disk/paths.ts';
import { liftSchema, parseWith } from '../text/parse.ts';
import { readDataFile } from '../text/yaml.ts';
import { TABLES } from './asset-tables.ts';
import { assembled, partFiles, type ReadParts } from './contract-parts.ts';
import { entries } from './record-store.ts';

/** A process that lives long opens its workspace for each round and each person: of so many contracts it need not read again. */
const KEPT = 8;
/** Contracts without a fault by the content of their files, the last that was asked for at the end. */
const loaded = new Map<string, ContractBundle>();

/** Digest of all that `load` reads; undefined where it cannot be read, as `load` says better. */
async function contentOf(root: string): Promise<string | undefined> {
  try {
    const hash = createHash('sha256');
    for (const { path, bytes } of await contractFiles(root)) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * The contract's data, whole and free of contradictions; not to be changed, since the next who asks is given the same.
 * @throws UserError naming file and place of the first problem and the number of others: a missing file, a wrong key or
 * value, a doubled id, a reference to nothing
 */
export async function loadContract(root: string): Promise<ContractBundle> {
  try {
    const key = await contentOf(root);
    const known = key === undefined ? undefined : loaded.get(key);
    const bundle = known ?? frozen(await load(root));
    if (key === undefined || (known === undefined && key !== (await contentOf(root)))) return bundle;
    loaded.delete(key);
    loaded.set(key, bundle);
    for (const oldest of [...loaded.keys()].slice(0, -KEPT)) loaded.delete(oldest);
    return bundle;
  } catch (error) {
    throw error instanceof UserError && !(error instanceof EnvironmentError) ? pointing(error) : error;
  }
}

/** Says beside the first problem which command tells them all. */
function pointing({ summary, place }: UserError): UserError {
  const all = '用 opsledger check 一次列出全部问题';
  return new UserError(summary, { ...place, hint: place.hint === undefined ? all : `${place.hint}\n        ${all}` });
}

async function load(root: string): Promise<ContractBundle> {
  const there = new Set((await entries(root, 'contract')).map((entry) => join('contract', entry.name)));
  const read: Record<string, unknown> = {};
  for (const { key, schema, lifts, part, optional } of await partFiles()) {
    const file = bundleFiles[key];
    if (optional && !there.has(file)) continue;
    read[key] = part(parseWith(schema, liftSchema(await readDataFile(root, file), lifts, { file }), { file }));
  }
  const { parts, problems: misread } = await assembled(root, read as unknown as ReadParts);
  if (misread.length > 0) throw bundleError(misread);
  const { bundle, problems } = buildBundle(parts);
  if (problems.length > 0) throw bundleError(problems);
  return bundle;
}

/**
 * The YAML files under `contract/` and the tables of assets with their bytes, sorted by path: an input of every fingerprint.
 * @throws UserError when one is too large; EnvironmentError when one cannot be read
 */
export async function contractFiles(root: string): Promise<{ path: string; bytes: Uint8Array }[]> {
  const names = (await entries(root, 'contract')).map((entry) => entry.name).filter((name) => /\.ya?ml$/.test(name));
  const tables = (await entries(root, TABLES))
    .map((entry) => `assets/${entry.name}`)
    .filter((name) => /\.csv$/.test(name));
  const files: { path: string; bytes: Uint8Array }[] = [];
  for (const name of [...names, ...tables].sort()) {
    const path = `contract/${name}`;
    files.push({ path, bytes: await readLimited(await insidePath(root, path), path, MAX_DATA_BYTES) });
  }
  return files;
}

function bundleError(problems: BundleProblem[]): UserError {
  const [first, ...others] = problems;
  if (first === undefined) throw new Error('a contract error without a problem');
  const places = [...new Set(others.map((one) => `${one.file} ${one.at}`))].slice(0, 3).join('、');
  const more = others.length === 0 ? {} : { hint: `改正此处后再检查；另有 ${others.length} 处问题（${places}）` };
  return new UserError('合同数据前后矛盾', { ...first, ...more });
}
