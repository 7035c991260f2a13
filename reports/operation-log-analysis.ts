/** 操作日志分析报告: clause 5.5.3. Issued even when no log was read, and says so. */
import { summariseLogs } from '../src/assess/service/operation-logs.ts';
import operationLog, { type OperationLogRecord } from '../src/records/kinds/operation-log.ts';
import type { Section } from '../src/report/document.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { recordTable } from './cells/record-table.ts';
import { pictureSection } from './cells/rows.ts';
import { anomalyBlocks, retentionBlocks } from './logs/anomalies.ts';
import { categoryBlocks, hourBlocks, logFigures, logText, systemBlocks } from './logs/statistics.ts';
import { lateRecords } from './period/late-records.ts';
import { allOf, ofPeriod, type PeriodView, periodView } from './period/period.ts';

export default defineDeliverable({
  id: 'operation-log-analysis',
  needs: [
    { kind: 'operation-log', window: 'period' },
    { kind: 'operation-log', window: 'previous' },
    { kind: 'manifest', window: 'previous' },
  ],
  evidence: [],
  compose,
});

function compose(input: ComposeInput): Composed {
  const view = periodView(input);
  const own = ofPeriod(view, operationLog);
  const before = allOf(view, operationLog).filter((record) => !own.includes(record));
  const { officeHours } = input.contract.contract;
  const summary = summariseLogs(own, { from: view.start, to: view.end }, officeHours);
  const previous =
    before.length === 0 ? null : summariseLogs(before, { from: view.start, to: view.start }, officeHours);
  return {
    sections: [
      {
        id: 'overview',
        title: '概况',
        blocks: [
          ...(own.length === 0 ? [] : [logFigures(view, summary, previous)]),
          { type: 'note', ...logText(view, summary) },
        ],
      },
      { id: 'categories', title: '分类统计', blocks: categoryBlocks(summary, previous) },
      { id: 'hours', title: '时段与用户分布', blocks: hourBlocks(summary, officeHours) },
      { id: 'anomalies', title: '异常', blocks: anomalyBlocks(view, summary) },
      { id: 'systems', title: '系统分布与采集覆盖', blocks: systemBlocks(view, summary) },
      { id: 'retention', title: '备份与留存', blocks: retentionBlocks(view, own) },
      ...supplement(view),
      ...pictureSection('佐证图片', own),
    ],
  };
}

function supplement(view: PeriodView): Section[] {
  const late = lateRecords(view, operationLog);
  if (late === null) return [];
  return [
    {
      id: 'supplement',
      title: '上期补充',
      blocks: [
        { type: 'note', text: late.text },
        recordTable({
          title: '上期补充的操作日志',
          kind: operationLog,
          records: late.records,
          columns: [
            { field: 'id', label: '记录编号', weight: 1.3 },
            'asset',
            'from',
            'to',
            'total',
            {
              field: 'anomalies',
              label: '异常',
              value: (record: OperationLogRecord) => `${record.anomalies.length} 项`,
            },
          ],
          assetNames: view.names,
          empty: '没有补充的记录。',
        }),
      ],
    },
  ];
}
