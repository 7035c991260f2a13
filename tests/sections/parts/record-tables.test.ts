/** What runs out and who is on duty, as pages show it. */
import { describe, expect, it } from 'vitest';
import { richCell } from '../../../src/report/cell.ts';
import { dutyList, renewalList } from '../../../src/sections/parts/record-tables.ts';
import type { DutyRecord } from '../../../src/subjects/attendance/kinds/duty.ts';
import type { RenewalRecord } from '../../../src/subjects/renewals/kinds/renewal.ts';
import { daysLeftText } from '../../../src/wording/durations.ts';
import { compose, exampleRecords, siteFacts } from '../../support/site-parts.ts';

describe('到期事项', () => {
  const renewal = (changes: Partial<RenewalRecord>): RenewalRecord => ({
    ...(exampleRecords().renewal[0] as RenewalRecord),
    ...changes,
  });

  it('show what was renewed and runs out again soon as soon to run out, here and on 首页', () => {
    const again = renewal({
      id: 'DQ-20260901-005',
      expiresOn: '2025-12-31',
      status: 'renewed',
      ...{ renewedOn: '2025-12-20', renewedTo: '2026-12-31' },
    });
    const records = { ...exampleRecords(), renewal: [again] };
    const [row] = renewalList(siteFacts({ records })).rows;
    expect(row?.cells['state']).toMatchObject({
      text: '已续期至 2026-12-31',
      tone: 'muted',
      sub: '已于 2025-12-20 续期，下次到期 2026-12-31（还有 36 天）',
    });
    expect(compose(siteFacts({ records })).board.renewals).toMatchObject([
      { tone: 'muted', left: '还有 36 天', text: '已于 2025-12-20 续期，下次到期 2026-12-31' },
    ]);
  });

  it('show what must be seen to first, and what is settled last', () => {
    const list = [
      renewal({ id: 'DQ-20260901-001', expiresOn: '2026-11-30', status: 'renewed', renewedTo: '2027-11-30' }),
      renewal({ id: 'DQ-20260901-002', expiresOn: '2027-06-30' }),
      renewal({ id: 'DQ-20260901-003', expiresOn: '2026-12-10' }),
      renewal({ id: 'DQ-20260901-004', expiresOn: '2026-11-20' }),
    ];
    const { rows } = renewalList(siteFacts({ records: { ...exampleRecords(), renewal: list } }));
    expect(rows.map(({ id }) => id?.slice(-1))).toEqual(['4', '3', '2', '1']);
    expect(rows.map(({ cells }) => cells['state'])).toMatchObject([
      { text: '已到期，未办理', tone: 'abnormal', sub: '已过 5 天' },
      { text: '进入提醒期，未办理', tone: 'attention', sub: '还有 15 天' },
      { text: '未到提醒期', tone: 'muted' },
      {
        text: '已续期至 2027-11-30',
        tone: 'normal',
        sub: expect.stringContaining('下次到期 2027-11-30（还有 370 天）'),
      },
    ]);
    expect(daysLeftText(0)).toBe('今天到期');
  });
});

describe('今日在岗', () => {
  const duty = (changes: Partial<DutyRecord>): DutyRecord => ({
    ...(exampleRecords().duty[0] as DutyRecord),
    date: '2026-11-25',
    ...changes,
  });

  it('lists today alone, in the order of the posts, with who stands in', () => {
    const { signedInAt: _in, signedOutAt: _out, ...planned } = duty({ id: 'ZB-20261125-001', post: 'oncall' });
    const list = [
      { ...planned, state: 'planned' as const },
      duty({ id: 'ZB-20261125-002', state: 'leave', substitute: '后备工程师' }),
      duty({ id: 'ZB-20261124-009', date: '2026-11-24' }),
    ];
    const { rows } = dutyList(siteFacts({ records: { ...exampleRecords(), duty: list } }));
    // The ids below the table are the anchors of that page.
    expect(rows.map(({ id, cells: { person } }) => [id, richCell(person).sub])).toEqual([
      [undefined, 'ZB-20261125-002　顶岗 后备工程师'],
      [undefined, 'ZB-20261125-001'],
    ]);
    expect(rows[1]?.cells).toMatchObject({ signed: { text: '未登记' }, state: { text: '已排班', mark: '–' } });
  });
});
