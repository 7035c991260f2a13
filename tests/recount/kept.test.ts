/** Whatever was made, listed and deleted: product, second count and a walk over the days agree on what was kept. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AskedBackup } from '../../src/contract/terms/backups.ts';
import { keptFigures, keptOf } from '../../src/recount/backups/kept.ts';
import { clockOf } from '../../src/recount/data.ts';
import type { World } from '../../src/recount/world.ts';
import { type KeptSet, keptSets } from '../../src/subjects/recovery/judge/backup-kept.ts';
import backup, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import backupDeletion, { type BackupDeletionRecord } from '../../src/subjects/recovery/kinds/backup-deletion.ts';
import backupList, { type BackupListRecord } from '../../src/subjects/recovery/kinds/backup-list.ts';
import { runs } from '../support/runs.ts';

/** Over the end of a month and a leap day. */
const FROM = '2028-02-26';
const DAYS = 12;
const clock = clockOf(`${FROM}T00:00:00+08:00`);
const day = (n: number): string => Temporal.PlainDate.from(FROM).add({ days: n }).toString();
const time = fc.constantFrom('00:00:00', '02:00:00', '23:59:59');
const moment = fc.record({ n: fc.integer({ min: 0, max: DAYS }), time });
const textOf = ({ n, time: at }: { n: number; time: string }): string => `${day(n)}T${at}+08:00`;

const asset = fc.constantFrom('db', 'scada');
const plan = fc.constantFrom('a', 'b');
const setName = fc.constantFrom('s0', 's1', 's2');

