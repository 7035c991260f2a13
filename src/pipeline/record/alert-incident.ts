/**
 * An alert of monitoring becomes an incident with the times that monitoring knew. Incident and decision are one change, so that no
 * alert is offered again for an incident that exists.
 */

import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { contractOn } from '../../contract/precedence/held-views.ts';
import { type Level, levelTitle } from '../../contract/terms/levels.ts';
import { dateOf, type InstantText } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { levelOfAlert } from '../../subjects/incidents/judge/alert-level.ts';
import type { AlertProposalRecord } from '../../subjects/incidents/kinds/alert-proposal.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';
import { draftOf, noticesOf } from './add.ts';
import { alertOnFile, type Deciding, decideAlert, notPending } from './alert-decision.ts';
import { entryProblems } from './check-entry.ts';
import { sameRecord } from './same-record.ts';

export interface AlertIncident {
  /** Id of the incident. */
  id: string;
  /** It had become one before, and nothing was saved. */
  already: boolean;
  notices: string[];
  /** Labels of what nobody knows yet. */
  pending: string[];
  /** Id of an earlier incident of the day that says the same. */
  sameAs?: string;
}

/** What a person says beside what monitoring knew. */
export interface AlertAnswers {
  /** Without it, the one that the contract's data map. */
  level?: string;
  /** Without it, that of the alert. */
  asset?: string;
}

/** The level that the contract's data propose for an alert, by what holds on its day; null where they map none. */
export const proposedLevel = ({ workspace }: Pick<Session, 'workspace'>, alert: AlertProposalRecord): Level | null =>
  levelOfAlert(alert, contractOn(workspace.contract.contract, dateOf(alert.firedAt)).levels);

/**
 * Makes an incident of an alert: found when it fired, restored when its monitor did not hold it any more.
 * @throws UserError when the level or the asset is known to nobody, or the alert was decided otherwise
 */
export function incidentOfAlert(
  session: Session,
  id: string,
  answers: AlertAnswers,
  deciding: Deciding,
): Promise<AlertIncident> {
  return addOfAlert(session, id, (alert) => fieldsOfAlert(session, alert, answers, deciding), deciding);
}

/**
 * Saves an incident that comes from an alert, and that it does: one change, under the lock. An alert that became an incident
 * meanwhile gives that one.
 * @param fields of the incident, as a file would give them
 */
export async function addOfAlert(
  session: Session,
  id: string,
  fields: (alert: AlertProposalRecord) => Record<string, unknown>,
  deciding: Deciding,
): Promise<AlertIncident> {
  const { workspace } = session;
  const { entered, now, shown } = deciding;
  const kind = await loadKind('incident');
  const saved = await workspace.change(
    `告警 ${id} 转为故障`,
    async (change) => {
      // Read under the lock: two clicks at once are one incident.
      const alert = await alertOnFile(session, id);
      if (alert.decision === 'incident' && alert.incident !== undefined) {
        // One that was withdrawn was a mistake: the alert may become another.
        if ((await workspace.records.get(alert.incident)) !== undefined) return alert.incident;
      } else if (alert.decision !== 'pending') throw notPending(id, alert);
      const given = fields(alert);
      await requireCleanEntry(workspace.root, {
        ...{ shown, value: given, fields: fieldsOf(kind.schema), of: { kind: kind.id } },
      });
      const draft = draftOf(kind, given, now, entered.name, entered);
      const wrong = (record: AnyRecord) => entryProblems(workspace, kind, record, now);
      const { record } = await change.addRecord(kind.id, draft, shown, wrong);
      const decision = { decision: 'incident' as const, incident: record.id };
      await decideAlert(session, change, alert, decision, {
        ...deciding,
        reason: `转为故障 ${record.id}`,
        fresh: true,
      });
      return record;
    },
    { at: now },
  );
  if (typeof saved === 'string') return { id: saved, already: true, notices: [], pending: [] };
  const sameAs = await sameRecord(workspace.records, saved, []);
  return {
    ...{ id: saved.id, already: false, pending: pendingIn(kind, saved) },
    notices: await noticesOf(session, saved, now),
    ...(sameAs === undefined ? {} : { sameAs }),
  };
}

