/**
 * Whoever can write to the repository can bear the program's name: what the program itself never does is told of its commits, too, and
 * what it does is not.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { sha256 } from '../../../src/archive/digest.ts';
import { toText } from '../../../src/contract/time.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { unsoundRecords } from '../../../src/pipeline/issue/sound-records.ts';
import { soundSession } from '../../../src/pipeline/issue/sound-session.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { addRecordText } from '../../../src/pipeline/record/add.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { kindIds, loadKind } from '../../../src/pipeline/units.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import incident, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import backup, { type BackupRecord } from '../../../src/subjects/recovery/kinds/backup.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { draftOf } from '../../support/draft-of.ts';
import { pdfSaying } from '../../support/scans.ts';
import { DAY, open } from '../_workspace.ts';
import { at, edit, found, fresh, git, NOTE, prepare, RECORD, root } from './_tampered.ts';

beforeAll(prepare);
beforeEach(fresh);

const asProgram = (path: string, message = '登记', body = ''): void => {
  git(['add', '--', path]);
  git(['commit', '-q', '-m', message, ...(body === '' ? [] : ['-m', body])], { name: 'OpsLedger' });
};
const told = async (path: string) =>
  (await found()).problems.filter((one) => one.path === path).map(({ message }) => message);

/** @returns path of a backup that a collector recorded, and records anew when `again` */
async function collected(again: boolean): Promise<string> {
  const example = draftOf(backup.example);
  const draft: Draft<BackupRecord> = { ...example, source: 'auto', enteredAt: at('11:00:00') };
  const session = await open(root);
  const saved = await session.workspace.change('采集', (change) => change.addRecord('backup', draft), {
    at: at('11:00:00'),
  });
  if (again)
    await session.workspace.change(
      '采集',
      (change) =>
        change.replaceRecord<BackupRecord>(saved.record.id, { ...draft, size: 77 }, '备份集在登记后有变化', '自动采集'),
      { at: at('12:00:00') },
    );
  await session.close();
  return saved.path;
}

it('a value that a machine read, changed in a commit that bears the name of the program', async () => {
  await edit(RECORD, (text) => text.replace('63.2', '13.2'));
  asProgram(RECORD, '更正 XJ-20261124-001', '修改 XJ-20261124-001：核对有误（甲）');
  expect(await told(RECORD)).toContainEqual(expect.stringMatching(/以本程序的名义修改：readings/));
});

it('a record deleted in a commit that bears the name of the program', async () => {
  for (const path of [RECORD, NOTE]) {
    await rm(join(root, path));
    asProgram(path);
    expect(await told(path)).toContainEqual(expect.stringMatching(/^记录被删除（提交 /));
  }
});

it('nothing, once it stands again as it was first written', async () => {
  const [before] = [git(['rev-parse', 'HEAD'])];
  await edit(RECORD, (text) => text.replace('63.2', '13.2'));
  asProgram(RECORD);
  git(['checkout', '-q', before, '--', RECORD]);
  asProgram(RECORD);
  expect(await told(RECORD)).toEqual([]);
});

it('a backup that is recorded anew as the collector does it is no problem; without the reason in the commit it is', async () => {
  const path = await collected(true);
  expect(await told(path)).toEqual([]);
  for (const [n, body] of ['…', `${'登记'.repeat(20_000)}\n…`, ''].entries()) {
    await edit(path, (text) => text.replace(/"size": 7\d/, `"size": ${78 + n}`).replace('"size": 80', '"size": 76'));
    asProgram(path, '采集', body);
    expect(await told(path)).toContainEqual(expect.stringMatching(/以本程序的名义修改/));
  }
});

it('a value that a person wrote, by which something is judged, changed without a correction: under any name, and after signing too', async () => {
  for (const subject of ['登记', '手工修改 1 个文件']) {
    await fresh();
    await edit(NOTE, (text) => text.replace('topic: operation', 'topic: followup'));
    asProgram(NOTE, subject);
    const session = await open(root);
    const hidden = join(root, '..', 'keys');
    process.env['XDG_DATA_HOME'] = hidden;
    try {
      await signLog(session, at('18:00:00'));
    } finally {
      delete process.env['XDG_DATA_HOME'];
      await session.close();
    }
    expect(await told(NOTE)).toContainEqual(expect.stringMatching(/^类别（原为 operation）被改动，更正中没有写明/));
  }
});

it('a picture that is left out', async () => {
  await edit(NOTE, (text) => text.replace(/^attachments:\n(?:[ -].*\n)+/m, ''));
  asProgram(NOTE);
  expect(await told(NOTE)).toContainEqual(expect.stringMatching(/^附件 机柜.txt 被移走/));
});

