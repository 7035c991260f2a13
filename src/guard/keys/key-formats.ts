/** Keys and tokens that are known by their form: one row each. Pure. */
import type { Found } from '../found.ts';
import type { LeakRule } from '../leak.ts';
import { matchesIn } from '../match.ts';
import { isPlaceholder, isSecretValue } from '../value.ts';

interface KeyFormat {
  what: string;
  rule?: LeakRule;
  /** The last group is the value; the whole match without one. */
  pattern: RegExp;
  holds?(value: string): boolean;
}

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
const START = '(?<![A-Za-z0-9_/+-])';
const mixes = (value: string): boolean => /[0-9]/.test(value) && /[A-Za-z]/.test(value);

const formats: readonly KeyFormat[] = [
  {
    what: '私钥',
    pattern:
      /-----BEGIN[A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----(?:(?!-----)[\s\S]){0,200}?((?:[A-Za-z0-9+/=]{32,}|[A-Za-z0-9+/]{6,}(?![\p{Script=Han}]))[A-Za-z0-9+/=\s\\]*)/gu,
  },
  // What such keys begin with, of PKCS8, PKCS1, SEC1 and OpenSSH, also where the frame was left out.
  {
    what: '私钥',
    pattern: new RegExp(
      `${START}(?:MII[A-Za-z0-9+/]{2}[AQgIw]{1,2}(?:IBAD(?:AN|CC)|IBAAKCA)|MHcCAQEE|MHQCAQEE|MIGHAgEA|b3BlbnNzaC1rZXkt)[A-Za-z0-9+/=]{16,}`,
      'g',
    ),
  },
  {
    what: '私钥',
    pattern: /私钥(?:[（(][^）)\n]{1,12}[）)])?(?:内容|数据|文本|值|串)?[\s:：=为是（(]*["“']?([A-Za-z0-9+/=_-]{32,})/g,
    holds: mixes,
  },
  { what: '私钥', pattern: /["']d["']\s*:\s*["']([\w-]{32,})["']/g, holds: mixes },
  { what: 'PuTTY 私钥', pattern: /Private-Lines:\s*\d+\s+([A-Za-z0-9+/=]{6,}[A-Za-z0-9+/=\s]*)/g },
  { what: 'JWT 令牌', pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{6,}/g },
  {
    what: '企业微信机器人地址',
    pattern: new RegExp(`qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/\\w+\\?(?:\\w+=[^&\\s]*&)*key=(${UUID})`, 'gi'),
  },
  {
    what: '钉钉机器人地址',
    pattern: /oapi\.dingtalk\.com\/robot\/send\?(?:\w+=[^&\s]*&)*access_token=([0-9a-f]{32,})/gi,
  },
  {
    what: '飞书机器人地址',
    pattern: new RegExp(
      `open\\.(?:feishu\\.cn|larksuite\\.com)/open-apis/bot/(?:v2/)?hook/(${UUID}|[0-9a-f]{32})`,
      'gi',
    ),
  },
  { what: 'Slack 机器人地址', pattern: /hooks\.slack\.com\/(?:services|workflows)\/([\w/-]{16,})/gi },
  { what: 'Basic 认证', pattern: /\bbasic\s+["']?([A-Za-z0-9+/]{8,}={0,2})(?![A-Za-z0-9+/])/gi, holds: isBasic },
  { what: 'Bearer 令牌', pattern: /\bbearer\s+["']?([\w.~+/=-]{16,})/gi, holds: mixes },
  {
    what: '会话标识',
    pattern:
      /\b(?:JSESSIONID|PHPSESSID|ASPSESSIONID\w*|ASP\.NET_SessionId|connect\.sid|session(?:_?id)?|sessid|SID|SESSION|satoken|sid)=["']?([\w%.+/=-]{16,})/gi,
    holds: mixes,
  },
  { what: '加入集群的令牌', pattern: /(?:--token|令牌|token)[\s:：=是为]*([a-z0-9]{6}\.[a-z0-9]{16})(?![a-z0-9])/gi },
  {
    what: '访问密钥',
    pattern:
      /(?<![A-Za-z0-9_])(?:AK|SK|AccessKeyId|AccessKeySecret|SecretId|SecretKey|appkey|appsecret)["']?\s*(?:[:：=为是]|\s)\s*["']?([\w/+=-]{16,})/gi,
    holds: mixes,
  },
  {
    what: '存储账户密钥',
    pattern: /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=([A-Za-z0-9+/%=&-]{20,})/gi,
  },
  {
    what: '带签名的地址',
    pattern: /(?<![\w])(?:sig|sign|signature|x-amz-signature|ticket|jwt|sas)=([\w%+/=.-]{20,})/gi,
    holds: mixes,
  },
  {
    what: '地址中的令牌',
    pattern: /:\/\/([0-9a-f]{32}|[A-Za-z0-9_-]{24,64})(?::x-oauth-basic)?@(?=[\w[.-])/g,
    holds: mixes,
  },
  {
    what: '动态口令种子',
    pattern: /(?:种子|(?<![A-Za-z])(?:seed|T?OTP|2FA|MFA))[\s:：=为是]*([A-Z2-7]{16,64})(?![A-Za-z0-9])/g,
    holds: mixes,
  },
  {
    what: 'Basic 认证',
    pattern: /(?<![A-Za-z0-9])_?auth["']?\s*[:=]\s*["']?([A-Za-z0-9+/]{8,}={0,2})(?![A-Za-z0-9+/])/gi,
    holds: isBasic,
  },
  {
    what: '配置中的口令',
    rule: 'password',
    pattern: /(?<![A-Za-z0-9])\w{2,40}_auth\s*=\s*["']?(?:[\w.-]+:)?([^\s"',;]{4,})/gi,
    holds: (value) => isSecretValue(value, 'mixed'),
  },
  {
    what: '配置中的口令',
    rule: 'password',
    pattern: /\bdigest\s+[\w.-]+:([^\s"',;，。；]{4,})/gi,
    holds: (value) => isSecretValue(value, 'mixed'),
  },
  {
    what: '命令行口令',
    rule: 'password',
    pattern: /ConvertTo-SecureString\s+(?:-String\s+)?["']([^"'\n]{4,})["']/gi,
    holds: (value) => isSecretValue(value, 'strong'),
  },
  {
    what: '命令行口令',
    rule: 'password',
    pattern: /\bsend(?:_user)?\s+(?:--\s+)?["']([^"'\\\s]{4,})\\[rn]/g,
    holds: (value) => isSecretValue(value, 'mixed'),
  },
  {
    what: 'Redis 账号口令',
    rule: 'password',
    pattern: /\buser\s+\S{1,40}\s+(?:on|off)\b[^\n。，]{0,60}?\s[>#]([^\s~]{4,})/gi,
  },
  { what: '平台密钥', pattern: /(?<![A-Za-z0-9_])(?:tk|appcode|apikey|app_key)=([0-9a-f]{32})(?![0-9a-f])/gi },
  {
    what: '命令行口令',
    rule: 'password',
    pattern: /ftp>\s*user\s+\S{1,40}\s+([^\s，。；]{4,})/gi,
  },
  { what: 'Telegram 机器人令牌', pattern: /(?<![\w:])\d{8,10}:[\w-]{35}(?![\w-])/g },
  {
    what: '网络设备口令',
    rule: 'password',
    pattern:
      /(?<![\w-])(?:(?:irreversible-)?cipher|simple|plain(?:-?text)?|clear(?:-?text)?|ascii-text|key-string|message-digest-key\s+\d+\s+md5|\bkey\s+\d+\s+(?:md5|sha\d*)|(?:[\w-]*authentication-key|auth-key|(?:dot11|wlan|wep|wpa\d?)\s+key)(?:\s+(?:cipher|simple))?|authentication(?:\s+text)?(?:\s+(?:cipher|simple))?|(?:auth|priv|authentication|privacy|encryption)(?:-mode|-protocol)?\s+(?:sha|md5|aes|des|3des|sm[34])[\d-]*(?:\s+\d{1,3})?(?:\s+(?:cipher|simple))?)\s+(?:\d{1,3}\s+)?(?:(?:cipher|simple|plain(?:-?text)?|key-string|ascii|hex)\s+)?["']?([^\s"',;]{4,})/gi,
    holds: (value) => isSecretValue(value, 'mixed'),
  },
  {
    what: '网络设备口令',
    rule: 'password',
    pattern:
      /\b(?:enable|username\s+\S+(?:\s+privilege\s+\d+)?|neighbor\s+\S+|line\s+\S+)\s+(?:password|secret)\s+(?:level\s+\d+\s+)?(?:\d\s+)?["']?([^\s"',;，。]{4,})/gi,
    holds: (value) => isSecretValue(value, 'strong'),
  },
  {
    what: '网络设备密钥',
    rule: 'password',
    pattern:
      /(?<![\w-])(?:radius|tacacs|hwtacacs|aaa-server|isakmp|ike|ntp)[\w .:+-]{0,40}?\bkey\s+(?:\d{1,2}\s+|cipher\s+|simple\s+)?["']?([^\s"',;]{4,})/gi,
    holds: (value) => isSecretValue(value, 'mixed'),
  },
  {
    what: '网络设备口令',
    rule: 'password',
    pattern:
      /\bsnmp(?:-server|-agent)?\s+(?:sys-info\s+)?community\s+(?:(?:read|write|simple|cipher|complexity-check\s+disable)\s+){0,3}["']?(?!string|name|view|read|write)([^\s"',;，。]{4,})["']?(?=\s+(?:ro|rw|authorization|view|mib-view|acl|clients|\d)|\s*(?:$|[\n，。；]))/gi,
    holds: (value) => isSecretValue(value, 'strong'),
  },
  {
    what: '网络设备口令',
    rule: 'password',
    pattern:
      /\bauthentication(?:-mode|-type)?\s+(?:md5|sha\d*|simple|hmac-\S+|keychain)\s+(?:\d{1,3}\s+)?(?:(?:plain(?:-?text)?|cipher|simple)\s+)?["']?(?!(?:plain|cipher|simple|nonstandard|usual|key)\b)([^\s"',;，。]{4,})/gi,
    holds: (value) => isSecretValue(value, 'strong') && !/^\p{Script=Han}/u.test(value),
  },
  {
    what: '无线密钥',
    rule: 'password',
    pattern: /\bWIFI:(?:[A-OQ-Z]:[^;\n]*;)*P:((?:\\.|[^;\\\n]){4,63})/g,
  },
  {
    what: '连接串口令',
    rule: 'connection-string',
    pattern: /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"<>]{0,100}:([^\s/'"<>]{1,200})@(?=[\w[.-])/gi,
    holds: isUrlPassword,
  },
  {
    what: '连接串口令',
    rule: 'connection-string',
    pattern:
      /(?<![\w/.@:-])[A-Za-z][\w.-]{1,30}:([^\s:/@'"]{4,60})@(?=\d{1,3}(?:\.\d{1,3}){3}|[\w-]+(?:\.[\w-]+)+|localhost)/g,
    holds: (value) => isSecretValue(value, 'mixed'),
  },
  {
    what: '应用专用密码',
    rule: 'password',
    pattern: /(?:专用密码|应用密码|app[ -]?password)[\s:：为是“"「]{0,4}([a-z]{4}(?: [a-z]{4}){3})(?![a-z])/gi,
  },
  {
    what: '账号口令',
    rule: 'password',
    pattern: /(?<![A-Za-z])u(?:ser)?\s?[:：=]\s?[\w.@-]{2,40}[\s,，;；/]{1,3}p(?:w|ass)?\s?[:：=]\s?([!-~]{4,60})/gi,
    holds: (value) => isSecretValue(value, 'mixed'),
  },
  {
    what: '数据库登录',
    rule: 'connection-string',
    pattern: /(?<![\w@./-])(?:thin:)?[A-Za-z][\w$*]{1,30}\/([^\s/@'"]{4,80})@(?=(?:\/\/)?[A-Za-z0-9])/g,
    holds: (value) => isSecretValue(value, 'mixed'),
  },
];

/** Everything in `text` that has the form of a key, in no order. */
export function findKeys(text: string): Found[] {
  return formats.flatMap(({ what, rule = 'secret', pattern, holds }) =>
    matchesIn(text, pattern).flatMap((m): Found[] => {
      const value = (m[1] ?? m[0]).trimEnd();
      if (holds !== undefined && !holds(value)) return [];
      return [{ rule, what, value, at: m.index + m[0].lastIndexOf(value) }];
    }),
  );
}

/** It is `user:password` when decoded. */
function isBasic(value: string): boolean {
  const text = Buffer.from(value, 'base64').toString('latin1');
  return /^[!-~]+:[!-~]*$/.test(text);
}

/** Words for a password in an example are none. */
function isUrlPassword(value: string): boolean {
  return value.length >= 3 && !isPlaceholder(value) && !/^(?:password|passwd|pass|pwd|secret|xxx+)$/i.test(value);
}
