/**
 * Whatever is changed behind the program's back is named: the file, what is wrong and what to do. A workspace that people
 * keep as they may is not accused.
 */
import { appendFile, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/archive/digest.ts';
import { type Manifest, manifestBytes } from '../../../src/archive/manifest.ts';
import type { Problem, Property } from '../../../src/pipeline/verify/problem.ts';
import { cleanUp, DAY, open } from '../_workspace.ts';
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
afterAll(cleanUp);

interface Case {
  what: string;
  do(): Promise<unknown>;
  path: string | (() => string);
  property: Property;
  says: RegExp;
  /** Only git's own check of all objects finds it. */
  deep?: true;
}
const UNCOMMITTED = /有未提交的改动.*下次签发前检查并登记为手工修改.*(?:取回|移走)/;
const FOREIGN = /由本程序以外的提交(?:写入|修改|删除)（提交 .*作者 t <t@localhost>/;

/** Each on a file of its own, all of them in one workspace. */
const left: Case[] = [
  // Changed by hand and left so.
  {
    what: 'the contract',
    do: append('contract/contract.yaml'),
    path: 'contract/contract.yaml',
    property: '真实性',
    says: UNCOMMITTED,
  },
  {
    what: 'the assets',
    do: append('contract/assets.yaml'),
    path: 'contract/assets.yaml',
    property: '真实性',
    says: UNCOMMITTED,
  },
  {
    what: 'the written documents',
    do: append('contract/written.yaml'),
    path: 'contract/written.yaml',
    property: '真实性',
    says: UNCOMMITTED,
  },
  {
    what: 'the paper contract is gone',
    do: remove('contract/original.txt'),
    path: 'contract/original.txt',
    property: '完整性',
    says: UNCOMMITTED,
  },
  { what: 'settings', do: append('opsledger.yaml'), path: 'opsledger.yaml', property: '真实性', says: UNCOMMITTED },
  {
    what: 'what may leak',
    do: put('leak-allow.yaml', 'schema: 1\nallow: []\n'),
    path: 'leak-allow.yaml',
    property: '真实性',
    says: UNCOMMITTED,
  },
  {
    what: 'a plan',
    do: append('plans/service-plan.md'),
    path: 'plans/service-plan.md',
    property: '真实性',
    says: UNCOMMITTED,
  },
  {
    what: 'an article',
    do: append('knowledge-base/nginx/502-504.md'),
    path: 'knowledge-base/nginx/502-504.md',
    property: '真实性',
    says: UNCOMMITTED,
  },
  {
    what: 'an article is gone',
    do: remove('knowledge-base/nginx/slow-access.md'),
    path: 'knowledge-base/nginx/slow-access.md',
    property: '完整性',
    says: UNCOMMITTED,
  },
  {
    what: 'state',
    do: put('state/counter.json', '{"n":9}\n'),
    path: 'state/counter.json',
    property: '真实性',
    says: /状态只由程序写入/,
  },
  {
    what: 'state is gone',
    do: remove('state/cursor.json'),
    path: 'state/cursor.json',
    property: '完整性',
    says: /文件被删除/,
  },
  {
    what: 'state that nobody wrote',
    do: put('state/other.json', '1\n'),
    path: 'state/other.json',
    property: '真实性',
    says: /移走/,
  },
  {
    what: 'what git ignores',
    do: async () => appendFile(file('.gitignore'), 'records/\n'),
    path: '.gitignore',
    property: '真实性',
    says: /规则文件.*取回/,
  },
  {
    what: 'how git stores',
    do: append('.gitattributes'),
    path: '.gitattributes',
    property: '真实性',
    says: /规则文件/,
  },
  {
    what: 'rules of git beside the workspace',
    do: put('.git/info/exclude', 'records/note/\n'),
    path: '.git/info/exclude',
    property: '真实性',
    says: /忽略规则/,
  },
  {
    what: 'a file too many at the top',
    do: put('总结.docx'),
    path: '总结.docx',
    property: '真实性',
    says: /不属于工作区.*inbox/,
  },
  {
    what: 'a file too many among the records, ignored by git',
    do: async () => {
      await appendFile(file('.gitignore'), 'extra.json\n');
      await put('records/note/2026/11/extra.json', '{}')();
    },
    path: 'records/note/2026/11/extra.json',
    property: '真实性',
    says: /多出的文件/,
  },
  {
    what: 'a file too many in the contract',
    do: put('contract/extra.yaml', 'a: 1\n'),
    path: 'contract/extra.yaml',
    property: '真实性',
    says: UNCOMMITTED,
  },
  {
    what: 'a file too many in the evidence',
    do: put('evidence/ab/readme'),
    path: 'evidence/ab/readme',
    property: '真实性',
    says: /不属于证据库.*移走/,
  },
  {
    what: 'a file too many in the archive',
    do: put(`${FOLDER}/extra.pdf`),
    path: `${FOLDER}/extra.pdf`,
    property: '真实性',
    says: /清单中没有列出/,
  },
  {
    what: 'a large original that is another',
    do: put(`evidence-large/${'ab'}/${'ab'.repeat(32)}`),
    path: `evidence-large/ab/${'ab'.repeat(32)}`,
    property: '真实性',
    says: /内容与文件名中的校验值不符/,
  },
  { what: 'a record, unnoticed by git', do: unnoticed(NOTE), path: NOTE, property: '真实性', says: /未提交的改动/ },
  { what: 'a document, unnoticed by git', do: unnoticed(PDF), path: PDF, property: '真实性', says: /不一致/ },
  {
    what: 'the contract, unnoticed by git',
    do: unnoticed('contract/registers.yaml'),
    path: 'contract/registers.yaml',
    property: '真实性',
    says: UNCOMMITTED,
  },
];

/** Each in a workspace of its own. */
const alone: Case[] = [
  {
    what: 'a record that is a link',
    do: async () => {
      await rename(file(NOTE), join(root, '..', 'note.yaml'));
      await symlink('../../../../../note.yaml', file(NOTE));
    },
    path: NOTE,
    property: '真实性',
    says: /不是普通文件/,
  },
  // Evidence and what refers to it.
  {
    what: 'evidence that is gone',
    do: async () => unlink(file(picture)),
    path: NOTE,
    property: '完整性',
    says: /附件.*引用的原始材料 [0-9a-f]{64} 不在.*从备份恢复/,
  },
  {
    what: 'evidence that is gone, with the commit of the program',
    do: committed(async () => unlink(file(picture)), { name: 'OpsLedger' }),
    path: NOTE,
    property: '完整性',
    says: /不在 evidence/,
  },
  {
    what: 'evidence of another content',
    do: async () => writeFile(file(picture), 'x'),
    path: () => picture,
    property: '真实性',
    says: /校验值不符.*从备份恢复/,
  },
  {
    what: 'a reading that its evidence does not give, with the commit of the program',
    do: committed(async () => edit(RECORD, (text) => text.replace('63.2', '43.2')), { name: 'OpsLedger' }),
    path: RECORD,
    property: '真实性',
    says: /采集值与原始应答不一致：ops-host disk\.used \/ 记录为 43\.2，原始应答为 63\.2/,
  },
  {
    what: 'a reading that was left out, with the commit of the program',
    do: committed(
      async () => {
        const record = JSON.parse(await readFile(file(RECORD), 'utf8')) as { readings: unknown[] };
        record.readings.pop();
        await writeFile(file(RECORD), JSON.stringify(record));
      },
      { name: 'OpsLedger' },
    ),
    path: RECORD,
    property: '真实性',
    says: /原始应答为 true，记录中没有/,
  },
  {
    what: 'evidence put in the place of another, with all that names it',
    do: committed(
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
    path: RECORD,
    property: '真实性',
    says: /原始应答为 23\.2/,
  },
  // Committed by somebody else.
  {
    what: 'a document with its manifest',
    do: committed(async () => {
      const manifest = JSON.parse(await readFile(file(MANIFEST), 'utf8')) as Manifest;
      await writeFile(file(MANIFEST), manifestBytes({ ...manifest, note: '改' } as Manifest));
    }),
    path: MANIFEST,
    property: '真实性',
    says: /只写一次的文件在首次写入之后被改写.*的上一版/,
  },
  {
    what: 'the same in the name of the program',
    do: committed(append(PDF), { name: 'OpsLedger' }),
    path: PDF,
    property: '真实性',
    says: /清单的校验值不一致/,
  },
  {
    what: 'a document is gone',
    do: committed(async () => rm(file(`archive/2026/inspection-log/${DAY}`), { recursive: true }), {
      name: 'OpsLedger',
    }),
    path: PDF,
    property: '完整性',
    says: /首次写入之后被删除/,
  },
  {
    what: 'a record added',
    do: committed(async () =>
      put(NOTE.replace('001', '002'), (await readFile(file(NOTE), 'utf8')).replace('001', '002'))(),
    ),
    path: NOTE.replace('001', '002'),
    property: '真实性',
    says: FOREIGN,
  },
  {
    what: 'a record of a person',
    do: committed(async () => edit(NOTE, (text) => text.replace('清理', '整理'))),
    path: NOTE,
    property: '真实性',
    says: FOREIGN,
  },
  {
    what: 'state',
    do: committed(put('state/counter.json', '{"n":9}\n')),
    path: 'state/counter.json',
    property: '真实性',
    says: FOREIGN,
  },
  {
    what: 'what git ignores',
    do: committed(async () => appendFile(file('.gitignore'), 'plans/\n'), { name: 'OpsLedger' }),
    path: '.gitignore',
    property: '真实性',
    says: /只写一次/,
  },
  // The history.
  {
    what: 'a commit before the one before it',
    do: committed(append('knowledge-base/nginx/502-504.md'), { name: 'OpsLedger', made: '2026-11-01T00:00:00Z' }),
    path: '.git',
    property: '真实性',
    says: /提交时间倒退：提交 [0-9a-f]{12}，2026-11-01 08:00，早于.*备份/,
  },
  {
    what: 'data of another history',
    do: async () => {
      const tree = git(['rev-parse', 'HEAD^{tree}']);
      const other = git(['commit-tree', tree, '-m', 'x'], { name: 'OpsLedger' });
      await edit(MANIFEST, (text) => text.replace(/"dataCommit": "[0-9a-f]{40}"/, `"dataCommit": "${other}"`));
    },
    path: MANIFEST,
    property: '真实性',
    says: /不在当前历史中/,
  },
  {
    what: 'an object that is gone',
    do: async () => {
      const blob = git(['rev-parse', `HEAD:${NOTE}`]);
      await rm(file(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`));
    },
    path: '.git',
    property: '可用性',
    says: /版本库缺少 1 个对象.*从备份恢复/,
  },
  {
    what: 'an object of other bytes',
    deep: true,
    do: async () => {
      const blob = git(['rev-parse', `HEAD:${PDF}`]);
      const path = file(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
      await rm(path);
      await writeFile(path, 'x');
    },
    path: '.git',
    property: '可用性',
    says: /自检发现损坏/,
  },
  {
    what: 'an object that stands for another',
    do: async () => void git(['replace', git(['rev-parse', `HEAD:${NOTE}`]), git(['rev-parse', 'HEAD:.gitignore'])]),
    path: '.git/refs/replace',
    property: '真实性',
    says: /替换用的对象/,
  },
  {
    what: 'an object that stands for another, packed away',
    do: async () => {
      git(['replace', git(['rev-parse', `HEAD:${NOTE}`]), git(['rev-parse', 'HEAD:.gitignore'])]);
      git(['pack-refs', '--all', '--prune']);
    },
    path: '.git/packed-refs',
    property: '真实性',
    says: /替换用的对象/,
  },
  {
    what: 'a history that stands at an earlier commit',
    do: async () => void git(['checkout', '-q', 'HEAD~1']),
    path: '.git/HEAD',
    property: '真实性',
    says: /没有停在分支上/,
  },
  {
    what: 'a setting that leaves files out',
    do: async () => void git(['config', 'core.excludesFile', '/dev/null']),
    path: '.git/config',
    property: '真实性',
    says: /excludesFile/,
  },
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
