/** A secret inside of a file that somebody hands in is found like one that is typed, and what cannot be read is told. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { utils, write } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileText } from '../../src/guard/files/file-text.ts';
import { findByRules } from '../../src/guard/rules.ts';
import { addRecordText } from '../../src/pipeline/record/add.ts';
import { attach } from '../../src/pipeline/record/attach.ts';
import { readAttachment } from '../../src/pipeline/record/attachment.ts';
import { previewRecord } from '../../src/pipeline/record/preview.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { cleanUp, DAY, makeWorkspace, open } from '../pipeline/_workspace.ts';
import { photoJpeg, photoPng } from '../support/scans.ts';

const NOW = `${DAY}T10:30:00+08:00`;
const PASSWORD = ['Kunlun', '@', '2026'].join('');
const MOBILE = ['138', '0000', '1234'].join('');

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const paragraph = (text: string) =>
  `<w:p><w:r><w:t>${text.slice(0, 3)}</w:t></w:r><w:r><w:t>${text.slice(3)}</w:t></w:r></w:p>`;
const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
const zip = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
const docx = (body: string, more: Record<string, string> = {}): Uint8Array =>
  zip({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document ${W}><w:body>${body}</w:body></w:document>`,
    ...more,
  });

async function pdf(
  lines: readonly (readonly string[])[],
  change?: (made: PDFDocument) => Promise<void> | void,
): Promise<Uint8Array> {
  const made = await PDFDocument.create();
  const font = await made.embedFont(StandardFonts.Helvetica);
  const page = made.addPage();
  lines.forEach((cells, row) => {
    cells.forEach((text, column) => {
      page.drawText(text, { x: 50 + 150 * column, y: 700 - 30 * row, size: 12, font });
    });
  });
  await change?.(made);
  return made.save();
}

const book = (bookType: 'xlsx' | 'biff8' | 'ods'): Uint8Array =>
  new Uint8Array(
    write(
      {
        SheetNames: ['设备'],
        Sheets: {
          设备: utils.aoa_to_sheet([
            ['设备', '账号', '口令'],
            ['核心', 'netadm', PASSWORD],
            ['值班', '', MOBILE],
          ]),
        },
      },
      { type: 'array', bookType },
    ),
  );

type File = () => Uint8Array | Promise<Uint8Array>;
/** By name: how it is made, and what of it is said to be unread. */
const holding: Record<string, [File, RegExp | null]> = {
  'a paragraph of a document': [() => docx(paragraph(`口令：${PASSWORD}，电话 ${MOBILE}`)), null],
  'a table of a document': [
    () =>
      docx(
        `<w:tbl><w:tr>${cell('账号')}${cell('密码')}${cell('联系电话')}</w:tr><w:tr>${cell('netadm')}${cell(PASSWORD)}${cell(MOBILE)}</w:tr></w:tbl>`,
      ),
    null,
  ],
  'a comment, and what was struck out': [
    () =>
      docx(`<w:p><w:del><w:r><w:delText>口令：${PASSWORD}</w:delText></w:r></w:del></w:p>`, {
        'word/comments.xml': `<w:comments ${W}><w:comment>${paragraph(`电话 ${MOBILE}`)}</w:comment></w:comments>`,
        'word/media/image1.png': 'x',
      }),
    /1 张图片没有检查/,
  ],
  'a workbook': [() => book('xlsx'), null],
  'an old workbook': [() => book('biff8'), null],
  'a workbook of OpenDocument': [() => book('ods'), null],
  'a fixed layout (OFD)': [
    () =>
      zip({
        'OFD.xml': '<ofd:OFD/>',
        'Doc_0/Pages/Page_0/Content.xml': `<ofd:Page><ofd:TextCode>口令：${PASSWORD}</ofd:TextCode><ofd:TextCode>电话 ${MOBILE}</ofd:TextCode></ofd:Page>`,
      }),
    null,
  ],
  'a PDF': [() => pdf([[`password: ${PASSWORD}`], [`tel ${MOBILE}`]]), null],
  'a table of a PDF': [
    () =>
      pdf([
        ['device', 'account', 'password'],
        ['core', 'netadm', PASSWORD],
        ['duty', 'tel', MOBILE],
      ]),
    null,
  ],
  'a PDF of which a page is a scan': [
    () => pdf([[`password: ${PASSWORD}`], [`tel ${MOBILE}`]], (made) => void made.addPage()),
    /第 2 页读不出文字/,
  ],
  'text of old machines': [
    () => Buffer.concat([Buffer.from('bfdac1eea3ba', 'hex'), Buffer.from(`${PASSWORD} tel ${MOBILE}`)]),
    null,
  ],
  'text of Windows': [() => Buffer.from(`\ufeff口令：${PASSWORD}\r\n电话 ${MOBILE}`, 'utf16le'), null],
  'names in an archive': [
    () => zip({ [`目录/root密码${PASSWORD}.md`]: '', [`李四-${MOBILE}.png`]: 'x' }),
    /有 1 个文件没有检查/,
  ],
  'an archive': [() => zip({ 'a/说明.txt': `口令：${PASSWORD}`, [`张三_${MOBILE}.jpg`]: 'x' }), /有 1 个文件没有检查/],
};

