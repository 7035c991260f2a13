/** All rules of the leak gate over one text. Pure. */
import { findAccounts } from './accounts.ts';
import { findByEvidence } from './candidates.ts';
import { findInCode } from './code.ts';
import { findInCommands } from './commands.ts';
import { findDefaults } from './defaults.ts';
import { findDerived } from './derived.ts';
import { findInFileNames, findJoined, isJoinedPart } from './file-name.ts';
import type { Found } from './found.ts';
import { findHomes } from './homes.ts';
import { findHashes } from './keys/hashes.ts';
import { findHexKeys } from './keys/hex-keys.ts';
import { findKeys } from './keys/key-formats.ts';
import { findTokens } from './keys/service-tokens.ts';
import { matchesIn } from './match.ts';
import { findNumbers } from './numbers.ts';
import { findPhrases } from './phrases.ts';
import { plainText } from './plain.ts';
import { findSaid } from './said.ts';
import { findSpoken } from './spoken.ts';
import { findStatements } from './statements.ts';
import { findInTables } from './tables.ts';
import { isDefault } from './value.ts';

const finders = [
  findKeys,
  findTokens,
  findHashes,
  findHexKeys,
  findInCommands,
  findNumbers,
  findInFileNames,
  findJoined,
  findHomes,
  findStatements,
  findAccounts,
  findPhrases,
  findDefaults,
  findInCode,
  findSpoken,
  findInTables,
  findDerived,
  findSaid,
  findByEvidence,
];

/** Everything in `text` that a rule holds for, as it stands there, in order of place; of two that overlap the first. */
export function findByRules(text: string): Found[] {
  const plain = plainText(text);
  const shown = publicParts(plain.text);
  const found = finders
    .flatMap((find) => find(plain.text))
    .filter((one) => one.rule !== 'password' || !isJoinedPart(plain.text, one))
    .filter((one) => !(isForbidden(plain.text, one) || shown.some(({ from, to }) => one.at >= from && one.at < to)));
  return apart(found).map((one) => {
    const { from, to } = plain.original(one.at, one.at + one.value.length);
    return { ...one, at: from, value: text.slice(from, to) };
  });
}

/** In order of place; of two that overlap the one that begins first, and then the longer one. */
export function apart<T extends Found>(found: readonly T[]): T[] {
  const sorted = found.toSorted((a, b) => a.at - b.at || b.value.length - a.value.length);
  const kept: T[] = [];
  for (const one of sorted) {
    const last = kept.at(-1);
    if (last === undefined || one.at >= last.at + last.value.length) kept.push(one);
  }
  return kept;
}

/** Certificates, public keys and digests, which are there to be seen: nothing in them is a password. */
const PUBLIC =
  /-----BEGIN (?![A-Z0-9 ]*PRIVATE)(?!OpenVPN Static)[A-Z0-9 ]+-----(?:(?!-----END)[\s\S])*|\b(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S{1,20}|sk-ssh-\S{1,30})\s+AAAA[A-Za-z0-9+/=]+|\bsha(?:1|256|384|512)[-:][A-Za-z0-9+/=]{20,}/g;

function publicParts(text: string): { from: number; to: number }[] {
  return matchesIn(text, PUBLIC).map((m) => ({ from: m.index, to: m.index + m[0].length }));
}

/** What everybody would try first. */
const WEAK =
  /^(?:(?:admin|root|test|user|guest|pass(?:word)?|abc|qwe|a{1,2})?[@#]?\d{3,8}|abcdef|qwerty|passw0rd|p@ssw0rd)$/i;
const FORBIDDEN =
  /(?:不得|不能|不可|不应|不准|不允许|禁止|严禁|避免|杜绝|切勿|请勿|不要)(?:再|继续)?(?:使用|采用|用|设置?[为成]?|为|是|含有?|包含|出现)?[^。；;\n]{0,24}$/;
const LISTED =
  /^["'”」）)]?\s*(?:等|之类|这类|这样)(?:的|\s|常见|简单|默认|连续|\d{1,5}\s?[条个种项组])*(?:弱?口令|弱?密码|弱|$|[，。；])/;

/** 密码不得为 123456, 禁止使用 admin123 等弱口令: a rule names what nobody may set. */
function isForbidden(text: string, { rule, value, at }: Found): boolean {
  if (rule !== 'password' || !(WEAK.test(value) || isDefault(value.replace(/[^!-~].*$/, '')))) return false;
  const end = at + value.length;
  const line = text.slice(text.lastIndexOf('\n', at) + 1).split('\n', 1)[0] ?? '';
  if (/^\s*(?:#|\/\/|;|--)/.test(line) && /注释|未启用|未开启|不生效|示例|样例|模板|example|sample/.test(line))
    return true;
  return (
    FORBIDDEN.test(text.slice(Math.max(0, at - 40), at)) ||
    (LISTED.test(text.slice(end, end + 24)) &&
      /禁|不得|不应|避免|字典|规则|库中|要求|如/.test(text.slice(Math.max(0, at - 24), at)))
  );
}
