/** Written texts that were copied are told by `check`: from the program's samples, from another contract. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copiedFrom } from '../../../src/assess/contract/text-copies.ts';
import { filledStarter } from '../../../src/demo/setup.ts';
import { checkContract } from '../../../src/pipeline/check/check.ts';
import { composedAt, makeUnfilledWorkspace, makeWorkspace, open } from '../_workspace.ts';

const STARTER = join(import.meta.dirname, '../../../data/starters/bureau');
const starterOf = (path: string) => readFile(join(STARTER, path), 'utf8');
const copies = async (root: string, against?: string) =>
  (await checkContract(root, undefined, against)).findings
    .filter(({ cause }) => cause === 'copied')
    .map(({ file, where }) => `${file} ${where}`);

/** Sentences that no two of which are alike. */
const prose = (word: string): string =>
  Array.from({ length: 60 }, (_, n) => `第 ${n} 台${word}在${n * 7} 号柜，由${word}组的第 ${n % 9} 人先启动。`).join(
    '\n\n',
  );
const plan = (id: string, body: string): string =>
  `---\nschema: 1\ndocument: ${id}\ntitle: 应急预案\nprepared: 甲\nreviewed: 乙\napproved: 丙\n---\n\n${body}\n`;

describe('copiedFrom', () => {
  test('finds a text again though words of it were changed, and tells it from one of its own', () => {
    const changed = prose('路由器').replaceAll('第 3 台', '第三台');
    const other = { name: '别处', source: prose('路由器') };
    expect(copiedFrom(changed, [], [other])).toMatchObject({ name: '别处', share: expect.closeTo(0.95, 1) });
    expect(copiedFrom(prose('消毒柜'), [], [other])).toBeNull();
  });

  test('counts nothing that both have from the sample', () => {
    const sample = { name: '样例', source: prose('样例') };
    const own = `${sample.source}\n\n${prose('呼吸机')}`;
    expect(copiedFrom(own, [sample], [{ name: '别处', source: `${sample.source}${prose('输液泵')}` }])).toBeNull();
    expect(copiedFrom(own, [sample], [{ name: '别处', source: own }])).toMatchObject({ name: '别处', share: 1 });
    expect(copiedFrom(sample.source, [sample], [])).toMatchObject({ name: '样例', share: 1 });
  });

  test('says nothing of a letter', () => {
    expect(copiedFrom('双方确认如下。', [{ name: '样例', source: '双方确认如下。' }], [])).toBeNull();
  });
});

describe('check', () => {
  test('tells blanks while there are any, and after that the sample of which nothing was made', async () => {
    expect(await copies(await makeUnfilledWorkspace())).toEqual([]);
    const root = await makeWorkspace();
    const text = (await starterOf('plans/emergency-plan.md')).replaceAll('待填写', '无');
    await writeFile(join(root, 'plans/emergency-plan.md'), text);
    expect(await copies(root)).toContainEqual(
      expect.stringMatching(/^plans\/emergency-plan\.md 与程序自带的样例 emergency-plan\.md相同 9\d %$|相同 100 %$/),
    );
    // The document that the auditor holds says it by the same computation, with the parts that say nothing of the site.
    const session = await open(root);
    const { document } = await composedAt(session, 'emergency-plan', '2026-11-24T09:00:00+08:00');
    expect(document.marks.map((one) => one.text)).toContainEqual(
      expect.stringMatching(/^正文与程序自带的样例 emergency-plan\.md相同 (?:9\d|100) %$/),
    );
    const told = JSON.stringify(document.sections.find(({ id }) => id === 'copied'));
    const [, places = ''] = /未改之处：([^。]*)。/.exec(told) ?? [];
    for (const place of places.split('、').slice(0, 1)) expect(text).toContain(place);
    await writeFile(join(root, 'plans/service-plan.md'), plan('service-plan', prose('交换机')));
    const own = await composedAt(session, 'service-plan', '2026-11-24T09:00:00+08:00');
    expect(own.document.sections.map(({ id }) => id)).not.toContain('copied');
  });

  test('leaves a sample alone that was filled in for its site', async () => {
    const root = await makeWorkspace();
    for (const [path, text] of await filledStarter(starterOf))
      if (path.startsWith('plans/')) await writeFile(join(root, path), text);
    expect(await copies(root)).toEqual([]);
  });

  test('finds the text of another contract where it is told where that lies', async () => {
    const root = await makeWorkspace();
    const other = join(root, '..', `${root.split('/').at(-1)}-other`);
    await mkdir(join(other, 'plans'), { recursive: true });
    await writeFile(join(root, 'plans/emergency-plan.md'), plan('emergency-plan', prose('交换机')));
    await writeFile(join(other, 'plans/old.md'), plan('old', prose('交换机')));
    expect(await copies(root)).not.toContainEqual(expect.stringContaining('old.md'));
    expect(await copies(root, other)).toContainEqual(expect.stringContaining('-other 的 old.md相同 100 %'));
    await expect(checkContract(root, undefined, join(root, 'state'))).rejects.toThrow('没有可以比对的正文');
  });
});
