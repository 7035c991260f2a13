/** Topics of clauses: a closed list, borne by the starter's clauses, asked for instead of numbers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inBrackets } from '../../src/contract/terms/clause-marks.ts';
import { clauseIds, clausesAbout } from '../../src/contract/terms/clauses.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { liftTerms } from '../../src/contract/terms/lifts/lift-terms.ts';
import { liftTopics, topicTableSchema } from '../../src/contract/terms/lifts/lift-topics.ts';
import { clauseTopics, type Topic, topicIds } from '../../src/contract/terms/topics.ts';
import { starter, yamlOf } from './_starter.ts';

const raw = yamlOf('contract/contract.yaml') as Record<string, unknown> & { clauses: Record<string, unknown>[] };
const { contract, assets } = starter();
const lifts = join(import.meta.dirname, '../../data/lifts/clause-topics.yaml');
const topicTable = topicTableSchema.parse(parse(readFileSync(lifts, 'utf8'), { schema: 'failsafe' })).clauses;

describe('the list', () => {
  test('is closed', () => {
    const clauses = [{ ...raw.clauses[0], topics: ['scanning'] }, ...raw.clauses.slice(1)];
    const found = contractSchema.safeParse({ ...raw, clauses });
    expect(found.error?.issues.map((one) => one.path.join('.'))).toEqual(['clauses.0.topics.0']);
  });

  test('has an own meaning for each, in Chinese', () => {
    const meanings = Object.values(clauseTopics);
    expect(new Set(meanings).size).toBe(topicIds.length);
    expect(meanings.filter((one) => !/^⟦?\p{Script=Han}/u.test(one))).toEqual([]);
  });

  test('leaves no clause of the first contract without one', () => {
    expect(contract.clauses.filter((one) => one.topics.length === 0)).toEqual([]);
  });
});

describe('clauses by topic', () => {
  test.for([
    ['quota', ['5.1.2']],
    ['permit', ['5.2.3']],
    ['remote', ['5.2.1']],
    ['phone', ['5.1.1(1)', '5.3.1']],
    ['attendance', ['5.1.1(3)']],
    ['scan', ['5.3.6']],
    ['watch', ['5.5.4']],
    ['restoration', ['5.1.3']],
    ['restore-test', ['5.3.8']],
    ['drill', ['5.3.9']],
    ['device-fault', ['5.4(2)']],
    ['device-report', ['5.4(3)']],
    ['planning', ['1.2']],
  ] as [Topic, string[]][])('%s', ([topic, ids]) => expect(clauseIds(contract, topic)).toEqual(ids));

  test('a clause about assets concerns those alone', () => {
    const about = (asset: string | null) => clausesAbout({ contract, assets }, asset, 'backup').map(({ id }) => id);
    expect(about('mysql-primary')).toEqual(['4.3.3(e)', '5.5.2']);
    expect(about('app-server-1')).toEqual(['4.3.1(d)', '5.5.2']);
    expect(about(null)).toEqual(['5.5.2']);
  });

  test('none is printed where none bears it', () => {
    expect(inBrackets(clauseIds({ clauses: [] }, 'permit').map((id) => ({ id })))).toBe('');
  });
});

describe('a contract of schema 1', () => {
  const { papers: _papers, ...before } = raw;
  const old = { ...before, schema: 1, clauses: raw.clauses.map(({ topics: _, ...rest }) => rest) };

  test('gets the topics that its clauses have now', () => {
    const lifted = contractSchema.parse({ ...liftTerms(liftTopics(topicTable)(old)), schema: 3 });
    expect(lifted).toEqual(contract);
  });

  test('with another text under the same number gets none there', () => {
    const other = { ...old, clauses: [{ id: '5.3.6', paper: '五', label: '设备', text: '打印机每年保养一次' }] };
    expect(contractSchema.parse({ ...liftTerms(liftTopics(topicTable)(other)), schema: 3 }).clauses).toMatchObject([
      { topics: [] },
    ]);
  });
});
