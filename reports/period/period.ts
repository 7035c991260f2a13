/** The period that a report is about: which records belong to it, and until when its statistics run. */
import { dayOf } from '../../src/assess/precheck/line.ts';
import { windowOf } from '../../src/contract/calendar.ts';
import { compareInstants, type DateText, dateOf, type InstantText } from '../../src/contract/time.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { ComposeInput } from '../_deliverable.ts';

export interface PeriodView {
  input: ComposeInput;
  /** First and last day of the 统计区间, both inclusive. */
  from: DateText;
  to: DateText;
  /** Statistics run from `start` (inclusive) to `end` (exclusive): the end of the period, or the moment of judging. */
  start: InstantText;
  end: InstantText;
  /** Last day that the statistics touch. */
  lastDay: DateText;
  /** false: the document was made before the period was over. */
  complete: boolean;
  /** Chinese names of assets by id. */
  names: ReadonlyMap<string, string>;
}

export function periodView(input: ComposeInput): PeriodView {
  const { from, to } = input.occurrence;
  const window = windowOf(input.occurrence);
  const complete = compareInstants(input.asOf, window.to) >= 0;
  const begun = compareInstants(input.asOf, window.from) >= 0;
  return {
    input,
    from,
    to,
    start: window.from,
    end: complete ? window.to : begun ? input.asOf : window.from,
    lastDay: complete ? to : begun ? dateOf(input.asOf) : from,
    complete,
    names: new Map(input.contract.assets.map((asset) => [asset.id, asset.name])),
  };
}

/** All records of the kind among the inputs, whatever their window. */
export function allOf<T extends AnyRecord>({ input }: PeriodView, kind: RecordKind<T>): T[] {
  return (input.records[kind.id] ?? []) as T[];
}

/** Records up to the end of the period: a report that is made late tells nothing of the periods after its own. */
export function upToPeriod<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>): T[] {
  return allOf(view, kind).filter((record) => dayOf(record) <= view.to);
}

/** Records whose day (the business date where they have one) lies in the period. */
export function ofPeriod<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>): T[] {
  return allOf(view, kind).filter((record) => {
    const day = dayOf(record);
    return day >= view.from && day <= view.to;
  });
}

/** Name of an asset, its id where it has none. */
export const nameOf = (view: Pick<PeriodView, 'names'>, asset: string): string => view.names.get(asset) ?? asset;

export const namesOf = (view: Pick<PeriodView, 'names'>, assets: readonly string[]): string =>
  assets.map((asset) => nameOf(view, asset)).join('、');
