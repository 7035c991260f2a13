import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/report/written-markdown.ts';

describe('parseMarkdown', () => {
  test('headings, paragraphs, lists and tables in their order', () => {
    const text = [
      '## 一、目的',
      '',
      '依据**合同**第 `5.3.9` 条。',
      '',
      '- 时间',
      '  - 上午',
      '- 地点',
      '',
      '1. 先',
      '2. 后',
    ].join('\n');
    expect(parseMarkdown(text)).toEqual([
      { type: 'heading', depth: 2, text: '一、目的' },
      { type: 'paragraph', text: '依据合同第 5.3.9 条。' },
      {
        type: 'list',
        ordered: false,
        items: [
          { text: '时间', sub: ['上午'] },
          { text: '地点', sub: [] },
        ],
      },
      {
        type: 'list',
        ordered: true,
        items: [
          { text: '先', sub: [] },
          { text: '后', sub: [] },
        ],
      },
    ]);
  });

  test('a table keeps its alignment and cells to the letter', () => {
    expect(parseMarkdown('| 版本 | 端口 |\n| --- | ---: |\n| 1.10 | 0080 |\n| 2 |  |')).toEqual([
      {
        type: 'table',
        align: [null, 'right'],
        header: ['版本', '端口'],
        rows: [
          ['1.10', '0080'],
          ['2', ''],
        ],
      },
    ]);
  });

  test('task lists keep what is ticked', () => {
    expect(parseMarkdown('- [x] 备份\n- [ ] 校验')).toEqual([
      {
        type: 'list',
        ordered: false,
        items: [
          { text: '备份', sub: [], done: true },
          { text: '校验', sub: [], done: false },
        ],
      },
    ]);
  });

  test('a line that an editor wrapped is one line; a hard break stays', () => {
    expect(parseMarkdown('第一行\n第二行，word\nnext  \n末行')).toEqual([
      { type: 'paragraph', text: '第一行第二行，word next\n末行' },
    ]);
  });

  test('where a link leads and what a picture shows are printed', () => {
    expect(parseMarkdown('见[手册](manual/x.md)与 https://a.example 和 ![拓扑图](t.png)')).toEqual([
      { type: 'paragraph', text: '见手册（manual/x.md）与 https://a.example 和 （图：拓扑图）' },
    ]);
  });

  test('quotations are what they hold, code is kept, remarks for editors and rules are not printed', () => {
    expect(parseMarkdown('> 引文\n\n<!-- 内部说明 -->\n\n---\n\n```sql\nSELECT 1\n```')).toEqual([
      { type: 'paragraph', text: '引文' },
      { type: 'paragraph', text: 'SELECT 1' },
    ]);
  });

  test('raw HTML is printed as the text that it is, never taken as markup', () => {
    const [block] = parseMarkdown('<script>alert(1)</script>');
    expect(block).toEqual({ type: 'paragraph', text: '<script>alert(1)</script>' });
  });

  test('nothing gives nothing', () => expect(parseMarkdown('')).toEqual([]));
});
