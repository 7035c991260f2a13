/** Reads the contract's data: the files under `contract/`, each by its schema, then all against each other. */
import { join } from 'node:path';
import { buildBundle, type ContractBundle } from '../../contract/bundle/bundle.ts';
import { type BundleProblem, bundleFiles } from '../../contract/bundle/bundle-parts.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { withDecisions } from '../../records/decided.ts';
import type { InterpretationDecisionRecord } from '../../records/kinds/interpretation-decision.ts';
import { MAX_DATA_BYTES, readLimited } from '../disk/decode.ts';
import { insidePath } from '../disk/paths.ts';
import { liftSchema, parseWith } from '../text/parse.ts';
import { readDataFile } from '../text/yaml.ts';
import { TABLES } from './asset-tables.ts';
import { assembled, partFiles, type ReadParts } from './contract-parts.ts';
import { entries, type RecordStore } from './records.ts';

/**
 * The contract's data, whole and free of contradictions.
 * @throws UserError naming file and place of the first problem and the number of others: a missing file, a wrong key or
 * value, a doubled id, a reference to nothing
 */
export async function loadContract(root: string): Promise<ContractBundle> {
  try {
    return await load(root);
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
 * The contract's data with those 口径 alone confirmed whose signed paper is kept: what the supplier writes into a file is not
 * what both sides agreed on until the purchaser's hand is seen.
 * @param has true when an original with this SHA-256 is in the evidence store
 */
export async function withProvenInterpretations(
  contract: ContractBundle,
  has: (sha256: string) => Promise<boolean>,
): Promise<ContractBundle> {
  const interpretations = await Promise.all(
    contract.interpretations.map(async (one) =>
      one.confirmed && !(one.scan !== undefined && (await has(one.scan))) ? { ...one, confirmed: false } : one,
    ),
  );
  return { ...contract, interpretations };
}

/** Kind of the records by which the purchaser confirms 口径 at the desk. */
export const DECISIONS = 'interpretation-decision';

/** The contract with what the purchaser confirmed at the desk besides. */
export async function withDecidedInterpretations(
  contract: ContractBundle,
  records: Pick<RecordStore, 'list' | 'kinds'>,
): Promise<ContractBundle> {
  if (!(await records.kinds()).includes(DECISIONS)) return contract;
  const { records: decisions } = await records.list<InterpretationDecisionRecord>(DECISIONS);
  return { ...contract, interpretations: withDecisions(contract.interpretations, decisions) };
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
