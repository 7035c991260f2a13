/** Reads the contract's data: the files under `contract/`, each by its schema, then all against each other. */
import { join } from 'node:path';
import type { z } from 'zod';
import { buildBundle, type ContractBundle, contractFiles as partFiles } from '../../contract/bundle/bundle.ts';
import type { BundleProblem } from '../../contract/bundle/bundle-parts.ts';
import { holidaysFileSchema } from '../../contract/calendar/holidays.ts';
import { UserError } from '../../contract/error.ts';
import { assetsFileSchema } from '../../contract/terms/assets.ts';
import { checklistFileSchema } from '../../contract/terms/checklist.ts';
import { contractLifts, contractSchema } from '../../contract/terms/contract.ts';
import { findingLevelsFileSchema } from '../../contract/terms/finding-levels.ts';
import { interpretationsFileSchema } from '../../contract/terms/interpretations.ts';
import { obligationLifts, registerLifts, writtenLifts } from '../../contract/terms/lift-cadence.ts';
import { obligationsFileSchema, registersFileSchema, writtenFileSchema } from '../../contract/terms/obligations.ts';
import { MAX_DATA_BYTES, readLimited } from '../disk/decode.ts';
import { insidePath } from '../disk/paths.ts';
import { type Lift, liftSchema, parseWith } from '../text/parse.ts';
import { readDataFile } from '../text/yaml.ts';
import { entries } from './records.ts';

/**
 * The contract's data, whole and free of contradictions.
 * @throws UserError naming file and place of the first problem and the number of others: a missing file, a wrong key or
 * value, a doubled id, a reference to nothing
 */
export async function loadContract(root: string): Promise<ContractBundle> {
  const read = <T extends z.ZodType>(file: string, schema: T, lifts: readonly Lift[] = []) =>
    readPart(root, file, schema, lifts);
  const holidays = (await readIfThere(root, partFiles.holidays, holidaysFileSchema))?.years;
  const findingLevels = await readIfThere(root, partFiles.findingLevels, findingLevelsFileSchema);
  const { bundle, problems } = buildBundle({
    contract: await read(partFiles.contract, contractSchema, contractLifts),
    assets: (await read(partFiles.assets, assetsFileSchema)).assets,
    checks: (await read(partFiles.checks, checklistFileSchema)).checks,
    obligations: (await read(partFiles.obligations, obligationsFileSchema, obligationLifts)).obligations,
    registers: (await read(partFiles.registers, registersFileSchema, registerLifts)).registers,
    written: (await read(partFiles.written, writtenFileSchema, writtenLifts)).documents,
    interpretations: (await read(partFiles.interpretations, interpretationsFileSchema)).interpretations,
    ...(holidays === undefined ? {} : { holidays }),
    ...(findingLevels === undefined ? {} : { findingLevels }),
  });
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

/**
 * The YAML files under `contract/` with their bytes, sorted by path: an input of every fingerprint.
 * @throws UserError when one is too large; EnvironmentError when one cannot be read
 */
export async function contractFiles(root: string): Promise<{ path: string; bytes: Uint8Array }[]> {
  const names = (await entries(root, 'contract')).map((entry) => entry.name).filter((name) => /\.ya?ml$/.test(name));
  const files: { path: string; bytes: Uint8Array }[] = [];
  for (const name of names.sort()) {
    const path = `contract/${name}`;
    files.push({ path, bytes: await readLimited(await insidePath(root, path), path, MAX_DATA_BYTES) });
  }
  return files;
}

async function readPart<T extends z.ZodType>(
  root: string,
  file: string,
  schema: T,
  lifts: readonly Lift[] = [],
): Promise<z.output<T>> {
  return parseWith(schema, liftSchema(await readDataFile(root, file), lifts, { file }), { file });
}

/**
 * Files that may be left out: of holidays the tool carries the years that are published, and workspaces are older than the
 * mapping of levels.
 */
async function readIfThere<T extends z.ZodType>(
  root: string,
  file: string,
  schema: T,
): Promise<z.output<T> | undefined> {
  const there = (await entries(root, 'contract')).some((entry) => join('contract', entry.name) === file);
  return there ? await readPart(root, file, schema) : undefined;
}

function bundleError(problems: BundleProblem[]): UserError {
  const [first, ...others] = problems;
  if (first === undefined) throw new Error('a contract error without a problem');
  const places = [...new Set(others.map((one) => `${one.file} ${one.at}`))].slice(0, 3).join('、');
  const more = others.length === 0 ? {} : { hint: `改正此处后再检查；另有 ${others.length} 处问题（${places}）` };
  return new UserError('合同数据前后矛盾', { ...first, ...more });
}
