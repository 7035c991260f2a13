/** Files of the schemas before levels were data: lifted in memory they say what the starter says now. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { interpretationLifts, interpretationsFileSchema } from '../../src/contract/terms/interpretations.ts';
import { liftLevels } from '../../src/contract/terms/lifts/lift-levels.ts';
import { liftEventWhen } from '../../src/contract/terms/lifts/lift-obligations.ts';
import { liftTerms } from '../../src/contract/terms/lifts/lift-terms.ts';
import { contractToday, interpretationToday, obligationToday } from '../../src/recount/levels/today.ts';
import { starter } from './_starter.ts';

type Data = Record<string, unknown>;

const old = join(import.meta.dirname, '../fixtures/contract/schema-2');
const fixture = (name: string, schema: 'failsafe' | 'core' = 'failsafe'): Data =>
  parse(readFileSync(join(old, name), 'utf8'), { schema }) as Data;

const { contract, interpretations, obligations } = starter();

test('the contract of schema 2 has the levels, limits, classes and quotas of today', () => {
  const lifted = contractSchema.parse({ ...liftTerms(fixture('contract.yaml')), schema: 3 });
  const { levels, limits, classes, quotas } = lifted;
  expect({ levels, limits, classes, quotas }).toEqual({
    levels: contract.levels,
    limits: contract.limits,
    classes: contract.classes,
    quotas: contract.quotas,
  });
});

test('one without a clause about restoration or quotas has neither limit nor quota', () => {
  const given = fixture('contract.yaml');
  const clauses = (given['clauses'] as Data[]).map((one) => ({ ...one, topics: [] }));
  const { levels, quotas } = liftLevels({ ...given, clauses }) as { levels: Data[]; quotas?: Data[] };
  expect(levels.flatMap((level) => level['limits'])).toEqual([]);
  expect(quotas).toBeUndefined();
});

test('the 口径 of schema 1 bind to what they decided', () => {
  const [lift] = interpretationLifts;
  const lifted = interpretationsFileSchema.parse({ ...lift?.(fixture('interpretations.yaml')), schema: 3 });
  // A question that came later has no older form, and cases were signed with no option.
  const bound = (all: typeof interpretations) =>
    all
      .filter(({ binds }) => binds !== 'online-receipt')
      .map(({ id, binds, class: of, options }) => [
        ...[id, binds, of],
        options.map(({ id: option, effect, when }) => [option, effect, when]),
      ]);
  expect(bound(lifted.interpretations)).toEqual(bound(interpretations));
  expect(lifted.interpretations.flatMap(({ options }) => options.flatMap(({ cases = [] }) => cases))).toEqual([]);
});

test('the named conditions of obligations are levels, classes and a mark', () => {
  const all = fixture('obligations.yaml')['obligations'] as Data[];
  const conditions = ({ id, eventClass, eventLevels, eventFlagged }: Data) => [
    id,
    eventClass,
    eventLevels,
    eventFlagged === undefined ? undefined : String(eventFlagged),
  ];
  const lifted = all.map((one) => conditions(liftEventWhen(one) as Data));
  expect(lifted).toEqual(obligations.map((one) => conditions({ ...one })));
  expect(liftEventWhen({ id: 'own', eventWhen: 'majr' })).toEqual({ id: 'own', eventWhen: 'majr' });
});

test('the recount reads the same in them', () => {
  const told = contractToday(fixture('contract.yaml', 'core')) as typeof contract;
  const amounts = (one: typeof contract) => [
    one.levels.map(({ id, requirement = false, limits }) => [
      id,
      requirement,
      limits?.map(({ minutes = null }) => minutes),
    ]),
    one.limits?.map(({ clock, clause, minutes, class: own, or }) => [clock, clause, minutes, own, or]),
    one.quotas?.map(({ clause, limit, per, class: own }) => [clause, limit, per, own]),
  ];
  expect(amounts(told)).toEqual(amounts(contract));
  const questions = (fixture('interpretations.yaml', 'core')['interpretations'] as Data[]).map(interpretationToday);
  const judging = ['response-limit', 'class', 'clock-start', 'pauses'];
  const readings = (all: readonly Data[]) =>
    all
      .filter(({ binds }) => judging.includes(String(binds)))
      .map(({ binds, options }) => [
        binds,
        (options as Data[]).map(({ id, effect, when }) => [
          id,
          effect,
          (when as Data[] | undefined)?.map(({ words: _, ...one }) => one),
        ]),
      ]);
  expect(readings(questions)).toEqual(readings(interpretations.map((one) => ({ ...one }))));
  const owed = (fixture('obligations.yaml', 'core')['obligations'] as Data[]).map(obligationToday) as Data[];
  expect(owed.map(({ id, eventClass, eventLevels }) => [id, eventClass, eventLevels])).toEqual(
    obligations.map(({ id, eventClass, eventLevels }) => [id, eventClass, eventLevels]),
  );
});
