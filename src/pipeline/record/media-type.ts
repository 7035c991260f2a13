/** What a file is by its first bytes, and whether its name says the same: a document must not trust an extension. */
import { basename } from 'node:path';
import { UserError } from '../../contract/error.ts';

/** Bytes of the head that decide. */
export const HEAD_BYTES = 64;

const SIGNATURES: [string, number[]][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46]],
  ['application/zip', [0x50, 0x4b, 0x03, 0x04]],
];

/** Brands of ISO base media files (`ftyp` at byte 4) that are pictures as telephones take them. */
const HEIC_BRANDS: readonly string[] = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** What a name that ends so claims; documents of office programs are zip archives. */
const CLAIMS: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  heic: 'image/heic',
  heif: 'image/heic',
  pdf: 'application/pdf',
  zip: 'application/zip',
  docx: 'application/zip',
  xlsx: 'application/zip',
};
const WORDS: Readonly<Record<string, string>> = {
  'image/png': 'PNG 图片',
  'image/jpeg': 'JPEG 图片',
  'image/heic': 'HEIC 图片',
  'application/pdf': 'PDF 文件',
  'application/zip': '压缩包或 Office 文件',
};

/** @param head first bytes of the file, `HEAD_BYTES` of them at least where it has as many */
export function mediaType(head: Uint8Array): string {
  const found = SIGNATURES.find(([, sign]) => sign.every((byte, i) => head[i] === byte))?.[0];
  if (found !== undefined) return found;
  const text = Buffer.from(head.subarray(4, 12)).toString('latin1');
  const isHeic = text.startsWith('ftyp') && HEIC_BRANDS.includes(text.slice(4));
  return isHeic ? 'image/heic' : 'application/octet-stream';
}

/** What anybody sees without another program: pages and pictures. */
const SEEN: readonly string[] = ['image/png', 'image/jpeg', 'image/heic', 'application/pdf'];

/**
 * What is given as proof and is named as a page or a picture is one: a bundle of files under such a name shows nobody a signature.
 * @throws UserError
 */
export function requireSeen(file: string, type: string): void {
  const claimed = claimedBy(file);
  if (claimed === undefined || !SEEN.includes(claimed) || SEEN.includes(type)) return;
  throw new UserError('附件的内容与扩展名不符，不能作为凭证', {
    ...{ file, found: WORDS[type] ?? '别的内容', expected: WORDS[claimed] ?? claimed },
    hint: '附上扫描件或照片本身；确是其他类型的，改成真实的扩展名再附加；没有保存',
  });
}

const claimedBy = (file: string): string | undefined => CLAIMS[/\.([a-z]+)$/.exec(file.toLowerCase())?.[1] ?? ''];

/**
 * What the person should know of the file; null when there is nothing. Another picture or document than named is taken by its
 * content.
 * @param file name or path as the person knows it
 * @throws UserError when the content is nothing of what its name claims, such as a page of the web named as a picture
 */
export function typeNotice(file: string, type: string): string | null {
  const name = basename(file);
  const claimed = claimedBy(file);
  const word = WORDS[type];
  if (claimed !== undefined && claimed !== type && word === undefined) {
    throw new UserError('附件的内容与扩展名不符', {
      file,
      found: '不是图片、PDF 或 Office 文件的内容',
      expected: WORDS[claimed] ?? claimed,
      hint: '确认没有损坏、没有选错文件；确是其他类型的，改成真实的扩展名再附加',
    });
  }
  const other = claimed !== undefined && claimed !== type;
  const notices = [
    ...(other ? [`${name} 的内容是${word}，不是扩展名所说的${WORDS[claimed]}，按内容保存`] : []),
    ...(type === 'image/heic'
      ? [`${name} 是 HEIC 图片，原件已保存，但不能显示、也印不到文档上；需要印出的，另附 JPEG`]
      : []),
  ];
  return notices.length === 0 ? null : notices.join('；');
}
