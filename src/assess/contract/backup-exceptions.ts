/** 例外 about backups: sets that came to nothing, and sets that a plan owed of which nothing was recorded. Pure. */
import type { Asset } from '../../contract/terms/assets.ts';
import { keepClausesOf } from '../../contract/terms/backups.ts';
import { clausesAbout } from '../../contract/terms/clauses.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import { dateOf } from '../../contract/time.ts';
import { keptText } from '../../subjects/holdings/judge/owed.ts';
import type { KeptSet } from '../../subjects/recovery/judge/backup-kept.ts';
import { missingName, type OwedSets } from '../../subjects/recovery/judge/backup-owed.ts';
import { faultWord, isBadSet, redoneSets } from '../../subjects/recovery/judge/backup-state.ts';
import type { BackupRecord } from '../../subjects/recovery/kinds/backup.ts';
import { keptEvent, setEvent } from './event.ts';
import type { ClauseException } from './exception.ts';

interface Input {
  contract: Pick<Contract, 'clauses' | 'papers'>;
  assets: readonly Asset[];
  /** Sets of the period. */
  backups: readonly BackupRecord[];
  /** What the plans owed on the days of the period that are over. */
  owedSets: readonly OwedSets[];
}

/** How the exception of sets begins of which nothing was recorded; the site leads to their month by it. */
export const OWED_SETS = '应有的备份没有登记';

/**
 * A bad set is one, though it was made good on the same day, which it says then. What was owed and never recorded is one a day and
 * group of clauses: by its absence nobody knows whether the data could have been restored.
 */
export function backupExceptions(input: Input): ClauseException[] {
  return [...badSets(input), ...unrecordedSets(input)];
}

const aboutBackups = ({ contract, assets }: Input, asset: string): string[] =>
  clausesAbout({ contract, assets }, asset, 'backup').map(({ id }) => id);

function badSets(input: Input): ClauseException[] {
  const redone = new Set(redoneSets(input.backups));
  return input.backups.filter(isBadSet).map((one) => {
    const day = dateOf(one.startedAt);
    const again = redone.has(one) ? '；同日另有成功的备份集，该日不缺' : '';
    return {
      clauses: aboutBackups(input, one.asset),
      where: one.id,
      day,
      ...(redone.has(one) ? {} : { lacks: [missingName({ day, asset: one.asset }, input.assets)] }),
      events: setsLacking(input, one, day),
      text: `备份 ${one.set} ${faultWord(one)}：${one.reason ?? one.verifyNote ?? '未登记原因'}${again}`,
    };
  });
}

/** What was owed on its day and is not there, since it is no good; none where it was made good. */
const setsLacking = ({ owedSets }: Input, { asset, plan }: BackupRecord, day: string): string[] =>
  owedSets
    .filter((one) => one.asset === asset && one.takes.includes(plan) && one.missing.some((lack) => lack.day === day))
    .map((one) => setEvent(one, day));

function unrecordedSets(input: Input): ClauseException[] {
  const all = input.owedSets.flatMap((one) => {
    const { asset, asked, missing } = one;
    return missing
      .filter(({ tried }) => !tried)
      .map(({ day }) => ({
        ...{ day, asset, clauses: asked?.clauses ?? aboutBackups(input, asset), event: setEvent(one, day) },
      }));
  });
  return [...Map.groupBy(all, ({ day, clauses }) => `${day} ${clauses.join()}`).values()]
    .toSorted(([a], [b]) => ((a?.day ?? '') < (b?.day ?? '') ? -1 : 1))
    .map((own) => {
      const [{ day, clauses } = { day: '', clauses: [] }] = own;
      const names = [...new Set(own.map(({ asset }) => input.assets.find(({ id }) => id === asset)?.name ?? asset))];
      return {
        clauses,
        where: '',
        day,
        lacks: own.map((one) => missingName(one, input.assets)),
        events: own.map(({ event }) => event),
        text: `${day} ${OWED_SETS}：${names.join('、')}，共 ${own.length} 份`,
      };
    });
}

/** Sets that were deleted before they might be; of one that nobody knows anything of nothing is said. */
export const keptExceptions = ({
  keptSets,
  assets,
}: Pick<Input, 'assets'> & { keptSets: readonly KeptSet[] }): ClauseException[] =>
  keptSets
    .filter(({ state }) => state === 'early')
    .map((one) => ({
      clauses: [...keepClausesOf(one.asked)],
      where: one.records.join('、'),
      day: one.goneOn,
      text: `${missingName(one, assets)}的备份集 ${one.sets.join('、')}：${keptText(one)}`,
      events: [keptEvent(one)],
    }));
