/** Verification finds each kind of damage, names the file and the property, and is silent when nothing is wrong. */
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/archive/digest.ts';
import { listsIn } from '../../../src/archive/input-lists.ts';
import { DOCUMENT, PLAIN_DOCUMENT, STATEMENT } from '../../../src/archive/layout.ts';
import type { Manifest } from '../../../src/archive/manifest.ts';
import { manifestBytes } from '../../../src/archive/manifest.ts';
import { readManifestBytes } from '../../../src/archive/manifest-text.ts';
import { readArchive } from '../../../src/archive/store.ts';
import { statusLines } from '../../../src/cli/status-lines.ts';
import { composerHash } from '../../../src/pipeline/compose/composer.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { gatherAgain, rerender } from '../../../src/pipeline/verify/again/rerender.ts';
import { committedFiles } from '../../../src/pipeline/verify/committed-files.ts';
import { releasedComposers } from '../../../src/pipeline/verify/composers.ts';
import type { Problem } from '../../../src/pipeline/verify/problem.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import type { SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { archivedDocument } from '../../support/archived.ts';
import { cleanUp, DAY, git, inspect, makeWorkspace, note, noteDraft, open, plainRenderer } from '../_workspace.ts';

const at = (time: string, day = DAY) => `${day}T${time}+08:00`;
const FOLDER = `archive/2026/inspection-log/${DAY}/r1`;
const NUMBER = 'HQSF-XJ-20261124-r1';

let master: string;
let root: string;

beforeAll(async () => {
  master = await makeWorkspace();
  const session = await open(master);
  await inspect(session, at('09:00:00', '2026-11-23'), at('09:00:00'));
  await note(session, noteDraft(at('10:00:00'), '清理临时文件'));
  await issue(session, { now: at('17:00:00') });
  await issue(session, { obligation: 'daily-maintenance', period: DAY, now: at('17:00:00') });
});

beforeEach(async () => {
  root = join(await makeWorkspace(), '..', 'copy');
  await cp(master, root, { recursive: true, preserveTimestamps: true });
});
afterAll(cleanUp);

/** Without what the history tells against a commit that is not the program's: `tampering.test.ts` holds that. */
async function problems(options = {}): Promise<Problem[]> {
  const result = await verify(await open(root), options);
  expect(result.ok).toBe(result.problems.length === 0);
  return result.problems.filter(({ message }) => !/^(?:只写一次的文件|由本程序以外的提交)/.test(message));
}

const edit = async (path: string, change: (text: string) => string) =>
  writeFile(join(root, path), change(await readFile(join(root, path), 'utf8')));

async function editManifest(change: (manifest: Manifest) => Manifest, commit = false): Promise<void> {
  const path = `${FOLDER}/manifest.json`;
  // As the schema before wrote it, with its inputs in it: what is wrong with lists has tests of its own.
  const { named: _, ...read } = readManifestBytes(await readFile(join(root, path)), listsIn(root)) as Manifest;
  await writeFile(join(root, path), manifestBytes(change({ ...read, schema: 2 })));
  if (commit) git(root, 'commit', '-qam', 'forged');
}

describe('what the program works by', () => {
  it.each([
    ['opsledger.yaml', '__proto__: 1\n'],
    ['opsledger.yaml', 'sources: []\n'],
    ['operation-log-rules.json', '{"constructor": {}}'],
    ['leak-allow.yaml', 'allow: [{ constructor: 1 }]\n'],
  ])('%s that cannot be used is told, though it is committed and no document needs it', async (path, more) => {
    const before = path.endsWith('.json') ? '' : await readFile(join(root, path), 'utf8').catch(() => '');
    await writeFile(join(root, path), before + more);
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'broken');
    const found = (await verify(await openSession(root, { settings: false }))).problems;
    expect(found).toEqual([{ path, property: '可用性', message: expect.stringContaining('不能使用：') }]);
  });
});

