/** What in the records is an operation that wants a permit, read again from the records alone. */
import { type Data, ms } from '../data.ts';
import type { World } from '../world.ts';

export interface Operation {
  record: Data;
  /** undefined: the record does not say which of the operations it was. */
  does: string | undefined;
  assets: string[];
  from: string;
  to: string;
  /** A field says that something was changed. */
  changes: boolean;
  /** Known by its words alone: it accuses nobody. */
  byWords: boolean;
  /** Had to name a permit, or say that there was none, and did neither. */
  silent: boolean;
  words: string;
  /** Typed conditions of a permit that the record tells about. */
  kept: Record<string, boolean>;
}

const REQUESTS: Readonly<Record<string, string>> = {
  'data-correct': 'data-modify',
  'data-import': 'data-modify',
  'data-export': 'data-export',
  'data-delete': 'data-delete',
  'interface-config': 'configuration',
  'interface-reconcile': 'data-modify',
};

type Read = Partial<Omit<Operation, 'record'>> & { from: string };

const span = ({ startedAt, finishedAt, endedAt }: Data) => ({
  from: startedAt,
  to: finishedAt ?? endedAt ?? startedAt,
});

const READERS: Readonly<Record<string, (one: Data, world: World) => Read | null>> = {
  inspection: (one) =>
    one.runs.length + one.readings.length === 0
      ? null
      : { does: 'collect', assets: one.readings.map((row: Data) => row.target), ...span(one) },
  backup: (one) => ({ does: 'backup', assets: [one.asset], ...span(one) }),
  'restore-test': (one, { clock }) => ({
    ...{ does: 'restore', assets: [one.asset], ...span(one) },
    kept: {
      review: one.reviewer !== undefined,
      'clean-up': one.cleanedAt !== undefined && clock.day(one.cleanedAt) === clock.day(one.startedAt),
    },
  }),
  drill: (one) => ({ does: 'drill', assets: one.assets, ...span(one) }),
  scan: (one) => ({
    ...{ does: 'scan', ...span(one), silent: one.source === 'import' },
    assets: one.hosts.flatMap((host: Data) => (host.state === 'excluded' || !host.asset ? [] : [host.asset])),
  }),
  'remote-session': (one) => ({
    ...{ does: 'remote', assets: one.assets, ...span(one) },
    changes: one.change !== undefined || one.access === 'change',
    words: `${one.purpose}；${one.actions ?? ''}`,
    kept: { companion: one.companion !== undefined, bastion: one.way === 'bastion' },
  }),
  'service-request': (one) =>
    one.startedAt === undefined
      ? null
      : {
          ...{ does: REQUESTS[one.action] ?? 'account', assets: [one.asset], ...span(one) },
          kept: {
            'backup-first': one.backup !== undefined || one.backupNote !== undefined,
            review: one.reviewer !== undefined,
          },
        },
  change: (one) =>
    one.releasedAt === undefined
      ? null
      : {
          ...{ does: 'release', assets: one.assets, from: one.startedAt ?? one.releasedAt, to: one.releasedAt },
          kept: { 'backup-first': one.backup !== undefined },
        },
  // Without a permit only its words make it an operation, and words accuse nobody.
  note: (one) =>
    one.permit === undefined
      ? null
      : { assets: one.asset === undefined ? [] : [one.asset], from: one.at, words: one.text },
  'service-order': (one) =>
    one.permit === undefined
      ? null
      : { assets: one.assets ?? [], from: one.arrivedAt, to: one.leftAt ?? one.arrivedAt, words: one.work },
};

/** Kinds that report operations. */
export const OPERATION_KINDS = Object.keys(READERS);

/** The operations of records; those on the supplier's own machines alone are none. */
export function operationsOf(world: World, records: readonly Data[]): Operation[] {
  const own = new Set(world.assets.filter((one) => one.contract === false).map((one) => one.id));
  return records.flatMap((record) => {
    const read = READERS[record.kind]?.(record, world) ?? null;
    if (read === null) return [];
    const all = [...new Set(read.assets ?? [])];
    const assets = all.filter((asset) => !own.has(asset));
    if (all.length > 0 && assets.length === 0) return [];
    const silent = read.silent === true && record.permit === undefined && record.withoutPermit === undefined;
    const plain = { does: undefined, changes: false, byWords: false, words: '', kept: {} };
    return [{ ...plain, to: read.from, ...read, record, assets, silent }];
  });
}

/** Later than. */
export const isAfter = (a: string, b: string): boolean => ms(a) > ms(b);
