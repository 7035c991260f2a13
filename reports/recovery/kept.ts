/** 备份保留: what became of the sets whose time was over in the period, and of those that went before it; nothing where the contract wants none kept. */
import type { StatusInput } from '../../src/assess/contract/clause-status.ts';
import { keepClausesOf } from '../../src/contract/terms/backups.ts';
import { type Asking, keepsBackups, requirementsOf } from '../../src/contract/terms/requirements.ts';
import { type KeptSet, keptSets } from '../../src/subjects/recovery/judge/backup-kept.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import backupDeletion from '../../src/subjects/recovery/kinds/backup-deletion.ts';
import backupList from '../../src/subjects/recovery/kinds/backup-list.ts';
import type { Need, NeedTerms } from '../_deliverable.ts';
import { belongsHere, type PeriodView, upToPeriod } from '../period/period.ts';

const when = ({ contract }: NeedTerms): boolean => keepsBackups(contract);

/** What `keptPart` is judged from: a set may be made long before it may be deleted. */
export const keptNeeds: readonly Need[] = [backup, backupDeletion, backupList].map(
  ({ id }): Need => ({ kind: id, window: 'service-to-date', when }),
);

interface KeptPart {
  /** Sets of which it was decided in the period. */
  decided: KeptSet[];
  /** Those that have to be kept still at its end. */
  running: KeptSet[];
}

export function keptPart(view: PeriodView): KeptPart {
  const { contract } = view.input.contract;
  if (!keepsBackups(contract)) return { decided: [], running: [] };
  const known = {
    made: upToPeriod(view, backup),
    deletions: upToPeriod(view, backupDeletion),
    lists: upToPeriod(view, backupList),
  };
  const all = keptSets(requirementsOf(contract).backups, known, view.input.asOf);
  return {
    decided: all.filter((one) => one.state !== 'running' && belongsHere(view, one)),
    running: all.filter(({ state }) => state === 'running'),
  };
}

/**
 * Clauses that ask for the keeping of sets and for no set itself, of which nothing was decided in the period: that sets were made says nothing
 * of them.
 */
export function undecidedKeeping(contract: Asking, { decided, running }: KeptPart): StatusInput['keeping'] {
  const { backups } = requirementsOf(contract);
  const made = new Set(backups.flatMap(({ clauses }) => clauses));
  const own = backups.flatMap((one) => keepClausesOf(one)).filter((clause) => !made.has(clause));
  const of = (sets: readonly KeptSet[]) => new Set(sets.flatMap(({ asked }) => keepClausesOf(asked)));
  const [known, open] = [of(decided), of(running)];
  return new Map(
    own.filter((clause) => !known.has(clause)).map((clause) => [clause, open.has(clause) ? 'not-due' : 'no-evidence']),
  );
}
