/**
 * Follow-up of findings (5.3.6): one per asset, port or component and id, across all scans. A finding is fixed only when a
 * later scan of that scanner covered that asset and no longer shows it. Pure.
 */

import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { compareInstants, type DateText, dateOf, type InstantText, toDate } from '../../../contract/time.ts';
import { type Finding, type FindingLevel, findingLevels } from '../../../records/finding.ts';
import { type FindingState, findingStates } from '../../../states/finding.ts';
import { percentText } from '../../../wording/figures.ts';
import type { FindingDecisionRecord } from '../kinds/finding-decision.ts';
import type { ScanRecord } from '../kinds/scan.ts';
import { type Decided, decisionsByKey, lateFrom } from './decisions.ts';
import { assetsByAddress, type FollowedScans, followScans, type Gone, type Track, type Turn } from './track.ts';

/** Of the tables in which documents list them, by which what they said is found again. */
export const OVERDUE_TITLE = '逾期未修复的漏洞';
export const PLAN_TITLE = '修复计划与逾期';

/** What both sides agreed on about remedying: `contract/finding-levels.yaml`. */
export interface FindingRules {
  /** Days from first sight to the remediation deadline, by level. */
  deadlines: Readonly<Record<FindingLevel, number>>;
  /** Percentile of EPSS from which a finding is handled one priority earlier. */
  epssFrom: number;
}

/** Those of workspaces made before the file was kept. */
export const defaultRules: FindingRules = { deadlines: { critical: 7, high: 15, medium: 30, low: 90 }, epssFrom: 0.9 };

export function findingRules({ findingLevels: data }: Pick<ContractBundle, 'findingLevels'>): FindingRules {
  if (data === undefined) return defaultRules;
  const days = Object.fromEntries(data.levels.map((row) => [row.level, row.days]));
  return { deadlines: { ...defaultRules.deadlines, ...days }, epssFrom: data.epssFrom };
}

export interface FollowedFinding {
  key: string;
  /** As the newest scan that shows it says. */
  finding: Finding;
  /** Scanners that ever showed it. */
  scanners: string[];
  state: FindingState;
  /** 1 first … 4 last: by level, raised by what is known of its being exploited. */
  priority: number;
  /** A scanner that shows it was imported with a list of known exploited vulnerabilities that has it. */
  exploited: boolean;
  /** Its highest percentile of EPSS in those imports, 0–1; null when none gave one. */
  epss: number | null;
  /** Still shown by the newest scan that covered it. */
  open: boolean;
  firstSeen: InstantText;
  lastSeen: InstantText;
  /** Begin of the present episode: first sight, or the sight after it had been fixed. */
  since: InstantText;
  /** The scan that showed it first. */
  found: Turn;
  /** The newest scan that shows it. */
  seen: Turn;
  /** The scans that showed it again after it had been fixed. */
  returns: readonly Turn[];
  /** The scans that no longer showed it: one for each time that it was fixed. */
  fixes: readonly Gone[];
  /** When the scan that no longer shows it ended; null while open. */
  fixedAt: InstantText | null;
  owner: string | null;
  plan: string | null;
  /** Deadline: the agreed one, else by level from `since`. ISO date, inclusive. */
  dueOn: string;
  /**
   * Open, neither accepted nor a false positive, and past the deadline. Not yet 逾期未修复: a repair may have been released in time that only
   * a scan has to confirm; `overdueOf` tells them apart.
   */
  pastDue: boolean;
  /** First day on which it is late while it waits: after `dueOn`, or once an acceptance that outlasted it has ended. */
  lateFrom: DateText;
  /** Days by which it is late, 0 where it is not: `daysPastDue` at `asOf`. */
  daysPast: number;
  decision: Decided;
}

/** Where a period begins; or the ids of the scans that a document counts, whenever they were made. */
export type Within = InstantText | ReadonlySet<string>;

export const isWithin = (within: Within, { scan, at }: Turn): boolean =>
  typeof within === 'string' ? compareInstants(at, within) >= 0 : within.has(scan);

export interface FindingsInput {
  scans: readonly ScanRecord[];
  decisions: readonly FindingDecisionRecord[];
  asOf: InstantText;
  /** What was first seen within is 新增, what came back within 重新出现. */
  from: Within;
  rules?: FindingRules;
}

/**
 * Every finding that any scan up to `asOf` showed: those past their deadline first, then open ones by priority, level, time and key.
 * @param tracked what `followScans` made of just these scans, for callers who need it as well
 */
export function followFindings(input: FindingsInput, tracked?: FollowedScans): FollowedFinding[] {
  const scans = input.scans.filter((scan) => compareInstants(scan.finishedAt, input.asOf) <= 0);
  const { tracks } = tracked ?? followScans(scans);
  const decisions = decisionsByKey(input.decisions, input.asOf, assetsByAddress(scans));
  return [...tracks.values()].map((track) => followed(track, decisions.get(track.key), input)).sort(order);
}

