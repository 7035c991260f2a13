/**
 * What the contract wants kept for a time: how each row of it stands, what was missed, and of what nothing is known. Certificates on duty
 * stand with the attendance.
 */
import { settledTable } from '../../src/page/table.ts';
import type { Section } from '../../src/report/block.ts';
import { type OwedKind, owedKinds, owedRows } from '../../src/subjects/holdings/judge/owed.ts';
import { oddTable, oddThings, owedTable } from '../../src/subjects/holdings/tables.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import backupDeletion from '../../src/subjects/recovery/kinds/backup-deletion.ts';
import backupList from '../../src/subjects/recovery/kinds/backup-list.ts';
import { interval } from '../cells/headline.ts';
import type { News } from '../first-page/ranking.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { owedThings } from '../periodic/owed.ts';
import type { ReportSection } from './_section.ts';

const AT = { text: '应做应有的事项', section: 'owed' };

export default {
  id: 'owed',
  title: AT.text,
  kinds: [backup.id, backupDeletion.id, backupList.id],
  parts: [{ order: 75, news, proofs: () => [], rows: () => [] }],
  compose,
} satisfies ReportSection;

function compose({ view }: PeriodFacts): Section[] {
  const rows = owedRows(view.input.contract.contract).filter(({ kind }) => kind === 'kept');
  if (rows.length === 0) return [];
  const things = owedThings(view);
  return [
    {
      ...{ id: AT.section, title: AT.text },
      blocks: [
        settledTable(owedTable(things, interval(view)), rows, 'paper'),
        settledTable(oddTable(), oddThings(rows, things), 'paper'),
      ],
    },
  ];
}

/** A line a kind: what was missed, and what nobody can say. */
function news({ view }: PeriodFacts): News[] {
  const things = owedThings(view);
  return (Object.keys(owedKinds) as OwedKind[]).flatMap((kind) => {
    const own = things.filter((one) => one.kind === kind);
    const told = (state: 'missed' | 'unseen', gravity: News['gravity']): News[] => {
      const n = own.filter((one) => one.state === state).length;
      const text = `${owedKinds[kind][state]} ${n} ${owedKinds[kind].counter}`;
      return n === 0 ? [] : [{ gravity, weight: n, id: `owed ${kind} ${state}`, text, references: [AT] }];
    };
    return [...told('missed', 'target-missed'), ...told('unseen', 'unmeasured')];
  });
}
