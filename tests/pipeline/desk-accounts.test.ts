/** For whom views are built: whom the settings name, and whoever has an account. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DESK_DATABASE } from '../../src/accounts/database.ts';
import { addAccount, disableAccount } from '../../src/desk/accounts.ts';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { othersViews } from '../../src/pipeline/desk-accounts.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { loadSettings } from '../../src/workspace/settings/settings.ts';
import { makeWorkspace, open } from './_workspace.ts';

const NOW = '2026-11-24T10:00:00+08:00';

it('the side of whoever has an account, without a setting, until the account is disabled', async () => {
  const root = await makeWorkspace();
  const settings = await loadSettings(root);
  expect([await othersViews(root, settings), existsSync(join(root, DESK_DATABASE))]).toEqual([[], false]);
  const desk = openDeskSession(root);
  const manager = { now: NOW, by: null, address: '本机' };
  await addAccount(desk, { name: 'cai-gou', person: '某某', role: 'purchaser' }, manager);
  expect(await othersViews(root, settings)).toEqual(['purchaser']);
  expect((await siteContent(await open(root), NOW)).model.hasDesk).toBe(true);
  const named = { ...settings, site: { ...settings.site, views: ['audit', 'purchaser'] as const } };
  expect(await othersViews(root, named)).toEqual(['audit', 'purchaser']);
  await disableAccount(desk, 'cai-gou', '离岗', manager);
  await desk.close();
  expect(await othersViews(root, settings)).toEqual([]);
});
