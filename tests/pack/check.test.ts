/** Every change of a pack is found and named, by the page's check and by the command that shares no code with it. */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { treeHash, verifyEd25519 } from '../../src/archive/log/digests.ts';
import { type CheckResult, checkPack, withClaim } from '../../src/pack/check/check-pack.ts';
import { checkDocument } from '../../src/pack/check/document.ts';
import type { Problem } from '../../src/pack/check/found-faults.ts';
import { lookedAt, sheetText, verdictOf } from '../../src/pack/check/result-sheet.ts';
import type { Pack, PackFile } from '../../src/pack/format.ts';
import { pageTools } from '../../src/pack/page/tools.ts';
import { utf8 } from '../../src/proof/bytes.ts';
import { sm3 } from '../../src/proof/sm3.ts';
import { verifyDocument, verifyPack } from '../../templates/pack/verify.mjs';
import { tempFolder } from '../support/at-end.ts';
import { runs } from '../support/runs.ts';
import { alter, fieldOf, type Leaf, leavesOf } from './_alter.ts';
import { change, writePack } from './_disk.ts';
import { buildPack, type Files, sourceOf, writeList } from './_pack.ts';

const built = buildPack();
const root = await tempFolder('pack');
writePack(root, built.files);

interface Asked {
  sm3?: boolean;
  claim?: string;
  key?: string;
}

/** The page's own hashes are plain JavaScript; the machine's give the same sooner. */
const quick = { ...pageTools, sha256: treeHash, verify: verifyEd25519 };

async function byPage(
  files: Files,
  { sm3: withSm3 = false, claim, key }: Asked = {},
  tools = quick,
): Promise<CheckResult> {
  const checked = await checkPack(sourceOf(files), tools, { sm3: withSm3, key: key ?? null });
  if ('unreadable' in checked) throw new Error(checked.unreadable);
  return withClaim(checked, claim ?? null);
}

const sorted = (problems: readonly Problem[]): string[] =>
  problems.map(({ property, where, message }) => `${property} ${where}：${message}`).sort();

/** Problems by the command. */
function byCommand(files: Files, { sm3: withSm3 = false, claim = '', key = '' }: Asked = {}): Problem[] {
  change(root, built.files, files);
  try {
    return verifyPack(root, { sm3: withSm3, checkpoint: claim, key }).problems;
  } finally {
    change(root, files, built.files);
  }
}

/** What both say, which has to be the same. */
async function problemsOf(files: Files, asked: Asked = {}): Promise<string[]> {
  const told = sorted((await byPage(files, asked)).problems);
  expect(sorted(byCommand(files, asked))).toEqual(told);
  return told;
}

/** The pack with something changed: a file's bytes, none for one that is taken away. */
function changed(edits: Record<string, Uint8Array | string | null>, list?: (pack: Pack) => void): Files {
  const files = new Map(built.files);
  for (const [path, content] of Object.entries(edits)) {
    if (content === null) files.delete(path);
    else files.set(path, typeof content === 'string' ? utf8(content) : content);
  }
  if (list !== undefined) {
    const pack = structuredClone(built.pack);
    list(pack);
    writeList(files, pack);
  }
  return files;
}

const NOT_ENTERED = /真实性 pack\.json：存证日志中没有这份清单的登记/;
const VOID = /真实性 pack.json：文档 TEST-RB-2026030\d-r1 的作废标记与存证日志的作废条目不一致/;

function relabel(documents: Pack['documents'], place: string, state: string): void {
  for (const one of documents) if (one.archived.endsWith(place)) one.state = state;
}

/** A line of the list made right for other bytes. */
function relist(file: PackFile | undefined, bytes: string): void {
  if (file === undefined) throw new Error('no such file');
  Object.assign(file, { size: bytes.length, sha256: hash('sha256', bytes), sm3: hash('sm3', bytes) });
}
const hash = (name: string, bytes: string | Uint8Array): string => createHash(name).update(bytes).digest('hex');
const [one, two] = ['TEST-RB-20260301-r1', 'TEST-RB-20260302-r1'];

