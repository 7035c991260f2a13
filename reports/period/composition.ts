/** 统计区间与归属: which interval is counted, and of each kind how many records are those of the period, came after the cut of the document before, were written down later, or are taken back. */
import { asksFor, inspectsAnything } from '../../src/contract/asked.ts';
import { isWaivedNow } from '../../src/contract/calendar/waived.ts';
import { requirementsOf } from '../../src/contract/terms/requirements.ts';
import { formatDateTime } from '../../src/contract/time.ts';
import { withdrawalOf } from '../../src/records/counted.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { Block, Column, Row, Section, TableBlock } from '../../src/report/block.ts';
import type { Statement } from '../../src/report/statement.ts';
import { namesText, spaced } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';
import { lateOf, type Origin, ofPeriod, originOf, origins, type PeriodView, takenBack } from './period.ts';
import { laterText } from './words.ts';

// biome-ignore lint/suspicious/noExplicitAny: kinds of every type are counted alike
type Counted = RecordKind<any>;

export interface Composition {
  kind: Counted;
  records: Record<Origin, AnyRecord[]>;
  /** 作废 of what an earlier document counted. */
  back: AnyRecord[];
  /** What the document counts: all of them, less what it takes back. Over all periods they sum to the records that there are. */
  total: number;
}

/** Of each kind, in the order given; kinds of which there is nothing are left out. */
export function compositionsOf(view: PeriodView, kinds: readonly Counted[]): Composition[] {
  return kinds.flatMap((kind) => {
    const all = [...new Set([...ofPeriod(view, kind), ...lateOf(view, kind)])] as AnyRecord[];
    const of = (origin: Origin): AnyRecord[] => all.filter((record) => originOf(view, record) === origin);
    const back = takenBack(view, kind);
    if (all.length + back.length === 0) return [];
    const records = { own: of('own'), 'after-cut': of('after-cut'), late: of('late') };
    return [{ kind, records, back, total: all.length - back.length }];
  });
}

/** The interval that is counted, both ends with their time. */
export function intervalText(view: PeriodView): string {
  const { start, end, firstDay, lastDay, complete, from, to, input } = view;
  // Of a part of a day no whole days are counted.
  if (input.occurrence.span !== undefined && from === to)
    return `统计区间 ${formatDateTime(start)} 至 ${formatDateTime(end)}。`;
  const { contract } = input.contract;
  const daily = [
    ...(requirementsOf(contract).posts.length > 0 || asksFor(contract, 'attendance', 'duty') ? ['出勤'] : []),
    ...(inspectsAnything(input.contract) ? ['巡检日'] : []),
    ...(asksFor(contract, 'availability', 'watch', 'monitoring') ? ['可用率'] : []),
    ...(asksFor(contract, 'backup') ? ['逐日备份'] : []),
  ].join('、');
  const whole =
    lastDay < firstDay ? '没有已过完的日' : `整日统计${daily === '' ? '' : `（${daily}）`}为 ${firstDay} 至 ${lastDay}`;
  const rest = complete ? '' : `；其后至 ${to} 24:00 发生或登记的，${laterText(view)}`;
  return `统计区间 ${formatDateTime(start)} 至 ${formatDateTime(end)}，${whole}${rest}。`;
}

/** The days that `intervalText` says are counted whole, as data. */
export function wholeDaysOf({ firstDay, lastDay, from, to, input }: PeriodView): Pick<Statement, 'wholeDays'> {
  const isPart = input.occurrence.span !== undefined && from === to;
  return isPart || lastDay < firstDay ? {} : { wholeDays: { from: firstDay, to: lastDay } };
}

export function compositionSection(view: PeriodView, kinds: readonly Counted[]): Section {
  return {
    id: 'supplement',
    title: '统计区间与归属',
    blocks: compositionBlocks(view, kinds),
    stated: wholeDaysOf(view),
  };
}

export function compositionBlocks(view: PeriodView, kinds: readonly Counted[]): Block[] {
  return [
    {
      type: 'note',
      text: `${intervalText(view)}每条记录只计入一期：发生和登记都不晚于截止时间的第一期。${waitingText(view)}${waivedText(view)}`,
      tone: 'muted',
    },
    ...originBlocks(compositionsOf(view, kinds)),
  ];
}

/** Kinds from which on paper names in one line those that are wholly of the period. */
const MANY_KINDS = 6;

/** Each kind on the page and in the workbook; of many, paper has a row for those of which something came from elsewhere. */
function originBlocks(all: readonly Composition[]): Block[] {
  const each = originTable(all);
  const own = all.filter((one) => rowsOf(one).length === 1 && one.records.own.length === one.total);
  if (all.length < MANY_KINDS || own.length === 0) return [each];
  const names = own.map(({ kind, total }) => `${kind.label} ${total} 条`).join('、');
  const others = all.filter((one) => !own.includes(one));
  return [
    { ...each, on: ['screen', 'workbook'] },
    ...(others.length === 0 ? [] : [{ ...kindTable(others), on: ['paper' as const] }]),
    { type: 'note', text: `全部为本期的：${names}。`, tone: 'muted', on: ['paper'] },
  ];
}