describe('a file that cannot be used', () => {
  it('ends no list of what is due: it is named, and the rest is there', async () => {
    const record = 'records/inspection/2026/11/XJ-20261124-001.json';
    await edit(record, (text) => text.replace('{', '{"constructor": 1,'));
    git(root, 'commit', '-qam', 'broken');
    await rm(join(root, 'plans/service-plan.md'));
    await mkdir(join(root, 'plans/service-plan.md'));
    await symlink('loop.md', join(root, 'knowledge-base/loop.md'));
    const { items, problems: unreadable, edited } = await due(await open(root), at('18:00:00'), at('18:00:00'));
    expect(items.length).toBeGreaterThan(1);
    expect([...unreadable, ...edited].join()).toContain(`${record}：`);
    expect(edited.join()).toContain('knowledge-base/loop.md：符号链接首尾相接');
  });
});

describe('an operation that was interrupted', () => {
  /** As a kill leaves it: the file has its name, git was not asked yet. */
  async function interrupted(head: string): Promise<void> {
    const path = 'records/note/2026/11/JS-20261124-001.yaml';
    const next = path.replace('-001', '-002');
    const text = (await readFile(join(root, path), 'utf8')).replace('-001', '-002');
    await writeFile(join(root, next), text);
    await mkdir(join(root, '.opsledger'), { recursive: true });
    const entry = { path: next, temp: `${next}.gone`, backup: null, sha256: sha256(Buffer.from(text)), tracked: true };
    const journal = { schema: 1, subject: '登记工作记事', body: '', at: at('12:00:00'), head, entries: [entry] };
    await writeFile(join(root, '.opsledger/journal.json'), JSON.stringify(journal));
    await writeFile(join(root, '.git/index.lock'), '');
  }

  it('is put right by verify itself, which says so and finds nothing wrong', async () => {
    await interrupted(git(root, 'rev-parse', 'HEAD'));
    const result = await verify(await open(root));
    expect(result.problems).toEqual([]);
    expect(result.notes[0]).toBe('上次操作被中断，已恢复：“登记工作记事”已自动完成（1 个文件），请不要重复录入');
    expect((await verify(await open(root))).notes.join()).not.toContain('中断');
  });

  it('is no matter of 真实性 while it cannot be put right', async () => {
    await interrupted(git(root, 'rev-parse', 'HEAD'));
    const journal = join(root, '.opsledger/journal.json');
    await writeFile(journal, (await readFile(journal, 'utf8')).replace('"schema":1', '"schema":2'));
    expect(await problems()).toMatchObject([
      { path: '.opsledger', property: '可用性', message: expect.stringContaining('尚未恢复') },
      // Nobody can read which files it was about.
      { path: expect.stringContaining('JS-20261124-002'), property: '真实性' },
    ]);
  });
});

