/** Which machines and systems the scans of a period looked at (5.3.6). What no scan looked at is not free of findings. Pure. */
import type { Asset } from '../../../contract/terms/assets.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import type { Coverage } from '../../../states/finding.ts';
import type { ScanRecord } from '../kinds/scan.ts';

export interface AssetCoverage {
  asset: Asset;
  state: Coverage;
  /** End of the last scan that looked at it; null when none did. */
  last: InstantText | null;
  /** Scans of the period that looked at it. */
  scans: number;
}

/** Every asset of the contract that ought to be scanned, in the order of the data. */
export function scanCoverage(assets: readonly Asset[], scans: readonly ScanRecord[]): AssetCoverage[] {
  const seen = seenByAsset(scans);
  return assets
    .filter((asset) => asset.contract && asset.scanned)
    .map((asset) => {
      const own = seen.get(asset.id) ?? NOTHING;
      if (own.scans > 0) return { asset, state: 'scanned', last: own.last, scans: own.scans };
      const host = asset.host === undefined ? NOTHING : (seen.get(asset.host) ?? NOTHING);
      if (host.scans > 0) return { asset, state: 'by-host', last: host.last, scans: host.scans };
      return { asset, state: own.failed ? 'failed' : 'not-scanned', last: null, scans: 0 };
    });
}

interface Seen {
  scans: number;
  last: InstantText | null;
  failed: boolean;
}

const NOTHING: Seen = { scans: 0, last: null, failed: false };

function seenByAsset(scans: readonly ScanRecord[]): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const scan of scans) {
    const targets = Map.groupBy(scan.hosts, (host) => host.asset);
    for (const [asset, hosts] of targets) {
      if (asset === undefined) continue;
      const before = seen.get(asset) ?? NOTHING;
      const scanned = hosts.some((host) => host.state === 'scanned');
      seen.set(asset, {
        scans: before.scans + (scanned ? 1 : 0),
        last: scanned ? later(before.last, scan.finishedAt) : before.last,
        failed: before.failed || hosts.some((host) => host.state === 'down' || host.state === 'failed'),
      });
    }
  }
  return seen;
}

const later = (a: InstantText | null, b: InstantText): InstantText => (a !== null && compareInstants(a, b) > 0 ? a : b);

/** Addresses that belong to no known asset, each with how many findings the scans showed there. */
export function unmappedAddresses(
  scans: readonly ScanRecord[],
): { address: string; scans: number; findings: number }[] {
  const found = new Map<string, { scans: Set<string>; findings: Set<string> }>();
  const at = (address: string) => {
    const known = found.get(address) ?? { scans: new Set(), findings: new Set() };
    found.set(address, known);
    return known;
  };
  for (const scan of scans) {
    const mapped = new Set(scan.hosts.filter((host) => host.asset !== undefined).map((host) => host.address));
    for (const host of scan.hosts) {
      if (host.asset === undefined && host.state === 'scanned') at(host.address).scans.add(scan.id);
    }
    for (const finding of scan.findings) {
      if (finding.asset !== undefined || mapped.has(finding.address)) continue;
      at(finding.address).findings.add(`${finding.component} ${finding.id}`);
    }
  }
  return [...found]
    .map(([address, one]) => ({ address, scans: one.scans.size, findings: one.findings.size }))
    .sort((a, b) => b.findings - a.findings || (a.address < b.address ? -1 : 1));
}
