/** `restore-test`: restores one backup set for real, compares, measures, cleans up, and writes the record. Clause 5.3.8, 5.5.2. */

import { EnvironmentError, UserError } from '../../../contract/error.ts';
import { sayAllIn, wordsOf } from '../../../contract/party-words.ts';
import { inBrackets } from '../../../contract/terms/clause-marks.ts';
import { clausesOf } from '../../../contract/terms/clauses.ts';
import { MINUTE_SECONDS } from '../../../contract/time.ts';
import type { AnyRecord } from '../../../records/record.ts';
import { SourceError } from '../../../sources/error.ts';
import { permitContextOf } from '../../../subjects/permits/judge/context.ts';
import { operationsOf } from '../../../subjects/permits/judge/operations.ts';
import { coverOf } from '../../../subjects/permits/judge/permits.ts';
import type { PermitRecord } from '../../../subjects/permits/kinds/permit.ts';
import type { RestoreTestRecord } from '../../../subjects/recovery/kinds/restore-test.ts';
import { limitText } from '../../../wording/durations.ts';
import { sha256Of } from '../../../workspace/store/evidence.ts';
import { machineNow } from '../../clock.ts';
import { refuseOtherTime } from '../../collect/collect.ts';
import { requireReferences } from '../../record/check-references.ts';
import type { Session } from '../../session.ts';
import { loadKind } from '../../units.ts';
import { checkedQueries } from './baseline.ts';
import { chooseSet } from './choose.ts';
import { restoreDump } from './dump.ts';
import { type Inspected, inspect } from './inspect.ts';
import { restorePhysical } from './physical.ts';
import { type Finished, missedGoals, restoreTestDraft } from './restore-record.ts';
import type { Cleanup, RestoreContext, Restored } from './restorer.ts';
import { openTranscript } from './transcript.ts';

export interface RestoreTestRequest {
  /** Id of a backup record or name of a set; the newest complete one without it. */
  backup?: string;
  /** 许可编号, or why there is none; exactly one of the two. */
  permit?: string;
  withoutPermit?: string;
  operator: string;
  /** `--at`; only the machine's own time will do. */
  at?: string;
  /** Aborted when a person interrupts: what was made is removed, and nothing recorded. */
  signal: AbortSignal;
  progress?(text: string): void;
}

export interface RestoreTestResult {
  id: string;
  /** Path of the record, relative to the workspace. */
  record: string;
  result: RestoreTestRecord['result'];
  /** Why it did not pass; null when it did. */
  failure: string | null;
  set: string;
  tables: Record<RestoreTestRecord['tables'][number]['result'], number>;
  rtoSeconds: number | null;
  rpoSeconds: number | null;
  /** Goals of RTO and RPO that were missed, in Chinese. */
  missed: string[];
  /** Why the permit named does not cover the test; null when it does, or none was named. */
  permitProblem: string | null;
  cleaned: boolean;
  /** SHA-256 of the transcript in the evidence store. */
  transcript: string;
}

const MINUTE_MS = 60_000;

/**
 * A restore that fails is a result: it is recorded as 不通过.
 * @throws UserError when the target may not be used or the request is not whole, EnvironmentError when the scratch server
 *   cannot be reached or the test was interrupted; nothing is recorded then
 */
export async function restoreTest(session: Session, request: RestoreTestRequest): Promise<RestoreTestResult> {
  const startedAt = machineNow();
  refuseOtherTime(request.at, startedAt);
  const permit = await namedPermit(session, request);
  checkedQueries(session);
  const minutes = session.workspace.settings.restore.deadlineMinutes;
  const deadline = AbortSignal.timeout(minutes * MINUTE_MS);
  const signal = AbortSignal.any([request.signal, deadline]);
  const chosen = await chooseSet(session, request.backup, Date.parse(startedAt), signal);
  const transcript = openTranscript(machineNow, request.progress);
  const operation = { asset: chosen.of.asset, startedAt, operator: request.operator };
  // Said at once: it goes into a record and its transcript, which bear no marks.
  const problemAt = (finishedAt: string): string | null =>
    permit === null
      ? null
      : sayAllIn(
          wordsOf(session.workspace.contract.contract),
          permitProblem(session, permit, { ...operation, finishedAt }),
        );
  const atStart = problemAt(startedAt);
  if (atStart !== null) transcript.step('核对许可', atStart);
  transcript.step('选定备份集', `${chosen.set.name}，${chosen.integrity === 'complete' ? '完整' : chosen.integrity}`);
  const cleanup: Cleanup = { cleanedAt: null, text: '没有建立测试数据' };
  const context: RestoreContext = { session, chosen, transcript, signal, deadline, clock: machineNow, cleanup };
  const outcome = await run(context, request.signal, minutes);
  const finishedAt = machineNow();
  const done = {
    ...{ startedAt, finishedAt, chosen, cleanup, ...outcome },
    steps: transcript.steps(),
    permitProblem: problemAt(finishedAt),
  };
  return await save(session, request, done, Buffer.from(transcript.text(), 'utf8'));
}

type Outcome = Pick<Finished, 'restored' | 'inspected' | 'restoredAt'>;