describe('a pack as it was made', () => {
  test('has no problem, with SM3, a key and a checkpoint from paper', async () => {
    const [, key = ''] = built.keys;
    expect(await problemsOf(built.files, { sm3: true, key, claim: built.printed.before })).toEqual([]);
    const result = await byPage(built.files, { sm3: true, claim: built.printed.now }, pageTools);
    expect(result.compared).toMatchObject({ state: 'same' });
    expect(verdictOf(result).tone).toBe('normal');
    expect(result.counts).toMatchObject({
      documents: 6,
      proofs: 6,
      issued: 7,
      records: 12,
      evidence: 1,
      signed: 2,
      cosigned: 1,
    });
    expect(result.notes.join('\n')).toMatch(/原件，加盖电子签章（签章未经本程序验证）/);
    expect(result.notes.join('\n')).toMatch(/已依规清除 archive\/2026\/duty-log\/2026-03-06\/r1/);
    expect(result.notes.join('\n')).toMatch(/由前一密钥与新密钥共同签名/);
    expect(result.missed).toEqual([
      { obligation: 'inspection-log', period: '2026-03-04', dueAt: '2026-03-05T18:00:00+08:00' },
    ]);
  });

  test('says that without a checkpoint from outside only inner consistency is shown', async () => {
    const result = await byPage(built.files);
    expect(verdictOf(result)).toMatchObject({
      tone: 'attention',
      text: expect.stringContaining('尚未与外部留存的校验点比较'),
    });
    expect(sheetText(result, '2026-11-27 17:00')).toMatch(
      /整包重做[\s\S]*不是《电子签名法》所称的可靠电子签名[\s\S]*查验人（签字）/,
    );
  });

  test('stays so when it is touched, opened by a system, or made read-only', async () => {
    const harmless = changed({ '.DS_Store': 'x', 'documents/Thumbs.db': 'x', '__MACOSX/pack.json': 'x' });
    expect(await problemsOf(harmless)).toEqual([]);
    for (const path of built.files.keys()) {
      utimesSync(join(root, path), 1, 1);
      chmodSync(join(root, path), 0o600);
    }
    expect(verifyPack(root).problems).toEqual([]);
  });

  test('tells what only a request asked for, where nothing withheld is looked for', async () => {
    const partial = buildPack({ partial: true });
    const result = await byPage(partial.files);
    expect(result.problems).toEqual([]);
    expect(result.cautions.join()).toContain('没有核对期间内是否有遗漏');
  });
});

