/** Which asset an address, a host name or an image of a scanner report is. Pure. */
import { type Asset, isAsset } from '../../contract/terms/assets.ts';
import type { ReportedHost } from '../../scanners/_scanner.ts';
import type { ScanSettings } from '../../workspace/settings/scan.ts';
import type { SourceSettings } from '../../workspace/settings/settings.ts';

/** What is known of whose names are whose, the surest first. */
type Names = ReadonlyMap<string, ReadonlySet<string>>;

export interface FoundAsset {
  asset?: string;
  /** Assets that the name may mean, when there is no telling which. */
  several?: string[];
}

export interface AssetKnowledge {
  assets: readonly Asset[];
  scan: Pick<ScanSettings, 'assets'>;
  sources: readonly SourceSettings[];
}

/**
 * By the settings' own list first, then by the asset's addresses, id and name, then by the addresses at which sources
 * read hosts. Of several assets at one address the host is meant: what runs on it has no address of its own.
 */
export function assetFinder(known: AssetKnowledge): (host: Pick<ReportedHost, 'address' | 'names'>) => FoundAsset {
  const hosts = new Set(known.assets.filter((one) => isAsset(one, 'machine')).map((one) => one.id));
  const layers = [ofSettings(known), ofContract(known), ofSources(known, hosts)];
  return ({ address, names }) => {
    const spellings = [address, ...names].flatMap(spellingsOf);
    for (const layer of layers) {
      const found = new Set(spellings.flatMap((name) => [...(layer.get(name) ?? [])]));
      if (found.size === 0) continue;
      const [only] = found.size === 1 ? found : [...found].filter((id) => hosts.has(id));
      const unsure = found.size > 1 && [...found].filter((id) => hosts.has(id)).length !== 1;
      return unsure || only === undefined ? { several: [...found].sort() } : { asset: only };
    }
    return {};
  };
}

function ofSettings({ scan }: AssetKnowledge): Names {
  return namesOf(
    scan.assets.map(({ asset, addresses, names, images }) => [asset, [...addresses, ...names, ...images]]),
  );
}

function ofContract({ assets }: AssetKnowledge): Names {
  return namesOf(assets.map(({ id, name, addresses }) => [id, [id, name, ...(addresses ?? [])]]));
}

/** Only what reads a host as such: a page or a database may answer behind the address of something else. */
function ofSources({ sources }: AssetKnowledge, hosts: ReadonlySet<string>): Names {
  return namesOf(
    sources
      .filter((source) => hosts.has(source.target))
      .map(({ target, options }) => [
        target,
        [options['url'], options['host']]
          .filter((value): value is string => typeof value === 'string' && !value.includes('${'))
          .flatMap(spellingsOf)
          .filter((name) => !/^(localhost|127\.|\[?::1)/.test(name)),
      ]),
  );
}

function namesOf(list: readonly (readonly [asset: string, names: readonly string[]])[]): Names {
  const byName = new Map<string, Set<string>>();
  for (const [asset, names] of list) {
    for (const name of names) byName.set(name.toLowerCase(), (byName.get(name.toLowerCase()) ?? new Set()).add(asset));
  }
  return byName;
}

/** A name as it stands, the host of an address with port or path, a host name without domain, an image without tag. */
function spellingsOf(name: string): string[] {
  const plain = name.trim().toLowerCase();
  const host = URL.canParse(plain) && plain.includes('://') ? new URL(plain).hostname : plain;
  const undigested = host.replace(/@sha256:[0-9a-f]+$/, '');
  const untagged = undigested.replace(/:[^:/]+$/, '');
  const label = /^[a-z][a-z0-9-]*(?=\.[a-z0-9.-]+$)/.exec(host)?.[0];
  return [...new Set([plain, host, undigested, untagged, ...(label === undefined ? [] : [label])])].filter(
    (one) => one !== '',
  );
}
