/** Who has an account at the desk, as far as it decides what is built for them. Changes nothing, makes no database. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DESK_DATABASE, deskFault, isDeskFault } from '../accounts/database.ts';
import type { Role } from '../contract/acts.ts';
import type { Settings } from '../workspace/settings/settings.ts';

type OthersView = Settings['site']['views'][number];

/** Views of the site by the side of an account, beside the supplier's own. */
const VIEW_OF: Readonly<Partial<Record<Role['side'], OthersView>>> = { purchaser: 'purchaser', auditor: 'audit' };

/**
 * @param root of the workspace
 * @returns ids of the roles of accounts that were not disabled; none without a desk
 * @throws EnvironmentError (`isDeskFault`) when the database is there and cannot be read
 */
export async function rolesInUse(root: string): Promise<string[]> {
  const path = join(root, DESK_DATABASE);
  if (!(await isThere(path))) return [];
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    try {
      const rows = database.prepare('SELECT DISTINCT role FROM account WHERE disabledAt IS NULL').all();
      return (rows as { role: string }[]).map(({ role }) => role);
    } finally {
      database.close();
    }
  } catch (error) {
    throw deskFault(error);
  }
}

/** true where people have a desk, even one whose accounts cannot be read just now. */
export const hasDesk = async (root: string): Promise<boolean> =>
  (await knownRoles(root)) === null || (await rolesInUse(root)).length > 0;

/** What keeps the accounts from being read, in one line; null: nothing. */
export async function deskTrouble(root: string): Promise<string | null> {
  try {
    await rolesInUse(root);
    return null;
  } catch (error) {
    if (!isDeskFault(error)) throw error;
    return `${error.summary}：${error.place.found ?? ''}；${error.place.hint ?? ''}`;
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** null: nobody can tell. */
const knownRoles = (root: string): Promise<string[] | null> =>
  rolesInUse(root).catch((error: unknown) => {
    if (isDeskFault(error)) return null;
    throw error;
  });

/**
 * Views of the site for others than the supplier: those that the settings name, and that of each side that has an account, which
 * would find nothing else. Where nobody can tell who has one, all of them: whoever may read them is asked by the door.
 */
export async function othersViews(
  root: string,
  { site, desk }: Pick<Settings, 'site' | 'desk'>,
): Promise<OthersView[]> {
  const used = await knownRoles(root);
  const own = desk.roles.flatMap(({ id, side }) => ((used?.includes(id) ?? true) ? (VIEW_OF[side] ?? []) : []));
  return [...new Set([...site.views, ...own])];
}
