/** A round in a process of its own: what it gives and what it refuses reaches the one that asked. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { inOwnProcess } from '../../../src/pipeline/run/own-process.ts';
import { makeUnfilledWorkspace, newFolder } from '../_workspace.ts';

it('gives what the work gave', async () => {
  const dir = await makeUnfilledWorkspace();
  const times = { now: '2026-11-24T03:00:00+08:00' };
  expect(await inOwnProcess<boolean>({ work: 'tick', dir, times }, () => undefined)).toBe(false);
});

it('refuses as the work refused, with file, place and what to do', async () => {
  const dir = join(await newFolder(), 'none');
  const error = await inOwnProcess({ work: 'publish', dir }, () => undefined).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect([(error as UserError).exitCode, (error as UserError).message]).toEqual([2, expect.stringContaining('工作区')]);
});
