import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderArticle } from '../../src/knowledge/html.ts';
import { readPlan } from '../../src/pipeline/compose/written-plan.ts';
import { tooDeepLine } from '../../src/report/markdown-depth.ts';

const nowhere = { link: () => null, picture: () => null };
const deep = {
  'a list on one line': `${'- '.repeat(4000)}x`,
  'a numbered list': `${'1. '.repeat(4000)}x`,
  quotations: `${'>'.repeat(4000)}x`,
  'both in turn': `${'> - '.repeat(2000)}x`,
  'a list by its indentation': Array.from({ length: 200 }, (_, n) => `${'  '.repeat(n)}- x`).join('\n'),
  'elements of HTML': '<div>'.repeat(4000),
  'elements of HTML, a line each': '<b>\n'.repeat(4000),
  'marks of emphasis': '*a_'.repeat(4000),
  'links that begin': '[a]('.repeat(3000),
  'cells of one row': `|a|\n|-|\n${'|'.repeat(4000)}`,
  'items of a list': '- a\n'.repeat(4000),
  headings: 'a\n=\n'.repeat(4000),
  paragraphs: 'a\n\n'.repeat(4000),
};

describe.each(Object.entries(deep))('%s', (_name, markdown) => {
  test('of an article is shown as it was written, and named', () => {
    const { html, text, dropped } = renderArticle(`# 标题\n\n${markdown}`, nowhere);
    expect(text).toBe(`# 标题\n\n${markdown}`);
    expect(html.startsWith('<pre># 标题')).toBe(true);
    expect(html.slice(5, -6)).not.toMatch(/<[a-z]/);
    expect(dropped).toEqual([{ kind: 'layout', target: expect.stringMatching(/^第 \d+ 行$/) }]);
  });

  test('of a written document is one message', () => {
    const head = '---\nschema: 1\ndocument: plan\ntitle: 方案\nprepared: 甲\nreviewed: 乙\napproved: 丙\n---\n';
    expect(() => readPlan(`${head}正文\n\n${markdown}`, 'plans/plan.md', 'plan')).toThrow(
      /编写文档嵌套过深[\s\S]*plans\/plan\.md[\s\S]*第 \d+ 行/,
    );
  });
});

test('what people write is as before', () => {
  for (const text of [
    '- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -',
    `${'* '.repeat(60)}`,
    '> 引用\n> - 一\n>   1. 二\n>      - 三',
    `${'<p>段'.repeat(300)}`,
    `${'<b>粗</b>'.repeat(300)}<br>`,
    `    ${' '.repeat(90)}code`,
    '| - | - |\n|---|---|',
  ]) {
    expect(tooDeepLine(text)).toBeUndefined();
    expect(renderArticle(text, nowhere).dropped).toEqual([]);
  }
});

test('whatever is laid out ends: no depth that is let through stops the program', () => {
  const piece = fc.constantFrom(
    '- ',
    '> ',
    '1. ',
    '  ',
    '<div>',
    '<b>',
    '</b>',
    '[',
    '*',
    '`',
    '|',
    '\n',
    'x',
    '![',
    '](',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 120 }), fc.integer({ min: 1, max: 8 }), (pieces, times) => {
      const markdown = pieces.map((one) => one.repeat(times)).join('');
      expect(typeof renderArticle(markdown, nowhere).html).toBe('string');
    }),
    { numRuns: 60 },
  );
});
