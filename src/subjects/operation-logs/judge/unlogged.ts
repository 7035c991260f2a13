/** Systems of which the contract wants the operation logs, and since the service began none was registered (5.5.3). Pure. */

import { type Asset, isAsset } from '../../../contract/terms/assets.ts';
import { clauseMarks } from '../../../contract/terms/clause-marks.ts';
import { clauseIds } from '../../../contract/terms/clauses.ts';
import type { Contract } from '../../../contract/terms/contract.ts';
import { calledTogether } from '../../../wording/asset-names.ts';
import { namesText } from '../../../wording/words.ts';

/** Its figure, wherever it is told. */
export const UNLOGGED = 'logs.systems-without';

export interface Unlogged {
  /** Clauses that ask for the logs; none: the contract does not. */
  clauses: readonly string[];
  /** How the systems are called, and how many there are: `子系统`, `10 个`. */
  called: string;
  all: string;
  counter: string;
  /** `10 个子系统中 8 个没有登记过操作日志（人事管理、…）`; empty where each has one. */
  text: string;
  missing: number;
}

/** Systems that are named before it says how many. */
const SHOWN = 3;

/**
 * @param logged assets of which there is a log since the service began
 * @param span over which none was registered, as it is told: 整个服务期, 服务期至今
 */
export function unloggedOf(
  { contract, assets }: { contract: Contract; assets: readonly Asset[] },
  logged: readonly string[],
  span: string,
): Unlogged {
  const clauses = clauseIds(contract, 'operation-log');
  const systems = assets.filter((one) => one.contract && isAsset(one, 'system'));
  const there = new Set(logged);
  const missing = clauses.length === 0 ? [] : systems.filter(({ id }) => !there.has(id));
  const { name, counter } = calledTogether(systems);
  const names = namesText(
    missing.map((one) => one.name),
    counter,
    SHOWN,
  );
  const text = `${systems.length} ${counter}${name}中 ${missing.length} ${counter}${span}没有登记过操作日志（${names}），条款 ${clauseMarks(clauses)} 证据不全`;
  return {
    ...{ clauses, called: name, all: `${systems.length} ${counter}`, counter },
    ...{ text: missing.length === 0 ? '' : text, missing: missing.length },
  };
}
