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
  /(?<![A-Za-z])(?:pass(?:word|wd|code|[-_ ]?phrase)|pwd|pswd|secret|token)s?[-_.(（ ]+|(?<!弱)(?:密码|口令|密钥)[-_.(（ ]*/gi;
/** Letters and digits in turns, as no word, day, version or model has them. */
const MIXED =
  /^(?=[A-Za-z0-9!@#$%^&*]{7,40}(?![A-Za-z0-9]))(?=(?:[^A-Za-z]*[A-Za-z]){2})(?=(?:\D*\d){2})[A-Za-z0-9!@#$%^&*]+/;
/** Digits with a letter or two: the number of an order is not called a password. */
const CODE = /^(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{7,20}(?![A-Za-z0-9])/;
/** A day, a month, a quarter, a half or a week, and which copy of it. */
const PERIOD =
  /^_?(?:FY|v|rev|r)?20\d\d(?:[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?)?(?:[-_.]?(?:[QH][1-4]|W[0-5]?\d)){0,2}[a-z]?_?$/i;
/** A day and which of that day: the number of a record. */
const SERIAL = /^_?[A-Z]{1,4}20\d{6}\d{3,4}$/;
/** What has a number of its own: algorithms, releases, systems and machines. */
const THING =
  /^_?(?:(?:SM|AES|RSA|SHA|DES|3DES|ECC|MD|GMT|GB|TLS|SSL|win|rhel|centos|ubuntu|kylin|x|rev|ver?|web|app|db|host|node|srv|server|u)[-_]?\d{1,4}[a-z]?)+_?$/i;
/** Servers by their makers' numbers: R720xd, DL380Gen10, NF5280M5, RH2288HV3, and how many units of a rack they take. */
const MODEL =
  /^_?(?:(?:[RTCM]|DL|ML|BL|SR|ST|RH|NF|TS|SA|UCS)\d{3,4}(?:xd|xa|xs)?\d?|\d{4})(?:[GMHV]{1,2}\d{1,2}|Gen\d{1,2}|\dU|H)*_?$/;
/** A word with the year of it: policy2024. */
const OF_YEAR = /^[a-z]{3,}20\d\d$/;
/** Spelt as a key or a digest is: in hexadecimal it is the version of something. */
const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;

/** A telephone number between letters: 请假13…, vacation13….pdf, 13…final.docx. */
const TELEPHONE = /(?<![0-9])1[3-9]\d{9}(?![0-9])/g;
const BY_PROGRAMS = /\.(?:html?|json|ya?ml|xml|log)$/i;
/** Words that a number is counted by. */
const COUNTED =
  /(?:orders?|ord|sha|md5|trace|span|build|tickets?|inode|seq|sn|uid|logs?|backup|bak|dump|time|ts|epoch|txn|trx|batch|job|task|req|request|msg|uuid|commit|rev|ver|v|id|no|export|part|chunk|block|offset|pos)[-_.]?$/i;

/** Passwords and telephone numbers in names of files that stand in `text`, in no order: their parts are joined where words have a blank. */
export function findInFileNames(text: string): Found[] {
  return matchesIn(text, NAME).flatMap((m) => {
    const within = (found: Found[]): Found[] => found.map((one) => ({ ...one, at: one.at + m.index }));
    const name = m[0].replace(/\.[A-Za-z0-9]+$/, '');
    return within([...passwordsIn(name, BY_PROGRAMS.test(m[0])), ...telephonesIn(name)]);
  });
}

/** A word that calls it a password, joined to it as the parts of a name are, outside of paths, addresses and longer names. */
const JOINED = /(?<![\w./@-])((?:pass(?:word|wd|code)|pwd|pswd)s?[-_])([A-Za-z0-9!@#$%^&*]{7,20})(?![\w/@-]|\.\w)/gi;

/** `pwd-…` in a sentence. */
export const findJoined = (text: string): Found[] =>
  matchesIn(text, JOINED).flatMap((m): Found[] => {
    const [, called = '', rest = ''] = m;
    const value = MIXED.exec(rest)?.[0] ?? CODE.exec(rest)?.[0] ?? '';
    const isOne = value === rest && !isPartOfName(value) && !OF_YEAR.test(value) && isPassword(value, called);
    return isOne ? [{ rule: 'password', value, at: m.index + called.length }] : [];
  });

/** What a part of a name tells of time and of things. */
const isPartOfName = (value: string): boolean => [PERIOD, SERIAL, THING, MODEL].some((one) => one.test(value));

/** Digits alone may be a password, unless a word between says what was done on that day: 口令-更换-20261101. */
const DONE =
  /(?:密码|口令|密钥|pass(?:word|wd|code)|pwd|secret|token)s?[-_.（(]?[\p{Script=Han}A-Za-z]{2,12}[）)]?[-_.（(]$/iu;

/** `密钥-轮换-2026Q4`: joined to the part that is called so by what joins parts of names, and told nowhere as its value. */
export function isJoinedPart(text: string, { value, at }: Found): boolean {
  if (!isPartOfName(value)) return false;
  const before = value.startsWith('_')
    ? `${text.slice(Math.max(0, at - 30), at)}_`
    : text.slice(Math.max(0, at - 30), at);
  return /^_?\d+$/.test(value) ? DONE.test(before) : /[\p{Script=Han}A-Za-z）)][-_.（(]$/u.test(before);
}

/** Something that machines count by: the digits behind it are no telephone. */
export const isCounter = (letters: string): boolean => COUNTED.test(letters);

/** @param isMade programs write files of its sort, whose ids may be called anything */
function passwordsIn(name: string, isMade: boolean): Found[] {
  return matchesIn(name, CALLED).flatMap((m): Found[] => {
    const at = m.index + m[0].length;
    const rest = name.slice(at);
    const value = MIXED.exec(rest)?.[0] ?? CODE.exec(rest)?.[0] ?? '';
    const isId = isMade && /^[A-Za-z]/.test(m[0]) && !(/[a-z]/.test(value) && /[A-Z]/.test(value));
    return isId || isPartOfName(value) || !isPassword(value, m[0]) ? [] : [{ rule: 'password', value, at }];
  });
}

/** @param called the word before it, as CALLED knows it */
function isPassword(value: string, called: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  const letters = value.match(/[A-Za-z]/g)?.length ?? 0;
  const turns = value.match(/[A-Za-z]+|\d+/g)?.length ?? 0;
  // Letters first and digits behind them, as people make one up: hexadecimal by chance.
  const isMadeUp = /^(?:pass|pwd|pswd)/i.test(called) && /^[a-z]+\d{5,9}$/i.test(value);
  if (HEX.test(value) && !isMadeUp && (letters > 1 || value.length > 12)) return false;
  if (/[a-z]/.test(value) && /[A-Z]/.test(value)) return turns >= 3;
  // In small letters it may be the id of a token or a secret; of a password there is none.
  if (/^(?:secret|token)/i.test(called)) return turns >= 3 && digits >= 6;
  return letters > 0 && (digits >= 4 || turns >= (/^[a-z]/i.test(called) ? 5 : 3));
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
