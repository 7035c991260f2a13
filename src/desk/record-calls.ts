/** Records of all kinds at the desk: by the same calls as `record`, `withdraw` and `attach`. */
import type { Choice, EntryFault } from '../forms/resolve.ts';
import { allArticles } from '../knowledge/named-articles.ts';
import { recordHistory } from '../pipeline/log/record-history.ts';
import { type AddRequest, addRecord } from '../pipeline/record/add.ts';
import { answerClaim, type ClaimAnswer } from '../pipeline/record/answer-claim.ts';
import { namedKind } from '../pipeline/record/entry-fields.ts';
import { ownTime } from '../pipeline/record/handed-in.ts';
import { type RecordLine as Line, latestLines, recordLines } from '../pipeline/record/list.ts';
import { previewRecord } from '../pipeline/record/preview.ts';
import { withdraw } from '../pipeline/record/withdraw.ts';
import type { Session } from '../pipeline/session.ts';
import type { AnyRecord } from '../records/record.ts';
import { publishedPicture } from '../render/picture.ts';
import type { Actor } from './actor.ts';
import type { DeskSession } from './desk-session.ts';
import { deskWords } from './desk-words.ts';
import { clocksOf, type EnteredClock } from './entered-clocks.ts';
import { entryForm, kindLinesHere, storedEntry } from './entry-form.ts';

export interface RecordLine {
  id: string;
  kind: string;
  /** ISO. */
  at: string;
  text: string;
  /** When, by whom and why; null: it counts. */
  withdrawn: string | null;
}

/** A file of the form. */
export interface EntryFile {
  path: string;
  name: string;
  subject?: string;
  place?: string;
  takenAt?: string;
  proof?: 'purchaser' | 'paper-sheet';
}

export interface Entry {
  kind: string;
  value: Readonly<Record<string, unknown>>;
  files: readonly EntryFile[];
  /** Of an edit. */
  reason?: string;
  version?: string;
}

export interface EntryPreview {
  faults: readonly EntryFault[];
  notices: readonly string[];
  /** Clocks of the record as they would be judged now; none where the kind has none. */
  clocks: readonly EnteredClock[];
}

export interface Saved {
  id: string;
  notices: readonly string[];
}

const SHOWN = '登记台';

/** Kinds in which a word is looked for; of the others there is one a day or more, and nobody looks for a word of theirs. */
const hasWords = ({ writtenBy }: { writtenBy: string | null }): boolean => writtenBy === null;

export function recordsCalls(desk: DeskSession) {
  return {
    /** Every kind, those first that people enter. */
    kinds: () => kindLinesHere(),
    /** Newest first. @throws UserError when there is no such kind */
    lines: (kind: string, most: number) =>
      desk.use(async (session) => {
        const { lines, total } = await latestLines(session, kind, most);
        return { lines: lines.map((line) => ofKind(line, kind)), total };
      }),
    /** Records whose number or telling text has the words, newest first. */
    find: (words: string, most: number) => desk.use((session) => found(session, words, most)),
    /** @throws UserError when there is no such kind */
    form: (kind: string) => desk.use(async (session) => entryForm(session, await namedKind(kind))),
    /** The record with all that was withdrawn; null when there is none. */
    one: (kind: string, id: string) => desk.use((session) => storedEntry(session, kind, id)),
    /** Every version, oldest first; null: there is no such record. */
    history: (kind: string, id: string) =>
      desk.use(async (session) => {
        const stored = await storedEntry(session, kind, id);
        const file = stored === null ? undefined : await session.workspace.records.onFile(id);
        return file === undefined ? null : recordHistory(session, file.path);
      }),
    /** When a picture that was uploaded was taken, by itself; null where it does not say. @param path on this machine */
    takenAt: (path: string) => ownTime(path),
    choices: (source: ChoiceSource) => desk.use((session) => choicesOf(session, source)),
    preview: (entry: Entry, actor: Actor, now: string): Promise<EntryPreview> =>
      desk.use(async (session) => {
        const { faults, notices, record } = await previewRecord(
          session,
          { ...entry.value },
          requestOf(entry, actor, now),
        );
        const say = await deskWords();
        return {
          faults: faults.map((fault) => ({ ...fault, text: say(fault.text) })),
          notices: notices.map(say),
          clocks: record === null ? [] : await clocksOf(session, record, now),
        };
      }),
    /** @throws UserError, `ChangedMeanwhile` among them: nothing is saved then */
    save: (entry: Entry, actor: Actor, now: string): Promise<Saved> =>
      desk.use(async (session) => {
        const { id, notices, claimed, sameAs } = await addRecord(
          session,
          entry.value,
          SHOWN,
          requestOf(entry, actor, now),
        );
        const more = [
          ...(claimed ? ['其中⟦采购人⟧的行为由⟦供应商⟧登记，没有⟦采购人⟧签认的扫描件，暂不计入'] : []),
          ...(sameAs === undefined ? [] : [`当天已有内容相同的记录 ${sameAs}，重复的请作废一条`]),
        ];
        return { id, notices: [...notices, ...more] };
      }),
    /** The record that a person entered at that moment; null when none was. */
    enteredAt: (kind: string, account: string, at: string): Promise<string | null> =>
      desk.use(async ({ workspace }) => {
        const { files } = await workspace.records.list<AnyRecord>(kind);
        const one = files.find(({ record }) => record.enteredAt === at && record.enteredBy?.account === account);
        return one?.record.id ?? null;
      }),
    /** @throws UserError */
    withdraw: (
      { id, ...part }: { id: string; row?: string; attachment?: string; reason: string },
      actor: Actor,
      now: string,
    ) => desk.use((session) => withdraw(session, { record: id, by: actor.name, now, ...part })),
    /** The purchaser's answer to one claim. @throws UserError when it is no longer there */
    answer: (given: Omit<ClaimAnswer, 'now' | 'entered'>, { name, ...actor }: Actor, now: string) =>
      desk.use((session) => answerClaim(session, { ...given, now, entered: { name, ...actor } })),
    /** A picture of a record, upright and without what the camera wrote into it; null when it is none that can be shown. */
    picture: (id: string, sha256: string, most: number) =>
      desk.use(async (session) => {
        const file = await attached(session, id, sha256);
        if (file === null || !/^image\/(png|jpeg)$/.test(file.type)) return null;
        const bytes = await publishedPicture(file.bytes, most);
        return bytes === null ? null : { bytes, type: file.type };
      }),
    /** An attached original; null when the record has none such. */
    original: (id: string, sha256: string) => desk.use((session) => attached(session, id, sha256)),
  };
}

