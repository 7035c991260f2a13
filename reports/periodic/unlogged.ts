/** Systems of which the contract wants the operation logs and, of a whole service, none was registered (5.5.3). */
import { type Asset, isAsset } from '../../src/contract/terms/assets.ts';
import { clauseIds } from '../../src/contract/terms/clauses.ts';
import operationLog from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import { calledTogether } from '../../src/wording/asset-names.ts';
import { namesText } from '../../src/wording/words.ts';
import { type PeriodView, upToPeriod } from '../period/period.ts';

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

/** Needs `operation-log` since the begin of service. */
export function unloggedOf(view: PeriodView): Unlogged {
  const { contract, assets } = view.input.contract;
  const clauses = clauseIds(contract, 'operation-log');
  const systems = assets.filter((one) => one.contract && isAsset(one, 'system'));
  const there = new Set(upToPeriod(view, operationLog).map(({ asset }) => asset));
  const missing = clauses.length === 0 ? [] : systems.filter(({ id }) => !there.has(id));
  const { name, counter } = calledTogether(systems);
  const text = missing.length === 0 ? '' : textOf(systems, missing);
  return { clauses, called: name, all: `${systems.length} ${counter}`, counter, text, missing: missing.length };
}

function textOf(systems: readonly Asset[], missing: readonly Asset[]): string {
  const { name, counter } = calledTogether(systems);
  const names = namesText(
    missing.map((one) => one.name),
    counter,
    SHOWN,
  );
  return `${systems.length} ${counter}${name}中 ${missing.length} ${counter}整个服务期没有登记过操作日志（${names}）`;
}
