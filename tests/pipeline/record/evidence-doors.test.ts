/**
 * Every door by which a person hands in a file: every option of a command and every post of the desk that takes one. What shows nothing, is
 * nothing of what its name says, or was signed for something else is refused in one sentence, and nothing is left of it.
 */
import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { leafCommands, opsledgerProgram } from '../../../src/cli/program.ts';
import { UserError } from '../../../src/contract/error.ts';
import { toText } from '../../../src/contract/time.ts';
import type { ManualRow } from '../../../src/desk/checks/manual-rows.ts';
import { takePhotos } from '../../../src/desk/checks/photos.ts';
import { discoverUnits } from '../../../src/pipeline/discover.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { acceptClock } from '../../../src/pipeline/log/accept-clock.ts';
import { addRecordText } from '../../../src/pipeline/record/add.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { withdraw } from '../../../src/pipeline/record/withdraw.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { receiveSheet } from '../../../src/pipeline/signoff/signing-sheet.ts';
import { voidDocument } from '../../../src/pipeline/signoff/void.ts';
import { waive } from '../../../src/pipeline/signoff/waive.ts';
import { soundClock, thisMachinesClock } from '../../../src/pipeline/sound-clock.ts';
import type { Page } from '../../../src/server/pages/_page.ts';
import permitKind from '../../../src/subjects/permits/kinds/permit.ts';
import { greyPng, pdfSaying, photoPng } from '../../support/scans.ts';
import { DAY, inspect, makeWorkspace, newFolder, open } from '../_workspace.ts';

const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;
const NEXT = '2026-11-25';
const NOW = at('18:00', NEXT);
const SHEETS_AT = '2027-01-01T09:00:00+08:00';
const NOTE = 'topic: operation\ntext: 更换风扇\n';
const PROOF = 'purchaser' as const;

/** 400 days ahead of the machine, which began anew. */
const wrongClock = {
  ...thisMachinesClock,
  now: () => toText(Temporal.Now.instant().add({ hours: 400 * 24 })),
  uptime: () => ({ boot: 'another', seconds: 5 }),
};

interface Place {
  session: Session;
  /** Of a note that stands. */
  note: string;
}
type Door = (place: Place, file: string) => Promise<unknown>;

const document = `inspection-log/${DAY}`;
const said = { person: '甲', reason: '有误', now: NOW };
const nameOf = (path: string): string => path.split('/').at(-1) ?? '';

/** What takes a file, and how it is given one. */
const doors = {
  'a record': ({ session }, file) => addRecordText(session, NOTE, { kind: 'note', now: NOW, signed: [file] }),
  'a record from paper': ({ session }, file) =>
    addRecordText(session, NOTE, { kind: 'note', now: NOW, sheets: [file] }),
  'a form': ({ session }, path) =>
    addRecordText(session, NOTE, { kind: 'note', now: NOW, files: [{ path, name: nameOf(path), proof: PROOF }] }),
  'a form that corrects': ({ session, note }, path) =>
    addRecordText(session, `id: ${note}\ntext: 更换两只风扇\n`, {
      ...{ kind: 'note', now: NOW, reason: '更正', by: '甲' },
      files: [{ path, name: nameOf(path), proof: PROOF }],
    }),
  'an attachment': ({ session, note }, file) =>
    attach(session, { record: note, files: [file], now: NOW, proof: PROOF }),
  'a sheet of a record': ({ session, note }, file) =>
    attach(session, { record: note, files: [file], now: NOW, proof: 'paper-sheet' }),
  'a consent to a withdrawal': ({ session, note }, file) =>
    withdraw(session, { record: note, reason: '误', by: '甲', now: NOW, signed: [file] }),
  'a handing over': ({ session }, file) =>
    recordDelivery(session, {
      action: 'deliver',
      documents: [`inspection-log/${NEXT}`],
      person: '甲',
      now: NOW,
      scans: [file],
    }),
  'a receipt': ({ session }, file) =>
    recordDelivery(session, { action: 'receive', documents: [document], person: '甲', now: NOW, scans: [file] }),
  'a return': ({ session }, file) =>
    recordDelivery(session, { action: 'return', documents: [document], ...said, scans: [file] }),
  'a signed list': ({ session }, file) =>
    receiveSheet(session, {
      ...{ sheet: 'HQSF-SD-202612-r1', person: '乙', handedBy: '甲', scans: [file] },
      now: '2027-01-02T15:00:00+08:00',
    }),
  'a consent to an annulment': ({ session }, file) =>
    voidDocument(session, { ...said, document, agreedBy: '乙', scans: [file] }),
  'an approval': ({ session }, file) =>
    waive(session, {
      ...{ ...said, obligation: 'inspection-log', periods: ['2026-11-26'], side: 'purchaser' as const, scans: [file] },
    }),
  'a confirmation from paper': ({ session }, file) =>
    confirm(session, {
      ...{ obligation: 'daily-maintenance', period: NEXT, person: '甲', measures: [], sheets: [file], now: NOW },
    }),
  'a clock': ({ session }, file) => acceptClock(session, { by: '甲', reason: '停机检修', signed: file }, wrongClock),
  'a photo of a check': ({ session: { workspace } }, path) =>
    takePhotos(
      workspace.root,
      { photos: { key: 'k', files: [{ name: nameOf(path), path }] } },
      [{ key: 'k', targetName: 't', label: 'l' } as unknown as ManualRow],
      () => NOW,
      NOW,
    ),
} satisfies Record<string, Door>;

