/** 往年各月: what faults, restore tests, drills and other records there were, folded into one page a month. Pure. */

import { monthText } from '../../contract/calendar/month-text.ts';
import type { Block, Section, SitePage } from '../../report/site-model.ts';
import { backupMonths, monthBackups } from '../backups/monthly-backups.ts';
import { judgedFaults, monthFaults } from '../faults/table.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { calendarMonth } from '../parts/figures.ts';
import { isFolded, monthOfId } from '../parts/months.ts';
import { type KindIds, monthRecords } from './kinds.ts';

/**
 * Pages of the months before the year that the site shows, the oldest first, where the pages of later months list records.
 * @param kinds as `idsByKind` gives them
 */
export function foldedMonths(facts: SiteFacts, kinds: readonly KindIds[]): SitePage[] {
  const faultsOf = Map.groupBy(judgedFaults(facts), ({ incident }) => monthOfId(incident.id));
  const backupsOf = backupMonths(facts);
  const months = new Set([...faultsOf.keys(), ...backupsOf.keys(), ...kinds.flatMap((one) => [...one.months.keys()])]);
  return [...months]
    .filter((month) => isFolded(facts, month))
    .sort()
    .map((month): SitePage => {
      const backups = backupsOf.get(month);
      const told = [
        ...(faultsOf.has(month) ? [monthFaults(facts, faultsOf.get(month) ?? [], calendarMonth(month))] : []),
        ...(backups === undefined ? [] : monthBackups(facts, backups, month)),
      ];
      return {
        path: `month/${month}`,
        title: `${monthText(month)}证据记录`,
        description: '这个月的故障、恢复测试、演练和其他记录，编号中是业务日期。',
        sections: joined(told, monthRecords(facts, kinds, month)),
      };
    });
}

/** An id stands once on a page, in the table that tells more of it; a record that cannot be read is in none of them. */
function joined(told: readonly Section[], records: readonly Section[]): Section[] {
  const rows = told.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])));
  const shown = new Set(rows.map(({ id }) => id));
  const others = new Map(
    records.map((section) => {
      const blocks = section.blocks.flatMap((block): Block[] => {
        if (block.type !== 'ids') return [block];
        const items = block.items.filter(({ id }) => !shown.has(id));
        return items.length === 0 ? [] : [{ ...block, items }];
      });
      return [section.id, { ...section, blocks }];
    }),
  );
  const known = new Set(told.map(({ id }) => id));
  return [
    ...told.map((section) => ({ ...section, blocks: [...section.blocks, ...(others.get(section.id)?.blocks ?? [])] })),
    ...[...others.values()].filter(({ id }) => !known.has(id)),
  ];
}
