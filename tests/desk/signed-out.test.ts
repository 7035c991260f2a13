/** A form sent by somebody whose sign-in is over: told so, with the way to sign in; and what the audit log calls it. */
import { expect, it } from 'vitest';
import { PASSWORD } from '../accounts/_database.ts';
import { DAY, makeUnfilledWorkspace } from '../pipeline/_workspace.ts';
import { openTestDesk } from './_desk.ts';

it('leads to the sign-in, and is no English line in the log', async () => {
  const desk = await openTestDesk(await makeUnfilledWorkspace(), `${DAY}T09:00:00+08:00`);
  const engineer = await desk.person('engineer');
  const password = 'Sober-Meadow-Kettle-41';
  await engineer.post('/desk/account/password', { current: PASSWORD, password, again: password });
  const again = await desk.person('engineer');
  await again.post('/desk/sign-out');
  const late = await again.post('/desk/checks/fill');
  const page = await late.text();
  expect([late.status, page.includes('<a href="/desk/sign-in">重新登录</a>')]).toEqual([403, true]);
  const to = (await again.get('/desk/records')).headers.get('location') ?? '';
  expect(await (await again.get(to)).text()).toContain('登录已结束');
  const auditor = await desk.person('auditor');
  const log = await (await auditor.get('/desk/audit')).text();
  expect(log).toContain('更换口令（POST /account/password）');
  expect(log).toContain('退出登录（POST /sign-out）');
  await desk.close();
});

it('what is missing is in the list of its month', async () => {
  const desk = await openTestDesk(await makeUnfilledWorkspace(), '2026-11-26T12:00:00+08:00');
  const engineer = await desk.person('engineer');
  const today = await (await engineer.get('/desk/')).text();
  const href = /缺失 \d+ 期，最近为 <a href="([^"]+)"/.exec(today)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
  expect(href).toBe('/desk/documents?month=2026-11');
  expect(await (await engineer.get(href)).text()).toContain('缺失');
  await desk.close();
});
