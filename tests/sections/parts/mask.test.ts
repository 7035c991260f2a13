import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act, Side } from '../../../src/contract/acts.ts';
import { maskFor, maskOf } from '../../../src/sections/parts/mask.ts';
import incident from '../../../src/subjects/incidents/kinds/incident.ts';
import backup from '../../../src/subjects/recovery/kinds/backup.ts';

const NAMES = ['王小明', '待填写'];

describe('running text', () => {
  const purchaser = maskOf(['internal'], { names: NAMES });
  const audit = maskOf(['internal', 'personal', 'contact'], { names: NAMES });

  it('stays to the letter for whom nothing is left out', () => {
    const text = '王小明登录 10.0.0.11:3306，开放 22/tcp';
    expect(maskOf([], { names: NAMES }).text(text)).toBe(text);
  });

  it.each([
    ['连接 10.0.0.11 超时', '连接 〔地址略〕 超时'],
    ['访问 192.168.1.20:8080 失败', '访问 〔地址略〕 失败'],
    ['开放 3306/tcp 与 161/udp', '开放 〔端口略〕 与 〔端口略〕'],
    ['本机 127.0.0.1:6379 正常', '本机 127.0.0.1:6379 正常'],
    ['版本 2.10.3.400', '版本 2.10.3.400'],
    ['升级到 1.26.3', '升级到 1.26.3'],
    ['数据库 8.0.36.1.2', '数据库 8.0.36.1.2'],
  ])('loses addresses and ports, and keeps what only looks like them: %s', (text, shown) => {
    expect(purchaser.text(text)).toBe(shown);
  });

  it('loses the names of people for who may see none; a blank is no name', () => {
    expect(purchaser.text('王小明已确认，合同编号待填写')).toBe('王小明已确认，合同编号待填写');
    expect(audit.text('王小明已确认，合同编号待填写')).toBe('〔姓名略〕已确认，合同编号待填写');
  });
});

describe('records', () => {
  it('lose their fields by sensitivity, in rows too, and keep ids, times and references', () => {
    const audit = maskOf(['internal', 'personal', 'contact'], {});
    const shown = audit.record(incident, structuredClone(incident.example));
    expect(shown).toMatchObject({
      id: incident.example.id,
      permit: 'XK-20261124-001',
      restoredAt: incident.example.restoredAt,
    });
    expect(shown.handler).toMatch(/^〔人员 \d+〕$/);
    expect(shown.levels[0]?.setBy).toMatch(/^〔人员 \d+〕$/);
    expect(shown.levels[0]?.setBy).toBe(shown.levels[1]?.setBy);
    expect(shown.levels[1]?.confirmedBy).not.toBe(shown.levels[1]?.setBy);
    expect(shown.reporterPhone).toMatch(/^〔联系方式 \d+〕$/);
  });

  it('keep two machines two, without naming either', () => {
    const purchaser = maskOf(['internal'], {});
    const places = ['/backup/a', '/backup/b', '/backup/a'].map(
      (location) => purchaser.record(backup, { ...structuredClone(backup.example), location }).location,
    );
    expect(places[0]).toBe(places[2]);
    expect(places[0]).not.toBe(places[1]);
    expect(places.join()).not.toContain('/backup');
  });

  it('are the very same objects for whom nothing is left out', () => {
    const record = structuredClone(backup.example);
    expect(maskOf([], {}).record(backup, record)).toBe(record);
  });
});

describe('addresses of every form', () => {
  const { text } = maskOf(['internal'], { hosts: ['db-main', '10.9.0.0/16', 'oa.city.gov.example'] });

  it.each([
    ['2001:db8::a1', '〔地址略〕'],
    ['连接 [fd00:12::7]:3306 失败', '连接 〔地址略〕 失败'],
    ['FE80::1%eth0 不通', '〔地址略〕 不通'],
    ['::ffff:10.0.0.11', '〔地址略〕'],
    ['10.0.0.0/24 网段', '〔地址略〕 网段'],
    ['http://10.0.0.11:8080/login', 'http://〔地址略〕/login'],
    ['https://app-1.example.internal/x', 'https://〔地址略〕/x'],
    ['http://ops@gateway:9090/', 'http://ops@〔地址略〕/'],
    ['app-1.bureau.lan 重启', '〔地址略〕 重启'],
    ['DB-MAIN 主库', '〔地址略〕 主库'],
    ['访问 oa.city.gov.example。', '访问 〔地址略〕。'],
    ['10.0.0.11。', '〔地址略〕。'],
    ['09:00:30 至 17:30:00', '09:00:30 至 17:30:00'],
    ['std::vector 与 a::b', 'std::vector 与 a::b'],
    ['https://nvd.nist.gov/vuln/detail/CVE-2026-1', 'https://nvd.nist.gov/vuln/detail/CVE-2026-1'],
    ['http://localhost:8080/ 与 127.0.0.1', 'http://localhost:8080/ 与 127.0.0.1'],
    ['db-main-2、my-db-main', 'db-main-2、my-db-main'],
  ])('%s', (given, shown) => expect(text(given)).toBe(shown));

  it('leaves none of them, wherever it stands in a text', () => {
    // One letter and two colons (`a::`) are a name in code.
    const address = fc
      .oneof(fc.ipV4(), fc.ipV6())
      .filter((one) => !/^(127\.|0\.0\.0\.0$|[:0]*:?1?$)/.test(one) && /\d|[a-f]{2}/i.test(one));
    const around = fc.constantFrom('', ' ', '（', '地址：', '，', '"', '<td>', 'http://', '=');
    fc.assert(
      fc.property(
        around,
        address,
        fc.constantFrom('', ' ', '）', '，不通', ':8080', '"', '</td>', '/x', '。'),
        (before, one, after) => {
          const given =
            one.includes(':') && after === ':8080' ? `${before}[${one}]${after}` : `${before}${one}${after}`;
          expect(text(given)).not.toContain(one);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the views of the site', () => {
  const role = (side: Side, ...given: Act[]) => ({ side, acts: given });

  it('show what all their readers may see', () => {
    expect(maskFor('supplier').hides).toEqual([]);
    for (const view of ['purchaser', 'audit'] as const) expect(maskFor(view).hides).toEqual(['internal']);
    const roles = [role('auditor', 'read', 'names'), role('auditor', 'read'), role('purchaser', 'read', 'names')];
    expect(maskFor('audit', roles).hides).toEqual(['internal', 'personal', 'contact']);
    expect(maskFor('purchaser', roles).hides).toEqual(['internal']);
  });
});
