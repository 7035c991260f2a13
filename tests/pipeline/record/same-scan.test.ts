/** Of a file that is given as proof each door asks whether it shows anything, and whether it proves something else already. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, expect, it } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { addRecordText } from '../../../src/pipeline/record/add.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { withdraw } from '../../../src/pipeline/record/withdraw.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { voidDocument } from '../../../src/pipeline/signoff/void.ts';
import { waive } from '../../../src/pipeline/signoff/waive.ts';
import permitKind from '../../../src/subjects/permits/kinds/permit.ts';
import { pdfSaying } from '../../support/scans.ts';
import { cleanUp, DAY, inspect, makeWorkspace, newFolder, open } from '../_workspace.ts';

afterAll(cleanUp);

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

/** Modules that take a file from a person: whoever reads one is here, or the test names it. */
const doors = {
  'record/add.ts': ['a record of the terminal', 'a record with a paper sheet', 'a record of the desk'],
  'record/attach.ts': ['an attachment'],
  'record/withdraw.ts': ['a consent to a withdrawal'],
  'signoff/deliver.ts': ['a receipt'],
  'signoff/void.ts': ['a consent to an annulment'],
  'signoff/waive.ts': ['an approval'],
  // Sheets of a confirmation, which asks for them; of a list that was signed; of a clock: by their code alone.
  'signoff/sheets.ts': [],
  'signoff/signing-sheet.ts': [],
  'log/accept-clock.ts': [],
} as const;
type Door = (typeof doors)[keyof typeof doors][number];

it('whatever takes a file from a person is among the doors here, and asks what else it proves', async () => {
  const root = join(import.meta.dirname, '../../../src/pipeline');
  const files = (await readdir(root, { recursive: true })).filter((one) => one.endsWith('.ts'));
  const texts = new Map(
    await Promise.all(files.map(async (one) => [one, await readFile(join(root, one), 'utf8')] as const)),
  );
  const taking = [...texts].filter(([, text]) => /(?<!function )\b(?:readAttachment|spoolFiles)\(/.test(text));
  expect(taking.map(([file]) => file).sort()).toEqual(Object.keys(doors).sort());
  for (const [file] of taking)
    expect(texts.get(file === 'signoff/sheets.ts' ? 'signoff/confirm.ts' : file), file).toContain('await usedBefore(');
});

it('each door refuses a page on which nothing is, and one that was signed for something else', async () => {
  const session = await open(await makeWorkspace());
  await inspect(session, at('09:00'));
  const issued = await issue(session, { obligation: 'inspection-log', period: DAY, now: at('17:30') });
  const [folder, now] = [await newFolder(), at('18:00')];
  const [blank, signed] = [join(folder, '空白.pdf'), join(folder, '批复.pdf')];
  await writeFile(blank, await (await PDFDocument.create()).save());
  await writeFile(signed, pdfSaying('permitted'));
  const { id: _id, ...permit } = permitKind.example;
  const draft = { ...permit, operations: ['account' as const], assets: [] };
  const granted = await session.workspace.change('许可', (change) => change.addRecord('permit', draft), { at: now });
  await attach(session, { record: granted.id, files: [signed], proof: 'purchaser', now });
  const note = 'topic: operation\ntext: 更换风扇\n';
  const { id } = await addRecordText(session, note, { kind: 'note', now });
  const document = `inspection-log/${DAY}`;
  const said = { person: '甲', reason: '有误', now };
  const proof = 'purchaser' as const;
  const takes: Record<Door, (file: string) => Promise<unknown>> = {
    'a record of the terminal': (file) => addRecordText(session, note, { kind: 'note', now, signed: [file] }),
    'a record with a paper sheet': (file) => addRecordText(session, note, { kind: 'note', now, sheets: [file] }),
    'a record of the desk': (path) =>
      addRecordText(session, note, { kind: 'note', now, files: [{ path, name: '批复.pdf', proof }] }),
    'an attachment': (file) => attach(session, { record: id, files: [file], now, proof }),
    'a consent to a withdrawal': (file) =>
      withdraw(session, { record: id, reason: '误', by: '甲', now, signed: [file] }),
    'a receipt': (file) =>
      recordDelivery(session, { action: 'receive', documents: [document], person: '甲', now, scans: [file] }),
    'a consent to an annulment': (file) =>
      voidDocument(session, { ...said, document, agreedBy: '乙', scans: [file] } as never),
    'an approval': (file) =>
      waive(session, {
        ...{ ...said, obligation: 'inspection-log', periods: ['2026-11-25'], side: 'purchaser', scans: [file] },
      }),
  };
  expect(issued.issued).toHaveLength(1);
  await recordDelivery(session, { action: 'deliver', documents: [document], person: '甲', now });
  for (const [door, give] of Object.entries(takes)) {
    await expect(give(blank), door).rejects.toThrow(/附件没有内容，不能作为凭证[\s\S]*空白/);
    await expect(give(signed), door).rejects.toThrow(/附件已经是别的凭证/);
  }
});