/** The incident as monitoring knew it; what it cannot know is 待定. */
function fieldsOfAlert(
  session: Session,
  alert: AlertProposalRecord,
  answers: AlertAnswers,
  { entered }: Deciding,
): Record<string, unknown> {
  const { firedAt } = alert;
  const by = entered.name ?? NOBODY;
  const mapped = proposedLevel(session, alert);
  const level = answers.level === undefined ? mapped : levelMeant(session, alert, answers.level);
  if (level === null) throw levelMissing(session, alert);
  const asset = answers.asset ?? alert.asset;
  if (asset === undefined) {
    throw new UserError('监控没有给出告警的对象，须写明', {
      ...{ at: '--asset', found: '（缺少）', expected: 'contract/assets.yaml 中的资产编号' },
      hint: '数据源的 targets 写明标签与资产的对照后，以后的告警带有对象',
    });
  }
  const reason = level.id === mapped?.id ? '按合同数据中告警与级别的对照初步定级' : '登记人按告警初步定级';
  return {
    title: titleOf(alert.alert),
    assets: [asset],
    foundBy: 'monitoring',
    discoveredAt: firedAt,
    ...measuredEnd(alert),
    handler: by,
    levels: [{ level: level.id, at: firedAt, reason, setBy: by }],
    ...{ outage: 'pending', diagnosis: 'pending', responsibility: 'pending', residentOnSpot: false, flagged: false },
    symptom: alert.summary,
    timeline: [
      { at: firedAt, action: titleOf(`${alert.monitor}告警“${alert.alert}”触发`), result: measuredText(alert) },
      ...measuredEndRow(alert),
    ],
  };
}

/** 恢复 as monitoring measured it: nothing while the alert goes on. */
export const measuredEnd = ({ resolvedAt }: AlertProposalRecord): { restoredAt?: InstantText } =>
  resolvedAt === undefined ? {} : { restoredAt: resolvedAt };

/** Its row of 处理过程, marked as measured. */
export const measuredEndRow = (alert: AlertProposalRecord): { at: InstantText; action: string; result: string }[] =>
  alert.resolvedAt === undefined
    ? []
    : [
        {
          at: alert.resolvedAt,
          action: titleOf(`${alert.monitor}告警“${alert.alert}”恢复`),
          result: measuredText(alert),
        },
      ];

const measuredText = ({ id }: AlertProposalRecord): string => `监控所测（${id}）`;

const LONGEST = 120;

/** A line; what monitoring says may have several, and be long. */
function titleOf(text: string): string {
  const signs = [...text.replace(/\s+/g, ' ').trim()];
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join('')}…` : signs.join('');
}

/** The levels that hold on the day of an alert, the worst first. */
export const levelsOn = (
  { workspace }: Pick<Session, 'workspace'>,
  { firedAt }: AlertProposalRecord,
): readonly Level[] => contractOn(workspace.contract.contract, dateOf(firedAt)).levels;

const levelsText = (levels: readonly Level[]): string =>
  levels.map((one) => `${one.id}（${levelTitle(one)}）`).join('、') || '合同的故障级别（还没有）';

function levelMissing(session: Session, alert: AlertProposalRecord): UserError {
  return new UserError('合同数据没有写明这种告警的级别，须写明', {
    ...{ at: '--level', found: '（缺少）', expected: levelsText(levelsOn(session, alert)) },
    hint: '合同写明的，在 contract.yaml 该级别的 alerts 中写明对照，以后自动提出',
  });
}

/** The level that was typed, by id or name. @throws UserError with the one that was probably meant */
function levelMeant(session: Session, alert: AlertProposalRecord, typed: string): Level {
  const levels = levelsOn(session, alert);
  const wanted = typed.trim().toLowerCase();
  const found = levels.find((one) =>
    [one.id, one.name, one.ordinal, levelTitle(one)].some((word) => word?.toLowerCase() === wanted),
  );
  if (found !== undefined) return found;
  const [close] = nearest(typed, levels, ({ id, name }) => (/^[\x20-\x7e]*$/.test(typed) ? id : name), 1);
  throw new UserError('合同没有这个级别', {
    ...{ at: '--level', found: typed, expected: levelsText(levels) },
    ...(close === undefined ? {} : { hint: `可能想写 ${close.id}（${close.name}）` }),
  });
}

/** Labels of what is 待定, for whoever goes on. */
const pendingIn = (kind: RecordKind, record: AnyRecord): string[] =>
  fieldsOf(kind.schema)
    .filter(({ name }) => (record as unknown as Record<string, unknown>)[name] === 'pending')
    .map(({ label }) => label);

const NOBODY = '未署名';
