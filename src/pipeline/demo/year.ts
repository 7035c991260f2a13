/** The whole story: every record of the service year in the order in which it is written down. Pure. */
import type { ContractBundle } from '../../contract/bundle.ts';
import type { WorkdayCalendar } from '../../contract/working-days.ts';
import { nextWorkingDay } from '../../contract/working-days.ts';
import { backupEntries } from './backups.ts';
import { type Entry, type Prefixes, type WrittenEntry, writeBook } from './book.ts';
import { changeEntries } from './changes.ts';
import { consultationEntries } from './consultations.ts';
import { deviceEntries } from './devices.ts';
import { drillEntries } from './drill.ts';
import { dutyEntries } from './duty.ts';
import { faultTraces } from './fault-traces.ts';
import { incidentEntries } from './incidents.ts';
import { type InspectionDay, inspections } from './inspections.ts';
import { exerciseEntries, purchaseEntries, renewalEntries, visitEntries } from './ledgers.ts';
import { alertEntries, noteEntries, notificationEntries } from './notes.ts';
import { withNumbers } from './numbers.ts';
import { DARK_DAY, WAIVED_DAY } from './outages.ts';
import { people } from './people.ts';
import { emergencyPermits, standingPermits } from './permits.ts';
import { probeEntries } from './probes.ts';
import { random } from './random.ts';
import { requestEntries } from './requests.ts';
import { restoreEntries } from './restores.ts';
import { scanEntries } from './scans.ts';
import { operationLogEntries, protectionEntries } from './security.ts';
import type { StoryContext } from './story.ts';
import { type StoryDay, storyDays, t } from './times.ts';

/** First day of service of the story; it lasts one year, and its last evening is the demo's today. */
export const SERVICE_FROM = '2025-11-25';
export const SERVICE_TO = '2026-11-24';
export const TODAY = t(SERVICE_TO, '18:50');
const SEED = 'opsledger-demo';

export interface Year {
  days: StoryDay[];
  /** By time of writing. */
  entries: WrittenEntry[];
  inspections: ReadonlyMap<string, InspectionDay>;
  context: StoryContext;
}

export interface YearInput {
  contract: ContractBundle;
  workdays: WorkdayCalendar;
  /** Id prefix of each record kind. */
  prefixes: Prefixes;
}

/** Tells the story of the starter's contract. @throws RangeError when the story contradicts itself */
export function demoYear({ contract, workdays, prefixes }: YearInput): Year {
  const days = storyDays(SERVICE_FROM, SERVICE_TO, workdays);
  const context: StoryContext = {
    days,
    contract,
    random: random(SEED),
    isWorkingDay: (date) => workdays.isWorkingDay(date),
    workingDayAfter(date, n) {
      let day = date;
      for (let i = 0; i < n; i += 1) day = nextWorkingDay(workdays, day);
      return day;
    },
    inspected: (date) => date !== DARK_DAY && date !== WAIVED_DAY,
  };
  const daily = inspections(context);
  const entries: Entry[] = [
    ...standingPermits(context),
    ...[...daily.values()].map((one) => one.entry),
    ...incidentEntries(context),
    ...emergencyPermits(context),
    ...faultTraces(context),
    ...changeEntries(context),
    ...requestEntries(context),
    ...consultationEntries(context),
    ...dutyEntries(context),
    ...backupEntries(context),
    ...restoreEntries(context),
    ...drillEntries(context),
    ...scanEntries(context),
    ...deviceEntries(context),
    ...renewalEntries(context),
    ...exerciseEntries(),
    ...purchaseEntries(),
    ...visitEntries(context),
    ...protectionEntries(context),
    ...operationLogEntries(context),
    ...noteEntries(context),
    ...alertEntries(context),
    ...notificationEntries(context),
    ...probeEntries(context),
    ...waivers(),
  ];
  return { days, entries: writeBook(withNumbers(entries), prefixes, TODAY), inspections: daily, context };
}

/** The day of the machine room's power maintenance: agreed in writing beforehand. */
function waivers(): Entry[] {
  return ['inspection-log', 'daily-maintenance'].map((obligation, n) => ({
    kind: 'waiver',
    writtenAt: t('2026-08-20', `16:3${n}`),
    draft: {
      at: t('2026-08-20', '16:00'),
      obligation,
      period: WAIVED_DAY,
      reason: '机房整体停电检修，采购人书面同意当日不巡检',
      approvedBy: people.owner,
      side: 'purchaser',
      document: '2026-08-20 工作联系单',
    },
  }));
}
