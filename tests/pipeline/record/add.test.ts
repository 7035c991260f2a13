/** Records that a person writes: added, edited with a reason, illustrated; refused with the field named. */

import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AddRequest, addRecord, addRecordFile, addRecordText } from '../../../src/pipeline/record/add.ts';
import { confirmFile } from '../../../src/pipeline/record/answers-file.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { attachmentFault } from '../../../src/pipeline/record/attachment.ts';
import { entryFields } from '../../../src/pipeline/record/entry-fields.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import backupKind from '../../../src/subjects/recovery/kinds/backup.ts';
import restoreKind from '../../../src/subjects/recovery/kinds/restore-test.ts';
import type { NoteRecord } from '../../../src/subjects/work/kinds/note.ts';
import { photoPng } from '../../support/scans.ts';
import { DAY, git, inspect, makeWorkspace, open } from '../_workspace.ts';

const NOW = `${DAY}T10:30:00+08:00`;
const PNG = photoPng();
const TEXT = `date: ${DAY}\ntopic: operation\ntext: 清理临时文件\n`;

let root: string;
let folder: string;
let session: Session;

beforeEach(async () => {
  root = await makeWorkspace();
  session = await open(root);
  folder = await mkdtemp(join(tmpdir(), 'opsledger-entry-'));
  return () => rm(folder, { recursive: true, force: true });
});

const add = (text: string, more: Partial<AddRequest> = {}) =>
  addRecordText(session, text, { kind: 'note', now: NOW, ...more });
const stored = async (id: string) => (await session.workspace.records.get<NoteRecord>(id))?.record as NoteRecord;

