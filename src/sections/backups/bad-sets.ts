/** The backup sets that cannot be relied on, each once, with what is wrong with it: note, list, and the word beside each set. Pure. */
import { backupFault, badSetsNote, isBadSet } from '../../assess/recovery/backup-state.ts';
import { compareInstants } from '../../contract/time.ts';
import type { BackupRecord } from '../../records/kinds/backup.ts';
import type { Block } from '../../report/site-model.ts';
import { type BackupSetState, backupSets } from '../../states/backup-set.ts';
import { lookCell } from '../../states/look.ts';
import { orMissing, timeText } from '../../wording/words.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { assetLink, recordHref } from '../parts/links.ts';

export const setState = (one: BackupRecord): BackupSetState => backupFault(one) ?? 'success';

/** How many of the sets are bad and of what kind; nothing where none is. @param span `近一年`, `本月`: what they are of */
export function badSetsNotes(backups: readonly BackupRecord[], span: string): Block[] {
  const text = badSetsNote(backups);
  return text === '' ? [] : [{ type: 'note', text: `${span}${text}。`, tone: 'attention' }];
}

/** Each of them, newest first, linked to where its set stands; nothing where none is. */
export function badSetTable(facts: SiteFacts, backups: readonly BackupRecord[]): Block[] {
  const bad = backups.filter(isBadSet);
  if (bad.length === 0) return [];
  return [
    {
      type: 'table',
      title: '未成功或校验未通过的备份集',
      columns: [
        { key: 'set', label: '备份集', title: true },
        { key: 'asset', label: '对象' },
        { key: 'at', label: '开始', short: true },
        { key: 'reason', label: '原因', wide: true },
        { key: 'result', label: '结果', state: true },
      ],
      rows: bad
        .toSorted((a, b) => compareInstants(b.at, a.at))
        .map((one) => {
          const look = backupSets[setState(one)];
          return {
            tone: look.tone,
            cells: {
              set: { text: one.set, href: recordHref(facts, one.id), sub: one.id },
              asset: assetLink(facts, one.asset),
              at: timeText(one.startedAt),
              reason: orMissing(one.reason ?? one.verifyNote),
              result: lookCell(look),
            },
          };
        }),
      empty: '',
    },
  ];
}