function followed(track: Track, decided: Decided = NOTHING, input: FindingsInput): FollowedFinding {
  const { finding } = track;
  const open = track.fixedAt === null;
  const state = stateOf(track, decided, input);
  const rules = input.rules ?? defaultRules;
  const dueOn = decided.dueOn ?? agreedDay(rules, finding.level, track.since);
  const waits = open && state !== 'accepted' && state !== 'false-positive';
  const today = dateOf(input.asOf);
  const late = lateFrom(dueOn, decided.waitedFrom);
  const pastDue = waits && today >= late;
  return {
    key: track.key,
    finding,
    scanners: [...track.byScanner.keys()],
    state,
    ...priorityOf(track, rules),
    open,
    firstSeen: track.firstSeen,
    lastSeen: track.lastSeen,
    since: track.since,
    found: track.found,
    seen: track.seen,
    returns: track.returns,
    fixes: track.fixes,
    fixedAt: track.fixedAt,
    owner: decided.owner,
    plan: decided.plan,
    dueOn,
    pastDue,
    lateFrom: late,
    daysPast: daysPastDue({ pastDue, lateFrom: late }, today),
    decision: decided,
  };
}

/** Days for which a finding that still waits is late; 0: it is not, or nothing is waited for. @param today day of the contract */
export function daysPastDue(
  { pastDue, lateFrom: from }: Pick<FollowedFinding, 'pastDue' | 'lateFrom'>,
  today: DateText,
): number {
  return pastDue ? Math.max(0, toDate(from).until(toDate(today)).days + 1) : 0;
}

/** Its deadline; where it is late only since a later day, with that. */
export const deadlineText = ({ dueOn, lateFrom: from }: Pick<FollowedFinding, 'dueOn' | 'lateFrom'>): string =>
  from === lateFrom(dueOn, null) ? dueOn : `${dueOn}（逾期自 ${from} 起算）`;

/** Known to be exploited: first of all; likely to be: one earlier than its level. */
function priorityOf({ finding, byScanner }: Track, { epssFrom }: FindingRules) {
  const told = [finding, ...[...byScanner.values()].filter((one) => one.shown).map((one) => one.finding)];
  const exploited = told.some((one) => one.exploited === true);
  const likely = told.flatMap((one) => (one.epss === undefined ? [] : [one.epss]));
  const epss = likely.length === 0 ? null : Math.max(...likely);
  const byLevel = 1 + levelOrder.indexOf(finding.level);
  const raised = epss !== null && epss >= epssFrom ? Math.max(1, byLevel - 1) : byLevel;
  return { priority: exploited ? 1 : raised, exploited, epss };
}

/** `1（已知被利用）`, `2（EPSS 97.31 %）`, `3` */
export function priorityText({
  priority,
  exploited,
  epss,
}: Pick<FollowedFinding, 'priority' | 'exploited' | 'epss'>): string {
  if (exploited) return `${priority}（已知被利用）`;
  return epss === null ? String(priority) : `${priority}（EPSS ${percentText(epss)}）`;
}

const NOTHING: Decided = {
  accepted: null,
  falsePositive: null,
  expired: null,
  owner: null,
  plan: null,
  dueOn: null,
  change: null,
  waitedFrom: null,
  retest: null,
};

function stateOf(track: Track, decided: Decided, { from }: FindingsInput): FindingState {
  if (track.fixedAt !== null) return 'fixed';
  if (decided.falsePositive !== null) return 'false-positive';
  if (decided.accepted !== null) return 'accepted';
  const back = track.returns.at(-1);
  if (!isWithin(from, back ?? track.found)) return 'continuing';
  return back === undefined ? 'new' : 'reopened';
}

const levelOrder = Object.keys(findingLevels);

function order(a: FollowedFinding, b: FollowedFinding): number {
  return (
    Number(b.pastDue) - Number(a.pastDue) ||
    Number(b.open) - Number(a.open) ||
    Number(b.exploited) - Number(a.exploited) ||
    a.priority - b.priority ||
    levelOrder.indexOf(a.finding.level) - levelOrder.indexOf(b.finding.level) ||
    compareInstants(a.since, b.since) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}

/** The last day of the days that the level has, from an instant on. */
export const agreedDay = ({ deadlines }: FindingRules, level: FindingLevel, since: InstantText): DateText =>
  toDate(dateOf(since)).add({ days: deadlines[level] }).toString();

/** What is so at the end, not what happened. */
const isStanding = (state: FindingState): boolean => !['new', 'reopened', 'fixed'].includes(state);

/**
 * Number of findings by state and level. 新增, 重新出现 and 已修复 are what happened within, whatever became of it since: found
 * first, and each time that it came back or was fixed; the other states are those at the end.
 */
export function countFindings(
  list: readonly FollowedFinding[],
  within: Within,
): Record<FindingState, Record<FindingLevel, number>> {
  const counts = Object.fromEntries(
    Object.keys(findingStates).map((state) => [state, { critical: 0, high: 0, medium: 0, low: 0 }]),
  ) as Record<FindingState, Record<FindingLevel, number>>;
  for (const { state, finding, found, returns, fixes } of list) {
    if (isWithin(within, found)) counts.new[finding.level] += 1;
    counts.fixed[finding.level] += fixes.filter((one) => isWithin(within, one)).length;
    counts.reopened[finding.level] += returns.filter((one) => isWithin(within, one)).length;
    if (isStanding(state)) counts[state][finding.level] += 1;
  }
  return counts;
}

/** Of the two levels that a reader hears of first. */
export const isSevere = ({ level }: Pick<Finding, 'level'>): boolean => level === 'critical' || level === 'high';

/** Open, and neither accepted nor a false positive: what has to be remedied. One rule for documents, site and terminal. */
export const isWaiting = ({ open, state }: Pick<FollowedFinding, 'open' | 'state'>): boolean =>
  open && state !== 'accepted' && state !== 'false-positive';
