/** Topics of clauses: a closed list, borne by the starter's clauses, asked for instead of numbers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { clauseIds, clausesAbout, inBrackets } from '../../src/contract/terms/clauses.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { liftTerms } from '../../src/contract/terms/lift-terms.ts';
import { liftTopics } from '../../src/contract/terms/lift-topics.ts';
import { type Topic, topicIds } from '../../src/contract/terms/topics.ts';
import { starter, yamlOf } from './_starter.ts';

const raw = yamlOf('contract/contract.yaml') as Record<string, unknown> & { clauses: Record<string, unknown>[] };
const { contract, assets } = starter();

describe('the list', () => {
  test('is closed', () => {
    const clauses = [{ ...raw.clauses[0], topics: ['scanning'] }, ...raw.clauses.slice(1)];
    const found = contractSchema.safeParse({ ...raw, clauses });
    expect(found.error?.issues.map((one) => one.path.join('.'))).toEqual(['clauses.0.topics.0']);
  });

  test('has no topic that no clause of the starter bears, and no clause without one', () => {
    expect(topicIds.filter((topic) => clauseIds(contract, topic).length === 0)).toEqual([]);
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
  ] as [Topic, string[]][])('%s', ([topic, ids]) => {
    expect(clauseIds(contract, topic)).toEqual(ids);
  });

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
  const old = { ...raw, schema: 1, clauses: raw.clauses.map(({ topics: _, ...rest }) => rest) };

  test('gets the topics that its clauses have now', () => {
    const lifted = contractSchema.parse({ ...liftTerms(liftTopics(old)), schema: 3 });
    expect(lifted).toEqual(contract);
  });

  test('with another text under the same number gets none there', () => {
    const other = { ...old, clauses: [{ id: '5.3.6', paper: '五', label: '设备', text: '打印机每年保养一次' }] };
    expect(contractSchema.parse({ ...liftTerms(liftTopics(other)), schema: 3 }).clauses).toMatchObject([
      { topics: [] },
    ]);
  });
});

/** Folders whose code judges, attributes and prints: they may know no clause of any contract. */
const folders = [
  'src/assess',
  'src/sections',
  'src/records',
  'src/pipeline',
  'src/wording',
  'src/cli',
  'reports',
  'jobs',
];
const root = join(import.meta.dirname, '../..');

/** A number of this contract's clauses in a text: never part of a version, an address or a size. */
const numbers = [
  ...new Set(contract.clauses.flatMap(({ id }) => [id, id.replace(/\([^)]*\)$/, ''), id.replace(/\.?[^.]+$/, '')])),
].filter((id) => id.includes('.') && id !== '1.2');
const literal = new RegExp(
  `(?<![\\d.:\\w-])(?:${numbers.map((id) => id.replace(/[.()]/g, '\\$&')).join('|')})(?![\\d.:\\w]|[ \\u00a0]?(?:GB|TB|MB|s|ms|%|万|版|分))`,
);

/** What looks like a number of a clause in an example of a record and is a version. */
const VERSIONS = /^(?:CVSS:3\.1\/)/;

test('no code that judges or prints knows the number of a clause', () => {
  const found = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => literalsOf(join(folder, name))),
  );
  expect(found).toEqual([]);
});

function literalsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteral(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    ) {
      if (literal.test(node.text) && !VERSIONS.test(node.text)) found.push(`${file}: ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
