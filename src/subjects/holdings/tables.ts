/** 应做应有的事项 as tables: how each row of the contract stands, and what is not as it should be. Pure. */
import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { stateColumn, type TableColumn, type TableDefinition } from '../../page/table.ts';
import { countCell, dateCell } from '../../page/value-cell.ts';
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import { owedStates } from '../../states/owed.ts';
import { namesText } from '../../wording/words.ts';
import { type OwedRow, type OwedThing, owedCounts, owedKinds } from './judge/owed.ts';

type Count = keyof ReturnType<typeof owedCounts>;
const tones = { missed: 'abnormal', unseen: 'attention' } as const;

/**
 * One line a row of the contract.
 * @param things of all rows @param within of which time they are counted
 */
export function owedTable(things: readonly OwedThing[], within: FigureInterval): TableDefinition<OwedRow> {
  const byRow = Map.groupBy(things, ({ kind, row }) => `${kind} ${row}`);
  const of = ({ kind, id }: OwedRow, count: Count): number => owedCounts(byRow.get(`${kind} ${id}`) ?? [])[count];
  const counted = (count: Count, label: string): TableColumn<OwedRow> => ({
    ...{ label, type: 'number' },
    value: (one) =>
      count === 'missed' || count === 'unseen' ? countCell(of(one, count), tones[count]) : of(one, count),
    figure: (one) =>
      figureOf(figureIds.owed(one.kind, one.id, count), of(one, count), within, owedKinds[one.kind].counter),
  });
  return {
    title: '应做应有的事项',
    columns: {
      name: { label: '事项', weight: 1.6, title: true, value: ({ name }) => name },
      asked: { label: '要求', weight: 1.4, value: ({ asked }) => asked },
      clauses: { label: '条款', value: ({ clauses }) => clauseMarks(clauses) },
      owed: counted('owed', '应有'),
      met: counted('met', owedStates.met.word),
      missed: counted('missed', owedStates.missed.word),
      unseen: counted('unseen', owedStates.unseen.word),
    },
    empty: '合同没有要求。',
  };
}

/** Things that are told in one line: one that was missed, or several of which alike nobody knows. */
export interface OddThings {
  row: OwedRow;
  things: readonly OwedThing[];
}

/** What was missed one by one, then what nothing shows, by row and object; each in order of days. */
export function oddThings(rows: readonly OwedRow[], things: readonly OwedThing[]): OddThings[] {
  const rowOf = new Map(rows.map((one) => [`${one.kind} ${one.id}`, one]));
  const groups = (all: readonly OwedThing[], key: (one: OwedThing, n: number) => string): OddThings[] =>
    [
      ...Map.groupBy(
        all.map((one, n) => ({ one, at: key(one, n) })),
        ({ at }) => at,
      ).values(),
    ].flatMap((own) => {
      const [first] = own;
      const row = first === undefined ? undefined : rowOf.get(`${first.one.kind} ${first.one.row}`);
      return row === undefined ? [] : [{ row, things: own.map(({ one }) => one) }];
    });
  const ordered = things.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return [
    ...groups(
      ordered.filter(({ state }) => state === 'missed'),
      (_, n) => String(n),
    ),
    ...groups(
      ordered.filter(({ state }) => state === 'unseen'),
      ({ kind, row, object, text }) => `${kind} ${row} ${object} ${text}`,
    ),
  ];
}

/** @param href of a record on the site */
export function oddTable(href?: (record: string) => string | undefined): TableDefinition<OddThings> {
  const first = ({ things }: OddThings): OwedThing => things[0] as OwedThing;
  const records = ({ things }: OddThings): string[] => [...new Set(things.flatMap((one) => one.records))];
  return {
    title: '不符合或未证实的事项',
    columns: {
      name: { label: '事项', weight: 1.3, title: true, value: ({ row }) => row.name },
      subject: {
        ...{ label: '哪一项', weight: 1.8, wide: true },
        value: (one) => (one.things.length === 1 ? first(one).subject : first(one).object),
      },
      count: { label: '数量', type: 'number', value: ({ things }) => things.length },
      day: { label: '日期', type: 'date', value: (one) => dateCell(first(one).day) },
      state: stateColumn<OddThings>('情况', (one) => owedStates[first(one).state]),
      text: {
        ...{ label: '说明', weight: 2.4, wide: true },
        value: (one) => {
          const last = one.things.at(-1)?.day ?? first(one).day;
          return one.things.length === 1 ? first(one).text : `${first(one).text}（${first(one).day} 至 ${last}）`;
        },
      },
      records: {
        ...{ label: '依据', weight: 1.3, href: (one) => href?.(records(one)[0] ?? '') },
        value: (one) => namesText(records(one), '条', 2),
      },
    },
    tone: (one) => owedStates[first(one).state].tone,
    empty: '没有。',
  };
}
