/** The backup sets that the plans owed, as the documents count them, up to yesterday: today's may still come. Pure. */
import { type OwedSets, owedSets, owedSum, owedText } from '../../assess/recovery/backup-owed.ts';
import { type DateText, dateOf, toDate } from '../../contract/time.ts';
import backupKind from '../../records/kinds/backup.ts';
import type { SiteBlock } from '../../report/site-model.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { calendarMonth } from '../parts/figures.ts';
import { assetNames } from '../parts/links.ts';

/** @param to last day, inclusive; today and later are left out */
export function owedOn(facts: SiteFacts, from: DateText, to: DateText): OwedSets[] {
  const yesterday = toDate(dateOf(facts.now)).subtract({ days: 1 }).toString();
  const served = facts.contract.contract.servicePeriod.from;
  return owedSets(recordsOf(facts, backupKind), from > served ? from : served, to < yesterday ? to : yesterday);
}

/** @param month `2026-06` */
export function owedInMonth(facts: SiteFacts, month: string): OwedSets[] {
  const { from, to } = calendarMonth(month);
  return owedOn(facts, from, to);
}

/** `应有 98，已有 95，缺 06-20（MySQL 主库）`; null where no plan owed one. */
export const owedLine = (facts: SiteFacts, plans: readonly OwedSets[]): string | null =>
  owedText(plans, (asset) => assetNames(facts, [asset]));

/** The same as a note above the sets; nothing where no plan owed one. */
export function owedNote(facts: SiteFacts, plans: readonly OwedSets[]): SiteBlock[] {
  const text = owedLine(facts, plans);
  if (text === null) return [];
  const lacks = owedSum(plans).unrecorded > 0;
  return [{ type: 'note', text: `按各计划的间隔${text}。`, ...(lacks ? { tone: 'abnormal' as const } : {}) }];
}
