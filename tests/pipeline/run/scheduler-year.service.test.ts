/**
 * A year with a scheduler that was away for months and down on random days, and a clock that jumped: at most one current
 * document per obligation and period, each late one marked, none invented, none forgotten. The renderer draws nothing.
 */
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/archive/manifest.ts';
import { readArchive } from '../../../src/archive/store.ts';
import { CLOSING_REASON } from '../../../src/contract/calendar/closing.ts';
import { random } from '../../../src/demo/kit/random.ts';
import { plusDays, plusMinutes, t } from '../../../src/demo/kit/times.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { CAUGHT_UP } from '../../../src/pipeline/issue/make.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { planSource, type Session } from '../../../src/pipeline/session.ts';
import { runs } from '../../support/runs.ts';
import { inspect, starterSession } from '../../support/starter-session.ts';

const FROM = '2025-11-25';
const OBLIGATIONS = [
  'inspection-log',
  'daily-maintenance',
  'monthly-maintenance',
  'attendance-register',
  'asset-register',
];
/** Months without a machine: the days that are left are worth as much as all of them; of the night there are seven. Of whole years in memory `npm run faults` asks the same. */
const AWAY = { from: runs(1) === 1 ? '2025-12-05' : '2026-01-05', until: runs(1) === 1 ? '2026-11-03' : '2026-08-10' };
/** Hours by which the machine's clock was wrong at a tick, now and then. */
const JUMPS = [-26, -3, -1, 5, 30];

const inspected = new Set<string>();

/** The workspace with a few obligations, so that a year passes in seconds. */
function onlySome(whole: Session): Session {
  return { ...whole, deliverables: new Map([...whole.deliverables].filter(([id]) => OBLIGATIONS.includes(id))) };
}

const session = onlySome(await starterSession(FROM, true));
const chance = random('scheduler');
for (let day = 0, date = FROM; day < 365; day += 1, date = plusDays(date, 1)) {
  const isAway = date >= AWAY.from && date < AWAY.until;
  if (isAway || chance.chance(0.12)) continue; // the machine was off: neither observed nor issued
  const collectorDown = chance.chance(0.05);
  const schedulerDown = chance.chance(0.12);
  if (!collectorDown) {
    await inspect(session, date);
    inspected.add(date);
  }
  if (schedulerDown) continue;
  for (const time of ['10:00', '17:00']) {
    const wrong = chance.chance(0.08) ? chance.pick(JUMPS) : 0;
    const result = await issue(session, { now: plusMinutes(t(date, time), wrong * 60) });
    expect(result.failed).toEqual([]);
  }
}
const end = t(plusDays(FROM, 366), '12:00');
await issue(session, { now: end });
const again = await issue(session, { now: end });
expect([again.issued, again.failed]).toEqual([[], []]);
const manifests = (await readArchive(session.workspace.root)).documents.map((one) => one.manifest);
const plan = await planAt(planSource(session), end);

const first = (): Manifest[] => manifests.filter((one) => one.revision === 1);

describe('after the year', () => {
  it('has at most one current document per obligation and period', () => {
    const keys = first().map((one) => `${one.obligation} ${one.period}`);
    expect(new Set(keys).size).toBe(keys.length);
    // A log and a report of each day on which something was seen.
    expect(keys.length).toBeGreaterThan(1.5 * inspected.size);
  });

  it('has closed the documents of the last period once, and revised no other', () => {
    const closing = manifests.filter((one) => one.revision > 1);
    expect(closing.map((one) => `${one.obligation} ${one.period} r${one.revision}`).toSorted()).toEqual([
      'asset-register 2026-Q3 r2',
      'attendance-register 2026-11 r2',
      'monthly-maintenance 2026-11 r2',
    ]);
    for (const one of closing) expect([one.reason, one.late]).toEqual([CLOSING_REASON, false]);
  });

  it('marks each late one, with the due time and why, and no other', () => {
    const late = first().filter((one) => one.dueAt !== null && Date.parse(one.times.issued) > Date.parse(one.dueAt));
    expect(late.length).toBeGreaterThan(20);
    expect(manifests.filter((one) => one.late)).toEqual(late);
    for (const one of late) {
      expect(one.reason).toBe(CAUGHT_UP);
      expect(one.marks.some((mark) => mark.startsWith('补报：应于'))).toBe(true);
    }
  });

  it('invented none: what was not observed has no document and stays missing', () => {
    for (const id of ['inspection-log', 'daily-maintenance']) {
      const days = manifests.filter((one) => one.obligation === id).map((one) => one.period);
      expect(days.length).toBeGreaterThan(0);
      expect(days.filter((day) => !inspected.has(day))).toEqual([]);
    }
    const missing = plan.items.filter((one) => one.state === 'missing').map((one) => one.occurrence.period);
    const dark = Array.from({ length: 365 }, (_, n) => plusDays(FROM, n)).filter((date) => !inspected.has(date));
    expect(new Set(missing)).toEqual(new Set(dark));
    expect(dark.length).toBeGreaterThan(30);
  });

  it('forgot none: everything that was observed is issued', () => {
    const open = plan.items.filter((one) => ['due', 'overdue'].includes(one.state));
    expect(open.map((one) => `${one.obligation.id} ${one.occurrence.period}`)).toEqual([]);
    for (const date of inspected)
      expect(manifests.some((one) => one.obligation === 'inspection-log' && one.period === date)).toBe(true);
  });

  it('issued nothing before its time opened', () => {
    const opens = new Map(
      plan.items.map((one) => [`${one.obligation.id} ${one.occurrence.period}`, one.occurrence.issueFrom]),
    );
    for (const one of manifests) {
      const from = opens.get(`${one.obligation} ${one.period}`) ?? '';
      expect(Date.parse(one.times.issued)).toBeGreaterThanOrEqual(Date.parse(from));
    }
  });
});
