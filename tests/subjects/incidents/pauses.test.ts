/** Which clock a pause stops is the contract's: the arrival alone, in a season, for a reason; without its word the restoration. */
import { describe, expect, it, test } from 'vitest';
import { assessIncident } from '../../../src/subjects/incidents/judge/clocks.ts';
import { decisionOf } from '../../../src/subjects/incidents/judge/decision.ts';
import { runningClocks } from '../../../src/subjects/incidents/judge/running.ts';
import type { IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { contextFor, contractWith, fault, problemsOf, signedFor, time } from './_contract.ts';

const terms = (pauses: string) =>
  contractWith(
    ['8', '9'],
    `
calendars:
  - { id: monsoon, name: 雨季, days: all, except: [{ from: 2027-01-01, to: 2027-04-30 }, { from: 2027-10-01, to: 2027-12-31 }] }
levels:
  - { id: A, name: 甲级, limits: [{ clock: arrival, clause: "8", minutes: 50 }, { clock: restoration, clause: "8", minutes: 120 }] }
${pauses}`,
  );
const arrivalAlone = terms('pauses: [{ clause: "9", clocks: [arrival], reasons: [access], during: monsoon }]');

/** Waits for the road for 40 minutes, 15 minutes after the report; arrives after 80 and ends after 110 minutes. */
function held(day: string, reason: 'access' | 'permit', more: Partial<IncidentRecord> = {}): IncidentRecord {
  const at = (clock: string) => time(`${day} ${clock}`);
  return fault({
    ...{ level: 'A', reported: `${day} 09:00`, responded: `${day} 09:03`, arrived: `${day} 10:20` },
    ...{ restored: `${day} 10:50`, closed: `${day} 12:00` },
    more: {
      diagnosis: 'onsite',
      residentOnSpot: false,
      pauses: [
        {
          ...{ id: 'p', from: at('09:15'), to: at('09:55'), reason, evidence: '封路公告' },
          ...{ confirmedBy: '采购人项目负责人', confirmedAt: at('11:00') },
        },
      ],
      ...more,
    },
  });
}

const judged = (bundle: typeof arrivalAlone, record: IncidentRecord, asOf = '06-30 18:00') => {
  const { clocks } = assessIncident(signedFor(record), { ...contextFor(bundle), asOf: time(asOf) });
  return Object.fromEntries(clocks.map((clock) => [clock.id, clock]));
};

describe('a pause that stops the arrival alone', () => {
  it('is taken from the arrival, and the outage stays as long as it was', () => {
    const { arrival, restoration } = judged(arrivalAlone, held('06-15', 'access'));
    expect(arrival).toMatchObject({ state: 'met', seconds: 40 * 60 });
    expect(arrival?.text).toContain('扣除暂停前 1 小时 20 分、扣除后 40 分');
    expect(restoration).toMatchObject({ state: 'met', seconds: 110 * 60 });
    expect(restoration?.text).not.toContain('暂停');
  });

  test.for([
    ['06-15', 'permit', {}],
    ['03-15', 'access', {}],
  ] as const)('does not of another reason or outside its season: %s %s', ([day, reason]) => {
    expect(judged(arrivalAlone, held(day, reason))['arrival']).toMatchObject({ state: 'missed', seconds: 80 * 60 });
  });

  it('stops nothing until the purchaser confirmed it, and is told', () => {
    const { pauses = [] } = held('06-15', 'access');
    const open = held('06-15', 'access', {
      pauses: pauses.map(({ confirmedBy: _, confirmedAt: __, ...row }) => row),
    });
    const { arrival } = judged(arrivalAlone, open);
    expect(arrival).toMatchObject({ state: 'missed', seconds: 80 * 60 });
    expect(arrival?.text).toContain('另有未经确认的暂停 40 分，未扣除');
  });

  it('moves the moment at which the limit is missed, and until then the time that is left', () => {
    const late = held('06-15', 'access', { arrivedAt: time('06-15 11:00') });
    const { arrival } = judged(arrivalAlone, late);
    expect(arrival).toMatchObject({ state: 'missed', passedAt: time('06-15 10:30') });
    const decided = arrival && decisionOf(signedFor(late), arrival, time('06-30 18:00'));
    expect(decided).toEqual({ state: 'missed', at: time('06-15 10:30') });
    const { arrivedAt: _, restoredAt: _r, confirmedRestoredAt: _c, closedAt: _e, ...open } = late;
    const running = runningClocks(signedFor(open as IncidentRecord), {
      ...contextFor(arrivalAlone),
      asOf: time('06-15 11:01'),
    });
    expect(running.find(({ clock }) => clock === 'arrival')?.dueAt).toBe(time('06-15 10:30'));
  });
});

test.for([
  ['workingMinutes: 50, calendar: monsoon', '10:30'],
  ['workingDays: 0, time: "10:00", calendar: monsoon', '10:40'],
])('moves the moment of a limit in a calendar, too: %s', ([limit, passes]) => {
  const bundle = terms(`limits: [{ clock: arrival, clause: "9", ${limit} }]
pauses: [{ clause: "9", clocks: [arrival], reasons: [access] }]`);
  const levels = bundle.contract.levels.map(({ limits: _, ...level }) => level);
  const own = { ...bundle, contract: { ...bundle.contract, levels } };
  const { arrival } = judged(own, held('06-15', 'access', { arrivedAt: time('06-15 11:00') }));
  expect(arrival).toMatchObject({ state: 'missed', passedAt: time(`06-15 ${passes}`) });
});

test('without the contract’s word a pause stops the restoration alone, of any reason', () => {
  const { arrival, restoration } = judged(terms(''), held('06-15', 'access'));
  expect([arrival?.seconds, restoration?.seconds]).toEqual([80 * 60, 70 * 60]);
});

test('of a restoration, too, the limit is missed when it passed less its pauses', () => {
  const late = held('06-15', 'permit', {
    restoredAt: time('06-15 13:00'),
    confirmedRestoredAt: time('06-15 13:00'),
    closedAt: time('06-15 14:00'),
  });
  const { restoration } = judged(terms(''), late);
  expect(restoration && decisionOf(signedFor(late), restoration, time('06-30 18:00'))?.at).toBe(time('06-15 11:40'));
});

test('what it names is of the contract', () => {
  expect(problemsOf(terms('pauses: [{ clause: "7", clocks: [arrival], during: monsun }]')).join('\n')).toMatch(
    /pauses\[0\]\.clause: 7 .*\n.*pauses\[0\]\.during: monsun .*monsoon/s,
  );
});
