/** Each page of the desk says when nothing else runs: that it answers shows only that it answers. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Heartbeat } from '../../src/workspace/store/heartbeat.ts';
import { HEARTBEAT_FILE } from '../../src/workspace/store/heartbeat.ts';
import { DAY, makeWorkspace } from '../pipeline/_workspace.ts';
import { openTestDesk, type TestDesk } from './_desk.ts';

const at = (time: string): string => `${DAY}T${time}:00+08:00`;
let root: string;
let desk: TestDesk;
beforeEach(async () => {
  root = await makeWorkspace();
  desk = await openTestDesk(root, at('10:00'));
});
afterEach(() => desk.close());

async function lived(changes: Partial<Heartbeat>): Promise<void> {
  const beat: Heartbeat = {
    ...{ schema: 1, by: 'start', startedAt: at('08:00'), livedAt: at('10:00'), roundSeconds: 60, siteSeconds: 3600 },
    ...{ stoppedAt: null, running: [], ended: null, failed: [], said: [], gap: null, unreached: null },
    ...changes,
  };
  await mkdir(join(root, '.opsledger'), { recursive: true });
  await writeFile(join(root, HEARTBEAT_FILE), JSON.stringify(beat));
}

const notice = async (role: string): Promise<string | null> => {
  const html = await (await (await desk.person(role)).get('/desk/account')).text();
  return /<div class="ol-heartbeat"[^>]*>([^<]*)</.exec(html)?.[1] ?? null;
};

it('says nothing where none ever ran, and while it lives', async () => {
  expect(await notice('engineer')).toBeNull();
  await lived({});
  expect(await notice('engineer')).toBeNull();
});

it('says to everybody signed in since when it has not run, and to nobody else', async () => {
  await lived({});
  desk.setClock(at('10:04'));
  for (const role of ['engineer', 'administrator', 'purchaser']) {
    expect(await notice(role)).toContain('调度没有运行：最后一次活动 2026-11-24 10:00，已过 4 分');
  }
  expect(await (await desk.visitor.get('/desk/sign-in')).text()).not.toContain('ol-heartbeat');
});

it('says what hangs while the process still lives', async () => {
  await lived({ running: [{ what: '每日巡检与签发', since: at('09:30') }] });
  expect(await notice('engineer')).toContain('每日巡检与签发自 2026-11-24 09:30 起没有结束');
});
