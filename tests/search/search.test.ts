import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellings } from '../../src/knowledge/spellings.ts';
import { isFarOff } from '../../src/search/about.ts';
import { correctQuery, isOneSlip } from '../../src/search/ask/correct.ts';
import { cleanQuery, needlesOf } from '../../src/search/ask/query.ts';
import { suggest } from '../../src/search/ask/suggest.ts';
import { fromFiles, parseHead, toFiles } from '../../src/search/index/shards.ts';
import { openRemote } from '../../src/search/remote.ts';
import { buildIndex, search } from '../../src/search/search.ts';
import { makeSnippet } from '../../src/search/snippet.ts';
import { normalise } from '../../src/search/text/normalise.ts';
import { tokenise } from '../../src/search/text/tokenise.ts';

const article = (url: string, title: string, text = '') => ({ url, title, kind: 'article', text });
const documents = [
  article('a', '服务器磁盘满了怎么处理', '先看 df 与 du，再清理 /var/log。'),
  article('b', 'MySQL 主从复制中断', '从库 SQL 线程停止，错误 1062。'),
  article('c', '考勤机离线', '检查网线与电源。'),
  { ...article('d', '系统巡检日志 2026-11-24', '文档编号 HQSF-XJ-20261124-r1'), kind: 'document' },
];
const index = buildIndex(documents);
const urls = (query: string): string[] => search(index, query, 5).map(({ url }) => url);
const terms = (text: string): string[] => tokenise(text).map((term) => term.text);

it('nearness tells results about the question from results that share a word with it', () => {
  expect(isFarOff(search(index, '磁盘满了怎么办', 5))).toBe(false);
  expect(isFarOff(search(index, '复制一份高铁时刻表要带什么证件', 5))).toBe(true);
  expect(isFarOff([])).toBe(false);
});

describe('terms', () => {
  it('cuts Chinese into characters and pairs, without needing spaces', () => {
    expect(terms('磁盘满')).toEqual(expect.arrayContaining(['磁', '盘', '满', '磁盘', '盘满']));
  });

  it('keeps Latin words whole and in parts, folds width and case', () => {
    expect(terms('ＭｙＳＱＬ8 APP-Server-1')).toEqual(
      expect.arrayContaining(['mysql8', 'mysql', 'app-server-1', 'app', 'server']),
    );
  });

  it('separates Chinese from Latin that touches it', () => {
    expect(terms('mysql主从')).toEqual(expect.arrayContaining(['mysql', '主从']));
  });

  it('gives only terms that stand in the folded text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = normalise(text);
        for (const term of terms(text)) if (!folded.includes(term)) return false;
        return true;
      }),
    );
  });
});

