/** Nothing is silently left out: of each clause the words that no term covers are told, whatever is taken out of the data. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { bundleFiles } from '../../src/contract/bundle/bundle-parts.ts';
import { askingAtoms, asks } from '../../src/contract/expressed/atoms.ts';
import {
  type Expression,
  expressedClauses,
  expressionText,
  wrongWords,
} from '../../src/contract/expressed/expressed.ts';
import { quantitiesIn } from '../../src/contract/expressed/quantities.ts';
import { termKinds, termsOf } from '../../src/contract/expressed/terms.ts';
import { loadContract } from '../../src/workspace/store/contract-data.ts';
import { partFiles } from '../../src/workspace/store/contract-parts.ts';
import { starter } from './_starter.ts';

const folder = join(import.meta.dirname, '../../data/starters');
const starters = await Promise.all(
  ['bureau', 'campus', 'cloud'].map(async (name) => [name, await loadContract(join(folder, name))] as const),
);

const by = (bundle: ContractBundle): Map<string, Expression> =>
  new Map(expressedClauses(bundle).map((one) => [one.clause.id, one]));

describe('quantities', () => {
  test.each([
    ['10 分钟内响应', ['minutes 10']],
    ['两个工作日', ['working-days 2']],
    ['不低于99.95%', ['percent 99.95']],
    ['百分之五', ['percent 5']],
    ['每季度一次', ['every quarter']],
    ['每两个月', ['every two-months']],
    ['每年至少十二次', ['every year', 'times 12']],
    ['超过两小时（含）', ['minutes 120']],
    ['半小时', ['minutes 30']],
    ['每满一小时扣1分', ['rounded down', 'minutes 60', 'points 1']],
    ['每超过2小时，不足2小时的按2小时计', ['rounded up', 'minutes 120']],
    ['工作日8:00至17:30', ['clock 08:00', 'clock 17:30']],
    ['7×24小时', ['hours 7x24']],
    ['2026年11月24日起', []],
  ])('%s', (text, found) => expect(quantitiesIn(text).map(([first]) => first)).toEqual(found));

  test('of a unit with two meanings hold both', () => {
    expect(quantitiesIn('扣3分')).toEqual([['points 3', 'minutes 3']]);
  });
});

describe('atoms', () => {
  test.each([
    ['紧急故障30分钟内到场、4小时内恢复。', ['紧急故障30分钟内到场、', '4小时内恢复。']],
    ['服务中断15分钟内响应，4小时内恢复；另须报告。', ['服务中断15分钟内响应，', '4小时内恢复；', '另须报告。']],
    ['本合同由三部分组成。', []],
  ])('%s', (text, atoms) => expect(askingAtoms(text)).toEqual(atoms));

  test.each(['供应商按需求响应', '相应的应用系统', '按需提供'])('%s asks for nothing', (text) => {
    expect(asks(text)).toBe(false);
  });
});

test('the table of terms has every key of the schemas that names clauses', async () => {
  const found: string[] = [];
  const visit = (file: string, node: unknown, path: string): void => {
    const {
      properties = {},
      items,
      anyOf = [],
    } = (node ?? {}) as {
      properties?: Record<string, unknown>;
      items?: unknown;
      anyOf?: unknown[];
    };
    for (const [key, one] of Object.entries(properties)) {
      const at = path === '' ? key : `${path}.${key}`;
      if (key === 'clause' || (key === 'clauses' && path !== '')) found.push(`${file} ${at}`);
      else visit(file, one, at);
    }
    if (items !== undefined) visit(file, items, `${path}[]`);
    for (const one of anyOf) visit(file, one, path);
  };
  for (const { key, schema } of await partFiles())
    visit(bundleFiles[key], z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '');
  // An asset says what a clause is about, and asks for nothing.
  const terms = found.filter((one) => one !== `${bundleFiles.assets} assets[].clause`);
  expect([...new Set(terms)].sort()).toEqual([...new Set(termKinds.map(({ file, path }) => `${file} ${path}`))].sort());
});

/** The bundle without the row at a place. */
function without(bundle: ContractBundle, file: string, at: string): ContractBundle {
  const copy = structuredClone(bundle);
  const key = (Object.keys(bundleFiles) as (keyof typeof bundleFiles)[]).find((one) => bundleFiles[one] === file);
  const steps = at.split(/[.[\]]+/).filter((one) => one !== '');
  const within = key === 'contract' ? copy.contract : { [steps[0] ?? '']: copy[key as 'checks'] };
  const last = steps.pop() ?? '';
  const holder = steps.reduce((one: unknown, step) => (one as Record<string, unknown>)[step], within);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as Record<string, unknown>)[last];
  return copy;
}

