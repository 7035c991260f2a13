/**
 * The steps of handling an incident, one after the other as they happen: each fills the time that is its own and writes its row of
 * 处理过程. A step that was taken already is not taken again; another time for it is a correction, with a reason. Pure.
 */
import { compareInstants, formatDateTimeSeconds, type InstantText, secondsBetween } from '../../../contract/time.ts';
import { isVouched } from '../../../records/purchaser.ts';
import type { IncidentRecord } from '../kinds/incident.ts';

/** Steps that fill one time → the field, and how the row of 处理过程 calls it. */
export const timedSteps = {
  respond: { field: 'respondedAt', word: '响应' },
  remote: { field: 'remoteStartedAt', word: '远程启动' },
  arrive: { field: 'arrivedAt', word: '到场' },
  restore: { field: 'restoredAt', word: '恢复' },
  close: { field: 'closedAt', word: '处理完成' },
} as const;
export type TimedStep = keyof typeof timedSteps;

/** What was done. `at` is when; `typed`: a person said so, else it is the server's time of the moment. */
export type IncidentStep = { at: InstantText; typed: boolean } & (
  | { step: TimedStep; result?: string | undefined }
  /** The supplier tells that the purchaser confirmed the restoration by word of mouth: a claim until their own act. */
  | { step: 'confirm'; confirmer: string; how: string; evidence: string }
  /** `word` is what the contract prints for the level. */
  | { step: 'level'; level: string; word: string; basis: string; confirmedBy?: string | undefined }
  | {
      step: 'pause';
      cause: NonNullable<IncidentRecord['pauses']>[number]['reason'];
      detail?: string | undefined;
      evidence?: string | undefined;
    }
  | { step: 'resume' }
  /** Progress told to the purchaser while it lasts. */
  | { step: 'notice'; to: string; way?: string | undefined; text?: string | undefined }
  | { step: 'note'; action: string; result?: string | undefined }
  /** The purchaser's own acts. */
  | { step: 'vouch-restored' }
  | { step: 'vouch-level'; row: string }
  | { step: 'vouch-pause'; row: string }
);

/** Steps that only an account of the purchaser's can take. */
export const isVouching = ({ step }: Pick<IncidentStep, 'step'>): boolean => step.startsWith('vouch-');

export interface StepBy {
  /** Name of the person. */
  name: string;
  /** ISO instant of writing it down. */
  now: InstantText;
  /** Why the time is another than that of the moment. */
  reason?: string | undefined;
}

/** Fields and rows that a step gives, as a correction file gives them: rows without an id are added. */
export interface Taken {
  given: Record<string, unknown>;
  /** Fields that the purchaser's account says are so, whether it changed them or not. */
  vouches: readonly string[];
}

/** Seconds within which the same words of the same person are one click too many. */
const TWICE_SECONDS = 60;

/** @returns what the step changes; null when it was taken already */
export function takeStep(incident: IncidentRecord, step: IncidentStep, by: StepBy): Taken | null {
  const taken = fieldsOfStep(incident, step, by);
  if (taken === null) return null;
  const rows = rowsOfStep(incident, step, by);
  return {
    given: { ...taken.given, ...(rows.length === 0 ? {} : { timeline: rows }) },
    vouches: taken.vouches ?? [],
  };
}

type Part = { given: Record<string, unknown>; vouches?: readonly string[] } | null;

function fieldsOfStep(incident: IncidentRecord, step: IncidentStep, { name }: StepBy): Part {
  const { at } = step;
  switch (step.step) {
    case 'confirm':
      if (isStanding(incident.confirmedRestoredAt, step)) return null;
      return { given: { confirmedRestoredAt: at, confirmer: step.confirmer } };
    case 'level':
      return graded(incident, step, name);
    case 'pause': {
      if (openPause(incident) !== undefined) return null;
      const { cause, detail, evidence } = step;
      return { given: { pauses: [{ from: at, reason: cause, ...filled({ detail, evidence }) }] } };
    }
    case 'resume': {
      const open = openPause(incident);
      return open === undefined ? null : { given: { pauses: [{ id: open.id, to: at }] } };
    }
    case 'notice': {
      const before = (incident.notices ?? []).some(
        (row) => row.to === step.to && row.text === step.text && Math.abs(secondsBetween(row.at, at)) < TWICE_SECONDS,
      );
      return before
        ? null
        : { given: { notices: [{ at, to: step.to, ...filled({ by: step.way, text: step.text }) }] } };
    }
    case 'note':
      return saidBefore(incident, { actor: name, action: step.action, result: step.result }, at) ? null : { given: {} };
    case 'vouch-restored':
      if (
        isVouchedAt(incident, incident.confirmedRestoredAt, 'confirmedRestoredAt') &&
        isStanding(incident.confirmedRestoredAt, step)
      )
        return null;
      return {
        given: { confirmedRestoredAt: at, confirmer: name },
        vouches: ['confirmedRestoredAt'],
      };
    case 'vouch-level':
      return vouchedRow(incident, 'levels', step.row, { name, at });
    case 'vouch-pause':
      // What goes on may yet become longer than what they saw.
      if (openPause(incident)?.id === step.row) return null;
      return vouchedRow(incident, 'pauses', step.row, { name, at });
    default:
      return timed(incident, step);
  }
}

