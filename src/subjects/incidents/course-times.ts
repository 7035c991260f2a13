/** When what of an incident was, and at which levels it stood: every time in the order of its course, with the distance from the start. Pure. */

import { type LimitClock, levelTitle } from '../../contract/terms/levels.ts';
import { compareInstants, type InstantText, secondsBetween } from '../../contract/time.ts';
import { type Side, settledTable } from '../../page/table.ts';
import type { Block, Cell, TableBlock } from '../../report/block.ts';
import { levelWord } from '../../wording/levels.ts';
import { CLAIMED } from '../../wording/words.ts';
import { confirmationText, durationCell, timeCell } from './cells.ts';
import type { IncidentView } from './incident-view.ts';
import { hasClock } from './judge/limits.ts';
import { measuredTimes } from './judge/monitoring.ts';

/** 定级记录: a change of level is an event of its own, with time and reason. */
export function levelBlocks(view: IncidentView, side: Side): Block[] {
  const { incident, judged, context } = view;
  const known = incident.levels.filter((row) => compareInstants(row.at, context.asOf) <= 0);
  const changes = known.length - 1;
  return [
    { type: 'note', text: `时限${judged.levelUsed.text}判定。${changes > 0 ? `级别变更 ${changes} 次。` : ''}` },
    settledTable(
      {
        title: '定级记录',
        columns: {
          at: { label: '时间', type: 'datetime', short: true, value: ({ at }) => timeCell(at) },
          level: { label: '级别', title: true, value: ({ level }) => gradeOf(view, level) },
          reason: { label: '依据', weight: 2, wide: true, value: ({ reason }) => reason },
          setBy: { label: '定级人', value: ({ setBy }) => setBy },
          confirmed: {
            label: '⟦采购人⟧确认',
            value: (row) => confirmationText(incident, row) ?? { text: '未确认', tone: 'attention' },
          },
        },
        empty: '未登记定级记录。',
      },
      known,
      side,
    ),
  ];
}

/** `P2 二级故障`; `紧急故障`. */
function gradeOf({ context }: IncidentView, id: string): string {
  const found = context.contract.levels.find((one) => one.id === id);
  if (found === undefined) return id;
  return found.ordinal === undefined ? levelTitle(found) : [levelWord(found), found.ordinal].join(' ');
}

interface Moment {
  step: string;
  at: InstantText | null | undefined;
  note?: string | undefined;
}

const startSteps = { reported: '申报', discovered: '发现', alert: '监控告警', sample: '首个失败样本' } as const;

/** 时间节点. */
export function timesTable(view: IncidentView, side: Side): TableBlock {
  const { start, starts } = view.judged;
  const startStep = startSteps[starts[0]?.from ?? 'reported'];
  const sinceCell = ({ at }: Moment): Cell =>
    at == null || compareInstants(at, start) < 0 ? '' : durationCell(secondsBetween(start, at));
  const noteText = ({ step, at, note }: Moment): string =>
    [step === startStep ? '计时起点' : '', at == null ? '' : (note ?? '')].filter((text) => text !== '').join('，');
  return settledTable(
    {
      title: '时间节点',
      columns: {
        step: { label: '节点', weight: 1.2, title: true, value: ({ step }) => step },
        at: { label: '时间', type: 'datetime', weight: 1.4, short: true, value: ({ at }) => timeCell(at) },
        since: { label: '距计时起点', unit: '分钟', align: 'right', value: sinceCell },
        note: { label: '说明', weight: 1.6, wide: true, value: noteText },
      },
      empty: '未登记时间。',
    },
    momentsOf(view),
    side,
  );
}

function momentsOf({ incident, judged, facts, context }: IncidentView): Moment[] {
  // What nobody asks for and nobody wrote down is nothing that is missing.
  const asked = (clock: LimitClock, one: Moment): Moment[] =>
    hasClock(context.contract, clock) || one.at != null ? [one] : [];
  const measured = measuredTimes(incident, judged.evidence);
  const by = (record: string | null): string | undefined => (record === null ? undefined : `监控所测，${record}`);
  const restoredAt = facts.supplierRestoredAt === null ? null : incident.restoredAt;
  const onSpot = incident.residentOnSpot ? '⟦现场⟧工程师当时在现场' : undefined;
  return [
    { step: '发生', at: incident.occurredAt },
    ...seenFirst(judged),
    { step: '发现', at: incident.discoveredAt, note: by(measured.discovered) },
    { step: '申报', at: incident.reportedAt },
    ...asked('response', { step: '响应', at: facts.respondedAt }),
    ...asked('remote-start', { step: '远程启动', at: facts.remoteStartedAt }),
    ...asked('arrival', { step: '到场', at: facts.arrivedAt, note: onSpot }),
    { step: '恢复（⟦供应商⟧）', at: restoredAt, note: by(measured.restored) },
    { step: '⟦采购人⟧确认恢复', ...confirmation({ incident, facts }) },
    { step: '处理完成（关闭）', at: facts.closedAt },
  ];
}

/** The first alert and the first failed sample, where monitoring saw it. */
function seenFirst({ evidence }: IncidentView['judged']): Moment[] {
  const first = (kind: 'alert' | 'sample', step: string): Moment[] => {
    const found = evidence.find((one) => one.kind === kind);
    return found === undefined ? [] : [{ step, at: found.at, note: found.record }];
  };
  return [...first('alert', startSteps.alert), ...first('sample', startSteps.sample)];
}

/** A confirmation that only the supplier tells of is printed as that: the clock runs to it, and it confirms nothing. */
function confirmation({ incident, facts }: Pick<IncidentView, 'incident' | 'facts'>): Omit<Moment, 'step'> {
  const { confirmedRestoredAt: told, confirmer } = incident;
  const name = confirmer === undefined ? undefined : `确认人 ${confirmer}`;
  if (facts.restoredBy === 'purchaser') return { at: facts.restoredAt, note: name };
  const isClaimed = told !== undefined && facts.restoredAt === told;
  if (!isClaimed) return { at: null };
  return { at: told, note: [CLAIMED, '恢复用时算到此时', ...(name === undefined ? [] : [name])].join('，') };
}