const rows = fc
  .array(
    fc.record(
      { keepDays: fc.integer({ min: 1, max: 6 }), plans: fc.constantFrom<string[]>(['a'], ['b'], ['a', 'b']) },
      { requiredKeys: [] },
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((all) =>
    all.map(
      ({ keepDays, plans }, n): AskedBackup => ({
        ...{ id: `r${n}`, name: '备份', assets: n === 0 ? ['db'] : ['scada'], per: 'day', clauses: ['1'] },
        ...(keepDays === undefined ? {} : { keepDays }),
        ...(plans === undefined ? {} : { plans }),
      }),
    ),
  );

const made = fc.array(
  fc.record({ moment, asset, plan, set: setName, result: fc.constantFrom('success' as const, 'failed' as const) }),
  { maxLength: 6 },
);
const deleted = fc.array(fc.record({ moment, made: fc.integer({ min: -1, max: 5 }), asset, plan, set: setName }), {
  maxLength: 5,
});
const listed = fc.array(fc.record({ moment, asset, plan, sets: fc.subarray(['s0', 's1', 's2']) }), { maxLength: 5 });

interface Facts {
  made: BackupRecord[];
  deletions: BackupDeletionRecord[];
  lists: BackupListRecord[];
}

const facts = fc.tuple(made, deleted, listed).map(([sets, gone, lists]): Facts => {
  const own = sets.map(({ moment: at, ...rest }, n): BackupRecord => {
    const startedAt = textOf(at);
    const id = `BF-20280226-${100 + n}`;
    return { ...backup.example, ...rest, verified: 'passed', id, at: startedAt, enteredAt: startedAt, startedAt };
  });
  return {
    made: own,
    deletions: gone.flatMap(({ moment: at, made: which, ...rest }, n): BackupDeletionRecord[] => {
      // Mostly of a set that was made, else of one that nobody recorded.
      const of = own[which];
      const named = of === undefined ? { ...rest, madeAt: textOf({ n: 0, time: '02:00:00' }) } : namedBy(of);
      const id = `SC-20280226-${100 + n}`;
      return [{ ...backupDeletion.example, ...named, id, at: textOf(at), enteredAt: textOf(at) }];
    }),
    lists: lists.map(({ moment: at, sets: there, ...rest }, n): BackupListRecord => {
      const id = `QD-20280226-${100 + n}`;
      const at_ = textOf(at);
      return { ...backupList.example, ...rest, id, sets: there.map((set) => ({ set })), at: at_, enteredAt: at_ };
    }),
  };
});

const namedBy = ({ asset: of, plan: by, set, startedAt }: BackupRecord) => ({
  asset: of,
  plan: by,
  set,
  madeAt: startedAt,
});

const order = (text: string): number => Date.parse(text);

/** Walks over the days from the day of the sets: on which of them is anything there for sure, gone for sure? */
function walked(row: AskedBackup, of: string, on: string, { made: sets, deletions, lists }: Facts, asOf: string) {
  const takes = (one: { plan: string; asset: string }): boolean =>
    one.asset === of && (row.plans ?? ['a', 'b']).includes(one.plan);
  const good = sets.filter((one) => takes(one) && one.result === 'success').map(namedBy);
  const others = deletions.filter(
    (one) =>
      takes(one) &&
      order(one.at) <= order(asOf) &&
      !sets.some((set) => set.asset === one.asset && set.plan === one.plan && set.set === one.set),
  );
  const own = [...good, ...others].filter(({ madeAt }) => madeAt.startsWith(on));
  if (own.length === 0) return null;
  const free = Temporal.PlainDate.from(on)
    .add({ days: row.keepDays ?? 0 })
    .toString();
  const told = own.map((set) => {
    const signs = [
      ...deletions
        .filter((one) => one.asset === of && one.plan === set.plan && one.set === set.set)
        .map((one) => ({ at: one.at, there: false, deleted: true })),
      ...lists
        .filter((one) => one.asset === of && one.plan === set.plan && order(one.at) > order(set.madeAt))
        .map((one) => ({ at: one.at, there: one.sets.some((row_) => row_.set === set.set), deleted: false })),
    ].filter(({ at }) => order(at) <= order(asOf));
    // Gone for good: after it nothing shows it again.
    const lost = signs
      .filter(({ at, there }) => !there && !signs.some((other) => other.there && order(other.at) > order(at)))
      .map(({ at }) => at.slice(0, 10))
      .sort()[0];
    const muddled = signs.some(
      (one) => one.deleted && signs.some((other) => other.there && order(other.at) > order(one.at)),
    );
    const shown = signs.some(({ at, there, deleted: isGone }) => {
      const when = at.slice(0, 10);
      return there ? Temporal.PlainDate.from(when).add({ days: 1 }).toString() >= free : isGone && when >= free;
    });
    return { lost, muddled, shown };
  });
  const days = told.map(({ lost }) => lost);
  const gone = days.includes(undefined) ? undefined : (days as string[]).sort().at(-1);
  if (gone !== undefined && gone < free) return { state: 'early', on: gone };
  if (order(asOf) < order(`${free}T00:00:00+08:00`)) return { state: 'running', on: free };
  const isKept = told.some(({ shown }) => shown) && !told.some(({ muddled }) => muddled);
  return { state: isKept ? 'kept' : 'unseen', on: free };
}

function worldOf(asked: readonly AskedBackup[], { made: sets, deletions, lists }: Facts, asOf: string): World {
  const span = {
    period: 'p',
    from: FROM,
    to: day(DAYS),
    start: 0,
    end: Date.parse('2029-01-01'),
    cut: null,
    tells: true,
  };
  const records: Record<string, unknown[]> = { backup: sets, 'backup-deletion': deletions, 'backup-list': lists };
  return {
    ...{ clock, spans: [span], manifest: { from: FROM, to: day(DAYS) }, obligations: [], asOf },
    contract: {
      ...{ schema: 3, servicePeriod: { from: FROM, to: '2028-12-31' }, papers: [{ id: 'p', rank: 1 }] },
      requirements: { backups: asked },
    },
    records: (kind: string) => records[kind] ?? [],
  } as unknown as World;
}

const words = { kept: 'met', early: 'missed', unseen: 'unseen' } as const;

test('each set by the day on which it was gone, or by what shows it at the end', () => {
  fc.assert(
    fc.property(rows, facts, fc.integer({ min: 4, max: DAYS }), (asked, known, last) => {
      const asOf = `${day(last)}T12:00:00+08:00`;
      const found = keptSets(asked, known, asOf);
      const expected = asked
        .filter(({ keepDays }) => keepDays !== undefined)
        .flatMap((row) =>
          row.assets.flatMap((of) =>
            Array.from({ length: DAYS + 1 }, (_, n) => day(n)).flatMap((on) => {
              const one = walked(row, of, on, known, asOf);
              return one === null ? [] : [`${row.id} ${of} ${on} ${one.state} ${one.on}`];
            }),
          ),
        );
      const said = ({ asked: { id }, asset: of, day: on, state, goneOn, freeOn }: KeptSet): string =>
        `${id} ${of} ${on} ${state} ${goneOn ?? freeOn}`;
      expect(found.map(said).sort()).toEqual(expected.sort());
      const world = worldOf(asked, known, asOf);
      const decided = found.flatMap((one) =>
        one.state === 'running'
          ? []
          : [`${one.asked.id} ${one.asset} ${one.day} ${words[one.state]} ${one.goneOn ?? one.freeOn} ${one.records}`],
      );
      const again = keptOf(world).map(
        (one) => `${one.asked.id} ${one.asset} ${one.day} ${one.state} ${one.on} ${one.records}`,
      );
      expect(again.sort()).toEqual(decided.sort());
      const figures = keptFigures(world);
      for (const row of asked.filter(({ keepDays }) => keepDays !== undefined))
        for (const state of ['kept', 'early', 'unseen'] as const)
          expect(figures[`owed.kept.${row.id}.${words[state]}`]).toBe(
            found.filter((one) => one.asked.id === row.id && one.state === state).length,
          );
    }),
    { numRuns: runs(300) },
  );
});

const asked: AskedBackup = { id: 'r', name: '日备份', assets: ['db'], per: 'day', keepDays: 30, clauses: ['1'] };
const one: BackupRecord = {
  ...backup.example,
  asset: 'db',
  plan: 'a',
  set: 's',
  startedAt: '2026-11-24T23:59:59+08:00',
};
const deletedAt = (at: string): BackupDeletionRecord => ({
  ...{ ...backupDeletion.example, asset: 'db', plan: 'a', set: 's', madeAt: one.startedAt },
  ...{ at, enteredAt: at },
});
const seenAt = (at: string, sets: string[]): BackupListRecord => ({
  ...{ ...backupList.example, asset: 'db', plan: 'a', sets: sets.map((set) => ({ set })) },
  ...{ at, enteredAt: at },
});
const NOW = '2027-01-10T00:00:00+08:00';

test.each([
  ['on the day before it might go', [deletedAt('2026-12-23T23:59:59+08:00')], [], 'early', 1],
  ['on the first day on which it might go', [deletedAt('2026-12-24T00:00:00+08:00')], [], 'kept', 0],
  ['not in a list of its last day', [], [seenAt('2026-12-23T09:00:00+08:00', ['t'])], 'early', 1],
  ['in a list of its last day', [], [seenAt('2026-12-23T09:00:00+08:00', ['s'])], 'kept', 0],
  ['in a list of the day before that', [], [seenAt('2026-12-22T23:59:59+08:00', ['s'])], 'unseen', 0],
  ['not in a list after its time', [], [seenAt('2027-01-01T09:00:00+08:00', ['t'])], 'unseen', 0],
  ['never seen again', [], [], 'unseen', 0],
  [
    'deleted, and there afterwards',
    [deletedAt('2026-12-01T09:00:00+08:00')],
    [seenAt('2027-01-02T09:00:00+08:00', ['s'])],
    'unseen',
    0,
  ],
] as const)('%s', (_, deletions, lists, state, short) => {
  const [found, ...more] = keptSets([asked], { made: [one], deletions, lists }, NOW);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ state, short, day: '2026-11-24', freeOn: '2026-12-24' });
});

test('a list and a record of the deletion that tell of the same set are one', () => {
  const lists = [seenAt('2026-12-10T09:00:00+08:00', [])];
  const found = keptSets([asked], { made: [one], deletions: [deletedAt('2026-12-01T09:00:00+08:00')], lists }, NOW);
  expect(found).toMatchObject([{ state: 'early', goneOn: '2026-12-01', short: 23 }]);
});

test('before its time is over nothing is said', () => {
  const known = { made: [one], deletions: [], lists: [] };
  expect(keptSets([asked], known, '2026-12-23T23:59:59+08:00')).toMatchObject([{ state: 'running' }]);
  expect(keptSets([asked], known, '2026-12-24T00:00:00+08:00')).toMatchObject([{ state: 'unseen' }]);
});

test('what another paper says of a day is not asked for by this row', () => {
  const elsewhere = [{ from: '2026-11-24', to: '2026-11-24' }];
  expect(keptSets([{ ...asked, elsewhere }], { made: [one], deletions: [], lists: [] }, NOW)).toEqual([]);
});