async function run(context: RestoreContext, user: AbortSignal, minutes: number): Promise<Outcome> {
  const restorer = context.chosen.of.plan.type === 'mysqldump' ? restoreDump : restorePhysical;
  const nothing: Restored = { access: null, failure: null, schemas: [] };
  const outcome: Partial<Outcome> = {};
  try {
    await restorer(context, async (restored) => {
      outcome.restored = restored;
      outcome.restoredAt = restored.failure === null ? context.clock() : null;
      outcome.inspected = await inspectWhatIsThere(context, restored);
    });
  } catch (error) {
    if (user.aborted) throw interrupted(context.cleanup);
    if (!context.deadline.aborted && !(error instanceof SourceError)) throw error;
    const reason = context.deadline.aborted
      ? `超过时限 ${limitText(minutes * MINUTE_SECONDS)}`
      : (error as SourceError).reason;
    context.transcript.step('中止', reason);
    const restored = outcome.restored ?? nothing;
    outcome.restored = { ...restored, failure: restored.failure ?? { reason, table: null } };
    outcome.restoredAt = null;
  }
  const restored = outcome.restored ?? nothing;
  const inspected = outcome.inspected ?? (await inspect(context, { ...restored, access: null }));
  return { restored, inspected, restoredAt: outcome.restoredAt ?? null };
}

/** A server that died of the restore, such as of a full disk, leaves nothing to look at; that is a finding, too. */
async function inspectWhatIsThere(context: RestoreContext, restored: Restored): Promise<Inspected> {
  try {
    return await inspect(context, restored);
  } catch (error) {
    if (!(error instanceof SourceError) || restored.failure === null || context.signal.aborted) throw error;
    context.transcript.step('逐表比对', `不能进行：临时服务器${error.reason}`);
    return await inspect(context, { ...restored, access: null });
  }
}

const interrupted = ({ cleanedAt, text }: Cleanup): EnvironmentError =>
  new EnvironmentError('恢复测试被中断，没有登记', {
    found: cleanedAt === null ? text : `测试数据已清除（${text}）`,
    hint: '重新执行 opsledger restore-test',
  });

async function save(
  session: Session,
  request: RestoreTestRequest,
  done: Finished,
  transcript: Uint8Array,
): Promise<RestoreTestResult> {
  const sha256 = sha256Of(transcript);
  const draft = restoreTestDraft(session.workspace.settings.restore, request, done, {
    ...{ sha256, name: '恢复测试过程.txt', type: 'text/plain', size: transcript.length },
    ...{ subject: '恢复测试全过程', takenAt: done.finishedAt },
  });
  const saved = await session.workspace.change(
    `恢复测试 ${draft.set}`,
    async (change) => {
      await change.putEvidence(transcript);
      const added = await change.addRecord<RestoreTestRecord>('restore-test', draft);
      await requireReferences(session.workspace.records, await loadKind('restore-test'), added.record, '恢复测试');
      return added;
    },
    { at: done.finishedAt, of: 'measured' },
  );
  const { record } = saved;
  const count = (result: RestoreTestRecord['tables'][number]['result']) =>
    record.tables.filter((row) => row.result === result).length;
  return {
    id: saved.id,
    record: saved.path,
    result: record.result,
    failure: record.failure ?? null,
    set: record.set,
    tables: {
      same: count('same'),
      different: count('different'),
      missing: count('missing'),
      extra: count('extra'),
      unchecked: count('unchecked'),
    },
    rtoSeconds: record.rtoActual ?? null,
    rpoSeconds: record.rpoActual ?? null,
    missed: missedGoals(record),
    permitProblem: done.permitProblem,
    cleaned: record.cleanedAt !== undefined,
    transcript: sha256,
  };
}

/** What of a restore test decides whether its permit fits. */
type PermittedTest = Pick<RestoreTestRecord, 'asset' | 'startedAt' | 'finishedAt' | 'operator'>;

/** @throws UserError when neither a permit nor the lack of one is named, both are, or the permit is not recorded */
export async function namedPermit(
  { workspace }: Session,
  { permit, withoutPermit }: { permit?: string; withoutPermit?: string },
): Promise<PermitRecord | null> {
  if ((permit === undefined) === (withoutPermit === undefined)) {
    throw new UserError('须写明许可', {
      at: '--permit / --without-permit',
      found: permit === undefined ? '（缺少）' : '两者都写了',
      expected: '许可编号（XK-…）；没有许可的用 --without-permit 如实写明',
    });
  }
  if (permit === undefined) return null;
  const stored = await workspace.records.get<PermitRecord>(permit);
  if (stored?.kind === 'permit') return stored.record;
  throw new UserError('没有这份许可', { at: '--permit', found: permit, expected: '已登记的许可编号（XK-…）' });
}

/**
 * Why the permit does not cover the test (expired, another operation or asset, a written one overdue, only the supplier tells of
 * it …); null when it does.
 * The same judgement lists the test in the 合同履约对照表.
 */
export function permitProblem(session: Session, permit: PermitRecord, test: PermittedTest): string | null {
  const record = { ...test, id: '', kind: 'restore-test', permit: permit.id } as unknown as AnyRecord;
  // Whether the conditions are kept (cleaned up that day, reviewed) shows only in the finished record.
  const operations = operationsOf([record]).map((one) => ({ ...one, kept: {} }));
  const [cover] = coverOf(
    operations,
    [permit],
    permitContextOf(session.workspace.contract.contract, test.finishedAt, (date) =>
      session.workdays.isWorkingDay(date),
    ),
  );
  if (cover === undefined || !(cover.breach || cover.doubt)) return null;
  const clauses = inBrackets(clausesOf(session.workspace.contract.contract, 'permit'));
  return `${cover.breach ? '许可不符' : '许可待核实'}${clauses}：${cover.text}`;
}
