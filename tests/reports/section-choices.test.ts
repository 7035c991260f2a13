/** Whatever unit composes a document of sections, the data may choose and order them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Composed, Deliverable, DeliverableUnit } from '../../reports/_deliverable.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { unitOf } from '../../src/contract/terms/units.ts';
import { bindUnits, choiceOf, chosenSections, problemsOfUnits } from '../../src/pipeline/bind-units.ts';
import { discoverUnits } from '../../src/pipeline/discover.ts';
import type { Section } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { starter } from '../contract/_starter.ts';

const units = await discoverUnits<DeliverableUnit>('reports');
const contract = starter();
const unitOfObligation = new Map(allObligations(contract).map((one) => [one.id, unitOf(one)]));

/** Composed elsewhere (data of their own), or chosen otherwise. */
const OTHERS = new Set(['register', 'written', 'period-report']);
/** The page that decides, what is said of earlier documents, and the frame: no contract leaves it out. */
const FIXED = new Set([
  'first-page',
  'evidence',
  'signature',
  'revision',
  'corrections',
  'corrected',
  'corrections-before',
]);

const folder = join(import.meta.dirname, '../golden/reports');
const golden = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ReportDocument,
);

const choiceOfUnit = (id: string): Readonly<Record<string, string>> => units.get(id)?.sections ?? {};

describe('each unit', () => {
  it.each([...units.keys()].filter((id) => !OTHERS.has(id)))('%s lets the data choose', (id) => {
    expect(Object.keys(choiceOfUnit(id)).length).toBeGreaterThan(3);
    expect(Object.values(choiceOfUnit(id)).filter((title) => !/\p{Script=Han}/u.test(title))).toEqual([]);
  });

  it('names every section that its documents have', () => {
    const unnamed = golden.flatMap(({ obligation, sections }) => {
      const unit = unitOfObligation.get(obligation) ?? obligation;
      if (OTHERS.has(unit) || !units.has(unit)) return [];
      const free = sections.filter(({ id, level, opening }) => !FIXED.has(id) && level !== 2 && opening !== true);
      return free.filter(({ id }) => choiceOf(id, choiceOfUnit(unit)) === null).map(({ id }) => `${unit}: ${id}`);
    });
    expect([...new Set(unnamed)]).toEqual([]);
  });
});

const section = (id: string, level?: 2): Section => ({
  id,
  title: id,
  ...(level === undefined ? {} : { level }),
  blocks: [],
});
const idsAfter = (ids: Section[], choice: string[], wanted: string[]): string[] =>
  chosenSections(
    { sections: ids } as Composed,
    { sections: Object.fromEntries(choice.map((id) => [id, id])) } as Deliverable,
    wanted,
  ).sections.map(({ id }) => id);

describe('the chosen ones', () => {
  it('stand in the order of the data, where the first of them stood', () => {
    const all = ['corrections', 'a', 'b', 'c', 'end'].map((id) => section(id));
    expect(idsAfter(all, ['a', 'b', 'c'], ['c', 'a'])).toEqual(['corrections', 'c', 'a', 'end']);
  });

  it('bring what stands below them', () => {
    const all = [section('a'), section('restore'), section('test-1', 2), section('test-2', 2), section('b')];
    expect(idsAfter(all, ['a', 'restore', 'b'], ['restore', 'a'])).toEqual(['restore', 'test-1', 'test-2', 'a']);
  });

  it('are chosen below each of several things', () => {
    const drill = (n: number) => [section(`drill-${n}`), section(`plan-${n}`, 2), section(`goals-${n}`, 2)];
    expect(
      idsAfter([section('conclusion'), ...drill(1), ...drill(2)], ['conclusion', 'plan', 'goals'], ['goals']),
    ).toEqual([...['drill-1', 'goals-1', 'drill-2', 'goals-2']]);
  });

  it('are all of one sort: groups of a log, quotas, schemes', () => {
    const all = ['group-host', 'group-device', 'quota', 'quota-2', 'quarter-result', 'quarter-rules'].map((id) =>
      section(id),
    );
    expect(idsAfter(all, ['group', 'quota', 'result', 'rules'], ['rules', 'quota', 'group'])).toEqual([
      ...['quarter-rules', 'quota', 'quota-2', 'group-host', 'group-device'],
    ]);
  });
});

describe('the data of an obligation', () => {
  const choosing = (id: string, sections: string[]) => {
    const own = starter();
    own.obligations = own.obligations.map((one) => (one.id === id ? { ...one, sections } : one));
    return own;
  };

  it('choose for a yearly review as for a monthly report', () => {
    const bundle = choosing('service-review', ['advice', 'overview']);
    expect(problemsOfUnits(bundle, units)).toEqual([]);
    expect(bindUnits(bundle, units).get('service-review')).toBeDefined();
  });

  it('are told the nearest section when one does not exist', () => {
    const [problem] = problemsOfUnits(choosing('service-review', ['overview', 'advise']), units);
    expect(problem).toMatchObject({ found: 'advise', expected: expect.stringContaining('您是不是要 advice') });
  });

  it('are told when they name a text that no page would show', () => {
    const own = starter();
    own.obligations = own.obligations.map((one) =>
      one.id === 'inspection-log' ? { ...one, file: 'plans/service-plan.md' } : one,
    );
    expect(problemsOfUnits(own, units)).toEqual([
      expect.objectContaining({
        at: expect.stringMatching(/^obligations\[\d+\]\.file$/),
        found: 'plans/service-plan.md',
        expected: expect.stringContaining('只有编制单元 service-review 印出编写的正文'),
      }),
    ]);
  });

  it('are told when a unit has none to choose', () => {
    const { sections: _, ...whole } = units.get('service-review') as Deliverable;
    const [problem] = problemsOfUnits(
      choosing('service-review', ['goals']),
      new Map<string, DeliverableUnit>([...units, ['service-review', whole]]),
    );
    expect(problem?.expected).toContain('的章节不可选择');
  });
});
