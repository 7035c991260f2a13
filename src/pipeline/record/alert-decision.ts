/** What becomes of an alert of monitoring: each is decided once, with who and why, and is not offered again. */
import { UserError } from '../../contract/error.ts';
import { compareInstants, formatDateTimeSeconds, type InstantText } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import type { AnyRecord, EnteredBy } from '../../records/record.ts';
import type { AlertProposalRecord } from '../../subjects/incidents/kinds/alert-proposal.ts';
import type { Change, Draft } from '../../workspace/change/change.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';
import { entryProblems } from './check-entry.ts';
import { correctionOf } from './correct.ts';
import { refuseWithdrawn } from './not-for-people.ts';

/** Who decides, by which way, and when. */
export interface Deciding {
  /** Name and, at the desk, account. */
  entered: EnteredBy;
  /** ISO instant of the decision. */
  now: InstantText;
  /** As messages call the place: `登记台`. */
  shown: string;
}

/** The alert that nobody decided yet. @throws UserError when there is none, or it was dealt with already */
export async function pendingAlert(
  { workspace }: Pick<Session, 'workspace'>,
  id: string,
): Promise<AlertProposalRecord> {
  const found = (await workspace.records.get<AlertProposalRecord>(id))?.record;
  if (found?.kind === 'alert-proposal' && found.decision === 'pending') return found;
  throw notPending(id, found);
}

/** That an alert was dealt with already, and what became of it. */
export function notPending(id: string, found: AnyRecord | undefined): UserError {
  const alert = found?.kind === 'alert-proposal' ? (found as AlertProposalRecord) : undefined;
  const became = alert === undefined ? '没有这条告警' : (alert.incident ?? `已处置${decided(alert)}`);
  return new UserError('这条告警已经处置，或不存在', {
    found: `${id}：${became}`,
    expected: '待处置的监控告警',
    hint: '运行 opsledger alert 查看待处置的告警',
  });
}

const decided = ({ decidedAt, reason, handling }: AlertProposalRecord): string =>
  [decidedAt === undefined ? '' : `于 ${formatDateTimeSeconds(decidedAt)}`, reason ?? handling ?? '']
    .filter((one) => one !== '')
    .join('：');

/** Alerts that nobody decided, the newest first. @param window contract days on which they fired; without it all of them */
export async function pendingAlerts(
  { workspace }: Pick<Session, 'workspace'>,
  window: { from?: string; to?: string } = {},
): Promise<AlertProposalRecord[]> {
  const { records } = await workspace.records.list<AlertProposalRecord>('alert-proposal', window);
  return records
    .filter(({ decision }) => decision === 'pending')
    .toSorted((a, b) => compareInstants(b.firedAt, a.firedAt));
}

/** What the person found: the alert needs no incident. `incident`: it belongs to one that there is. */
export type AlertDecision =
  | { decision: 'dismissed' | 'duplicate'; reason: string }
  | { decision: 'handled'; handling: string }
  | { decision: 'incident'; incident: string };

/**
 * Settles an alert without a new incident; it is not offered again while it goes on.
 * @throws UserError when it was decided already, the incident does not exist, or nothing is said of why
 */
export async function settleAlert(
  session: Session,
  id: string,
  decision: AlertDecision,
  deciding: Deciding,
): Promise<void> {
  const { workspace } = session;
  const said = 'reason' in decision ? decision.reason : 'handling' in decision ? decision.handling : decision.incident;
  if (said.trim() === '') {
    const at = decision.decision === 'handled' ? '处置情况' : '理由';
    throw new UserError('告警的处置须写明', {
      at,
      found: '（缺少）',
      expected: '一句话，例如 计划内数据导入，已自行恢复',
    });
  }
  await requireCleanEntry(workspace.root, { shown: deciding.shown, value: { ...decision } });
  await workspace.change(
    `处置告警 ${id}`,
    async (change) => {
      const alert = await alertOnFile(session, id);
      if (alert.decision !== 'pending') throw notPending(id, alert);
      await decideAlert(session, change, alert, decision, { ...deciding, reason: `处置告警：${said}` });
    },
    { at: deciding.now },
  );
}

/** The alert as its file has it, under the lock. @throws UserError when there is none, or it was withdrawn */
export async function alertOnFile({ workspace }: Session, id: string): Promise<AlertProposalRecord> {
  const stored = await workspace.records.onFile(id);
  if (stored?.kind !== 'alert-proposal') throw notPending(id, undefined);
  refuseWithdrawn(stored.record);
  return stored.record as AlertProposalRecord;
}

/** Writes down what became of the alert, as a correction of it would. @param fresh its incident is of the same change, and not on the disk yet */
export async function decideAlert(
  { workspace }: Session,
  change: Change,
  alert: AlertProposalRecord,
  decision: Partial<AlertProposalRecord>,
  { entered, now, reason, fresh = false }: Deciding & { reason: string; fresh?: boolean },
): Promise<void> {
  const kind = await loadKind('alert-proposal');
  const by = entered.name ?? NOBODY;
  const after = { ...alert, ...decision, decidedBy: by, decidedAt: now };
  const parsed = kind.schema.safeParse(after).data;
  const correction = parsed && correctionOf(kind, alert, parsed, { at: now, by, reason, entered }, workspace.contract);
  const draft = {
    ...after,
    ...(correction === undefined ? {} : { corrections: [...(alert.corrections ?? []), correction] }),
  };
  const wrong = (record: AnyRecord) => (fresh ? Promise.resolve([]) : entryProblems(workspace, kind, record, now));
  await change.replaceRecord(alert.id, draft as unknown as Draft<AnyRecord>, reason, by, wrong);
}

const NOBODY = '未署名';
