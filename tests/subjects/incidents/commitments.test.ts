import { describe, expect, it } from 'vitest';
import type { IncidentContext } from '../../../src/subjects/incidents/judge/clocks.ts';
import { summariseCommitments, summariseRestoration } from '../../../src/subjects/incidents/judge/commitments.ts';
import { NO_MONITORING } from '../../../src/subjects/incidents/judge/monitoring.ts';
import incidentKind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { contract, unconfirmed } from './_incident.ts';

const context: IncidentContext = {
  contract,
  assets: [],
  isWorkingDay: () => true,
  interpretations: unconfirmed,
  asOf: '2026-12-31T00:00:00+08:00',
  monitoring: NO_MONITORING,
  submissions: null,
};
const incident = (changes: Partial<IncidentRecord> = {}): IncidentRecord => ({
  ...structuredClone(incidentKind.example),
  pauses: [],
  ...changes,
});
/** Reported 10:05:30. */
const at = (time: string): string => `2026-11-24T${time}+08:00`;
const byId = (list: IncidentRecord[]) => new Map(summariseCommitments(list, context).map((one) => [one.id, one]));

describe('the commitments', () => {
  it('are the four of the contract, equal ones of several clauses together', () => {
    const all = [...byId([]).values()];
    expect(all.map(({ id, clauses }) => [id, clauses])).toEqual([
      ['response-600', ['5.3.1', '5.3.2']],
      ['response-1800', ['5.1.1(2)']],
      ['remote-start-900', ['5.3.3']],
      ['arrival-3600', ['5.3.2', '5.1.1(2)']],
    ]);
    expect(all.every(({ rate, cases }) => rate === null && cases.length === 0)).toBe(true);
  });

  it('hold the analysis against its issue where the submissions are known, and not of requirements', () => {
    const closed = incident({ closedAt: at('12:00:00') });
    const adjustment = { ...closed, levels: closed.levels.map((one) => ({ ...one, level: 'P5' as const })) };
    const found = (list: IncidentRecord[], issued: [string, string][]) =>
      summariseCommitments(list, { ...context, submissions: new Map(issued) }).find(({ id }) => id === 'record-86400');
    expect(found([closed], [])).toMatchObject({ met: 0, missed: 1, clauses: ['5.3.4'] });
    expect(found([closed], [[closed.id, '2026-11-25T12:00:00+08:00']])).toMatchObject({ met: 1, missed: 0 });
    expect(found([adjustment], [])?.cases).toEqual([]);
  });

  it('meet a limit to the second, and miss it one later', () => {
    expect(byId([incident({ respondedAt: at('10:15:30') })]).get('response-600')).toMatchObject({
      met: 1,
      missed: 0,
      rate: 1,
    });
    expect(byId([incident({ respondedAt: at('10:15:31') })]).get('response-600')).toMatchObject({
      met: 0,
      missed: 1,
      rate: 0,
    });
  });

  it('hold the 30 minutes against major incidents only', () => {
    expect(byId([incident()]).get('response-1800')?.cases).toEqual([]);
    const long = incident({
      respondedAt: at('10:25:30'),
      restoredAt: at('13:00:00'),
      confirmedRestoredAt: at('13:00:00'),
    });
    const found = byId([long]);
    expect(found.get('response-1800')).toMatchObject({ met: 1, missed: 0 });
    expect(found.get('response-600')).toMatchObject({ met: 0, missed: 1 });
  });

  it('count what nobody wrote down as not met', () => {
    const { respondedAt: _never, ...silent } = incident();
    expect(byId([silent as IncidentRecord]).get('response-600')).toMatchObject({ met: 0, missed: 1 });
  });
});

describe('restoration', () => {
  it('is counted by level, with the sentence of each', () => {
    const { levels } = summariseRestoration([incident()], context);
    expect(levels.map(({ level, met, rate }) => [level, met, rate])).toEqual([
      ['P1', 0, null],
      ['P2', 1, 1],
      ['P3', 0, null],
      ['P4', 0, null],
    ]);
    expect(levels[1]?.cases[0]).toMatchObject({ id: incidentKind.example.id, state: 'met' });
  });

  it('keeps requirements apart, and does not call one without a date kept', () => {
    const row = { level: 'P5' as const, at: at('10:12:00'), reason: '流程调整', setBy: '运维项目负责人' };
    const wish = incident({ levels: [row] });
    const { levels, requirements } = summariseRestoration([wish], context);
    expect(levels.every(({ cases }) => cases.length === 0)).toBe(true);
    expect(requirements).toMatchObject({ met: 0, running: 1, rate: null });
  });
});
