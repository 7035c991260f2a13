/** What `verify` tells of collections: repeated until nothing failed, with both readings and what was said of it; read of the own machine. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { collect } from '../../../src/pipeline/collect/collect.ts';
import { collectFile } from '../../../src/pipeline/collect/host-report.ts';
import { readOfItself } from '../../../src/pipeline/own-machine.ts';
import { collectedAgain } from '../../../src/pipeline/verify/told-collections.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { hostReportOf } from '../../support/host-report.ts';
import { newFolder, open } from '../_workspace.ts';
import { fresh, prepare, root } from './_tampered.ts';

beforeAll(prepare);

/** A day in which the disk of a host read these values, in percent. */
async function day(...disks: number[]) {
  await fresh();
  const session = await open(root);
  const files = await newFolder();
  for (const [n, disk] of disks.entries()) {
    const file = join(files, `${n}.txt`);
    await writeFile(file, hostReportOf({ host: 'app-server-1', disk }));
    await collectFile(session, { file, shown: `${n}.txt`, target: 'app-server-1' });
  }
  return session;
}

it('names the failed reading, the one that passed, and that nobody said why', async () => {
  const session = await day(93, 61);
  const { notes } = await verify(session);
  expect(notes).toContainEqual(
    expect.stringMatching(
      /^异常后再次采集 \d{4}-\d\d-\d\d：.*磁盘使用率 \/ 93\.0 %（XJ-\d{8}-\d{3}）→ 61\.0 %（XJ-\d{8}-\d{3}）.*；原因：未说明原因$/,
    ),
  );
  await session.close();
});

it('says nothing of a day in which nothing had failed, or it still fails', async () => {
  for (const disks of [[93], [61, 62], [61, 93], [93, 94]]) {
    const session = await day(...disks);
    expect(await collectedAgain(session), disks.join()).toEqual([]);
    await session.close();
  }
});

it('names a source that reads the machine that asks, once an address, with the collections that did', async () => {
  await fresh();
  const session = await open(root);
  const page = createServer((_, answer) => answer.end('ok')).listen(0, '127.0.0.1');
  await once(page, 'listening');
  const { port } = page.address() as AddressInfo;
  const settings = { ...session.workspace.settings };
  const source = { name: 'hr', type: 'http', target: 'subsystem-hr', url: `http://127.0.0.1:${port}/` };
  await writeFile(
    join(root, 'opsledger.yaml'),
    JSON.stringify({ schema: 1, timeZone: settings.timeZone, inspection: settings.inspection, sources: [source] }),
  );
  await session.close();
  const changed = await open(root);
  await collect(changed, { trigger: 'schedule' });
  page.close();
  const [told, ...more] = (await readOfItself(changed)).filter(({ text }) => text.includes('：hr（'));
  expect(told?.text).toMatch(new RegExp(`^数据源读的是本机地址：hr（127\\.0\\.0\\.1:${port}），XJ-\\d{8}-\\d{3}$`));
  expect(more).toEqual([]);
  expect((await verify(changed)).notes).toContain(told?.text);
  await changed.close();
});
