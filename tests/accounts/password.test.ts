/** How passwords are kept, and which are taken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstPassword, fits, hashPassword, weaknesses } from '../../src/accounts/password.ts';
import { RULES } from './_database.ts';

const NEAR = { near: ['linjiang', '临江数据局'] };
const weak = (password: string, own: string[] = ['wang-lei', '王磊']) =>
  weaknesses(password, { ...RULES.passwords, ...NEAR }, own);

describe('a password is kept as its argon2id hash', () => {
  it('which fits it alone, and is another each time', async () => {
    const [one, other] = await Promise.all([hashPassword('安静-Harbour-58'), hashPassword('安静-Harbour-58')]);
    expect(one).not.toBe(other);
    expect(one).toMatch(/^argon2id\$19456\$2\$[\w-]{22}\$[\w-]{43}$/);
    expect(await fits('安静-Harbour-58', one)).toBe(true);
    expect(await fits('安静-Harbour-59', one)).toBe(false);
    expect(await fits('', one)).toBe(false);
  });

  it('whatever the keyboard made of full-width and composed signs', async () => {
    const hash = await hashPassword('Ａbc１２３é!');
    expect(await fits('Abc123e\u0301!', hash)).toBe(true);
  });

  it.for([
    '',
    'plain',
    'argon2id',
    'argon2id$19456$2$$',
    'argon2id$x$2$AAAAAAAAAAAAAAAA$AAAA',
    'argon2id$19456$2$AAAA$AAAA',
    'argon2id$99999999999$2$AAAAAAAAAAAAAAAA$AAAA',
    'bcrypt$19456$2$AAAAAAAAAAAAAAAA$AAAA',
  ])('a hash that cannot be read fits none: %s', async (hash) => expect(await fits('', hash)).toBe(false));
});

it('a first password is taken by its own rules, and never the same', () => {
  const made = Array.from({ length: 200 }, firstPassword);
  expect(new Set(made).size).toBe(200);
  for (const one of made) expect(weaknesses(one, { ...RULES.passwords, classes: 4 }, [])).toEqual([]);
});

describe('which are taken', () => {
  it.for([
    'Quiet-Harbour-Lamp-58',
    '雨后的山路一共走了三遍9Ab',
    'x7#kPq!29vLm',
    'correct-Horse-battery-9',
    'Jn4&vT8sWq2m',
    '三人行必有我师焉Qx4!',
  ])('%s', (password) => expect(weak(password)).toEqual([]));

  it.for([
    ['Ab1-xyz', '少于 12 个字符'],
    ['quietharbourlamp', '3 类'],
    ['Wang-Lei-2026-Spring', '含有账号或姓名'],
    ['我是王磊ABCdef123456', '含有账号或姓名'],
    ['P@ssw0rd12345', '常见口令'],
    ['Aa123456789012', '常见口令'],
    ['Qwertyuiop123!', '常见口令'],
    ['aaaaaaaaaaaA1!', '常见口令'],
    ['Admin@123456789', '常见口令'],
    ['ＰＡＳＳＷＯＲＤpassword１', '常见口令'],
    ['Pa$$w0rd1234', '常见口令'],
    ['Yunwei@20261201', '日期'],
    ['W@ng1ei-Harbour-58', '含有账号或姓名'],
    ['1qaz@WSX3edc', '键盘'],
    ['!@#$QWERasdf', '键盘'],
    ['Huawei@2026.12', '日期'],
    ['Summer-2026-12-01', '日期'],
    ['Zaq12wsxCde3', '键盘'],
    ['Qx7-Qx7-Qx7-Qx7-', '重复'],
    ['Abcde12345!@#', '键盘'],
    ['Linjiang@2026', '本合同的词'],
    ['临江数据局Aa2026', '本合同的词'],
  ])('not %s: %s', ([password, why]) => expect(weak(password as string).join('；')).toContain(why));

  it('never one in which nothing but common words and runs stands, however they are joined', () => {
    const part = fc.constantFrom(
      ...[
        'password',
        'Adm1n',
        'P@$$w0rd',
        '123456',
        'Qwerty',
        'abcd',
        '1111',
        'OPSLEDGER',
        '9876',
        '!QAZ',
        '2026-12-01',
      ],
      ...['19880808', 'Yunwei', 'LINJIANG'],
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 8 }), (parts) => {
        expect(weak(parts.join('')).length).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });
});

it('holds no word of the settings, however it is written', () => {
  const rules = { ...RULES.passwords, dictionary: ['ABCO', '某局'] };
  for (const one of ['Lamp-abco-Quiet-58', 'Lamp-ＡＢＣＯ-Quiet-58', 'Lamp-某局-Quiet-58'])
    expect(weaknesses(one, rules, []), one).toContain('含有本单位规定不得使用的词');
  expect(weaknesses('Lamp-Quiet-Harbour-58', rules, [])).toEqual([]);
});
