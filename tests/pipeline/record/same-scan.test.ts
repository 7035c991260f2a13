/** One scan may prove what was signed together, and nothing else; every door by which one comes in: `evidence-doors.test.ts`. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { waive } from '../../../src/pipeline/signoff/waive.ts';
import { pdfSaying } from '../../support/scans.ts';
import { DAY, inspect, makeWorkspace, newFolder, open } from '../_workspace.ts';

const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;

it('one scan of several documents of a day is theirs, told when it comes again, and proves nothing else', async () => {
  const session = await open(await makeWorkspace());
  const days = ['2026-11-23', DAY];
  for (const day of days) {
    await inspect(session, at('09:00', day));
    await issue(session, { obligation: 'inspection-log', period: day, now: at('17:30', day), reason: '补' });
  }
  const scan = join(await newFolder(), '签收单.pdf');
  await writeFile(scan, pdfSaying('signed'));
  const next = '2026-11-25';
  const hand = (action: 'deliver' | 'receive', documents: string[], time: string, scans: string[] = []) =>
    recordDelivery(session, { action, documents, person: '甲', now: at(time, next), scans });
  const documents = days.map((day) => `inspection-log/${day}`);
  await hand('deliver', documents, '09:00');
  const first = await hand('receive', documents.slice(0, 1), '09:10', [scan]);
  expect(first.notices.join()).not.toContain('同一扫描件');
  const told = expect.stringMatching(
    /^签收单\.pdf：同一扫描件已用于 系统巡检日志 2026-11-23 的签收（QS-20261125-003）/,
  );
  const second = await hand('receive', documents.slice(1), '09:20', [scan]);
  expect(second.notices).toContainEqual(told);
  const own = { record: 'QS-20261125-003', files: [scan], proof: 'purchaser' as const, now: at('09:30', next) };
  expect((await attach(session, own)).notices.join()).not.toContain('QS-20261125-003');
  const request = {
    obligation: 'inspection-log',
    periods: [next],
    person: '乙',
    reason: '停电',
    side: 'purchaser' as const,
  };
  // What was signed for is no approval.
  const refused = expect.objectContaining({
    message: expect.stringMatching(/附件已经是别的凭证[\s\S]*QS-20261125-003/),
  });
  await expect(waive(session, { ...request, scans: [scan], now: at('09:40', next) })).rejects.toEqual(refused);
});
