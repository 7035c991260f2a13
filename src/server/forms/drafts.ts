/**
 * Drafts of forms, kept on the server while somebody types: their texts in the desk's database, their files in a folder of their
 * own. Nobody but the account sees one, and each is forgotten after a month, or when its record was saved.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { DRAFT_DAYS } from '../../accounts/database.ts';
import type { UploadedFile } from '../../forms/form-values.ts';
import type { Typed } from '../../forms/typed.ts';
import { sizeLimitText, sizeText } from '../../wording/figures.ts';

/** Greatest size of all files of one form, in bytes. */
export const MOST_BYTES = 300 * 1024 * 1024;
const MOST_FILES = 40;
const DAY_MS = 86_400_000;

/** A file that waits with its form. */
export interface DraftFile {
  id: string;
  /** As the person named it. */
  name: string;
  size: number;
  sha256: string;
  /** What the person said of it; as typed. */
  subject: string;
  place: string;
  takenAt: string;
  proof: string;
}

/** What stands in a form beside its files. */
export interface FormState {
  typed: Typed;
  /** Of an edit: why, and what the form showed when it was opened. */
  reason: string;
  version: string;
  base: Typed | null;
}

export interface Draft {
  /** Id of the form. */
  form: string;
  kind: string;
  /** Id of the record that is edited; null: a new one. */
  record: string | null;
  state: FormState;
  files: readonly DraftFile[];
  /** ISO instant of the last change. */
  at: string;
}

export interface Drafts {
  /** The draft of a form, if it is this account's. */
  get(form: string, account: string): Draft | null;
  /** Newest first, with those that are too old removed. */
  list(account: string, now: string): Draft[];
  /** Keeps what was typed. @returns false when the form is another account's */
  keep(draft: Omit<Draft, 'files'>, account: string, files?: readonly DraftFile[]): boolean;
  /**
   * Takes uploaded files to the form.
   * @returns all its files, or what is against it in Chinese; nothing is taken then
   */
  take(
    form: string,
    has: readonly DraftFile[],
    uploads: readonly UploadedFile[],
  ): Promise<readonly DraftFile[] | string>;
  /** Where a file of a form lies. */
  pathOf(form: string, file: DraftFile): string;
  /** Forgets a draft and its files. */
  drop(form: string, account: string): Promise<void>;
}

/** Form ids are ours: a random UUID, which is also the name of a folder. */
export const isFormId = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

interface Row {
  form: string;
  kind: string;
  record: string | null;
  state: string;
  files: string;
  at: string;
}

const draftOf = ({ state, files, ...row }: Row): Draft => ({
  ...row,
  state: JSON.parse(state) as FormState,
  files: JSON.parse(files) as DraftFile[],
});

/** @param folder of the files that wait; made when it is needed */
export function openDrafts(database: DatabaseSync, folder: string): Drafts {
  const columns = 'form, kind, record, state, files, at';
  const one = database.prepare(`SELECT ${columns} FROM draft WHERE form = ? AND account = ?`);
  const owner = database.prepare('SELECT account FROM draft WHERE form = ?');
  const own = database.prepare(`SELECT ${columns} FROM draft WHERE account = ? ORDER BY at DESC, form`);
  const old = database.prepare('SELECT form, account FROM draft WHERE at < ?');
  const all = database.prepare('SELECT form FROM draft');
  const put = database.prepare(
    `INSERT INTO draft (form, account, kind, record, state, files, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (form) DO UPDATE SET state = excluded.state, files = excluded.files, at = excluded.at`,
  );
  const remove = database.prepare('DELETE FROM draft WHERE form = ? AND account = ?');
  const pathOf = (form: string, { id, name }: DraftFile): string => join(folder, form, id, name);
  const drop = async (form: string, account: string): Promise<void> => {
    if (!isFormId(form) || one.get(form, account) === undefined) return;
    remove.run(form, account);
    await rm(join(folder, form), { recursive: true, force: true });
  };
  return {
    pathOf,
    drop,
    get(form, account) {
      const row = isFormId(form) ? (one.get(form, account) as Row | undefined) : undefined;
      return row === undefined ? null : draftOf(row);
    },
    list(account, now) {
      const before = new Date(Date.parse(now) - DRAFT_DAYS * DAY_MS).toISOString();
      for (const row of old.all(before) as { form: string; account: string }[]) void drop(row.form, row.account);
      void forgetFolders(folder, new Set((all.all() as { form: string }[]).map(({ form }) => form)));
      return (own.all(account) as unknown as Row[]).map(draftOf);
    },
    keep({ form, kind, record, state, at }, account, files) {
      if (!isFormId(form)) return false;
      const known = owner.get(form) as { account: string } | undefined;
      if (known !== undefined && known.account !== account) return false;
      const held = files ?? (known === undefined ? [] : draftOf(one.get(form, account) as unknown as Row).files);
      // In one zone, so that they compare as texts.
      const instant = new Date(at).toISOString();
      put.run(form, account, kind, record, JSON.stringify(state), JSON.stringify(held), instant);
      return true;
    },
    async take(form, has, uploads) {
      const size = [...has, ...uploads].reduce((sum, file) => sum + file.size, 0);
      if (size > MOST_BYTES)
        return `全部附件共 ${sizeText(size)}，超过一张表单的上限 ${sizeLimitText(MOST_BYTES)}；刚选的没有收下`;
      if (has.length + uploads.length > MOST_FILES) return `附件多于 ${MOST_FILES} 个；刚选的没有收下`;
      const taken: DraftFile[] = [];
      for (const { name, path, size: bytes, sha256 } of uploads) {
        if ([...has, ...taken].some((file) => file.sha256 === sha256)) continue;
        const file: DraftFile = {
          id: randomUUID(),
          name,
          size: bytes,
          sha256,
          subject: '',
          place: '',
          takenAt: '',
          proof: '',
        };
        const to = pathOf(form, file);
        await mkdir(dirname(to), { recursive: true, mode: 0o700 });
        await rename(path, to);
        taken.push(file);
      }
      return [...has, ...taken];
    },
  };
}

/** Folders of forms that have no draft: of a server that was killed between the two. */
async function forgetFolders(folder: string, known: ReadonlySet<string>): Promise<void> {
  const there = await readdir(folder).catch(() => []);
  const left = there.filter((name) => isFormId(name) && !known.has(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
