/** A secret that a person types is refused at entry: it must never be in the history of the workspace. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedEntry } from '../../src/desk/entry-form.ts';
import { leaksOf } from '../../src/guard/allowed.ts';
import { REASON_TO_WRITE } from '../../src/guard/leak.ts';
import { draftOf } from '../../src/pipeline/issue/preview.ts';
import { recordHistory } from '../../src/pipeline/log/record-history.ts';
import { planWithRequests } from '../../src/pipeline/plan/on-request.ts';
import type { PlannedOccurrence } from '../../src/pipeline/plan/planned.ts';
import { healedLeaks } from '../../src/pipeline/publish/healed.ts';
import { addRecordText } from '../../src/pipeline/record/add.ts';
import { attach } from '../../src/pipeline/record/attach.ts';
import { recordExample } from '../../src/pipeline/record/example.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { importScans } from '../../src/pipeline/scan/import.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { confirm } from '../../src/pipeline/signoff/confirm.ts';
import { waive } from '../../src/pipeline/signoff/waive.ts';
import { loadKind } from '../../src/pipeline/units.ts';
import { cleanUp, DAY, git, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';

const NOW = `${DAY}T10:30:00+08:00`;
const MOBILE = ['138', '0013', '8000'].join('');
const OLD = ['Zx', 'cv#', '987'].join('');
const PASSWORD = ['Qw', 'er', '1234'].join('');

let session: Session;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opsledger-entry-gate-'));
  session = await open(await makeWorkspace());
  await inspect(session, `${DAY}T09:00:05+08:00`);
});
afterAll(async () => {
  await cleanUp();
  await rm(folder, { recursive: true, force: true });
});

const note = (text: string, more = '') =>
  addRecordText(session, `topic: operation\ntext: ${text}\n${more}`, { kind: 'note', now: NOW });

async function refused(work: Promise<unknown>, ...says: RegExp[]): Promise<void> {
  const head = git(session.workspace.root, 'rev-parse', 'HEAD');
  const error = (await work.then(
    () => undefined,
    (e: unknown) => e,
  )) as Error & { exitCode: number };
  expect(error?.exitCode).toBe(2);
  for (const pattern of [/不得外泄的信息，已拦截/, ...says]) expect(error.message).toMatch(pattern);
  for (const secret of [MOBILE, PASSWORD]) expect(error.message).not.toContain(secret);
  expect(git(session.workspace.root, 'rev-parse', 'HEAD')).toBe(head);
  expect(git(session.workspace.root, 'status', '--porcelain')).toBe('');
}

describe('at entry', () => {
  it('a password or a phone number in a record is refused, with its field, every hit masked', () =>
    refused(
      note(`数据库密码：${PASSWORD} 请联系 ${MOBILE}`),
      /位置：text（内容）/,
      /口令：.*Qw＊＊＊ 请联系 13＊＊＊/,
    ));

  it('so are they in an edit, in its reason, and in a list of a record', async () => {
    const { id } = await note('清理临时文件');
    const edit = (text: string, reason: string) =>
      addRecordText(session, `id: ${id}\ntext: ${text}\n`, { kind: 'note', now: NOW, reason });
    await refused(edit(`手机 ${MOBILE}`, '补充'), /text（内容）/);
    await refused(edit('清理', `见 ${MOBILE}`), /位置：reason/);
    const duty = `timeline:\n  - { at: 2026-11-24 09:00, action: 密码=${PASSWORD} }\n`;
    await refused(addRecordText(session, duty, { kind: 'incident', now: NOW }), /位置：timeline\[0\]\.action（操作）/);
  });

  it('so are they in a confirmation, a waiver and the words of an attachment', async () => {
    const log = { obligation: 'inspection-log', period: DAY, person: '姓名', now: NOW };
    const action = `口令=${PASSWORD}`;
    const measures = [{ check: 'host-patches', target: 'app-server-1', action }];
    await refused(
      confirm(session, { ...log, measures, shown: '处理措施.yaml' }),
      /measures\[0\]\.action/,
      /处理措施\.yaml/,
    );
    await refused(confirm(session, { ...log, remark: MOBILE }), /位置：remark/);
    const waiver = {
      obligation: 'inspection-log',
      periods: ['2026-11-23'],
      side: 'both' as const,
      person: '姓名',
      now: NOW,
    };
    await refused(waive(session, { ...waiver, reason: `电话 ${MOBILE}` }), /位置：reason/);
    const picture = join(folder, 'a.txt');
    await writeFile(picture, '现场');
    const { id } = await note('有图');
    await refused(attach(session, { record: id, files: [picture], subject: MOBILE, now: NOW }), /\[0\]\.subject/);
  });

  it('so are they in the names of files, of people and in the reason of a withdrawal', async () => {
    const sheet = join(folder, `口令${PASSWORD}.txt`);
    await writeFile(sheet, '纸面记录');
    const draft = 'topic: operation\ntext: 更换风扇\n';
    await refused(
      addRecordText(session, draft, { kind: 'note', now: NOW, sheets: [sheet] }),
      /attachments\[0\]\.(?:name|subject)/,
    );
    const { id } = await note('有附件');
    await refused(attach(session, { record: id, files: [sheet], now: NOW }), /\[0\]\.(?:name|subject)/);
    await refused(addRecordText(session, draft, { kind: 'note', now: NOW, by: `王工 ${MOBILE}` }), /enteredBy\.name/);
    const gone = { record: id, by: '姓名', now: NOW };
    await refused(withdraw(session, { ...gone, reason: `见 ${MOBILE}` }), /reason/);
    await refused(withdraw(session, { ...gone, reason: '重复', by: `王工 ${MOBILE}` }), /withdrawn\.by/);
    const report = join(folder, `密码${PASSWORD}.json`);
    await writeFile(report, '{}');
    const files = [{ path: report, shown: report }];
    const { files: imported } = await importScans(session, { files, said: {}, now: NOW });
    expect(imported[0]?.refused).toContain('不得外泄的信息，已拦截');
    expect(imported[0]?.refused).not.toContain(PASSWORD);
  });

  it('what a record held before does not stop its correction', async () => {
    const { id } = await note('密码见保险柜');
    const allow = join(session.workspace.root, 'leak-allow.yaml');
    const message = await note(`口令：${OLD}`).then(
      () => '',
      (e: Error) => e.message,
    );
    const print = /print: "([0-9a-f]{12})"/.exec(message)?.[1] ?? '';
    await writeFile(allow, allowing(message));
    await addRecordText(session, `id: ${id}\ntext: 口令：${OLD}\n`, { kind: 'note', now: NOW, reason: '补' });
    await rm(allow);
    const leaks = await leaksOf([{ file: 'a', text: `口令：${OLD}` }], []);
    expect(await healedLeaks(session, leaks)).toEqual(new Set());
    const edited = await addRecordText(session, `id: ${id}\ntext: 口令已更换\n`, {
      kind: 'note',
      now: NOW,
      reason: '删去口令',
    });
    expect(edited.edited).toBe(true);
    const kept = (await session.workspace.records.onFile(id))?.record.corrections?.at(-1);
    expect(kept?.changes?.map(({ from, to }) => [from, to])).toEqual([['〔疑为口令，不重述〕', '口令已更换']]);
    expect(kept?.what).not.toContain(OLD);
    // What its history says is hidden, and nobody is asked to put it right again; nor what was withdrawn.
    expect(await healedLeaks(session, leaks)).toEqual(new Set([print]));
    await withdraw(session, { record: id, by: '姓名', reason: '误登记', now: NOW });
    expect(await healedLeaks(session, leaks)).toEqual(new Set([print]));
  });

  it('what an earlier correction keeps of a secret is told by no document, page or history', async () => {
    const { id } = await note('密码见保险柜');
    const allow = join(session.workspace.root, 'leak-allow.yaml');
    const print = (await leaksOf([{ file: 'a', text: `口令：${OLD}` }], []))[0]?.print ?? '';
    await writeFile(allow, `schema: 1\nallow:\n  - { print: "${print}", rule: password, reason: 演示 }\n`);
    const correct = (text: string) =>
      addRecordText(session, `id: ${id}\ntext: ${text}\n`, { kind: 'note', now: NOW, reason: '更正' });
    await correct(`口令：${OLD}`);
    await correct('口令已更换');
    // It was allowed then, and is no more.
    await rm(allow);
    expect(
      await readFile(join(session.workspace.root, (await session.workspace.records.onFile(id))?.path ?? ''), 'utf8'),
    ).toContain(OLD);
    const { items } = await planWithRequests(session, NOW);
    const item = items.find((one) => one.obligation.id === 'daily-maintenance' && one.occurrence.period === DAY);
    const { path = '' } = (await session.workspace.records.onFile(id)) ?? {};
    for (const said of [
      await draftOf(session, item as PlannedOccurrence, NOW),
      (await storedEntry(session, 'note', id))?.corrections,
      await recordHistory(session, path),
    ]) {
      expect(JSON.stringify(said)).not.toContain(OLD);
      expect(JSON.stringify(said)).toContain('〔疑为口令，不重述〕');
    }
  });

  it('what a scanner says is looked at as what a person types, by its field, and nothing is imported', async () => {
    const report = join(folder, 'report.sarif');
    const results = [
      {
        ruleId: 'X1',
        level: 'error',
        message: { text: `password: ${PASSWORD}` },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'a.conf' } } }],
      },
    ];
    const runs = [
      { tool: { driver: { name: 'x', rules: [{ id: 'X1', shortDescription: { text: '默认口令' } }] } }, results },
    ];
    await writeFile(report, JSON.stringify({ version: '2.1.0', runs }));
    const said = { finishedAt: `${DAY}T02:00:00+08:00` };
    const { files } = await importScans(session, { files: [{ path: report, shown: 'report.sarif' }], said, now: NOW });
    expect(files[0]?.refused).toMatch(/不得外泄的信息，已拦截[\s\S]*report\.sarif[\s\S]*findings\[0\]\./);
    expect(files[0]?.refused).not.toContain(PASSWORD);
    expect((await session.workspace.records.list('scan')).records).toEqual([]);
  });

  it('a number in a field meant for telephone numbers is taken', async () => {
    const text = recordExample(await loadKind('call')).replace('0756-0000000', MOBILE);
    expect(text).toContain(MOBILE);
    const { id } = await addRecordText(session, text, { kind: 'call', now: '2026-12-20T10:00:00+08:00' });
    expect((await session.workspace.records.get(id))?.record).toMatchObject({ callerPhone: MOBILE });
  });

  it('an article that is named by its path is no account with its password', async () => {
    const text = recordExample(await loadKind('consultation')).replace(/^article: .*$/m, 'article: faq/faq-001');
    const { id } = await addRecordText(session, text, { kind: 'consultation', now: '2026-12-20T10:00:00+08:00' });
    expect((await session.workspace.records.get(id))?.record).toMatchObject({ article: 'faq/faq-001' });
    const secret = text.replace('faq/faq-001', `faq/口令${PASSWORD}`);
    await refused(addRecordText(session, secret, { kind: 'consultation', now: NOW }), /位置：article（知识条目）/);
  });

  it('what the workspace allows is taken where it is allowed, and nowhere else', async () => {
    const message = await note(`值班电话 ${MOBILE}`).then(
      () => '',
      (e: Error) => e.message,
    );
    await writeFile(join(session.workspace.root, 'leak-allow.yaml'), allowing(message));
    expect((await note(`值班电话 ${MOBILE}`)).id).toMatch(/^JS-/);
    const { id } = await note('甲');
    const gone = { record: id, by: '姓名', now: NOW };
    await expect(withdraw(session, { ...gone, reason: `见 ${MOBILE}` })).rejects.toThrow(/已拦截[\s\S]*reason/);
    const example = recordExample(await loadKind('consultation')).replace(/^answer: .*$/m, `answer: 拨 ${MOBILE}`);
    const elsewhere = addRecordText(session, example, { kind: 'consultation', now: NOW });
    await expect(elsewhere).rejects.toThrow(/已拦截[\s\S]*answer/);
    await rm(join(session.workspace.root, 'leak-allow.yaml'));
  });
});

/** The list with the entry that a message advises, as somebody copies it. */
const allowing = (message: string): string =>
  `schema: 2\nallow:\n  - ${/\{ print: .* \}/.exec(message)?.[0] ?? ''}\n`.replace(REASON_TO_WRITE, '演示');

