/** A question whose words stand nowhere is asked in the words of those who wrote the answers. */
import { describe, expect, it } from 'vitest';
import { isFarOff } from '../../src/search/about.ts';
import { inOtherWords } from '../../src/search/otherwise.ts';
import { buildIndex, search } from '../../src/search/search.ts';

const document = (title: string, text = '') => ({ url: `/${title}`, title, kind: 'article', text });
const ledgers = ['费用与备件台账', '巡检日志', '考勤签到表', '到期事项台账', '漏洞扫描报告', '应急预案'].map((title) =>
  document(title),
);

describe('a question in words that stand nowhere', () => {
  it.each(['花了多少钱', '花钱'])('%s is asked in the word that the documents have', (query) => {
    const index = buildIndex(ledgers);
    expect(inOtherWords(index, query)).toBe('费用');
    const results = search(index, query);
    expect(results[0]?.title).toBe('费用与备件台账');
    expect(isFarOff(results)).toBe(false);
  });

  it('is left as it is where its own word is known, or nothing else is said for all of it', () => {
    const index = buildIndex([...ledgers, document('花钱要审批')]);
    expect(inOtherWords(index, '花钱')).toBe('花钱');
    expect(inOtherWords(index, '怎么做红烧肉')).toBe('怎么做红烧肉');
    expect(inOtherWords(index, '花了多少钱修打印机')).toBe('花了多少钱修打印机');
  });

  it('is never asked by a word that only asks', () => {
    // 怎么处理 holds 处理, for which there are other words; it is not what the question is about.
    const index = buildIndex([document('故障排除'), document('问题解决')]);
    expect(isFarOff(search(index, '煤气泄漏有味道怎么处理'))).toBe(search(index, '煤气泄漏有味道怎么处理').length > 0);
  });
});
