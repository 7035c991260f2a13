/** The backup sets that the plans owed on the days that a document counts whole; read by every section that counts backups. */

import { requirementsOf } from '../../src/contract/terms/requirements.ts';
import type { NoteBlock } from '../../src/report/block.ts';
import { apartText, type CountedSets } from '../../src/subjects/recovery/judge/backup-apart.ts';
import { bySource, type OwedSets, owedSets, owedSum, owedText } from '../../src/subjects/recovery/judge/backup-owed.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import { counts, dayInterval } from '../cells/headline.ts';
import { allOf, nameOf, ofPeriod, type PeriodView } from '../period/period.ts';

/** Wants the sets of the period before among the inputs too: by them a plan of which nothing came is known. */
export const owedOf = (view: PeriodView): OwedSets[] =>
  owedSets(allOf(view, backup), view.firstDay, view.lastDay, requirementsOf(view.input.contract.contract).backups);

/** `按各计划的间隔，2026-06-01 至 2026-06-30 的备份集应有 98，已有 95，缺 …`, and the same 按合同; nothing where none is owed. */
export function owedNote(view: PeriodView, plans: readonly OwedSets[]): NoteBlock[] {
  return bySource(plans).flatMap(({ source, isAsked, own }): NoteBlock[] => {
    const text = owedText(own, (asset) => nameOf(view, asset));
    if (text === null) return [];
    const { owed, there } = owedSum(own);
    const figures = counts(
      'backups.asked',
      { owed, there, missed: owed - there },
      dayInterval(view.firstDay, view.lastDay),
    );
    return [
      {
        type: 'note',
        text: `${source}，${view.firstDay} 至 ${view.lastDay} 的备份集${text}${isAsked && owed > there ? `；没有的共 ${owed - there} 份` : ''}。`,
        ...(isAsked ? { figures: Object.values(figures) } : {}),
        ...(owedSum(own).unrecorded > 0 ? { tone: 'abnormal' as const } : {}),
      },
    ];
  });
}

/** What was counted, by which `apartText` says why it is another number than that of the owed ones. */
export function countedSets(view: PeriodView): CountedSets {
  const { firstDay: from, lastDay: to } = view;
  return { known: allOf(view, backup), counted: ofPeriod(view, backup), from, to };
}

/** Why the sets that succeeded are not as many as the owed ones that are there; nothing where they are. */
export function apartNote(view: PeriodView): NoteBlock[] {
  const text = apartText(owedOf(view), countedSets(view));
  return text === null ? [] : [{ type: 'note', text, tone: 'muted' }];
}
