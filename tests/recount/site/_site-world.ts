/** What the site knows when it is built: all of the workspace up to a moment, of no document. */
import { type Data, ms, offsetOf } from '../../../src/recount/data.ts';
import type { OpenRepository } from '../../../src/recount/repository.ts';
import { type World, worldsOf } from '../../../src/recount/world.ts';

export interface SiteWorld extends World {
  /** Kinds of which there are records. */
  kinds: readonly string[];
  /** First and last day of the service so far. */
  served: { from: string; to: string };
}

/** Names no obligation, so that nothing is held to the cut of another document. */
const SITE = 'site';

/**
 * @param manifests of all issued documents, with their inputs. @param commit of the data that the site is built from
 * @param at ISO, with any offset: when it is built. Days are those of the contract, whose offset the issued documents bear
 */
export function siteWorld(
  repository: OpenRepository,
  manifests: readonly Data[],
  { commit, at: moment }: { commit: string; at: string },
): SiteWorld {
  const at = inOffsetOf(manifests[0]?.asOf ?? moment, moment);
  repository.open([commit]);
  const tree = repository.tree(commit);
  const issued = manifests.filter(({ times }) => ms(times.issued) <= ms(at));
  const blob = tree.get('contract/contract.yaml') as string;
  const { from, to: last }: Data = repository.read([blob])[0].servicePeriod;
  const manifest = {
    ...{ number: SITE, obligation: SITE, period: `service-${SITE}`, revision: 1, event: null, inputs: [] },
    ...{ from, to: last, asOf: at, cut: at, times: { issued: at }, dataCommit: commit },
  };
  const world = worldsOf(repository, [...issued, manifest])(manifest);
  const today = world.clock.day(world.asOf);
  const to = today < last ? today : last;
  const [start, end] = [world.clock.at(from, '00:00'), world.clock.at(last, '00:00')];
  const span = { period: manifest.period, from, to: last, start, cut: ms(at), tells: true };
  return {
    ...world,
    // What is written down after the last day still counts: nothing comes after it that would tell of it.
    spans: [{ ...span, end: Math.max(end + DAY, ms(at) + 1) }],
    known: issued,
    others: () => [],
    kinds: [...new Set([...tree.keys()].flatMap((path) => /^records\/([^/]+)\//.exec(path)?.[1] ?? []))].sort(),
    served: { from, to },
  };
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/** The same moment with the offset of another. */
function inOffsetOf(sample: string, at: string): string {
  const zone = /(?:[+-]\d\d:\d\d|Z)$/.exec(sample)?.[0] ?? '';
  return `${new Date(ms(at) + offsetOf(sample) * MINUTE).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}${zone}`;
}
