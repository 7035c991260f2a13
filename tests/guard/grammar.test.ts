/** Sentences that nobody wrote: every way of naming, telling and placing a password that we know, put together by chance. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findByRules } from '../../src/guard/rules.ts';
import { runs } from '../support/runs.ts';

const SEED = 20_261_127;
const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
/** By chance, but the same each time: how many of them, and what to show of the others. */
function share<T>(
  arbitrary: fc.Arbitrary<T>,
  tries: number,
  holds: (one: T) => boolean,
): { share: number; others: T[] } {
  const all = fc.sample(arbitrary, { numRuns: tries, seed: SEED });
  const others = all.filter((one) => !holds(one));
  return { share: 1 - others.length / all.length, others };
}

const word = fc.stringMatching(/^[a-z]{3,7}$/);
const name = fc.stringMatching(/^[A-Z][a-z]{2,5}$/);
const number = fc.stringMatching(/^[1-9][0-9]{2,4}$/);
const sign = pick('@', '#', '!', '$', '&', '*');
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));
const value = fc.oneof(
  joined(name, sign, number),
  joined(word, sign, number),
  joined(name, number, sign),
  joined(word, number),
  joined(name, number),
  joined(word, pick('_', '-', '.'), word, number),
  pick('Passw0rd', 'P@ssw0rd', 'admin123', '1qaz@WSX', 'qwe123', 'abc@123', 'Aa123456'),
);

const owner = pick(
  '',
  'root ',
  '数据库',
  'Oracle ',
  '堡垒机',
  'OA 系统',
  '核心交换机 ',
  '前置机',
  'HIS 库',
  '无线',
  '摄像头',
  'VPN ',
  'BMC ',
);
const kind = pick('', '登录', '初始', '管理员', '默认', '开机', '临时', '后台', '解压', '远程');
const subject = pick('密码', '口令', '密 码', 'password', 'Password', 'pwd', 'passwd');
const tell = pick(
  ...[
    '：',
    ':',
    '=',
    '是',
    '为',
    '改为',
    '改成',
    '改成了',
    '换成',
    '换成了',
    '重置为',
    '重置成',
    '设为',
    '设成了',
    '还是',
    '仍是',
    '统一为',
  ],
  ...[
    '暂定为',
    '恢复成',
    '定为',
    '已改为',
    '更新为',
    '沿用 ',
    '用的是',
    ' ',
    '→',
    '就是',
    '现在是',
    '先设成',
    '被改成了',
    ' is ',
    ' 为：',
  ],
);
const quotes = pick(
  ['', ''],
  ['“', '”'],
  ['"', '"'],
  ['「', '」'],
  ['【', '】'],
  ['（', '）'],
  ["'", "'"],
  ['`', '`'],
  [' ', ' '],
);
const end = pick(
  '',
  '。',
  '，请知悉',
  '，用完改回',
  '；',
  '！',
  '\n',
  '，已告知张工',
  '。下次到期另行通知',
  '，别外传',
  ' ，',
);
const start = pick('', '09:40 ', '【交接】', '备注：', '现场：', '王工电话说，', '1. ', '已处理，', '按变更单操作，');

const told = fc.record({ start, owner, kind, subject, tell, quotes, value, end }).map((one) => ({
  text: `${one.start}${one.owner}${one.kind}${one.subject}${one.tell}${one.quotes[0]}${one.value}${one.quotes[1]}${one.end}`,
  value: one.value,
}));

