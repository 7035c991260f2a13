/** Follows each finding from scan to scan. Pure. */
import { compareRecordIds } from '../../../contract/record-id.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import { type Finding, type FindingLevel, findingKey } from '../../../records/finding.ts';
import type { ScanRecord } from '../kinds/scan.ts';

/** What one scanner last said of a finding. */
interface Sight {
  shown: boolean;
  /** Address at which it was last shown. */
  address: string;
  /** The asset was one address in that scan, so that a change of address does not hide it. */
  alone: boolean;
  finding: Finding;
}

/** A scan that turned the state of a finding. */
export interface Turn {
  scan: string;
  /** When it ended. */
  at: InstantText;
}

/** A scan that no longer showed it. */
export interface Gone extends Turn {
  /** The level that it had until then, and the scan since which it had it: a later time may have another. */
  level: FindingLevel;
  graded: Turn;
}

export interface Track {
  key: string;
  /** Newest words for it; the most severe one where scanners differ in the same state. */
  finding: Finding;
  byScanner: Map<string, Sight>;
  firstSeen: InstantText;
  lastSeen: InstantText;
  /** The scan that showed it first. */
  found: Turn;
  /** The newest scan that shows it. */
  seen: Turn;
  /** Begin of the present (or last) episode. */
  since: InstantText;
  /** The scans that showed it again after it had been fixed. */
  returns: Turn[];
  /** The scans that no longer showed it, one an episode that ended. */
  fixes: Gone[];
  /** The scan since which it has its level, of the present (or last) episode. */
  graded: Turn;
  /** End of the scan that no longer showed it, when no scanner shows it any more. */
  fixedAt: InstantText | null;
}

/** Open findings after one scan. */
export interface OpenAfter {
  at: InstantText;
  scan: string;
  open: Record<FindingLevel, number>;
}

/** Where a scan looked: addresses, and the one address of each asset that has only one. */
interface Coverage {
  addresses: Set<string>;
  alone: Map<string, string>;
  targets: Set<string>;
}

/** Asset of each address as any of the scans knew it (the newest wins): an address mapped later keeps its findings. */
export function assetsByAddress(scans: readonly ScanRecord[]): Map<string, string> {
  const assets = new Map<string, string>();
  for (const scan of inOrder(scans)) {
    for (const { address, asset } of [...scan.hosts, ...scan.findings])
      if (asset !== undefined) assets.set(address, asset);
  }
  return assets;
}

const inOrder = (scans: readonly ScanRecord[]): ScanRecord[] =>
  scans.toSorted((a, b) => compareInstants(a.finishedAt, b.finishedAt) || compareRecordIds(a.id, b.id));

/** Everything that following the scans builds up. */
interface Follow {
  tracks: Map<string, Track>;
  /** Scanner → asset or address → keys it ever showed there, so that a scan looks only at what it covered. */
  index: Map<string, Map<string, Set<string>>>;
  open: Record<FindingLevel, number>;
}

export interface FollowedScans {
  tracks: Map<string, Track>;
  history: OpenAfter[];
}

/** All findings of the scans, and how many were open after each (the burn-down). */
export function followScans(scans: readonly ScanRecord[]): FollowedScans {
  const follow: Follow = { tracks: new Map(), index: new Map(), open: { critical: 0, high: 0, medium: 0, low: 0 } };
  const assets = assetsByAddress(scans);
  const history = inOrder(scans).map((scan) => {
    followOne(follow, scan, assets);
    return { at: scan.finishedAt, scan: scan.id, open: { ...follow.open } };
  });
  return { tracks: follow.tracks, history };
}

function followOne(follow: Follow, scan: ScanRecord, assets: ReadonlyMap<string, string>): void {
  const coverage = coverageOf(scan, assets);
  const known = follow.index.get(scan.scanner) ?? new Map<string, Set<string>>();
  follow.index.set(scan.scanner, known);
  const shown = new Set<string>();
  for (const told of scan.findings) {
    const asset = told.asset ?? assets.get(told.address);
    const finding = asset === undefined ? told : { ...told, asset };
    const { key } = see(follow, finding, scan, coverage);
    shown.add(key);
    const target = asset ?? finding.address;
    known.set(target, (known.get(target) ?? new Set<string>()).add(key));
  }
  const gone = [...coverage.targets]
    .flatMap((target) => [...(known.get(target) ?? [])])
    .filter((key) => !shown.has(key));
  for (const key of gone) miss(follow, key, scan, coverage);
}