describe('queries', () => {
  it('loses its question words, unless nothing else is left', () => {
    expect(cleanQuery('请问磁盘满了怎么办呢')).toBe('磁盘满');
    expect(cleanQuery('为什么')).toBe('为什么');
  });

  it('finds whole questions, part words, numbers and mixed text', () => {
    expect(urls('磁盘满了该怎么办呢')[0]).toBe('a');
    expect(urls('mysql主从断了')[0]).toBe('b');
    expect(urls('mysq')[0]).toBe('b');
    expect(urls('sql')).toContain('b');
    expect(urls('HQSF-XJ-20261124-r1')[0]).toBe('d');
    expect(urls('1062')[0]).toBe('b');
  });

  it('knows the other words of the trade', () => {
    expect(urls('硬盘没有空间')[0]).toBe('a');
    expect(urls('打卡机掉线')[0]).toBe('c');
  });

  it('reads traditional characters as simplified ones', () => {
    expect(urls('磁碟滿了')[0]).toBe('a');
    expect(urls('考勤機離線')[0]).toBe('c');
    expect(normalise('資料庫連線')).toBe('资料库连线');
    expect(urls('磁碟空間不足')[0]).toBe('a');
  });

  it('corrects one slip in a name, and leaves words that stand somewhere', () => {
    expect(urls('mysqk')[0]).toBe('b');
    expect(correctQuery(index, 'ＭＹＳＬＱ主从断了')).toBe('mysql主从断了');
    for (const query of ['mysq', 'var', 'HQSF-XJ-20261124-r1', 'zzzzqqqq', '磁盘'])
      expect(correctQuery(index, query), query).toBeNull();
    for (const typed of ['chmd', 'chmmod', 'chnod', 'hcmod', 'chmdo']) expect(isOneSlip(typed, 'chmod')).toBe(true);
    for (const typed of ['chmod', 'chown', 'mod', 'domhc']) expect(isOneSlip(typed, 'chmod')).toBe(false);
  });

  it('finds a title by its sound, whole or by first letters', () => {
    const sounded = buildIndex(documents, spellings);
    const first = (query: string): string | undefined => search(sounded, query, 10)[0]?.url;
    for (const query of ['kaoqinji', 'kaoqin', 'kqj', 'kaoqinjilixian', 'KaoQinJi'])
      expect(first(query), query).toBe('c');
    expect(first('cipan')).toBe('a');
    expect(first('zhucong')).toBe('b');
    expect(search(buildIndex(documents), 'kaoqinji', 10)).toEqual([]);
  });

  it('gives nothing rather than anything', () => {
    expect(urls('zzzzqqqq')).toEqual([]);
    expect(urls('')).toEqual([]);
    expect(search(buildIndex([]), '磁盘', 5)).toEqual([]);
  });

  it('never fails and never repeats a page, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        const found = search(index, query, 10).map(({ url }) => url);
        return new Set(found).size === found.length;
      }),
    );
  });

  it('offers near titles when a word is mistyped', () => {
    expect(suggest(documents, 'mysqk', 3)).toEqual(['MySQL 主从复制中断']);
    expect(suggest(documents, '考勤鸡离线', 3)[0]).toBe('考勤机离线');
    expect(suggest(documents, '', 3)).toEqual([]);
  });
});

describe('snippets', () => {
  const marked = (text: string, query: string): string[] =>
    makeSnippet(text, needlesOf(query))
      .filter(({ hit }) => hit)
      .map((part) => part.text);

  it('shows the hit in its sentence, on one line', () => {
    const text = `${'无关的一句话。'.repeat(40)}\n从库复制线程停止时先看错误。\n${'后面的话。'.repeat(40)}`;
    const snippet = makeSnippet(text, needlesOf('复制线程停止'));
    const line = snippet.map((part) => part.text).join('');
    expect(line).toMatch(/^…从库复制线程停止/);
    expect(line).not.toMatch(/\n/);
    expect(
      snippet
        .filter(({ hit }) => hit)
        .map((part) => part.text)
        .join(''),
    ).toBe('复制线程停止');
  });

  it('marks words, not parts of words', () => {
    expect(marked('mysqldump 与 du 命令', 'du')).toEqual(['du']);
    expect(marked('用 nginx 转发', 'ngin')).toEqual(['ngin']);
  });

  it('is the text itself, cut out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        const shown = makeSnippet(text, needlesOf(query))
          .map((part) => part.text)
          .join('');
        const bare = (one: string): string => one.replace(/[\s…]/g, '');
        return bare(text).includes(bare(shown));
      }),
    );
  });
});

describe('index files', () => {
  it('come back as the index they were', () => {
    const files = new Map(toFiles(index).map(({ path, body }) => [path, body]));
    const back = fromFiles((path) => files.get(path) as string);
    expect(back.documents).toEqual(index.documents);
    expect([...back.postings].sort()).toEqual([...index.postings].sort());
    expect([...back.texts]).toEqual([...index.texts]);
  });

  it('are the same for the same documents', () => expect(toFiles(buildIndex(documents))).toEqual(toFiles(index)));

  it('of another version are refused', () => expect(() => parseHead('{"schema":1}')).toThrow(/schema 1/));

  it('that could not be loaded are asked for again', async () => {
    const files = new Map(toFiles(index).map(({ path, body }) => [path, body]));
    let broken = true;
    const remote = openRemote(async (path) => {
      if (broken) throw new Error('offline');
      return files.get(path) as string;
    });
    await expect(remote.search('磁盘', 3)).rejects.toThrow('offline');
    broken = false;
    expect((await remote.search('磁盘', 3))[0]?.url).toBe('a');
  });
});
