/** A written document filled in place by place: what each place is, and that nothing written there becomes anything but words. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filledText, textBlanks } from '../../src/contract/terms/text-blanks.ts';
import { readPlan } from '../../src/pipeline/compose/written-plan.ts';
import { runs } from '../support/runs.ts';

const TEXT = `---
schema: 1
document: drill-plan
title: 演练方案
prepared: 待填写
reviewed: "待填写"
approved: 李工
---

# 演练方案

## 安排

- 演练时间：待填写
- 值班电话待填写，联系人待填写

| 序号 | 步骤 | 操作人 |
| --- | --- | --- |
| 1 | 备份并校验 | 待填写 |
| 待填写 | 待填写 | 王工 |

待填写
`;

it('names each place by the words around it', () => {
  expect(textBlanks(TEXT).map(({ heading, label }) => `${heading} · ${label}`)).toEqual([
    '文件头 · 编制',
    '文件头 · 审核',
    '安排 · 演练时间',
    '安排 · 值班电话＿＿，联系人＿＿',
    '安排 · 值班电话＿＿，联系人＿＿',
    '安排 · 1 备份并校验：操作人',
    '安排 · 第 2 行：序号',
    '安排 · 第 2 行：步骤',
    '安排 · ＿＿',
  ]);
});

it('fills in what is answered and leaves the rest as it is, to the byte', () => {
  expect(filledText(TEXT, new Map())).toBe(TEXT);
  const text = filledText(
    TEXT,
    new Map([
      [0, '张 "三": 工'],
      [4, '刘洋'],
      [5, 'a|b'],
    ]),
  );
  expect(text).toContain('prepared: "张 \\"三\\": 工"\n');
  expect(text).toContain('- 值班电话待填写，联系人刘洋\n');
  expect(text).toContain('| 1 | 备份并校验 | a\\|b |\n');
  expect(textBlanks(text)).toHaveLength(6);
});

/** What people write, and what would be a mark of Markdown. */
const answer = fc.oneof(
  fc.constantFrom(
    '*a*',
    '# 题',
    '- 项',
    '1. 项',
    '2) 项',
    '`x`',
    '<b>',
    '[a](b)',
    '|',
    '~~a~~',
    '&amp;',
    '> 引',
    '---',
    '+',
    '_a_',
    '!',
    "''",
    '\\',
  ),
  fc.string({ minLength: 1, maxLength: 12 }).filter((one) => /\S/.test(one) && !/[\p{C}\uFEFF]/u.test(one)),
);

it('whatever is written stays words in its place: the document is that of any other words, with these', () => {
  const partsOf = (answers: readonly string[]) => {
    const { blocks, prepared, reviewed } = readPlan(
      filledText(TEXT, new Map(answers.map((one, n) => [n, one]))),
      'plans/x.md',
      'drill-plan',
    );
    return JSON.stringify([blocks, prepared, reviewed]);
  };
  const tokens = textBlanks(TEXT).map((_, n) => `词${n}词`);
  const plain = partsOf(tokens);
  fc.assert(
    fc.property(fc.array(answer, { minLength: tokens.length, maxLength: tokens.length }), (answers) => {
      const words = answers.map((one) => one.replace(/\s+/g, ' ').trim());
      const wanted = tokens.reduce(
        (text, token, n) => text.replace(token, () => JSON.stringify(words[n]).slice(1, -1)),
        plain,
      );
      expect(partsOf(answers)).toBe(wanted);
    }),
    { numRuns: runs(15) },
  );
});
