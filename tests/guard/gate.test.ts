import { describe, expect, it } from 'vitest';
import { findLeaks, hitsIn, keysOfServices } from '../../src/guard/gate.ts';
import { withoutAllowed } from '../../src/guard/leak.ts';
import { isBankCard, isIdentityNumber } from '../../src/guard/numbers.ts';
import { findByRules } from '../../src/guard/rules.ts';

/** Made so that the checksum holds; nobody's. */
const ID = '11010519491231002X';
const CARD = ['6222', '0000', '0000', '0008'].join('');
const MOBILE = ['138', '0013', '8000'].join('');

const rules = (text: string) => findByRules(text).map((f) => f.rule);

it('keys of services are known by the rules of those who keep them up to date, too', async () => {
  const text = `见 ${['figd', 'a1b2c3d4e5'.repeat(4)].join('_')} 。`;
  expect(await keysOfServices('a', text)).toMatchObject([{ rule: 'secret', at: 2 }]);
});

describe('what a second pair of eyes wrote', () => {
  it.each([
    ['net use \\\\nas01\\share /user:svc_bak Kx7mQ2pLd9', 'Kx7mQ2pLd9'],
    ['10.1.1.3:5432:hr:hr_rw:Pg82ksLd0q', 'Pg82ksLd0q'],
    ["printf '%s' 'Pf83kdLs0q' | docker login -u ci --password-stdin r.local", 'Pf83kdLs0q'],
    ['<entry key="jdbc.pwd">Jd83kdLs0q</entry>', 'Jd83kdLs0q'],
    ['请用 hr_ro / Rd83kdLs0 连接只读库', 'Rd83kdLs0'],
    ['收款账号 6217 0012 3456 7890 123 开户行建行', '6217 0012 3456 7890 123'],
    ['手机一三七九八七六五四三四', '一三七九八七六五四三四'],
    ['440402 19880715 3217（身份证）', '440402 19880715 3217'],
  ])('%s', async (text, secret) => {
    expect((await hitsIn({ file: 'a', text })).map(({ value }) => value)).toContain(secret);
  });

  it.each([
    'net use Z: \\\\nas01\\share 已断开',
    '10.1.1.3:5432:连接超时:重试:3 次',
    '2001:db8:1:2:3:4:5:6 可达',
    'auth.existingSecret=hr-mysql',
    '<label for="password">Password</label>',
    '<label for="password">密码</label>',
    '收款账号由财务处提供',
    '口令只存不可还原的摘要（argon2id）。',
    '口令用 bcrypt 存',
    '流水号 440402198807153217 查无此单',
    '主机 hr_ro / App01Srv02 已加入监控',
    'documents.drill-plan\n/verify?number=HQSF-YF-service-r1',
    '登录 admin\n/verify?number=HQSF-YF-20260101-r1',
    'number /verify?number=HQSF-YB-202601-r1',
    'documents.drill-plan\n/documents?number=HQSF-YF-service-r1',
  ])('%s is none', async (text) => {
    expect(await hitsIn({ file: 'a', text })).toEqual([]);
  });
});