describe('what was changed is named', () => {
  const pdf = `documents/${one}/${one}.pdf`;
  const html = `documents/${two}/${two}.html`;
  const record = 'records/duty/2026/03/ZB-001.yaml';
  const drop = (path: string) => changed({ [path]: null });
  const altered = (path: string) => changed({ [path]: 'other' });
  const forgedDocument = () =>
    changed({ [html]: 'forged' }, ({ documents }) =>
      relist(
        documents[1]?.files.find(({ path }) => path === html),
        'forged',
      ),
    );
  const forgedRecord = () => changed({ [record]: 'forged' }, ({ records }) => relist(records[1], 'forged'));
  const forgedEvidence = () => {
    const { path } = built.pack.evidence[0] ?? { path: '' };
    return changed({ [path]: 'forged' }, ({ evidence }) => relist(evidence[0], 'forged'));
  };
  const withheld = () =>
    changed(
      Object.fromEntries([...built.files.keys()].filter((path) => path.includes(two)).map((path) => [path, null])),
      (pack) => {
        pack.documents = pack.documents.filter(({ number }) => number !== two);
        pack.others = pack.others.filter(({ path }) => !path.includes(two));
      },
    );
  const withheldRecord = () =>
    changed({ [record]: null }, (pack) => {
      pack.records = pack.records.filter(({ path }) => path !== record);
    });
  const withheldOriginal = () =>
    changed({ [built.pack.evidence[0]?.path ?? '']: null }, (pack) => {
      pack.evidence = [];
    });
  const invented = () =>
    changed({ 'documents/TEST-RB-20260307-r1/a.pdf': 'new', 'proofs/TEST-RB-20260307-r1.tlog-proof': 'x' }, (pack) => {
      const copy = structuredClone(pack.documents[1]) as Pack['documents'][number];
      const file = { ...(copy.files[0] as PackFile), path: 'documents/TEST-RB-20260307-r1/a.pdf' };
      relist(file, 'new');
      pack.documents.push({
        ...copy,
        number: 'TEST-RB-20260307-r1',
        proof: 'proofs/TEST-RB-20260307-r1.tlog-proof',
        files: [file],
      });
      const proof = { ...file, path: 'proofs/TEST-RB-20260307-r1.tlog-proof' };
      relist(proof, 'x');
      pack.others.push(proof);
    });
  const insertedRecord = () =>
    changed({ 'records/duty/2026/03/ZB-900.yaml': 'forged' }, ({ records }) => {
      const row = {
        ...(records[0] as (typeof records)[0]),
        path: 'records/duty/2026/03/ZB-900.yaml',
        logged: 'records/duty/2026/03/ZB-900.yaml',
      };
      relist(row, 'forged');
      records.push(row);
    });
  const swapped = () =>
    changed({ [html]: built.files.get(pdf) as Uint8Array, [pdf]: built.files.get(html) as Uint8Array });
  const listed = (edit: (pack: Pack) => void) => () => changed({}, edit);

  test.each<[string, () => Files, RegExp[]]>([
    ['a file of a document', () => altered(pdf), [/真实性 .*\.pdf：内容与签发时登记的不一致/]],
    ['a file and its line', forgedDocument, [/真实性 .*\.html：内容与签发时登记的不一致/]],
    ['two files swapped', swapped, [/真实性 .*\.pdf：内容/, /真实性 .*\.html：内容/]],
    ['a file taken away', () => drop(pdf), [/完整性 .*\.pdf：缺少文件/]],
    ['a record', () => altered(record), [/真实性 records\/.*：与存证条目不一致/]],
    ['a record and its line', forgedRecord, [/真实性 records\/.*：与存证条目不一致/]],
    ['a record slipped in', insertedRecord, [/真实性 records\/.*ZB-900.*：存证日志中没有它/]],
    ['evidence and its line', forgedEvidence, [/真实性 evidence\/.*：存证日志和依据记录中都没有它的校验值/]],
    ['a document withheld', withheld, [/完整性 documents\/TEST-RB-20260302-r1：存证日志第 \d+ 条登记了它的签发/]],
    ['a record withheld', withheldRecord, [/完整性 records\/.*ZB-001.*：文档 .* 的依据不在包内/]],
    ['an original withheld', withheldOriginal, [/完整性 evidence\/.*：records\/.* 所列的原件不在包内/]],
    [
      'a void document listed as one that counts',
      listed(({ documents }) => relabel(documents, '2026-03-05/r1', '已签收')),
      [VOID],
    ],
    ['the same of the first form', listed(({ documents }) => relabel(documents, '2026-03-04/r1', '待签收')), [VOID]],
    [
      'one that counts listed as void',
      listed(({ documents }) => relabel(documents, '2026-03-02/r1', '已作废')),
      [VOID],
    ],
    ['a document slipped in', invented, [/真实性 documents\/TEST-RB-20260307-r1：存证日志中没有它的签发条目/]],
    ['a signed copy', () => altered(`signed/${one}/scan.jpg`), [/真实性 signed\/.*：存证日志和依据记录中都没有/]],
    ['a file beside', () => changed({ 'documents/readme.txt': 'x' }), [/真实性 documents\/readme.txt：多出的文件/]],
    ['the page', () => altered('verify.html'), [/真实性 verify.html：内容与清单不一致/]],
    [
      'the list alone',
      () => changed({ 'pack.json': `${new TextDecoder().decode(built.files.get('pack.json'))}\n` }),
      [/pack.json：与 pack.sha256 不一致/],
    ],
    [
      'a title in the list',
      listed(({ documents }) => Object.assign(documents[0] as object, { title: '其他' })),
      [/pack.json：文档 .* 的“名称”/],
    ],
    [
      'a due time in the list',
      listed(({ documents }) => Object.assign(documents[0] as object, { dueAt: '2026-03-03T00:00:00+08:00' })),
      [/“应交时间”/],
    ],
    ['that it was late', listed(({ documents }) => Object.assign(documents[5] as object, { late: false })), [/“逾期”/]],
    [
      'a proof',
      () => changed({ [`proofs/${one}.tlog-proof`]: built.files.get(`proofs/${two}.tlog-proof`) as Uint8Array }),
      [/真实性 proofs\/.*：存证证明与存证日志不一致/],
    ],
    ['a proof taken away', () => drop(`proofs/${one}.tlog-proof`), [/完整性 proofs\/.*：缺少文件/]],
    ['the checkpoint', () => altered('log/checkpoint'), [/可用性 log\/checkpoint：校验点不可读/]],
    ['the checkpoint taken away', () => drop('log/checkpoint'), [/完整性 log\/checkpoint：缺少文件/]],
    ['a tile of hashes', () => altered('log/tile/0/000'), [/真实性 log\/tile\/0\/000：存证日志的哈希与条目不一致/]],
    [
      'a bundle of entries',
      () => altered('log/tile/entries/000'),
      [/可用性 log\/tile\/entries\/000：存证条目文件不可读/],
    ],
    ['a file in the log', () => changed({ 'log/tile/9/000': 'x' }), [/真实性 log\/tile\/9\/000：多出的文件/]],
    [
      'a path that leads out',
      listed(({ others }) => others.push({ ...(others[0] as PackFile), path: '../x' })),
      [/安全性 \.\.\/x：路径不合规/],
    ],
  ])('%s', async (_, make, expected) => {
    const files = make();
    const told = await problemsOf(files);
    // A list that was signed anew is not the one that the log has.
    const isSignedAnew = files.get('pack.note') !== built.files.get('pack.note');
    const all = isSignedAnew ? [...expected, NOT_ENTERED] : expected;
    expect(told).toHaveLength(all.length);
    for (const pattern of all)
      expect(
        told.some((line) => pattern.test(line)),
        told.join('\n'),
      ).toBe(true);
  });

  test('a changed entry, with its number', async () => {
    const bundle = Uint8Array.from(built.files.get('log/tile/entries/000') as Uint8Array);
    bundle[400] = (bundle[400] as number) ^ 1;
    const told = await problemsOf(changed({ 'log/tile/entries/000': bundle }));
    expect(told).toEqual([
      expect.stringMatching(/真实性 log\/tile\/entries\/000：存证条目第 2 条与已签名的根不一致，被改动/),
    ]);
  });

  test('an update that is no signature', async () => {
    const path = `documents/${one}/${one}.pdf`;
    const appended = Buffer.concat([built.files.get(path) as Uint8Array, Buffer.from('\n% more\n')]);
    const files = changed({ [path]: appended });
    expect(sorted((await byPage(files)).problems)).toEqual([expect.stringContaining('原件之后另有改动')]);
    expect(sorted(byCommand(files))).toEqual([expect.stringContaining('原件之后另有改动')]);
  });
});

