/** 异常 and 备份与留存 of the operation logs. */

import { momentCell } from '../../src/page/value-cell.ts';
import type { Block, Row, Tone } from '../../src/report/block.ts';
import { logMonths, logRetention, retentionText } from '../../src/subjects/operation-logs/judge/log-retention.ts';
import type { LogSummary } from '../../src/subjects/operation-logs/judge/operation-logs.ts';
import kind, { type OperationLogRecord } from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { MISSING, namesText } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { interval, namedCounts } from '../cells/headline.ts';
import { nameOf, type PeriodView } from '../period/period.ts';

const word = choiceWords(kind);

type Anomaly = LogSummary['anomalies'][number]['anomaly'];

const judgedTones: Record<Anomaly['judged'], Tone> = { normal: 'normal', abnormal: 'abnormal', pending: 'attention' };
const judgedMarks: Partial<Record<Anomaly['judged'], string>> = { abnormal: '▲', pending: '△' };

/** By type, then one by one. What no log was read for is not free of anomalies. */
export function anomalyBlocks(view: PeriodView, { anomalies, records }: LogSummary): Block[] {
  if (records === 0) return [{ type: 'note', text: '统计区间内没有登记操作日志，未做异常分析。', tone: 'muted' }];
  return [...typeTable(view, anomalies), detailTable(view, anomalies)];
}

function typeTable(view: PeriodView, anomalies: LogSummary['anomalies']): Block[] {
  if (anomalies.length === 0) return [];
  const groups = [...Map.groupBy(anomalies, ({ anomaly }) => anomaly.type)].sort((a, b) => b[1].length - a[1].length);
  const count = (rows: LogSummary['anomalies'], judged: Anomaly['judged']): number =>
    rows.filter(({ anomaly }) => anomaly.judged === judged).length;
  return [
    namedCounts(
      table(
        '异常分类',
        [
          { key: 'type', label: '类型', type: 'text', weight: 1.6 },
          { key: 'items', label: '项数', type: 'number' },
          { key: 'times', label: '次数', type: 'number' },
          { key: 'normal', label: '核实为正常业务', type: 'number' },
          { key: 'abnormal', label: '确认异常', type: 'number' },
          { key: 'pending', label: '待核查', type: 'number' },
        ],
        groups.map(([type, rows]) => ({
          cells: {
            type: word('anomalies.type', type),
            items: rows.length,
            times: rows.reduce((sum, { anomaly }) => sum + anomaly.count, 0),
            normal: count(rows, 'normal'),
            abnormal: count(rows, 'abnormal'),
            pending: count(rows, 'pending'),
          },
        })),
        '日志分析没有列出异常。',
      ),
      interval(view),
      groups.map(([type]) => `logs.anomalies.${type}`),
    ),
  ];
}

function detailTable(view: PeriodView, anomalies: LogSummary['anomalies']): Block {
  return table(
    '异常明细',
    [
      { key: 'no', label: '序号', type: 'number', weight: 0.5 },
      { key: 'at', label: '时间', type: 'datetime', weight: 1.2 },
      { key: 'system', label: '系统', type: 'text', weight: 1.2 },
      { key: 'user', label: '用户', type: 'text' },
      { key: 'type', label: '类型', type: 'text' },
      { key: 'detail', label: '情况', type: 'text', weight: 1.8 },
      { key: 'judged', label: '核查结果', type: 'outcome' },
      { key: 'handling', label: '处置', type: 'text', weight: 1.4 },
    ],
    anomalies.map(({ asset, anomaly }, index): Row => {
      const mark = judgedMarks[anomaly.judged];
      const unhandled = anomaly.judged === 'normal' ? '' : '未登记处置';
      return {
        ...(anomaly.judged === 'normal' ? {} : { tone: judgedTones[anomaly.judged] }),
        cells: {
          no: index + 1,
          at: momentCell(anomaly.at),
          system: nameOf(view, asset),
          user: anomaly.user,
          type: word('anomalies.type', anomaly.type),
          detail: anomaly.detail,
          judged: {
            text: word('anomalies.judged', anomaly.judged),
            tone: judgedTones[anomaly.judged],
            ...(mark === undefined ? {} : { mark }),
          },
          handling: anomaly.handling ?? unhandled,
        },
      };
    }),
    '日志分析没有列出异常。',
  );
}

const retentionTones = { kept: 'normal', building: 'attention', short: 'abnormal', unrecorded: 'attention' } as const;

/** 备份与留存 by system, held against the months that the contract asks for; where it asks for none, nothing is judged. */
export function retentionBlocks(view: PeriodView, records: readonly OperationLogRecord[]): Block[] {
  if (records.length === 0) {
    return [{ type: 'note', text: '统计区间内没有登记操作日志，未登记备份与留存情况。', tone: 'muted' }];
  }
  const { contract } = view.input.contract;
  const months = logMonths(contract);
  const all = logRetention(records, contract.servicePeriod.from, months ?? 0);
  const failing = all.filter(({ state }) => state !== 'kept').map(({ asset }) => nameOf(view, asset));
  const text =
    failing.length === 0
      ? `登记了操作日志的 ${all.length} 个系统，留存均不少于 ${months} 个月。`
      : `留存要求不少于 ${months} 个月；未达到或未登记的系统：${namesText(failing, '个')}。`;
  return [
    ...(months === null
      ? []
      : [{ type: 'note' as const, text, tone: failing.length === 0 ? ('normal' as const) : ('attention' as const) }]),
    table(
      '备份与留存',
      [
        { key: 'system', label: '系统', type: 'text', weight: 1.6 },
        { key: 'backup', label: '最近备份', type: 'datetime', weight: 1.2 },
        { key: 'location', label: '备份位置', type: 'text', weight: 1.6 },
        { key: 'missing', label: '未登记备份', type: 'text', align: 'right' },
        { key: 'earliest', label: '留存最早日志', type: 'datetime', weight: 1.2 },
        { key: 'months', label: '留存', type: 'number', unit: '个月' },
        ...(months === null ? [] : [{ key: 'state', label: '判定', type: 'outcome' as const, weight: 1.2 }]),
      ],
      all.map((one) => ({
        ...(months !== null && one.state === 'short' ? { tone: 'abnormal' as const } : {}),
        cells: {
          system: nameOf(view, one.asset),
          backup: momentCell(one.lastBackup?.at),
          location: one.lastBackup?.location ?? { text: MISSING, tone: 'muted' as const },
          missing:
            one.notBackedUp === 0
              ? '0'
              : { text: `${one.notBackedUp} / ${one.records} 份`, value: one.notBackedUp, tone: 'attention' as const },
          earliest: momentCell(one.earliest),
          months: one.months ?? { text: '—', tone: 'muted' as const },
          ...(months === null
            ? {}
            : {
                state: {
                  text: retentionText(one.state, months),
                  tone: retentionTones[one.state],
                  ...(one.state === 'short' ? { mark: '▲' } : {}),
                },
              }),
        },
      })),
      '未登记备份与留存情况。',
    ),
  ];
}