/** Of the commands, each option and argument that takes evidence: the doors that it comes in by. */
const ofCommands: Readonly<Record<string, readonly (keyof typeof doors)[]>> = {
  'attach <文件...>': ['an attachment', 'a sheet of a record'],
  'record --sheet': ['a record from paper'],
  'record --signed': ['a record'],
  'confirm --sheet': ['a confirmation from paper'],
  'deliver --scan': ['a handing over'],
  'receive --scan': ['a receipt', 'a signed list'],
  'return --scan': ['a return'],
  'waive --scan': ['an approval'],
  'void --scan': ['a consent to an annulment'],
  'withdraw --signed': ['a consent to a withdrawal'],
  'clock accept --signed': ['a clock'],
};

/** Files that are read for what they say, or written: they prove nothing by themselves. */
const DATA = /^--(?:from|output|requests|kev|epss|checkpoint|against)$/;
const readAsData = ['contract import', 'scan import', 'verify', 'log cosigned', 'witness cosign'].map(
  (one) => `${one} <文件...>`,
);

/** Of the desk, each post that may carry a file. */
const ofDesk: Readonly<Record<string, readonly (keyof typeof doors)[]>> = {
  'POST /checks/fill': ['a photo of a check'],
  'POST /checks/save': ['a form'],
  'POST /clock': ['a clock'],
  'POST /documents/:obligation/:period/void': ['a consent to an annulment'],
  'POST /month/sheets/:number/receive': ['a signed list'],
  'POST /records/:kind': ['a form'],
  'POST /records/:kind/:id/edit': ['a form that corrects'],
  'POST /records/:kind/:id/attach': ['a form that corrects'],
};

/** Modules that take a file from a person: all are behind the doors above. */
const modules = [
  'record/add.ts',
  'record/attach.ts',
  'record/withdraw.ts',
  'signoff/deliver.ts',
  'signoff/void.ts',
  'signoff/waive.ts',
  'signoff/sheets.ts',
  'signoff/signing-sheet.ts',
  'log/accept-clock.ts',
];

it('every option of a command that takes a file is a door here, or takes no evidence', async () => {
  const found = leafCommands(await opsledgerProgram()).flatMap(({ name, command }) => [
    ...command.registeredArguments.filter((one) => one.name() === '文件').map(() => `${name} <文件...>`),
    ...command.options
      .filter(({ flags }) => /[<[]文件(?:\.\.\.)?[>\]]/.test(flags))
      .map((one) => `${name} ${one.long}`),
  ]);
  const evidence = found.filter((one) => !DATA.test(one.split(' ').at(-1) ?? '') && !readAsData.includes(one));
  expect(evidence.sort()).toEqual(Object.keys(ofCommands).sort());
});

it('every post of the desk that may carry a file is a door here', async () => {
  const pages = [...(await discoverUnits<Page>('pages')).values()];
  const carrying = pages.flatMap(({ routes }) => routes.filter(({ limit }) => limit !== undefined));
  expect(carrying.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(ofDesk).sort());
  // Without a limit of its own a post takes no more than text: what reads a file says how large it may be.
  const folder = join(import.meta.dirname, '../../../src/server/pages');
  const reading = (await readdir(folder)).filter((one) => one.endsWith('.ts'));
  for (const one of reading) {
    const text = await readFile(join(folder, one), 'utf8');
    if (text.includes('form.files(')) expect(text, one).toMatch(/\blimit\b/);
  }
});

