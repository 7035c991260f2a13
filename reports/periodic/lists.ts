/** What was done for users in the period, record by record: 服务请求, 技术咨询, 来电, 现场服务. */
import call from '../../src/records/kinds/call.ts';
import consultation from '../../src/records/kinds/consultation.ts';
import serviceOrder from '../../src/records/kinds/service-order.ts';
import serviceRequest from '../../src/records/kinds/service-request.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { Section } from '../../src/report/document.ts';
import { idCell, type RecordColumn, recordTable } from '../cells/record-table.ts';
import { ofPeriod, type PeriodView } from '../period/period.ts';

const idColumn: RecordColumn = {
  field: 'id',
  label: '记录编号',
  weight: 1.3,
  value: (record: AnyRecord) => idCell(record),
};

function listSection<T extends AnyRecord>(
  view: PeriodView,
  [id, title]: readonly [id: string, title: string],
  kind: RecordKind<T>,
  columns: readonly (string | RecordColumn)[],
): Section {
  const records = ofPeriod(view, kind);
  return {
    id,
    title,
    blocks: [
      recordTable({
        title: `${title}（${records.length} 条）`,
        kind,
        records,
        columns: [idColumn, ...columns],
        assetNames: view.names,
        empty: `统计区间内未登记${title}。`,
      }),
    ],
  };
}

export const requestSection = (view: PeriodView): Section =>
  listSection(view, ['requests', '服务请求'], serviceRequest, [
    { field: 'category', weight: 0.9 },
    { field: 'subject', weight: 2.2 },
    { field: 'applicant', weight: 1 },
    { field: 'executor', weight: 1 },
    { field: 'finishedAt', weight: 1.2 },
    { field: 'result', weight: 0.9 },
  ]);

export const knowledgeSection = (view: PeriodView): Section =>
  listSection(view, ['knowledge', '技术咨询与知识'], consultation, [
    { field: 'at', weight: 1.1 },
    { field: 'department', weight: 1 },
    { field: 'question', weight: 2.4 },
    { field: 'answer', weight: 2.6 },
    { field: 'status', weight: 0.9 },
    { field: 'article', weight: 1.4 },
  ]);

export const callSection = (view: PeriodView): Section =>
  listSection(view, ['calls', '来电'], call, [
    { field: 'at', weight: 1.1 },
    { field: 'caller', weight: 1 },
    { field: 'subject', weight: 2.4 },
    { field: 'handler', weight: 1 },
    { field: 'outcome', weight: 0.9 },
  ]);

export const orderSection = (view: PeriodView): Section =>
  listSection(view, ['orders', '现场服务'], serviceOrder, [
    { field: 'arrivedAt', weight: 1.1 },
    { field: 'place', weight: 1.2 },
    { field: 'purpose', weight: 2 },
    { field: 'engineer', weight: 1 },
    { field: 'result', weight: 0.9 },
    { field: 'signedBy', weight: 1 },
  ]);
