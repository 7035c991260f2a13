/** Incident records of the faults, in the versions in which an engineer writes them down. Pure. */

import type { Entry } from '../kit/book.ts';
import { isDemand, isWorst } from '../kit/levels.ts';
import { department, people } from '../kit/people.ts';
import { photo } from '../kit/pictures.ts';
import { random } from '../kit/random.ts';
import type { ToldContext } from '../kit/story.ts';
import { drop, isBefore, later, plus, plusMinutes, t } from '../kit/times.ts';
import { faults } from '../story/all-faults.ts';
import { affectedOf, changePermitOf, type Fault, handlerOf, NOT_ASKED, restoredOf, startOf } from '../story/fault.ts';
import { isSomebodySeated } from './duty.ts';
import { asKnown, type IncidentDraft } from './incident-known.ts';

/** Instants at which a version is written: first note, major reports, restoration, end. */
export function incidentEntries({ isWorkingDay }: ToldContext): Entry[] {
  return faults.flatMap((fault) => {
    const told = incidentDraft(fault, isWorkingDay);
    const sheet = confirmationSheet(fault, told);
    const whole = sheet === undefined ? told : { ...told, attachments: [sheet.attachment] };
    const files = (at: string) =>
      sheet === undefined || isBefore(at, sheet.attachment.takenAt) ? {} : { files: [sheet.bytes] };
    const key = `incident:${fault.key}`;
    const times = versionTimes(fault);
    return times.map((writtenAt, n): Entry => {
      const base = { kind: 'incident', key, writtenAt, ...files(writtenAt) };
      if (n === 0) return { ...base, draft: asKnown(whole, writtenAt) };
      const reason = reasonOf(fault, writtenAt);
      const known = { ...asKnown(whole, writtenAt), ...correctionOf(fault, writtenAt), enteredAt: times[0] };
      const draft = amended(known, fault, writtenAt);
      return { ...base, draft, edit: { reason, who: whole.handler } };
    });
  });
}

/** What the purchaser signed of it, once they had confirmed all there was to confirm. */
function confirmationSheet(fault: Fault, { confirmedRestoredAt, levels, pauses = [] }: IncidentDraft) {
  const confirmed = [confirmedRestoredAt, ...[...levels, ...pauses].map((row) => row.confirmedAt)];
  const takenAt = confirmed.filter((at) => at !== undefined).reduce((a, b) => later(a, b), '');
  if (takenAt === '') return undefined;
  const sheet = photo('sheet', random(`confirmed/${fault.key}`), {
    name: '故障处理确认单.png',
    subject: `${fault.title} 采购人确认单`,
    takenAt,
  });
  return { ...sheet, attachment: { ...sheet.attachment, proof: 'purchaser' as const } };
}

/** From the day on which the purchaser had sent the analysis back. */
function correctionOf({ corrected }: Fault, writtenAt: string): { rootCause?: string } {
  return corrected === undefined || isBefore(writtenAt, corrected.at) ? {} : { rootCause: corrected.root };
}

/** From the day on which the list of calls had shown when the response really was. */
function amended(draft: Record<string, unknown>, fault: Fault, writtenAt: string): Record<string, unknown> {
  if (fault.amended === undefined || isBefore(writtenAt, fault.amended.at)) return draft;
  const respondedAt = plus(startOf(fault), fault.amended.responded);
  const timeline = (draft['timeline'] as object[]).map((row, n) => (n === 0 ? { ...row, at: respondedAt } : row));
  return { ...draft, respondedAt, timeline };
}

/** Under what the fault was dealt with: what was asked for it, else the standing permit for looking, or for devices. */
function permitOf(fault: Fault): string | undefined {
  const asked = changePermitOf(fault);
  if (asked !== null) return `@${asked}`;
  if (isDemand(fault.level) || fault.key === NOT_ASKED) return undefined;
  return fault.diagnosis === 'onsite' ? '@permit:device' : '@permit:remote';
}

function reasonOf({ closed, corrected, amended }: Fault, writtenAt: string): string {
  if (amended !== undefined && writtenAt === amended.at) return amended.reason;
  if (writtenAt === corrected?.at) return '按采购人退回意见补充根本原因';
  if (closed === undefined || isBefore(writtenAt, closed)) return '补充处理进展';
  return isBefore(plusMinutes(closed, 11), writtenAt) ? '登记整改完成情况' : '登记处理结果';
}

/** A fault that some reading counts as major is written up before each of its reports. */
export const isWatched = (fault: Fault): boolean =>
  isWorst(fault.level) || (!isDemand(fault.level) && (fault.confirmed ?? 0) >= 7200 && fault.pauses === undefined);

function versionTimes(fault: Fault): string[] {
  const start = startOf(fault);
  const noted = plusMinutes(later(t(fault.date, fault.discovered), plus(start, fault.responded)), 8);
  const first = fault.enteredLate ?? noted;
  const restored = restoredOf(fault);
  const times = [first];
  const running = [2, 4, 6, 8].map((hour) => plusMinutes(start, hour * 60 + 25));
  if (isWatched(fault)) times.push(...running.filter((time) => restored === null || isBefore(time, restored)));
  if (restored !== null) times.push(plusMinutes(restored, 12));
  if (fault.closed !== undefined) times.push(plusMinutes(fault.closed, 10));
  const end = fault.closed === undefined ? undefined : plusMinutes(fault.closed, 10);
  const done = measuresDone(fault);
  return [...new Set(times)]
    .filter((time) => (end === undefined || !isBefore(end, time)) && !isBefore(time, first))
    .concat(fault.corrected === undefined ? [] : [fault.corrected.at])
    .concat(fault.amended === undefined ? [] : [fault.amended.at])
    .concat(done === null || end === undefined ? [] : [later(done, plusMinutes(end, 5))])
    .sort((a, b) => Date.parse(a) - Date.parse(b));
}

