import { describe, expect, it } from 'vitest';
import type { SiteArticle } from '../../../src/report/site-model.ts';
import { maskedArticle, maskFor, maskOf } from '../../../src/sections/parts/mask.ts';
import incident from '../../../src/subjects/incidents/kinds/incident.ts';
import backup from '../../../src/subjects/recovery/kinds/backup.ts';

const NAMES = ['王小明', '待填写'];

describe('running text', () => {
  const purchaser = maskOf(['internal'], NAMES);
  const audit = maskOf(['internal', 'personal', 'contact'], NAMES);

  it('stays to the letter for whom nothing is left out', () => {
    const text = '王小明登录 10.0.0.11:3306，开放 22/tcp';
    expect(maskOf([], NAMES).text(text)).toBe(text);
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
    const audit = maskOf(['internal', 'personal', 'contact'], []);
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
    const purchaser = maskOf(['internal'], []);
    const places = ['/backup/a', '/backup/b', '/backup/a'].map(
      (location) => purchaser.record(backup, { ...structuredClone(backup.example), location }).location,
    );
    expect(places[0]).toBe(places[2]);
    expect(places[0]).not.toBe(places[1]);
    expect(places.join()).not.toContain('/backup');
  });

  it('are the very same objects for whom nothing is left out', () => {
    const record = structuredClone(backup.example);
    expect(maskOf([], []).record(backup, record)).toBe(record);
  });
});

describe('the views of the site', () => {
  const article = {
    ...({} as SiteArticle),
    title: '连接',
    html: '<p>10.0.0.11 的 22/tcp</p>',
    text: '',
    summary: '',
    headings: [],
  };

  it('lose addresses in articles, which stand in no document', () => {
    expect(maskedArticle(maskFor('supplier'), article)).toBe(article);
    for (const view of ['purchaser', 'audit'] as const)
      expect(maskedArticle(maskFor(view), article).html).toBe('<p>〔地址略〕 的 〔端口略〕</p>');
  });
});
