/**
 * 发现 → 决定 → 修复 → 复扫 of one finding (5.3.6): each step with the record that shows it. What no scan looked at since the repair is
 * 尚未复扫, whatever people wrote down of it. Pure.
 */
import { compareRecordIds } from '../../../contract/record-id.ts';
import { compareInstants, type DateText, dateOf, type InstantText, toDate } from '../../../contract/time.ts';
import type { ChangeRecord } from '../../changes/kinds/change.ts';
import type { FindingDecisionRecord } from '../kinds/finding-decision.ts';
import type { ScanRecord } from '../kinds/scan.ts';
import { decidedAt, decisionKey, lateFrom } from './decisions.ts';
import type { FollowedFinding } from './findings.ts';
import type { Turn } from './track.ts';

/** What the scans say after the repair, or, where none was released, after the finding was found. */
export type Rescan =
  /** A later scan looked there and no longer shows it. */
  | { state: 'gone'; turn: Turn }
  /** A later scan looked there and still shows it. */
  | { state: 'present'; turn: Turn }
  /** No scan looked there since. `since`: what it is counted from. */
  | { state: 'none'; since: 'repair' | 'found' };

/** When a finding that a scan no longer shows was fixed, and what says so. */
export interface Fix {
  /** The release of the change that mended it; where none is on record, the scan, which alone shows it. */
  by: 'repair' | 'rescan';
  at: InstantText;
  /** The scan that no longer shows it, without which nothing is fixed. */
  rescanned: Turn;
  /** Days from the deadline to `at`, or from when it was waited for again after it; 0: in time, or nobody waited for it then: its risk was accepted, or it was called a false positive. */
  late: number;
}

export interface FindingChain {
  /** Every decision about it, in order of time, also those that decide nothing any more. */
  decisions: readonly FindingDecisionRecord[];
  /** The changes that carry the repair out, in order of their ids. */
  repairs: readonly ChangeRecord[];
  rescan: Rescan;
  /** null while it is open. */
  fix: Fix | null;
}

/** What is known beside the findings; made once for all of them. */
export interface ChainFacts {
  decisions: ReadonlyMap<string, readonly FindingDecisionRecord[]>;
  changes: ReadonlyMap<string, ChangeRecord>;
  /** By the number of the vulnerability that a change says it mends. */
  mending: ReadonlyMap<string, readonly ChangeRecord[]>;
  /** When a scan began, by its id. */
  begun: ReadonlyMap<string, InstantText>;
}

/**
 * @param assets asset of each address, by `assetsByAddress`
 * @param asOf decisions made later are left out
 */
export function chainFacts(
  given: {
    scans: readonly ScanRecord[];
    decisions: readonly FindingDecisionRecord[];
    changes: readonly ChangeRecord[];
  },
  assets: ReadonlyMap<string, string>,
  asOf: InstantText,
): ChainFacts {
  const made = given.decisions
    .filter(({ at }) => compareInstants(at, asOf) <= 0)
    .sort((a, b) => compareInstants(a.at, b.at) || compareRecordIds(a.id, b.id));
  const mends = given.changes.flatMap((change) => (change.findings ?? []).map((id) => ({ id, change })));
  return {
    decisions: Map.groupBy(made, (one) => decisionKey(one, assets)),
    changes: new Map(given.changes.map((one) => [one.id, one])),
    mending: new Map(
      [...Map.groupBy(mends, ({ id }) => id)].map(([id, list]) => [id, list.map(({ change }) => change)]),
    ),
    begun: new Map(given.scans.map(({ id, startedAt }) => [id, startedAt])),
  };
}

/** The steps of one finding. */
export function findingChain(facts: ChainFacts, one: FollowedFinding): FindingChain {
  const decisions = facts.decisions.get(one.key) ?? [];
  const repairs = repairsOf(facts, one, decisions);
  const rescan = rescanOf(facts, one, repairs);
  const fix = rescan.state === 'gone' ? fixOf(facts, { ...one, decisions, repairs }, rescan.turn) : null;
  return { decisions, repairs, rescan, fix };
}

/** One time that a finding was there, up to the scan that no longer showed it. */
interface Episode {
  since: InstantText;
  dueOn: DateText;
  decisions: readonly FindingDecisionRecord[];
  repairs: readonly ChangeRecord[];
}

/** The changes of `findingChain`, without the rest of it. */
export const repairsIn = (facts: ChainFacts, one: FollowedFinding): ChangeRecord[] =>
  repairsOf(facts, one, facts.decisions.get(one.key) ?? []);

/** The changes that its decisions name, and those that say they mend it on its asset. */
function repairsOf(
  { changes, mending }: ChainFacts,
  { finding }: FollowedFinding,
  decisions: readonly FindingDecisionRecord[],
): ChangeRecord[] {
  const named = decisions.flatMap(({ change }) => (change === undefined ? [] : (changes.get(change) ?? [])));
  const listed = (mending.get(finding.id) ?? []).filter((one) => one.assets.includes(finding.asset ?? ''));
  return [...new Set([...named, ...listed])].sort((a, b) => compareRecordIds(a.id, b.id));
}

