/** A file that was made of an interval for one answer, as the process for work on documents leaves it. */
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { UserError } from '../../contract/error.ts';
import { parseDay } from '../../pipeline/clock.ts';

/** Read from the disk while it is sent, and gone with it. */
export interface MadeFile {
  stream: ReadableStream;
  /** In bytes. */
  size: number;
  name: string;
}

/** A file open for reading stays readable when its name is gone: what is sent is never held whole in this process. */
export async function readOnce(file: string): Promise<Pick<MadeFile, 'stream' | 'size'>> {
  const handle = await open(file);
  const { size } = await handle.stat();
  return { stream: Readable.toWeb(handle.createReadStream()) as ReadableStream, size };
}

/** The interval as it was typed. @param hint what to do when it ends before it begins. @throws UserError in the words of the form */
export function intervalOf(typed: { from: string; to: string }, hint?: string): { from: string; to: string } {
  const days = { from: parseDay(typed.from, '自'), to: parseDay(typed.to, '至') };
  if (days.from <= days.to) return days;
  throw new UserError('起始日期晚于截止日期', {
    ...{ at: '自', found: typed.from, expected: `不晚于 ${typed.to}` },
    ...(hint === undefined ? {} : { hint }),
  });
}
