/** The whole story: every record of the service year in the order in which it is written down. Pure. */
import type { ContractBundle } from '../contract/bundle.ts';
import type { WorkdayCalendar } from '../contract/working-days.ts';
import { nextWorkingDay } from '../contract/working-days.ts';
import { type Entry, type Prefixes, type WrittenEntry, writeBook } from './kit/book.ts';
import { withNumbers } from './kit/numbers.ts';
import { people } from './kit/people.ts';
import { random } from './kit/random.ts';
import type { StoryContext } from './kit/story.ts';
import { type StoryDay, storyDays, t } from './kit/times.ts';
import { DARK_DAY, WAIVED_DAY } from './story/outages.ts';
import { backupEntries } from './topics/backups.ts';
import { changeEntries } from './topics/changes.ts';
import { consultationEntries } from './topics/consultations.ts';
import { deviceEntries } from './topics/devices.ts';
import { drillEntries } from './topics/drill.ts';
import { dutyEntries } from './topics/duty.ts';
import { faultTraces } from './topics/fault-traces.ts';
import { incidentEntries } from './topics/incidents.ts';
import { type InspectionDay, inspections } from './topics/inspections.ts';
import { exerciseEntries, purchaseEntries, renewalEntries, visitEntries } from './topics/ledgers.ts';
import { alertEntries, noteEntries, notificationEntries } from './topics/notes.ts';
import { emergencyPermits, standingPermits } from './topics/permits.ts';
import { probeEntries } from './topics/probes.ts';
import { requestEntries } from './topics/requests.ts';
import { restoreEntries } from './topics/restores.ts';
import { scanEntries } from './topics/scans.ts';
import { operationLogEntries, protectionEntries } from './topics/security.ts';

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