it('every door is one of a command or of the desk, and every module that takes a file is behind one', async () => {
  const named = new Set([...Object.values(ofCommands), ...Object.values(ofDesk)].flat());
  expect([...named].sort()).toEqual(Object.keys(doors).sort());
  const root = join(import.meta.dirname, '../../../src/pipeline');
  const files = (await readdir(root, { recursive: true })).filter((one) => one.endsWith('.ts'));
  const texts = new Map(
    await Promise.all(files.map(async (one) => [one, await readFile(join(root, one), 'utf8')] as const)),
  );
  const taking = [...texts].filter(([, text]) => /(?<!function )\b(?:readAttachment|spoolFiles)\(/.test(text));
  expect(taking.map(([file]) => file).sort()).toEqual(modules.toSorted());
  for (const [file] of taking)
    expect(texts.get(file === 'signoff/sheets.ts' ? 'signoff/confirm.ts' : file), file).toContain('await usedBefore(');
});

describe('each door', () => {
  let place: Place;
  let root: string;
  const files: Record<string, string> = {};

  beforeAll(async () => {
    root = await makeWorkspace();
    const session = await open(root);
    await soundClock(session.workspace);
    await inspect(session, at('09:00'), at('09:00', NEXT));
    for (const day of [DAY, NEXT])
      await issue(session, { obligation: 'inspection-log', period: day, now: at('17:30', day) });
    const folder = await newFolder();
    const put = async (name: string, bytes: Uint8Array | string): Promise<void> => {
      files[name] = join(folder, name);
      await writeFile(files[name] as string, bytes);
    };
    await put('空白.pdf', await (await PDFDocument.create()).save());
    await put('空文件.pdf', '');
    await put('网页.pdf', '<html>404 Not Found</html>');
    await put('压缩包.pdf', zipSync({ 'a.txt': Buffer.from('x') }));
    await put(
      '单色.png',
      greyPng(() => 255),
    );
    await put('批复.pdf', pdfSaying('permitted'));
    await put('批复照片.png', photoPng(5));
    const { id: _id, ...permit } = permitKind.example;
    const claim = { path: 'reason', label: '事由', kind: 'claimed' as const, to: '更换磁盘', value: '"更换磁盘"' };
    const claimed = { at: at('17:39'), by: '甲', reason: '补写', what: '事由', changes: [claim] };
    const draft = { ...permit, operations: ['account' as const], assets: [], corrections: [claimed] };
    const { id: granted } = await session.workspace.change('许可', (change) => change.addRecord('permit', draft), {
      at: at('17:40'),
    });
    const signed = [files['批复.pdf'] as string, files['批复照片.png'] as string];
    const { settled } = await attach(session, { record: granted, files: signed, proof: PROOF, now: at('17:41') });
    // Said of a paper that was signed: what the supplier had claimed and stands by it now.
    expect(settled).toEqual(['事由：（空） → 更换磁盘']);
    const { id } = await addRecordText(session, NOTE, { kind: 'note', now: at('17:45') });
    const handed = { action: 'deliver' as const, documents: [document], person: '甲', now: at('17:50', NEXT) };
    await recordDelivery(session, handed);
    await issue(session, { obligation: 'signing-sheet', period: '2026-12', now: SHEETS_AT });
    place = { session, note: id };
  });

  const state = () =>
    ['rev-parse HEAD', 'status --porcelain --untracked-files=all'].map((what) =>
      execFileSync('git', ['-C', root, ...what.split(' ')], { encoding: 'utf8' }),
    );

  const given: [string, RegExp][] = [
    ['空白.pdf', /附件没有内容，不能作为凭证/],
    ['空文件.pdf', /附件是空文件|附件大小不合规/],
    ['网页.pdf', /附件的内容与扩展名不符/],
    ['单色.png', /附件没有内容，不能作为凭证/],
    ['批复.pdf', /附件已经是别的凭证/],
    ['批复照片.png', /附件已经是别的凭证/],
    ['压缩包.pdf', /附件的内容与扩展名不符，不能作为凭证/],
  ];
  it.each(Object.entries(doors))('%s refuses what proves nothing, and keeps none of it', async (name, give) => {
    for (const [file, refusal] of given) {
      const before = state();
      const error = await give(place, files[file] as string).then(
        (taken: unknown) => taken,
        (fault: unknown) => fault,
      );
      // A photo of a check waits for its record, which asks what else it proves.
      if (name === 'a photo of a check' && file === '批复照片.png') continue;
      // What the supplier handed over may be any file: that it is no page is told.
      if (name === 'a handing over' && file === '压缩包.pdf') {
        expect(error).toMatchObject({
          notices: expect.arrayContaining([expect.stringMatching(/压缩包\.pdf 的内容是压缩包/)]),
        });
        continue;
      }
      expect(error, `${name} ${file}`).toBeInstanceOf(UserError);
      const { message } = error as UserError;
      expect(message, `${name} ${file}`).toMatch(
        name === 'a photo of a check' && /^(?:批复|压缩包)\.pdf$/.test(file) ? /上传的不是照片/ : refusal,
      );
      expect(message, name).toContain(file);
      expect(state(), `${name} ${file}`).toEqual(before);
    }
  });

  it('what both sides signed of a clock proves that alone', async () => {
    const signed = join(await newFolder(), '时钟说明.pdf');
    await writeFile(signed, pdfSaying('both sides'));
    await acceptClock(place.session, { by: '甲', reason: '停机检修', signed }, wrongClock);
    const receipt = { action: 'receive' as const, documents: [document], person: '甲', now: NOW, scans: [signed] };
    await expect(recordDelivery(place.session, receipt)).rejects.toThrow(
      /附件已经是别的凭证[\s\S]*确认本机时钟的双方说明/,
    );
  });
});