const strong = fc.oneof(joined(name, sign, number), joined(word, sign, number), joined(name, number, sign));
const account = pick('admin', 'root', 'sa', 'sysadmin', 'administrator', 'oracle', 'postgres', 'opsuser', 'zhangsan');
/** The value stands elsewhere than right behind its word. */
const places: readonly ((v: string, a: string) => string)[] = [
  (v) => `试了 ${v}，这个是新密码`,
  (v) => `${v} 是 root 口令`,
  (v) => `密码忘了，后来重置成 ${v} 才进去`,
  (v) => `密码改好了，新的：${v}`,
  (v) => `密码没动，还是 ${v}`,
  (v) => `原密码失效。新：${v}`,
  (v) => `密码如下：\n${v}`,
  (v, a) => `账号：${a}\n密码：${v}\n地址：10.1.2.3`,
  (v, a) => `账号 ${a}，密码 ${v}，端口 22`,
  (v, a) => `${a}/${v} 登录`,
  (v, a) => `用 ${a} / ${v} 登录后台`,
  (v, a) => `| 设备 | 账号 | 密码 |\n| --- | --- | --- |\n| 核心 | ${a} | ${v} |`,
  (v, a) => `设备,账号,口令\n核心,${a},${v}`,
  (v) => `把密码从 ${v} 换掉了`,
  (v) => `问：密码多少？答：${v}`,
  (v) => `DB_PASSWORD=${v}`,
  (v) => `spring.datasource.password: ${v}`,
  (v) => `{"user":"oa","password":"${v}"}`,
  (v) => `<password>${v}</password>`,
  (v) => `[client]\nuser=oa\npassword=${v}`,
  (v) => `password = "${v}"`,
  (v) => `Server=.;User Id=sa;Pwd=${v};`,
  (v) => `mysql -uroot -p${v.replaceAll(/[&#!$*]/g, '@')} -h 10.1.2.3`,
  (v) => `sshpass -p '${v}' ssh root@10.1.2.3`,
  (v) => `redis-cli -h 10.1.2.3 -a ${v.replaceAll('&', '@')} info`,
  (v) => `keytool -list -keystore a.jks -storepass ${v.replaceAll('&', '@')}`,
  (v) => `curl -u "ops:${v}" http://10.1.2.3/`,
  (v) => `net use Z: \\\\10.1.2.3\\bak "${v}" /user:bak`,
  (v) => `ALTER USER oa IDENTIFIED BY "${v}";`,
  (v) => `ALTER ROLE oa WITH PASSWORD '${v}';`,
  (v) => `echo "root:${v}" | chpasswd`,
  (v) => `snmp-server community ${v.replaceAll(/[&;]/g, '_')} RO`,
  (v) => `local-user ops password cipher ${v.replaceAll('&', '@')}`,
  (v) => `radius-server key ${v.replaceAll('&', '@')}`,
  (v) => `ospf authentication-mode md5 1 plain ${v.replaceAll('&', '@')}`,
  (v) => `WIFI:T:WPA;S:HQ;P:${v};;`,
  (v) => `docker run -e MYSQL_ROOT_PASSWORD=${v.replaceAll(/[&$]/g, '@')} -d mysql`,
  (v) => `env:\n  - name: DB_PASSWORD\n    value: "${v.replaceAll('$', '@')}"`,
  (v) => `reg add HKLM\\Winlogon /v DefaultPassword /t REG_SZ /d ${v.replaceAll('&', '@')} /f`,
];
const placed = fc
  .record({ place: pick(...places), value: strong, account })
  .map(({ place, value: v, account: a }) => ({ text: place(v, a) }));

/** Talk of passwords, and words that look like them, without one. */
const about = fc
  .record({ owner, kind, subject: pick('密码', '口令'), start, end })
  .chain(({ owner: o, kind: k, subject: s, start: b, end: e }) =>
    fc
      .tuple(
        fc.oneof(
          joined(pick('长度不少于 ', '有效期 ', '错误 ', '历史 '), number, pick(' 位', ' 天', ' 次', ' 条')),
          pick(
            '已按规定修改',
            '由保密员保管',
            '见信封',
            '放在密码箱',
            '已更换',
            '未改，原因：停机窗口没批',
            '过期，用户自行修改',
            '忘了，联系厂家',
          ),
          joined(
            pick('见工单 ', '变更单 ', '申请单 '),
            pick('WO-', 'CHG-', 'SQ-'),
            fc.stringMatching(/^2026(?:0[1-9]|1[0-2])[0-2][1-9][0-9]{2}$/),
          ),
          joined(pick('存于 ', '见 '), pick('keepass', 'vault', 'CMDB', 'LDAP'), pick(' 条目', ' 路径', '')),
          joined(
            pick('：', ' = ', ' '),
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder, as people write it
            pick('******', '<填写>', '${DB_PASSWORD}', '【已脱敏】', 'xxxxxx', '（略）', '{{ pw }}', '待提供'),
          ),
          joined(pick('算法改为 ', '加密采用 ', '散列用 '), pick('SM4', 'AES-256', 'SHA-256', 'bcrypt', 'SM3')),
          joined(
            pick('于 ', ' '),
            fc.stringMatching(/^2026-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9])$/),
            pick(' 更换', ' 到期', ' 重置'),
          ),
          joined(pick('错误，源地址 ', '爆破来自 '), fc.stringMatching(/^10\.[1-9]\.[1-9][0-9]\.[1-9][0-9]$/)),
        ),
      )
      .map(([rest]) => `${b}${o}${k}${s}${rest}${e}`),
  );

describe('of sentences that a grammar makes', () => {
  it('99 of 100 passwords are found', () => {
    const { share: found, others } = share(told, runs(300), ({ text, value: v }) =>
      findByRules(text).some((one) => one.value.includes(v) || v.includes(one.value)),
    );
    expect(
      found,
      others
        .slice(0, 20)
        .map(({ text }) => text)
        .join('\n'),
    ).toBeGreaterThanOrEqual(0.99);
  });

  it('99 of 100 are found wherever they stand', () => {
    const { share: found, others } = share(placed, runs(200), ({ text }) => findByRules(text).length > 0);
    expect(
      found,
      others
        .slice(0, 20)
        .map(({ text }) => text)
        .join('\n'),
    ).toBeGreaterThanOrEqual(0.99);
  });

  it('at most 1 of 100 that only speak of passwords is accused', () => {
    const { share: clean, others } = share(about, runs(300), (text) => findByRules(text).length === 0);
    expect(clean, others.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(0.99);
  });
});

it.each(['→', '->', '=>', '——', '--', '-'])('four digits behind %s are what it points at', (sign) => {
  expect(findByRules(`数据库密码${sign}4829`).map((one) => one.value)).toEqual(['4829']);
});
