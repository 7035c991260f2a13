/**
 * The history of one record: every version that the repository has of it, who wrote it, when, by which way, and what it changed. A
 * correction tells of itself; what was written past the program is told by the fields that differ.
 */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../contract/error.ts';
import { allowList } from '../../guard/allowed.ts';
import { unsaidRecord } from '../../guard/unsaid.ts';
import { differencesBetween } from '../../records/differences.ts';
import { fieldsOf } from '../../records/fields.ts';
import { type AnyRecord, entryChannels, type RecordKind } from '../../records/record.ts';
import type { RecordStep, TracedStep } from '../../records/record-step.ts';
import { rowLists } from '../../records/row.ts';
import { correctionText } from '../../wording/corrections.ts';
import { HAND_EDIT } from '../../workspace/change/hand-edits.ts';
import { blobOfMark } from '../../workspace/git/erased.ts';
import { IDENTITY } from '../../workspace/git/run.ts';
import { readRecord } from '../../workspace/store/record-file.ts';
import { parseData } from '../../workspace/text/yaml.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';

const OWN = `${IDENTITY.name} <${IDENTITY.email}>`;
/** Changes of one correction that are told. */
const MOST_CHANGES = 12;

/** A commit that left the file of a record as it is in `blob`, or took it away. */
interface Change {
  at: string;
  commit: string;
  blob: string | null;
  /** How it came in where not through the program; empty: through it. */
  way: string;
}

/** @param path of the record's file in the workspace @returns oldest first; none of what was never committed */
export async function recordHistory({ workspace: { root, git } }: Session, path: string): Promise<RecordStep[]> {
  const kind = await loadKind(path.split('/')[1] ?? '');
  const changes = (await changesBelow(git, path)).get(path) ?? [];
  const objects = git.objects();
  try {
    const allow = await allowList(root);
    const seen = (version: AnyRecord) => unsaidRecord(version, allow);
    const steps = await stepsOf(kind, path, changes, (blob) => objects.bytes(blob), seen);
    // Values are for who may see them: the desk shows what a correction keeps of them.
    return steps.map(({ differences: _, reason: __, madeAt: ___, ...step }) => step);
  } finally {
    objects.close();
  }
}

/** A record with the file in which it stands. */
export interface StoredRecord {
  kind: RecordKind;
  record: AnyRecord;
  path: string;
}

/**
 * The same of many records: the history is walked once for all, and only what was written more than once is read.
 * @returns by the record's id, oldest first; nothing of what was never committed
 */
export async function recordHistories(
  { workspace: { git } }: Pick<Session, 'workspace'>,
  all: readonly StoredRecord[],
): Promise<Map<string, TracedStep[]>> {
  const byPath = await changesBelow(git, 'records');
  const objects = git.objects();
  try {
    const histories = new Map<string, TracedStep[]>();
    for (const { kind, record, path } of all) {
      const changes = byPath.get(path) ?? [];
      const [first, ...later] = changes;
      if (first === undefined) continue;
      const { at, commit, way } = first;
      const steps =
        later.length === 0
          ? [{ at, commit, madeAt: at, ...stepOf(kind, undefined, record, way) }]
          : await stepsOf(kind, path, changes, (blob) => objects.bytes(blob));
      histories.set(record.id, steps);
    }
    return histories;
  } finally {
    objects.close();
  }
}

/** What every commit did to the files below a path, oldest first, by the path of each. */
async function changesBelow(git: Git, below: string): Promise<Map<string, Change[]>> {
  const [commits, entries] = await Promise.all([git.changes(undefined, below), git.historyOf(below)]);
  const byCommit = new Map(entries.map((one) => [one.commit, one]));
  const byPath = new Map<string, Change[]>();
  for (const { commit, at, files } of commits) {
    const { author = OWN, subject = '' } = byCommit.get(commit) ?? {};
    const past = author !== OWN ? `直接写入版本库（${author.replace(/ <.*>$/, '')}）` : '';
    const way = subject.startsWith(HAND_EDIT) ? '手工修改文件' : past;
    for (const { path, blob } of files) {
      const own = byPath.get(path);
      if (own === undefined) byPath.set(path, [{ at, commit, blob, way }]);
      else own.push({ at, commit, blob, way });
    }
  }
  return byPath;
}

