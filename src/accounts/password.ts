/** Passwords: how they are kept (argon2id, RFC 9106), and which are taken. */
import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordRules } from './settings.ts';
import { holdsWritten, unguessed } from './strength.ts';

const derive = promisify(argon2);

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane; about 45 ms of processor. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;

/** @returns `argon2id$memory$passes$salt$tag`, so that the cost may rise later */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: normal(password), nonce, ...COST });
  return ['argon2id', COST.memory, COST.passes, nonce.toString('base64url'), tag.toString('base64url')].join('$');
}

/** true when the password is the one of the hash. A hash that cannot be read fits none. */
export async function fits(password: string, hash: string): Promise<boolean> {
  const [kind, memory, passes, nonce = '', tag = ''] = hash.split('$');
  if (kind !== 'argon2id' || !isCost(memory) || !isCost(passes) || nonce.length < 11 || tag === '') return false;
  const expected = Buffer.from(tag, 'base64url');
  const found = await derive('argon2id', {
    message: normal(password),
    nonce: Buffer.from(nonce, 'base64url'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: COST.parallelism,
    tagLength: COST.tagLength,
  });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

const isCost = (text: string | undefined): boolean => /^[1-9]\d{0,6}$/.test(text ?? '');

/** Full-width letters and composed signs are the same password wherever they were typed. */
const normal = (password: string): string => password.normalize('NFKC');

/** Without signs that are taken for each other. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz';
const CAPITALS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';

/** A first password that is read out once: four groups of four with a hyphen between, of all classes. */
export function firstPassword(): string {
  const any = LETTERS + CAPITALS + DIGITS;
  for (;;) {
    const signs = Array.from({ length: 16 }, () => any[randomInt(any.length)] as string);
    const made = [0, 4, 8, 12].map((i) => signs.slice(i, i + 4).join('')).join('-');
    if ([LETTERS, CAPITALS, DIGITS].every((set) => [...set].some((sign) => made.includes(sign)))) return made;
  }
}

const CLASSES: readonly { name: string; in: RegExp }[] = [
  { name: '小写字母', in: /[a-z]/ },
  { name: '大写字母', in: /[A-Z]/ },
  { name: '数字', in: /\d/ },
  { name: '符号', in: /[^a-zA-Z0-9\s]/ },
];

/**
 * Why a password is not taken, in Chinese; none when it is.
 * @param own what it must not hold: name of the account, of the person
 */
export function weaknesses(password: string, rules: PasswordRules, own: readonly string[]): string[] {
  const lower = normal(password).toLowerCase();
  const classes = CLASSES.filter((one) => one.in.test(normal(password)));
  const weak: string[] = [];
  if ([...password].length < rules.minLength) weak.push(`少于 ${rules.minLength} 个字符`);
  if ([...password].length > 128) weak.push('多于 128 个字符');
  if (classes.length < rules.classes) {
    weak.push(`应含${CLASSES.map(({ name }) => name).join('、')}中的 ${rules.classes} 类`);
  }
  const named = own
    .flatMap((name) => [name, name.replaceAll(/[-_.\s]/g, '')])
    .find((name) => name.length >= 2 && holdsWritten(lower, name));
  if (named !== undefined) weak.push('含有账号或姓名');
  const listed = rules.dictionary.find((word) => holdsWritten(lower, normal(word).trim()));
  if (listed !== undefined) weak.push('含有本单位规定不得使用的词');
  if (unguessed(lower, [...(rules.near ?? []), ...own]) < rules.minLength / 2) {
    weak.push('由常见口令、本合同的词、日期、键盘上相邻或重复的字符组成');
  }
  return weak;
}
