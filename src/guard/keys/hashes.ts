/** What a password became: hashes in the forms of databases, directories and devices, and bare ones that are called so. Pure. */
import type { Found } from '../found.ts';
import { matchesIn } from '../match.ts';
import { subjectsOf } from '../subjects.ts';

/** Forms that nothing else has, one row each. */
const FORMS: readonly RegExp[] = [
  // crypt(3) and what follows its manner: Linux, Cisco, Juniper, Huawei, H3C, PHP, Kerberos.
  /(?<![\w$])\$(?:\d{1,2}[a-z]?|[a-z]|y|gy|2[abxy]|apr1|argon2(?:id?|d)|pbkdf2[\w-]*|scrypt|sm3|krb5\w*|DCC2|NETNTLM\w*|NT|LM|SHA|P|H|S)\$[^\s:'",;）)，。]{8,}/g,
  /(?<![A-Za-z0-9])(?:pbkdf2_sha\d+|pbkdf2:sha\d+:\d+|bcrypt_sha256|scrypt:\d+:\d+:\d+|sha1|argon2)\$[^\s'",;，。]{16,}/gi,
  // LDAP, AIX.
  /\{(?:s?sha\d{0,3}|s?md5|crypt|pbkdf2[\w-]*|argon2\w*|x-\w+)\}[A-Za-z0-9+/=$.]{12,}/gi,
  // Oracle 11g and 12c.
  /(?<![A-Za-z0-9])[ST]:[0-9A-F]{60,160}(?![0-9A-F])/g,
  // SQL Server.
  /(?<![A-Za-z0-9])0x0[12]00[0-9a-f]{44,140}(?![0-9a-f])/gi,
  // PostgreSQL, MySQL.
  /(?<![A-Za-z0-9])md5[0-9a-f]{32}(?![0-9a-f])/g,
  /(?<![\w*])\*[0-9A-F]{40}(?![0-9A-Za-z])/g,
  /SCRAM-SHA-\d+\$\d+:[A-Za-z0-9+/=]{8,}\$[A-Za-z0-9+/=:]{20,}/g,
  // Windows: LM and NT, Net-NTLM.
  /(?<![0-9a-f])[0-9a-f]{32}:[0-9a-f]{32}(?![0-9a-f])/gi,
  /(?<!\S)[\w.-]{1,40}::[\w.-]{0,40}:[0-9a-f]{16}:[0-9a-f]{32}:[0-9a-f]{20,}/gi,
  // Huawei, Fortinet, VNC.
  /(?<![\w%@])(?:%\^%#|%@%@|@%@%|%\$%\$)[!-~]{12,}(?:%\^%#|%@%@|@%@%|%\$%\$)/g,
  /\bENC\s+[A-Za-z0-9+/]{16,}={0,2}/g,
  /passw(?:or)?d["']?\s*=\s*hex:(?:[0-9a-f]{2},?){8,16}/gi,
];

/** Of passwords that everybody uses, by MD5, SHA-1 and NT. */
const KNOWN =
  /(?<![0-9a-f])(?:e10adc3949ba59abbe56e057f20f883e|49ba59abbe56e057|21232f297a57a5a743894a0e4a801fc3|7a57a5a743894a0e|5f4dcc3b5aa765d61d8327deb882cf99|25d55ad283aa400af464c76d713c07ad|96e79218965eb72c92a549dd5a330112|e99a18c428cb38d5f260853678922e03|0192023a7bbd73250516f069df18b500|c33367701511b4f6020ec61ded352059|827ccb0eea8a706c4c34a16891f84e7b|81dc9bdb52d04dc20036dbd8313ed055|202cb962ac59075b964b07152d234b70|fcea920f7412b5da7be0cf42b8c93759|d8578edf8458ce06fbc5bb76a58c5ca4|63a9f0ea7bb98050796b649e85481845|7c4a8d09ca3762af61e59520943dc26494f8941b|d033e22ae348aeb5660fc2140aec35850c4da997|5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8|32ed87bdb5fdc5e9cba88547376818d4|31d6cfe0d16ae931b73c59d7e0c089c0)(?![0-9a-f])/gi;

/** Sixteen hex digits are a hash of old databases, thirty-two and more one of MD5 and its followers. */
const HEX =
  /(?<![\w:.-])(?:0x)?([0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{48}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})(?![\w-]|\.\w)/gi;
/** What else is called by a hash. */
const OTHER_THING =
  /文件|包|镜像|证书|指纹|公钥|固件|补丁|校验|提交|commit|ISO|下载|安装|样本|病毒|摘要|完整性|trace|request|请求|链路|标识|uuid|guid|快照|对象|容器|digest|checksum|fingerprint|脚本|备份集|附件|工单|单号|序列号|etag/i;
/** Says that it is a password's. */
const HASHED = /散列|哈希|密文|(?<![A-Za-z])(?:hash|ntlm|md5|sha\d*|sm3)(?![A-Za-z])/i;
const CALLED_HASH = /(?:password_hash|passwd_hash|pwd_hash|pwdhash|hashdump|ntlm|spare4|authentication_string)/gi;
const AROUND = 40;

/** Everything of that kind, in no order. */
export function findHashes(text: string): Found[] {
  const formed = [...FORMS, KNOWN].flatMap((pattern) =>
    matchesIn(text, pattern).map((m) => ({ value: m[0], at: m.index })),
  );
  return [...formed, ...called(text)].map((one) => ({ rule: 'secret', what: '口令散列', ...one }));
}

/** A bare hash on a line that speaks of a password, and of no other thing that has one. */
const called = (text: string): Pick<Found, 'value' | 'at'>[] => {
  const all = matchesIn(text, HEX).filter((m) => /\d/.test(m[1] ?? '') && /[a-f]/i.test(m[1] ?? ''));
  if (all.length === 0) return [];
  const ends = [
    ...subjectsOf(text).map(({ end }) => end),
    ...matchesIn(text, CALLED_HASH).map((m) => m.index + m[0].length),
  ];
  return all.flatMap((m) => {
    const value = m[1] ?? '';
    const at = m.index + m[0].length - value.length;
    const near = ends.filter((end) => end <= m.index && m.index - end <= AROUND).sort((a, b) => b - a)[0];
    if (near === undefined) return [];
    const gap = text.slice(near, m.index);
    const around = text.slice(Math.max(0, near - 24), m.index + m[0].length + 12);
    if (/[。\n]/.test(gap) || OTHER_THING.test(around)) return [];
    const isHash = HASHED.test(around) || /字段|列|存的?是|为|值|[:=]\s*["']?$/.test(gap);
    return isHash ? [{ value, at }] : [];
  });
};
