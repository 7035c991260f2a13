/** 许可与远程维护核对 (5.2.1, 5.2.3): every operation against the permits, breaches first, and sessions against the bastion's list. */

import { type Operation, operationKinds, operationsOf } from '../../src/assess/permits/operations.ts';
import { type Cover, coverOf, coverStates } from '../../src/assess/permits/permits.ts';
import { secondsBetween } from '../../src/contract/time.ts';
import permit, { permitOperations } from '../../src/records/kinds/permit.ts';
import remoteSession, { type RemoteSessionRecord } from '../../src/records/kinds/remote-session.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { Block, Cell, Section, TableBlock } from '../../src/report/document.ts';
import { namesText } from '../../src/wording/words.ts';
import { countCell, momentCell, spanCell, table } from '../cells/figures.ts';
import { idCell, recordTable } from '../cells/record-table.ts';
import { allOf, belongsHere, namesOf, ofPeriod, type PeriodView } from '../period/period.ts';

/** Covers of the operations that are counted here, by when they began. */
export function coversOfPeriod(view: PeriodView): Cover[] {
  const { input } = view;
  const own = new Set(input.contract.assets.filter((one) => !one.contract).map((one) => one.id));
  const records = operationKinds.flatMap((kind) => (input.records[kind] ?? []) as AnyRecord[]);
  const entered = new Map(records.map((one) => [one.id, one.enteredAt]));
  const operations = operationsOf(records, own).filter(({ from, record }: Operation) =>
    belongsHere(view, { event: from, entered: entered.get(record) ?? from }),
  );
  return coverOf(operations, allOf(view, permit), { asOf: input.asOf, isWorkingDay: input.isWorkingDay });
}

export function permitSection(view: PeriodView, covers: readonly Cover[]): Section {
  const breaches = covers.filter((one) => one.breach);
  return {
    id: 'permits',
    title: '许可与远程维护核对',
    blocks: [
      {
        type: 'note',
        text: permitText(covers, breaches.length),
        ...(breaches.length > 0 ? { tone: 'abnormal' as const } : {}),
      },
      breachTable(view, breaches),
      ...(covers.length === 0 ? [] : [operationTable(covers)]),
      ...sessions(view),
      grantedTable(view),
    ],
  };
}

export function permitText(covers: readonly Cover[], breaches: number): string {
  if (covers.length === 0) return '统计区间内没有登记须经许可的操作。';
  return `核对须经许可的操作 ${covers.length} 项，有有效许可的 ${covers.length - breaches} 项，不符 ${breaches} 项${breaches === 0 ? '' : '，逐项列出'}。`;
}

/** Routine read-only collection repeats the same finding every day: such lines are joined, with their count. */
export function breachTable(view: PeriodView, breaches: readonly Cover[]): TableBlock {
  const groups = [...Map.groupBy(breaches, (one) => breachKey(one)).values()];
  return table(
    '许可不符（5.2.3）',
    [
      { key: 'record', label: '记录编号', type: 'text', weight: 1.4 },
      { key: 'operation', label: '操作', type: 'text' },
      { key: 'assets', label: '对象', type: 'text', weight: 1.4 },
      { key: 'from', label: '时间', type: 'datetime' },
      { key: 'count', label: '次数', type: 'number' },
      { key: 'state', label: '核对', type: 'outcome' },
      { key: 'text', label: '情况', type: 'text', weight: 2.4 },
    ],
    groups.map((own) => {
      const first = own[0] as Cover;
      const { operation } = first;
      const records = own.map((one) => one.operation.record);
      return {
        tone: 'abnormal',
        cells: {
          record: own.length > 1 ? `${records[0]} … ${records.at(-1)}` : operation.record,
          operation: permitOperations[operation.operation],
          assets: operation.assets.length > 6 ? `${operation.assets.length} 个对象` : namesOf(view, operation.assets),
          from: momentCell(operation.from),
          count: own.length,
          state: { text: coverStates[first.state], tone: 'abnormal', mark: '▲' },
          text: own.length > 1 ? `首次：${first.text}` : first.text,
        },
      };
    }),
    '登记的操作均有有效许可。',
  );
}

const joined = new Set(['collect', 'backup']);

function breachKey({ operation, state }: Cover): string {
  return joined.has(operation.operation) ? `${operation.operation} ${state}` : operation.record;
}

function operationTable(covers: readonly Cover[]): TableBlock {
  const groups = [...Map.groupBy(covers, (one) => one.operation.operation).entries()];
  return table(
    '按操作核对',
    [
      { key: 'operation', label: '操作', type: 'text', weight: 2 },
      { key: 'total', label: '次数', type: 'number' },
      { key: 'covered', label: '有有效许可', type: 'number' },
      { key: 'breach', label: '不符', type: 'number' },
    ],
    groups.map(([operation, own]) => {
      const breach = own.filter((one) => one.breach).length;
      return {
        cells: {
          operation: permitOperations[operation],
          total: own.length,
          covered: own.length - breach,
          breach: countCell(breach),
        },
      };
    }),
    '没有操作。',
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
    recordTable({
      title: '远程维护会话',
      kind: remoteSession,
      records,
      columns: [
        { field: 'id', label: '记录编号', weight: 1.3, value: idCell },
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
    }),
  ];
}

const lengthCell = ({ startedAt, endedAt }: RemoteSessionRecord): Cell =>
  endedAt === undefined ? { text: '未登记结束', tone: 'attention' } : spanCell(secondsBetween(startedAt, endedAt));

function grantedTable(view: PeriodView): TableBlock {
  return recordTable({
    title: '本期取得的许可',
    kind: permit,
    records: ofPeriod(view, permit),
    columns: [
      { field: 'id', label: '许可编号', weight: 1.3, value: idCell },
      'type',
      { field: 'operations', weight: 1.4 },
      { field: 'reason', weight: 1.5 },
      { field: 'grantedAt' },
      { field: 'validTo' },
      'grantedBy',
    ],
    assetNames: view.names,
    empty: '统计区间内没有登记新的许可。',
  });
}
