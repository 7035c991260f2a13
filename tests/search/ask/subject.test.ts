/** What of a question carries its subject, and what a document about it must hold. */
import { describe, expect, it } from 'vitest';
import { isFarOff, lackingText } from '../../../src/search/about.ts';
import { GROUPS } from '../../../src/search/ask/groups.ts';
import { cleanQuery } from '../../../src/search/ask/query.ts';
import { isEveryday, thingsIn } from '../../../src/search/ask/subject.ts';
import { buildIndex, search } from '../../../src/search/search.ts';

const named = (query: string): string[] => thingsIn(cleanQuery(query)).map(({ text }) => text);

describe('a question', () => {
  it.each([
    ['灭火器过期了怎么办', ['灭火器']],
    ['请问服务器磁盘满了怎么处理', ['服务器']],
    ['nginx 反向代理超时', ['nginx']],
    ['办理门禁卡需要什么材料', []],
    ['楼上往下掉花盆，楼上不管', ['楼上']],
  ])('%s names %j', (query, things) => expect(named(query)).toEqual(things));

  it('is of everyday where one of its characters says nothing of a subject', () => {
    expect(['怎么', '来了', '想', '坏了'].filter((text) => !isEveryday(text))).toEqual([]);
    expect(['磁盘', '盘', '门禁'].filter(isEveryday)).toEqual([]);
  });

  it.each([
    ['年假申请', '年假申请'],
    ['请假', '请假'],
    ['了解一下目的', '解'],
    ['我们请你看的', '你看'],
  ])('%s keeps the words of which one character only asks elsewhere', (query, kept) => {
    expect(cleanQuery(query).replace(/\s+/g, '')).toContain(kept);
  });
});

describe('what is found', () => {
  const index = buildIndex(
    [
      ['打印机卡纸怎么取', '打开后盖，取出纸张，合上后盖。'],
      ['打印机墨粉更换', '墨粉用完时屏幕提示，换上新的粉盒。'],
      ['电脑无法开机', '检查电源插座，长按电源键。'],
      ['会议室预订', '在办公平台选择会议室和时间，提交后由综合处批准。'],
      ['门卡补办', '门卡遗失的，到综合处登记，交工本费后补发。'],
      ['空调报修', '室温过高时电话报修，写明房间。'],
    ].map(([title = '', text = '']) => ({ url: title, title, kind: 'article', text })),
  );
  const about = (query: string): number => Math.max(...search(index, query).map((one) => one.about));

  it('is denied sooner the more things it lacks that were named', () => {
    expect(about('打印机卡纸')).toBeGreaterThan(about('碎纸机卡纸'));
    expect(about('护照遗失了怎么补办')).toBeLessThan(about('门卡遗失了怎么补办') - 2);
    expect(isFarOff(search(index, '电梯停电困人'))).toBe(true);
    expect(isFarOff(search(index, '门卡丢了怎么补办'))).toBe(false);
  });

  it('is told with the things that were named and that none of it holds', () => {
    expect(lackingText(search(index, '护照遗失了怎么补办'))).toBe('，找到的都没有提到“护照”');
    expect(lackingText(search(index, '门卡遗失了怎么补办'))).toBe('');
    expect(lackingText([])).toBe('');
  });

  it('is about the question that says it in another word', () => {
    expect(about('门卡丢了')).toBeGreaterThan(about('门卡红了'));
  });
});

it('holds at most 300 groups of words, none with a word twice', () => {
  const groups = GROUPS.trim()
    .split('\n')
    .map((line) => line.split(' '));
  expect(groups.length).toBeLessThanOrEqual(300);
  expect(groups.filter((words) => words.length < 2 || new Set(words).size < words.length)).toEqual([]);
});
