/** Bad input of every kind: refused whole with the reason, never a crash, never half an import. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import findingTable from '../../src/scanners/finding-table.ts';
import nessus from '../../src/scanners/nessus.ts';
import nmap from '../../src/scanners/nmap.ts';
import openvas from '../../src/scanners/openvas.ts';
import rsas from '../../src/scanners/rsas.ts';
import { bytesFile, fixtureText, refusal, workbookOf, zipOf } from './_bytes.ts';
import { textFile } from './_file.ts';

describe('hostile XML', () => {
  const body = (content: string): string => `<nmaprun><host>${content}</host></nmaprun>`;
  const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

  it.each([
    ['an external entity', `<!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file:///etc/passwd">]>${body('&x;')}`, '内部 DTD'],
    ['an entity bomb', `<!DOCTYPE nmaprun [<!ENTITY l0 "lol">${lol}]>${body('&l9;')}`, '内部 DTD'],
    [
      'a parameter entity',
      `<!DOCTYPE nmaprun [<!ENTITY % p SYSTEM "http://example.invalid/x"> %p;]>${body('')}`,
      '内部 DTD',
    ],
    ['an undefined entity', body('&nbsp;'), '未定义的实体'],
    ['deep nesting', body('<a>'.repeat(100_000)), '嵌套过深'],
    ['a text of more than 4 MB', body('x'.repeat(4_300_000)), '文字过长'],
    ['an attribute of more than 1 MB', body(`<a b="${'x'.repeat(1_200_000)}"/>`), '文字过长'],
    [
      'two thousand attributes',
      body(`<a ${Array.from({ length: 2000 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
      '属性过多',
    ],
    [
      'an attribute twice',
      body('<status state="up" state="down"/>').replace('state="down"', 'state="down" <'),
      'XML 格式错误',
    ],
    ['tags that do not match', '<nmaprun><host></nmaprun>', 'XML 格式错误'],
    ['text after the end', '<nmaprun/>x', 'XML 格式错误'],
  ])('is refused for %s', async (_name, text, reason) => {
    const message = await refusal(nmap, textFile('a.xml', text));
    expect(message).toContain(reason);
    expect(message).toContain('没有导入任何内容');
    expect(message).toMatch(/第 \d+ 行/);
  });

  it('accepts a DOCTYPE that only names, and fetches nothing', async () => {
    const text = '<!DOCTYPE nmaprun SYSTEM "http://example.invalid/nmap.dtd"><nmaprun scanner="nmap"/>';
    expect((await nmap.read(textFile('a.xml', text))).findings).toEqual([]);
  });

  it('takes names such as __proto__ for names', async () => {
    const items =
      '<ReportHost name="__proto__"><HostProperties><tag name="__proto__">constructor</tag></HostProperties><ReportItem port="1" severity="2" pluginID="__proto__" protocol="tcp"/></ReportHost>';
    const report = await nessus.read(
      textFile('a', `<NessusClientData_v2><Report>${items}</Report></NessusClientData_v2>`),
    );
    expect(report.findings.map(({ id, address }) => [id, address])).toEqual([['nessus:__proto__', '__proto__']]);
    expect(Object.hasOwn(Object.prototype, 'constructor') && ({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it.each([
    ['nessus', nessus, 'two-hosts.nessus'],
    ['nmap', nmap, 'nmap-scripts.xml'],
    ['openvas', openvas, 'openvas.xml'],
    ['rsas', rsas, 'rsas.xml'],
  ] as const)('of %s is refused wherever it is cut off', async (_name, scanner, fixture) => {
    const text = (await fixtureText(fixture)).trimEnd();
    for (let part = 1; part < 20; part++) {
      const cut = text.slice(0, Math.floor((text.length * part) / 20));
      expect(await refusal(scanner, textFile('a.xml', cut))).toMatch(/文件不完整|XML 格式错误/);
    }
  });
});

const worksheet = (content: string): Uint8Array =>
  zipOf({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/workbook.xml':
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/worksheets/sheet1.xml': content,
  });

describe('a hostile workbook', () => {
  it.each([
    ['a bomb', `<worksheet>${' '.repeat(11_000_000)}</worksheet>`, '解压后过大'],
    ['repetition beyond belief', `<worksheet>${' '.repeat(8_000_000)}</worksheet>`, '压缩炸弹'],
    [
      'a cell at the very end',
      '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
      '超过 10000 行',
    ],
    ['a DTD', '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet/>', 'DTD'],
    ['a part that is cut off', '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v', '不完整'],
    [
      'a range of all cells',
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks></worksheet>',
      '工作簿不能读取',
    ],
  ])('is refused for %s', async (_name, content, reason) => {
    expect(await refusal(findingTable, bytesFile('a.xlsx', worksheet(content)))).toContain(reason);
  });

  it('is refused when it is cut off, damaged, or lies about its sizes', async () => {
    const whole = workbookOf({
      S: [
        ['漏洞编号', '资产', '等级'],
        ['CVE-2024-6387', 'h', '高'],
      ],
    });
    expect((await findingTable.read(bytesFile('a.xlsx', whole))).findings).toHaveLength(1);
    expect(await refusal(findingTable, bytesFile('a.xlsx', whole.slice(0, -100)))).toContain('压缩包不完整');
    const at = Buffer.from(whole).indexOf('PK\u0001\u0002');
    const lying = whole.slice();
    new DataView(lying.buffer).setUint32(at + 24, 20, true);
    expect(await refusal(findingTable, bytesFile('a.xlsx', lying))).toMatch(/目录不实|内容与目录不符/);
    const damaged = whole.slice();
    for (let i = 60; i < 120; i++) damaged[i] = (damaged[i] ?? 0) ^ 0xff;
    expect(await refusal(findingTable, bytesFile('a.xlsx', damaged))).toMatch(/已损坏|不能读取/);
  });

  it('of the old kind is refused when damaged', async () => {
    const whole = workbookOf(
      {
        S: [
          ['漏洞编号', '资产', '等级'],
          ['CVE-2024-6387', 'h', '高'],
        ],
      },
      'biff8',
    );
    expect(await refusal(findingTable, bytesFile('a.xls', whole.slice(0, 900)))).toMatch(/不能读取|没有找到/);
  });
});

describe('a hostile zip', () => {
  it.each([
    ['an absolute path', zipOf({ '/etc/host/1.html': 'x' }), '指向包外'],
    ['a path of Windows', zipOf({ 'C:\\host\\1.html': 'x' }), '指向包外'],
    ['a path upwards in the middle', zipOf({ 'host/../../1.html': 'x' }), '指向包外'],
    [
      'too many files',
      zipSync(Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [`host/${i}.html`, new Uint8Array()])), {
        level: 0,
      }),
      '文件过多',
    ],
    ['a page of 30 MB', zipOf({ 'host/1.html': ' '.repeat(30_000_000) }), '解压后过大'],
    ['nothing in it', zipOf({}), 'RSAS'],
  ])('is refused for %s', async (_name, bytes, reason) => {
    expect(await refusal(rsas, bytesFile('a.zip', bytes))).toContain(reason);
  });

  it('is not followed into nesting of a page', async () => {
    const page = `<html><body>绿盟 RSAS<table><tr><th>IP地址</th><td>10.0.0.1</td></tr></table>${'<div><table><tr><td>'.repeat(40_000)}</body></html>`;
    const report = await rsas.read(bytesFile('10.0.0.1.html', new TextEncoder().encode(page)));
    expect(report.hosts.map(({ address }) => address)).toEqual(['10.0.0.1']);
  });
});