describe('at 手工修改', () => {
  it('a file with a password or a phone number is refused by name, also in a comment; the others are committed', async () => {
    const { root } = session.workspace;
    const call = await addRecordText(
      session,
      recordExample(await loadKind('call')).replace(/^subject: .*$/m, 'subject: 打印机卡纸'),
      {
        kind: 'call',
        now: '2026-12-20T10:00:00+08:00',
      },
    );
    const [text, comment] = [await note('甲'), await note('乙')];
    const append = async (path: string, change: (old: string) => string) =>
      writeFile(join(root, path), change(await readFile(join(root, path), 'utf8')));
    await append(text.path, (old) => old.replace('甲', `数据库口令=${PASSWORD}`));
    await append(comment.path, (old) => `${old}# ${MOBILE}\n`);
    await append(call.path, (old) => old.replace('0756-0000000', MOBILE));
    await writeFile(join(root, 'plans/contacts.md'), `# 联系人\n\n${MOBILE}\n`);
    const articles = ['knowledge-base/faq/faq-001.md', `knowledge-base/faq/root密码${PASSWORD}.md`];
    await mkdir(join(root, 'knowledge-base/faq'), { recursive: true });
    for (const path of articles) await writeFile(join(root, path), '# 重新登录\n');
    const { committed, refused: listed } = await session.workspace.handEdits({ at: NOW });
    // The field of a call is meant for telephone numbers.
    expect(committed.sort()).toEqual([articles[0], call.path]);
    expect(listed.map((one) => one.path).sort()).toEqual(
      ['plans/contacts.md', articles[1], comment.path, text.path].sort(),
    );
    for (const { message } of listed) {
      expect(message).toContain('不得外泄的信息，已拦截');
      for (const secret of [MOBILE, PASSWORD]) expect(message).not.toContain(secret);
    }
    expect(git(root, 'log', '-p', '--all')).not.toContain(PASSWORD);
    git(root, 'checkout', '--', '.');
    git(root, 'clean', '-fdq', 'plans', 'knowledge-base');
  });

  it('the contract and the settings are held to it, too; a telephone number may stand where one is asked for', async () => {
    const { root } = session.workspace;
    const edit = async (path: string, change: (old: string) => string) =>
      writeFile(join(root, path), change(await readFile(join(root, path), 'utf8')));
    for (const [path, line] of [
      ['contract/contract.yaml', `# 数据库口令=${PASSWORD}\n`],
      ['contract/contract.yaml', `# 值班 ${MOBILE}\n`],
      ['opsledger.yaml', `# 数据库口令=${PASSWORD}\n`],
    ] as const) {
      await edit(path, (old) => `${old}${line}`);
      const { committed, refused: listed } = await session.workspace.handEdits({ at: NOW });
      expect([committed, listed.map((one) => one.path)]).toEqual([[], [path]]);
      expect(listed[0]?.message).toContain('不得外泄的信息，已拦截');
      git(root, 'checkout', '--', '.');
    }
    const side = '    side: supplier\n';
    await edit('contract/contract.yaml', (old) => old.replace(side, `${side}    phone: "${MOBILE}"\n`));
    const { committed, refused: listed } = await session.workspace.handEdits({ at: NOW });
    expect([committed, listed]).toEqual([['contract/contract.yaml'], []]);
    expect(git(root, 'log', '-p', '--all')).not.toContain(PASSWORD);
  });
});
