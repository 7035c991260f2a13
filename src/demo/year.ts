/** The whole story: every record of the service year in the order in which it is written down. Pure. */
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import type { WorkdayCalendar } from '../contract/calendar/working-days.ts';
import { nextWorkingDay } from '../contract/calendar/working-days.ts';
import { type Entry, type Prefixes, type WrittenEntry, writeBook } from './kit/book.ts';
import { type Diary, openDiary } from './kit/diary.ts';
import { withNumbers } from './kit/numbers.ts';
import { people } from './kit/people.ts';
import { photo } from './kit/pictures.ts';
import { random } from './kit/random.ts';
import type { StoryContext, ToldContext } from './kit/story.ts';
import { plusMinutes, type StoryDay, storyDays, t } from './kit/times.ts';
import { DARK_DAY, WAIVED_DAY, writableAt } from './story/outages.ts';
import { backupEntries } from './topics/backups.ts';
import { changeEntries } from './topics/changes.ts';
import { consultationEntries } from './topics/consultations.ts';
import { deviceEntries } from './topics/devices.ts';
import { drillEntries } from './topics/drill.ts';
import { dutyEntries, leaveDays, residentOf } from './topics/duty.ts';
import { faultTraces } from './topics/fault-traces.ts';
import { incidentEntries } from './topics/incidents.ts';
import { type InspectionDay, inspections, MORNING_ROUND, paperRound } from './topics/inspections.ts';
import { exerciseEntries, purchaseEntries, renewalEntries, visitEntries } from './topics/ledgers.ts';
import { alertEntries, noteEntries, notificationEntries } from './topics/notes.ts';
import { faultPermits, standingPermits } from './topics/permits.ts';
import { probeEntries } from './topics/probes.ts';
import { requestEntries } from './topics/requests.ts';
import { restoreEntries } from './topics/restores.ts';
import { scanEntries } from './topics/scans.ts';
import { operationLogEntries, protectionEntries } from './topics/security.ts';

/** First day of service of the story, which lasts one year; the evening after it, when all is closed, is the demo's today. */
export const SERVICE_FROM = '2025-11-25';
export const SERVICE_TO = '2026-11-24';
export const TODAY = t('2026-11-25', '18:50');
const SEED = 'opsledger-demo';

export interface Year {
  days: StoryDay[];
  /** By time of writing. */
  entries: WrittenEntry[];
  inspections: ReadonlyMap<string, InspectionDay>;
  /** Who looked at things by hand, by working day. */
  checkers: ReadonlyMap<string, string>;
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
  const told: ToldContext = {
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
  const fixed = fixedEntries(told);
  const diary = openDiary(fixed);
  const context: StoryContext = { ...told, diary };
  for (const { person, date } of leaveDays) diary.take({ person, from: t(date, '00:00'), to: t(date, '23:59:59') });
  const checkers = checkersOf(days, diary);
  const daily = inspections(context);
  const entries: Entry[] = [
    ...standingPermits(context),
    ...[...daily.values()].map((one) => one.entry),
    paperRound(contract, context.random.of('paper')),
    ...fixed,
    ...requestEntries(context),
    ...dutyEntries(context),
    ...backupEntries(context),
    ...scanEntries(context),
    ...renewalEntries(context),
    ...exerciseEntries(),
    ...purchaseEntries(),
    ...visitEntries(context),
    ...consultationEntries(context),
    ...protectionEntries(context),
    ...operationLogEntries(context),
    ...noteEntries(context),
    ...alertEntries(context),
    ...notificationEntries(context),
    ...probeEntries(context),
    ...waivers(),
  ];
  const written = writeBook(withNumbers(entries.map(whenHostIsOn)), prefixes, TODAY);
  return { days, entries: written, inspections: withPermits(daily, written), checkers, context };
}

/** What would have been written down while the operations host was off waits until it is on again, in the order that it had. */
const whenHostIsOn = (entry: Entry): Entry => ({ ...entry, writtenAt: writableAt(entry.writtenAt) });

/** What has its own time, whatever else happens. */
function fixedEntries(told: ToldContext): Entry[] {
  return [
    ...incidentEntries(told),
    ...faultPermits(told),
    ...faultTraces(told),
    ...changeEntries(told),
    ...restoreEntries(told),
    ...drillEntries(told),
    ...deviceEntries(told),
  ];
}

/** The resident engineer looks; while they are busy with something else, a colleague does. */
function checkersOf(days: readonly StoryDay[], diary: Diary): Map<string, string> {
  const { from, to } = MORNING_ROUND;
  return new Map(
    days.flatMap(({ date, working }) => {
      if (!working) return [];
      const by = diary.takeFirst([residentOf(date), people.resident2, people.manager], t(date, from), t(date, to));
      if (by === undefined) throw new RangeError(`nobody makes the round of ${date}`);
      return [[date, by] as const];
    }),
  );
}

/** 处理措施 name their permit by its key, as the records do. */
function withPermits(
  daily: ReadonlyMap<string, InspectionDay>,
  written: readonly WrittenEntry[],
): Map<string, InspectionDay> {
  const ids = new Map(written.map(({ key, id }) => [`@${key}`, id]));
  return new Map(
    [...daily].map(([date, one]) => {
      const measures = one.measures.map((row) => {
        const permit = ids.get(row.permit ?? '');
        return permit === undefined ? row : { ...row, permit };
      });
      return [date, { ...one, measures }];
    }),
  );
}

/** The day of the machine room's power maintenance: agreed in writing beforehand, on a paper that was signed and scanned. */
function waivers(): Entry[] {
  const agreed = t('2026-08-20', '16:00');
  const paper = photo('sheet', random(`${SEED}/waiver`), {
    name: '工作联系单-2026-08-20.png',
    subject: '机房停电检修当日不巡检的工作联系单（采购人签字）',
    takenAt: plusMinutes(agreed, 12),
  });
  return ['inspection-log', 'daily-maintenance'].map((obligation, n) => ({
    kind: 'waiver',
    writtenAt: t('2026-08-20', `16:3${n}`),
    files: [paper.bytes],
    draft: {
      at: agreed,
      obligation,
      period: WAIVED_DAY,
      reason: '机房整体停电检修，采购人书面同意当日不巡检',
      approvedBy: people.owner,
      side: 'purchaser',
      document: '2026-08-20 工作联系单',
      attachments: [{ ...paper.attachment, proof: 'purchaser' }],
    },
  }));
}
