/** How one asks: a case that is told, or a word for what one wants to know. */
import { describe, expect, it } from 'vitest';
import { mannerOf, withoutOpening } from '../../../src/search/ask/manner.ts';
import { parseQuery } from '../../../src/search/ask/query.ts';

const tells = (query: string): boolean => mannerOf(query).tells;

describe('a case that is told', () => {
  it('has a clause after another, one that ends with 了, or who speaks of oneself or what is wanted', () => {
    expect(tells('老人卧床没法来,能不能代办')).toBe(true);
    expect(tells('灯不亮。换哪个')).toBe(true);
    expect(tells('钥匙忘在里面了')).toBe(true);
    expect(tells('自己能换锁吗')).toBe(true);
    expect(tells('想搬到楼下')).toBe(true);
    expect(tells('我卡丢了,钱还在吗')).toBe(true);
  });

  it('is none where a mark ends the question, divides a number or a Latin word, or 了 is of a word or before its object', () => {
    for (const query of ['怎么办?', '几点开门。', 'a,b', '1,000 元', '了解流程', '过了期的证'])
      expect(tells(query), query).toBe(false);
  });

  it('is not told by a greeting, nor by saying that one asks', () => {
    for (const query of [
      '你好,几点开门',
      '我想问一下几点开门',
      '您好!想咨询下收费',
      '打扰了,请问一下谁管',
      '麻烦问一下密码',
    ])
      expect(tells(query), query).toBe(false);
    expect(tells('你好,我卡丢了')).toBe(true);
    expect(withoutOpening('你好,请问一下几点开门')).toBe('几点开门');
  });

  it('leaves words that only begin so, and an opening that is all there is', () => {
    for (const query of ['下载失败', '一下子坏了', '问题单怎么关', '咨询电话', '了解流程', '好用吗', '你好', '请问'])
      expect(withoutOpening(query), query).toBe(query);
  });

  it('is read from the marks as they are typed', () => expect(parseQuery('老人卧床，钱还停着').tells).toBe(true));
});

it('asks with a word for a person, place, time, number, way or reason', () => {
  for (const query of [
    '谁管',
    '去哪办',
    '几点开门',
    '多久办好',
    '什么时候交',
    '怎么改',
    '咋整',
    '为何扣钱',
    '啥意思',
  ]) {
    expect(mannerOf(query).asks, query).toBe(true);
  }
  for (const query of ['能不能代办', '可以带狗吗', '门打不开', '多媒体室'])
    expect(mannerOf(query).asks, query).toBe(false);
  expect(parseQuery('去哪兒辦').asks).toBe(true);
});