const CHANGES = runs(40);
test('seeded changes are found and named by both, and told alike', async () => {
  const paths = [...built.files.keys()].sort();
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.nat(paths.length - 1),
      fc.nat(),
      fc.constantFrom('flip', 'cut', 'delete', 'swap', 'grow', 'rename', 'add'),
      async (n, at, how) => {
        const path = paths[n] as string;
        const bytes = Uint8Array.from(built.files.get(path) as Uint8Array);
        const other = paths[(n + 1 + (at % (paths.length - 1))) % paths.length] as string;
        const place = at % bytes.length;
        const files = new Map(built.files);
        if (how === 'flip')
          files.set(
            path,
            bytes.map((byte, i) => (i === place ? byte ^ (1 << (at % 8)) : byte)),
          );
        else if (how === 'cut') files.set(path, bytes.subarray(0, place));
        else if (how === 'delete') files.delete(path);
        else if (how === 'add') files.set(`${path}.bak`, bytes);
        else if (how === 'rename') {
          files.delete(path);
          files.set(`${path}x`, bytes);
        } else if (how === 'grow') files.set(path, Buffer.concat([bytes, randomBytes(3)]));
        else {
          files.set(path, built.files.get(other) as Uint8Array);
          files.set(other, bytes);
        }
        const page = await byPage(files).then(
          ({ problems }) => sorted(problems),
          (error: Error) => error.message,
        );
        const command = ((): string[] | string => {
          try {
            return sorted(byCommand(files));
          } catch (error) {
            return (error as Error).message;
          }
        })();
        if (typeof page === 'string' || typeof command === 'string') {
          // The list cannot be read: both refuse.
          expect([page, command].map((told) => /pack\.json/.test(String(told)))).toEqual([true, true]);
          expect([path, other]).toContain('pack.json');
        } else {
          // Of a PDF that grew the page says what was appended.
          const appended = page.some((line) => line.includes('原件之后另有改动'));
          if (!appended) expect(command).toEqual(page);
          expect(command).not.toEqual([]);
          const named = (line: string) => [path, other].some((one) => line.includes(one.replace(/\.key$/, '.note')));
          expect(
            page.some((line) => named(line) || line.includes('log/checkpoint')),
            `${how} ${path} ${place}\n${page.join('\n')}`,
          ).toBe(true);
        }
        found += 1;
      },
    ),
    { numRuns: CHANGES, seed: 25, endOnFailure: true },
  );
  expect(found).toBe(CHANGES);
});

