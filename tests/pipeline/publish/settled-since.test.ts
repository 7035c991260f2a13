/** Of a deadline that was another when the document was issued, the 口径 that moved it is named, and none that could not. */
import { expect, it } from 'vitest';
import { withSettled } from '../../../src/pipeline/publish/occurrence.ts';
import type { SiteOccurrence } from '../../../src/report/site-model.ts';
import { starter } from '../../contract/_starter.ts';

it('a deadline that was another when the document was issued names the 口径 that were settled since, and where they stand', () => {
  const all = starter().interpretations.map((one) =>
    one.id === 'clocks' || one.id === 'major'
      ? { ...one, confirmed: true, chosen: one.default, confirmedOn: '2026-09-02' }
      : one,
  );
  const one = { dueThen: '签发时为 …', issuedAt: '2026-07-21T23:36:00+08:00' } as SiteOccurrence;
  const major = { eventClass: 'major' };
  const since = withSettled(one, major, all).dueSince;
  expect(since?.map(({ href }) => href)).toEqual(['/interpretations#i-major', '/interpretations#i-clocks']);
  expect(withSettled(one, { eventClass: 'other' }, all).dueSince).toEqual([
    {
      text: '其后 2026-09-02 双方确认的口径“自申报起算，监控先发现的自告警时间起算”',
      href: '/interpretations#i-clocks',
    },
  ]);
  // Of a drill or of what runs from the end of a fault no 口径 moves the deadline: its record was corrected.
  expect(withSettled(one, {}, all).dueSince).toBeUndefined();
  expect(withSettled({ ...one, issuedAt: '2026-09-03T10:00:00+08:00' }, major, all).dueSince).toBeUndefined();
  expect(withSettled({ issuedAt: one.issuedAt } as SiteOccurrence, major, all).dueSince).toBeUndefined();
});