describe('a 口径 that is confirmed by a signed paper', () => {
  const confirmWith = (scan: string) =>
    edit('contract/interpretations.yaml', (text) =>
      text.replace(
        'confirmed: false\n    chosen: ~',
        `confirmed: true\n    chosen: stricter\n    confirmedOn: 2026-11-20\n    scan: ${scan}`,
      ),
    );

  const IN_FILE = { path: 'contract/interpretations.yaml', property: '完整性' };
  const isConfirmed = async () =>
    (await open(root)).workspace.contract.interpretations.find(({ id }) => id === 'response')?.confirmed;

  /** As `receive --scan` records it. */
  const receipt = (paper: Uint8Array, of: Partial<SignoffRecord>): Draft<SignoffRecord> => ({
    ...{ source: 'manual', at: at('18:00:00'), enteredAt: at('18:00:00'), person: '采购人经办人' },
    ...{ action: 'receive', obligation: 'interpretation-letter', period: 'service', revision: 1, ...of },
    attachments: [
      {
        ...{ sha256: sha256(paper), name: 'a.pdf', type: 'application/pdf', size: paper.length, subject: '函' },
        ...{ takenAt: at('18:00:00'), proof: 'purchaser' },
      },
    ],
  });

  const keep = async (paper: Uint8Array, of?: Partial<SignoffRecord>) => {
    const session = await open(root);
    await session.workspace.change(
      '扫描件',
      async (change) => {
        await change.putEvidence(paper);
        if (of !== undefined) await change.addRecord('signoff', receipt(paper, of));
      },
      { at: at('18:00:00') },
    );
    await session.workspace.handEdits({ at: at('18:00:00') });
    await session.close();
  };

  it('is a problem while the paper is not kept, and none once it is with the receipt of a letter', async () => {
    const paper = new TextEncoder().encode('%PDF-1.4 口径确认函');
    await confirmWith(sha256(paper));
    const missing = { ...IN_FILE, message: expect.stringMatching(/口径 response .*签字扫描件.*不在 evidence\/ 中/) };
    expect(await problems()).toEqual([
      missing,
      { ...missing, property: '真实性', message: expect.stringMatching(/^有未提交的改动/) },
    ]);
    const session = await open(root);
    const before = await status(session, at('18:00:00'));
    expect(before.unproven).toHaveLength(1);
    // Until then no document and no page of the site takes the reading for confirmed.
    expect(await isConfirmed()).toBe(false);
    expect(statusLines(before).join('\n')).toContain('缺扫描件　口径 response');
    await keep(paper, {});
    expect(await problems()).toEqual([]);
    expect((await status(session, at('18:01:00'))).unproven).toEqual([]);
    expect(await isConfirmed()).toBe(true);
  });

  it('is one while the paper is kept and is of something else, and counts as unconfirmed', async () => {
    const paper = new TextEncoder().encode('%PDF-1.4 巡检记录签收单');
    await confirmWith(sha256(paper));
    const elsewhere = { ...IN_FILE, message: expect.stringMatching(/不是任何一份口径确认函的签收凭证.*按未确认处理/) };
    for (const of of [
      undefined,
      { action: 'deliver' },
      { obligation: 'inspection-log', period: '2026-11-23' },
    ] as const) {
      await keep(paper, of);
      expect(await problems()).toEqual([elsewhere]);
      expect(await isConfirmed()).toBe(false);
    }
  });

  it('is one where what was signed does not list it', async () => {
    const paper = new TextEncoder().encode('%PDF-1.4 口径确认函');
    await confirmWith(sha256(paper));
    // Of a contract without a letter whatever was signed for may be the paper.
    await edit('contract/written.yaml', (text) => text.replace('generated: [interpretations]', 'generated: []'));
    await keep(paper, { obligation: 'inspection-log', period: DAY });
    expect(await problems()).toEqual([
      { ...IN_FILE, message: expect.stringMatching(new RegExp(`签的是 ${NUMBER}，其中没有把它列为待确认的口径`)) },
    ]);
  });

  it('counts in a document that is made again as it did then', async () => {
    const paper = new TextEncoder().encode('%PDF-1.4 口径确认函');
    await confirmWith(sha256(paper));
    await keep(paper, {});
    const session = await open(root);
    await issue(session, { obligation: 'interpretation-letter', period: 'service', now: at('19:00:00') });
    const files = committedFiles(session.workspace.git);
    const { documents } = await readArchive(root);
    const [letter] = documents.filter(({ manifest }) => manifest.obligation === 'interpretation-letter');
    const again = await gatherAgain(
      { session, all: documents, files, waivers: new Map() },
      letter?.manifest as Manifest,
    );
    files.close();
    const read = again?.source.contract.interpretations.find(({ id }) => id === 'response');
    expect(read?.confirmed).toBe(true);
    await session.close();
  });
});

/** What is noted of documents that this program composed; as released, it is known. */
async function ofNoRelease(count: number): Promise<unknown[]> {
  const isReleased = (await releasedComposers())?.has(await composerHash()) === true;
  return isReleased ? [] : [expect.stringMatching(new RegExp(`^未知编制程序 .*${count} 份文档`))];
}