function coverageOf(scan: ScanRecord, assets: ReadonlyMap<string, string>): Coverage {
  const scanned = scan.hosts
    .filter((host) => host.state === 'scanned')
    .map(({ address, asset }) => ({ address, asset: asset ?? assets.get(address) }));
  const alone = new Map<string, string>();
  const several = new Set<string>();
  for (const { asset, address } of scanned) {
    if (asset === undefined) continue;
    if (alone.has(asset)) several.add(asset);
    alone.set(asset, address);
  }
  for (const asset of several) alone.delete(asset);
  return {
    addresses: new Set(scanned.map((host) => host.address)),
    alone,
    targets: new Set(scanned.map((host) => host.asset ?? host.address)),
  };
}

/** A scan shows the finding: first sight, another sight, or the sight after it had been fixed. */
function see({ tracks, open }: Follow, finding: Finding, scan: ScanRecord, coverage: Coverage): Track {
  const at = scan.finishedAt;
  const key = findingKey(finding);
  const old = tracks.get(key);
  const turn = { scan: scan.id, at };
  const track: Track = old ?? {
    ...{ key, finding, byScanner: new Map(), firstSeen: at, lastSeen: at, since: at, fixedAt: null },
    ...{ found: turn, seen: turn, graded: turn, returns: [], fixes: [] },
  };
  if (old !== undefined && old.fixedAt === null) open[old.finding.level] -= 1;
  if (old !== undefined && old.fixedAt !== null) {
    track.since = at;
    track.graded = turn;
    track.returns.push(turn);
    track.fixedAt = null;
  }
  const alone = finding.asset !== undefined && coverage.alone.has(finding.asset);
  track.byScanner.set(scan.scanner, { shown: true, address: finding.address, alone, finding });
  track.lastSeen = at;
  track.seen = turn;
  grade(track, worstOf(track, finding), turn);
  open[track.finding.level] += 1;
  tracks.set(key, track);
  return track;
}

/** Its words as a scan leaves them. */
function grade(track: Track, finding: Finding, turn: Turn): void {
  if (finding.level !== track.finding.level) track.graded = turn;
  track.finding = finding;
}

const severity: readonly FindingLevel[] = ['critical', 'high', 'medium', 'low'];

/** The newest words, unless another scanner that still shows it grades it more severely. */
function worstOf(track: Track, newest: Finding): Finding {
  const shown = [...track.byScanner.values()].filter((sight) => sight.shown).map((sight) => sight.finding);
  return shown.reduce(
    (worst, one) => (severity.indexOf(one.level) < severity.indexOf(worst.level) ? one : worst),
    newest,
  );
}

/** A scan of this scanner no longer shows the finding: it counts only when the scan looked where it had been. */
function miss({ tracks, open }: Follow, key: string, scan: ScanRecord, coverage: Coverage): void {
  const track = tracks.get(key);
  const sight = track?.byScanner.get(scan.scanner);
  if (track === undefined || sight === undefined || !sight.shown || !lookedAt(sight, coverage)) return;
  const turn = { scan: scan.id, at: scan.finishedAt };
  sight.shown = false;
  open[track.finding.level] -= 1;
  const still = [...track.byScanner.values()].find((one) => one.shown);
  if (still === undefined) {
    track.fixedAt = scan.finishedAt;
    track.fixes.push({ ...turn, level: track.finding.level, graded: track.graded });
    return;
  }
  grade(track, worstOf(track, still.finding), turn);
  open[track.finding.level] += 1;
}

/** The address was scanned; or the asset was, and it is one address now as it was then (its address changed). */
function lookedAt(sight: Sight, coverage: Coverage): boolean {
  if (coverage.addresses.has(sight.address)) return true;
  const asset = sight.finding.asset;
  return asset !== undefined && sight.alone && coverage.alone.has(asset);
}