function graded({ levels }: IncidentRecord, step: Extract<IncidentStep, { step: 'level' }>, name: string): Part {
  const { at, level, basis, confirmedBy } = step;
  const confirmed = confirmedBy === undefined ? {} : { confirmedBy, confirmedAt: at };
  const last = levels.at(-1);
  if (last?.level !== level) return { given: { levels: [{ level, at, reason: basis, setBy: name, ...confirmed }] } };
  // The same level again says at most that the purchaser agrees to it.
  const isNew = confirmedBy !== undefined && last.confirmedBy === undefined;
  return isNew ? { given: { levels: [{ id: last.id, ...confirmed }] } } : null;
}

function timed(incident: IncidentRecord, step: Extract<IncidentStep, { step: TimedStep }>): Part {
  const { at } = step;
  const { field } = timedSteps[step.step];
  if (isStanding(incident[field], step)) return null;
  if (step.step !== 'restore') return { given: { [field]: at } };
  const open = openPause(incident);
  return {
    given: {
      [field]: at,
      ...(incident.diagnosis === 'pending' ? diagnosisSeen(incident) : {}),
      // What is restored waits for nothing any more.
      ...(open === undefined || compareInstants(open.from, at) > 0 ? {} : { pauses: [{ id: open.id, to: at }] }),
    },
  };
}

/** There already, and nobody says that it was at another time. */
const isStanding = (there: InstantText | undefined, { at, typed }: IncidentStep): boolean =>
  there !== undefined && (!typed || compareInstants(there, at) === 0);

/** Once it is restored, how it was diagnosed is what was done; where neither was written down it stays 待定. */
function diagnosisSeen({ remoteStartedAt, arrivedAt }: IncidentRecord): Partial<IncidentRecord> {
  if (remoteStartedAt !== undefined) return { diagnosis: arrivedAt === undefined ? 'remote' : 'both' };
  return arrivedAt === undefined ? {} : { diagnosis: 'onsite' };
}

/** The pause that nothing has ended yet. */
export const openPause = ({ pauses = [] }: Pick<IncidentRecord, 'pauses'>) =>
  pauses.find((one) => one.to === undefined && one.withdrawn === undefined);

const isVouchedAt = (incident: IncidentRecord, at: InstantText | undefined, path: string): boolean =>
  at !== undefined && isVouched(incident, at, path);

function vouchedRow(
  incident: IncidentRecord,
  list: 'levels' | 'pauses',
  id: string,
  { name, at }: { name: string; at: InstantText },
): Part {
  const row = (incident[list] ?? []).find((one) => one.id === id);
  if (row === undefined || isVouchedAt(incident, row.confirmedAt, `${list}.${id}`)) return null;
  return {
    given: { [list]: [{ id, confirmedBy: name, confirmedAt: at }] },
    vouches: [`${list}.${id}.confirmedAt`],
  };
}

interface TimelineRow {
  id?: string | undefined;
  at: InstantText;
  actor: string;
  action: string;
  result?: string | undefined;
}

/** The row that a step writes by itself; of a time that was corrected, the row of the first time is moved. */
function rowsOfStep(incident: IncidentRecord, step: IncidentStep, by: StepBy): TimelineRow[] {
  const { action, result } = wordsOf(step);
  const before = firstTime(incident, step);
  const old = incident.timeline.find(
    (row) => row.action === action && before !== undefined && compareInstants(row.at, before) === 0,
  );
  const late = step.typed ? `登记于 ${formatDateTimeSeconds(by.now)}${by.reason ? `：${by.reason}` : ''}` : '';
  const told = [result, late].filter((one) => one !== undefined && one !== '').join('；');
  const vouching = isVouching(step);
  return [
    {
      ...(old?.id === undefined ? {} : { id: old.id }),
      // The purchaser's act happens now, whatever time it speaks of.
      at: vouching ? by.now : step.at,
      actor: by.name,
      action,
      ...(told === '' ? {} : { result: told }),
    },
  ];
}

const firstTime = (incident: IncidentRecord, step: IncidentStep): InstantText | undefined =>
  step.step in timedSteps ? incident[timedSteps[step.step as TimedStep].field] : undefined;

function wordsOf(step: IncidentStep): { action: string; result?: string | undefined } {
  switch (step.step) {
    case 'confirm':
      return {
        action: '⟦采购人⟧口头确认恢复',
        result: `确认人 ${step.confirmer}；方式：${step.how}；依据：${step.evidence}`,
      };
    case 'level':
      return { action: `定级为${/^[A-Za-z0-9]/.test(step.word) ? ' ' : ''}${step.word}`, result: step.basis };
    case 'pause':
      return { action: '暂停计时', result: step.detail };
    case 'resume':
      return { action: '恢复计时' };
    case 'notice':
      return { action: `通报进展：${step.to}`, result: step.text };
    case 'note':
      return { action: step.action, result: step.result };
    case 'vouch-restored':
      return { action: '⟦采购人⟧确认恢复', result: `确认的恢复时间 ${formatDateTimeSeconds(step.at)}` };
    case 'vouch-level':
      return { action: '⟦采购人⟧确认定级' };
    case 'vouch-pause':
      return { action: '⟦采购人⟧确认暂停' };
    default:
      return { action: timedSteps[step.step].word, result: step.result };
  }
}

function saidBefore(
  { timeline }: IncidentRecord,
  { actor, action, result }: { actor: string; action: string; result?: string | undefined },
  at: InstantText,
): boolean {
  return timeline.some(
    (row) =>
      row.actor === actor &&
      row.action === action &&
      (row.result ?? '').startsWith(result ?? '') &&
      Math.abs(secondsBetween(row.at, at)) < TWICE_SECONDS,
  );
}

const filled = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((one): one is [string, string] => one[1] !== undefined));