/** An edit carries the id of its record in the value. */
const requestOf = ({ kind, files, reason, version }: Entry, { name, ...actor }: Actor, now: string): AddRequest => ({
  kind,
  now,
  by: name,
  entered: { name, ...actor },
  files,
  ...(reason === undefined ? {} : { reason }),
  ...(version === undefined ? {} : { version }),
});

const ofKind = ({ path: _, ...line }: Line, kind: string): RecordLine => ({ ...line, kind });

async function linesOf(session: Session, kind: string): Promise<RecordLine[]> {
  return (await recordLines(session, kind)).map((line) => ofKind(line, kind));
}

async function found(session: Session, words: string, most: number): Promise<RecordLine[]> {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  const kinds = await kindLinesHere();
  const prefix = /^([a-z]{2,3})-\d/.exec(wanted)?.[1]?.toUpperCase();
  const asked = kinds.filter((kind) => (prefix === undefined ? hasWords(kind) : kind.prefix === prefix));
  const lists = await Promise.all(asked.map((kind) => linesOf(session, kind.id)));
  return lists
    .flat()
    .filter(({ id, text }) => id.toLowerCase().includes(wanted) || text.toLowerCase().includes(wanted))
    .sort((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, most);
}

async function attached({ workspace }: Session, id: string, sha256: string) {
  const stored = await workspace.records.onFile(id);
  const file = stored?.record.attachments?.find((one) => one.sha256 === sha256);
  if (file === undefined) return null;
  return { bytes: await workspace.evidence.getEvidence(sha256), type: file.type, name: file.name };
}

/** Records that are offered, the newest first: older ones are typed by their number. */
const MOST_RECORDS = 200;
/** Milliseconds for which titles of articles are kept: reading them all takes longer than a form may. */
const KEPT = 60_000;

const articles = new WeakMap<Session, { since: number; read: Promise<Choice[]> }>();

type ChoiceSource = 'asset' | 'article' | { kind: string };

/** What a field may name: assets, articles, or records of a kind, newest first. */
async function choicesOf(session: Session, source: ChoiceSource): Promise<Choice[]> {
  if (source === 'asset') return assets(session);
  if (source === 'article') return keptArticles(session);
  const { lines } = await latestLines(session, source.kind, MOST_RECORDS);
  return lines
    .filter(({ withdrawn }) => withdrawn === null)
    .map(({ id, text }) => ({ id, text: text === '' ? id : text, words: `${id} ${text}` }));
}

/** The assets, and the kinds of which a check stands as one row for all its assets. */
const assets = ({ workspace }: Session): Choice[] => [
  ...workspace.contract.assets.map(({ id, name, kindName, place, serial = '', role = '' }) => ({
    id,
    text: `${name}（${kindName}，${place}）`,
    words: [id, name, kindName, place, serial, role].join(' '),
  })),
  ...[...Map.groupBy(workspace.contract.assets, ({ kind }) => kind)].flatMap(([kind, own]): Choice[] => {
    const [first] = own;
    if (first === undefined || own.length === 1 || workspace.contract.assets.some(({ id }) => id === kind)) return [];
    return [{ id: kind, text: `${first.kindName}（${own.length} ${first.counter}）`, words: '', standing: true }];
  }),
];

function keptArticles(session: Session): Promise<Choice[]> {
  const kept = articles.get(session);
  if (kept !== undefined && performance.now() - kept.since < KEPT) return kept.read;
  const read = allArticles(session.workspace.root).then((found) =>
    found.map(({ id, title }) => ({ id, text: title, words: `${id} ${title}` })),
  );
  articles.set(session, { since: performance.now(), read });
  return read;
}