it('a term of the contract: each document that rests on it says so at its head, in the words of verify, and is drawn the same again', async () => {
  const terms = 'contract/contract.yaml';
  await edit(terms, (text) => text.replace(/(id: major\n[\s\S]*?limit: )1/, '$19'));
  asProgram(terms);
  const session = await open(root);
  const { issued } = await issue(session, {
    ...{ obligation: 'inspection-log', period: DAY, reason: '合同数据有改动', now: at('18:00:00') },
  });
  await session.close();
  const says = '首份文档签发之后改动过合同约定：quotas.major.limit（1 → 9），没有双方签订的补充文件';
  const [document] = issued;
  const manifest = `archive/2026/inspection-log/${DAY}/r2/manifest.json`;
  expect(JSON.parse(await readFile(join(root, manifest), 'utf8'))).toMatchObject({
    ...{ number: document?.number, altered: [`${says}（${terms}）`] },
    marks: expect.arrayContaining([`${says}（${terms}）`]),
  });
  const { problems } = await found({ rerender: true });
  expect(problems).toEqual([expect.objectContaining({ path: terms, message: expect.stringContaining(says) })]);
});

it('a supplement that both sides signed stands behind the terms that it names with their new values, and behind no other', async () => {
  const terms = 'contract/contract.yaml';
  const paper = 'contract/papers/later.txt';
  const text = '补充协议\n一、重大故障每年不超过两次。\n';
  await mkdir(join(root, 'contract/papers'), { recursive: true });
  await writeFile(join(root, paper), text);
  const scan = join(root, '..', '签字页.pdf');
  await writeFile(scan, pdfSaying('补充协议签字页'));
  /** The two limits as given, and what the paper is said to set. */
  const says = async (limit: number, sets: string) => {
    const own = `  - { id: later, name: 补充协议, file: ${paper}, prefix: S, rank: 3, sha256: ${sha256(text)}, sets: [${sets}] }\n`;
    await fresh();
    await mkdir(join(root, 'contract/papers'), { recursive: true });
    await writeFile(join(root, paper), text);
    await edit(terms, (all) =>
      all
        .replace(/(id: major\n[\s\S]*?limit: )1/, `$1${limit}`)
        .replace(/^(servicePeriod:[\s\S]*?to: )\S+/m, '$12027-10-31')
        .replace(/^papers:\n/m, (head) => `${head}${own}`),
    );
    git(['add', '-A', 'contract']);
    asProgram(terms);
  };
  const signed = async (...files: [string, boolean][]) => {
    const session = await open(root);
    for (const [file, proof] of files)
      await attach(session, {
        ...{ record: 'JS-20261124-001', files: [file], now: at('18:00:00') },
        ...(proof ? { proof: 'purchaser' as const } : {}),
      });
    await session.close();
  };
  const QUOTA = /quotas\.major\.limit/;
  const set = (term: string, value: number, words = '重大故障每年不超过两次') =>
    `{ term: ${term}, value: ${value}, text: ${words} }`;
  const full: [string, boolean] = [join(root, paper), false];
  const page: [string, boolean] = [scan, true];
  const ways: [limit: number, sets: string, files: [string, boolean][], isAgreed: boolean][] = [
    [2, set('quotas.major.limit', 2), [full, page], true],
    // Signed for something else before it came; another value; words that do not say it, or stand nowhere; another term.
    [2, set('quotas.major.limit', 2), [page, full], false],
    [9, set('quotas.major.limit', 2), [full, page], false],
    [9, set('quotas.major.limit', 9), [full, page], false],
    [9, set('quotas.major.limit', 9, '重大故障每年不超过9次'), [full, page], false],
    [2, set('quotas.other.limit', 2), [full, page], false],
    [2, '', [full, page], false],
  ];
  for (const [limit, sets, files, isAgreed] of ways) {
    await says(limit, sets);
    await signed(...files);
    const { problems, notes } = await found();
    const own = problems.filter(({ path }) => path === terms).map(({ message }) => message);
    expect(own, sets).toEqual([expect.stringContaining('servicePeriod.to')]);
    expect([QUOTA.test(own[0] ?? ''), notes.some((one) => QUOTA.test(one))], `${limit} ${sets}`).toEqual([
      !isAgreed,
      isAgreed,
    ]);
  }
});