describe('a workspace in order', () => {
  it('has no problem, and counts what it looked at', async () => {
    const result = await verify(await open(root));
    expect(result.problems).toEqual([]);
    expect(result.checked).toEqual({ documents: 4, records: 3, entries: 0 });
    expect(result.notes).toEqual([
      '存证日志与签名：未启用',
      '没有核对：SM3 校验值（--sm3）、版本库每个对象的自检（--deep）',
      '采集值 2 项没有存入原始应答的对照值，只核对了记录本身',
      ...(await ofNoRelease(4)),
      // Who filled in the contract did so with git.
      expect.stringMatching(/^版本库中有 1 次提交不是本程序所作（.*署名 t <t@localhost>）/),
      expect.stringMatching(/以 --at 指定时间.*提交 \d+ 次/),
    ]);
  });

  it('stays so when a record is corrected later: inputs are compared where the document was made', async () => {
    const session = await open(root);
    const edited = { id: 'JS-20261124-001', text: '清理临时文件 42 GB' };
    await addRecord(session, edited, '更正', { kind: 'note', now: at('18:00:00'), by: '工程师', reason: '补充' });
    expect(await problems()).toEqual([]);
  });
});

describe('damage in the archive', () => {
  const data = ['document.json.gz', 'statement.json.gz', 'manifest.json'];
  it.each([`${NUMBER}.pdf`, `${NUMBER}.html`, `${NUMBER}.xlsx`, ...data])('one bit of %s', async (name) => {
    const path = join(root, FOLDER, name);
    const bytes = await readFile(path);
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
    await writeFile(path, bytes);
    expect((await problems()).filter((p) => p.path === `${FOLDER}/${name}`)).not.toEqual([]);
  });

  it('a file that is gone', async () => {
    await rm(join(root, FOLDER, `${NUMBER}.pdf`));
    const found = await problems();
    expect(found).toContainEqual({ path: `${FOLDER}/${NUMBER}.pdf`, property: '完整性', message: '归档文件缺失' });
    expect(found).toContainEqual({
      path: `${FOLDER}/${NUMBER}.pdf`,
      property: '完整性',
      message: '清单列出的文件缺失',
    });
  });

  it('a whole revision that is gone', async () => {
    await rm(join(root, FOLDER), { recursive: true });
    expect(await problems()).toHaveLength(6);
  });

  it('a file too many, in a revision and beside all revisions', async () => {
    await writeFile(join(root, FOLDER, 'extra.txt'), '1');
    await mkdir(join(root, 'archive', '2025'), { recursive: true });
    await writeFile(join(root, 'archive', '2025', 'extra.txt'), '1');
    const found = await problems();
    expect(found).toContainEqual({
      path: 'archive/2025/extra.txt',
      property: '真实性',
      message: '归档中多出的文件，不在版本库中',
    });
    expect(found.map((p) => p.message)).toContain('清单中没有列出的文件');
  });

  it('a manifest that cannot be read', async () => {
    await writeFile(join(root, FOLDER, 'manifest.json'), '{');
    expect((await problems()).map((p) => [p.property, p.message])).toEqual(
      expect.arrayContaining([
        ['可用性', '清单不是有效的 JSON'],
        ['真实性', '文件内容与版本库中签发时的内容不一致'],
      ]),
    );
  });

  it('a document under another date, though git was told', async () => {
    const copy = FOLDER.replace(DAY, '2026-11-25');
    await cp(join(root, FOLDER), join(root, copy), { recursive: true });
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'forged');
    expect((await problems()).map((p) => [p.path, p.message])).toEqual([
      [`${copy}/manifest.json`, '清单不是这个文件夹的清单'],
    ]);
  });

  it('a file changed together with git, but not with its manifest', async () => {
    await edit(`${FOLDER}/${NUMBER}.html`, (text) => text.replace('系统巡检日志', '系统巡检日誌'));
    git(root, 'commit', '-qam', 'forged');
    expect((await problems()).map((p) => [p.path, p.message])).toEqual([
      [`${FOLDER}/${NUMBER}.html`, '文件与清单的校验值不一致'],
    ]);
  });
});

