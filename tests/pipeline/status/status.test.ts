/** What `status` leads with: documents sent back, and an archive that is not as it was issued. */

import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statusLines } from '../../../src/cli/status-lines.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import permitKind, { type PermitRecord } from '../../../src/subjects/permits/kinds/permit.ts';
import renewalKind from '../../../src/subjects/renewals/kinds/renewal.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { draftOf } from '../../support/draft-of.ts';
import { pdfSaying } from '../../support/scans.ts';
import { DAY, git, inspect, makeWorkspace, newFolder, open } from '../_workspace.ts';

const at = (time: string) => `${DAY}T${time}:00+08:00`;
const XJ = `HQSF-XJ-${DAY.replaceAll('-', '')}`;

const session = await open(await makeWorkspace());
await inspect(session, at('09:00'));
await issue(session, { obligation: 'inspection-log', period: DAY, now: at('09:30') });

/** The signed page is kept as the purchaser's own hand. */
const deliver = async (action: 'deliver' | 'return', time: string, reason?: string) =>
  recordDelivery(session, {
    scans: action === 'return' ? [await signedPage()] : [],
    action,
    documents: [`${XJ}-r1`],
    person: '姓名',
    now: at(time),
    ...(reason === undefined ? {} : { reason }),
  });

async function signedPage(): Promise<string> {
  const file = join(await newFolder(), '退回单.pdf');
  await writeFile(file, pdfSaying('returned'));
  return file;
}

it('a document sent back leads the verdict until its next revision is issued', async () => {
  await deliver('deliver', '10:00');
  expect(await status(session, at('10:05'))).toMatchObject({ returned: [], archive: [] });
  await deliver('return', '11:00', '未附照片');
  const after = await status(session, at('11:05'));
  expect(after.returned).toMatchObject([
    { number: `${XJ}-r1`, obligation: 'inspection-log', period: DAY, at: at('11:00'), reason: '未附照片' },
  ]);
  expect(after.verdict).toMatchObject({
    tone: 'abnormal',
    text: expect.stringContaining('采购人退回 1 份'),
  });
  expect(after.verdict.reasons[0]?.text).toContain(`退回 1 份，尚未签发修订版：${XJ}-r1`);
  expect(statusLines(after).join('\n')).toMatch(/已退回.*未附照片.*opsledger confirm inspection-log/);

  const answer = { obligation: 'inspection-log', period: DAY, person: '姓名', reason: '照片已另附' };
  await confirm(session, { ...answer, now: at('11:30') });
  const revised = await status(session, at('11:35'));
  expect(revised.returned).toEqual([]);
  expect(revised.verdict.text).not.toContain('退回');
});

it('says from day one that routine collecting has no standing permit, until there is one', async () => {
  const before = await status(session, at('12:00'));
  expect(statusLines(before).join('\n')).toMatch(/许可　　例行只读采集没有有效的长期许可（未取得许可）/);
  // Once the service is over nobody collects, and nobody inspects.
  const over = await status(session, '2027-11-23T09:00:00+08:00');
  expect([over.permit, over.inspection]).toEqual([null, null]);
  expect(statusLines(over).join('\n')).toContain('服务期已结束，不再巡检');
  expect(over.verdict.reasons.map(({ text }) => text)).not.toContain('今日尚无巡检记录');
  const example = draftOf(permitKind.example);
  const standing: Draft<PermitRecord> = {
    ...example,
    type: 'standing',
    operations: ['collect', 'backup'],
    assets: [],
    validFrom: at('00:00'),
    validTo: '2027-11-22T23:59:59+08:00',
  };
  await session.workspace.change('许可', (change) => change.addRecord('permit', standing), { at: at('12:30') });
  expect((await status(session, at('13:00'))).permit).toBeNull();
});

describe('the verdict', () => {
  it('has the reasons of the first page of the site: what has run out, too', async () => {
    const other = await open(await makeWorkspace());
    const now = at('12:00');
    const example = draftOf(renewalKind.example);
    const gone = { ...example, at: at('09:00'), enteredAt: at('09:00'), item: '测试证书', expiresOn: '2026-11-01' };
    await other.workspace.change('到期事项', (change) => change.addRecord('renewal', gone), { at: now });
    const told = (await status(other, now)).verdict;
    const { model } = await siteContent(other, now);
    expect(told.reasons.map(({ text }) => text)).toContain('已到期未办结：测试证书');
    expect(told).toEqual(model.verdict);
  });

  it('names a record that was broken by hand once, whoever reads its kind, and so does due', async () => {
    const other = await open(await makeWorkspace());
    const now = at('12:00');
    for (const path of ['records/note/2026/11/JS-20261124-001.yaml', 'records/incident/2026/11/GZ-20261124-001.yaml']) {
      const file = join(other.workspace.root, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, 'schema: 1\n');
      expect((await status(other, now)).problems.map((one) => one.path)).toEqual([path]);
      expect((await due(other, now, now)).problems).toEqual([expect.stringContaining(path)]);
      await rm(file);
    }
  });
});

it.each([
  ['missing', '归档文件缺失', (file: string) => rm(file)],
  ['changed', '归档文件被改动', (file: string) => appendFile(file, ' ')],
  ['foreign', '归档中多出的文件', (file: string) => writeFile(`${file}.bak`, 'x')],
] as const)(
  'an archive that is not as it was issued with a %s file leads the verdict',
  async (_name, message, spoil) => {
    const { root } = session.workspace;
    const folder = join(root, 'archive', DAY.slice(0, 4), 'inspection-log', DAY, 'r1');
    const pdf = (await readdir(folder)).find((name) => name.endsWith('.pdf')) ?? '';
    await spoil(join(folder, pdf));
    const spoilt = await status(session, at('12:00'));
    expect(spoilt.archive).toHaveLength(1);
    expect(spoilt.archive[0]).toMatchObject({ message, path: expect.stringContaining(pdf) });
    expect(spoilt.verdict).toMatchObject({ tone: 'abnormal', text: expect.stringContaining('与签发时不一致') });
    expect(spoilt.uncommitted).toEqual([]);
    expect(statusLines(spoilt).join('\n')).toContain(message);

    git(root, 'checkout', '--', 'archive');
    git(root, 'clean', '-fdq', 'archive');
    expect((await status(session, at('12:05'))).archive).toEqual([]);
  },
);