it('what was put there by hand and says that a collector wrote it, of whatever kind, is not taken up and counts nowhere', async () => {
  const placed = new Map<string, string>();
  for (const kind of await Promise.all((await kindIds()).map(loadKind))) {
    const now = toText(Temporal.Now.instant());
    const one = kind.schema.safeParse({ ...kind.example, source: 'auto', enteredAt: now, simulated: undefined }).data;
    if (one === undefined) continue;
    const { id } = one as AnyRecord;
    const path = `records/${kind.id}/${id.slice(3, 7)}/${id.slice(7, 9)}/${id.slice(0, -3)}777.yaml`;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), stringify({ ...one, id: `${id.slice(0, -3)}777` }));
    placed.set(path, kind.id);
  }
  expect(placed.size).toBeGreaterThan(20);
  const session = await open(root);
  const { committed, problems } = await session.workspace.recover({ at: at('18:00:00') });
  expect(committed).toEqual([]);
  expect(problems.map(({ path }) => path).sort()).toEqual([...placed.keys()].sort());
  const sound = soundSession(session, await unsoundRecords(session, await session.workspace.refusedHandEdits()));
  for (const [path, kind] of placed) {
    const { files } = await sound.workspace.records.list(kind);
    expect(files.map((one) => one.path)).not.toContain(path);
    expect(await sound.workspace.records.ids(kind)).not.toContain(posix.parse(path).name);
  }
  await session.close();
});

const CORRECTED = 'records/incident/2026/11/GZ-20261124-001.yaml';
const stands = async (path: string): Promise<AnyRecord | undefined> => {
  const session = await open(root);
  const [one] = (await unsoundRecords(session, [])).filter((all) => all.path === path);
  await session.close();
  return one?.sound ?? undefined;
};

const NEXT = '2026-11-25T10:10:00+08:00';

/** An incident, and the same after a row and a time were corrected by the program, as the commits have it. */
async function corrected(): Promise<AnyRecord> {
  const { permit: _p, articles: _r, attachments: _a, ...draft } = draftOf(incident.example);
  const session = await open(root);
  try {
    const saved = await session.workspace.change(
      '登记',
      (change) => change.addRecord<IncidentRecord>('incident', { ...draft, enteredAt: NEXT }),
      { at: NEXT },
    );
    const given = { kind: 'incident', now: NEXT, by: '驻点运维工程师', reason: '核对后更正' };
    const text = await readFile(join(root, saved.path), 'utf8');
    await addRecordText(session, text.replace(/^(respondedAt: \S+T\d\d:\d\d:)\d\d/m, '$151'), given);
    return (await session.workspace.records.get(saved.record.id))?.record as AnyRecord;
  } finally {
    await session.close();
  }
}

it('whatever of a record is laid back, taken out or told past the program: it stands as it was, and is told', async () => {
  const ways: [what: string, words: RegExp, change: (record: AnyRecord, text: string) => string][] = [
    ['an older version', /更正记录被改动或删除/, () => git(['show', `HEAD~1:${CORRECTED}`])],
    ['a row', /^处理过程 r1 被删除/, (_, text) => text.replace(/^timeline:\n {2}- (?:.*\n {4})+.*\n/m, 'timeline:\n')],
    [
      'a correction that nobody made',
      /^更正（.*）不是由本程序登记的/,
      (record) => {
        const past = { ...record.corrections?.[0], what: '故障级别', reason: '补写', changes: [CLOUD] };
        const own = { ...record, responsibility: 'cloud', corrections: [...(record.corrections ?? []), past] };
        return stringify(own);
      },
    ],
  ];
  // Neither a text that looks as if git had been handed a part of it, nor that of another correction makes it the program's.
  const bodies = ['', '…', `${'登记'.repeat(20_000)}\n…`, '修改 GZ-20261124-001：核对后更正（驻点运维工程师）'];
  for (const [[what, words, change], body] of ways.flatMap((way, n) =>
    bodies.slice(0, n === 2 ? bodies.length : 1).map((body) => [way, body] as const),
  )) {
    await fresh();
    const was = await corrected();
    await edit(CORRECTED, (text) => change(was, text));
    asProgram(CORRECTED, '登记', body);
    expect(await told(CORRECTED), what).toContainEqual(expect.stringMatching(words));
    expect(await stands(CORRECTED), what).toEqual(was);
    git(['checkout', '-q', 'HEAD~1', '--', CORRECTED]);
    asProgram(CORRECTED);
    expect(await told(CORRECTED), what).toEqual([]);
  }
});

const CLOUD = { path: 'responsibility', label: '责任归属', kind: 'changed', from: '供应商', to: '云服务商' };
