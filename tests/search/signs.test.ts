/** What speaks for a document: how much of its title was asked for, and what of the question it lacks. */
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/search/ask/query.ts';
import { buildIndex } from '../../src/search/search.ts';
import { signsFor } from '../../src/search/signs.ts';
import { knowledgeBases } from './_knowledge-bases.ts';

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

describe('what of a question is missing', () => {
  const about = buildIndex(
    ['停电与ups', '社区食堂'].map((title) => ({ url: title, title, kind: 'article', text: `${title}。` })),
  );
  const signsOf = (ask: string, document: number) => signsFor(about, parseQuery(ask))(document, 1).signs;

  it('is little where a name that is held is most of it', () => {
    expect(signsOf('ups撑坏', 0).missing).toBeCloseTo(2 / 5);
    expect(signsOf('撑坏', 0).missing).toBe(1);
    expect(signsOf('ups', 0).missing).toBe(0);
  });

  it('counts the things that are named, but not how many a case names', () => {
    const lacking = { lacksThings: Math.log(2), unknownThings: Math.log(2) };
    expect(signsOf('食堂的冰箱怎么修', 1)).toMatchObject({ ...lacking, things: Math.log(3), tells: 0 });
    expect(signsOf('食堂冰箱，门坏了', 1)).toMatchObject({ ...lacking, things: 0, tells: 1 });
    // No more than a thing and what befell it.
    expect(signsOf('冰箱坏了', 1)).toMatchObject({ ...lacking, things: Math.log(2), tells: 1 });
  });

  it('is no more than the whole question, whatever was typed', () => {
    for (const { unanswerable, questions } of knowledgeBases())
      for (const ask of [...unanswerable, ...questions.map((one) => one.ask)]) {
        const { missing } = signsOf(ask, 0);
        expect(missing, ask).toBeGreaterThanOrEqual(0);
        expect(missing, ask).toBeLessThanOrEqual(1);
      }
  });
});
