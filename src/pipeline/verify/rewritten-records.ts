/**
 * Records that somebody rewrote in the history: what a machine wrote has its first version there, and only the program may
 * write it anew; no record is ever deleted; and what a record made void (作废) stays void for the reason that was given first.
 */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../contract/error.ts';
import { formatDateTime } from '../../contract/time.ts';
import { changedMeasured, isMachineWritten } from '../../records/measured.ts';
import type { AnyRecord, Correction, RecordKind } from '../../records/record.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { HAND_EDIT } from '../../workspace/change/hand-edits.ts';
import { saysCorrection, saysRewrite } from '../../workspace/change/program-text.ts';
import { standingOf, untoldChange, writtenPast } from '../../workspace/change/untold-changes.ts';
import type { Git, Rewrite } from '../../workspace/git/git.ts';
import { IDENTITY } from '../../workspace/git/run.ts';
import { placeIn } from '../../workspace/store/record-check.ts';
import { readRecord } from '../../workspace/store/record-file.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import { parseData } from '../../workspace/text/yaml.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';

const OWN = `${IDENTITY.name} <${IDENTITY.email}>`;

/** Commits that are not the program's own writing. */
const isByHand = ({ author, subject }: Rewrite): boolean => author !== OWN || subject.startsWith(HAND_EDIT);

/** A record that is not as it was written, and as which it counts until that is put right; undefined: as nothing that can be read. */
export interface Rewritten extends FileProblem {
  sound?: AnyRecord | undefined;
}

/**
 * @returns one problem a record, naming the commit that did it. Whoever can write to the repository can bear the program's name, so
 * that what it never does is told of its commits, too.
 */
export async function rewrittenRecords({ workspace: { git } }: Pick<Session, 'workspace'>): Promise<Rewritten[]> {
  const head = await git.head();
  const known = judged.get(git);
  if (known?.head === head) return known.found;
  const found = rewrittenUpTo(git);
  judged.set(git, { head, found });
  // Whoever waits for it is told; the next one tries anew.
  found.catch(() => judged.delete(git));
  return found;
}

/** A history says the same for as long as nobody continues it. */
const judged = new WeakMap<Git, { head: string; found: Promise<Rewritten[]> }>();

async function rewrittenUpTo(git: Git): Promise<Rewritten[]> {
  const objects = git.objects();
  try {
    const read = async (path: string, blob: string) => recordOf(await objects.bytes(blob), path);
    const found = new Map<string, Found>();
    for (const rewrite of await git.rewrites('records')) {
      // All are asked for before the first answer is waited for.
      const asked = rewrite.files.map((file) => ({ ...file, bytes: objects.bytes(file.before) }));
      for (const { path, before, after, bytes } of asked) {
        if (found.has(path) && found.get(path)?.problem.message.startsWith(DELETED) === true) continue;
        const first = found.get(path)?.before ?? before;
        const isFirst = async (now: Version | undefined) => isSame(await read(path, first), now);
        const what =
          after === null
            ? { message: DELETED, isHealed: isFirst }
            : await changeOf(rewrite, { path, before: await bytes, isFirst }, () => read(path, after));
        if (what === null) continue;
        const message = `${what.message}（提交 ${rewrite.commit.slice(0, 12)}，${formatDateTime(rewrite.at)}）`;
        const past = [...(found.get(path)?.past ?? []), ...(what.past ?? [])];
        found.set(path, { problem: { path, message }, before: first, isHealed: what.isHealed, past });
      }
    }
    const standing = await Promise.all(
      [...found].map(async ([path, { problem, before, isHealed, past }]): Promise<Rewritten[]> => {
        // What stands as it was first written, or was told of since, has been put right.
        const now = await recordOf(await git.showFile('HEAD', path), path);
        if (await isHealed(now)) return [];
        const first = await read(path, before);
        if (first !== undefined && isDeepStrictEqual(first.record, now?.record)) return [];
        return [{ ...problem, sound: now === undefined ? first?.record : soundOf(first, now, past) }];
      }),
    );
    return standing.flat();
  } finally {
    objects.close();
  }
}

const DELETED = '记录被删除';

