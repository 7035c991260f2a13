/** 许可与远程维护核对: everything done against the permits, breaches first, and sessions against the bastion's list. */

import { inBrackets } from '../../src/contract/terms/clause-marks.ts';
import { clausesOf } from '../../src/contract/terms/clauses.ts';
import { secondsBetween } from '../../src/contract/time.ts';
import { idCell } from '../../src/page/field-cell.ts';
import { idColumn, recordTable } from '../../src/page/record-table.ts';
import { settledTable, type TableColumn } from '../../src/page/table.ts';
import { countCell, momentCell, spanCell } from '../../src/page/value-cell.ts';
import type { Block, BlockBase, Cell, Section, TableBlock, Tone } from '../../src/report/block.ts';
import { figureOf } from '../../src/report/figure.ts';
import { toneMarks } from '../../src/states/look.ts';
import type { Operation } from '../../src/subjects/permits/judge/operations.ts';
import {
  type Cover,
  type CoverCounts,
  countCovers,
  coverStateText,
  operationWord,
} from '../../src/subjects/permits/judge/permits.ts';
import permit, { type PermitRecord } from '../../src/subjects/permits/kinds/permit.ts';
import remoteSession, { type RemoteSessionRecord } from '../../src/subjects/permits/kinds/remote-session.ts';
import { namesText } from '../../src/wording/words.ts';
import { interval } from '../cells/headline.ts';
import { isAmendedHere, namesOf, ofPeriod, type PeriodView, upToPeriod } from '../period/period.ts';
import type { PeriodCover } from './permit-covers.ts';
import { permitText } from './permit-words.ts';

export function permitSection(view: PeriodView, covers: readonly PeriodCover[]): Section {
  const breaches = covers.filter((one) => one.breach);
  return {
    id: 'permits',
    title: '许可与远程维护核对',
    blocks: [
      {
        type: 'note',
        text: permitText(covers),
        ...(breaches.length > 0 ? { tone: 'abnormal' as const } : {}),
      },
      ...comparedNote(view, covers),
      breachTable(view, breaches),
      ...doubtBlocks(view, covers),
      ...(covers.length === 0 ? [] : [comparedTable(view, covers)]),
      ...sessions(view),
      ...permitBlocks(view, covers),
    ],
  };
}

/** What was compared with what: how many records of which kind, with how many permits, in which respects. */
export function comparedText(view: PeriodView, covers: readonly PeriodCover[]): string {
  const groups = [...Map.groupBy(covers, (one) => operationWord(one.operation))];
  const kinds = groups.map(([word, own]) => `${word} ${own.length} 项`).join('、');
  const permits = new Set(covers.flatMap((one) => one.permit?.id ?? [])).size;
  const before = covers.filter(({ earlier }) => earlier).length;
  const later = before === 0 ? '' : `含以前各期的 ${before} 项，其补办书面许可的期限在本期届满；`;
  return `逐项核对的有：${kinds}；${later}核对操作的种类、对象、时间、查看或改动及其他可核对的条件是否与所依据的许可相符（依据许可 ${permits} 份，服务期以来共登记 ${upToPeriod(view, permit).length} 份）。`;
}

const comparedNote = (view: PeriodView, covers: readonly PeriodCover[]): Block[] =>
  covers.length === 0 ? [] : [{ type: 'note', text: comparedText(view, covers), tone: 'muted' }];

/** 待核实: what only the words of a record speak against. */
function doubtBlocks(view: PeriodView, covers: readonly Cover[]): Block[] {
  const doubts = covers.filter((one) => one.doubt);
  if (doubts.length === 0) return [];
  return [breachTable(view, doubts, '待核实：文字写有改动，许可只限查看或未写许可', 'attention')];
}

/** Routine read-only collection repeats the same finding every day: such lines are joined, with their count. */
export function breachTable(
  view: PeriodView,
  breaches: readonly Cover[],
  title = `许可不符${inBrackets(clausesOf(view.input.contract.contract, 'permit'))}`,
  tone: 'abnormal' | 'attention' = 'abnormal',
): TableBlock {
  const groups = [...Map.groupBy(breaches, breachKey).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, last: others.at(-1), count: others.length + 1 }],
  );
  const kind = tone === 'abnormal' ? 'breach' : 'doubt';
  return settledTable<(typeof groups)[number]>(
    {
      title,
      columns: {
        record: {
          ...{ label: '记录编号', weight: 1.4 },
          value: ({ first, last }) =>
            last === undefined ? first.operation.record : `${first.operation.record} … ${last.operation.record}`,
        },
        operation: { label: '操作', value: ({ first }) => operationWord(first.operation) },
        assets: { label: '对象', weight: 1.4, value: ({ first }) => assetsText(view, first.operation) },
        from: { label: '时间', type: 'datetime', value: ({ first }) => momentCell(first.operation.from) },
        count: {
          ...{ label: '次数', type: 'number', value: ({ count }) => count },
          figure: ({ first, count }) =>
            figureOf(`permits.${kind}.${first.operation.record}.count`, count, interval(view)),
        },
        state: {
          ...{ label: '核对', type: 'outcome' },
          value: ({ first }) => ({ text: coverStateText(first), tone, mark: toneMarks[tone] }),
        },
        text: {
          ...{ label: '情况', weight: 2.4 },
          value: ({ first, last }) => (last === undefined ? first.text : `首次：${first.text}`),
        },
      },
      tone: () => tone,
      empty: tone === 'abnormal' ? '经核对，没有与许可不符的操作。' : '没有待核实的操作。',
    },
    groups,
    'paper',
  );
}

/** Objects that a cell names. */
const NAMED = 6;

const assetsText = (view: PeriodView, { assets }: Operation): string =>
  assets.length > NAMED ? `${assets.length} 个对象` : namesOf(view, assets);

