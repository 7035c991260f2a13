/** Names of files, as words, and what their parts tell of people and passwords. Pure. */
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';

/** What a file is, where blanks are in its name. */
const SORTS =
  'jpe?g|png|gif|bmp|webp|heic|pdf|docx?|xlsx?|pptx?|wps|et|ofd|txt|md|csv|log|zip|rar|7z|gz|tar|bak|sql|json|ya?ml|xml|html?|eml|msg';
const SORT = new RegExp(`\\.(?:${SORTS})$`, 'i');

/** A name of a file is no excuse for what stands in front of its extension. */
export const withoutExtension = (text: string): string =>
  text.length > 255 || text.includes('\n')
    ? text
    : text.replace(/^\S+$/.test(text) ? /\.[A-Za-z][A-Za-z0-9]{0,4}$/ : SORT, '');

/** Of people and telephones, too: cards of addresses, and what was recorded of a call. */
const NAME = new RegExp(
  `[^\\s/\\\\"'<>|：，。；、“”《》]{4,200}\\.(?:${SORTS}|vcf|amr|mp3|m4a|wav|mp4|mov)(?![A-Za-z0-9_-])`,
  'gi',
);
/** What a part of a name calls the part behind it. */
const CALLED =
  /(?<![A-Za-z])(?:pass(?:word|wd|code|phrase)|pwd|pswd|secret|token)s?[-_.(（ ]+|(?<!弱)(?:密码|口令|密钥)[-_.(（ ]*/gi;
/** Letters and digits in turns, as no word, day, version or model has them. */
const MIXED =
  /^(?=[A-Za-z0-9!@#$%^&*]{7,40}(?![A-Za-z0-9]))(?=(?:[^A-Za-z]*[A-Za-z]){2})(?=(?:\D*\d){2})[A-Za-z0-9!@#$%^&*]+/;
/** Spelt as a key or a digest is: in hexadecimal it is the version of something. */
const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;

/** A telephone number between letters: 请假13…, vacation13….pdf, 13…final.docx. */
const TELEPHONE = /(?<![0-9])1[3-9]\d{9}(?![0-9])/g;
/** Words that a number is counted by. */
const COUNTED =
  /(?:orders?|ord|sha|md5|trace|span|build|tickets?|inode|seq|sn|uid|logs?|backup|bak|dump|time|ts|epoch|txn|trx|batch|job|task|req|request|msg|uuid|commit|rev|ver|v|id|no|export|part|chunk|block|offset|pos)[-_.]?$/i;

/** Passwords and telephone numbers in names of files that stand in `text`, in no order: their parts are joined where words have a blank. */
export function findInFileNames(text: string): Found[] {
  return matchesIn(text, NAME).flatMap((m) => {
    const within = (found: Found[]): Found[] => found.map((one) => ({ ...one, at: one.at + m.index }));
    const name = m[0].replace(/\.[A-Za-z0-9]+$/, '');
    return within([...passwordsIn(name), ...telephonesIn(name)]);
  });
}

function passwordsIn(name: string): Found[] {
  return matchesIn(name, CALLED).flatMap((m): Found[] => {
    const at = m.index + m[0].length;
    const [value = ''] = MIXED.exec(name.slice(at)) ?? [];
    const turns = value.match(/[A-Za-z]+|\d+/g)?.length ?? 0;
    // In small letters it is the id of something that is called so.
    const isId = /^[A-Za-z]/.test(m[0]) && !(/[a-z]/.test(value) && /[A-Z]/.test(value));
    return turns < 3 || isId || HEX.test(value) ? [] : [{ rule: 'password', value, at }];
  });
}

function telephonesIn(name: string): Found[] {
  return matchesIn(name, TELEPHONE).flatMap((m): Found[] => {
    const before = name.slice(0, m.index);
    const after = name.slice(m.index + m[0].length);
    const [joined = ''] = /[A-Za-z]+[-_.]?$/.exec(before) ?? [];
    const [behind = ''] = /^[A-Za-z]+/.exec(after) ?? [];
    // Beside Chinese, and alone, other rules know it.
    if (joined === '' && behind === '') return [];
    const isHex = [joined, behind].some((one) => /^[a-f]+[-_.]?$/i.test(one));
    const isNumber = COUNTED.test(joined) || /\d[A-Za-z]+[-_.]?$/.test(before) || /^[A-Za-z]+\d/.test(after);
    return isHex || isNumber ? [] : [{ rule: 'mobile', value: m[0], at: m.index }];
  });
}
