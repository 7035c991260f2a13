/** Several papers in one file: where each begins, how it ranks by the text's own words, and that no line is lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf } from '../../src/drafts/parts.ts';

const of = (text: string) => partsOf(text.split('\n')).map(({ kind, prefix, rank }) => [kind, prefix, rank]);

const FOUR = (order: string) =>
  `某厂合同\n通用条款\n第一条 甲。\n${order}\n第二部分 专用条款\n专用条款一 乙。\n补充协议（一）\n第一条 丙。\n附件一　设备清单\n1\t泵`;

describe('the papers of one file', () => {
  test.each([
    ['第一条 甲。\n第二条 乙。', [['main', '', 1]]],
    ['附件3\n某项目清单\n一、甲', [['main', '', 1]]],
    ['第一条 甲，见附件三所列。\n附件三所列设备。', [['main', '', 1]]],
    ['第一条 甲。\n附件：\n附件一：清单\n附件二：表', [['main', '', 1]]],
    ['目录\n专用条款......12\n第一条 甲。', [['main', '', 1]]],
    [
      FOUR(''),
      [
        ['main', '', 1],
        ['special', 'Z', 1],
        ['supplement', 'S', 1],
        ['annex', 'F', 1],
      ],
    ],
    [
      FOUR('第二条 专用条款与通用条款不一致的，以专用条款为准。'),
      [
        ['main', '', 1],
        ['special', 'Z', 2],
        ['supplement', 'S', 1],
        ['annex', 'F', 1],
      ],
    ],
    [
      FOUR('第二条 合同文件的解释顺序如下：补充协议、专用条款、通用条款、附件。'),
      [
        ['main', '', 2],
        ['special', 'Z', 3],
        ['supplement', 'S', 4],
        ['annex', 'F', 1],
      ],
    ],
    [
      FOUR('第二条 专用条款与通用条款不一致的，以专用条款为准。\n第三条 通用条款与专用条款不一致的，以通用条款为准。'),
      [
        ['main', '', 1],
        ['special', 'Z', 1],
        ['supplement', 'S', 1],
        ['annex', 'F', 1],
      ],
    ],
    [
      '第一条 甲。\n补充协议\n第一条 原合同与本补充协议不一致的，以本补充协议为准。',
      [
        ['main', '', 1],
        ['supplement', 'S', 2],
      ],
    ],
  ])('%j', (text, found) => expect(of(text)).toEqual(found));

  test('keep every line, and each has ids of its own', () => {
    const line = fc.constantFrom(
      '通用条款',
      '专用条款',
      '第二部分 专用条款',
      '补充协议（二）',
      '附件一　清单',
      '第一条 甲。',
      '',
      '乙',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const parts = partsOf(lines);
        const kept = parts.flatMap((part) => part.lines).filter((one) => one !== '');
        expect(kept).toEqual(lines.filter((one) => one !== ''));
        expect(new Set(parts.map(({ prefix }) => prefix)).size).toBe(parts.length);
      }),
    );
  });
});
