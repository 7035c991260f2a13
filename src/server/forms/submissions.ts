/**
 * One form, one record: whoever sends a form twice, at once or after the server died in between, gets the record that came of
 * it the first time.
 */
import type { DatabaseSync } from 'node:sqlite';
import { UserError } from '../../contract/error.ts';

export interface Submission {
  form: string;
  account: string;
  kind: string;
  /** ISO instant of this attempt. */
  now: string;
}

export interface Submissions {
  /**
   * @param save saves the record as of that instant, and gives its id
   * @param savedAt the record that the account entered at an instant: of an attempt of which nobody heard how it ended
   * @returns the id, and whether the record came of an earlier attempt
   * @throws whatever `save` throws; the form may be sent again then
   */
  once(
    submission: Submission,
    save: (at: string) => Promise<string>,
    savedAt: (at: string) => Promise<string | null>,
  ): Promise<{ id: string; again: boolean }>;
}

/** Days for which a form is known: as long as a page may stay open. */
const KNOWN_DAYS = 60;
const DAY_MS = 86_400_000;

export function openSubmissions(database: DatabaseSync): Submissions {
  const get = database.prepare('SELECT account, at, record FROM submission WHERE form = ?');
  const begin = database.prepare('INSERT OR REPLACE INTO submission (form, account, kind, at) VALUES (?, ?, ?, ?)');
  const done = database.prepare('UPDATE submission SET record = ? WHERE form = ?');
  const forget = database.prepare('DELETE FROM submission WHERE form = ?');
  const purge = database.prepare('DELETE FROM submission WHERE at < ?');
  const running = new Map<string, Promise<string>>();
  const run = async (
    { form, account, kind, now }: Submission,
    save: (at: string) => Promise<string>,
  ): Promise<string> => {
    purge.run(new Date(Date.parse(now) - KNOWN_DAYS * DAY_MS).toISOString());
    begin.run(form, account, kind, now);
    try {
      const id = await save(now);
      done.run(id, form);
      return id;
    } catch (error) {
      // What was refused is known not to be saved; of anything else nobody knows, and the next attempt looks.
      if (error instanceof UserError && error.exitCode === 2) forget.run(form);
      throw error;
    }
  };
  return {
    async once(submission, save, savedAt) {
      const { form, account } = submission;
      const known = get.get(form) as { account: string; at: string; record: string | null } | undefined;
      if (known !== undefined && known.account !== account) throw foreign();
      if (known?.record) return { id: known.record, again: true };
      const now = running.get(form);
      if (now !== undefined) return { id: await now, again: true };
      const work = (async () => {
        const found = known === undefined ? null : await savedAt(known.at);
        if (found === null) return { id: await run(submission, save), again: false };
        done.run(found, form);
        return { id: found, again: true };
      })();
      const id = work.then((one) => one.id);
      id.catch(() => undefined);
      running.set(form, id);
      return work.finally(() => running.delete(form));
    },
  };
}

const foreign = (): UserError =>
  new UserError('这张表单是另一个账号的', { expected: '自己打开的表单', hint: '重新打开表单再填写' });
