import { describe, expect, it } from 'vitest';
import { intentsOf } from '../../../src/search/ask/intents.ts';
import { readTasks, tasks } from '../../../src/search/ask/tasks/all.ts';

describe('the trade’s phrases', () => {
  it('are enough to cover what people do on a server and at a help desk', () => {
    expect(tasks.length).toBeGreaterThan(300);
    expect(tasks.flatMap(({ when }) => when).length).toBeGreaterThan(1200);
  });

  it('each have a phrase and a word that answers it', () => {
    for (const { when, add } of tasks) {
      expect(when.length, add.join(' ')).toBeGreaterThan(0);
      expect(add.length, when.join(' ')).toBeGreaterThan(0);
      expect([...when, ...add].filter((word) => word === '')).toEqual([]);
    }
  });

  it('are longer than one character, which would stand in any question', () => {
    expect(tasks.flatMap(({ when }) => when).filter((phrase) => [...phrase].length < 2)).toEqual([]);
  });

  it('stand in one task only: a phrase with two answers answers nothing', () => {
    const seen = new Set<string>();
    const twice = tasks.flatMap(({ when }) => when).filter((phrase) => seen.has(phrase) || !seen.add(phrase));
    expect(twice).toEqual([]);
  });

  it('name no word twice in one task', () => {
    expect(tasks.filter(({ add }) => new Set(add).size < add.length)).toEqual([]);
  });

  it('are read line by line, a tilde for a space', () => {
    expect(readTasks('\n关机 下电 > shutdown Active~Directory\n', 'server')).toEqual([
      { field: 'server', when: ['关机', '下电'], add: ['shutdown', 'Active Directory'] },
    ]);
  });
});

describe('what a question asks for', () => {
  const first = (question: string): string | undefined => intentsOf(question)[0]?.words[0];

  it('is found in other words than the phrase has', () => {
    expect(first('怎么把硬盘挂载上')).toBe('mount');
    expect(first('如何停止一个卡死的程序')).toBe('kill');
    expect(first('帮我看下服务器的序列号')).toBe('dmidecode');
  });

  it('is what a bare word means only when nothing else is asked', () => {
    expect(first('端口')).toBe('ss');
    expect(first('firewalld放行端口')).toBe('firewall-cmd');
    expect(first('打印机端口')).not.toBe('ss');
  });

  it('is nothing when no phrase resembles it', () => {
    expect(intentsOf('')).toEqual([]);
    expect(intentsOf('zzzz')).toEqual([]);
  });

  it('is as sure as its phrase is whole', () => {
    for (const { strength, share } of intentsOf('服务器时间不准怎么校时')) {
      expect(strength).toBeGreaterThan(0);
      expect(strength).toBeLessThanOrEqual(1);
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  });
});
