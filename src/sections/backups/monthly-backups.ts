/** What one month's page of 备份与演练 lists. Pure. */

import { compareInstants } from '../../contract/time.ts';
import { settledTable } from '../../page/table.ts';
import type { Section, TableBlock } from '../../report/site-model.ts';
import { backupSets } from '../../states/backup-set.ts';
import backupKind, { type BackupRecord } from '../../subjects/recovery/kinds/backup.ts';
import drillKind, { type DrillRecord } from '../../subjects/recovery/kinds/drill.ts';
import restoreKind, { type RestoreTestRecord } from '../../subjects/recovery/kinds/restore-test.ts';
import { setState, setTable } from '../../subjects/recovery/set-tables.ts';
import { sizeText } from '../../wording/figures.ts';
import { MISSING } from '../../wording/words.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { calendarMonth } from '../parts/figures.ts';
import { naming } from '../parts/links.ts';
import { isRecent, monthOfId } from '../parts/months.ts';
import { badSetsNotes } from './bad-sets.ts';
import { owedNotes } from './owed.ts';
import { drillList, restoreList } from './recovery-tables.ts';

/** 未登记 where nobody wrote the size down. */
export const sizeOrMissing = (bytes: number | undefined | null): string =>
  bytes === undefined || bytes === null ? MISSING : sizeText(bytes);

/** What one month's page lists: its backup sets, and the tests and drills that have no page of their own any more. */
export interface BackupMonth {
  sets: BackupRecord[];
  tests: RestoreTestRecord[];
  drills: DrillRecord[];
}

/** Newest first. */
export function backupMonths(facts: SiteFacts): Map<string, BackupMonth> {
  const ofYear = ({ id }: { id: string }): boolean => isRecent(facts, id);
  const sets = Map.groupBy(recordsOf(facts, backupKind), ({ id }) => monthOfId(id));
  const tests = Map.groupBy(
    recordsOf(facts, restoreKind).filter((one) => !ofYear(one)),
    ({ id }) => monthOfId(id),
  );
  const drills = Map.groupBy(
    recordsOf(facts, drillKind).filter((one) => !ofYear(one)),
    ({ id }) => monthOfId(id),
  );
  const months = [...new Set([...sets.keys(), ...tests.keys(), ...drills.keys()])].sort().toReversed();
  return new Map(
    months.map((month) => [
      month,
      { sets: sets.get(month) ?? [], tests: tests.get(month) ?? [], drills: drills.get(month) ?? [] },
    ]),
  );
}

/** Kind of record behind each part, which is the id of its section on the page of a month. */
export const kindOf = { sets: backupKind.id, tests: restoreKind.id, drills: drillKind.id } as const;

/** What stands on the page of a month, without the parts of which there is nothing. */
export function monthBackups(facts: SiteFacts, { sets, tests, drills }: BackupMonth, month: string): Section[] {
  const sections: [readonly unknown[], Section][] = [
    [
      sets,
      {
        id: kindOf.sets,
        title: '备份集',
        blocks: [...owedNotes(facts, sets, calendarMonth(month)), ...badSetsNotes(sets, '本月'), setList(facts, sets)],
      },
    ],
    [tests, { id: kindOf.tests, title: '恢复测试', blocks: [restoreList(facts, tests)] }],
    [drills, { id: kindOf.drills, title: '恢复演练', blocks: [drillList(facts, drills)] }],
  ];
  return sections.filter(([list]) => list.length > 0).map(([, section]) => section);
}

const setList = (facts: SiteFacts, list: readonly BackupRecord[]): TableBlock =>
  settledTable(
    {
      ...setTable(naming(facts)),
      id: ({ id }) => id,
      filters: [
        {
          key: 'result',
          label: '结果',
          options: Object.entries(backupSets).map(([value, { word }]) => ({ value, text: word })),
        },
      ],
      filter: (one) => ({ result: setState(one) }),
    },
    list.toSorted((a, b) => compareInstants(b.at, a.at)),
    'site',
  );
