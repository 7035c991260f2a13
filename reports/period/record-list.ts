/** A section that lists the records of a period one by one. */

import { idColumn, type RecordColumn, recordTable } from '../../src/page/record-table.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { Section } from '../../src/report/block.ts';
import { ofPeriod, type PeriodView } from './period.ts';

/** @param columns after the record's number: fields of the kind, each with the label that it has there */
export function recordList<T extends AnyRecord>(
  view: PeriodView,
  { id, title }: Pick<Section, 'id' | 'title'>,
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