describe('inputs', () => {
  it('that are not what the manifest says, at the data commit', async () => {
    const changed = (m: Manifest) => ({
      ...m,
      inputs: m.inputs.map((i, n) => (n === 0 ? { ...i, sha256: sha256('other') } : i)),
    });
    await editManifest(changed, true);
    const [problem] = await problems();
    expect(problem).toMatchObject({ path: `${FOLDER}/manifest.json`, property: '真实性' });
    expect(problem?.message).toMatch(/依据 contract\/.* 与清单的校验值不一致/);
  });

  it('whose SM3 or size alone is wrong', async () => {
    await editManifest((m) => ({ ...m, inputs: m.inputs.map((i) => ({ ...i, size: i.size + 1 })) }), true);
    expect((await problems()).length).toBeGreaterThan(5);
  });

  it('that were never in git', async () => {
    const more = { path: 'records/note/2026/11/JS-20261124-009.json', sha256: sha256('x'), sm3: sha256('x'), size: 1 };
    await editManifest((m) => ({ ...m, inputs: [...m.inputs, more] }), true);
    expect(await problems()).toEqual([
      { path: `${FOLDER}/manifest.json`, property: '完整性', message: `依据 ${more.path} 不在签发时的版本库中` },
    ]);
  });

  it('of a commit that git does not have', async () => {
    await editManifest((m) => ({ ...m, dataCommit: '1'.repeat(40) }), true);
    expect((await problems()).map((p) => p.message)).toEqual([`签发时的数据提交 ${'1'.repeat(40)} 不在版本库中`]);
  });
});

describe('records', () => {
  it('that cannot be read, are of no kind, or were changed behind git’s back', async () => {
    await edit('records/note/2026/11/JS-20261124-001.yaml', () => '{');
    await mkdir(join(root, 'records', 'poem'));
    await writeFile(join(root, 'records', 'note', '2026', '11', 'readme.txt'), '1');
    const found = await problems();
    expect(found.map((p) => [p.path, p.property])).toEqual(
      expect.arrayContaining([
        ['records/note/2026/11/JS-20261124-001.yaml', '可用性'],
        ['records/note/2026/11/JS-20261124-001.yaml', '真实性'],
        ['records/poem', '可用性'],
        ['records/note/2026/11/readme.txt', '可用性'],
      ]),
    );
  });

  it('that were deleted', async () => {
    await rm(join(root, 'records/note/2026/11/JS-20261124-001.yaml'));
    expect((await problems()).map((p) => p.path)).toEqual(['records/note/2026/11/JS-20261124-001.yaml']);
  });
});

