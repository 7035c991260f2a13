/** The device, its pictures, and the course of its repair. */

import type { Asset } from '../../src/contract/terms/assets.ts';
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import { compareInstants, formatDateTimeSeconds, type InstantText } from '../../src/contract/time.ts';
import { recordTable } from '../../src/page/record-table.ts';
import { settledTable, type TableDefinition } from '../../src/page/table.ts';
import type { Attachment } from '../../src/records/record.ts';
import type { Block, Section, Tone } from '../../src/report/block.ts';
import { clocks as clockLooks } from '../../src/states/clock.ts';
import type { DeviceRepairRecord } from '../../src/subjects/devices/kinds/device-repair.ts';
import {
  durationCell,
  limitCell,
  stateCell,
  statedClock,
  timeCell,
  timeText,
} from '../../src/subjects/incidents/cells.ts';
import { type DeviceClock, deviceClocks } from '../../src/subjects/incidents/judge/repair-limits.ts';
import serviceOrder, { type ServiceOrderRecord } from '../../src/subjects/requests/kinds/service-order.ts';
import { MISSING, orMissing } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { pictureBlocks } from '../cells/pictures.ts';
import { momentOf } from '../frame/draft-moment.ts';

export interface RepairView {
  record: DeviceRepairRecord;
  asset: Asset | undefined;
  /** `3号考勤机（东楼一层）` */
  name: string;
  asOf: InstantText;
  clocks: DeviceClock[];
  /** Clauses under which the report is handed in, as its obligation names them. */
  clauses: readonly string[];
}

/**
 * @param written the written report: its first issue is the time at which it was handed to the purchaser
 * @throws Error when the event's record is not among the inputs: such an occurrence is never composed
 */
export function repairView(input: ComposeInput, written: boolean): RepairView {
  const id = input.occurrence.event ?? input.occurrence.period;
  const record = ((input.records['device-repair'] ?? []) as DeviceRepairRecord[]).find((one) => one.id === id);
  if (record === undefined) throw new Error(`device-repair ${id} composed without its record`);
  const asset = input.contract.assets.find((one) => one.id === record.asset);
  const asOf = momentOf(input, record);
  const hours = (suffix: string): number | null =>
    input.obligation.parts?.find((part) => part.suffix === suffix)?.due.hours ?? null;
  const firstIssue = written && !input.draft && input.revision === 1 ? asOf : undefined;
  return {
    record,
    asset,
    name: `${asset?.name ?? record.asset}（${record.place}）`,
    asOf,
    clauses: input.obligation.clauses,
    clocks: deviceClocks(record, {
      contract: input.contract.contract,
      assets: input.contract.assets,
      isWorkingDay: input.isWorkingDay,
      asOf,
      solutionHours: hours('y'),
      reportHours: hours('z'),
      reportIssuedAt: firstIssue,
    }),
  };
}

export function overviewSection(view: RepairView): Section {
  const { record, name } = view;
  const state = stateOf(view);
  return {
    id: 'overview',
    title: '概况',
    blocks: [{ type: 'note', text: `${name}：${record.symptom}。${state.text}`, emphasis: true, tone: state.tone }],
  };
}

function stateOf({ record, asOf }: RepairView): { text: string; tone: Tone } {
  const known = (time: InstantText | undefined): time is InstantText =>
    time !== undefined && compareInstants(time, asOf) <= 0;
  if (known(record.repairedAt)) return { text: `已于 ${timeText(record.repairedAt)} 修复。`, tone: 'normal' };
  if (known(record.irreparableAt)) {
    return { text: `${timeText(record.irreparableAt)} 判定无法维修。`, tone: 'abnormal' };
  }
  return { text: `截至 ${formatDateTimeSeconds(asOf)} 尚未修复。`, tone: 'attention' };
}

/** 设备: name, serial number, place. */
export function deviceFacts({ record, asset }: RepairView): Section {
  return {
    id: 'device',
    title: '设备',
    blocks: [
      {
        type: 'facts',
        columns: 2,
        items: [
          { label: '名称', value: asset?.name ?? record.asset },
          { label: '设备编号', value: record.asset },
          { label: '类别', value: asset === undefined ? MISSING : asset.kindName },
          { label: '序列号', value: orMissing(record.serial ?? asset?.serial) },
          { label: '位置', value: record.place },
          { label: '报修人', value: record.reporter },
          { label: '报修时间', value: timeText(record.reportedAt) },
          { label: '维修人员', value: record.engineer },
        ],
      },
    ],
  };
}

