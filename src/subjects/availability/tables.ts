/** 可用率 as tables: what is watched, what interrupted it, and what was agreed beforehand. 5.5.1, 5.5.4. Pure. */

import { formatDateTime } from '../../contract/time.ts';
import type { Naming } from '../../page/naming.ts';
import { observedCell } from '../../page/rates.ts';
import type { TableColumn, TableDefinition } from '../../page/table.ts';
import { momentCell, spanCell, withNote } from '../../page/value-cell.ts';
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import { type Look, toneMarks } from '../../states/look.ts';
import { observedText, type Rate } from '../../wording/figures.ts';
import { availabilityFigure, coverageFigure, includedFigure } from './figures.ts';
import {
  begunIn,
  hasPlanned,
  type Outage,
  observedOf,
  type PlannedSpan,
  type Seconds,
  type TargetAvailability,
  upOf,
  upWithPlannedOf,
} from './judge/availability.ts';

/** Of one that was down it is told beside the others which may want a look. */
function lookOf({ availability, seconds }: TargetAvailability): Look {
  const tone = availability === null ? 'muted' : seconds.down > 0 ? 'attention' : 'normal';
  return { word: observedText(availability), tone, mark: toneMarks[tone] };
}

/** @param all of all together: with what was down in agreed maintenance, where that is anything */
export function targetTable(
  { asset }: Naming,
  within: FigureInterval,
  all: Seconds,
): TableDefinition<TargetAvailability> {
  const rate = (label: string, of: (seconds: Seconds) => Rate, figure: typeof availabilityFigure) =>
    ({
      ...{ label, type: 'number', value: ({ seconds }) => observedCell(of(seconds)) },
      figure: (one) => figure(one, within),
    }) satisfies TableColumn<TargetAvailability>;
  const span = (label: string, of: keyof Seconds) =>
    ({
      label,
      align: 'right',
      value: ({ seconds }) => spanCell(seconds[of]),
    }) satisfies TableColumn<TargetAvailability>;
  const both = hasPlanned(all);
  return {
    title: '各对象可用率',
    columns: {
      target: { label: '对象', weight: 1.8, title: true, value: ({ target }) => asset(target) },
      availability: {
        ...rate(both ? '可用率（不计计划维护）' : '可用率', upOf, availabilityFigure),
        ...{ state: true, look: lookOf },
      },
      ...(both ? { included: rate('计入计划维护', upWithPlannedOf, includedFigure) } : {}),
      coverage: rate('观测覆盖率', observedOf, coverageFigure),
      down: span('中断时长', 'down'),
      times: {
        ...{ label: '中断次数', type: 'number', unit: '次', value: begunIn },
        figure: (one) => figureOf(`outages.${one.target}`, begunIn(one), within, '次'),
      },
      planned: { ...span('维护窗口', 'planned'), only: 'paper' },
      unobserved: { ...span('未观测', 'unobserved'), only: 'paper' },
    },
    tone: ({ availability }) => (availability === null ? 'attention' : undefined),
    empty: '没有探测对象。',
  };
}

/** Of an outage that began before the first day that is counted. */
export const CARRIED = '上期延续';

export const reasonText = ({ reason }: Outage): string => reason ?? '探测没有给出原因';

/** An outage, and what was down. */
export type OutageOf = Outage & Pick<TargetAvailability, 'target'>;

export const outageTable = ({ asset }: Naming): TableDefinition<OutageOf> => ({
  title: '中断记录',
  columns: {
    target: { label: '对象', weight: 1.6, only: 'paper', value: ({ target }) => asset(target) },
    from: {
      ...{ label: '起', type: 'datetime', title: true },
      value: ({ from, goesOn }) => withNote(momentCell(from), goesOn ? CARRIED : ''),
    },
    to: { label: '止', type: 'datetime', value: ({ to }) => momentCell(to) },
    length: { label: '时长', align: 'right', value: ({ seconds }) => spanCell(seconds) },
    reason: { label: '探测给出的原因', weight: 2, wide: true, value: reasonText },
  },
  empty: '已观测的时间内没有中断。',
});

/** What was left out of 可用率 because it was agreed, and whether beforehand. */
export const plannedTable = ({ asset }: Naming): TableDefinition<PlannedSpan> => ({
  title: '计划维护',
  columns: {
    target: { label: '对象', weight: 1.6, value: ({ target }) => asset(target) },
    from: { label: '起', type: 'datetime', value: ({ from }) => momentCell(from) },
    to: { label: '止', type: 'datetime', value: ({ to }) => momentCell(to) },
    down: { label: '其间中断', align: 'right', value: ({ down }) => spanCell(down) },
    agreed: { label: '⟦采购人⟧同意', weight: 1.6, value: agreedText },
    window: { label: '维护窗口', value: ({ window }) => window.id },
  },
  empty: '没有计划维护。',
});

function agreedText({ window: { approvedAt, afterwards } }: PlannedSpan): string {
  const when = approvedAt === undefined ? '' : formatDateTime(approvedAt);
  return `${when}${afterwards === 'yes' ? '（事后认定）' : ''}`;
}
