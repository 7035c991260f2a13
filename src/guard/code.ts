/** Passwords in programs and files of settings where no name stands right in front of them: `login('ops', 'X')`. Pure. */
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';
import { isSecretValue } from './value.ts';

/** What takes an account and then its password. */
const CALL =
  /\b(?:getConnection|\w*PasswordToken|\w*PasswordAuthentication(?:Token)?|NetworkCredential|PSCredential|HTTPBasicAuth|[bB]asic_?[aA]uth\w*|mysqli?_connect|ftp_login|pg_connect|PDO|login|connect|authenticate|auth\s*=)\s*\(([^()\n]{3,200})\)/g;
const LITERAL = /(['"`])([^'"`\n]{4,60})\1/g;
/** MD5('X'): what is hashed where it is written down. */
const HASHED = /\b(?:md5|sha\d{0,3}|encrypt|crypt|des_encrypt|aes_encrypt|old_password)\s*\(\s*'([^'\n]{4,60})'/gi;

/** One row each: the last group is the value. */
const ROWS: readonly RegExp[] = [
  // - name: DB_PASSWORD, and its value on the next line
  /name["']?:\s*["']?[\w.-]*(?:password|passwd|pwd|secret|token|_pass|_key)["']?\s*,?\s*\n?\s*["']?value["']?:\s*["']?([^\s"',}]{4,120})/gi,
  // u=admin&p=X
  /(?<![A-Za-z])u(?:ser(?:name)?|id|n)?=[^&\s]{1,40}&p(?:w|ass)?=([^&\s"'，。]{4,60})/gi,
  // RegisteredUsers : { "account" : "X" }
  /(?:users?|auth(?:entication)?|accounts?|credentials?|logins?)["']?\s*[:=]\s*\{\s*["'][\w.@-]{1,40}["']\s*[:=]>?\s*["']([^"'\n]{4,60})["']/gi,
  // Acc=P/account/X of an XA connection; 1 M X of ntp.keys
  /\bAcc=P\/[^/+\s]{1,40}\/([^+\s"']{4,60})/g,
  /(?<![\w.])\d{1,5}\s+(?:M|MD5|SHA1?|AES128CMAC)\s+([^\s"',，。]{4,40})(?=\s|$|[，。])/g,
  // ipsec.secrets
  /:\s*(?:XAUTH|EAP|PSK|NTLM)\s+["']([^"'\n]{4,60})["']/g,
  // chap-secrets: account, server, password, addresses
  /(?<!\S)[\w.@-]{1,40}[^\S\n]+\*[^\S\n]+["']?(?=\S*[A-Za-z])([^\s"'*()]{4,40})["']?[^\S\n]+\*/g,
];

/** Everything of that kind, in no order. */
export function findInCode(text: string): Found[] {
  const rows = ROWS.flatMap((pattern) => matchesIn(text, pattern).map((m) => ({ m, value: m.at(-1) ?? '' })));
  const hashed = matchesIn(text, HASHED).map((m) => ({ m, value: m[1] ?? '' }));
  const told = [...rows, ...hashed].flatMap(({ m, value }) =>
    isSecretValue(value, 'mixed') ? [{ value, at: m.index + m[0].lastIndexOf(value) }] : [],
  );
  return [...told, ...inCalls(text)].map((one) => ({ rule: 'password', what: '程序中的口令', ...one }));
}

/** The last text of the call that looks like a password, the first one aside: a host or an account. */
const inCalls = (text: string): Pick<Found, 'value' | 'at'>[] =>
  matchesIn(text, CALL).flatMap((m) => {
    const args = m[1] ?? '';
    const from = m.index + m[0].length - 1 - args.length;
    const first = args.indexOf(',');
    const literals = matchesIn(args, LITERAL).filter(
      ({ index, 2: value = '' }) => first !== -1 && index > first && isSecretValue(value, 'mixed'),
    );
    const last = literals.at(-1);
    return last === undefined ? [] : [{ value: last[2] ?? '', at: from + last.index + 1 }];
  });
