/** Finds the scanner format of a report from its content, and says of others what they are. */
import { EnvironmentError, excerpt, UserError } from '../../contract/error.ts';
import type { ScanFile, Scanner } from '../../scanners/_scanner.ts';

/**
 * @throws UserError naming what the file is and the formats that are read; EnvironmentError when two formats claim it,
 * which no input can mend
 */
export function formatOf(file: ScanFile, scanners: Iterable<Scanner>, shown: string): Scanner {
  const all = [...scanners];
  const found = all.filter((scanner) => scanner.recognise(file));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    const claimed = found.map((one) => one.id).join('、');
    throw new EnvironmentError('程序单元不可用', {
      file: shown,
      found: `同时认作 ${claimed}`,
      expected: '至多一种报告格式',
    });
  }
  throw new UserError('不认识的扫描报告，没有导入', {
    file: shown,
    found: contentOf(file),
    expected: all.map((one) => one.label).join('、'),
    hint: '从扫描工具导出以上一种格式，或把结果粘贴到漏洞清单表格（见使用手册“漏洞扫描报告”）',
  });
}

const MAGIC: readonly (readonly [begin: readonly number[], name: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'ZIP 压缩包或 Office 文件'],
  [[0xd0, 0xcf, 0x11, 0xe0], '旧版 Office 文件'],
  [[0x1f, 0x8b], 'gzip 压缩文件'],
  [[0x25, 0x50, 0x44, 0x46], 'PDF 文件'],
  [[0x52, 0x61, 0x72, 0x21], 'RAR 压缩包'],
  [[0x37, 0x7a, 0xbc, 0xaf], '7z 压缩包'],
  [[0x89, 0x50, 0x4e, 0x47], 'PNG 图片'],
];

/** What a person sees in the file, in a few words. */
function contentOf({ head, headBytes }: ScanFile): string {
  const magic = MAGIC.find(([begin]) => begin.every((byte, i) => headBytes[i] === byte));
  if (magic !== undefined) return magic[1];
  const text = head.trimStart();
  if (/^null\s*$/.test(text)) return '内容只有 null，没有扫描结果';
  if (text.includes('\0')) return '二进制文件';
  if (/^<(!doctype html|html)\b/i.test(text)) return 'HTML 网页';
  if (text.startsWith('<')) return xmlRoot(text);
  if (text.startsWith('{')) return jsonKeys(text);
  if (text.startsWith('[')) return `JSON 清单：${excerpt(text)}`;
  return `文本：${excerpt(text)}`;
}

function xmlRoot(text: string): string {
  const root = /<([A-Za-z_][\w.:-]*)/.exec(text.replace(/<[?!][^>]*>/g, ''))?.[1];
  return root === undefined ? 'XML，没有根元素' : `XML，根元素 ${excerpt(root)}`;
}

/** The first few keys, wherever they stand: enough to know one's file again. */
function jsonKeys(text: string): string {
  const keys = [...text.slice(0, 4096).matchAll(/"([^"\\]{1,40})"\s*:/g)].map((match) => match[1]);
  const shown = [...new Set(keys)].slice(0, 5).join('、');
  return shown === '' ? 'JSON 对象' : `JSON 对象，键 ${shown}`;
}
