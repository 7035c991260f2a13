/** Lists of restore tests and drills, newest first, on the page of the section and on those of their months. Pure. */
import type { Naming } from '../../page/naming.ts';
import { recordTableOnSite } from '../../page/record-table.ts';
import { settledTable } from '../../page/table.ts';
import type { TableBlock } from '../../report/site-model.ts';
import { drillTable } from '../../subjects/recovery/drill-tables.ts';
import type { DrillRecord } from '../../subjects/recovery/kinds/drill.ts';
import type { RestoreTestRecord } from '../../subjects/recovery/kinds/restore-test.ts';
import { restoreTable } from '../../subjects/recovery/restore-tables.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { naming, recordHref } from '../parts/links.ts';
import { isRecent } from '../parts/months.ts';

/** Only those of the last year have a page of their own; what has none any more says why it failed in its line. */
const ofYear = (facts: SiteFacts): Naming => ({
  ...naming(facts),
  href: (id) => (isRecent(facts, id) ? recordHref(facts, id) : undefined),
});

export const restoreList = (facts: SiteFacts, list: readonly RestoreTestRecord[]): TableBlock =>
  recordTableOnSite({
    ...restoreTable(ofYear(facts)),
    records: list.toReversed(),
    empty: '近一年没有恢复测试。把备份恢复到隔离环境并逐表比对，结果列在这里。',
  });

export const drillList = (facts: SiteFacts, list: readonly DrillRecord[]): TableBlock =>
  settledTable(
    { ...drillTable(ofYear(facts)), id: ({ id }) => id, empty: '近一年没有演练。恢复演练的过程和结论列在这里。' },
    list.toReversed(),
    'site',
  );
