/** What is owed by the stricter reading of an unconfirmed 口径 alone says which it is, and what the others give, wherever it is missed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import statement from '../../reports/compliance-statement.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { compareInstants } from '../../src/contract/time.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { readingsText } from '../../src/subjects/deliveries/judge/by-readings.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { runs } from '../support/runs.ts';
import { bundle, confirming } from './_documents.ts';
import { incidentOf, t } from './_incidents.ts';
import { calendarOf, issuedFor, periodicDocument } from './_periodic.ts';

const ID = 'GZ-20261110-001';
const LETTER = '“乙、一级故障，或任何恢复用时两小时及以上的故障”';
const OUTAGE = '“甲、整体或核心业务中断且两小时及以上恢复”';
const AS_OF = t('2026-11-30 17:00:00');

/** Of the worst level, and over within the hour: 重大 by its level alone. */
const short = (restored = '10:45:00', outage: IncidentRecord['outage'] = 'core'): IncidentRecord =>
  incidentOf({
    ...{ id: ID, day: '2026-11-10', level: 'P1', reported: '10:00:00', responded: '10:05:00', remote: '10:06:00' },
    ...{ arrived: '10:20:00', restored, closed: '18:00:00', more: { outage, enteredAt: t('2026-11-10 10:01:00') } },
  });

const reportsOf = (record: IncidentRecord, contract: ContractBundle = bundle): Occurrence[] =>
  calendarOf([record], AS_OF, contract).filter(
    ({ obligation, event }) => obligation === 'major-incident' && event === ID,
  );
const first = (record: IncidentRecord, contract?: ContractBundle) =>
  reportsOf(record, contract).find(({ part }) => part?.suffix === 'c');

const never = { at: null, asOf: AS_OF };

describe('the first report of a fault', () => {
  test('that is of the class by one reading alone says so', () => {
    const one = first(short());
    expect(one?.readings).toMatchObject([
      { owed: false, dueAt: null },
      { owed: true, dueAt: one?.dueAt },
    ]);
    expect(one === undefined ? '' : readingsText(one, never)).toBe(
      `依口径${LETTER}须报送；按口径${OUTAGE}现不须报送（口径未经双方确认）`,
    );
  });

  test('that is of it by both, and later by one, tells that deadline and whether it was kept', () => {
    const one = first(short('12:30:00'));
    const later = one?.readings?.find(({ dueAt }) => dueAt !== one.dueAt);
    expect(later).toMatchObject({ owed: true, dueAt: t('2026-11-10 13:00:00') });
    const told = (at: string | null) => readingsText(one as Occurrence, { at, asOf: AS_OF });
    expect(told(null)).toContain(`按口径${OUTAGE}期限为 2026-11-10 13:00，也未按期`);
    expect(told(t('2026-11-10 12:40:00'))).toContain(`按口径${OUTAGE}期限为 2026-11-10 13:00，按期`);
    expect(readingsText(one as Occurrence, { at: null, asOf: t('2026-11-10 12:40:00') })).toContain('，未到期');
  });

  test('is as it was once both sides have agreed on a reading', () => {
    expect(first(short(), confirming({ major: 'letter' }))).not.toHaveProperty('readings');
    expect(reportsOf(short(), confirming({ major: 'outage' }))).toEqual([]);
  });
});

test('is owed by the strictest reading: no reading alone asks for more, or for it earlier', () => {
  const minutes = fc.integer({ min: 20, max: 300 });
  const outage = fc.constantFrom<IncidentRecord['outage']>('whole', 'core', 'partial', 'none');
  fc.assert(
    fc.property(minutes, outage, (lasted, range) => {
      const clock = (n: number) =>
        `${String(10 + Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00`;
      const record = short(clock(lasted), range);
      const all = reportsOf(record);
      for (const [n, option] of ['outage', 'letter'].entries()) {
        const alone = reportsOf(record, confirming({ major: option }));
        for (const one of alone) {
          const own = all.find(({ part }) => part?.suffix === one.part?.suffix);
          expect(own, one.period).toBeDefined();
          if (own?.dueAt && one.dueAt) expect(compareInstants(own.dueAt, one.dueAt)).toBeLessThanOrEqual(0);
        }
        for (const own of all) {
          const one = alone.find(({ part }) => part?.suffix === own.part?.suffix);
          const said = own.readings?.[n] ?? { owed: true, dueAt: own.dueAt };
          expect(said).toMatchObject({ owed: one !== undefined, dueAt: one?.dueAt ?? null });
        }
      }
    }),
    { numRuns: runs(5) },
  );
});

const textOf = (document: ReportDocument): string => JSON.stringify(document.sections);
const issued = [
  issuedFor('major-incident', `${ID}-c`, t('2026-11-10 11:30:00'), { dueAt: t('2026-11-10 11:00:00'), late: true }),
];

describe('where it is late, the reading stands', () => {
  const records = [short()];
  test('in the exceptions of 履约对照表', () => {
    const request = { deliverable: statement, records, period: 'service-20261130', asOf: AS_OF, issued };
    const said = `重大故障记录报告 ${ID}-c：补报；依口径${LETTER}须报送；按口径${OUTAGE}现不须报送（口径未经双方确认）`;
    expect(textOf(periodicDocument(request))).toContain(said);
    const agreed = textOf(periodicDocument({ ...request, contract: confirming({ major: 'letter' }) }));
    expect(agreed).toContain(`重大故障记录报告 ${ID}-c：补报`);
    expect(agreed).not.toContain('须报送');
  });

  test('in the list of what was not in time, and on page one', () => {
    const text = textOf(periodicDocument({ deliverable: monthly, records, period: '2026-11', asOf: AS_OF, issued }));
    expect(text).toContain(`依口径${LETTER}须报送；按口径${OUTAGE}现不须报送（口径未经双方确认）`);
    expect(text).toMatch(/只按未经双方确认的口径之一如此/);
  });
});
