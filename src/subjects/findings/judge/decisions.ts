/** What people decided about findings, as it stands at an instant. Pure. */
import { compareRecordIds } from '../../../contract/record-id.ts';
import { compareInstants, type DateText, dateOf, type InstantText, toDate } from '../../../contract/time.ts';
import { findingKey } from '../../../records/finding.ts';
import { isClaimed } from '../../../records/purchaser.ts';
import type { FindingDecisionRecord } from '../kinds/finding-decision.ts';

/** The decisions in force for one finding. */
export interface Decided {
  /** 接受风险, in force on the day. */
  accepted: FindingDecisionRecord | null;
  falsePositive: FindingDecisionRecord | null;
  /** 接受风险 whose validity has passed: the finding counts again. */
  expired: FindingDecisionRecord | null;
  owner: string | null;
  plan: string | null;
  dueOn: string | null;
  /** 整改实施: the change that carried it out. */
  change: string | null;
  /** Since when it is waited for again: see `waitedSince`. */
  waitedFrom: DateText | null;
  /** 复测: shown beside the state; only a scan makes a finding fixed. */
  retest: FindingDecisionRecord | null;
}

/**
 * Decisions up to `asOf` by the key of their finding.
 * @param assets asset of each address: a decision made for an address holds on once the address is known to be an asset's
 */
export function decisionsByKey(
  decisions: readonly FindingDecisionRecord[],
  asOf: InstantText,
  assets: ReadonlyMap<string, string>,
): Map<string, Decided> {
  const byKey = new Map<string, FindingDecisionRecord[]>();
  for (const one of decisions.filter((decision) => compareInstants(decision.at, asOf) <= 0)) {
    const key = decisionKey(one, assets);
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  return new Map([...byKey].map(([key, list]) => [key, decide(list, asOf)]));
}

/** Key of the finding that a decision is about, as `findingKey` gives it. @param assets asset of each address */
export const decisionKey = (
  decision: Pick<FindingDecisionRecord, 'target' | 'component' | 'vulnerability'>,
  assets: ReadonlyMap<string, string>,
): string =>
  findingKey({
    address: assets.get(decision.target) ?? decision.target,
    component: decision.component,
    id: decision.vulnerability,
  });

/** The decisions in force at an instant. @param list all about one finding; those made later are left out */
export const decidedAt = (list: readonly FindingDecisionRecord[], at: InstantText): Decided =>
  decide(
    list.filter((one) => compareInstants(one.at, at) <= 0),
    at,
  );

/**
 * Since which day a finding that waits at an instant is waited for again: the day after its acceptance ran out, or that of the decision
 * that took it up again; null: nobody ever let it be. Up to then no deadline ran out for it.
 */
export function waitedSince(list: readonly FindingDecisionRecord[], at: InstantText): DateText | null {
  // What another decision of the same day took the place of let it be on no day.
  const judged = judgedOf(inOrder(list.filter((one) => compareInstants(one.at, at) <= 0))).filter((one, n, all) => {
    const next = all[n + 1];
    return next === undefined || dateOf(next.at) !== dateOf(one.at);
  });
  const last = judged.findLastIndex(({ decision }) => decision !== 'reopen');
  const left = judged[last];
  if (left === undefined) return null;
  const again = judged[last + 1];
  const days = [
    ...(again === undefined ? [] : [dateOf(again.at)]),
    ...(left.decision === 'accept' && left.expiresOn !== undefined ? [dayAfter(left.expiresOn)] : []),
  ];
  return days.sort()[0] ?? null;
}

/** First day on which what waits is late: after its deadline, or when it is waited for again, where that came later. @param again of `waitedSince` */
export function lateFrom(dueOn: DateText, again: DateText | null): DateText {
  const late = dayAfter(dueOn);
  return again !== null && again > late ? again : late;
}

const dayAfter = (day: DateText): DateText => toDate(day).add({ days: 1 }).toString();

const inOrder = (list: readonly FindingDecisionRecord[]): FindingDecisionRecord[] =>
  list.toSorted((a, b) => compareInstants(a.at, b.at) || compareRecordIds(a.id, b.id));

/** The purchaser bears the risk: what the supplier alone calls accepted, or no finding, stays open. */
const judgedOf = (ordered: readonly FindingDecisionRecord[]): FindingDecisionRecord[] =>
  ordered.filter((one) => !isClaimed(one, 'approver') && ['accept', 'false-positive', 'reopen'].includes(one.decision));

/** @param list up to the instant */
function decide(list: readonly FindingDecisionRecord[], at: InstantText): Decided {
  const today = dateOf(at);
  const ordered = inOrder(list);
  const judged = judgedOf(ordered).at(-1);
  const accepted = judged?.decision === 'accept' ? judged : null;
  const valid = accepted !== null && (accepted.expiresOn === undefined || today <= accepted.expiresOn);
  const last = <K extends 'owner' | 'plan' | 'dueOn' | 'change'>(field: K): FindingDecisionRecord[K] | null =>
    ordered.findLast((one) => one[field] !== undefined)?.[field] ?? null;
  return {
    accepted: valid ? accepted : null,
    falsePositive: judged?.decision === 'false-positive' ? judged : null,
    expired: valid ? null : accepted,
    owner: last('owner') ?? null,
    plan: last('plan') ?? null,
    dueOn: last('dueOn') ?? null,
    change: last('change') ?? null,
    waitedFrom: waitedSince(list, at),
    retest: ordered.findLast((one) => one.decision === 'retest') ?? null,
  };
}
