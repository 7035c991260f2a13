/** A command about accounts that is typed in another folder says so, as every command does, and makes nothing there. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listAccounts, listRoles } from '../../src/desk/accounts.ts';
import { newFolder } from '../pipeline/_workspace.ts';

it('is told from an error of the program', async () => {
  const folder = await newFolder();
  for (const root of [folder, join(folder, 'workspace')]) {
    for (const asked of [listAccounts(root), listRoles(root)]) {
      await expect(asked).rejects.toMatchObject({ summary: '不是工作区', exitCode: 2 });
    }
  }
  expect(await readdir(folder)).toEqual([]);
});
