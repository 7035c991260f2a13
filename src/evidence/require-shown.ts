/** The first question at every door by which evidence comes in: does the file show anything? */
import { UserError } from '../contract/error.ts';
import { type Empty, lookAtEvidence, type Shows } from './look.ts';

const faults: Readonly<Record<Empty, { found: string; expected: string }>> = {
  'blank-pages': { found: '各页都是空白', expected: '至少一页有内容的 PDF' },
  'no-pages': { found: '读不出任何一页', expected: '能打开、至少一页有内容的 PDF' },
  'one-colour': { found: '整张只有一种颜色', expected: '看得出内容的图片' },
  'no-picture': { found: '图片打不开', expected: '能打开的 PNG 或 JPEG 图片' },
  'blank-text': { found: '只有空白字符', expected: '有内容的文件' },
};

/**
 * @param file as the person knows it
 * @returns what is kept of it beside its checksum
 * @throws UserError when it shows nothing: it would be kept as the proof of something, and prove nothing
 */
export async function requireShown(file: string, bytes: Uint8Array, type: string): Promise<Shows> {
  const { shows, empty } = await lookAtEvidence(bytes, type);
  if (empty === null) return shows;
  throw new UserError('附件没有内容，不能作为凭证', {
    file,
    ...faults[empty],
    hint: '打开文件看一看，重新扫描或拍摄后再附加；没有保存',
  });
}