async function file(name: string, bytes: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

async function refused(work: Promise<unknown>, ...says: RegExp[]): Promise<void> {
  const head = git(root, 'rev-parse', 'HEAD');
  for (const pattern of says) await expect(work).rejects.toThrow(pattern);
  expect(git(root, 'rev-parse', 'HEAD')).toBe(head);
  expect(git(root, 'status', '--porcelain')).toBe('');
}

describe('adding', () => {
  it('gives id, time and source, and commits', async () => {
    const added = await add(TEXT, { by: '工程师' });
    const path = 'records/note/2026/11/JS-20261124-001.yaml';
    expect(added).toEqual({ id: 'JS-20261124-001', path, edited: false, notices: [], claimed: false });
    expect(await stored(added.id)).toMatchObject({
      source: 'manual',
      at: NOW,
      enteredAt: NOW,
      enteredBy: { name: '工程师', channel: 'terminal' },
    });
    expect(git(root, 'log', '-1', '--format=%s')).toBe('登记工作记事');
  });

  it('reads JSON as it reads YAML, from a file as from standard input', async () => {
    const json = JSON.stringify({ date: DAY, topic: 'operation', text: '清理临时文件' });
    const one = await stored((await add(json)).id);
    const path = await file('note.yaml', TEXT);
    const two = await stored((await addRecordFile(session, path, { kind: 'note', now: NOW })).id);
    expect({ ...two, id: one.id }).toEqual(one);
  });

  it('keeps what says the same as an earlier record of the day, and names that one', async () => {
    const one = await add(TEXT, { by: '甲' });
    const again = await add(TEXT, { by: '乙', now: `${DAY}T11:00:00+08:00` });
    expect([one.sameAs, again.sameAs, again.notices]).toEqual([undefined, one.id, []]);
    expect(again.id).not.toBe(one.id);
    expect((await add(TEXT.replace('临时文件', '日志'))).sameAs).toBeUndefined();
    expect((await add(TEXT.replace(DAY, '2026-11-23'))).sameAs).toBeUndefined();
    // A time that somebody wrote is a fact: two like operations at two times are two.
    const timed = (time: string) => add(`${TEXT}at: ${DAY} ${time}\n`);
    await timed('09:00');
    expect([(await timed('09:30')).sameAs, (await timed('09:00')).sameAs]).toEqual([undefined, 'JS-20261124-004']);
  });

  it('of a restore test names a set that a backup record of its asset lists, at first and when it is edited', async () => {
    const { id: _, ...listed } = backupKind.example;
    await session.workspace.change('x', (change) => change.addRecord('backup', { ...listed }), { at: NOW });
    const { asset, environment, method, startedAt, restoredAt, finishedAt, steps } = restoreKind.example;
    const when = { startedAt, restoredAt, finishedAt };
    const given = { asset, environment, method, ...when, steps, tables: [], result: 'passed', operator: '甲' };
    const test = (more: object, request = {}) =>
      addRecordText(session, JSON.stringify(more), { kind: 'restore-test', now: `${DAY}T15:30:00+08:00`, ...request });
    const none = [/备份集没有备份记录/, new RegExp(listed.set)] as const;
    await refused(test({ ...given, set: 'mysql-20261123-0200' }), ...none);
    await refused(test({ ...given, asset: 'app-server-1', set: listed.set }), none[0]);
    const { id } = await test({ ...given, set: listed.set, withoutPermit: '测试库' });
    expect((await session.workspace.records.get(id))?.record).toMatchObject({ backup: backupKind.example.id });
    await refused(test({ id, set: 'mysql-20261123-0200' }, { reason: '改' }), ...none);
  });

  it('keeps the time of the event apart from the time of entry', async () => {
    const { id } = await add(`${TEXT}at: 2026-11-23 16:00\nenteredAt: 2026-11-23 16:05\n`);
    expect(await stored(id)).toMatchObject({ at: '2026-11-23T16:00:00+08:00', enteredAt: NOW });
  });

  it.each<[string, string, RegExp[]]>([
    ['a missing field', `date: ${DAY}\ntopic: operation\n`, [/text/, /内容/]],
    ['an unknown field', `${TEXT}colour: red\n`, [/colour/]],
    ['a choice that is none', TEXT.replace('operation', 'poem'), [/topic/, /poem/]],
    ['a date that does not exist', TEXT.replace(DAY, '2026-02-30'), [/date/, /2026-02-30/]],
    ['a list', '- a\n- b\n', [/不是一条记录/, /清单/]],
    ['nothing', '', [/不是一条记录|没有内容|空/]],
    ['another kind', `${TEXT}kind: call\n`, [/记录种类不符/]],
    ['a claim to be measured', `${TEXT}source: auto\n`, [/不能标为自动采集/]],
    ['a record that does not exist', `${TEXT}permit: XK-20261124-009\n`, [/引用的记录不存在/, /XK-20261124-009/]],
  ])('refuses %s', (_name, text, says) => refused(add(text), ...says));

  it('refuses a kind that is none, naming those there are', async () => {
    await refused(add(TEXT, { kind: 'poem' }), /没有这种记录/, /note（工作记事）/);
  });

  it('of standard input without anything in it says what to do', async () => {
    await expect(addRecordText(session, ' \n', { kind: 'note', now: NOW })).rejects.toThrow(
      /标准输入没有内容[\s\S]*opsledger record note --example/,
    );
  });

  it('of a time that cannot be read tells that alone, and offers only keys that a person writes', async () => {
    const given = { topic: 'operation', text: '清理', at: '昨天' };
    const wrong = await addRecord(session, given, 'x.yaml', { kind: 'note', now: NOW }).catch((one: Error) => one);
    expect((wrong as Error).message).toMatch(/位置：at（时间）/);
    expect((wrong as Error).message).not.toContain('date');
    const slip = { topic: 'operation', texx: '清理' };
    const key = await addRecord(session, slip, 'x.yaml', { kind: 'note', now: NOW }).catch((one: Error) => one);
    expect((key as Error).message).toMatch(/您是不是要 text（内容）？可用的键：at、date、/);
    expect((key as Error).message).not.toMatch(/enteredAt|schema|simulated/);
  });

  it('asks for what a person knows, and for nothing else', async () => {
    const names = (await entryFields('note')).map((f) => f.name);
    expect(names).toEqual(expect.arrayContaining(['date', 'topic', 'text']));
    for (const given of ['schema', 'kind', 'id', 'source', 'enteredAt', 'attachments'])
      expect(names).not.toContain(given);
  });
});

describe('editing', () => {
  it('changes what was given and keeps the rest, with reason and person in git', async () => {
    const { id } = await add(`${TEXT}asset: app-server-1\n`);
    const edited = await add(`id: ${id}\ntext: 清理临时文件 42 GB\nsource: import\n`, { reason: '补充', by: '工程师' });
    expect(edited).toMatchObject({ id, edited: true });
    expect(await stored(id)).toMatchObject({ text: '清理临时文件 42 GB', asset: 'app-server-1', source: 'manual' });
    expect(git(root, 'log', '-1', '--format=%B')).toContain(`修改 ${id}：补充（工程师）`);
  });

  it('refuses without a reason, without a record, and what the kind refuses', async () => {
    const { id } = await add(TEXT);
    await refused(add(`id: ${id}\ntext: 新\n`), /须写明原因/);
    await refused(add('id: JS-20261124-099\ntext: 新\n', { reason: '补充' }), /没有这条记录/);
    await refused(add(`id: ${id}\ntopic: poem\n`, { reason: '补充' }), /poem/);
  });

  it('of two at once loses neither', async () => {
    const { id } = await add(TEXT);
    const other = await open(root);
    await Promise.all([
      add(`id: ${id}\ntext: 新\n`, { reason: '一' }),
      addRecordText(other, `id: ${id}\nresult: 完成\n`, { kind: 'note', now: NOW, reason: '二' }),
    ]);
    expect(await stored(id)).toMatchObject({ text: '新', result: '完成' });
  });
});

describe('attaching', () => {
  const attachTo = (id: string, files: string[], more = {}) =>
    attach(session, { record: id, files, now: NOW, ...more });

  it('keeps the bytes, and says of each what, where and when', async () => {
    const { id } = await add(TEXT);
    const picture = await file('考勤机.jpg', PNG);
    const more = { subject: '3号考勤机屏幕', place: '东楼一层', takenAt: `${DAY}T09:00:00+08:00` };
    const notices = [
      '考勤机.jpg 的内容是PNG 图片，不是扩展名所说的JPEG 图片，按内容保存',
      '考勤机.jpg 是图片，其中的文字没有检查；请自行确认其中没有口令、证件号码和手机号',
    ];
    expect(await attachTo(id, [picture], more)).toMatchObject({ added: 1, known: [], notices });
    const [one] = (await stored(id)).attachments ?? [];
    // By its bytes it is a PNG, whatever the name says.
    expect(one).toMatchObject({ name: '考勤机.jpg', type: 'image/png', size: PNG.length, ...more });
    expect(Buffer.from(await session.workspace.evidence.getEvidence(one?.sha256 ?? ''))).toEqual(PNG);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  it('the same file again, or twice at once, adds it once', async () => {
    const { id } = await add(TEXT);
    const picture = await file('a.png', PNG);
    const copy = await file('b.png', PNG);
    expect(await attachTo(id, [picture, copy])).toMatchObject({ added: 1, known: ['a.png'] });
    const head = git(root, 'rev-parse', 'HEAD');
    expect(await attachTo(id, [picture])).toMatchObject({ added: 0, known: ['a.png'] });
    expect(git(root, 'rev-parse', 'HEAD')).toBe(head);
  });

  it('from two at once keeps both', async () => {
    const { id } = await add(TEXT);
    const other = await open(root);
    const files = [await file('a.txt', '甲'), await file('b.txt', '乙')];
    await Promise.all([
      attachTo(id, [files[0] ?? '']),
      attach(other, { record: id, files: [files[1] ?? ''], now: NOW }),
    ]);
    expect((await stored(id)).attachments?.map((a) => a.name).sort()).toEqual(['a.txt', 'b.txt']);
  });

  it('goes to a measured record too, which stays measured', async () => {
    await inspect(session, `${DAY}T09:00:00+08:00`);
    await attachTo('XJ-20261124-001', [await file('a.png', PNG)]);
    const record = (await session.workspace.records.get('XJ-20261124-001'))?.record;
    expect(record).toMatchObject({ source: 'auto', attachments: [{ name: 'a.png' }] });
  });

  it('refuses what is no file, is empty, or has no record', async () => {
    const { id } = await add(TEXT);
    await refused(attachTo(id, [join(folder, 'none.png')]), /附件文件不存在/);
    await refused(attachTo(id, [folder]), /附件不是普通文件/);
    await refused(attachTo(id, [await file('empty', '')]), /附件大小不合规/);
    await refused(attachTo(id, [await file('b.png', '不是图片')]), /内容与扩展名不符/, /b\.png/, /应为：PNG 图片/);
    await refused(attachTo('JS-20261124-099', [await file('a.png', PNG)]), /没有这条记录/);
  });

  it('says what keeps a file that is there from being read', async () => {
    const { id } = await add(TEXT);
    const loop = join(folder, 'loop.png');
    await symlink(loop, loop);
    await refused(attachTo(id, [loop]), /符号链接首尾相接/, /loop\.png/);
    await refused(attachTo(id, [join(folder, `${'x'.repeat(300)}.png`)]), /文件名过长/);
    const denied = attachmentFault(Object.assign(new Error('denied'), { code: 'EACCES' }), 'a.png');
    expect(denied.message).toMatch(/没有读取附件的权限[\s\S]*a\.png[\s\S]*EACCES/);
  });
});

describe('the file of a confirmation', () => {
  it('gives measures and manual results, those without a time seen now', async () => {
    const path = await file(
      'm.yaml',
      'measures:\n  - { check: host-disk, target: app-server-3, action: 清理 }\nmanual:\n  - { check: subsystem-login, target: subsystem-attendance, result: normal, by: 工程师 }\n',
    );
    const { measures, manual } = await confirmFile(path, NOW);
    expect(measures).toEqual([{ check: 'host-disk', target: 'app-server-3', action: '清理' }]);
    expect(manual?.[0]).toMatchObject({ result: 'normal', at: NOW });
  });

  it.each([
    ['an unknown key', 'colour: red\n', /colour/],
    ['a result that is none', 'manual:\n  - { check: a, target: b, result: fine, by: 某 }\n', /manual\[0\]\.result/],
    ['a text', '清理\n', /没有内容/],
    ['a list', '- a\n', /一组键值/],
  ])('refuses %s', async (_name, text, says) => {
    await expect(confirmFile(await file('m.yaml', text), NOW)).rejects.toThrow(says);
  });
});
