/** The backup sets that the plans owed, as the documents count them, up to yesterday, for today's may still come, and never beyond the service. Pure. */

import { requirementsOf } from '../../contract/terms/requirements.ts';
import { type DateText, toDate } from '../../contract/time.ts';
import type { Block } from '../../report/site-model.ts';
import { apartText } from '../../subjects/recovery/judge/backup-apart.ts';
import { bySource, type OwedSets, owedSets, owedSum, owedText } from '../../subjects/recovery/judge/backup-owed.ts';
import backupKind, { type BackupRecord } from '../../subjects/recovery/kinds/backup.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { calendarMonth } from '../parts/figures.ts';
import { assetNames } from '../parts/links.ts';

/** @param to last day, inclusive; today and later are left out */
export function owedOn(facts: SiteFacts, from: DateText, to: DateText): OwedSets[] {
  const days = daysOver(facts, from, to);
  return owedSets(recordsOf(facts, backupKind), days.from, days.to, requirementsOf(facts.contract.contract).backups);
}

/** Of these days those of the service that are over. */
function daysOver(facts: SiteFacts, from: DateText, to: DateText): { from: DateText; to: DateText } {
  const yesterday = toDate(facts.today).subtract({ days: 1 }).toString();
  const [last = yesterday] = [yesterday, facts.until].sort();
  const served = facts.contract.contract.servicePeriod.from;
  return { from: from > served ? from : served, to: to < last ? to : last };
}

/** @param month `2026-06` */
export function owedInMonth(facts: SiteFacts, month: string): OwedSets[] {
  const { from, to } = calendarMonth(month);
  return owedOn(facts, from, to);
}

/** `应有 98，已有 95，缺 06-20（MySQL 主库）`; null where no plan owed one. */
export const owedLine = (facts: SiteFacts, plans: readonly OwedSets[]): string | null =>
  owedText(plans, (asset) => assetNames(facts, [asset]));

/**
 * The same as notes above the sets, with why they are not as many; nothing where no plan owed one.
 * @param counted the sets of the page @param from first day, inclusive @param to last day, inclusive
 */
export function owedNotes(
  facts: SiteFacts,
  counted: readonly BackupRecord[],
  { from, to }: { from: DateText; to: DateText },
): Block[] {
  const plans = owedOn(facts, from, to);
  const apart = apartText(plans, { known: recordsOf(facts, backupKind), counted, ...daysOver(facts, from, to) });
  return [
    ...bySource(plans).flatMap(({ source, own }): Block[] => {
      const text = owedLine(facts, own);
      const lacks = owedSum(own).unrecorded > 0;
      return text === null
        ? []
        : [{ type: 'note', text: `${source}${text}。`, ...(lacks ? { tone: 'abnormal' as const } : {}) }];
    }),
    ...(apart === null ? [] : [{ type: 'note' as const, text: apart, tone: 'muted' as const }]),
  ];
}
