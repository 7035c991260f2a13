import { describe, expect, test } from 'vitest';
import { documentNumber, documentTitle, periodText, revisionText } from '../../../src/contract/calendar/period-text.ts';

describe('the period in Chinese', () => {
  test.each([
    [{ period: '2026-11-24', from: '2026-11-24', to: '2026-11-24' }, '2026 年 11 月 24 日'],
    [{ period: '2026-11', from: '2026-11-01', to: '2026-11-30' }, '2026 年 11 月'],
    [{ period: '2028-02', from: '2028-02-01', to: '2028-02-29' }, '2028 年 2 月'],
    [{ period: '2028-02', from: '2028-02-01', to: '2028-02-28' }, '2028 年 2 月（2028-02-01 至 2028-02-28）'],
    [{ period: '2026-11', from: '2026-10-26', to: '2026-11-25' }, '2026 年 11 月（2026-10-26 至 2026-11-25）'],
    [{ period: '2026-Q4', from: '2026-10-01', to: '2026-12-31' }, '2026 年第 4 季度（2026-10-01 至 2026-12-31）'],
    [{ period: '2026-Q3', from: '2026-08-25', to: '2026-11-24' }, '服务季度（2026-08-25 至 2026-11-24）'],
    [{ period: '2026-Q4', from: '2026-11-01', to: '2027-01-31' }, '服务季度（2026-11-01 至 2027-01-31）'],
    [{ period: 'service', from: '2026-01-01', to: '2026-12-31' }, '服务期（2026-01-01 至 2026-12-31）'],
    [{ period: '2027', from: '2027-07-15', to: '2028-07-14' }, '2027 服务年度（2027-07-15 至 2028-07-14）'],
    [{ period: 'service-20261124', from: '2026-01-01', to: '2026-11-24' }, '服务期至今（2026-01-01 至 2026-11-24）'],
  ])('%j', (occurrence, text) => expect(periodText(occurrence)).toBe(text));

  test('an event and its part, and a day that runs from the evening before', () => {
    const day = { from: '2026-11-24', to: '2026-11-24' };
    const event = 'GZ-20261124-001';
    expect(periodText({ ...day, period: event, event })).toBe(event);
    const part = { suffix: 'z', name: '终报' };
    expect(periodText({ ...day, period: `${event}-z`, event, part })).toBe('GZ-20261124-001 终报');
    const span = { from: '2026-11-23T17:00:00+08:00', to: '2026-11-24T17:00:00+08:00' };
    expect(periodText({ ...day, period: '2026-11-24', span })).toBe(
      '2026 年 11 月 24 日（2026-11-23 17:00 至 2026-11-24 17:00）',
    );
  });
});

test.each([
  ['系统巡检日志', undefined, '系统巡检日志'],
  ['重大故障记录报告', '终报', '重大故障记录报告（终报）'],
  ['设备故障维修报告（含无法维修书面报告）', '原因及方案', '设备故障维修报告（原因及方案）'],
  ['设备故障维修报告（含无法维修书面报告）', undefined, '设备故障维修报告（含无法维修书面报告）'],
])('the title of %s, part %s', (name, part, title) => {
  expect(documentTitle(name, part === undefined ? undefined : { suffix: 'z', name: part })).toBe(title);
});

describe('the document number', () => {
  test.each([
    ['XJ', '2026-11-24', 1, 'HQSF-XJ-20261124-r1'],
    ['YB', '2026-11', 2, 'HQSF-YB-202611-r2'],
    ['BF', '2026-Q4', 1, 'HQSF-BF-2026Q4-r1'],
    ['ND', 'service', 1, 'HQSF-ND-service-r1'],
    ['LY', 'service-20261124', 1, 'HQSF-LY-service20261124-r1'],
    ['GZ', 'GZ-20261124-001', 1, 'HQSF-GZ-20261124-001-r1'],
    ['ZD', 'GZ-20261124-001-z', 3, 'HQSF-ZD-20261124-001-z-r3'],
    ['ZD', 'GZ-20261124-001-x12', 1, 'HQSF-ZD-20261124-001-x12-r1'],
    ['SB', 'SBW-20261124-1000-y', 1, 'HQSF-SB-20261124-1000-y-r1'],
  ])('%s %s r%i', (code, period, revision, number) => {
    expect(documentNumber('HQSF', code, period, revision)).toBe(number);
  });

  test('the revision in words', () => expect(revisionText(2)).toBe('第\u00a02\u00a0版'));
});
