/**
 * Whatever is changed behind the program's back is named: the file, what is wrong and what to do. A workspace that people
 * keep as they may is not accused.
 */

import { appendFile, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/archive/digest.ts';
import { type Manifest, manifestBytes } from '../../../src/archive/manifest.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import type { Problem, Property } from '../../../src/pipeline/verify/problem.ts';
import { changedTerms } from '../../../src/pipeline/verify/terms/altered.ts';
import { DAY, open } from '../_workspace.ts';
import {
  append,
  at,
  bundle,
  committed,
  edit,
  FOLDER,
  file,
  found,
  fresh,
  git,
  MANIFEST,
  NOTE,
  PDF,
  picture,
  prepare,
  put,
  RECORD,
  remove,
  root,
  unnoticed,
} from './_tampered.ts';

beforeAll(prepare);

interface Case {
  what: string;
  do(): Promise<unknown>;
  path: string | (() => string);
  property: Property;
  says: RegExp;
  /** Only git's own check of all objects finds it. */
  deep?: true;
}
const of =
  (property: Property) =>
  (what: string, path: Case['path'], says: RegExp, tamper: Case['do'], deep?: true): Case => ({
    ...{ what, do: tamper, path, property, says },
    ...(deep && { deep }),
  });
const [forged, lacking, broken] = [of('真实性'), of('完整性'), of('可用性')];
const UNCOMMITTED = /有未提交的改动.*下次签发前检查并登记为手工修改.*(?:取回|移走)/;
const FOREIGN = /由本程序以外的提交(?:写入|修改|删除)（提交 .*作者 t <t@localhost>/;

/** Each on a file of its own, all of them in one workspace. */
const left: Case[] = [
  // Changed by hand and left so.
  forged('the contract', 'contract/contract.yaml', UNCOMMITTED, append('contract/contract.yaml')),
  forged('the assets', 'contract/assets.yaml', UNCOMMITTED, append('contract/assets.yaml')),
  forged('the written documents', 'contract/written.yaml', UNCOMMITTED, append('contract/written.yaml')),
  lacking('the paper contract is gone', 'contract/original.txt', UNCOMMITTED, remove('contract/original.txt')),
  forged('settings', 'opsledger.yaml', UNCOMMITTED, append('opsledger.yaml')),
  forged('what may leak', 'leak-allow.yaml', UNCOMMITTED, put('leak-allow.yaml', 'schema: 1\nallow: []\n')),
  forged('a plan', 'plans/service-plan.md', UNCOMMITTED, append('plans/service-plan.md')),
  forged('an article', 'knowledge-base/nginx/502-504.md', UNCOMMITTED, append('knowledge-base/nginx/502-504.md')),
  lacking(
    'an article is gone',
    'knowledge-base/nginx/slow-access.md',
    UNCOMMITTED,
    remove('knowledge-base/nginx/slow-access.md'),
  ),
  forged('state', 'state/counter.json', /状态只由程序写入/, put('state/counter.json', '{"n":9}\n')),
  lacking('state is gone', 'state/cursor.json', /文件被删除/, remove('state/cursor.json')),
  forged('state that nobody wrote', 'state/other.json', /移走/, put('state/other.json', '1\n')),
  forged('what git ignores', '.gitignore', /规则文件.*取回/, async () => appendFile(file('.gitignore'), 'records/\n')),
  forged('how git stores', '.gitattributes', /规则文件/, append('.gitattributes')),
  forged(
    'rules of git beside the workspace',
    '.git/info/exclude',
    /忽略规则/,
    put('.git/info/exclude', 'records/note/\n'),
  ),
  forged('a file too many at the top', '总结.docx', /不属于工作区.*inbox/, put('总结.docx')),
  forged(
    'a file too many among the records, ignored by git',
    'records/note/2026/11/extra.json',
    /多出的文件/,
    async () => {
      await appendFile(file('.gitignore'), 'extra.json\n');
      await put('records/note/2026/11/extra.json', '{}')();
    },
  ),
  forged('a file too many in the contract', 'contract/extra.yaml', UNCOMMITTED, put('contract/extra.yaml', 'a: 1\n')),
  forged('a file too many in the evidence', 'evidence/ab/readme', /不属于证据库.*移走/, put('evidence/ab/readme')),
  forged('a file too many in the archive', `${FOLDER}/extra.pdf`, /清单中没有列出/, put(`${FOLDER}/extra.pdf`)),
  forged(
    'a large original that is another',
    `evidence-large/ab/${'ab'.repeat(32)}`,
    /内容与文件名中的校验值不符/,
    put(`evidence-large/${'ab'}/${'ab'.repeat(32)}`),
  ),
  forged('a record, unnoticed by git', NOTE, /未提交的改动/, unnoticed(NOTE)),
  forged('a document, unnoticed by git', PDF, /不一致/, unnoticed(PDF)),
  forged(
    'the contract, unnoticed by git',
    'contract/registers.yaml',
    UNCOMMITTED,
    unnoticed('contract/registers.yaml'),
  ),
];

/** Each in a workspace of its own. */
const alone: Case[] = [
  forged('a record that is a link', NOTE, /不是普通文件/, async () => {
    await rename(file(NOTE), join(root, '..', 'note.yaml'));
    await symlink('../../../../../note.yaml', file(NOTE));
  }),
  // Evidence and what refers to it.
  lacking('evidence that is gone', NOTE, /附件.*引用的原始材料 [0-9a-f]{64} 不在.*从备份恢复/, async () =>
    unlink(file(picture)),
  ),
  lacking(
    'evidence that is gone, with the commit of the program',
    NOTE,
    /不在 evidence/,
    committed(async () => unlink(file(picture)), { name: 'OpsLedger' }),
  ),
  forged(
    'evidence of another content',
    () => picture,
    /校验值不符.*从备份恢复/,
    async () => writeFile(file(picture), 'x'),
  ),
  forged(
    'a reading that its evidence does not give, with the commit of the program',
    RECORD,
    /采集值与原始应答不一致：ops-host disk\.used \/ 记录为 43\.2，原始应答为 63\.2/,
    committed(async () => edit(RECORD, (text) => text.replace('63.2', '43.2')), { name: 'OpsLedger' }),
  ),
  forged(
    'a reading that was left out, with the commit of the program',
    RECORD,
    /原始应答为 true，记录中没有/,
    committed(
      async () => {
        const record = JSON.parse(await readFile(file(RECORD), 'utf8')) as { readings: unknown[] };
        record.readings.pop();
        await writeFile(file(RECORD), JSON.stringify(record));
      },
      { name: 'OpsLedger' },
    ),
  ),
  forged(
    'evidence put in the place of another, with all that names it',
    RECORD,
    /原始应答为 23\.2/,
    committed(
      async () => {
        const old = bundle.split('/').at(-1)?.replace('.gz', '') ?? '';
        const text = gunzipSync(await readFile(file(bundle)))
          .toString('utf8')
          .replace('63.2', '23.2');

        const hash = sha256(text);
        await put(`evidence/${hash.slice(0, 2)}/${hash}`, text)();
        await unlink(file(bundle));
        await edit(RECORD, (one) => one.replaceAll(old, hash));
      },
      { name: 'OpsLedger' },
    ),
  ),
  // Committed by somebody else.
  forged(
    'a document with its manifest',
    MANIFEST,
    /只写一次的文件在首次写入之后被改写.*的上一版/,
    committed(async () => {
      const manifest = JSON.parse(await readFile(file(MANIFEST), 'utf8')) as Manifest;
      await writeFile(file(MANIFEST), manifestBytes({ ...manifest, note: '改' } as Manifest));
    }),
  ),
  forged(
    'the same in the name of the program',
    PDF,
    /清单的校验值不一致/,
    committed(append(PDF), { name: 'OpsLedger' }),
  ),
  lacking(
    'a document is gone',
    PDF,
    /首次写入之后被删除/,
    committed(async () => rm(file(`archive/2026/inspection-log/${DAY}`), { recursive: true }), {
      name: 'OpsLedger',
    }),
  ),
  forged(
    'a record added',
    NOTE.replace('001', '002'),
    FOREIGN,
    committed(async () =>
      put(NOTE.replace('001', '002'), (await readFile(file(NOTE), 'utf8')).replace('001', '002'))(),
    ),
  ),
  forged(
    'a record of a person',
    NOTE,
    FOREIGN,
    committed(async () => edit(NOTE, (text) => text.replace('清理', '整理'))),
  ),
  forged('state', 'state/counter.json', FOREIGN, committed(put('state/counter.json', '{"n":9}\n'))),
  forged(
    'what git ignores',
    '.gitignore',
    /只写一次/,
    committed(async () => appendFile(file('.gitignore'), 'plans/\n'), { name: 'OpsLedger' }),
  ),
  // The history.
  forged(
    'a commit before the one before it',
    '.git',
    /提交时间倒退：提交 [0-9a-f]{12}，2026-11-01 08:00，早于.*备份/,
    committed(append('knowledge-base/nginx/502-504.md'), { name: 'OpsLedger', made: '2026-11-01T00:00:00Z' }),
  ),
  forged('data of another history', MANIFEST, /不在当前历史中/, async () => {
    const tree = git(['rev-parse', 'HEAD^{tree}']);
    const other = git(['commit-tree', tree, '-m', 'x'], { name: 'OpsLedger' });
    await edit(MANIFEST, (text) => text.replace(/"dataCommit": "[0-9a-f]{40}"/, `"dataCommit": "${other}"`));
  }),
  broken('an object that is gone', '.git', /版本库缺少 1 个对象.*从备份恢复/, async () => {
    const blob = git(['rev-parse', `HEAD:${NOTE}`]);
    await rm(file(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`));
  }),
  broken(
    'an object of other bytes',
    '.git',
    /自检发现损坏/,
    async () => {
      const blob = git(['rev-parse', `HEAD:${PDF}`]);
      const path = file(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
      await rm(path);
      await writeFile(path, 'x');
    },
    true,
  ),
  forged(
    'an object that stands for another',
    '.git/refs/replace',
    /替换用的对象/,
    async () => void git(['replace', git(['rev-parse', `HEAD:${NOTE}`]), git(['rev-parse', 'HEAD:.gitignore'])]),
  ),
  forged('an object that stands for another, packed away', '.git/packed-refs', /替换用的对象/, async () => {
    git(['replace', git(['rev-parse', `HEAD:${NOTE}`]), git(['rev-parse', 'HEAD:.gitignore'])]);
    git(['pack-refs', '--all', '--prune']);
  }),
  forged(
    'a history that stands at an earlier commit',
    '.git/HEAD',
    /没有停在分支上/,
    async () => void git(['checkout', '-q', 'HEAD~1']),
  ),
  forged(
    'a setting that leaves files out',
    '.git/config',
    /excludesFile/,
    async () => void git(['config', 'core.excludesFile', '/dev/null']),
  ),
];

it('finds nothing in a workspace in order, and names what was committed and is none of it', async () => {
  await fresh();
  const strange = (notes: readonly string[]) => notes.filter((line) => line.startsWith('版本库中有不属于'));
  const before = await found();
  expect([before.problems, strange(before.notes)]).toEqual([[], []]);
  await committed(async () => {
    await put('总结.docx')();
    await put('contract/extra.yaml', 'a: 1\n')();
  })();
  const after = await found();
  expect(after.problems).toEqual([]);
  expect(strange(after.notes)).toEqual([expect.stringMatching(/：contract\/extra\.yaml、总结\.docx；/)]);
});

describe('what somebody left changed', () => {
  let problems: Problem[];
  beforeAll(async () => {
    await fresh();
    for (const one of left) await one.do();
    problems = (await found()).problems;
  });

  it.each(left)('is found: $what', ({ path, property, says }) => {
    expect(problems).toContainEqual({ path, property, message: expect.stringMatching(says) });
  });

  it('and nobody else is accused', () => {
    const changed = new Set(left.map(({ path }) => path));
    expect(problems.filter(({ path }) => !changed.has(path))).toEqual([]);
  });
});

it.each(alone)('finds: $what', async ({ do: tamper, path, property, says, deep }) => {
  await fresh();
  await tamper();
  const { ok, problems } = await found({ deep: deep === true });
  expect(ok).toBe(false);
  const wanted = typeof path === 'string' ? path : path();
  expect(problems).toContainEqual({ path: wanted, property, message: expect.stringMatching(says) });
});

it('accuses nobody who keeps contract, settings, plans and articles, and says what changed after an issue', async () => {
  await fresh();
  const session = await open(root);
  await edit('contract/assets.yaml', (text) => `${text}# 复核\n`);
  await edit('knowledge-base/nginx/502-504.md', (text) => `${text}\n补充说明。\n`);
  await session.workspace.handEdits({ at: at('18:00:00') });
  await edit('opsledger.yaml', (text) => `${text}# 复核\n`);
  git(['commit', '-qam', '设置'], { name: 'zhang' });
  const { problems, notes } = await found();
  expect(problems).toEqual([]);
  const history = notes.filter((line) => line.startsWith('首份文档签发之后改过'));
  expect(history).toHaveLength(3);
  expect(history.join('\n')).toMatch(
    /contract\/assets\.yaml 1 次，最近一次提交 .*（手工修改）；各文档按签发时的版本核对/,
  );
  expect(history.join('\n')).toMatch(/opsledger\.yaml 1 次.*作者 zhang/);
});

it('calls a term of the contract that was changed after an issue, by whomever, an exception, until both sides’ paper says so', async () => {
  await fresh();
  await edit('contract/contract.yaml', (text) => text.replace(/(quotas:[\s\S]*?limit: )1\n/, '$19\n'));
  git(['commit', '-qam', '登记'], { name: 'OpsLedger' });
  const told = async () =>
    (await found()).problems.filter(({ path }) => path === 'contract/contract.yaml').map(({ message }) => message);
  const [message] = await told();
  expect(await told()).toEqual([expect.stringContaining('quotas.major.limit（1 → 9）')]);
  const session = await open(root);
  const { altered, verdict } = await status(session, at('18:00:00'));
  expect(altered).toEqual([expect.objectContaining({ path: 'contract/contract.yaml', message })]);
  const { model } = await siteContent(session, at('18:00:00'));
  for (const { reasons } of [verdict, model.verdict])
    expect(reasons.map(({ text }) => text)).toContain(`${message}（contract/contract.yaml）`);
});

const terms = {
  schema: '3',
  number: '待填写',
  people: [{ id: 'a', name: '甲' }],
  quotas: [{ id: 'major', limit: '1' }],
  limits: [{ label: '响应', minutes: '10' }],
};
it.each([
  ['a number that was blank', { number: 'HT-1' }, []],
  ['people', { people: [] }, []],
  ['an entry that is added', { quotas: [...terms.quotas, { id: 'minor', limit: '3' }] }, []],
  ['an entry that goes', { limits: [] }, ['limits.响应（删去）']],
  [
    'a last day',
    { quotas: [{ id: 'major', limit: '1', until: '2026-12-01' }] },
    ['quotas.major.until（没有 → 2026-12-01）'],
  ],
  ['a limit', { limits: [{ label: '响应', minutes: '30' }] }, ['limits.响应.minutes（10 → 30）']],
] as const)('names what of the terms was changed: %s', (_, given, wanted) => {
  expect(changedTerms(terms, { ...terms, ...given }).map(({ said }) => said)).toEqual(wanted);
});
