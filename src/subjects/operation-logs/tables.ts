/** 操作日志 as tables: what was found in them one by one and by type, and how long they are kept. 5.5.3. Pure. */

import type { Naming } from '../../page/naming.ts';
import type { TableColumn, TableDefinition } from '../../page/table.ts';
import { momentCell } from '../../page/value-cell.ts';
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import { logAnomalies, logAnomalyWords } from '../../states/log-anomaly.ts';
import { lookCell } from '../../states/look.ts';
import { choiceWords } from '../../wording/codes.ts';
import { MISSING } from '../../wording/words.ts';
import { type Retention, retentionText } from './judge/log-retention.ts';
import type { LogSummary } from './judge/operation-logs.ts';
import kind from './kinds/operation-log.ts';

const word = choiceWords(kind);

export type FoundAnomaly = LogSummary['anomalies'][number];
type Judged = FoundAnomaly['anomaly']['judged'];

const columnsOf = ({ asset }: Naming) =>
  ({
    at: { label: '时间', type: 'datetime', weight: 1.2, value: ({ anomaly }) => momentCell(anomaly.at) },
    system: { label: '系统', weight: 1.2, value: (one) => asset(one.asset) },
    type: { label: '类型', value: ({ anomaly }) => word('anomalies.type', anomaly.type) },
    detail: { label: '情况', weight: 2, value: ({ anomaly }) => anomaly.detail },
    judged: { label: '核查结果', value: ({ anomaly }) => logAnomalyWords[anomaly.judged] },
  }) as const satisfies Record<string, TableColumn<FoundAnomaly>>;

/** Of a day. */
export const dayAnomalies = (naming: Naming): Omit<TableDefinition<FoundAnomaly>, 'empty'> => ({
  title: '操作日志异常',
  columns: columnsOf(naming),
  tone: ({ anomaly }) => (anomaly.judged === 'abnormal' ? 'abnormal' : undefined),
});

/** Of a period, with who it was and what was done about it. */
export const anomalyTable = (naming: Naming): TableDefinition<FoundAnomaly> => {
  const { at, system, type, detail, judged } = columnsOf(naming);
  return {
    title: '异常明细',
    columns: {
      no: { label: '序号', type: 'number', weight: 0.5, value: (_, n) => n + 1 },
      ...{ at, system },
      user: { label: '用户', value: ({ anomaly }) => anomaly.user },
      type,
      detail: { ...detail, weight: 1.8 },
      judged: { ...judged, type: 'outcome', value: ({ anomaly }) => lookCell(logAnomalies[anomaly.judged]) },
      handling: {
        ...{ label: '处置', weight: 1.4 },
        value: ({ anomaly }) => anomaly.handling ?? (anomaly.judged === 'normal' ? '' : '未登记处置'),
      },
    },
    tone: ({ anomaly: { judged: of } }) => (of === 'normal' ? undefined : logAnomalies[of].tone),
    empty: NONE,
  };
};

const NONE = '日志分析没有列出异常。';

/** Those of a type. */
export interface AnomaliesOfType {
  type: string;
  found: readonly FoundAnomaly[];
}

export function typeTable(within: FigureInterval): TableDefinition<AnomaliesOfType> {
  const counted = (id: string, label: string, count: (found: readonly FoundAnomaly[]) => number) =>
    ({
      ...{ label, type: 'number', value: ({ found }) => count(found) },
      figure: ({ type, found }) => figureOf(`logs.anomalies.${type}.${id}`, count(found), within),
    }) satisfies TableColumn<AnomaliesOfType>;
  const judged = (of: Judged) =>
    counted(of, logAnomalyWords[of], (found) => found.filter(({ anomaly }) => anomaly.judged === of).length);
  return {
    title: '异常分类',
    columns: {
      type: { label: '类型', weight: 1.6, value: ({ type }) => word('anomalies.type', type) },
      items: counted('items', '项数', (found) => found.length),
      times: counted('times', '次数', (found) => found.reduce((sum, { anomaly }) => sum + anomaly.count, 0)),
      ...{ normal: judged('normal'), abnormal: judged('abnormal'), pending: judged('pending') },
    },
    empty: NONE,
  };
}

const retentionTones = { kept: 'normal', building: 'attention', short: 'abnormal', unrecorded: 'attention' } as const;

/** 备份与留存 by system. @param months that the contract asks for; null: it asks for none, and nothing is judged */
export const retentionTable = ({ asset }: Naming, months: number | null): TableDefinition<Retention> => ({
  title: '备份与留存',
  columns: {
    system: { label: '系统', weight: 1.6, value: (one) => asset(one.asset) },
    backup: { label: '最近备份', type: 'datetime', weight: 1.2, value: ({ lastBackup }) => momentCell(lastBackup?.at) },
    location: {
      ...{ label: '备份位置', weight: 1.6 },
      value: ({ lastBackup }) => lastBackup?.location ?? { text: MISSING, tone: 'muted' },
    },
    missing: {
      ...{ label: '未登记备份', align: 'right' },
      value: ({ notBackedUp: n, records }) =>
        n === 0 ? '0' : { text: `${n} / ${records} 份`, value: n, tone: 'attention' },
    },
    earliest: { label: '留存最早日志', type: 'datetime', weight: 1.2, value: ({ earliest }) => momentCell(earliest) },
    months: { label: '留存', type: 'number', unit: '个月', value: (one) => one.months ?? { text: '—', tone: 'muted' } },
    ...(months === null ? {} : { state: retentionColumn(months) }),
  },
  tone: ({ state }) => (months !== null && state === 'short' ? 'abnormal' : undefined),
  empty: '未登记备份与留存情况。',
});

const retentionColumn = (months: number): TableColumn<Retention> => ({
  ...{ label: '判定', type: 'outcome', weight: 1.2 },
  value: ({ state }) => ({
    text: retentionText(state, months),
    tone: retentionTones[state],
    ...(state === 'short' ? { mark: '▲' } : {}),
  }),
});