/** Attachments from before the decision show the device; later ones are the purchaser's decision. */
export const isDecision = ({ record }: RepairView, attachment: Attachment): boolean =>
  record.decidedAt !== undefined && compareInstants(attachment.takenAt, record.decidedAt) >= 0;

export function photoSection(view: RepairView): Section {
  const { record } = view;
  const attachments = (record.attachments ?? []).filter((one) => !isDecision(view, one));
  const pictures = pictureBlocks([{ ...record, attachments }]);
  return {
    id: 'photos',
    title: '现场照片',
    blocks: pictures.length > 0 ? pictures : [{ type: 'note', text: '未登记现场照片。', tone: 'muted' }],
  };
}

/** 维修过程 with the visits that name the repair. */
export function courseSection(view: RepairView, input: ComposeInput): Section {
  const { record, asOf } = view;
  const orders = (input.records[serviceOrder.id] ?? []) as ServiceOrderRecord[];
  const item = (at: InstantText | undefined, text: string, tone?: Tone) =>
    at === undefined || compareInstants(at, asOf) > 0 ? [] : [{ at, text, ...(tone === undefined ? {} : { tone }) }];
  const items = [
    ...item(record.reportedAt, `报修：${record.reporter}`),
    ...item(record.respondedAt, '响应'),
    ...item(record.arrivedAt, '到场'),
    ...(record.steps ?? []).flatMap((step) => item(step.at, step.action)),
    ...item(record.diagnosedAt, '提出原因及方案'),
    ...item(record.repairedAt, '修复', 'normal'),
    ...item(record.irreparableAt, '判定无法维修', 'abnormal'),
    ...item(record.closedAt, '处理完成', 'normal'),
  ].sort((a, b) => compareInstants(a.at, b.at));
  const blocks: Block[] = [
    {
      type: 'timeline',
      items: items.map(({ at, ...rest }) => ({ time: formatDateTimeSeconds(at), ...rest })),
      empty: '未登记维修过程。',
    },
  ];
  if (record.steps === undefined || record.steps.length === 0) {
    blocks.push({ type: 'note', text: '未登记维修步骤。', tone: 'muted' });
  }
  if (orders.length > 0) {
    blocks.push(
      recordTable({
        title: '现场服务单',
        kind: serviceOrder,
        records: orders,
        columns: ['number', 'arrivedAt', 'leftAt', 'engineer', { field: 'work', weight: 1.6 }, 'result', 'signedBy'],
        empty: '未登记现场服务单。',
      }),
    );
  }
  return { id: 'course', title: '维修过程', blocks };
}

const clockTable: TableDefinition<DeviceClock> = {
  title: '响应与时限',
  columns: {
    item: { label: '时限项', weight: 3, value: ({ label }) => label },
    clause: { label: '条款', value: ({ clause }) => clauseMarks(clause) },
    start: { label: '起点', type: 'datetime', value: ({ start }) => timeCell(start) },
    end: {
      ...{ label: '终点', type: 'datetime' },
      value: ({ id, end }) => timeCell(end, id === 'before-decision' ? '尚未决定' : MISSING),
    },
    used: {
      ...{ label: '用时', unit: '分钟', align: 'right', weight: 1.2 },
      value: ({ seconds }) => durationCell(seconds),
    },
    limit: { label: '时限', align: 'right', value: limitCell },
    state: { label: '判定', type: 'outcome', value: ({ state }) => stateCell(state) },
  },
  tone: ({ state }) => (clockLooks[state].tone === 'abnormal' ? 'abnormal' : undefined),
  empty: '合同未约定设备维修的时限。',
};

/** 响应与时限: as for any fault (5.4(2)), and the times agreed for the two reports. */
export function responseSection({ clocks }: RepairView): Section {
  return {
    id: 'response',
    title: '响应与时限',
    blocks: [
      settledTable(clockTable, clocks, 'paper'),
      { type: 'note', text: '原因及方案、书面报告的时限由双方约定。', tone: 'muted' },
    ],
    stated: { clocks: clocks.map(statedClock) },
  };
}
