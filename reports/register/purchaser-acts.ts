/**
 * Every act of the purchaser's accounts, for the paper on which the purchaser signs for all of a month at once: what was
 * received and sent back, waived, confirmed of a 口径 or a restoration, agreed to of an outage that was called planned; and what was done with those accounts, whoever did it. A
 * table of registers of the kind `purchaser-act`.
 */
import type { Act } from '../../src/contract/acts.ts';
import type { Fact } from '../../src/contract/calendar/cut.ts';
import { compareInstants, type InstantText } from '../../src/contract/time.ts';
import { handOn, isPurchasers } from '../../src/records/purchaser.ts';
import type { AnyRecord, EnteredBy } from '../../src/records/record.ts';
import type { MaintenanceWindowRecord } from '../../src/subjects/availability/kinds/maintenance-window.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import type { InterpretationDecisionRecord } from '../../src/subjects/interpretations/kinds/interpretation-decision.ts';
import type { AccountEventRecord } from '../../src/subjects/operation-logs/kinds/account-event.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import type { ComposeInput, Need } from '../_deliverable.ts';
import { belongsHere, type PeriodView } from '../period/period.ts';
import { isNewOn, isOfSheet } from './delivered.ts';

/** What an account does, by the acts that the desk knows (`contract/acts.ts`), and what is done with it. */
export const actWords = {
  receive: '签收',
  return: '退回',
  waive: '批准豁免',
  interpret: '确认口径',
  restore: '确认恢复',
  'agree-maintenance': '同意计划维护',
  'refuse-maintenance': '不同意计划维护',
  created: '建立账号',
  reset: '重置口令',
  disabled: '停用账号',
} as const satisfies Partial<Record<Act | AccountEventRecord['action'] | MaintenanceAct, string>>;

/** What they said of an outage that was marked as planned maintenance. */
type MaintenanceAct = 'agree-maintenance' | 'refuse-maintenance';

/** Columns by their ids. */
export const actLabels: Readonly<Record<string, string>> = {
  at: '时间',
  act: '事项',
  subject: '对象',
  person: '经办人',
  account: '账号',
  record: '记录编号',
  fingerprint: '所见文档指纹',
};

const isRestored = (record: AnyRecord): boolean => isPurchasers(handOn(record, 'confirmedRestoredAt'));
const isOnMaintenance = (record: AnyRecord): boolean => maintenance(record as MaintenanceWindowRecord).length > 0;
const isTheirs = ({ enteredBy }: AnyRecord): boolean => isPurchasers(enteredBy);

/** What others wrote down is no input, save of the accounts themselves, which others manage. An incident that began earlier may be confirmed in this interval. */
export const actNeeds: readonly Need[] = [
  ...['signoff', 'waiver', 'interpretation-decision'].map((kind) => ({
    kind,
    window: 'counted' as const,
    only: isTheirs,
  })),
  { kind: 'account-event', window: 'counted' },
  { kind: 'incident', window: 'service-to-date', only: isRestored },
  { kind: 'maintenance-window', window: 'service-to-date', only: isOnMaintenance },
];

/** The same for a sheet, which goes by its making and not by its month. */
export const actNeedsOfSheet: readonly Need[] = actNeeds.map((need) => ({ ...need, window: 'to-date' }));

/** One act, by the columns of the table. */
export type ActValues = Readonly<Record<string, string | undefined>> & { at: InstantText };

/** What the accounts did, and what was done with them, that this document counts, in order of time. @param names of obligations by id */
export function purchaserActs(view: PeriodView, names: ReadonlyMap<string, string>): ActValues[] {
  const { input } = view;
  const acts = actNeeds.flatMap(({ kind }) =>
    ((input.records[kind] ?? []) as AnyRecord[]).flatMap((record) => actsOf(input, record, names)),
  );
  const isOwn = isOfSheet(view.input) ? isNewOn(view) : within(view);
  return acts
    .filter(({ at }) => isOwn({ event: at, entered: at }))
    .sort((a, b) => compareInstants(a.at, b.at) || ((a['record'] ?? '') < (b['record'] ?? '') ? -1 : 1));
}

const within =
  (view: PeriodView) =>
  (fact: Fact): boolean =>
    belongsHere(view, fact);

function actsOf({ contract }: ComposeInput, record: AnyRecord, names: ReadonlyMap<string, string>): ActValues[] {
  const documentOf = ({ obligation, period }: { obligation: string; period: string }): string =>
    `${names.get(obligation) ?? obligation} ${period}`;
  if (record.kind === 'incident') return restoration(record as IncidentRecord);
  if (record.kind === 'maintenance-window') return maintenance(record as MaintenanceWindowRecord);
  if (record.kind === 'account-event') return [management(record as AccountEventRecord)];
  if (!isPurchasers(record.enteredBy)) return [];
  const base = { at: record.at, record: record.id, account: record.enteredBy?.account };
  if (record.kind === 'signoff') {
    const one = record as SignoffRecord;
    const { person, revision, fingerprint } = one;
    // Nobody signs for a document that was made void.
    if (one.action === 'void') return [];
    const act = one.action === 'return' ? 'return' : 'receive';
    const subject = `${documentOf(one)} 第 ${revision} 版`;
    return [{ ...base, act, subject, person, fingerprint: fingerprint?.slice(0, SHOWN) }];
  }
  if (record.kind === 'waiver') {
    const one = record as WaiverRecord;
    return [{ ...base, act: 'waive', subject: documentOf(one), person: one.approvedBy }];
  }
  const { interpretation, label, person } = record as InterpretationDecisionRecord;
  const question = contract.interpretations.find(({ id }) => id === interpretation)?.question ?? interpretation;
  return [{ ...base, act: 'interpret', subject: `${question}：${label}`, person }];
}

/** Enough of a fingerprint to tell documents apart on paper; the record has the whole. */
const SHOWN = 12;

function restoration(incident: IncidentRecord): ActValues[] {
  const { confirmedRestoredAt: at, id, title, confirmer } = incident;
  const hand: EnteredBy | undefined = handOn(incident, 'confirmedRestoredAt');
  if (at === undefined || !isPurchasers(hand)) return [];
  const person = confirmer ?? hand?.name;
  return [{ at, act: 'restore', subject: `${id} ${title}`, person, account: hand?.account, record: id }];
}

/** Their word stays an act of theirs, whatever others wrote into the record since. */
function maintenance({ id, purpose, corrections = [] }: MaintenanceWindowRecord): ActValues[] {
  return corrections.flatMap(({ at, by, entered, changes = [] }): ActValues[] => {
    if (!isPurchasers(entered)) return [];
    const paths = changes.map(({ path }) => path);
    const agreed = paths.includes('approvedAt');
    if (!agreed && !paths.includes('cancelled')) return [];
    const act: MaintenanceAct = agreed ? 'agree-maintenance' : 'refuse-maintenance';
    return [{ at, act, subject: `${id} ${purpose}`, person: by, account: entered?.account, record: id }];
  });
}

/** 经办人 is who manages the account: for what no person did, nobody. */
function management({ id, at, action, account, role, reason, enteredBy }: AccountEventRecord): ActValues {
  const subject = `${account}（${role}）${reason === undefined ? '' : `：${reason}`}`;
  return { at, act: action, subject, person: enteredBy?.name, account: enteredBy?.account, record: id };
}
