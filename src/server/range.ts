/** Part of a file, as a PDF viewer asks for it or a download that goes on (RFC 9110, 14). */

export interface Range {
  start: number;
  /** The last byte, included. */
  end: number;
}

/**
 * @param header `Range` of the request
 * @param size of the whole, in bytes
 * @returns null for the whole: no range is asked for, or several, or what is no range of bytes; `outside` for a part
 *   that the file does not have
 */
export function rangeOf(header: string, size: number): Range | 'outside' | null {
  const [, first, last, suffix] = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/.exec(header) ?? [];
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? 'outside' : { start: size - length, end: size - 1 };
  }
  if (first === undefined) return null;
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  if (last !== '' && end < start) return null;
  return start >= size ? 'outside' : { start, end: Math.min(end, size - 1) };
}
