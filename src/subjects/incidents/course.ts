/** The course of an incident: what was done, minute by minute, and when its clocks stood still. Pure. */

import { compareInstants, formatDateTimeSeconds, type InstantText, secondsBetween } from '../../contract/time.ts';
import { type Side, settledTable } from '../../page/table.ts';
import { isVouched } from '../../records/purchaser.ts';
import type { Block, Cell, TimelineBlock, Tone } from '../../report/block.ts';
import { cellText } from '../../report/cell.ts';
import { beforeLevel, levelWordOf } from '../../wording/levels.ts';
import { CLAIMED, MISSING } from '../../wording/words.ts';
import { durationCell, timeCell } from './cells.ts';
import { factGrid } from './incident-facts.ts';
import type { IncidentView } from './incident-view.ts';
import { targetsText } from './judge/monitoring.ts';
import { pauseReasons } from './kinds/incident/choices.ts';

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
    ...(incident.notices ?? []).flatMap(({ at, to, by, text }) =>
      fact(at, `通报进展：${[to, by, text].filter((one) => one !== undefined).join('，')}`),
    ),
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

type Pause = NonNullable<IncidentView['incident']['pauses']>[number];

/** 暂停计时: only what has evidence and the purchaser's confirmation stops the clock (rule 5). */
export function pauseBlocks(view: IncidentView, side: Side): Block[] {
  const pauses = (view.incident.pauses ?? []).filter((pause) => known(view, pause.from));
  const untilOf = ({ to }: Pause): InstantText | undefined => (known(view, to) ? to : undefined);
  const { gross, net } = view.judged.downtime;
  return [
    settledTable(
      {
        title: '暂停计时',
        columns: {
          from: { label: '起', type: 'datetime', short: true, value: ({ from }) => timeCell(from) },
          to: { label: '止', type: 'datetime', short: true, value: (pause) => timeCell(untilOf(pause), '未结束') },
          length: {
            ...{ label: '时长', unit: '分钟', align: 'right' },
            value: (pause) => durationCell(secondsBetween(pause.from, untilOf(pause) ?? view.context.asOf)),
          },
          reason: {
            ...{ label: '原因', weight: 1.6, title: true },
            value: ({ reason, detail }) => [pauseReasons[reason], ...(detail === undefined ? [] : [detail])].join('：'),
          },
          evidence: {
            ...{ label: '证据', weight: 1.6, wide: true },
            value: ({ evidence }) => evidence ?? { text: MISSING, tone: 'attention' },
          },
          confirmed: { label: '⟦采购人⟧确认', weight: 1.2, wide: true, value: (pause) => confirmedCell(view, pause) },
        },
        empty: '未登记暂停计时，各时限连续计时。',
      },
      pauses,
      side,
    ),
    ...(pauses.length === 0
      ? []
      : [
          factGrid([
            { label: '扣除前历时', value: cellText(durationCell(gross)) },
            { label: '扣除后历时', value: cellText(durationCell(net)) },
          ]),
        ]),
  ];
}

function confirmedCell(view: IncidentView, { id, confirmedBy, confirmedAt }: Pause): Cell {
  return confirmedBy !== undefined && known(view, confirmedAt)
    ? `${confirmedBy}，${formatDateTimeSeconds(confirmedAt)}${claim(view.incident, confirmedAt, `pauses.${id}`)}`
    : { text: '未确认，不扣除', tone: 'attention' };
}
