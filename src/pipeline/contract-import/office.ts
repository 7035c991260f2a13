/** .doc and .wps through LibreOffice, where the machine has it; a PDF is told as a scan where it has no text. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { runCommand } from '../../sources/command.ts';
import { SourceError } from '../../sources/error.ts';

/** Longest that LibreOffice may take. */
const LIMIT_MS = 120_000;
const OLD = [0xd0, 0xcf, 0x11, 0xe0];
/** A LibreOffice with spreadsheets alone says no more of a document than of a damaged one. */
const NOT_CONVERTED = 'LibreOffice 没有转换成功：文件损坏，或者没有安装其中的文字处理组件（Writer）';
const SAVE_AS = '用 WPS 或 Word 打开，另存为 .docx（或纯文本 .txt）后重试';

/**
 * @param program that converts; other ones in tests
 * @returns the same bytes, or those of the .docx that an old document was converted to
 * @throws UserError when LibreOffice is not there or cannot read it, and for a scan
 */
export async function readablePaper(bytes: Uint8Array, shown: string, program = 'soffice'): Promise<Uint8Array> {
  if (isScan(bytes))
    throw new UserError('这是扫描件，没有文字', {
      file: shown,
      found: '只有页面图片的 PDF',
      expected: '有文字的全文：.docx、.doc、.wps 或 .txt',
      hint: '向对方索取电子版，或先作文字识别（OCR），逐页校对后存为 .docx',
    });
  if (!OLD.every((byte, n) => bytes[n] === byte)) return bytes;
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-paper-'));
  try {
    const file = join(folder, 'paper.doc');
    await writeFile(file, bytes);
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const { code } = await runCommand(
      program,
      [profile, '--headless', '--convert-to', 'docx:Office Open XML Text', '--outdir', folder, file],
      AbortSignal.timeout(LIMIT_MS),
    );
    const made = await readFile(join(folder, 'paper.docx')).catch(() => undefined);
    if (code !== 0 || made === undefined) throw unreadable(shown, NOT_CONVERTED);
    return made;
  } catch (error) {
    if (error instanceof SourceError)
      throw unreadable(shown, error.fault === 'no-command' ? '本机没有安装 LibreOffice，不能转换' : error.message);
    if (error instanceof Error && error.name === 'TimeoutError') throw unreadable(shown, 'LibreOffice 转换超过 2 分钟');
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const unreadable = (shown: string, why: string): UserError =>
  new UserError('不能读取这种文件', {
    file: shown,
    found: `.doc 或 .wps（旧版文档）；${why}`,
    expected: '.docx 或 .txt，装有 LibreOffice 的机器也可用 .doc、.wps',
    hint: SAVE_AS,
  });

/** A PDF that names pictures and no font. */
function isScan(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes);
  return (
    text.startsWith('%PDF') &&
    /\/Subtype\s*\/Image|\/(?:DCT|CCITTFax|JBIG2|JPX)Decode/.test(text) &&
    !/\/Font\b/.test(text)
  );
}