async function stepsOf(
  kind: RecordKind,
  path: string,
  changes: readonly Change[],
  read: (blob: string) => Promise<Uint8Array | undefined>,
  seen?: (version: AnyRecord) => Promise<AnyRecord>,
): Promise<TracedStep[]> {
  const steps: TracedStep[] = [];
  let before: Version | undefined;
  for (const { at, commit, blob, way } of changes) {
    const version = versionOf(kind, blob === null ? null : await read(blob), path);
    const after = typeof version === 'string' || seen === undefined ? version : await seen(version);
    steps.push({ at, commit, madeAt: at, ...stepOf(kind, before, after, way) });
    before = after;
  }
  return steps;
}

/** A record, or in words why there is none. */
type Version = AnyRecord | string;

function versionOf(kind: RecordKind, bytes: Uint8Array | null | undefined, path: string): Version {
  if (bytes === null) return '文件被删除';
  if (bytes === undefined) return '这一版的内容不在版本库中';
  if (blobOfMark(Buffer.from(bytes)) !== undefined) return '这一版的内容已依规清除';
  try {
    return readRecord(kind, parseData(bytes, path), path);
  } catch (error) {
    if (error instanceof UserError) return '这一版的内容不可读';
    throw error;
  }
}

type Git = Session['workspace']['git'];
type Told = Omit<TracedStep, 'at' | 'commit' | 'madeAt'> & Partial<Pick<TracedStep, 'madeAt'>>;
const NOTHING = { reason: '', differences: [] };

/** @param past how it came in where not through the program; empty: through it */
function stepOf(kind: RecordKind, before: Version | undefined, after: Version, past: string): Told {
  if (typeof after === 'string') return { by: '', way: past, what: after, ...NOTHING };
  if (before === undefined || typeof before === 'string') {
    const { enteredBy } = after;
    const way = past === '' && enteredBy !== undefined ? entryChannels[enteredBy.channel] : past;
    return { by: enteredBy?.name ?? '', way, what: before === undefined ? '登记' : '写回', ...NOTHING };
  }
  const corrections = (after.corrections ?? []).slice((before.corrections ?? []).length);
  const known = new Set((before.attachments ?? []).map(({ sha256 }) => sha256));
  const attached = (after.attachments ?? []).filter(({ sha256 }) => !known.has(sha256));
  const withdrawn = before.withdrawn === undefined ? after.withdrawn : undefined;
  const told = [
    ...corrections.map((one) => `${correctionText(one, MOST_CHANGES)}（${one.reason}）`),
    ...(attached.length === 0 ? [] : [`添加附件 ${attached.map(({ name }) => name).join('、')}`]),
    ...(withdrawn === undefined ? [] : [`作废：${withdrawn.reason}`]),
  ];
  const last = corrections.at(-1);
  const by = last?.by ?? withdrawn?.by ?? '';
  return {
    ...{ by, way: past, what: told.join('；') || changedText(kind, before, after) },
    reason: corrections.map(({ reason }) => reason).join('；'),
    ...(last === undefined ? {} : { madeAt: last.at }),
    differences: differencesBetween(fieldsOf(kind.schema), rowLists(kind.schema), before, after),
  };
}

/** What differs without a word of it in the record. */
function changedText(kind: RecordKind, before: AnyRecord, after: AnyRecord): string {
  const [was, is] = [{ ...before }, { ...after }] as Record<string, unknown>[];
  const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
  const labels = new Map(fieldsOf(kind.schema).map(({ name, label }) => [name, label]));
  const changed = [...names].filter((name) => !isDeepStrictEqual(was?.[name], is?.[name]));
  return changed.length === 0
    ? '重新写入，内容相同'
    : `改动 ${changed.map((name) => labels.get(name) ?? name).join('、')}，没有写明原因`;
}
