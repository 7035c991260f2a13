/**
 * Records that somebody rewrote in the history: what a machine wrote has its first version there, and only the program may
 * write it anew; no record is ever deleted.
 */
import { UserError } from '../../contract/error.ts';
import { changedMeasured, isMachineWritten } from '../../records/measured.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { HAND_EDIT } from '../../workspace/change/hand-edits.ts';
import type { Rewrite } from '../../workspace/git/git.ts';
import { IDENTITY } from '../../workspace/git/run.ts';
import { placeIn } from '../../workspace/store/record-check.ts';
import { readRecord } from '../../workspace/store/record-file.ts';
import type { FileProblem } from '../../workspace/store/records.ts';
import { parseData } from '../../workspace/text/yaml.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';

const OWN = `${IDENTITY.name} <${IDENTITY.email}>`;

/** Commits that are not the program's own writing. */
const isByHand = ({ author, subject }: Rewrite): boolean => author !== OWN || subject.startsWith(HAND_EDIT);

/** @returns one problem a record, naming the commit that did it */
export async function rewrittenRecords({ workspace }: Session): Promise<FileProblem[]> {
  const found = new Map<string, FileProblem>();
  for (const rewrite of (await workspace.git.rewrites('records')).filter(isByHand)) {
    for (const { path, state } of rewrite.files) {
      const what = state === 'deleted' ? '记录被删除' : await measuredChange(workspace, rewrite.commit, path);
      if (what !== null)
        found.set(path, { path, message: `${what}（提交 ${rewrite.commit.slice(0, 12)}，${rewrite.at}）` });
    }
  }
  // What stands as it was first written has been put right.
  for (const path of found.keys()) if (await isRestored(workspace, path)) found.delete(path);
  return [...found.values()];
}

type Workspace = Session['workspace'];

async function measuredChange({ git }: Workspace, commit: string, path: string): Promise<string | null> {
  const [before, after] = await Promise.all([recordAt(git, `${commit}^`, path), recordAt(git, commit, path)]);
  if (before === undefined || !isMachineWritten(before.kind, before.record)) return null;
  if (after === undefined) return '采集记录被手工改成不可读';
  const [field] = changedMeasured(before.kind, before.record, after.record);
  return field === undefined
    ? null
    : `采集记录在写入之后被手工修改：${placeIn(before.kind, field)}；首次写入的版本在版本库中`;
}

/** The newest commit that rewrote it gave back what it had said before the first. */
async function isRestored({ git }: Workspace, path: string): Promise<boolean> {
  const own = (await git.rewrites(path)).filter(isByHand);
  const [first] = own;
  if (first === undefined) return false;
  const [before, now] = await Promise.all([recordAt(git, `${first.commit}^`, path), recordAt(git, 'HEAD', path)]);
  return (
    before !== undefined && now !== undefined && changedMeasured(before.kind, before.record, now.record).length === 0
  );
}

interface Version {
  kind: RecordKind;
  record: AnyRecord;
}

/** undefined: the commit has no such file, or it is no record. */
async function recordAt(git: Workspace['git'], commit: string, path: string): Promise<Version | undefined> {
  const id = path.split('/')[1] ?? '';
  if (!(await kindIds()).includes(id)) return undefined;
  const bytes = await git.showFile(commit, path);
  if (bytes === undefined) return undefined;
  const kind = await loadKind(id);
  try {
    return { kind, record: readRecord(kind, parseData(bytes, path), path) };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
