/** What names are joined of: settings with a word for the form behind them, addresses in Chinese, names of files. Put together by chance. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryLeaks } from '../../src/guard/entry.ts';
import { hitsInNames } from '../../src/guard/names.ts';
import { findByRules } from '../../src/guard/rules.ts';
import { runs } from '../support/runs.ts';

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const digits = fc.stringMatching(/^[0-9A-F]{62}$/).map((rest) => `7B${rest}`);
const password = fc
  .tuple(fc.stringMatching(/^[A-Z][a-z]{2}$/), fc.stringMatching(/^[1-9]$/), fc.stringMatching(/^[a-z]{3}[0-9]{2}$/))
  .map((parts) => parts.join(''));
const mobile = fc.stringMatching(/^3[0-9]{9}$/).map((rest) => `1${rest}`);
/** As settings are spelt: `privateKeyHex`, `private_key_hex`, `PRIVATE_KEY_HEX`, `private-key.hex`. */
const spelt = (...words: string[]) =>
  pick(
    words.map((word, i) => (i === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`)).join(''),
    words.join('_'),
    words.join('_').toUpperCase(),
    words.join('-'),
  );
const form = pick('hex', 'value', 'text', 'str', 'string', 'base64', 'data', 'plain');
const setting = (...words: string[]) => form.chain((last) => spelt(...words, last));

const found = (text: string): string[] => findByRules(text).map(({ value }) => value);

describe('a setting whose name tells the form of its value', () => {
  it('holds a secret as the one without it', () => {
    const key = fc.oneof(setting('sm2', 'private', 'key'), setting('private', 'key'), setting('sm4', 'key'));
    fc.assert(
      fc.property(key, digits, pick('=', ': ', ': "'), (name, value, sign) => {
        expect(found(`${name}${sign}${value}`)).toEqual([value]);
      }),
      { numRuns: runs(100) },
    );
    const secret = fc.oneof(setting('password'), setting('db', 'password'), setting('admin', 'passwd'));
    fc.assert(
      fc.property(secret, password, pick('=', ': ', ': "'), (name, value, sign) => {
        expect(found(`${name}${sign}${value}`)).toEqual([value]);
      }),
      { numRuns: runs(100) },
    );
  });

  it('holds none when it is of a public key, a length or a policy', () => {
    const open = fc.oneof(setting('public', 'key'), setting('sm2', 'public', 'key'), spelt('sm2', 'pub', 'key'));
    fc.assert(
      fc.property(open, digits, (name, value) => {
        expect(found(`${name}=${value}`)).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
    for (const text of ['passwordMinLength: 12', 'password_history=24', 'tokenTtl=7200', 'validate_password.length=8'])
      expect(found(text), text).toEqual([]);
  });
});

describe('a private key in hex', () => {
  it('is found with the word for it behind it and in the column below it', () => {
    fc.assert(
      fc.property(
        digits,
        pick(' 是 SM2 私钥', '（私钥，勿外传）', '为签名私钥', '，为 SM2 私钥明文'),
        (key, behind) => {
          expect(found(`${key}${behind}`)).toEqual([key]);
          expect(found(`| 用途 | SM2 私钥 |\n| --- | --- |\n| 签章 | ${key} |`)).toEqual([key]);
          for (const other of [`${key} 是私钥指纹`, `摘要 ${key}，私钥另存`, `公钥 ${key}（私钥另存）`])
            expect(found(other), other).toEqual([]);
        },
      ),
      { numRuns: runs(50) },
    );
  });
});

describe('an address without its host', () => {
  const id = pick('app-server-1', 'db_main_2026', 'oracle_prod_19c', 'app_server_1');
  const word = pick('中危', '数据库', 'high', '口令管理', 'faq-001');
  const fragment = pick('open', 'row-12', 'c3', '2026');
  const address = fc.oneof(
    fc
      .tuple(pick('/findings', '/漏洞', '../资产', 'assets'), word, id, fragment)
      .map(([at, a, b, c]) => `${at}?level=${a}&asset=${b}#${c}`),
    fc.tuple(word, id, fragment).map(([a, b, c]) => `/资产/${a}/${b}#${c}`),
  );

  it('is no password, whatever script and frame it is in', () => {
    fc.assert(
      fc.property(
        address,
        pick(['[漏洞清单](', ')'], ['见「', '」'], ['口令检查见 ', ' 。'], ['', '']),
        (link, [open, close]) => {
          expect(found(`${open}${link}${close}`)).toEqual([]);
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it('holds one where it names one, and hides none beside it', () => {
    fc.assert(
      fc.property(address, password, (link, value) => {
        for (const text of [
          `/登录?user=a&password=${value}`,
          `[登录](/登录?密码=${value})`,
          `见 ${link} ，密码：${value}`,
        ])
          expect(found(text), text).toContain(value);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('the name of a file', () => {
  it('shows whose telephone it is of, wherever in it the number stands', async () => {
    const name = pick(
      (n: string) => `IMG_${n}_20261127.jpg`,
      (n: string) => `86${n}_通话录音.mp3`,
      (n: string) => `手机号_${n}.jpg`,
      (n: string) => `张三_${n}.jpg`,
      (n: string) => `${n}-13912345678.png`,
      (n: string) => `voice-${n}.m4a`,
    );
    await fc.assert(
      fc.asyncProperty(name, mobile, async (make, number) => {
        expect(found(make(number))).toContain(number);
        expect((await hitsInNames([make(number)])).flatMap((one) => one.found.map(({ value }) => value))).toContain(
          number,
        );
      }),
      { numRuns: runs(100) },
    );
    for (const other of [
      'mmexport1732672800123.jpg',
      'IMG_20261127093012345.jpg',
      'order_13812345678.pdf',
      '20261127_13812345.log',
    ])
      expect([...found(other), ...(await hitsInNames([other]))], other).toEqual([]);
  });

  it('holds a password in front of its extension', async () => {
    await fc.assert(
      fc.asyncProperty(
        pick('密码_', '口令-', 'root密码'),
        password,
        pick('.png', '.txt', '.docx'),
        async (a, value, sort) => {
          const hits = (await hitsInNames([`${a}${value}${sort}`])).flatMap((one) => one.found);
          expect(hits.some((hit) => hit.value.includes(value))).toBe(true);
        },
      ),
      { numRuns: runs(50) },
    );
    expect(await hitsInNames(['口令-检查记录-20261127.pdf', 'password-policy-2026.pdf'])).toEqual([]);
  });
});

describe('the name of a file, whose parts are joined where words have a blank', () => {
  const around = pick(['', ''], ['已把截图 ', ' 发到群里'], ['附件：', '，请查收']);
  const joint = pick('_', '-', '.');

  it('is read for what a part calls the part behind it', () => {
    const called = pick('password', 'oa-passwd', 'login_pwd', 'passcode', 'secret', '密码', 'root口令', '堡垒机密码');
    const sort = pick('txt', 'png', 'pdf', 'docx', 'xlsx');
    fc.assert(
      fc.property(called, joint, password, sort, around, (word, join, value, ext, [before, behind]) => {
        const text = `${before}${word}${join}${value}.${ext}${behind}`;
        expect(
          found(text).some((one) => one.includes(value)),
          text,
        ).toBe(true);
      }),
      { numRuns: runs(200) },
    );
  });

  it('is no excuse for a telephone number that letters stand beside', () => {
    const word = pick('vacation', 'leave', 'photo', 'holiday', 'visitor', 'call', 'wangwu', 'IMG', 'badge');
    const sort = pick('txt', 'jpg', 'pdf', 'docx', 'vcf', 'amr');
    fc.assert(
      fc.property(word, pick('', '_', '-'), mobile, sort, around, (one, join, number, ext, [before, behind]) => {
        for (const name of [`${one}${join}${number}`, `${number}${one}`]) {
          const text = `${before}${name}.${ext}${behind}`;
          expect(found(text), text).toContain(number);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('is as good in a link and in a field of a record', async () => {
    const root = join(import.meta.dirname, 'nowhere');
    for (const name of ['password-Kd83mmZq1.txt', 'leave13812345678.pdf']) {
      expect(await hitsInNames([`/files/${name}`]), name).toHaveLength(1);
      expect(await entryLeaks(root, { shown: name, value: { name } }), name).toHaveLength(1);
    }
  });

  it('may tell of orders, of days, of what is done with passwords, and of ids that are called so', () => {
    const fine = [
      ...['order13812345678.pdf', 'ticket_13812345678.json', 'batch18612345678.csv', '工单13812345678.docx'],
      ...['deadbeef13812345678c0ffee.bin.log', 'build20261124101112.log', 'IMG_20261124_101112.jpg'],
      ...[
        'password-policy-2026v2.docx',
        'password_policy_v2.docx',
        'password-reset-20261124.pdf',
        '密码管理_v1.2.3.docx',
      ],
      ...['密码_修改记录.png', '弱口令扫描_20261124.xlsx', '密码-等保2.0-测评.docx', '口令-策略-GB22239.pdf'],
      ...['default-token-x7k2p9.yaml', 'app-secret-000aa0g.html', 'secret-k8s-v1.28.yaml', 'token-oauth2-jwt.md'],
    ];
    expect(fine.flatMap((name) => found(`见附件 ${name}`))).toEqual([]);
  });
});

describe('digits that are called a password by the part before them', () => {
  it('are one with a single letter beside them, as numbers of orders are not', async () => {
    const called = pick('passcode-', 'password_', 'pwd-', '密码_', '口令-', '口令（');
    const code = fc
      .tuple(fc.stringMatching(/^[3-9][0-9]{6}$/), fc.stringMatching(/^[g-z]$/))
      .chain(([digits, letter]) => pick(`${digits}${letter}`, `${letter}${digits}`));
    await fc.assert(
      fc.asyncProperty(called, code, pick('txt', 'png', 'pdf'), async (word, value, sort) => {
        const name = `${word}${value}.${sort}`;
        expect(found(`附件 ${name}`).join(), name).toContain(value);
        expect(await hitsInNames([name]), name).toHaveLength(1);
      }),
      { numRuns: runs(100) },
    );
  });

  it('are none where they tell of a period, whatever was done with passwords in it', async () => {
    const word = pick('密钥', '口令', '密码', 'password', 'secret');
    const done = pick('-轮换', '-备份', '_评估', '（整改）', '-更换', '巡查');
    const period = pick('2026Q4', '2026H1', '2026w48', 'FY2026Q3', '20261127', '202611', '20261127a', '2026Q3Q4');
    await fc.assert(
      fc.asyncProperty(word, done, pick('-', '_'), period, pick('xlsx', 'pdf'), async (a, b, join, when, sort) => {
        const name = `${a}${b}${join}${when}.${sort}`;
        expect([...found(`见 ${name}`), ...(await hitsInNames([name]))], name).toEqual([]);
        expect(await entryLeaks('.', { shown: name, value: { name } }), name).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
    // Without a word between, of digits that are said to be one.
    expect(found('口令：2026Q4zx')).toHaveLength(1);
  });
});

describe('a telephone number in the name of a mailbox or an account', () => {
  const letters = pick('zhangsan', 'li.si', 'wang_', 'wu-', 'z');

  // A number of few digits (13000002000) reads as invented: behind a name it is found with the name, as a password would be.
  it('is found, whoever runs the mailbox', () => {
    fc.assert(
      fc.property(letters, mobile, pick('@qq.com', '@qq', '@139.com', '@mail.example.cn'), (who, number, at) => {
        for (const text of [`发到 ${who}${number}${at} 即可`, `${number}${at}`, `微信号：${who}${number}`])
          expect(found(text).join('\n'), text).toContain(number);
      }),
      { numRuns: runs(100) },
    );
  });

  it('is none where machines count', () => {
    for (const text of ['order13812345678@example.com', 'msg13812345678@mq', 'seq-13812345678@mq.local', '账号 node13'])
      expect(found(text), text).toEqual([]);
  });
});

describe('a number whose groups stand far apart', () => {
  const gap = fc.stringMatching(/^(?: {1,4}|\t| \t ?)$/);
  const apart = (text: string, groups: readonly number[], between: string): string => {
    const ends = groups.map((_, i) => groups.slice(0, i + 1).reduce((sum, length) => sum + length, 0));
    return ends.map((end, i) => text.slice(end - (groups[i] ?? 0), end)).join(between);
  };

  it('is the number of a person all the same', () => {
    const groups = pick(
      [6, 8, 4],
      [3, 3, 4, 4, 4],
      [...'110105194912310021'].map(() => 1),
    );
    fc.assert(
      fc.property(gap, groups, pick('', '身份证 ', '张三，'), (between, lengths, before) => {
        const text = apart('11010519491231002X', lengths, between);
        expect(found(`${before}${text}`), text).toEqual([text]);
      }),
      { numRuns: runs(100) },
    );
    fc.assert(
      fc.property(gap, mobile, (between, number) => {
        const text = apart(number, [3, 4, 4], between);
        expect(found(`手机 ${text}`), text).toEqual([text]);
      }),
      { numRuns: runs(100) },
    );
  });

  it('is three figures where nothing calls it a telephone', () => {
    for (const text of ['连接数 138\t1234\t5678\t90', '138\t1234\t5678', '8  16  32  64  128  256  512  1024  2048'])
      expect(found(text), text).toEqual([]);
  });
});

it('a token that somebody holds in the hand has a serial number and a model, and they are no secret', () => {
  const fine = [
    ...[
      '硬件令牌 FT8831209947 发放给值班员',
      '动态令牌（SN 88312099）',
      'TOTP 令牌 C200 说明书',
      'OTP令牌号 C200-8831',
    ],
    ...['动态口令令牌 3R7K9Q2M41 到期', '令牌序列号 3R7K9Q2M41 已登记', '动态口令牌 SN 8831209947'],
  ];
  expect(fine.flatMap(found)).toEqual([]);
  expect(found('接口令牌：Kd83mmZq1Lx')).toEqual(['Kd83mmZq1Lx']);
});
