/** Whether somebody still has to look at today's log. */
import { beforeEach, expect, it } from 'vitest';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { hasDraftToConfirm } from '../../../src/pipeline/signoff/draft-to-confirm.ts';
import { DAY, inspect, makeWorkspace, open } from '../_workspace.ts';

const at = (time: string, day = DAY) => `${day}T${time}+08:00`;
let root: string;
const waits = async (now: string) => hasDraftToConfirm(await open(root), now);

beforeEach(async () => {
  root = await makeWorkspace();
});

it('is so from the first inspection of the day until its log is confirmed', async () => {
  expect(await waits(at('08:00:00'))).toBe(false);
  await inspect(await open(root), at('09:00:00'));
  expect(await waits(at('10:00:00'))).toBe(true);
  await confirm(await open(root), { obligation: 'inspection-log', period: DAY, person: '工程师', now: at('16:00:00') });
  expect(await waits(at('17:00:00'))).toBe(false);
});

it('is not so of the log of another day', async () => {
  await inspect(await open(root), at('09:00:00', '2026-11-23'));
  expect(await waits(at('10:00:00'))).toBe(false);
});