describe('the list itself', () => {
  test('is under the log: whatever of it is altered is named by both, who has the key and signs it anew included', async () => {
    // What is no list of ours is not read at all.
    const leaves = leavesOf(built.pack).filter((leaf) => !['schema', 'kind'].includes(fieldOf(leaf)));
    const kinds = [...Map.groupBy(leaves, fieldOf).values()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        fc.nat(),
        fc.constantFrom(' ', '改', '0'),
        fc.boolean(),
        async (leaves, n, more, hasKey) => {
          const leaf = leaves[n % leaves.length] as Leaf;
          const files = changed({}, (pack) => alter(pack, leaf, more));
          if (!hasKey) files.set('pack.note', built.files.get('pack.note') as Uint8Array);
          const told = await problemsOf(files);
          // Where the log itself is misnamed nobody can say whose key it is.
          expect(
            told.some((line) => /pack\.json：/.test(line)),
            `${fieldOf(leaf)}\n${told.join('\n')}`,
          ).toBe(true);
        },
      ),
      { numRuns: runs(60), seed: 32, endOnFailure: true },
    );
  });

  const documents = (pack: Pack) => pack.documents as [Pack['documents'][number], Pack['documents'][number]];
  test.each<[string, (pack: Pack) => void, RegExp]>([
    ['the purchaser', (pack) => Object.assign(pack, { purchaser: '丙' }), /“采购人”与包内已存证的合同文件不一致/],
    ['both parties', (pack) => Object.assign(pack, { purchaser: '乙', supplier: '甲' }), /“采购人”/],
    ['that it is made up', (pack) => Object.assign(pack, { simulated: true }), /演示标记/],
    ['what waits, as received', (pack) => Object.assign(documents(pack)[1], { state: '已签收' }), /“签收状态”/],
    ['what was received, as sent back', (pack) => Object.assign(documents(pack)[0], { state: '已退回' }), /“签收状态”/],
    ['a receipt left out', (pack) => Object.assign(documents(pack)[0], { receipts: [] }), /“签收”/],
    [
      'a claim as an act',
      (pack) => Object.assign(documents(pack)[1].receipts[0] ?? {}, { text: '签收：现场递交' }),
      /“签收”/,
    ],
    [
      'a delivery by another',
      (pack) => Object.assign(documents(pack)[0].deliveries[0] ?? {}, { by: '李四' }),
      /“交付”/,
    ],
    ['a clause', (pack) => Object.assign(documents(pack)[0].clauses[0] ?? {}, { text: '每周值班' }), /条款 5.1 的文字/],
    ['how many pages', (pack) => Object.assign(documents(pack)[0], { pages: 9 }), /“页数”/],
    [
      'where an original is from',
      (pack) => Object.assign(pack.evidence[0] ?? {}, { record: pack.records[2]?.path }),
      /没有列出它/,
    ],
  ])('tells the truth even by the key’s holder: %s', async (_, edit, expected) => {
    const told = await problemsOf(changed({}, edit));
    expect(told.join('\n')).toMatch(expected);
  });

  test('names each signed copy where its record puts it', async () => {
    const swapped = changed({}, (pack) => {
      const [first, second] = documents(pack);
      [first.signed, second.signed] = [second.signed, first.signed];
    });
    expect((await problemsOf(swapped)).filter((line) => line.includes('signed/'))).toHaveLength(2);
  });

  test('is not believed without its signature: taken away, by another key, or as a form of before', async () => {
    const unsigned = [/完整性 pack\.note：清单没有存证日志密钥的签名/];
    const plain = changed({ 'pack.note': null });
    const older = changed({ 'pack.note': null }, (pack) => Object.assign(pack, { schema: 1 }));
    expect(await problemsOf(plain)).toEqual([expect.stringMatching(unsigned[0] as RegExp)]);
    expect(await problemsOf(older)).toEqual([...unsigned, NOT_ENTERED].map((one) => expect.stringMatching(one)));
    const signedBefore = changed({}, (pack) => Object.assign(pack, { schema: 2 }));
    expect(await problemsOf(signedBefore)).toEqual([expect.stringMatching(NOT_ENTERED)]);
    const other = buildPack({ text: 'other' }).files.get('pack.note') as Uint8Array;
    expect(await problemsOf(changed({ 'pack.note': other }))).toEqual([
      expect.stringMatching(/pack\.json：与存证日志密钥签过的清单不一致/),
    ]);
    const again = changed({ 'pack.note': other }, (pack) => Object.assign(pack, { tool: 'other' }));
    again.set('pack.note', other);
    expect(await problemsOf(again)).toEqual([expect.stringMatching(NOT_ENTERED)]);
    const note = new TextDecoder().decode(built.files.get('pack.note'));
    const line = note.slice(note.lastIndexOf('\n\n') + 2);
    for (const forged of [
      `${note}${line}`,
      `${note}${line.replace('opsledger/test', 'other')}`,
      note.replace('sha256', 'sha255'),
    ])
      expect(await problemsOf(changed({ 'pack.note': forged }))).toEqual([
        expect.stringMatching(/pack\.note：不是存证日志密钥/),
      ]);
  });

  test('of before is checked as it was then, and said to be unsigned', async () => {
    const { files } = buildPack({ older: true });
    expect(await problemsOf(files)).toEqual([]);
    const result = await byPage(files, { claim: '' });
    expect(result.cautions.join()).toContain('清单没有存证日志密钥的签名');
    expect(verdictOf({ ...result, compared: { state: 'same', text: '' } }).tone).toBe('attention');
  });
});

