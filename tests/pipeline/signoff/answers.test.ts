/** A contract that gives so many days for an answer: document, status, site, desk and reminder say the same of what was handed over. */

import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sayAllIn, wordsOf } from '../../../src/contract/party-words.ts';
import { openDeskSession } from '../../../src/desk/desk-session.ts';
import { receiveCalls } from '../../../src/desk/receive-calls.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { remindFacts } from '../../../src/pipeline/remind/reminder-facts.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { pdfSaying } from '../../support/scans.ts';
import { composedAt, DAY, git, inspect, makeWorkspace, newFolder, open } from '../_workspace.ts';

const LOG = `HQSF-XJ-${DAY.replaceAll('-', '')}-r1`;
const NEXT = 'HQSF-XJ-20261125-r1';

it('is told by all, and by silence nothing is the purchaser’s act', async () => {
  const root = await makeWorkspace();
  const answers = `\nanswers:\n  clauses: ["5.7"]\n  within: { days: 3, time: "18:00" }\n  silence: received\n  again: { days: 2, time: "18:00" }\n`;
  await appendFile(join(root, 'contract/contract.yaml'), answers);
  git(root, 'commit', '-qam', 'answers');
  const session = await open(root);
  const words = wordsOf(session.workspace.contract.contract);
  await inspect(session, `${DAY}T09:00:00+08:00`, '2026-11-25T09:00:00+08:00');
  for (const period of [DAY, '2026-11-25'])
    await issue(session, { obligation: 'inspection-log', period, now: '2026-11-25T17:00:00+08:00', reason: '补报' });
  const now = '2026-11-26T10:00:00+08:00';
  await recordDelivery(session, { action: 'deliver', documents: [LOG, NEXT], person: '项目经理', now });
  const scan = join(await newFolder(), 'return.pdf');
  await writeFile(scan, pdfSaying('退回单'));
  const back = '2026-11-27T10:00:00+08:00';
  await recordDelivery(session, {
    action: 'return',
    documents: [NEXT],
    person: '信息科',
    reason: '缺主机',
    scans: [scan],
    now: back,
  });

  const DUE = '至 2026-11-29 18:00 未答复的视为签收（条款 五（七））';
  const AGAIN = '重交期限 2026-11-29 18:00（条款 五（七））';
  const seen = async (at: string) => {
    const desk = await openDeskSession(root);
    const { documents, lists, returned } = await receiveCalls(desk).overview(new Map(), at);
    await desk.close();
    const { toReceive, returned: back } = await status(session, at);
    const { items } = await due(session, at, at);
    const { documents: shown } = (await siteContent(session, at)).model;
    const receipt = shown.find((one) => one.number === LOG)?.receipt;
    return {
      // Pages of the desk go out with the marks replaced.
      desk: [...documents, ...lists].map((one) => sayAllIn(words, one.answer)),
      status: toReceive?.answer,
      site: [receipt?.text, receipt?.answer?.text],
      again: [
        ...new Set([
          ...returned.map((one) => sayAllIn(words, one.answer)),
          ...back.map((one) => one.again),
          ...items.flatMap((one) => one.returned?.again ?? []),
        ]),
      ],
      unsigned: (await remindFacts(session, at)).unsigned.map((one) => one.dueAt),
    };
  };
  expect(await seen('2026-11-28T09:00:00+08:00')).toEqual({
    ...{ desk: [DUE], status: DUE, site: ['待签收', DUE], again: [AGAIN] },
    unsigned: ['2026-11-29T18:00:00+08:00'],
  });
  expect(await seen('2026-11-29T18:00:01+08:00')).toEqual({
    ...{ desk: [], status: undefined, unsigned: [], again: [AGAIN.replace('18:00', '18:00 已过')] },
    site: ['视为签收', '2026-11-29 18:00 期满未答复，视为签收（条款 五（七））'],
  });
  const { document } = await composedAt(session, 'monthly-maintenance', '2026-11-30T17:00:00+08:00');
  const text = JSON.stringify(document);
  expect(text).toContain('期满未答复、视为签收 1 份');
  expect(text).toContain('已签收 0 份');
  await session.close();
});
