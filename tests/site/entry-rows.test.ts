/** The rows of the lists of 交付物: what they say, and that a year of them stays light. */

import { describe, expect, it } from 'vitest';
import type { SiteDocument, SiteReceipt } from '../../src/report/site-model.ts';
import { type Entry, entriesOf } from '../../src/site/lib/deliverables.ts';
import { commonMarks, entryRow, listedPeriod, rowsWithin, timeOf } from '../../src/site/lib/entry-rows.ts';
import { wholeText } from '../../src/site/lib/html.ts';
import { fileAddress, savedName } from '../../src/site/lib/saved-name.ts';
import { siteModel } from '../support/site-fixture.ts';

const model = siteModel();
const entries = entriesOf(model);
const of = (obligation: string, period: string): Entry =>
  entries.find((one) => one.obligation === obligation && one.period === period) as Entry;
const options = { withName: true, common: [], time: timeOf(entries, model.today) };
const issued = of('inspection-log', '2026-11-20');

describe('a row', () => {
  it('gives every file of every revision, and leaves names to the script where they follow from the address', () => {
    const row = entryRow(of('inspection-log', '2026-11-18'), options);
    for (const { files } of of('inspection-log', '2026-11-18').documents)
      for (const href of Object.values(files)) expect(row).toContain(`href=${href}>`);
    expect(row).toContain('历史版次 1');
    expect(row).not.toContain('download="');
  });

  it('says beside its state when it was delivered or signed for, where the contract counts that', () => {
    const late = {
      ...(issued.occurrence as NonNullable<Entry['occurrence']>),
      ...{ state: 'delivered-late' as const, stateText: '逾期签收' },
      handedOver: { what: '签收', at: '2026-11-21T10:30:00+08:00' },
    };
    const row = entryRow({ ...issued, occurrence: late }, { ...options, time: timeOf([], model.today) });
    expect(row).toContain('data-state=delivered-late');
    expect(row).toMatch(/<td>逾期签收<small>签收 11-21 10:30<\/small>/);
    expect(entryRow(issued, options)).not.toContain('签收');
  });

  it('says by what it was due when it was issued, where that was another time', () => {
    const own = issued.occurrence as NonNullable<Entry['occurrence']>;
    const dueThen = '签发时为 2026-07-21 23:10，其后口径或记录有变';
    const row = entryRow({ ...issued, occurrence: { ...own, dueThen } }, options);
    // No day is divided at its hyphens in a narrow column.
    const whole = dueThen.replace('2026-07-21 23:10', '<time>$&</time>');
    expect(row).toContain(`${options.time(own.dueAt ?? '')}<small>${whole}</small>`);
    const dueSince = [{ text: '其后 2026-09-02 双方确认的口径“甲”', href: '/interpretations#i-clocks' }];
    expect(entryRow({ ...issued, occurrence: { ...own, dueThen, dueSince } }, options)).toMatch(
      /变<\/small><small><a href="?\/interpretations#i-clocks"?>其后 <time>2026-09-02<\/time> 双方确认的口径“甲”<\/a><\/small>/,
    );
    expect(entryRow(issued, options)).not.toContain('签发时为');
  });

  it('says a name that does not follow from the address', () => {
    const [document] = issued.documents as [SiteDocument];
    const renamed = { ...document, downloads: { ...document.downloads, pdf: '别名.pdf' } };
    expect(entryRow({ ...issued, documents: [renamed] }, options)).toContain('download="别名.pdf"');
  });

  it('runs nothing that stands in a text', () => {
    const name = '<img src=x onerror="alert(1)">&';
    const row = entryRow({ ...issued, name, periodText: name, period: 'service' }, options);
    expect(row).not.toContain('<img');
    expect(row).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;');
  });

  it('has eight cells with the name and seven without, whatever is missing', () => {
    const cells = (html: string) => html.match(/<td/g)?.length;
    for (const entry of entries) {
      expect(cells(entryRow(entry, options)), entry.key).toBe(8);
      expect(cells(entryRow(entry, { ...options, withName: false })), entry.key).toBe(7);
    }
    expect(cells(entryRow({ ...issued, occurrence: null, documents: [] }, options))).toBe(8);
  });

  it('writes a day as a day, and any other period as the contract names it', () => {
    expect(listedPeriod('2026-11-24', '2026 年 11 月 24 日（2026-11-23 17:00 至 2026-11-24 17:00）')).toBe(
      '2026-11-24',
    );
    expect(listedPeriod('2026-Q4', '2026 年第 4 季度（…）')).toBe('2026 年第 4 季度（…）');
  });

  it('puts the days of a period below its name, where they are not broken in two', () => {
    const row = entryRow(
      { ...issued, period: '2026-Q4', periodText: '2026 年第 4 季度（2026-10-15 至 2027-01-14）' },
      options,
    );
    expect(row).toContain(
      '<td data-sort="2026-Q4">2026 年第 4 季度<small><time>2026-10-15</time> 至 <time>2027-01-14</time></small>',
    );
  });

  it('says why a document was waived, in the place of its revision', () => {
    const { occurrence } = issued;
    if (occurrence === null) throw new Error('the fixture has no such occurrence');
    const waiver = '2026-08-20 采购人项目负责人（采购人）同意：停电检修';
    const waived: Entry = { ...issued, documents: [], occurrence: { ...occurrence, state: 'waived', waiver } };
    expect(entryRow(waived, options)).toContain(
      `<td class=ol-waiver><small>${wholeText(waiver)}</small><td class=ol-blank>—<td class=ol-blank>—`,
    );
  });

  it('says how it stands with the purchaser, and how long it has waited', () => {
    const [newest, ...older] = issued.documents;
    if (newest === undefined) throw new Error('the fixture has no such document');
    const row = (receipt: SiteReceipt) =>
      entryRow({ ...issued, documents: [{ ...newest, receipt }, ...older] }, options);
    const waiting = row({ state: 'waiting', text: '待签收', on: '2026-11-12', days: 12 });
    expect(waiting).toContain(' data-receipt=waiting');
    expect(waiting).toContain('<td data-sort=12>待签收<small>12 天</small>');
    const received = row({ state: 'received', text: '已签收', on: '2026-11-20', days: null });
    expect(received).toContain('<td>已签收<td>');
  });

  it('says of a draft once that it is one', () => {
    const [document] = issued.documents as [SiteDocument];
    const draft = { ...document, status: 'draft' as const, marks: ['草稿，未签发', '演示数据'] };
    const row = entryRow({ ...issued, documents: [draft] }, options);
    expect(row.match(/草稿/g)).toHaveLength(1);
    expect(row).toContain('演示数据');
  });
});

