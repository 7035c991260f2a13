/** Whoever collects until nothing fails is told by `verify`, with both readings and what was said of it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collectFile } from '../../../src/pipeline/collect/host-report.ts';
import { collectedAgain } from '../../../src/pipeline/verify/collected-again.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { hostReportOf } from '../../support/host-report.ts';
import { cleanUp, newFolder, open } from '../_workspace.ts';
import { fresh, prepare, root } from './_tampered.ts';

beforeAll(prepare);
afterAll(cleanUp);

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
