/**
 * 备份保留: what became of each set that the contract wants kept for so many days. The day of the set is not counted: it may be deleted from
 * `keepDays` days after it on. What was deleted is known by a record of the deletion, or by a list of all sets in which it is missing: one
 * breach, whatever tells of it. That it was kept is proven by what showed it on its last day or later; of anything else nobody knows. Pure.
 */
import { type AskedBackup, isOwedOn } from '../../../contract/terms/backups.ts';
import {
  at,
  compareInstants,
  type DateText,
  dateOf,
  type InstantText,
  latest,
  toDate,
  toText,
} from '../../../contract/time.ts';
import type { BackupRecord } from '../kinds/backup.ts';
import type { BackupDeletionRecord } from '../kinds/backup-deletion.ts';
import type { BackupListRecord } from '../kinds/backup-list.ts';
import { isGoodSet } from './backup-state.ts';

/** `kept` to its last day; `early` deleted before it; `unseen`: its time is over, and nothing shows that it was kept; `running`. */
export type KeptState = 'kept' | 'early' | 'unseen' | 'running';

export interface KeptSet {
  asked: AskedBackup;
  asset: string;
  /** Day on which it was owed and made. */
  day: DateText;
  /** The sets of the day, of which one has to be kept. */
  sets: readonly string[];
  /** First day on which it may be deleted. */
  freeOn: DateText;
  state: KeptState;
  /** Of an early one the day on which it was gone, or was first seen to be, and by how many days that was too early. */
  goneOn: DateText | null;
  short: number;
  /** The records that tell of it. */
  records: readonly string[];
  /** true: a record says that it was deleted, and a later list that it was there. */
  contradicted: boolean;
  /** When it was decided, and when that was written down. */
  event: InstantText;
  entered: InstantText;
}

type Made = Pick<BackupRecord, 'id' | 'plan' | 'asset' | 'set' | 'startedAt' | 'result' | 'verified'>;

/** What is known of the sets. */
export interface KnownSets {
  made: readonly Made[];
  deletions: readonly BackupDeletionRecord[];
  lists: readonly BackupListRecord[];
}

/** Something that says that a set was there or was gone. */
interface Sign {
  at: InstantText;
  entered: InstantText;
  record: string;
  gone: boolean;
  /** What says so: who deleted it, or a list of what there was. */
  by: 'deletion' | 'list';
}

/**
 * Every owed set that was made and has to be kept, in order of its day.
 * @param asked backups of the contract, with the days on which another paper decides
 * @param asOf what came later is not told
 */
export function keptSets(asked: readonly AskedBackup[], known: KnownSets, asOf: InstantText): KeptSet[] {
  return asked
    .filter(({ keepDays }) => keepDays !== undefined)
    .flatMap((ask) => ask.assets.flatMap((asset) => setsOf(ask, asset, known, asOf)))
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function setsOf(
  asked: AskedBackup,
  asset: string,
  { made, deletions, lists }: KnownSets,
  asOf: InstantText,
): KeptSet[] {
  const isOwn = (one: { plan: string; asset: string }): boolean =>
    one.asset === asset && (asked.plans?.includes(one.plan) ?? true);
  const isPast = (one: { at: InstantText }): boolean => compareInstants(one.at, asOf) <= 0;
  const gone = deletions.filter((one) => isOwn(one) && isPast(one));
  const seen = lists.filter((one) => isOwn(one) && isPast(one));
  const own = [
    ...made.filter((one) => isOwn(one) && isGoodSet(one)).map((one) => ({ ...one, madeAt: one.startedAt })),
    // A set of which nothing else is on record: who deleted it says that it was there.
    ...gone.filter(
      (one) => !made.some(({ plan, asset: of, set }) => plan === one.plan && of === asset && set === one.set),
    ),
  ];
  const days = Map.groupBy(own, ({ madeAt }) => dateOf(madeAt));
  return [...days]
    .filter(([day]) => isOwedOn(asked, day))
    .map(([day, sets]) => {
      const found = sets.map(({ plan, set, madeAt }) => signsOf({ plan, set, madeAt }, gone, seen));
      return judged({ asked, asset, day, sets: sets.map(({ set }) => set) }, found, asOf);
    });
}

interface Named {
  plan: string;
  set: string;
  madeAt: InstantText;
}

function signsOf(
  { plan, set, madeAt }: Named,
  deletions: readonly BackupDeletionRecord[],
  lists: readonly BackupListRecord[],
): Sign[] {
  return [
    ...deletions
      .filter((one) => one.plan === plan && one.set === set)
      .map((one): Sign => ({ at: one.at, entered: one.enteredAt, record: one.id, gone: true, by: 'deletion' })),
    ...lists
      .filter((one) => one.plan === plan && compareInstants(one.at, madeAt) > 0)
      .map(
        (one): Sign => ({
          ...{ at: one.at, entered: one.enteredAt, record: one.id, by: 'list' },
          gone: !one.sets.some((row) => row.set === set),
        }),
      ),
  ].toSorted((a, b) => compareInstants(a.at, b.at) || Number(a.gone) - Number(b.gone));
}

/** The first sign that it was gone after which nothing showed it again. */
const lossOf = (signs: readonly Sign[]): Sign | undefined => signs[signs.findLastIndex(({ gone }) => !gone) + 1];

function judged(
  told: Pick<KeptSet, 'asked' | 'asset' | 'day' | 'sets'>,
  signs: readonly (readonly Sign[])[],
  asOf: InstantText,
): KeptSet {
  const keepDays = told.asked.keepDays ?? 0;
  const free = toDate(told.day).add({ days: keepDays });
  const freeOn = free.toString();
  const lastDay = free.subtract({ days: 1 }).toString();
  const end = toText(at(freeOn, '00:00'));
  const losses = signs.map(lossOf);
  // One that was there keeps the day, whatever became of the others.
  const last = losses.every((one) => one !== undefined)
    ? losses.toSorted((a, b) => compareInstants(a.at, b.at)).at(-1)
    : undefined;
  const own = { ...told, freeOn, goneOn: null, short: 0, contradicted: isContradicted(signs) };
  if (last !== undefined && dateOf(last.at) < freeOn) {
    const goneOn = dateOf(last.at);
    return {
      ...own,
      ...{ state: 'early', goneOn, short: toDate(goneOn).until(free, { largestUnit: 'days' }).days },
      records: [last.record],
      ...{ event: last.at, entered: latest([last.at, last.entered]) ?? last.at },
    };
  }
  const proof = signs.flat().find((one) => (one.gone ? isDeletedAfter(one, freeOn) : dateOf(one.at) >= lastDay));
  const isOver = compareInstants(asOf, end) >= 0;
  const state = !isOver ? 'running' : proof === undefined || own.contradicted ? 'unseen' : 'kept';
  return {
    ...own,
    state,
    records: proof === undefined ? [] : [proof.record],
    ...{ event: end, entered: end },
  };
}

/** Who deletes a set after its time shows that it was there until then; a list in which it is missing does not. */
const isDeletedAfter = ({ by, at: time }: Sign, freeOn: DateText): boolean =>
  by === 'deletion' && dateOf(time) >= freeOn;

/** Deleted by one record, and there by a later list. */
const isContradicted = (signs: readonly (readonly Sign[])[]): boolean =>
  signs.some((own) => {
    const lastSeen = own.findLastIndex(({ gone }) => !gone);
    return own.slice(0, Math.max(0, lastSeen)).some(({ by }) => by === 'deletion');
  });