describe('a list', () => {
  it('says once what all of it bears', () => {
    const marked = entries.map((entry) => ({
      ...entry,
      documents: entry.documents.map((document) => ({ ...document, marks: ['演示数据', ...document.marks] })),
    }));
    expect(commonMarks(marked)).toEqual(['演示数据']);
    expect(commonMarks(entries)).toEqual([]);
    expect(commonMarks(marked.slice(0, 1).map((one) => ({ ...one, documents: one.documents.slice(0, 1) })))).toEqual(
      [],
    );
  });

  it('writes all its times with the year as soon as one is of another', () => {
    expect(timeOf(entries, '2026-11-24')('2026-11-24T17:00:00+08:00')).toBe('11-24 17:00');
    expect(timeOf(entries, '2027-01-01')('2026-11-24T17:00:00+08:00')).toBe('2026-11-24 17:00');
  });

  it('holds a leap year of a daily document within its weight, and tells what it leaves out', () => {
    const address = '/archive/2026/daily-maintenance/2026-11-20/r1/HQSF-RB-20261120-r1';
    const [document] = issued.documents as [SiteDocument];
    const files = { html: `${address}.html`, pdf: `${address}.pdf`, xlsx: `${address}.xlsx` };
    const names = { pdf: savedName(files.pdf, issued.name), xlsx: savedName(files.xlsx, issued.name) };
    const receipt: SiteReceipt = { state: 'received', text: '已签收', on: '2026-11-21', days: null };
    const year = Array.from({ length: 366 }, () => ({
      ...issued,
      documents: [{ ...document, files, downloads: names, receipt }],
    }));
    const kind = { ...options, withName: false, time: timeOf(entries, '2027-01-01') };
    expect(rowsWithin(year, kind).folded).toEqual([]);
    const { rows, listed, folded } = rowsWithin([...year, ...year], kind);
    expect(rows).toHaveLength(listed.length);
    expect(listed.length + folded.length).toBe(732);
    expect(new TextEncoder().encode(rows.join('\n')).length).toBeLessThan(157_000);
  });
});

it('the address of an issued file says of which revision of which period it is, and under which name it is saved', () => {
  const href = '/archive/2026/incident-analysis/GZ-20260331-001/r2/HQSF-GZ-20260331-001-r2.pdf';
  expect(fileAddress(href)).toEqual({
    period: 'GZ-20260331-001',
    revision: 2,
    number: 'HQSF-GZ-20260331-001-r2',
    extension: 'pdf',
  });
  expect(savedName(href, '故障分析处理记录')).toBe('20260331001_故障分析处理记录_第2版.pdf');
  expect(savedName('/preview/HQSF-XJ-20261124-r1.html', '系统巡检日志')).toBeNull();
});