describe('making documents again', () => {
  const again = async (change: (m: Manifest) => Manifest, renderer = plainRenderer()) => {
    const { documents } = await readArchive(root);
    const found: Problem[] = [];
    const session = await open(root, renderer);
    const changed = documents.map((d) => ({ ...d, manifest: change(d.manifest) }));
    const files = committedFiles(session.workspace.git);
    const notes = await rerender(session, changed, files, found).finally(() => files.close());
    return { notes, found };
  };

  it('gives the same bytes from the inputs alone, whatever is in the workspace now', async () => {
    await rm(join(root, 'records'), { recursive: true });
    await edit('contract/contract.yaml', (text) => text.replace('HQSF', 'XXXX'));
    expect(await again((m) => m)).toEqual({ notes: ['逐字节重现：4 份'], found: [] });
  });

  it('with another renderer compares the content, and says so', async () => {
    const drawn: string[] = [];
    const other = await again((m) => ({ ...m, renderer: sha256('other') }), plainRenderer(drawn));
    expect(other).toEqual({ notes: ['渲染环境不同，已核对内容：4 份'], found: [] });
    expect(drawn).toEqual([]);
  });

  it('takes a document that was written with blanks for the same', async () => {
    const blank = `${JSON.stringify(archivedDocument(join(root, FOLDER)), null, 1)}\n`;
    const other = await again((m) => ({
      ...m,
      renderer: sha256('other'),
      outputs: m.outputs.map((o) =>
        o.path === DOCUMENT && m.number === NUMBER ? { ...o, path: PLAIN_DOCUMENT, sha256: sha256(blank) } : o,
      ),
    }));
    expect(other.found).toEqual([]);
  });

  it('with another composer compares inputs and files only, and says so', async () => {
    // Composed again it would not come out: its evidence is named no more.
    const inputs = (m: Manifest) => m.inputs.filter((i) => !i.path.startsWith('records/'));
    const other = await again((m) => ({ ...m, composer: sha256('other'), inputs: inputs(m) }));
    expect(other).toEqual({ notes: ['编制程序已更新，已核对输入与文件：4 份'], found: [] });
  });

  it('finds a renderer that draws otherwise', async () => {
    const renderer = plainRenderer();
    const { found } = await again((m) => m, {
      ...renderer,
      render: async (doc, image) => ({ ...(await renderer.render(doc, image)), pdf: new Uint8Array([1]) }),
    });
    expect(found.map((p) => p.path.split('.').at(-1))).toEqual(['pdf', 'pdf', 'pdf', 'pdf']);
    expect(found[0]?.message).toBe('重新编制的结果与归档文件不一致');
  });

  it.each([DOCUMENT, STATEMENT])('finds a %s that the inputs do not give, or that is not told of', async (name) => {
    const forged = await again((m) => ({
      ...m,
      outputs: m.outputs.map((o) => (o.path === name ? { ...o, sha256: sha256('forged') } : o)),
    }));
    const left = await again((m) => ({ ...m, outputs: m.outputs.filter(({ path }) => path !== name) }));
    for (const { found } of [forged, left])
      expect(found.map((p) => p.path.split('/').at(-1))).toEqual([name, name, name, name]);
  });

  it('says when the inputs are not enough to make it', async () => {
    const { found } = await again((m) => ({ ...m, inputs: m.inputs.filter((i) => !i.path.startsWith('records/')) }));
    const wanted = found.map((p) => [p.path.split('/')[2], p.message]);
    // The daily report is written without an inspection too, and is then not the one that was archived.
    expect(wanted).toContainEqual([
      'inspection-log',
      expect.stringMatching(/^无法由依据重新编制：系统巡检日志 .* 没有可用/),
    ]);
    expect(new Set(found.map((p) => p.path.slice(0, p.path.lastIndexOf('/')))).size).toBe(4);
  });

  it('is part of verifying, and a revision comes out the same too', async () => {
    const session = await open(root);
    await inspect(session, at('17:30:00'));
    await issue(session, { obligation: 'inspection-log', period: DAY, now: at('18:00:00'), reason: '复检' });
    const result = await verify(session, { rerender: true });
    expect(result.problems).toEqual([]);
    expect(result.notes).toEqual([
      '存证日志与签名：未启用',
      '没有核对：SM3 校验值（--sm3）、版本库每个对象的自检（--deep）',
      '采集值 3 项没有存入原始应答的对照值，只核对了记录本身',
      ...(await ofNoRelease(5)),
      // Who filled in the contract did so with git.
      expect.stringMatching(/^版本库中有 1 次提交不是本程序所作（.*署名 t <t@localhost>）/),
      expect.stringMatching(/以 --at 指定时间.*提交 7 次/),
      '逐字节重现：5 份',
    ]);
    expect(await readdir(join(root, FOLDER, '..'))).toEqual(['r1', 'r2']);
  });
});
