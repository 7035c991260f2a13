/** The backup sets that cannot be relied on, each once, with what is wrong with it: note and list. Pure. */

import { compareInstants } from '../../contract/time.ts';
import { settledTable } from '../../page/table.ts';
import type { Block } from '../../report/site-model.ts';
import { badSetsNote, isBadSet } from '../../subjects/recovery/judge/backup-state.ts';
import type { BackupRecord } from '../../subjects/recovery/kinds/backup.ts';
import { badSetTable } from '../../subjects/recovery/set-tables.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { naming } from '../parts/links.ts';

/** How many of the sets are bad and of what kind; nothing where none is. @param span `近一年`, `本月`: what they are of */
export function badSetsNotes(backups: readonly BackupRecord[], span: string): Block[] {
  const text = badSetsNote(backups);
  return text === '' ? [] : [{ type: 'note', text: `${span}${text}。`, tone: 'abnormal' }];
}

/** Each of them, newest first, linked to where its set stands; nothing where none is. */
export function badSets(facts: SiteFacts, backups: readonly BackupRecord[]): Block[] {
  const bad = backups.filter(isBadSet).toSorted((a, b) => compareInstants(b.at, a.at));
  return bad.length === 0 ? [] : [settledTable(badSetTable(naming(facts)), bad, 'site')];
}