/** A scan that began before the release says nothing of it. */
function rescanOf({ begun }: ChainFacts, one: FollowedFinding, repairs: readonly ChangeRecord[]): Rescan {
  const gone = one.fixes.at(-1);
  if (one.fixedAt !== null && gone !== undefined) return { state: 'gone', turn: gone };
  const released = releasesOf(repairs).at(-1);
  const from = released ?? one.since;
  const again = compareInstants(begun.get(one.seen.scan) ?? one.seen.at, from) > 0;
  if (again) return { state: 'present', turn: one.seen };
  return { state: 'none', since: released === undefined ? 'found' : 'repair' };
}

/**
 * The agreed days are those of the remedy (整改天数), so that the last release before the scan that proves it counts, not the day on which
 * the scan's turn came. What was released before the present episode, or after that scan had begun, did not bring about what it saw.
 */
export function fixOf(
  { begun }: Pick<ChainFacts, 'begun'>,
  { since, dueOn, decisions, repairs }: Episode,
  rescanned: Turn,
): Fix {
  const until = begun.get(rescanned.scan) ?? rescanned.at;
  const repaired = releasesOf(repairs)
    .filter((at) => compareInstants(at, since) >= 0 && compareInstants(at, until) <= 0)
    .at(-1);
  const at = repaired ?? rescanned.at;
  const { accepted, falsePositive, waitedFrom } = decidedAt(decisions, at);
  const days = Math.max(0, toDate(lateFrom(dueOn, waitedFrom)).until(toDate(dateOf(at))).days + 1);
  const late = accepted === null && falsePositive === null ? days : 0;
  return { by: repaired === undefined ? 'rescan' : 'repair', at, rescanned, late };
}

/**
 * When a finding that the scans still show was mended, as its changes say, and no scan has looked there since.
 * @returns null where nothing was released, or a scan looked
 */
export const unprovenRelease = ({ repairs, rescan }: Pick<FindingChain, 'repairs' | 'rescan'>): InstantText | null =>
  rescan.state === 'none' && rescan.since === 'repair' ? (releasesOf(repairs).at(-1) ?? null) : null;

/**
 * Past its deadline, mended within it as its changes say, and no scan has looked there since: neither 逾期未修复 nor proven. Judged as
 * `fixOf` would, if a scan after the release no longer showed it.
 */
export function awaitsRescan(one: FollowedFinding, chain: FindingChain): boolean {
  const released = one.pastDue ? unprovenRelease(chain) : null;
  if (released === null) return false;
  const { since, dueOn } = one;
  const { decisions, repairs } = chain;
  const fix = fixOf({ begun: new Map() }, { since, dueOn, decisions, repairs }, { scan: '', at: released });
  return fix.by === 'repair' && !isFixedLate(fix);
}

/** What is past its deadline, by what is known of it. */
export interface Overdue {
  /** 逾期未修复: nothing was released in time, or a scan has looked since and still shows it. */
  late: FollowedFinding[];
  /** 待复扫确认, by `awaitsRescan`. */
  awaiting: FollowedFinding[];
}

/** Of all findings those past their deadline, in their order. @param chains what became of each */
export function overdueOf(
  findings: readonly FollowedFinding[],
  chains: (one: FollowedFinding) => FindingChain,
): Overdue {
  const { late = [], awaiting = [] } = Object.groupBy(
    findings.filter((one) => one.pastDue),
    (one) => (awaitsRescan(one, chains(one)) ? 'awaiting' : 'late'),
  );
  return { late, awaiting };
}

/** When the changes that stand were released, in order. */
const releasesOf = (repairs: readonly ChangeRecord[]): InstantText[] =>
  repairs
    .flatMap(({ releasedAt, stage }) => (releasedAt === undefined || stage === 'withdrawn' ? [] : [releasedAt]))
    .sort(compareInstants);

/** `2025-12-19 修复，2026-01-20 复扫确认`, `2026-01-20 复扫确认`. */
export function fixDatesText({ by, at, rescanned }: Fix): string {
  const confirmed = `${dateOf(rescanned.at)} 复扫确认`;
  return by === 'rescan' ? confirmed : `${dateOf(at)} 修复，${confirmed}`;
}

/** Its dates; of what was late `，晚于期限 7 天` after the day that counts. */
export function fixText(fix: Fix): string {
  if (!isFixedLate(fix)) return fixDatesText(fix);
  const [counts = '', ...confirmed] = fixDatesText(fix).split('，');
  return [counts, `晚于期限 ${fix.late} 天`, ...confirmed].join('，');
}

/** Fixed, and past its deadline: a state of its own, which is not that of what was fixed in time. */
export const isFixedLate = (fix: Fix | null): fix is Fix => fix !== null && fix.late > 0;

/** `已修复`, `已修复，晚 7 天`: how a finding stands, as documents and site say it. @param word of its state */
export const fixedStateText = (word: string, fix: Fix | null): string =>
  isFixedLate(fix) ? `${word}，晚 ${fix.late} 天` : word;

/** Of what no release is on record there is nothing to be scanned again: 复扫 is wanting only after one. */
const NO_RESCAN = { repair: '修复已发布，尚未复扫', found: '未登记修复发布，发现后未再扫描' } as const;

/** `2026-04-21 扫描不再发现`, `2026-04-21 扫描仍发现`, `修复已发布，尚未复扫`, `未登记修复发布，发现后未再扫描`. */
export function rescanText(rescan: Rescan): string {
  if (rescan.state === 'none') return NO_RESCAN[rescan.since];
  return `${dateOf(rescan.turn.at)} 扫描${rescan.state === 'gone' ? '不再发现' : '仍发现'}`;
}
