/** What `start` says needs attention, which is when it ends with 1. */
import { describe, expect, it } from 'vitest';
import { startAttention } from '../../src/cli/start-attention.ts';
import { nothingIssued } from '../../src/pipeline/issue/result.ts';
import type { DueItem } from '../../src/pipeline/plan/due-items.ts';
import type { StartResult } from '../../src/pipeline/run/start.ts';

const result = (more: { tick?: object; site?: object } = {}): StartResult =>
  ({
    made: false,
    tick: {
      recovered: [],
      problems: [],
      collected: null,
      issued: nothingIssued(),
      ...more.tick,
    },
    site: { problems: [], due: [], ...more.site },
  }) as unknown as StartResult;
const item = (state: string, more = {}) => ({ state, ...more }) as DueItem;

describe('a round of start', () => {
  it('needs no attention for what is only open', () => {
    expect(startAttention(result({ site: { due: [item('due'), item('upcoming')] } }))).toEqual([]);
  });

  it('names each thing with its number, a returned document apart from what is late', () => {
    const due = [item('overdue'), item('missing'), item('missing'), item('late', { returned: { at: '', reason: '' } })];
    const collected = { counts: { abnormal: 2 }, failed: [{ source: 'a', reason: 'b' }] };
    const tick = { collected, issued: { ...nothingIssued(), failed: [{}], held: [{}] }, problems: [{}] };
    expect(startAttention(result({ tick, site: { due, problems: [{}] } }))).toEqual([
      '判为异常的检查 2 项',
      '读不到的数据源 1 个',
      '没能签发的文档 1 份',
      '因待填写而暂缓签发的文档 1 份',
      '逾期未交 1 项',
      '缺失 2 项',
      '退回待修订 1 份',
      '读不出、被手工改动或未能发布的文件 2 个',
    ]);
  });
});
