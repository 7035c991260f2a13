import { describe, expect, test } from 'vitest';
import { clauseText, expandClauses, unknownClauses } from '../../src/contract/terms/clauses.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { yamlOf } from './_starter.ts';

const contract = contractSchema.parse(yamlOf('contract/contract.yaml'));
const ids = (...list: string[]): string[] => expandClauses(list, contract).map((clause) => clause.id);

describe('a clause list', () => {
  test('an id stands for all below it, at every depth', () => {
    expect(ids('5.3')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'].map((n) => `5.3.${n}`));
    expect(ids('4.3.1')).toEqual(['4.3.1(a)', '4.3.1(b)', '4.3.1(c)', '4.3.1(d)']);
    expect(ids('5.4')).toEqual(['5.4(1)', '5.4(2)', '5.4(3)']);
    expect(ids('5.3.6')).toEqual(['5.3.6']);
  });

  test('4.1.1 is not 4.1.10', () => {
    expect(ids('4.1.1')).toEqual(['4.1.1(1)', '4.1.1(2)']);
    expect(ids('5.3.1')).toEqual(['5.3.1']);
  });

  test('a range holds both ends and all below them', () => {
    expect(ids('3.1-3.3')).toEqual(['3.1', '3.2', '3.3']);
    expect(ids('5.1.1(1)-5.1.1(2)')).toEqual(['5.1.1(1)', '5.1.1(2)']);
    expect(ids('4.3.3(b)–4.3.3(d)')).toEqual(['4.3.3(b)', '4.3.3(c)', '4.3.3(d)']);
    expect(ids('4.1-4.4')).toHaveLength(46);
    expect(ids('4.2.1-4.2.4')).toHaveLength(4);
    expect(ids('1-5')).toHaveLength(85);
  });

  test('each clause once, in the order of the contract', () => {
    expect(ids('5.7(2)', '5.3.5', '5.7')).toEqual(['5.3.5', ...['1', '2', '3', '4', '5', '6'].map((n) => `5.7(${n})`)]);
    expect(ids()).toEqual([]);
  });

  test('what names nothing is found', () => {
    const wrong = ['9.9', '5.3.11', '3.3-3.1', '5.1-4.2.1', '', '1-2-3', '5.3-5.3.9', '5.3.6(a)'];
    expect(unknownClauses([...wrong, '5.3.6'], contract)).toEqual(wrong);
  });
});

test('the text of a table row is printed on one line, the letters kept', () => {
  const clause = contract.clauses.find((one) => one.id === '5.3.6');
  expect(clause && clauseText(clause)).toBe(
    '系统漏洞扫描服务，对发现的漏洞进行评估和风险分析，制定修复方案并及时实施　每月一次',
  );
});