/** A version that holds it nowhere was entered by a person, as most are: it need not be read as a record. */
const MACHINE = /source["']?\s*:\s*["']?(?:auto|import)/;

/** What a machine wrote, as it wrote it; of what people wrote, all that was told of since. */
function soundOf(first: Version | undefined, now: Version, past: readonly Correction[]): AnyRecord | undefined {
  if (first === undefined || isMachineWritten(first.kind, first.record)) return first?.record;
  return standingOf(first.kind, first.record, now.record, past);
}

/** What was done to a file, and when it has been put right. */
interface Found {
  problem: FileProblem;
  /** Blob of the first version of which something was found. */
  before: string;
  isHealed: Healing;
  /** Corrections that were written past the program. */
  past: readonly Correction[];
}
type Healing = (now: Version | undefined) => Promise<boolean>;

/** What a commit did to a record that it must not have done; null: nothing. @param now reads the version that the commit left */
async function changeOf(
  rewrite: Rewrite,
  { path, before: bytes, isFirst }: { path: string; before: Uint8Array | undefined; isFirst: Healing },
  now: () => Promise<Version | undefined>,
): Promise<{ message: string; isHealed: Healing; past?: readonly Correction[] } | null> {
  const measured = await measuredChange(rewrite, path, bytes, now);
  if (measured !== null) return { message: measured, isHealed: isFirst };
  const [before, after] = [await recordOf(bytes, path), await now()];
  if (before === undefined || after === undefined) return null;
  const { id, corrections: was = [] } = before.record;
  const own = (after.record.corrections ?? []).slice(was.length);
  const isPast = isByHand(rewrite) || !own.every((one) => saysCorrection(rewrite, id, one));
  const written = isPast ? writtenPast(before.record, after.record) : null;
  const told = untoldChange(before.kind, before.record, after.record) ?? written;
  if (told === null) return null;
  return {
    message: `${told.message}：${isByHand(rewrite) ? '手工' : '以本程序的名义'}写入`,
    isHealed: (one) => Promise.resolve(told.isHealed(one?.record)),
    past: written === null ? [] : own,
  };
}

/** @param bytes of the version before @param now reads the one that the commit left */
async function measuredChange(
  rewrite: Rewrite,
  path: string,
  bytes: Uint8Array | undefined,
  now: () => Promise<Version | undefined>,
): Promise<string | null> {
  if (bytes !== undefined && path.startsWith(SIGNOFFS)) return voidChange(await recordOf(bytes, path), await now());
  if (bytes === undefined || !MACHINE.test(Buffer.from(bytes).toString('latin1'))) return null;
  const before = await recordOf(bytes, path);
  if (before === undefined || !isMachineWritten(before.kind, before.record)) return null;
  if (!isByHand(rewrite) && before.kind.recollected === true && saysRewrite(rewrite, before.record.id)) return null;
  const after = await now();
  const how = isByHand(rewrite) ? '手工' : '以本程序的名义';
  if (after === undefined) return `采集记录被${how}改成不可读`;
  const [field] = changedMeasured(before.kind, before.record, after.record);
  return field === undefined
    ? null
    : `采集记录在写入之后被${how}修改：${placeIn(before.kind, field)}；首次写入的版本在版本库中`;
}

const SIGNOFFS = 'records/signoff/';

/** What of a record that makes a document void is said once. */
const VOID_FIELDS = ['action', 'obligation', 'period', 'revision', 'person', 'reason', 'agreedBy', 'at', 'withdrawn'];

const isVoid = ({ kind, record }: Version): boolean =>
  kind.id === 'signoff' && (record as SignoffRecord).action === 'void';

/** Neither becomes one of them what was another act, nor is anything of it but its attachments changed. */
function voidChange(before: Version | undefined, after: Version | undefined): string | null {
  if (before === undefined || ![before, after].some((one) => one !== undefined && isVoid(one))) return null;
  if (after === undefined) return '作废记录被改成不可读';
  const field = changedOfVoid(before, after);
  return field === undefined ? null : `作废记录在写入之后被修改：${placeIn(before.kind, field)}`;
}

const changedOfVoid = (before: Version, after: Version): string | undefined => {
  const [was, is] = [{ ...before.record }, { ...after.record }] as Record<string, unknown>[];
  return VOID_FIELDS.find((field) => !isDeepStrictEqual(was?.[field], is?.[field]));
};

/** The record says again what it had said before the first of these commits. */
const isSame = (before: Version | undefined, now: Version | undefined): boolean =>
  before !== undefined &&
  now !== undefined &&
  ([before, now].some(isVoid)
    ? changedOfVoid(before, now) === undefined
    : changedMeasured(before.kind, before.record, now.record).length === 0);

interface Version {
  kind: RecordKind;
  record: AnyRecord;
}

/** undefined: there are no bytes, or they are no record. */
async function recordOf(bytes: Uint8Array | undefined, path: string): Promise<Version | undefined> {
  const id = path.split('/')[1] ?? '';
  if (bytes === undefined || !(await kindIds()).includes(id)) return undefined;
  const kind = await loadKind(id);
  try {
    return { kind, record: readRecord(kind, parseData(bytes, path), path) };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
