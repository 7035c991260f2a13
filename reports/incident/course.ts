/** 暂停计时, 处理过程 and what was done where: the course of an incident. */

import { targetsText } from '../../src/assess/incidents/monitoring.ts';
import { compareInstants, formatDateTimeSeconds, type InstantText, secondsBetween } from '../../src/contract/time.ts';
import { idCell } from '../../src/page/field-cell.ts';
import { recordTable } from '../../src/page/record-table.ts';
import { pauseReasons } from '../../src/records/incident/choices.ts';
import remoteSession, { type RemoteSessionRecord } from '../../src/records/kinds/remote-session.ts';
import serviceOrder, { type ServiceOrderRecord } from '../../src/records/kinds/service-order.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import type { Block, Section, TableBlock, TimelineBlock, Tone } from '../../src/report/document.ts';
import { beforeLevel, levelWordOf } from '../../src/wording/levels.ts';
import { CLAIMED, MISSING } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { asksPermits } from '../frame/named.ts';
import { durationCell, timeCell } from './cells.ts';
import type { IncidentView } from './view.ts';

type Item = { at: InstantText; text: string; who?: string | undefined; tone?: Tone };

const printed = ({ at, text, who, tone }: Item): TimelineBlock['items'][number] => ({
  time: formatDateTimeSeconds(at),
  text,
  ...(who === undefined ? {} : { who }),
  ...(tone === undefined ? {} : { tone }),
});

const known = (view: IncidentView, at: InstantText | undefined): at is InstantText =>
  at !== undefined && compareInstants(at, view.context.asOf) <= 0;

/** 处理过程 as it was written down. @param between from exclusive, to inclusive; whole when left out */
export function processTimeline(
  view: IncidentView,
  empty = '未登记处理过程。',
  between?: { after?: InstantText; until?: InstantText },
): TimelineBlock {
  const rows = view.incident.timeline.filter(
    ({ at }) =>
      known(view, at) &&
      (between?.after === undefined || compareInstants(at, between.after) > 0) &&
      (between?.until === undefined || compareInstants(at, between.until) <= 0),
  );
  return {
    type: 'timeline',
    items: rows.map(({ at, actor, action, result }) =>
      printed({ at, text: result === undefined ? action : `${action}：${result}`, who: actor }),
    ),
    empty,
  };
}

/** 时间线 to the minute and second: the facts, the levels and the pauses between the steps that were taken. */
export function fullTimeline(view: IncidentView): TimelineBlock {
  const { incident } = view;
  const word = (level: string): string => levelWordOf(view.context.contract.levels, level);
  const fact = (at: InstantText | undefined, text: string, who?: string, tone?: Tone): Item[] =>
    known(view, at) ? [{ at, text, who, ...(tone === undefined ? {} : { tone }) }] : [];
  const items: Item[] = [
    ...seenItems(view),
    ...fact(incident.occurredAt, '故障发生', undefined, 'abnormal'),
    ...fact(incident.discoveredAt, '发现故障'),
    ...fact(incident.reportedAt, '申报', incident.reporter),
    ...fact(incident.respondedAt, '响应', incident.handler),
    ...fact(incident.remoteStartedAt, '启动远程诊断'),
    ...fact(incident.arrivedAt, '抵达现场'),
    ...incident.levels.flatMap((row) => [
      ...fact(row.at, `${beforeLevel('定为', word(row.level))}：${row.reason}`, row.setBy, 'attention'),
      ...fact(
        row.confirmedAt,
        `${beforeLevel('⟦采购人⟧确认定级', word(row.level))}${claim(incident, row.confirmedAt, `levels.${row.id}`)}`,
        row.confirmedBy,
      ),
    ]),
    ...(incident.pauses ?? []).flatMap((pause) => [
      ...fact(pause.from, `暂停计时开始：${pauseReasons[pause.reason]}`, undefined, 'attention'),
      ...fact(pause.to, '暂停计时结束'),
    ]),
    ...incident.timeline.flatMap((row) =>
      fact(row.at, row.result === undefined ? row.action : `${row.action}：${row.result}`, row.actor),
    ),
    ...fact(incident.restoredAt, '恢复（⟦供应商⟧）', undefined, 'normal'),
    ...fact(
      incident.confirmedRestoredAt,
      `⟦采购人⟧确认恢复${claim(incident, incident.confirmedRestoredAt, 'confirmedRestoredAt')}`,
      incident.confirmer,
      'normal',
    ),
    ...fact(incident.closedAt, '处理完成（关闭）', undefined, 'normal'),
  ];
  return {
    type: 'timeline',
    items: items.sort((a, b) => compareInstants(a.at, b.at)).map(printed),
    empty: '未登记时间线。',
  };
}

