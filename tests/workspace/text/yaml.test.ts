import { execFileSync } from 'node:child_process';
import { symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { writeJson } from '../../../src/workspace/text/json.ts';
import {
  parseData,
  parseYaml,
  readDataFile,
  readOutsideDataFile,
  writeYaml,
} from '../../../src/workspace/text/yaml.ts';
import { cleanUp, tempFolder } from '../_starter.ts';

afterEach(cleanUp);

/** The message of what `work` throws, which must be meant for a person and mean "unusable input". */
async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).exitCode).toBe(2);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('parseYaml', () => {
  test('keeps every scalar as text, to the letter', () => {
    expect(parseYaml('a: 1.10\nb: 0080\nc: yes\nd: ~\ne:\nf: 2026-11-24\ng: "x"\nh: [1e3, null]\n', 'f.yaml')).toEqual({
      a: '1.10',
      b: '0080',
      c: 'yes',
      d: '~',
      e: '',
      f: '2026-11-24',
      g: 'x',
      h: ['1e3', 'null'],
    });
  });

  test.each([
    ['a tab', 'a:\n  b: 1\n\tc: 2\n', /第 3 行第 1 列\n {2}实际：用制表符（Tab）缩进：→c: 2\n {2}应为：用空格缩进/],
    ['a doubled key', 'a: 1\nb: 2\na: 3\n', /第 3 行第 1 列\n {2}实际：同一层有重复的键：a: 3/],
    ['a value with a colon', 'a: b: c\n', /第 1 行[\s\S]*没有加引号/],
    ['an open quote', 'a: "x\nb: 1\n', /缺少引号/],
    ['an open bracket', 'a: [1,\nb: 2\n', /第 2 行/],
    ['two documents', 'a: 1\n---\nb: 1\n', /多个 YAML 文档/],
    ['a tag', 'a: !!binary aGk=\n', /类型标签/],
    ['a key that is a list', '? [a]\n: b\n', /键不是文字/],
    ['an alias of nothing', 'a: *b\n', /别名没有对应的锚点[\s\S]*\*b/],
    ['an anchor that holds itself', 'a: &x { b: *x }\n', /包含它自己/],
    ['endless nesting', '['.repeat(20_000), /嵌套过深/],
  ])('refuses %s, saying where', async (_name, text, message) => {
    const said = await refusal(() => parseYaml(text, 'contract/assets.yaml'));
    expect(said).toMatch(message);
    expect(said).toContain('文件：contract/assets.yaml');
  });

  test('refuses an alias bomb at once', async () => {
    const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x]'];
    for (let n = 1; n < 10; n += 1)
      lines.push(
        `a${n}: &a${n} [${Array(9)
          .fill(`*a${n - 1}`)
          .join(',')}]`,
      );
    const start = performance.now();
    expect(await refusal(() => parseYaml(lines.join('\n'), 'x.yaml'))).toContain('别名展开过多');
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test('accepts anchors used with measure', () => {
    expect(parseYaml('a: &x { b: 1 }\nc: *x\n', 'f.yaml')).toEqual({ a: { b: '1' }, c: { b: '1' } });
  });
});

describe('a value that a comment cuts', () => {
  const said = (text: string, reading: 'entry' | 'data') => refusal(() => parseYaml(text, 'note.yaml', reading));

  test.each([
    ['a text', 'date: 2026-11-24\ntext: 检查磁盘 #1 已满\n', 2, 'text: 检查磁盘 #1 已满'],
    ['a text that is all comment', 'text: #1 已满\n', 1, 'text: #1 已满'],
    ['a row of a list', 'a:\n  - 磁盘 #1\n', 2, '- 磁盘 #1'],
    ['a text of two lines', 'a: b\n  c #d\n', 2, 'c #d'],
    ['a text behind a tab', 'a: x\t#y\n', 1, 'a: x'],
    ['a text that begins as an anchor does', 'a: &b 磁盘\n', 1, 'a: &b 磁盘'],
    ['a code', 'check: host-disk # 磁盘\n', 1, 'check: host-disk # 磁盘'],
  ])('refuses %s in what a person hands in, with the hint to quote it', async (_what, text, line, shown) => {
    const message = await said(text, 'entry');
    expect(message).toMatch(/# 之后的内容会丢失|& 开头的值会丢失/);
    expect(message).toContain(`第 ${line} 行`);
    expect(message).toContain(shown);
    expect(message).toContain('加引号');
  });

  test('refuses in settings and contract what is words, and lets a code have its comment', async () => {
    expect(await said('name: 应用服务器 #1\n', 'data')).toContain('加引号');
    expect(parseYaml('port: 3306 # 端口\ntime: "17:00" # 约定\nid: web-1 # 见附件\n', 'f.yaml', 'data')).toEqual({
      port: '3306',
      time: '17:00',
      id: 'web-1',
    });
  });

  test('leaves comments on lines of their own, and what is quoted or no comment', () => {
    const text = '# 说明\na: "检查磁盘 #1 已满" # 已加引号\n  # 又\nb: x#1\nc: |\n  第 #1 行\n';
    expect(parseYaml(text, 'f.yaml', 'entry')).toEqual({ a: '检查磁盘 #1 已满', b: 'x#1', c: '第 #1 行\n' });
    expect(parseYaml('a: b # c\n', 'records/note/x.yaml')).toEqual({ a: 'b' });
  });

  test('nothing that a person hands in is lost: every text comes back whole, or the file is refused', () => {
    const scrap = fc.constantFrom(
      '磁盘',
      'disk',
      '#1',
      '#',
      ' ',
      '  ',
      ': ',
      ':',
      '-',
      '"',
      "'",
      '---',
      '...',
      '|',
      '&a',
      '，',
    );
    fc.assert(
      fc.property(fc.array(scrap, { minLength: 1, maxLength: 6 }), (parts) => {
        const typed = parts.join('').trim();
        let value: unknown;
        try {
          value = parseYaml(`a: ${typed}\nb: x\n`, 'f.yaml', 'entry');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          return;
        }
        const letters = (text: string) => text.replace(/[^\p{Script=Han}a-z0-9#]/gu, '');
        expect(letters(String((value as { a: string }).a))).toBe(letters(typed));
      }),
      { numRuns: 3000, seed: 20261124 },
    );
  });

  test('refuses a doubled block and a document after ---, and says what would be lost', async () => {
    const block = 'timeline:\n  - action: 甲\n';
    expect(await said(`${block}${block}`, 'entry')).toMatch(/重复的键[\s\S]*后一处会盖掉前一处/);
    for (const text of ['a: 1\n---\nb: 2\n', 'a: 1\n...\n---\nb: 2\n', 'a: 1\n---\n']) {
      expect(await said(text, 'entry')).toMatch(/多个 YAML 文档[\s\S]*--- 之后的会丢失[\s\S]*加引号/);
    }
    const json = (text: string) => refusal(() => parseData(Buffer.from(text), 'r.json', 'entry'));
    expect(await json('{"a": 1,\n "b": {"c": "\\"a\\": 2"},\n "a": 2}')).toMatch(/重复的键[\s\S]*第 3 行第 2 列/);
    expect(parseData(Buffer.from('{"a": {"a": "a"}, "b": ["a", {"a": 1}]}'), 'r.json', 'entry')).toBeTruthy();
  });
});

describe('readDataFile', () => {
  test('refuses a file in GBK, naming line and encoding', async () => {
    const root = await tempFolder();
    // 巡检日志 in GBK.
    const gbk = Buffer.from('a: 1\nb: \xd1\xb2\xbc\xec\xc8\xd5\xd6\xbe\n', 'latin1');
    await writeFile(join(root, 'a.yaml'), gbk);
    const said = await refusal(() => readDataFile(root, 'a.yaml'));
    expect(said).toMatch(
      /文件编码不对\n {2}文件：a\.yaml\n {2}位置：第 2 行\n {2}实际：疑似 GBK 编码\n {2}应为：UTF-8 编码/,
    );
  });

  test('refuses UTF-16 and bytes that are no text at all', async () => {
    const root = await tempFolder();
    await writeFile(join(root, 'a.yaml'), Buffer.from('\ufeffa: 1', 'utf16le'));
    await writeFile(join(root, 'b.json'), Buffer.from([0x7b, 0xff, 0xff, 0x7d]));
    expect(await refusal(() => readDataFile(root, 'a.yaml'))).toContain('UTF-16');
    expect(await refusal(() => readDataFile(root, 'b.json'))).toContain('不是 UTF-8 的字节');
  });

  test('tolerates a byte order mark', async () => {
    const root = await tempFolder();
    await writeFile(join(root, 'a.yaml'), '\ufeffa: 1\n');
    await writeFile(join(root, 'a.json'), '\ufeff{"a":1}');
    expect(await readDataFile(root, 'a.yaml')).toEqual({ a: '1' });
    expect(await readDataFile(root, 'a.json')).toEqual({ a: 1 });
  });

  test('refuses a 50 MB file before reading it', async () => {
    const root = await tempFolder();
    for (const name of ['a.yaml', 'a.json']) {
      await writeFile(join(root, name), '');
      await truncate(join(root, name), 50 * 1024 * 1024);
      const start = performance.now();
      expect(await refusal(() => readDataFile(root, name))).toMatch(
        /文件过大[\s\S]*实际：50\.0 MB\n {2}应为：不超过 20 MB/,
      );
      expect(performance.now() - start).toBeLessThan(10_000);
    }
  });

  test('refuses YAML that would take too much memory', async () => {
    expect(await refusal(() => parseData(Buffer.alloc(6 * 1024 * 1024, 'a'), 'a.yaml'))).toContain('YAML 不超过');
  });

  test.each([['../x.yaml'], ['/etc/passwd.yaml'], ['a/../../x.yaml']])('refuses the path %s', async (path) => {
    const root = await tempFolder();
    expect(await refusal(() => readDataFile(root, path))).toContain('路径不在工作区内');
  });

  test('refuses a link that leads out, a folder, a named pipe, an unknown extension and a missing file', async () => {
    const [root, outside] = [await tempFolder(), await tempFolder()];
    await writeFile(join(outside, 'x.yaml'), 'a: 1\n');
    await symlink(join(outside, 'x.yaml'), join(root, 'x.yaml'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(root, 'p.yaml')]);
    execFileSync('mkdir', [join(root, 'd.yaml')]);
    await writeFile(join(root, 'a.toml'), '');
    expect(await refusal(() => readDataFile(root, 'x.yaml'))).toContain('工作区之外');
    expect(await refusal(() => readDataFile(root, 'p.yaml'))).toContain('不是普通文件');
    expect(await refusal(() => readDataFile(root, 'd.yaml'))).toContain('不是普通文件');
    expect(await refusal(() => readDataFile(root, 'a.toml'))).toContain('不认识的数据文件类型');
    expect(await refusal(() => readDataFile(root, 'none.yaml'))).toContain('文件不存在');
    expect(await readOutsideDataFile(join(outside, 'x.yaml'))).toEqual({ a: '1' });
  });

  test('says where JSON breaks', async () => {
    const said = await refusal(() => parseData(Buffer.from('{\n  "a": 1,\n  "b": x\n}'), 'r.json'));
    expect(said).toMatch(/JSON 格式错误\n {2}文件：r\.json\n {2}位置：第 3 行第 8 列\n {2}实际：x/);
    expect(await refusal(() => parseData(Buffer.from('{"a":'), 'r.json'))).toContain('内容在此中断');
    expect(await refusal(() => parseData(Buffer.from(''), 'r.json'))).toContain('内容在此中断');
  });
});

describe('writeYaml', () => {
  test('gives text back to the letter, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.array(fc.string({ unit: 'grapheme' }))),
        (value) => {
          expect(parseYaml(writeYaml(value), 'x.yaml')).toEqual({ ...value });
        },
      ),
    );
  });

  test('is stable and folds no line', () => {
    const long = `${'很长的说明 '.repeat(60)}。`;
    expect(writeYaml({ b: long, a: '1.10' })).toBe(`b: ${long}\na: "1.10"\n`);
    expect(writeJson({ b: 1, a: [] })).toBe('{\n  "b": 1,\n  "a": []\n}\n');
  });
});

test('what was left open to the end of the file is shown where it began', () => {
  expect(() => parseYaml('topic: operation\ntext: [a\n', 'x.yaml')).toThrow(/没有配对：text: \[a\n/);
});