describe('repository and keys in the hands of a forger', () => {
  test('who makes everything anew is caught by the checkpoint on paper, and by nothing else', async () => {
    for (const forged of [buildPack({ record: '值班员: 别人\n' }), buildPack({ text: '2026-03-01 另有说法' })]) {
      expect(await problemsOf(forged.files)).toEqual([]);
      for (const claim of Object.values(built.printed))
        expect(await problemsOf(forged.files, { claim })).toEqual([expect.stringMatching(/分叉：有一份被改写/)]);
      const older = new TextDecoder().decode(built.files.get('log/checkpoint'));
      expect(await problemsOf(forged.files, { claim: older })).toEqual([expect.stringMatching(/分叉/)]);
    }
  });

  test('a log that was rolled back is caught by what came later, another key by the key that is known', async () => {
    const claim = `9999 条 ${built.printed.now.split(' ')[2]}`;
    expect(await problemsOf(built.files, { claim })).toEqual([expect.stringMatching(/有 9999 条，包内只有 325 条/)]);
    expect(await problemsOf(built.files, { key: 'other+00000000+AA' })).toEqual([
      expect.stringMatching(/不是这个存证日志的密钥/),
    ]);
  });

  test('what is no checkpoint is said to be none', async () => {
    expect((await byPage(built.files, { claim: '去年的那一张' })).compared.state).toBe('unclear');
    expect(() => byCommand(built.files, { claim: '去年的那一张' })).toThrow('给出的校验点不能识别');
    expect(
      (await byPage(built.files, { claim: `${built.printed.before.replace(/·| 条/g, '')} ` })).compared.state,
    ).toBe('continued');
  });
});