describe.each(starters)('%s', (_, bundle) => {
  test('without any term everything that asks is uncovered', () => {
    const bare: ContractBundle = {
      ...bundle,
      contract: {
        ...bundle.contract,
        ...{ penalties: [], requirements: undefined, limits: undefined, quotas: undefined, answers: undefined },
        levels: bundle.contract.levels.map((one) => ({ ...one, limits: undefined })),
        clauses: bundle.contract.clauses.map(({ says: _says, declaration: _reason, ...one }) => ({
          ...one,
          topics: [],
        })),
      },
      ...{ obligations: [], registers: [], written: [], checks: [], interpretations: [] },
    };
    for (const { clause, extent, rest } of expressedClauses(bare)) {
      const atoms = askingAtoms(bare.contract.clauses.find(({ id }) => id === clause.id)?.text ?? '');
      expect({ id: clause.id, extent, rest }).toEqual({
        ...{ id: clause.id, extent: atoms.length === 0 ? 'quiet' : 'none', rest: atoms },
      });
    }
  });

  test('a term that is gone uncovers its words, or another names their clause; none covers more by going', () => {
    // By rows alone: a topic judges what it judges without them.
    const rows = {
      ...bundle,
      contract: { ...bundle.contract, clauses: bundle.contract.clauses.map((one) => ({ ...one, topics: [] })) },
    };
    const full = by(rows);
    const all = termsOf(rows);
    for (const { file, at, clauses } of all) {
      const less = without(rows, file, at);
      const now = by(less);
      const rest = termsOf(less);
      expect(rest.length, at).toBeLessThan(all.length);
      for (const [id, before] of full) {
        const after = now.get(id);
        for (const words of before.rest) expect(after?.rest.join(''), `${at} ${id}`).toContain(words);
        const isNamed = rest.some((one) => one.clauses.has(id) && one.covers !== 'words');
        if (clauses.has(id) && before.extent === 'whole' && !isNamed)
          expect(after?.extent, `${at} ${id}`).not.toBe('whole');
      }
    }
  });
});

describe('the first contract', () => {
  test('tells what a limit leaves when it goes', () => {
    const bundle = starter();
    const arrival = bundle.contract.limits?.findIndex((one) => one.clause === '5.3.2' && one.clock === 'arrival');
    const less = by(without(bundle, bundleFiles.contract, `limits[${arrival}]`)).get('5.3.2');
    expect(by(bundle).get('5.3.2')?.extent).toBe('whole');
    expect(less).toMatchObject({ extent: 'part', rest: ['1小时内抵达现场，并按故障分级恢复时间目标完成'] });
  });

  test('says what is left out, in the words of the paper', () => {
    const found = by(starter());
    const text = (id: string) => expressionText(found.get(id) as Expression);
    expect(text('5.1.1(2)')).toMatch(/^部分表达（余下：“需提供7×24小时线下技术支持服务/);
    expect(text('5.2.3')).toMatch(/^部分表达（余下：.*未经许可不得将系统任何数据或其他重要资料泄露给任何第三方。”）$/);
    expect(text('4.0')).toMatch(/^声明性条款（/);
  });

  test('refuses words that stand in none of the clauses', () => {
    const bundle = starter();
    const [limit] = bundle.contract.limits ?? [];
    if (limit !== undefined) limit.says = '十分钟内接听';
    expect(wrongWords(bundle)).toEqual([
      { file: bundleFiles.contract, at: 'limits[0].says', found: '十分钟内接听', clauses: ['5.3.1'] },
    ]);
  });

  test('takes a number that the data hold otherwise for uncovered', () => {
    const bundle = starter();
    for (const one of bundle.contract.limits ?? []) if (one.clause === '5.3.3') one.minutes = 20;
    expect(by(bundle).get('5.3.3')?.extent).toBe('none');
  });
});