/** The same in one row a kind, with a column for each origin that there is. */
function kindTable(all: readonly Composition[]): TableBlock {
  const shown = (Object.keys(origins) as Origin[]).filter((origin) =>
    all.some(({ records }) => records[origin].length > 0),
  );
  const isTaken = all.some(({ back }) => back.length > 0);
  const count = (key: string, label: string): Column => ({ key, label, type: 'text', align: 'right' });
  return table(
    '各类记录的归属',
    [
      { key: 'kind', label: '记录', type: 'text', weight: 1.2 },
      ...shown.map((origin) => count(origin, origins[origin])),
      ...(isTaken ? [count('back', TAKEN)] : []),
      count('total', isTaken ? TOTAL_LESS : '合计'),
      { key: 'ids', label: '不在本期发生的记录编号', type: 'text', weight: 4 },
    ],
    all.map((one) => ({
      ...(one.back.length === 0 ? {} : { tone: 'attention' }),
      cells: {
        kind: one.kind.label,
        ...Object.fromEntries(shown.map((origin) => [origin, String(one.records[origin].length)])),
        ...(isTaken ? { back: one.back.length === 0 ? '0' : signedText(-one.back.length) } : {}),
        total: String(one.total),
        ids: [
          ...shown.filter((origin) => origin !== 'own').map((origin) => idsText(one.records[origin])),
          one.back.map(takenText).join('；'),
        ]
          .filter((text) => text !== '')
          .join('；'),
      },
    })),
    '',
  );
}

const originTable = (all: readonly Composition[]): TableBlock =>
  table(
    '各类记录的归属',
    [
      { key: 'kind', label: '记录', type: 'text', weight: 1.2 },
      { key: 'from', label: '归属', type: 'text', weight: 1.4 },
      { key: 'count', label: '条数', type: 'text', align: 'right' },
      { key: 'ids', label: '记录编号', type: 'text', weight: 4 },
    ],
    all.flatMap(rowsOf),
    '统计区间内没有登记记录。',
  );

function rowsOf({ kind, records, back, total }: Composition): Row[] {
  const own = (Object.keys(origins) as Origin[]).flatMap((origin): Row[] => {
    const list = records[origin];
    if (list.length === 0 && origin !== 'own') return [];
    const ids = origin === 'own' ? '' : idsText(list);
    return [{ cells: { kind: kind.label, from: origins[origin], count: String(list.length), ids } }];
  });
  const taken: Row[] = back.map((record) => ({
    tone: 'attention',
    cells: {
      kind: kind.label,
      from: TAKEN,
      count: signedText(-1),
      ids: takenText(record),
    },
  }));
  const rows = [...own, ...taken];
  return rows.length === 1
    ? rows
    : [
        ...rows,
        { cells: { kind: kind.label, from: back.length === 0 ? '合计' : TOTAL_LESS, count: String(total), ids: '' } },
      ];
}

/** Ids in a cell at most. */
const SHOWN = 12;

const idsText = (records: readonly AnyRecord[]): string =>
  namesText(
    records.map(({ id }) => id),
    '条',
    SHOWN,
  );

const TAKEN = `${CORRECTED}（作废）`;
/** Elsewhere the document counts its own and corrects in a row of its own: the two differ by what is taken back. */
const TOTAL_LESS = '合计（减去作废）';
const takenText = (record: AnyRecord): string => `${record.id}：${withdrawalOf(record)?.reason ?? ''}`;

/** What belongs to periods that were never issued. */
function waitingText({ input }: PeriodView): string {
  const { cuts } = input;
  const open = cuts.slice(0, -1).filter((one) => one.cut === null && !isWaivedNow(one, cuts));
  if (open.length === 0) return '';
  return `未签发的以前各期（${namesText(
    open.map(({ period }) => period),
    '期',
  )}）的内容以该期补报为准，不在本期统计。`;
}

/** Periods that make no document, since the last one that did: what belongs to them is told here. */
export function waivedText({ input }: PeriodView): string {
  const { cuts } = input;
  const before = cuts.slice(0, -1);
  const last = before.findLastIndex((one) => !isWaivedNow(one, cuts));
  const waived = before.slice(last + 1);
  if (waived.length === 0) return '';
  const names = namesText(
    waived.map(({ period }) => period),
    '期',
  );
  return `${spaced(spaced('已豁免的', names), '不另编制')}，其内容列入本期。`;
}
