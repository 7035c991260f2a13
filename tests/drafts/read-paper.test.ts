/** The text of a paper: .txt in the encodings that there are, .docx with the numbers that Word draws by itself. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { paperLines } from '../../src/drafts/read-paper.ts';
import { docx, NUMBERING, numbered, p, STYLES, table } from './_docx.ts';

const lines = (bytes: Uint8Array) => paperLines(bytes, '采购需求');

describe('plain text', () => {
  test.each([
    ['UTF-8', strToU8('一、范围\r\n甲\r\n')],
    ['UTF-8 with a mark', strToU8('\ufeff一、范围\n甲\n')],
    ['GBK', Uint8Array.from([0xd2, 0xbb, 0xa1, 0xa2, 0xb7, 0xb6, 0xce, 0xa7, 0x0a, 0xbc, 0xd7, 0x0a])],
    [
      'UTF-16',
      Uint8Array.from([
        0xff,
        0xfe,
        ...new Uint8Array(Uint16Array.from([...'一、范围\n甲\n'].map((c) => c.charCodeAt(0))).buffer),
      ]),
    ],
  ])('%s', async (_, bytes) => expect(await lines(bytes)).toEqual(['一、范围', '甲', '']));

  test.each([
    ['.doc', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /\.doc 或 \.wps[\s\S]*另存为 \.docx/],
    ['PDF', strToU8('%PDF-1.7\n'), /PDF[\s\S]*另存为 \.docx/],
    ['RTF', strToU8('{\\rtf1'), /RTF/],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), /图片/],
    ['nothing', strToU8(' \n\n'), /没有文字/],
    ['no text', Uint8Array.from([0x81, 0x00, 0xff, 0xff, 0x00]), /编码不对/],
    ['another zip', zipSync({ 'xl/workbook.xml': strToU8('<a/>') }), /不是 \.docx 文档/],
  ])('%s is told what to do', (_, bytes, message) => expect(lines(bytes)).rejects.toThrow(message));
});

describe('.docx', () => {
  test('numbers that are drawn by lists and styles are read', async () => {
    const body = [
      numbered('范围', 0),
      numbered('网络', 1),
      numbered('交换机', 2),
      numbered('路由器', 2),
      numbered('终端', 1),
      numbered('打印机', 2),
      p('要求', '<w:pStyle w:val="H1b"/>'),
      p('不编号', '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
      numbered('', 0),
    ].join('');
    const found = await lines(docx(body, { 'word/numbering.xml': NUMBERING, 'word/styles.xml': STYLES }));
    expect(found).toEqual([
      ...['一、 范围', '（一） 网络', '1. 交换机', '2. 路由器', '（二） 终端', '1. 打印机', '二、 要求', '不编号', ''],
    ]);
  });

  test('tables are lines joined by tabs, breaks are lines, what was struck out is left out', async () => {
    const body = [
      table(['序号', '名称'], ['1', '考勤机']),
      '<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>',
      '<w:p><w:r><w:t>A &amp; B</w:t></w:r></w:p>',
    ].join('');
    expect(await lines(docx(body))).toEqual(['序号\t名称', '1\t考勤机', '甲', '乙\t丙', 'A & B']);
  });

  test.each([
    ['a bomb', () => docx(p('零'.repeat(900_000))), /压缩炸弹/],
    ['too large', () => zipSync({ 'word/document.xml': new Uint8Array(41 * 1024 * 1024) }, { level: 0 }), /解压后过大/],
    ['cut short', () => docx(p('甲')).slice(0, 200), /压缩包不完整/],
    ['entities', () => zipSync({ 'word/document.xml': strToU8('<!DOCTYPE w [<!ENTITY a "b">]><w/>') }), /内部 DTD/],
    ['no end', () => zipSync({ 'word/document.xml': strToU8('<w:document><w:body>') }), /文件不完整/],
  ])('%s is refused, with the way out', async (_, make, message) => {
    const attempt = lines(make());
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toThrow(/另存为 \.docx/);
  });
});