/** When the last of the measures was carried out; null: some are not, or there are none. */
function measuresDone({ measures = [] }: Fault): string | null {
  const days = measures.map(([, , , , , doneOn]) => doneOn);
  const last = days.toSorted().at(-1);
  return last === undefined || days.includes(undefined) ? null : t(last, '16:40');
}

/** The record as it stands when all is done. */
function incidentDraft(fault: Fault, isWorkingDay: (date: string) => boolean): IncidentDraft {
  const start = startOf(fault);
  const after = (seconds: number | undefined) => (seconds === undefined ? undefined : plus(start, seconds));
  const who = fault.department === undefined ? undefined : department(fault.department);
  const discovered = t(fault.date, fault.discovered);
  const demand = isDemand(fault.level);
  return drop({
    at: discovered,
    enteredBy: { name: handlerOf(fault, isWorkingDay), channel: 'terminal' },
    title: fault.title,
    assets: affectedOf(fault),
    foundBy: fault.foundBy,
    occurredAt: occurredAt(fault, discovered),
    discoveredAt: discovered,
    reportedAt: fault.reported === undefined ? undefined : plus(discovered, fault.reported),
    respondedAt: after(fault.responded),
    remoteStartedAt: after(fault.remote),
    arrivedAt: after(fault.arrived),
    restoredAt: after(fault.restored),
    confirmedRestoredAt: after(fault.confirmed),
    closedAt: fault.closed,
    recordedAt: fault.closed === undefined ? undefined : plusMinutes(fault.closed, 10),
    reporter: who?.user,
    reporterPhone: who?.phone,
    reporterUnit: who?.name,
    handler: handlerOf(fault, isWorkingDay),
    confirmer: fault.confirmed === undefined ? undefined : people.clerk,
    levels: withIds([
      {
        level: fault.level,
        at: plus(start, fault.responded + 60),
        reason: fault.levelReason,
        setBy: demand ? people.manager : handlerOf(fault, isWorkingDay),
        confirmedBy: people.clerk,
        confirmedAt: plus(start, fault.responded + 900),
      },
      ...(fault.regraded ?? []).map(([seconds, level, reason, confirmed]) => ({
        level,
        at: plus(start, seconds),
        reason,
        setBy: people.manager,
        confirmedBy: people.owner,
        confirmedAt: plus(start, seconds + confirmed),
      })),
    ]),
    outage: fault.outage,
    diagnosis: fault.diagnosis,
    residentOnSpot: fault.onSpot ?? isSomebodySeated(discovered, isWorkingDay),
    agreedOn: fault.agreed?.[0],
    agreement: fault.agreed?.[1],
    impact: fault.impact,
    affectedUsers: fault.users,
    affectedBusiness: fault.business,
    symptom: fault.symptom,
    causeCategory: fault.cause,
    directCause: fault.direct,
    rootCause: fault.root ?? fault.direct,
    whys: fault.whys && withIds(fault.whys.map(([question, answer]) => ({ question, answer }))),
    responsibility: fault.responsibility ?? 'supplier',
    responsibilityBasis: fault.basis ?? (demand ? undefined : `${fault.direct}，属供应商维护范围，双方无异议`),
    pauses: fault.pauses?.map((pause, n) =>
      drop({
        id: rowId(n),
        from: plus(start, pause.from),
        to: plus(start, pause.to),
        reason: pause.reason,
        detail: pause.detail,
        evidence: pause.evidence,
        confirmedBy: pause.confirmed === true ? people.owner : undefined,
        confirmedAt: pause.confirmed === true ? plus(start, pause.to + 5400) : undefined,
      }),
    ),
    timeline: fault.steps.map(([seconds, actor, action, result], n) =>
      drop({ id: rowId(n), at: plus(start, seconds), actor, action, result }),
    ),
    permit: permitOf(fault),
    verification: fault.verification,
    prevention: fault.prevention,
    articles: fault.articles === undefined ? undefined : [...fault.articles],
    flagged: fault.flagged === true,
    measures: fault.measures?.map(([problem, measure, owner, dueOn, acceptance, doneOn], n) =>
      drop({ id: rowId(n), problem, measure, owner, dueOn, acceptance, status: 'doing' as const, doneOn }),
    ),
    suggestion: fault.suggestion,
    purchaserOpinion: fault.opinion,
  }) as IncidentDraft;
}

/** Rows keep their ids from version to version, whichever of them are known yet. */
const rowId = (n: number): string => `r${n + 1}`;
const withIds = <T extends object>(rows: readonly T[]) => rows.map((row, n) => ({ id: rowId(n), ...row }));

/** Not after 发现, even where the probes saw nothing until later. */
function occurredAt(fault: Fault, discovered: string): string | undefined {
  if (fault.down === undefined) return undefined;
  const began = plus(startOf(fault), -fault.down.before);
  return isBefore(began, discovered) ? began : discovered;
}
