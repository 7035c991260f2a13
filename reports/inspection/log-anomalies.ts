/** 当日操作日志异常, as the inspection log prints it. */

import { formatDateTime } from '../../src/contract/time.ts';
import { fieldsOf } from '../../src/records/fields.ts';
import operationLog, { type OperationLogRecord } from '../../src/records/kinds/operation-log.ts';
import type { Block } from '../../src/report/document.ts';

const anomalyFields = fieldsOf(operationLog.schema).find((f) => f.name === 'anomalies')?.columns ?? [];
const word = (field: string, code: string): string =>
  anomalyFields.find((f) => f.name === field)?.choices?.[code] ?? code;

/** @param records of the day, one per system; none means that no log was read, not that nothing happened */
export function operationLogBlocks(
  records: readonly OperationLogRecord[],
  names: ReadonlyMap<string, string>,
): Block[] {
  if (records.length === 0) {
    const text =
      '未登记当日操作日志：整日的日志次日才能导出，分析见《操作日志分析报告》；巡检时读到的异常列在“安全防护”。';
    return [{ type: 'note', text, tone: 'muted' }];
  }
  const total = records.reduce((sum, r) => sum + r.total, 0);
  const rows = records.flatMap((record) => record.anomalies.map((anomaly) => ({ record, anomaly })));
  return [
    { type: 'note', text: `当日操作日志 ${total} 条，异常 ${rows.length} 项。` },
    {
      type: 'table',
      title: '操作日志异常',
      columns: [
        { key: 'at', label: '时间', type: 'datetime', weight: 1.2 },
        { key: 'system', label: '系统', type: 'text', weight: 1.2 },
        { key: 'type', label: '类型', type: 'text' },
        { key: 'detail', label: '情况', type: 'text', weight: 2 },
        { key: 'judged', label: '核查结果', type: 'text' },
      ],
      rows: rows.map(({ record, anomaly }) => ({
        ...(anomaly.judged === 'abnormal' ? { tone: 'abnormal' as const } : {}),
        cells: {
          at: { text: formatDateTime(anomaly.at), value: anomaly.at, kind: 'datetime' as const },
          system: names.get(record.asset) ?? record.asset,
          type: word('type', anomaly.type),
          detail: anomaly.detail,
          judged: word('judged', anomaly.judged),
        },
      })),
      empty: '日志中没有发现异常。',
    },
  ];
}
