/** `remind` at the terminal, and a round of the schedule in a process of its own, against a real mail server. */
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { EnvironmentError } from '../../src/contract/error.ts';
import { remindOnce } from '../../src/pipeline/remind/once.ts';
import { inOwnProcess } from '../../src/pipeline/run/own-process.ts';
import { headerOf, mailServer, shownHeader } from '../notify/_servers.ts';
import { inspect, makeWorkspace, newFolder, open } from '../pipeline/_workspace.ts';
import { opsledgerHere } from '../support/command-here.ts';

const AT = '2026-11-24T16:00:00+08:00';

const server = await mailServer((to) => (to.startsWith('gone') ? 'bounce' : 'take'));
afterAll(() => server.close());

async function workspace(port = server.port, engineer = 'engineer'): Promise<string> {
  const root = await makeWorkspace();
  const path = join(root, 'opsledger.yaml');
  const notify = `
notify:
  channels:
    - { name: mail, type: mail, host: 127.0.0.1, port: ${port}, from: ops@example.internal, security: none }
  addresses:
    - { role: engineer, channel: mail, address: ${engineer}@example.internal }
    - { role: duty, channel: mail, address: duty@example.internal }
    - { role: manager, channel: mail, address: manager@example.internal }
`;
  await writeFile(path, `${await readFile(path, 'utf8')}${notify}`);
  const session = await open(root);
  await inspect(session, '2026-11-24T09:00:00+08:00');
  await session.close();
  return root;
}

const AS_OF = ['--at', '2026-11-24 16:00'];
const remind = async (root: string, ...args: string[]) =>
  opsledgerHere(['remind', ...args, '--workspace', root], { cwd: await newFolder() });

it('lists what is reminded of, and what a round sent, which tells when to look again; writes the calendar', async () => {
  const root = await workspace();
  const before = await remind(root, 'list', ...AS_OF);
  expect(before.code).toBe(0);
  expect(before.stdout).toContain('2026-11-24 17:00　待交　系统巡检日志 2026-11-24　→ engineer');
  const [sent, then] = [server.arrived.length, await remind(root, 'send', ...AS_OF)];
  expect([then.code, then.stderr]).toEqual([2, expect.stringContaining('--at 只用于查看')]);
  expect(server.arrived).toHaveLength(sent);
  const said: string[] = [];
  const order = { work: 'remind', dir: root, now: AT } as const;
  const next = await inOwnProcess<string | null>(order, (text) => said.push(text), undefined, 60_000);
  expect([said, next]).toEqual([expect.arrayContaining(['已发出提醒 1 条']), '2026-11-24T17:01:00+08:00']);
  expect(shownHeader(headerOf(server.arrived.at(-1)?.raw ?? '', 'Subject'))).toMatch(/^【运维台账】/);
  expect((await remind(root, 'list', ...AS_OF)).stdout).toContain(
    '2026-11-24 16:00　已发出　mail engineer@example.internal',
  );
  const file = join(await newFolder(), 'neu', '应交期限.ics');
  expect((await remind(root, 'calendar', ...AS_OF, '-o', file)).code).toBe(0);
  expect(await readFile(file, 'utf8')).toContain('BEGIN:VCALENDAR');
});

it('sends now what is due now, as data too', async () => {
  const sent = await opsledgerHere(['remind', 'send', '--json', '--workspace', await workspace()]);
  expect(sent.code).toBe(0);
  expect(JSON.parse(sent.stdout)).toMatchObject({ failed: 0, unknown: 0, repeated: 0 });
});

it('tries a role, and says what is wrong with an address', async () => {
  const root = await workspace(server.port, 'gone');
  const tried = await remind(root, 'test', 'engineer');
  expect(tried.code).toBe(1);
  expect(tried.stdout).toContain('没有发出　收件地址被退回（编号 550）。核对 notify.addresses 里的地址');
  const wrong = await remind(root, 'test', 'enginer');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('您是不是要 engineer')]);
  await remindOnce(root, AT, () => undefined);
  const told = await opsledgerHere(['status', '--all', '--workspace', root, '--at', '2026-11-24 16:00']);
  expect(told.stdout).toContain(
    '提醒　　mail gone@example.internal：收件地址被退回（编号 550），连续 1 次；2026-11-24 16:01 后再试。',
  );
});

it('a round that hangs is ended, and the schedule goes on', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', () => ready()));
  const dir = await workspace((silent.address() as AddressInfo).port);
  const hanging = inOwnProcess({ work: 'remind', dir, now: AT }, () => undefined, undefined, 300);
  await expect(hanging).rejects.toBeInstanceOf(EnvironmentError);
  await new Promise((done) => silent.close(done));
});
