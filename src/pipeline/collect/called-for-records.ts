/** Records that answers call for beside the inspection (备份、操作日志、告警): each once, however often it is seen. */

import type { ProposedRecord } from '../../collectors/_collector.ts';
import { CHECKSUM_CHANGED } from '../../collectors/parts/backup-record.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { dateOf } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { OperationLogRecord } from '../../subjects/operation-logs/kinds/operation-log.ts';
import type { BackupRecord } from '../../subjects/recovery/kinds/backup.ts';
import type { Change, Draft } from '../../workspace/change/change.ts';
import { checkRecord } from '../../workspace/store/record-check.ts';
import { newestSchema } from '../../workspace/store/record-file.ts';
import { fileProblem, type RecordStore } from '../../workspace/store/record-store.ts';
import { loadKind } from '../units.ts';
import { resolveAlerts, saveAlert } from './alerts.ts';
import type { SourceResult } from './run-source.ts';

export interface ProposalContext {
  records: RecordStore;
  /** ISO instant: time of entry. */
  enteredAt: string;
  /** Hash of a raw answer that is kept as evidence of its own. */
  original(source: string, name: string): string | undefined;
  /** 留存最早日志 of an asset; undefined when none is kept yet. */
  earliest(asset: string): Promise<string | undefined>;
}

/** Paths of the records that were added or changed, relative to the workspace. */
export async function saveProposals(
  change: Change,
  results: readonly SourceResult[],
  context: ProposalContext,
): Promise<string[]> {
  const paths: string[] = [];
  const done = new Set<string>();
  for (const { source, records, standing } of results) {
    if (standing !== undefined) paths.push(...(await resolveAlerts(change, standing, context)));
    for (const proposal of records) {
      const key = keyOf(proposal);
      if (done.has(key)) continue;
      done.add(key);
      const path = await saveOne(change, source, proposal, context);
      if (path !== null) paths.push(path);
    }
  }
  return paths;
}

/** What makes two proposals of one run the same: two sources may look at one folder, one alert may come twice. */
function keyOf({ kind, fields }: ProposedRecord): string {
  if (kind === 'backup') return `backup ${fields.asset} ${fields.plan} ${fields.set}`;
  if (kind === 'alert-proposal') return `alert ${fields.fingerprint}`;
  return `log ${fields.asset} ${fields.from} ${fields.total} ${JSON.stringify(fields.users)}`;
}

function saveOne(change: Change, source: string, proposal: ProposedRecord, context: ProposalContext) {
  if (proposal.kind === 'backup') return saveBackup(change, proposal.fields, context);
  if (proposal.kind === 'alert-proposal') return saveAlert(change, proposal, context);
  return saveOperationLog(change, source, proposal, context);
}

const entry = (context: ProposalContext) => ({ source: 'auto' as const, enteredAt: context.enteredAt });

/** A set that changed since it was recorded (it was still being copied) is recorded anew in its place. */
async function saveBackup(change: Change, fields: BackupFields, context: ProposalContext): Promise<string | null> {
  const date = dateOf(fields.at);
  const { records } = await context.records.list<BackupRecord>('backup', { from: date, to: date });
  const known = records.find((one) => one.plan === fields.plan && one.asset === fields.asset && one.set === fields.set);
  if (known === undefined)
    return (await change.addRecord<BackupRecord>('backup', { ...entry(context), ...fields })).path;
  const changed = (['finishedAt', 'size', 'result'] as const).some((key) => known[key] !== fields[key]);
  const found = changed ? fields : heldAgainst(known, fields);
  if (!(changed || isNews(known, found)) || known.source !== 'auto') return null;
  const { reason: _reason, sha256: _sha256, ...kept } = known;
  const draft = { ...kept, ...found, enteredAt: context.enteredAt };
  const why = changed ? '备份集在登记后有变化' : '重新校验备份集';
  return (await change.remeasureRecord<BackupRecord>(known.id, draft, why)).path;
}

type BackupFields = (ProposedRecord & { kind: 'backup' })['fields'];

/** A file of the same size and time with another checksum has rotted: the record keeps the checksum of before. */
function heldAgainst(known: BackupRecord, fields: BackupFields): BackupFields {
  if (known.sha256 === undefined || fields.sha256 === undefined || known.sha256 === fields.sha256) return fields;
  return { ...fields, sha256: known.sha256, verified: 'failed', verifyNote: CHECKSUM_CHANGED };
}

/** What fails is always news; what passes only where nothing was checked before, or it would undo a failure found otherwise. */
function isNews(known: BackupRecord, found: BackupFields): boolean {
  if (found.tables !== undefined && known.tables === undefined) return true;
  if (found.verified === known.verified) return false;
  return found.verified === 'failed' || known.verified === 'not-checked';
}

/** Nothing new is worth a record once a day: it says that the log was looked at. */
async function saveOperationLog(
  change: Change,
  source: string,
  { fields, original }: ProposedRecord & { kind: 'operation-log' },
  context: ProposalContext,
): Promise<string | null> {
  const date = dateOf(fields.to);
  if (original === undefined) {
    const { records } = await context.records.list<OperationLogRecord>('operation-log', { from: date, to: date });
    if (records.some((one) => one.asset === fields.asset)) return null;
  }
  const sha256 = original === undefined ? undefined : context.original(source, original);
  const kept = sha256 === undefined ? {} : { original: sha256, backedUpAt: context.enteredAt, backupLocation: STORE };
  const first = await context.earliest(fields.asset);
  const earliest = first === undefined || Date.parse(first) > Date.parse(fields.from) ? fields.from : first;
  const draft = { ...entry(context), ...fields, ...kept, ...(first === undefined && !sha256 ? {} : { earliest }) };
  return (await change.addRecord<OperationLogRecord>('operation-log', draft)).path;
}

const STORE = '工作区证据库 evidence/';

/**
 * Looks for proposals that are not valid records before anything is saved. A log whose record cannot be saved must not
 * count as read: its source fails. Of other sources only the proposal is left out, and named.
 */
export async function checkProposals(
  results: readonly SourceResult[],
  contract: ContractBundle,
  enteredAt: string,
): Promise<{ results: SourceResult[]; problems: string[] }> {
  const problems: string[] = [];
  const checked: SourceResult[] = [];
  for (const result of results) {
    const valid: ProposedRecord[] = [];
    let failure: string | null = null;
    for (const proposal of result.records) {
      const problem = await proposalProblem(proposal, contract, enteredAt);
      if (problem === null) valid.push(proposal);
      else if (proposal.kind === 'operation-log') failure = `操作日志不能登记：${problem}`;
      else problems.push(`${result.source}：未登记一条记录，${problem}`);
    }
    checked.push(failure === null ? { ...result, records: valid } : failed(result, failure));
  }
  return { results: checked, problems };
}

const failed = ({ standing: _standing, ...result }: SourceResult, reason: string): SourceResult => ({
  ...result,
  reason,
  fault: 'program',
  runs: result.runs.map((run) => ({ ...run, ok: false, reason })),
  readings: [],
  raw: [],
  records: [],
});

async function proposalProblem(
  { kind: kindId, fields }: ProposedRecord,
  contract: ContractBundle,
  enteredAt: string,
): Promise<string | null> {
  const kind = await loadKind(kindId);
  const draft: Draft<AnyRecord> = { source: 'auto', enteredAt, ...fields };
  try {
    checkRecord(
      kind,
      { ...draft, schema: newestSchema(kind), kind: kindId, id: `${kind.prefix}-20000101-001` },
      contract,
      kind.label,
    );
    return null;
  } catch (error) {
    return fileProblem(kind.label, error).message;
  }
}
