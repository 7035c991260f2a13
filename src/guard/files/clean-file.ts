/** Holds the leak gate over the words of a file that somebody hands in, so that no secret is kept for ever inside of one. */
import { createHash } from 'node:crypto';
import { UserError } from '../../contract/error.ts';
import { lately } from '../../evidence/lately.ts';
import { allowList, leaksOf, requireNoLeaks } from '../allowed.ts';
import type { Leak } from '../leak.ts';
import { PICTURE } from './unread.ts';

/** Of each file what of it was not read; see `unreadNotices`. */
export interface LookedAt {
  name: string;
  /** null: everything was. */
  unread: string | null;
}

const textOf = lately(async (bytes, name) => (await import('./file-text.ts')).fileText(bytes, name));

/** Digits by which an entry of the allow-list names a file. */
const DIGITS = 12;

/** Where a file comes in. */
export interface FileDoor {
  /** Of the workspace, for its allow-list. */
  root: string;
  /** Takes out of the leaks what may be said, such as numbers of fields that are meant for them: a signed document prints them. */
  judged?(leaks: Leak[]): Promise<Leak[]>;
}

/**
 * @throws UserError naming the file, the line of its text and the way out, unless what was found was allowed
 */
export async function requireCleanFile(
  { root, judged = (leaks) => Promise.resolve(leaks) }: FileDoor,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<LookedAt> {
  const { text, unread } = await textOf(bytes, name);
  // By what is in it: its name may say as much as its words.
  const place = { in: `附件/${createHash('sha256').update(bytes).digest('hex').slice(0, DIGITS)}` };
  const leaks = await leaksOf([{ file: name, text }], await allowList(root), () => place);
  try {
    requireNoLeaks(await judged(leaks), ({ line }) => `文件内文字第 ${line} 行`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = `在文件里${error.place.hint ?? ''}；内容须原样留存的，用 --sealed 密封附加`;
    throw new UserError('附件的文字含有不得外泄的信息，没有保存', { ...error.place, hint });
  }
  return { name, unread };
}

/** What the person has to see to themselves, a line a file, pictures together. */
export function unreadNotices(files: readonly LookedAt[]): string[] {
  const pictures = files.filter(({ unread }) => unread === PICTURE);
  const others = files.filter(({ unread }) => unread !== null && unread !== PICTURE);
  return [
    ...others.map(({ name, unread }) => `${name}：${unread}；${YOURS}`),
    ...(pictures.length === 0
      ? []
      : [`${pictures.length === 1 ? `${pictures[0]?.name} ` : `${pictures.length} 个文件`}${PICTURE}；${YOURS}`]),
  ];
}

const YOURS = '请自行确认其中没有口令、证件号码和手机号';
