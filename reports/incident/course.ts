/** 暂停计时, 处理过程 and what was done where: the course of an incident in its documents. */

import { idCell } from '../../src/page/field-cell.ts';
import { recordTable } from '../../src/page/record-table.ts';
import type { Block, Section } from '../../src/report/block.ts';
import { pauseBlocks, processTimeline } from '../../src/subjects/incidents/course.ts';
import type { IncidentView } from '../../src/subjects/incidents/incident-view.ts';
import remoteSession, { type RemoteSessionRecord } from '../../src/subjects/permits/kinds/remote-session.ts';
import serviceOrder, { type ServiceOrderRecord } from '../../src/subjects/requests/kinds/service-order.ts';
import { MISSING } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { asksPermits } from '../frame/named.ts';

export const pauseSection = (view: IncidentView): Section => ({
  id: 'pauses',
  title: '暂停计时',
  blocks: pauseBlocks(view, 'paper'),
});

/** 处理过程 with the remote sessions and visits that name the incident. */
export function processSection(view: IncidentView, input: ComposeInput): Section {
  return { id: 'process', title: '处理过程', blocks: [processTimeline(view), ...workTables(view, input)] };
}

export function workTables(view: IncidentView, input: ComposeInput): Block[] {
  const sessions = (input.records[remoteSession.id] ?? []) as RemoteSessionRecord[];
  const orders = (input.records[serviceOrder.id] ?? []) as ServiceOrderRecord[];
  const { permit } = view.incident;
  // Where the contract asks for no permits, none is missing.
  const isAsked = asksPermits(input.contract);
  const blocks: Block[] =
    isAsked || permit !== undefined
      ? [{ type: 'facts', columns: 1, items: [{ label: '许可编号', value: permit ?? MISSING }] }]
      : [];
  if (sessions.length > 0) {
    blocks.push(
      recordTable({
        title: '远程诊断会话',
        kind: remoteSession,
        records: sessions,
        columns: [
          { field: 'id', value: idCell },
          'startedAt',
          'endedAt',
          'operator',
          { field: 'purpose', weight: 1.6 },
          ...(isAsked || sessions.some((one) => one.permit !== undefined)
            ? [
                {
                  field: 'permit',
                  value: (r: RemoteSessionRecord) =>
                    r.permit ?? (isAsked ? { text: '无许可', tone: 'abnormal' as const } : ''),
                },
              ]
            : []),
        ],
        assetNames: view.assetNames,
        tone: (r) => (isAsked && r.permit === undefined ? 'abnormal' : undefined),
        empty: '未登记远程诊断会话。',
      }),
    );
  }
  if (orders.length > 0) {
    blocks.push(
      recordTable({
        title: '现场服务单',
        kind: serviceOrder,
        records: orders,
        columns: ['number', 'arrivedAt', 'leftAt', 'engineer', { field: 'work', weight: 1.6 }, 'result', 'signedBy'],
        assetNames: view.assetNames,
        empty: '未登记现场服务单。',
      }),
    );
  }
  return blocks;
}