describe('one document alone', () => {
  const proof = () => built.files.get(`proofs/${one}.tlog-proof`) as Uint8Array;
  const bytes = () => built.files.get(`documents/${one}/${one}.html`) as Uint8Array;
  test('is checked with its proof and a key', () => {
    const asked = { name: 'a.html', bytes: bytes(), proof: proof() };
    expect(checkDocument(pageTools, { ...asked, key: built.keys[0] ?? '' })).toMatchObject({
      state: 'right',
      number: one,
    });
    expect(checkDocument(pageTools, { ...asked, key: '' })).toMatchObject({ state: 'unsigned' });
    expect(checkDocument(pageTools, { ...asked, key: built.keys[1] ?? '' })).toMatchObject({ state: 'wrong' });
    expect(checkDocument(pageTools, { ...asked, bytes: utf8('x'), key: '' })).toMatchObject({ state: 'wrong' });
    expect(checkDocument(pageTools, { ...asked, proof: utf8('x'), key: '' }).text).toContain('证明文件不可读');
  });

  test('and by the command', () => {
    expect(verifyDocument(root, one).problems).toEqual([]);
    expect(verifyDocument(root, one, built.keys[1]).problems).toEqual([
      expect.objectContaining({ message: '校验点没有日志密钥的有效签名' }),
    ]);
    expect(() => verifyDocument(root, 'TEST-RB-20270101-r1')).toThrow('没有 TEST-RB-20270101-r1 的证明');
  });
});

test('SM3 is that of the system, whatever the pieces', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
      const hasher = sm3();
      hasher.update(bytes.subarray(0, cut));
      hasher.update(bytes.subarray(cut));
      expect(hasher.hex()).toBe(hash('sm3', bytes));
    }),
  );
});

test('of a property with problems nothing is told as found in order', async () => {
  const result = await byPage(changed({ 'contents.xlsx': null }));
  expect(lookedAt(result).find(({ property }) => property === '完整性')).toMatchObject({
    problems: 1,
    lines: expect.arrayContaining(['清单所列文件是否齐全、有无多出的文件']),
  });
});
