/** Readings in the list of a record: each number as the documents print it, by the check that judges it. Pure. */

import { applies, type Check } from '../../contract/terms/checklist.ts';
import { type Measured, measuredIn } from '../../records/reading.ts';
import { printValue } from '../../subjects/inspections/judge/value.ts';
import { measuredText } from '../../wording/measured.ts';
import type { SiteFacts } from './facts.ts';

type ReadFacts = Pick<SiteFacts, 'contract'>;

/** By the contract, whose checklist is asked for with each reading. */
const byMetric = new WeakMap<object, ReadonlyMap<string, Check[]>>();

function checksOf({ contract }: ReadFacts, metric: string): readonly Check[] {
  const known =
    byMetric.get(contract) ??
    Map.groupBy(
      contract.checks.filter((one) => one.metric !== undefined),
      (one) => one.metric ?? '',
    );
  byMetric.set(contract, known);
  return known.get(metric) ?? [];
}

/** With its unit; the exact value stays in the original. null of what is no measured number. */
export function readingText(facts: ReadFacts, row: Readonly<Record<string, unknown>>): string | null {
  const found = measuredIn(row);
  return found === null ? null : textOf(facts, found);
}

function textOf(facts: ReadFacts, { target, metric, value, unit }: Measured): string {
  const asset = facts.contract.assets.find(({ id }) => id === target);
  const check = checksOf(facts, metric).find((one) => asset !== undefined && applies(one, asset));
  // A check in another unit, such as days of a time, says nothing of the number that was read.
  return check === undefined || check.unit !== unit ? measuredText(value, unit) : printValue(check, value);
}
