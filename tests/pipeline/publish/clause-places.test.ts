/** Under which headings a clause stands on paper. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headingsOf } from '../../../src/pipeline/publish/clause-places.ts';
import { starter } from '../../contract/_starter.ts';

const { contract } = starter();
const text = readFileSync(new URL('../../../data/starters/bureau/contract/original.txt', import.meta.url), 'utf8');
const papers = (contract.papers ?? []).map((paper) => ({ paper, text }));

describe('the headings of a clause', () => {
  it('are those of its paper, the outermost first', () => {
    const headings = headingsOf(contract, papers);
    expect(headings.get('4.1.1(1)')?.slice(0, 2)).toEqual(['四、项目服务内容', '（一）系统一、二期运维清单']);
    expect(headings.get('5.3.4')).toEqual(['五、项目服务要求', '（三）项目响应要求']);
    expect([...headings.values()].filter((titles) => titles.length === 0)).toEqual([]);
  });

  it.each([
    ['第三章 付款\n第八条 尾款\n验收后付清。', '第三章第八条', ['第三章付款', '第八条尾款']],
    ['1. 范围\n1.1 驻场。\n1.2 电话。\n2. 附则\n2.1 生效。', '1.2', ['1.范围']],
    ['1 范围\n1.1 驻场。\n2 附则\n2.1 生效。', '（三）', []],
  ])('of another numbering: %j', (lines, paper, expected) => {
    const [model] = contract.clauses;
    if (model === undefined) throw new Error('no clause');
    const clauses = [{ ...model, id: '1', paper }];
    const own = papers.map((one) => ({ ...one, text: lines }));
    expect(headingsOf({ ...contract, clauses }, own).get('1')).toEqual(expected);
  });
});
