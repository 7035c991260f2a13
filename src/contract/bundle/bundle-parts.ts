/** What the files under `contract/` hold, part by part, and where each part is kept. */

import type { HolidayYear } from '../calendar/working-days.ts';
import type { AssetKind, CheckGroup } from '../terms/asset-kinds.ts';
import type { Asset } from '../terms/assets.ts';
import type { Check } from '../terms/checklist.ts';
import type { Contract } from '../terms/contract.ts';
import type { FindingLevels } from '../terms/finding-levels.ts';
import type { Interpretation } from '../terms/interpretations.ts';
import type { Obligation, Register, Written } from '../terms/obligations.ts';

export interface BundleParts {
  contract: Contract;
  /** Kinds of asset, in the order of the file. */
  kinds: AssetKind[];
  /** Groups of the inspection log in printing order; one without checks prints nothing. */
  groups: CheckGroup[];
  /** Ranges and tables expanded, each with what its kind says. */
  assets: Asset[];
  /** Where each asset stands, in the same order; without it, each is the entry of its number. */
  assetPlaces?: AssetPlace[];
  /** Tables of assets that were read, as paths in the workspace: inputs of every document, as the YAML files are. */
  assetTables?: string[];
  checks: Check[];
  obligations: Obligation[];
  registers: Register[];
  written: Written[];
  interpretations: Interpretation[];
  /** Years of `contract/holidays.yaml`, which win over those that the tool carries. */
  holidays?: HolidayYear[];
  /** Absent in workspaces made before it was kept: the import then judges by the starter's file. */
  findingLevels?: FindingLevels;
}

/** One contradiction between the files, as a message to the person who keeps them. */
export interface BundleProblem {
  /** Path in the workspace. */
  file: string;
  /** Key path such as `assets[3].host`. */
  at: string;
  found: string;
  expected: string;
}

/** Where an asset stands, for messages. */
export interface AssetPlace {
  /** Path in the workspace. */
  file: string;
  /** `assets[3]`, or `第 12 行` of a table. */
  at: string;
}

/** Where each part of the bundle is kept in a workspace. */
export const bundleFiles = {
  contract: 'contract/contract.yaml',
  kinds: 'contract/kinds.yaml',
  assets: 'contract/assets.yaml',
  checks: 'contract/inspection-checklist.yaml',
  obligations: 'contract/obligations.yaml',
  registers: 'contract/registers.yaml',
  written: 'contract/written.yaml',
  interpretations: 'contract/interpretations.yaml',
  holidays: 'contract/holidays.yaml',
  findingLevels: 'contract/finding-levels.yaml',
} as const;

/** What each of these files is called where people read of it. */
export const bundleFileNames: Readonly<Record<keyof typeof bundleFiles, string>> = {
  contract: '合同信息',
  kinds: '资产类别',
  assets: '资产清单',
  checks: '巡检检查清单',
  obligations: '交付义务',
  registers: '登记簿设置',
  written: '编写文档目录',
  interpretations: '合同口径',
  holidays: '节假日安排',
  findingLevels: '漏洞等级对照',
};
