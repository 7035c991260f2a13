/** The starter's data against the paper contract and the list of deliverables. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { withDerivedFields } from '../../reports/register/derived.ts';
import { metrics } from '../../src/collectors/parts/metrics.ts';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import { allObligations, textsOf } from '../../src/contract/bundle/bundle.ts';
import { expandClauses } from '../../src/contract/terms/clauses.ts';
import { anchors } from '../../src/contract/terms/due-rules.ts';
import { planFrontMatterSchema, type Register, type RegisterTable } from '../../src/contract/terms/obligations.ts';
import { fieldsOf, type RecordField } from '../../src/records/fields.ts';
import { kinds as recordKinds } from '../records/_kinds.ts';
import { data, starter } from './_starter.ts';

const bundle = starter();
const { contract, assets } = bundle;
const original = readFileSync(join(data, 'contract/original.txt'), 'utf8');
const countOf = (kind: string): number => assets.filter((one) => one.kind === kind && one.contract).length;

test('the starter has no contradiction', () => expect(buildBundle(bundle).problems).toEqual([]));

describe('clauses', () => {
  test('there are 85, each a part of the original text to the letter', () => {
    expect(contract.clauses).toHaveLength(85);
    expect(contract.clauses.filter((clause) => !original.includes(clause.text)).map((clause) => clause.id)).toEqual([]);
    expect(contract.clauses.filter((clause) => clause.text.trim() === '')).toEqual([]);
  });

  test('the numbers are those of the finest division that can be proven separately', () => {
    const under = (id: string): number => expandClauses([id], contract).length;
    const counts = { '1': 1, '2': 1, '3': 3, '4.0': 1, '4.1': 20, '4.2': 5, '4.3': 15, '4.4': 6, '5.1': 5, '5.2': 3 };
    const more = { '5.3': 10, '5.4': 3, '5.5': 4, '5.6': 2, '5.7': 6, '4.1.10': 3, '4.3.1': 4, '4.3.2': 3, '4.3.3': 5 };
    for (const [id, count] of Object.entries({ ...counts, ...more })) expect([id, under(id)]).toEqual([id, count]);
  });

  test.each([
    ['4.3.1(b)', '安全补丁', '四（三）1'],
    ['4.1.10(2)', '认证年检', '四（一）10'],
    ['5.3.4', '系统故障分析处理记录\n\t故障处理完成后24小时内', '五（三）4'],
    ['5.7(6)', '重大故障记录报告', '五（七）'],
    [
      '5.1.2',
      '行政管理系统每年重大故障次数不得超过一次，重大故障为恢复正常运行时间超过两小时（含）的故障。',
      '五（一）2',
    ],
  ])('%s', (id, text, paper) => {
    expect(contract.clauses.find((clause) => clause.id === id)).toMatchObject({ text, paper });
  });

  test('no two clauses have the same label', () => {
    const labels = contract.clauses.map((clause) => clause.label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe('levels and commitments', () => {
  test('the five levels of 5.1.3, in the words of the table', () => {
    expect(contract.levels.map((one) => [one.id, one.limits?.[0]?.minutes ?? null])).toEqual([
      ['P1', 120],
      ['P2', 240],
      ['P3', 480],
      ['P4', 1440],
      ['P5', null],
    ]);
    for (const level of contract.levels) {
      for (const words of [level.ordinal, level.name, level.scope, level.limits?.[0]?.text, level.example]) {
        expect(original).toContain(words);
      }
    }
  });

  test('every time that the contract promises is a limit', () => {
    const limits = contract.limits?.map((one) => [one.clause, one.clock, one.minutes, one.class === 'major']);
    expect(limits).toEqual([
      ['5.3.1', 'response', 10, false],
      ['5.3.2', 'response', 10, false],
      ['5.1.1(2)', 'response', 30, true],
      ['5.3.3', 'remote-start', 15, false],
      ['5.3.2', 'arrival', 60, false],
      ['5.1.1(2)', 'arrival', 60, true],
      ['5.3.4', 'analysis', 1440, false],
    ]);
    expect(contract.quotas).toMatchObject([{ clause: '5.1.2', limit: 1, class: 'major' }]);
    expect(contract.penalties).toEqual([]);
  });
});

describe('assets', () => {
  test('as many as clauses 4.1 to 4.4 count, the supplier’s own machine apart', () => {
    const counts = Object.fromEntries(
      ['linux', 'nginx', 'mysql', 'redis', 'attendance', 'desk-sign', 'gps', 'subsystem', 'interface'].map((kind) => [
        kind,
        countOf(kind),
      ]),
    );
    expect(counts).toEqual({
      linux: 6,
      nginx: 2,
      mysql: 3,
      redis: 2,
      attendance: 3,
      'desk-sign': 45,
      gps: 13,
      subsystem: 10,
      interface: 4,
    });
    expect(assets.filter((one) => !one.contract).map((one) => one.id)).toEqual(['ops-host']);
  });

  test('no two of a kind stand at the same place under the same name', () => {
    const names = assets.map((one) => `${one.name}（${one.place}）`);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('obligations', () => {
  test('the sixteen in their order, the fourteen registers and the six written documents', () => {
    expect(bundle.obligations.map((one) => one.code).join(' ')).toBe('XJ RB YB LS RZ TZ ZX BF YL ND LY GZ ZG ZD SB GF');
    expect(bundle.registers.map((one) => one.code).join(' ')).toBe('KQ DH CZ AQ JK WH DQ ZC JC MY FY JF XC SD');
    expect(bundle.written.map((one) => one.code).join(' ')).toBe('FA YA BA YF YJ KJ');
    expect(bundle.written.map((one) => one.id)).toContain('interpretation-letter');
  });

  test('together they leave no clause without a deliverable that answers for it', () => {
    const others = allObligations(bundle).filter((one) => one.id !== 'compliance-statement');
    const covered = new Set(
      expandClauses(
        others.flatMap((one) => one.clauses),
        contract,
      ).map((clause) => clause.id),
    );
    expect(contract.clauses.map((clause) => clause.id).filter((id) => !covered.has(id))).toEqual([]);
  });

  test('what the contract leaves open is marked 双方约定', () => {
    const open = allObligations(bundle).filter((one) => one.due?.agreed === false);
    expect(open.map((one) => one.id)).toEqual(['incident-analysis']);
  });
});

test('ten readings, none confirmed, each with its default among the options', () => {
  expect(bundle.interpretations).toHaveLength(11);
  expect(bundle.interpretations.every((one) => !one.confirmed && one.chosen === null)).toBe(true);
  expect(bundle.interpretations.find((one) => one.id === 'major')?.options.map((one) => one.id)).toEqual([
    'outage',
    'letter',
  ]);
});

describe('registers name real fields', () => {
  const kinds = new Map<string, readonly RecordField[]>(
    recordKinds.map(({ id, schema }) => [id, withDerivedFields(id, fieldsOf(schema))]),
  );
  const plain = (...names: string[]): readonly RecordField[] =>
    names.map((name) => ({
      name,
      label: name,
      required: true,
      nullable: false,
      shape: 'value',
      columns: [],
      input: 'text',
      sensitivity: 'public',
    }));
  kinds.set(
    'manifest',
    plain('obligation', 'period', 'revision', 'number', 'title', 'dueAt', 'issuedAt', 'confirmedAt', 'late'),
  );
  kinds.set('delivered', plain('number', 'title', 'period', 'revision', 'pages', 'issuedAt', 'deliveredAt', 'receipt'));
  kinds.set('purchaser-act', plain('at', 'act', 'subject', 'person', 'account', 'record', 'fingerprint'));
  kinds.set('asset', plain('id', 'name', 'kind', 'place', 'role', 'host', 'serial', 'clause'));

  const known = (table: Register | RegisterTable, path: string): boolean => {
    const [name, column] = path.split('.');
    const field = kinds.get(table.kind)?.find((one) => one.name === name);
    if (column === undefined) return field !== undefined;
    return name === table.rows && field?.columns.some((one) => one.name === column) === true;
  };

  const tables = bundle.registers.flatMap((one): [string, Register | RegisterTable][] => [
    [one.id, one],
    ...(one.more ?? []).map((more): [string, RegisterTable] => [`${one.id} ${more.title}`, more]),
  ]);

  test.each(tables)('%s', (_, table) => {
    const paths = [
      ...table.columns.flatMap((column) => column.field ?? []),
      ...(table.where ?? []).map((filter) => filter.field),
      ...(table.totals ?? []),
      ...[table.sortBy, table.groupBy, table.rows].filter((path) => path !== undefined),
    ];
    expect(kinds.has(table.kind)).toBe(true);
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => !known(table, path))).toEqual([]);
    expect(table.columns.filter((column) => column.field === undefined && column.blank !== true)).toEqual([]);
  });

  const filters = tables.flatMap(([name, table]) =>
    (table.where ?? []).flatMap((filter) =>
      filter.in === undefined ? [] : [[name, filter.field, table.kind, filter.in] as const],
    ),
  );
  test.each(filters)('%s filters %s by codes that exist', (_, name, kind, given) => {
    const [field = '', column] = name.split('.');
    const own = kinds.get(kind)?.find((one) => one.name === field);
    const of = column === undefined ? own : own?.columns.find((one) => one.name === column);
    // What a machine may measure is a list of its own.
    const codes = Object.keys(column === 'metric' ? metrics : (of?.choices ?? {}));
    expect(given.length).toBeGreaterThan(0);
    expect(codes).toEqual(expect.arrayContaining([...given]));
  });

  test('due rules and issue rules name real fields of the event’s record', () => {
    const added = ['majorAt'];
    let looked = 0;
    const wrong = allObligations(bundle).flatMap((one) => {
      const rules = [one.due, ...(one.parts ?? []).map((part) => part.due)];
      const parts = (one.parts ?? []).flatMap((part) => [part.until, part.onlyWith, ...(part.issueFrom.fields ?? [])]);
      const times = rules
        .flatMap((rule) => [rule?.after, rule?.before, rule?.orLater, rule?.notAfter])
        .filter((name) => name !== undefined && !Object.hasOwn(anchors, name));
      const names = [...parts, ...times, ...(one.issueFrom.fields ?? [])].filter((name) => name !== undefined);
      const fields = kinds.get(one.eventKind ?? '')?.map((field) => field.name) ?? [];
      looked += names.length;
      return names
        .filter((name) => !fields.includes(name) && !added.includes(name))
        .map((name) => `${one.id}: ${name}`);
    });
    expect(looked).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });
});

describe('written documents', () => {
  test.each(bundle.written.map((one) => [one.file, one] as const))(
    '%s begins with a front matter that names it',
    (file, one) => {
      const source = readFileSync(join(data, file), 'utf8');
      const front = /^---\n([\s\S]*?)\n---\n/.exec(source)?.[1] ?? '';
      const matter = planFrontMatterSchema.parse(parse(front, { schema: 'failsafe' }));
      expect(matter).toMatchObject({ document: one.id, title: one.name, prepared: '待填写' });
      expect(source.slice(front.length).trim().length).toBeGreaterThan(100);
    },
  );

  test.each(bundle.obligations.flatMap(({ id, file }) => (file === undefined ? [] : [[file, id] as const])))(
    '%s names the document that prints it',
    (file, id) => {
      const source = readFileSync(join(data, file), 'utf8');
      const front = /^---\n([\s\S]*?)\n---\n/.exec(source)?.[1] ?? '';
      expect(planFrontMatterSchema.parse(parse(front, { schema: 'failsafe' })).document).toBe(id);
    },
  );

  test('no file under plans/ is without its entry', () => {
    const files = readdirSync(join(data, 'plans')).map((name) => `plans/${name}`);
    expect(files.sort()).toEqual(
      textsOf(bundle)
        .map((one) => one.file)
        .sort(),
    );
  });
});