const joined = new Set<Operation['operation']>(['collect', 'backup']);

function breachKey({ operation, state }: Cover): string {
  return joined.has(operation.operation) ? `${operation.operation} ${state}` : operation.record;
}

/** Everything compared, by what was done: 与许可相符 + 不符 + 待核实 = 次数; 条件未核对 is a part of the first. */
export function comparedTable(view: PeriodView, covers: readonly Cover[]): TableBlock {
  const groups = [...Map.groupBy(covers, (one) => operationWord(one.operation))].map(([operation, own]) => ({
    ...{ operation, id: own[0]?.operation.operation ?? own[0]?.operation.kind, total: own.length },
    ...countCovers(own),
  }));
  type Group = (typeof groups)[number];
  const counted = (label: string, id: string, of: 'total' | keyof CoverCounts, tone?: Tone) =>
    ({
      ...{ label, type: 'number' },
      value: (group) => (tone === undefined ? group[of] : countCell(group[of], tone)),
      figure: (group) => figureOf(`permits.${group.id}.${id}`, group[of], interval(view)),
    }) satisfies TableColumn<Group>;
  return settledTable<Group>(
    {
      title: '按操作核对',
      columns: {
        operation: { label: '操作', weight: 2, value: ({ operation }) => operation },
        total: counted('次数', 'total', 'total'),
        covered: counted('与许可相符', 'covered', 'covered'),
        uncompared: counted('其中条件未核对', 'uncompared', 'uncompared'),
        breach: counted('不符', 'breach', 'breaches', 'abnormal'),
        doubt: counted('待核实', 'doubt', 'doubts', 'attention'),
      },
      empty: '没有操作。',
    },
    groups,
    'paper',
  );
}

function sessions(view: PeriodView): Block[] {
  const records = ofPeriod(view, remoteSession);
  const odd = records.filter((one) => one.matched === 'different' || one.matched === 'absent').map((one) => one.id);
  const unchecked = records.filter((one) => one.matched === 'unchecked').length;
  return [
    ...(records.length === 0
      ? []
      : [
          {
            type: 'note' as const,
            text: `远程会话 ${records.length} 次；与堡垒机会话清单不符 ${odd.length} 次${odd.length === 0 ? '' : `（${namesText(odd, '次')}）`}，未核对 ${unchecked} 次。`,
            ...(odd.length > 0 ? { tone: 'abnormal' as const } : unchecked > 0 ? { tone: 'attention' as const } : {}),
          },
        ]),
    {
      // Page and workbook have each; paper those of a month in which one does not agree.
      ...(records.length > 0 && odd.length + unchecked === 0 ? ELSEWHERE : {}),
      ...sessionTable(view, records),
    },
  ];
}

const ELSEWHERE = { on: ['screen', 'workbook'] } satisfies BlockBase;

const sessionTable = (view: PeriodView, records: readonly RemoteSessionRecord[]): TableBlock =>
  recordTable({
    title: '远程维护会话',
    kind: remoteSession,
    records,
    columns: [
      idColumn,
      'startedAt',
      { field: 'length', label: '时长', value: lengthCell },
      'operator',
      { field: 'assets', weight: 1.2 },
      { field: 'purpose', weight: 1.6 },
      'permit',
      'matched',
    ],
    assetNames: view.names,
    empty: '统计区间内没有登记远程维护会话。',
  });

const lengthCell = ({ startedAt, endedAt }: RemoteSessionRecord): Cell =>
  endedAt === undefined ? { text: '未登记结束', tone: 'attention' } : spanCell(secondsBetween(startedAt, endedAt));

/** Permits that are new, corrected or used in the interval; how many others there are, and where they stand. */
function permitBlocks(view: PeriodView, covers: readonly Cover[]): Block[] {
  const all = upToPeriod(view, permit);
  const granted = new Set(ofPeriod(view, permit).map(({ id }) => id));
  const uses = Map.groupBy(
    covers.flatMap((one) => one.permit?.id ?? []),
    (id) => id,
  );
  const shown = all.filter((one) => granted.has(one.id) || isAmendedHere(view, one) || uses.has(one.id));
  const rest = all.length - shown.length;
  const used = shown.filter(({ id }) => uses.has(id)).length;
  const register = view.input.contract.registers.find(({ kind }) => kind === permit.id)?.name;
  const where = register === undefined ? '' : `，见《${register}》`;
  const others = rest === 0 ? '' : `；其余 ${rest} 份本期没有更正和使用${where}`;
  const text = `服务期开始以来登记许可 ${all.length} 份：本期取得 ${granted.size} 份，本期使用 ${used} 份，逐份见本文档的网页与工作簿${others}。`;
  return [
    ...(all.length === 0 ? [] : [{ type: 'note' as const, text, tone: 'muted' as const }]),
    { ...(shown.length === 0 ? {} : ELSEWHERE), ...grantedTable(view, shown, uses) },
  ];
}

const grantedTable = (
  view: PeriodView,
  shown: readonly PermitRecord[],
  uses: ReadonlyMap<string, readonly string[]>,
): TableBlock =>
  recordTable({
    title: '本期取得、更正或使用的许可',
    kind: permit,
    records: shown,
    columns: [
      { field: 'id', label: '许可编号', weight: 1.3, value: idCell },
      'type',
      { field: 'operations', weight: 1.4 },
      { field: 'reason', weight: 1.5 },
      { field: 'grantedAt' },
      { field: 'validTo' },
      'grantedBy',
      { field: 'uses', label: '本期使用', value: ({ id }: PermitRecord) => `${uses.get(id)?.length ?? 0} 次` },
    ],
    assetNames: view.names,
    empty: '统计区间内没有取得、更正或使用许可。',
  });
