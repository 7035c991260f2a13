/** Who has an account at the desk, as far as it decides what is built for them. Changes nothing, makes no database. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DESK_DATABASE } from '../accounts/database.ts';
import type { Role } from '../contract/acts.ts';
import type { Settings } from '../workspace/settings/settings.ts';

type OthersView = Settings['site']['views'][number];

/** Views of the site by the side of an account, beside the supplier's own. */
const VIEW_OF: Readonly<Partial<Record<Role['side'], OthersView>>> = { purchaser: 'purchaser', auditor: 'audit' };

/** @param root of the workspace. @returns ids of the roles of accounts that were not disabled; none without a desk */
export async function rolesInUse(root: string): Promise<string[]> {
  const path = join(root, DESK_DATABASE);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return [];
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database.prepare('SELECT DISTINCT role FROM account WHERE disabledAt IS NULL').all();
    return (rows as { role: string }[]).map(({ role }) => role);
  } finally {
    database.close();
  }
}

/**
 * Views of the site for others than the supplier: those that the settings name, and that of each side that has an account, which
 * would find nothing else.
 */
export async function othersViews(
  root: string,
  { site, desk }: Pick<Settings, 'site' | 'desk'>,
): Promise<OthersView[]> {
  const used = await rolesInUse(root);
  const own = desk.roles.flatMap(({ id, side }) => (used.includes(id) ? (VIEW_OF[side] ?? []) : []));
  return [...new Set([...site.views, ...own])];
}