/** What monitoring saw, with the record that shows it: before what was typed for the same second, since clocks start there. */
function seenItems({ judged: { evidence, starts }, assetNames }: IncidentView): Item[] {
  const own = starts[0]?.record ?? null;
  return evidence.map(({ at, record, what, targets }) => ({
    at,
    text: `${what}${targetsText({ targets }, (asset) => assetNames.get(asset) ?? asset)}${record === own ? `（${starts.length > 1 ? '暂' : ''}自此起算各时限）` : ''}`,
    who: record,
    tone: 'abnormal',
  }));
}

/** Behind what the purchaser did, when only the supplier tells of it. */
const claim = (incident: IncidentView['incident'], at: InstantText | undefined, path: string): string =>
  at === undefined || isVouched(incident, at, path) ? '' : `（${CLAIMED}）`;

/** 暂停计时: only what has evidence and the purchaser's confirmation stops the clock (rule 5). */
export function pauseSection(view: IncidentView): Section {
  const { judged } = view;
  const pauses = (view.incident.pauses ?? []).filter((pause) => known(view, pause.from));
  const table: TableBlock = {
    type: 'table',
    title: '暂停计时',
    columns: [
      { key: 'from', label: '起', type: 'datetime' },
      { key: 'to', label: '止', type: 'datetime' },
      { key: 'length', label: '时长', type: 'text', unit: '分钟', align: 'right' },
      { key: 'reason', label: '原因', type: 'text', weight: 1.6 },
      { key: 'evidence', label: '证据', type: 'text', weight: 1.6 },
      { key: 'confirmed', label: '⟦采购人⟧确认', type: 'text', weight: 1.2 },
    ],
    rows: pauses.map((pause) => {
      const until = known(view, pause.to) ? pause.to : undefined;
      return {
        cells: {
          from: timeCell(pause.from),
          to: timeCell(until, '未结束'),
          length: durationCell(secondsBetween(pause.from, until ?? view.context.asOf)),
          reason: [pauseReasons[pause.reason], pause.detail].filter((text) => text !== undefined).join('：'),
          evidence: pause.evidence ?? { text: MISSING, tone: 'attention' as const },
          confirmed:
            pause.confirmedBy !== undefined && known(view, pause.confirmedAt)
              ? `${pause.confirmedBy}，${formatDateTimeSeconds(pause.confirmedAt)}${claim(view.incident, pause.confirmedAt, `pauses.${pause.id}`)}`
              : { text: '未确认，不扣除', tone: 'attention' as const },
        },
      };
    }),
    empty: '未登记暂停计时，各时限连续计时。',
  };
  const { gross, net } = judged.downtime;
  const both: Block[] =
    pauses.length === 0
      ? []
      : [
          {
            type: 'facts',
            columns: 2,
            items: [
              { label: '扣除前历时', value: durationText(gross) },
              { label: '扣除后历时', value: durationText(net) },
            ],
          },
        ];
  return { id: 'pauses', title: '暂停计时', blocks: [table, ...both] };
}

function durationText(seconds: number): string {
  const cell = durationCell(seconds);
  return typeof cell === 'object' && cell !== null ? cell.text : String(cell);
}

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
          { field: 'id', label: '记录编号', value: idCell },
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
