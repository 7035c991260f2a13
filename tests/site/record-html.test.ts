import { describe, expect, it } from 'vitest';
import type { SiteRecord } from '../../src/report/site-model.ts';
import { numberedPlaces } from '../../src/site/lib/numbered.ts';
import { recordsHtml } from '../../src/site/lib/record-html.ts';
import { siteModel } from '../support/site-fixture.ts';

const record: SiteRecord = {
  id: 'ZB-20261124-001',
  at: '2026-11-24 08:56:10',
  facts: [{ label: '原因', value: [{ text: '见 GZ-20261124-001 与 ZB-20261124-001 <b>' }] }],
  details: [{ label: '记录原件', value: [{ text: 'records/duty/2026/11/ZB-20261124-001.yaml' }] }],
  lists: [{ label: '附件', columns: ['文件名'], rows: [[{ text: '"a".jpg' }]] }],
};
const placeOf = (number: string) => (number === 'GZ-20261124-001' ? '/faults/GZ-20261124-001' : undefined);
const places = { placeOf, hasDesk: true };

describe('a record as HTML', () => {
  it('links every number but its own, and takes no text for markup', () => {
    const html = recordsHtml({ items: [record] }, places);
    expect(html).toContain(
      '<a href=/faults/GZ-20261124-001>GZ-20261124-001</a> 与 <span class=ol-whole>ZB-20261124-001</span> &lt;b&gt;',
    );
    expect(html).toContain('<td>&quot;a&quot;.jpg');
    expect(html).toContain('<article class=ol-record id=ZB-20261124-001>');
  });

  it('saves what is no page by the name that people know it by', () => {
    const cell = { text: '原件', href: '/attachments/ab12.bin', download: '"a".html' };
    const html = recordsHtml(
      { items: [{ ...record, lists: [{ label: '附件', columns: ['打开'], rows: [[cell]] }] }] },
      places,
    );
    expect(html).toContain('<a href=/attachments/ab12.bin download="&quot;a&quot;.html">原件</a>');
  });

  it('keeps a digest whole in a column that is narrow to the eye', () => {
    const sha = '0123456789abcdef'.repeat(4);
    const html = recordsHtml(
      { items: [{ ...record, lists: [{ label: '附件', columns: ['校验值'], rows: [[{ text: sha }]] }] }] },
      places,
    );
    expect(html).toContain(`<td><span class=ol-digest>${sha}</span>`);
  });

  it('tells a day that all moments of a column share once, and leads to a place once a row', () => {
    const asset = { text: '应用服务器 1', href: '/assets/app-server-1' };
    const row = (start: string, end: string) => [asset, asset, { text: start }, { text: end }];
    const columns = ['数据源', '对象', '开始', '结束'];
    const rows = [
      row('2026-11-24 09:00:14', '2026-11-24 23:59:59'),
      row('2026-11-24 09:00:15', '2026-11-24 23:59:59'),
      row('2026-11-24 09:00:16', '2026-11-25 00:00:01'),
    ];
    const html = recordsHtml({ items: [{ ...record, lists: [{ label: '数据源情况', columns, rows }] }] }, places);
    expect(html).toContain('<th>开始（<time>2026-11-24</time>）<th>结束<tbody>');
    expect(html).toContain(
      '<tr><td><a href=/assets/app-server-1>应用服务器 1</a><td>应用服务器 1<td>09:00:16<td><time>2026-11-25 00:00:01</time>',
    );
    const few = recordsHtml(
      { items: [{ ...record, lists: [{ label: '附件', columns, rows: rows.slice(0, 2) }] }] },
      places,
    );
    expect(few).toContain('<td><time>2026-11-24 09:00:14</time>');
  });

  it('folds what only who checks it asks for', () => {
    const html = recordsHtml({ items: [record] }, places);
    expect(html.indexOf('records/duty/')).toBeGreaterThan(html.indexOf('<details><summary>详情：原件与校验值'));
  });

  it('says of what was withdrawn that it counts nowhere', () => {
    const html = recordsHtml({ items: [{ ...record, withdrawn: '由 李工 作废：重复' }] }, places);
    expect(html).toContain('已作废，不计入统计：由 李工 作废：重复');
  });
});

it('leads to its attachments where there is a desk that gives them', () => {
  const attached = { ...record, desk: '/desk/records/duty/ZB-20261124-001' };
  expect(recordsHtml({ items: [attached] }, places)).toContain('<a href=/desk/records/duty/ZB-20261124-001>');
  expect(recordsHtml({ items: [attached] }, { placeOf, hasDesk: false })).not.toContain('/desk/');
});

describe('a printed number', () => {
  const model = siteModel();
  const of = numberedPlaces(model);

  it('of a record, of a document about a part of it and of a document leads to what it names', () => {
    const [number = '', document] = model.documents.map((one) => [one.number, one.files.html] as const)[0] ?? [];
    expect(of('GZ-20261124-001')).toBe('/faults/GZ-20261124-001');
    expect(of('GZ-20261124-001-z')).toBe('/faults/GZ-20261124-001');
    expect(of(number)).toBe(document);
  });

  it('that nobody knows leads nowhere', () => {
    expect(of('GZ-19990101-001')).toBeUndefined();
    expect(of('constructor')).toBeUndefined();
  });
});