const silent: Record<string, [File, RegExp]> = {
  'a PDF that is a scan': [() => pdf([]), /^读不出文字（扫描件/],
  'a PDF that is cut off': [async () => (await pdf([['password']])).slice(0, 300), /读不出文字/],
  'a document of the old form': [
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
    /旧版格式/,
  ],
  'a picture': [() => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)]), /是图片/],
  'a program': [() => Buffer.from('7f454c4600010200', 'hex'), /不是能读出文字的格式/],
  'what grows without end': [() => docx('<w:p>'.repeat(1_000_000)), /读不出文字（压缩比异常/],
  'what is too large': [() => new Uint8Array(21 * 1024 * 1024), /大于 20 MB/],
};

describe('of a file', () => {
  it.each(Object.entries(holding))('what %s says is read', async (_, [make, unread]) => {
    const { text, unread: told } = await fileText(await make(), 'x');
    expect(findByRules(text).map(({ value }) => value)).toEqual(expect.arrayContaining([PASSWORD, MOBILE]));
    expect(told ?? '').toMatch(unread ?? /^$/);
  });

  it.each(Object.entries(silent))('that %s cannot be read is told', async (_, [make, unread]) => {
    expect((await fileText(await make(), 'x')).unread).toMatch(unread);
  });
});

describe('a file that is handed in', () => {
  let session: Session;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opsledger-file-gate-'));
    session = await open(await makeWorkspace());
  });
  afterAll(async () => {
    await cleanUp();
    await rm(folder, { recursive: true, force: true });
  });
  const put = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  const draft = 'topic: operation\ntext: 更换风扇\n';

  it('is refused at every door, by its name and line and without the secret, and nothing is kept', async () => {
    const path = await put('移交单.docx', docx(paragraph('移交清单') + paragraph(`口令：${PASSWORD}`)));
    const { id } = await addRecordText(session, draft, { kind: 'note', now: NOW });
    const kept = async () =>
      (await readdir(join(session.workspace.root, 'evidence'), { recursive: true }).catch(() => [])).length;
    const before = await kept();
    const files = [{ path, name: '移交单.docx' }];
    for (const work of [
      () => attach(session, { record: id, files: [path], now: NOW }),
      () => addRecordText(session, draft, { kind: 'note', now: NOW, sheets: [path] }),
      () => addRecordText(session, draft, { kind: 'note', now: NOW, files }),
    ]) {
      const told = await work().then(() => '', String);
      expect(told).toMatch(/不得外泄的信息.*没有保存[\s\S]*移交单\.docx[\s\S]*文字第 2 行[\s\S]*--sealed/);
      expect(told).not.toContain(PASSWORD);
    }
    const { faults } = await previewRecord(
      session,
      { topic: 'operation', text: '更换风扇' },
      { kind: 'note', now: NOW, files },
    );
    expect(faults).toMatchObject([{ field: 'attachments[0]', text: expect.stringContaining('不得外泄') }]);
    expect(await kept()).toBe(before);
    const sealed = await readAttachment({ root: session.workspace.root }, path, { sealed: true });
    expect(sealed.looked.unread).toBeNull();
  });

  it('is told to be unread where it is; pictures together', async () => {
    const scan = await put(
      '签收单.pdf',
      await pdf([], (made) => made.getPage(0).drawRectangle({ x: 90, y: 400, width: 300, height: 200 })),
    );
    const photos = [await put('a.png', photoPng(1)), await put('b.png', photoPng(2))];
    const { id } = await addRecordText(session, draft, { kind: 'note', now: NOW });
    const { notices } = await attach(session, { record: id, files: [scan, ...photos], now: NOW });
    expect(notices).toEqual([
      expect.stringMatching(/^签收单\.pdf：读不出文字（扫描件.*自行确认/),
      expect.stringMatching(/^2 个文件是图片.*自行确认/),
    ]);
  });

  it('whose name or place says a number is refused', async () => {
    const path = await put(`张三_${MOBILE}.jpg`, await photoJpeg(1));
    const { id } = await addRecordText(session, draft, { kind: 'note', now: NOW });
    await expect(attach(session, { record: id, files: [path], now: NOW })).rejects.toThrow(/不得外泄的信息[\s\S]*name/);
    const plain = await put('现场.jpg', await photoJpeg(2));
    await expect(
      attach(session, { record: id, files: [plain], place: `找手机号_${MOBILE}`, now: NOW }),
    ).rejects.toThrow(/不得外泄的信息[\s\S]*place/);
  });
});
