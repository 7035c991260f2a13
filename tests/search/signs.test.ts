/** What speaks for a document: how much of its title was asked for. */
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/search/ask/query.ts';
import { buildIndex } from '../../src/search/search.ts';
import { signsFor } from '../../src/search/signs.ts';

const TITLES = ['社会团体注销与清算', '结婚证遗失', '证的', 'nginx', '的了'];
const index = buildIndex(TITLES.map((title) => ({ url: title, title, kind: 'article', text: `${title}。户口` })));
const titleOf = (ask: string, title: string): number =>
  signsFor(index, parseQuery(ask))(TITLES.indexOf(title), 1).signs.title;

describe('the share of a title that was asked for', () => {
  it('is small of a neighbouring matter, and whole of what was asked for', () => {
    expect(titleOf('户口注销', '社会团体注销与清算')).toBeCloseTo(2 / 7);
    expect(titleOf('社会团体注销、清算', '社会团体注销与清算')).toBe(1);
  });

  it('counts another word for what was asked, and Latin words whole', () => {
    expect(titleOf('结婚证丢了', '结婚证遗失')).toBe(1);
    expect(titleOf('nginx 怎么装', 'nginx')).toBe(1);
    expect(titleOf('nginx-proxy', 'nginx')).toBe(1);
    expect(titleOf('apache', 'nginx')).toBe(0);
  });

  it('leaves out what says nothing of a subject, and is nought of a title of nothing else', () => {
    expect(titleOf('证', '证的')).toBe(1);
    expect(titleOf('的', '的了')).toBe(0);
  });
});