describe('the rules', () => {
  it.each([
    [`身份证 ${ID}。`, 'identity-number'],
    [`联系电话：${MOBILE}`, 'mobile'],
    [`+86 ${MOBILE}`, 'mobile'],
    ['138-0013-8000', 'mobile'],
    [`卡号${' '}${luhn(CARD)}`, 'bank-card'],
    ['mysql://root:Pa55word@10.0.0.1/db', 'connection-string'],
    ['数据库密码：Qwer1234', 'password'],
    ['password=hunter22', 'password'],
    ['密码：Qwer1234请勿外传', 'password'],
  ])('finds %s', (text, rule) => {
    expect(rules(text)).toEqual([rule]);
  });

  it.each([
    'HQSF-XJ-20261124-r1',
    'a'.repeat(20) + ID,
    '20261124093012345',
    'sha256 4f13800138000abc',
    '2026-11-24 09:30:12 至 2026-11-24 10:00:00',
    `mysql://user:${'$'}{MYSQL_PASSWORD}@host/db`,
    'mysql -u root -p',
    '密码：＊＊＊＊＊＊',
    '密码为空时不能登录',
    'password: <口令>',
    'mysql://用户:口令@主机/库',
    'mysql://user:口令@host/db',
    '0756-0000000',
    '版本 1.10，端口 0080',
    `${ID.slice(0, 17)}1`,
  ])('leaves %s alone', (text) => {
    expect(rules(text)).toEqual([]);
  });

  it('knows the checksums', () => {
    expect(isIdentityNumber(ID)).toBe(true);
    for (let i = 0; i < 17; i += 1) {
      const digit = String((Number(ID[i]) + 1) % 10);
      expect(isIdentityNumber(ID.slice(0, i) + digit + ID.slice(i + 1)), `digit ${i}`).toBe(false);
    }
    expect(isBankCard(luhn(CARD))).toBe(true);
    expect(isBankCard(`${luhn(CARD).slice(0, 15)}${(Number(luhn(CARD)[15]) + 1) % 10}`)).toBe(false);
  });
});

describe('the gate', () => {
  it('names file and line, and never the value', async () => {
    const text = `第一行\n值班手机 ${MOBILE}，请勿外传\n再次 ${MOBILE}`;
    const [leak, ...others] = await findLeaks([{ file: 'knowledge-base/a.md', text }]);
    expect(others).toEqual([]);
    expect(leak).toMatchObject({ rule: 'mobile', file: 'knowledge-base/a.md', line: 2 });
    expect(leak?.excerpt).toContain('值班手机 13＊＊＊');
    expect(JSON.stringify(leak)).not.toContain(MOBILE);
  });

  it('blots out every other hit beside the one that it names, whole or cut off by the excerpt', async () => {
    const password = ['Qw', 'er', '1234'].join('');
    const [first, second] = await findLeaks([
      { file: 'a', text: `密码：${password} 电话${' '}${MOBILE}，又 ${password}` },
    ]);
    expect(first?.excerpt).toBe('密码：Qw＊＊＊ 电话 13＊＊＊，');
    expect(second?.excerpt).toContain('Qw＊＊＊ 电话 13＊＊＊，又 Qw＊＊＊');
    const far = await findLeaks([
      { file: 'a', text: `${MOBILE} ${'字'.repeat(3)} 密码：${password}${'字'.repeat(12)} ${MOBILE}` },
    ]);
    for (const { excerpt } of [...far, first, second].flatMap((one) => one ?? [])) {
      for (const part of [MOBILE.slice(3), password.slice(3)]) expect(excerpt).not.toContain(part);
    }
  });

  it('finds keys and tokens by the rules of secretlint', async () => {
    const key = ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ');
    const body = Array.from(
      { length: 8 },
      () => 'MIIEowIBAAKCAQEAwJ8s9J3k2b1c4d5e6f7g8h9i0j1k2l3m4n5o6p7q8r9s0t1u',
    ).join('\n');
    const text = `${key}\n${body}\n${key.replace('BEGIN', 'END')}\n`;
    const leaks = await findLeaks([{ file: 'plans/a.md', text }]);
    expect(leaks.map((l) => l.rule)).toContain('secret');
  });

  it('lets through what was allowed, and only by that rule', async () => {
    const leaks = await findLeaks([{ file: 'a', text: `电话 ${MOBILE}` }]);
    const print = leaks[0]?.print ?? '';
    expect(withoutAllowed(leaks, [{ print, rule: 'mobile', reason: '公开的值班电话' }])).toEqual([]);
    expect(withoutAllowed(leaks, [{ print, rule: 'password', reason: '写错了规则' }])).toHaveLength(1);
  });
});

/** The number with its last digit made right. */
function luhn(number: string): string {
  const body = number.slice(0, -1);
  return Array.from({ length: 10 }, (_, d) => `${body}${d}`).find(isBankCard) ?? '';
}
