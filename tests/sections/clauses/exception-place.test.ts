/** An exception whose document names no record leads to what shows it; only where nothing does, that is said. */

import { expect, test } from 'vitest';
import { clauseIds } from '../../../src/contract/terms/clauses.ts';
import { richCell } from '../../../src/report/cell.ts';
import type { StatedException } from '../../../src/report/statement.ts';
import { followed } from '../../../src/sections/board/finding-figures.ts';
import { exceptionPlace } from '../../../src/sections/clauses/exception-place.ts';
import findings from '../../../src/sections/findings.ts';
import { assetLink } from '../../../src/sections/parts/links.ts';
import dutyKind from '../../../src/subjects/attendance/kinds/duty.ts';
import { UNRECORDED } from '../../../src/subjects/clauses/tables.ts';
import type { FollowedFinding } from '../../../src/subjects/findings/judge/findings.ts';
import { exampleRecords, pagesOf, siteFacts } from '../../support/site-parts.ts';

const late25 = '2026-11-24T09:25:00+08:00';
const late = { ...dutyKind.example, state: 'late' as const, post: 'resident' as const, signedInAt: late25 };
const facts = siteFacts({ records: { ...exampleRecords(), duty: [late] } });
const [attendance = ''] = clauseIds(facts.contract.contract, 'attendance');
const told = (text: string, day: string | null, given: Partial<StatedException> = {}) =>
  exceptionPlace(facts, { clauses: ['x'], where: '', ...given, text, day });
const counts = (count: number, state: 'overdue' | 'fixed-late' = 'overdue', cut = false) => ({
  findings: { state, count, cut },
});

test('a document that is owed leads to its day of the calendar', () => {
  const name = facts.obligations.find(({ id }) => id === 'inspection-log')?.name ?? '';
  expect(told(`${name} 2026-06-20：缺失`, '2026-06-21')).toEqual({
    ...{ text: '应交项', href: '/deliverables/due/2026-06?day=2026-06-20' },
  });
});

test('a late arrival leads to the duty record of its day, and of no other day', () => {
  expect(told('驻点迟到 25 分', late.date, { clauses: [attendance] })).toMatchObject({
    ...{ text: late.id, sub: expect.stringMatching(`^${late.person}，迟到 25 分$`) },
  });
  expect(told('驻点迟到 25 分', '2026-01-02', { clauses: [attendance] })).toEqual(UNRECORDED);
});

test('findings past their deadline lead to the list of findings', () => {
  expect(told('逾期未修复的漏洞 2 个：甲、乙', null, counts(2))).toEqual({
    ...{ text: '已逾期的漏洞清单', href: '/findings?late=yes#open' },
  });
  const pages = pagesOf(findings, facts);
  const [one, two] = followed(facts);
  const nameOf = ({ finding, dueOn }: FollowedFinding) =>
    `${finding.asset === undefined ? finding.address : assetLink(facts, finding.asset).text} ${finding.id} 期限 ${dueOn}`;
  const named = [two, one].flatMap((own) => (own === undefined ? [] : [nameOf(own)]));
  const place = told(
    `逾期未修复的漏洞 9 个：甲 期限 2026-01-01、${named.join('、')} 等 9 个`,
    null,
    counts(9, 'overdue', true),
  );
  const links = richCell(place).more ?? [];
  expect(links.map(({ text }) => text)).toEqual(named.map((text) => text.replace(/ 期限 .*/, '')));
  expect(told(`逾期未修复的漏洞 1 个：${named[0]}`, null, { ...counts(1), where: 'SM-20261117-001' })).toMatchObject({
    text: 'SM-20261117-001',
    more: [links[0], { text: '已逾期的漏洞清单' }],
  });
  expect(
    told(
      `逾期后才修复的漏洞 1 个：${named[0]}，2026-09-02 复扫确认，晚于期限 3 天`,
      '2026-08-31',
      counts(1, 'fixed-late'),
    ),
  ).toMatchObject({
    text: '逾期后才修复的漏洞清单',
    ...{ href: '/findings#fixed-late', more: [links[0]] },
  });
  for (const { href } of links) expect(pages.map(({ path }) => `/findings/${path}`)).toContain(href);
  expect(told('巡检 9 日中有 3 日的人工检查没有结果，共 9 项次', null)).toMatchObject({
    href: '/records/inspection',
  });
  expect(told('甲未观测 1 小时', null)).toMatchObject({ href: '/availability' });
});

test('what names a record keeps it; what nothing shows says so', () => {
  expect(told('甲', '2026-01-02', { where: 'GZ-20260102-001' })).toBe('GZ-20260102-001');
  expect(told('2026-05 没有登记漏洞扫描', null)).toEqual(UNRECORDED);
});
