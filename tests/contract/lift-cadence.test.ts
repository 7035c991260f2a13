/** What schema 1 of obligations, registers and written documents meant stays what it is: kept from the code of that time. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { occurrencesOf } from '../../src/contract/calendar/calendar.ts';
import type { CalendarEvent } from '../../src/contract/calendar/events.ts';
import { loadWorkingDays } from '../../src/contract/calendar/working-days-data.ts';
import {
  obligationLifts,
  obligationsFileSchema,
  registerLifts,
  registersFileSchema,
  writtenFileSchema,
  writtenLifts,
} from '../../src/contract/terms/obligations.ts';
import { dueList } from '../../src/recount/calendar.ts';
import { clockOf } from '../../src/recount/data.ts';
import { workdaysOf } from '../../src/recount/workdays.ts';
import { liftSchema } from '../../src/workspace/text/parse.ts';
import { starter } from './_starter.ts';

const folder = join(import.meta.dirname, '../fixtures/contract/schema-1');
const fileOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
const old = (name: string): unknown => parse(fileOf(`${name}.yaml`), { schema: 'failsafe' });
const lifted = (name: string, steps: typeof obligationLifts): unknown => liftSchema(old(name), steps, { file: name });

const bureau = {
  obligations: obligationsFileSchema.parse(lifted('obligations', obligationLifts)).obligations,
  registers: registersFileSchema.parse(lifted('registers', registerLifts)).registers,
  written: writtenFileSchema.parse(lifted('written', writtenLifts)).documents,
};
const everyRule = obligationsFileSchema.parse(lifted('every-rule', obligationLifts)).obligations;

const t = (text: string): string => `${text}:00+08:00`;
const events: CalendarEvent[] = [
  {
    kind: 'incident',
    id: 'GZ-20261124-001',
    at: t('2026-11-24T09:00'),
    fields: {
      discoveredAt: t('2026-11-24T09:00'),
      closedAt: t('2026-11-25T10:00'),
      restoredAt: t('2026-11-24T18:30'),
      verification: 'ok',
      measures: [1],
      majorAt: t('2026-11-24T09:30'),
      enteredAt: t('2026-11-24T15:00'),
    },
    holds: ['level P1', 'class major', 'flagged'],
  },
  {
    kind: 'device-repair',
    id: 'SB-20261201-001',
    at: t('2026-12-01T09:00'),
    fields: {
      reportedAt: t('2026-12-01T09:00'),
      cause: 'x',
      solution: 'y',
      irreparableAt: t('2026-12-02T09:00'),
      decidedAt: t('2026-12-02T12:00'),
    },
    holds: [],
  },
  {
    kind: 'security-exercise',
    id: 'GF-20261205-001',
    at: t('2026-12-05T09:00'),
    fields: { endedAt: t('2026-12-06T09:00') },
    holds: [],
  },
  {
    kind: 'drill',
    id: 'YL-20270105-001',
    at: t('2027-01-05T09:00'),
    fields: { startedAt: t('2027-01-05T09:00'), closedAt: t('2027-01-06T09:00') },
    holds: [],
  },
];

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** Registers that the starter has given tables and columns since. */
const GREW = new Set(['call-register', 'interface-register', 'expense-register']);

describe('a contract of schema 1', () => {
  const kept = JSON.parse(fileOf('occurrences.json')) as Record<string, Record<string, string> | string>;

  test.each([
    ['2026-01-01', '2028-12-31'],
    ['2026-11-25', '2027-11-24'],
    ['2026-03-10', '2028-08-31'],
    ['2026-10-31', '2027-02-10'],
  ])('owes from %s to %s what it owed: periods, due and issue times, order', (from, to) => {
    const found = occurrencesOf({
      obligations: [...bureau.obligations, ...bureau.registers, ...bureau.written, ...everyRule],
      servicePeriod: { from, to },
      workdays: loadWorkingDays(),
      events,
      asOf: t('2027-01-10T00:00'),
    });
    // Quarters of the service had no names then.
    const unnamed = found.map(({ name, ...one }) =>
      name === undefined || /服务(季度|半年)$/.test(name) ? one : { ...one, name },
    );
    // What was owed on dates told of the day alone then, was made from it on, and tells of the days since the date before now.
    const ofTheDay = unnamed.map((one) =>
      one.obligation === 'd-dates' ? { ...one, from: one.to, issueFrom: t(`${one.to}T00:00`) } : one,
    );
    const byId = Map.groupBy(ofTheDay, (one) => one.obligation);
    const own = Object.fromEntries([...byId].map(([id, list]) => [id, `${list.length} ${digest(list)}`]));
    expect(own).toEqual(kept[`${from} ${to}`]);
    expect(digest(found.map((one) => [one.obligation, one.period]))).toBe(kept[`order ${from} ${to}`]);
  });

  test('of the bureau reads as the data of today', () => {
    const { obligations: owed, registers: all, written: texts } = starter();
    // What came later has no older form: a register, the text that people write beside an obligation, tables and columns.
    const obligations = owed.map(({ file: _, ...one }) => one);
    const registers = all.filter(({ id, kind }) => kind !== 'delivered' && !GREW.has(id));
    const written = texts.map(({ generated, ...one }) =>
      generated === undefined ? one : { ...one, generated: generated.filter((table) => table !== 'unfinished') },
    );
    // What was its second half is a sheet of its own now.
    const before = bureau.registers
      .filter(({ id }) => !GREW.has(id))
      .map((one) => ({ ...one, name: one.name.replace('及月度交付签收单', '') }));
    expect({ ...bureau, registers: before }).toEqual({ obligations, registers, written });
  });

  test('is counted again by its own words', () => {
    const servicePeriod = { from: '2026-10-31', to: '2027-12-10' };
    const raw = (parse(fileOf('every-rule.yaml')) as { obligations: Record<string, unknown>[] }).obligations;
    const own = raw.filter(({ eventKind, id }) => eventKind === undefined && id !== 'one-h');
    const theirs = dueList({
      contract: { servicePeriod },
      workdays: workdaysOf([]),
      clock: clockOf(t('2026-11-24T09:00')),
      obligations: own,
    } as never);
    const ours = occurrencesOf({
      obligations: everyRule.filter(({ id }) => own.some((one) => one['id'] === id)),
      servicePeriod,
      workdays: loadWorkingDays(),
      events: [],
      asOf: t('2027-01-10T00:00'),
    });
    const line = (id: string, period: string, from: string, to: string, due: number | null): string =>
      [id, period, from, to, due].join(' ');
    expect(theirs.map((one) => line(one.obligation.id, one.period, one.from, one.to, one.due)).sort()).toEqual(
      ours
        .map((one) =>
          line(one.obligation, one.period, one.from, one.to, one.dueAt === null ? null : Date.parse(one.dueAt)),
        )
        .sort(),
    );
  });
});
