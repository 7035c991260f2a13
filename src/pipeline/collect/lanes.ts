/** Runs many sources at the same time, never too many of one type or against one server. */
import type { SourceSettings } from '../../workspace/settings/settings.ts';

/** At most so many of one type at once: each holds an answer in memory. */
const PER_TYPE = 64;
/** At most so many against one server: reading must not be a load. */
const PER_SERVER = 8;

interface Lane {
  key: string;
  most: number;
}

/**
 * Runs `work` on every item as soon as all its lanes have room; one that must wait lets those behind it pass.
 * @returns results in the order of the items
 */
export async function runInLanes<T, R>(
  items: readonly T[],
  lanesOf: (item: T) => Lane[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const busy = new Map<string, number>();
  const waiting = items.map((item, index) => ({ item, index, lanes: lanesOf(item) }));
  const count = (lanes: Lane[], change: number) => {
    for (const { key } of lanes) busy.set(key, (busy.get(key) ?? 0) + change);
  };
  const started: Promise<void>[] = [];
  const start = (): void => {
    for (let i = 0; i < waiting.length; ) {
      const next = waiting[i] as (typeof waiting)[number];
      if (!next.lanes.every(({ key, most }) => (busy.get(key) ?? 0) < most)) {
        i += 1;
        continue;
      }
      waiting.splice(i, 1);
      count(next.lanes, 1);
      const run = async () => {
        try {
          results[next.index] = await work(next.item);
        } finally {
          count(next.lanes, -1);
          start();
        }
      };
      started.push(run());
    }
  };
  start();
  // Each that ends starts others, so the list grows while it is waited for.
  for (let i = 0; i < started.length; i += 1) await started[i];
  return results;
}

/** The lanes of a source: its type, and each server that it asks where its settings name one. */
export function sourceLanes(source: Pick<SourceSettings, 'type' | 'options'>): Lane[] {
  const servers = new Set(serversOf(source.options));
  return [
    { key: `type ${source.type}`, most: PER_TYPE },
    ...[...servers].map((server) => ({ key: `server ${server}`, most: PER_SERVER })),
  ];
}

/** `host:port` of settings with `host` or `url`, of steps, and of both sides of an interface. */
function serversOf(options: Record<string, unknown>): string[] {
  const { host, port, url, steps, sender, receiver } = options;
  if (typeof host === 'string') return [`${host}:${String(port ?? '')}`];
  if (typeof url === 'string') return [URL.parse(url)?.host ?? ''].filter((server) => server !== '');
  const parts: unknown[] = [...(Array.isArray(steps) ? steps : []), sender, receiver];
  return parts.flatMap((one) =>
    typeof one === 'object' && one !== null ? serversOf(one as Record<string, unknown>) : [],
  );
}
