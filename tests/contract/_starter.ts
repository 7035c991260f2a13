/** The starter's contract files as a workspace would read them: all scalars as text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { expandAssets } from '../../src/contract/bundle/expand-assets.ts';
import { resolveKinds } from '../../src/contract/bundle/resolve-kinds.ts';
import { holidaysFileSchema } from '../../src/contract/calendar/holidays.ts';
import { kindsFileSchema } from '../../src/contract/terms/asset-kinds.ts';
import { assetsFileSchema } from '../../src/contract/terms/assets.ts';
import { checklistFileSchema } from '../../src/contract/terms/checklist.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { findingLevelsFileSchema } from '../../src/contract/terms/finding-levels.ts';
import { interpretationsFileSchema } from '../../src/contract/terms/interpretations.ts';
import { obligationsFileSchema, registersFileSchema, writtenFileSchema } from '../../src/contract/terms/obligations.ts';

export const data = join(import.meta.dirname, '../../data/starters/bureau');

const read = new Map<string, unknown>();

/** A copy of what a file of the starter holds: reading it costs most of a short test. */
export function yamlOf(path: string): unknown {
  if (!read.has(path)) read.set(path, parse(readFileSync(join(data, path), 'utf8'), { schema: 'failsafe' }));
  return structuredClone(read.get(path));
}

/** Kinds, assets and checks of the starter, each as every stage receives it. */
export function starterAssets(): Pick<ContractBundle, 'kinds' | 'groups' | 'assets' | 'checks'> {
  const { assets } = assetsFileSchema.parse(yamlOf('contract/assets.yaml'));
  return resolveKinds({
    kinds: kindsFileSchema.parse(yamlOf('contract/kinds.yaml')),
    assets: expandAssets(assets, new Map()).assets,
    checks: checklistFileSchema.parse(yamlOf('contract/inspection-checklist.yaml')).checks,
  });
}

/** A fresh copy each time, so that a test may change it. */
export function starter(): ContractBundle {
  whole ??= bundleOf();
  return structuredClone(whole);
}

let whole: ContractBundle | undefined;

function bundleOf(): ContractBundle {
  return {
    contract: contractSchema.parse(yamlOf('contract/contract.yaml')),
    ...starterAssets(),
    obligations: obligationsFileSchema.parse(yamlOf('contract/obligations.yaml')).obligations,
    registers: registersFileSchema.parse(yamlOf('contract/registers.yaml')).registers,
    written: writtenFileSchema.parse(yamlOf('contract/written.yaml')).documents,
    interpretations: interpretationsFileSchema.parse(yamlOf('contract/interpretations.yaml')).interpretations,
    findingLevels: findingLevelsFileSchema.parse(yamlOf('contract/finding-levels.yaml')),
    holidays: holidaysFileSchema.parse(yamlOf('contract/holidays.yaml')).years,
  };
}
