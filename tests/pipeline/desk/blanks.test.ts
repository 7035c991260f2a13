/** What is still to be written is marked in the page of a draft, and the list leads to each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markBlanks } from '../../../src/desk/documents/blanks.ts';

describe('markBlanks', () => {
  it('gives each blank an anchor, with the heading above it and the words around', () => {
    const page =
      '<h2>一、概况</h2><dl><dt>负责人</dt><dd>待填写</dd></dl><h2>二、<b>措施</b></h2><p>原因待补充，见 A&amp;B。</p>';
    const { html, blanks } = markBlanks(page);
    expect(blanks).toEqual([
      { id: 'blank-1', where: '一、概况', text: '负责人 待填写' },
      { id: 'blank-2', where: '二、措施', text: '原因待补充，见 A&B。' },
    ]);
    expect(html).toContain('<dd><mark id="blank-1">待填写</mark></dd>');
  });

  it('leaves alone what is no running text, and the mark that counts them', () => {
    const page =
      '<title>待填写</title><style>a::after{content:"待填写"}</style><svg><text>待填写</text></svg>' +
      '<img alt="待填写"><p class="marks"><span>正文尚有 2 处“待填写”</span></p><p>待填写</p>';
    const { html, blanks } = markBlanks(page);
    expect([blanks.length, html.split('<mark').length - 1]).toEqual([1, 1]);
  });

  it('changes nothing else, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom('待填写', '待补充', '<p>', '</p>', '<h3>', '</h3>', '&lt;', 'x'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const page = pieces.join('');
        const { html } = markBlanks(page);
        expect(html.replace(/<mark id="blank-\d+">(待填写|待补充)<\/mark>/g, '$1')).toBe(page);
      }),
    );
  });
});
