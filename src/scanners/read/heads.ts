/** Which of the formats that are no text a file begins as: told here once, so that no two formats claim one file. */
import { namesInHead } from './zip.ts';

/** Compound files (.xls) begin so. */
export const isXls = (bytes: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, i) => bytes[i] === byte);

/** Office packages (.xlsx) begin with entries of these names; other zip archives do not. */
export const isPackage = (head: Uint8Array): boolean =>
  namesInHead(head).some((name) => /^(\[Content_Types\]\.xml|_rels\/|xl\/|docProps\/)/.test(name));

/** An .xls with the sheet that RSAS calls so; names in a compound file stand in UTF-16, at even or odd places. */
export function isRsasBook(head: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-16le');
  return isXls(head) && [0, 1].some((at) => decoder.decode(head.subarray(at)).includes('漏洞信息'));
}
