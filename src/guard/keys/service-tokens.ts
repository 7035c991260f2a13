/** Tokens of services, each known by how it begins, and random strings that the words beside them call a token. Pure. */
import type { Found } from '../found.ts';
import { matchesIn } from '../match.ts';
import { IN_FORM } from '../subjects.ts';

const START = '(?<![A-Za-z0-9_/+-])';

/** What is given to users of a platform: one row a family. */
const FAMILIES: readonly [what: string, form: string][] = [
  [
    '代码托管令牌',
    '(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\\w{22,}|gl(?:pat|dt|rt|ptt|ft|cbt|agent|soat|imt|oas)-[\\w.-]{16,}|GR1348941[\\w-]{16,}|ATBB[A-Za-z0-9]{24,}|ATATT3[\\w=-]{40,}|ATCTT3[\\w=-]{40,})',
  ],
  [
    '平台令牌',
    '(?:gl(?:sa|c)_[\\w-]{20,}|xox[abeoprs]-[\\w-]{10,}|xapp-[\\w-]{20,}|npm_[A-Za-z0-9]{30,}|sq[apu]_[0-9a-f]{40}|hv[bsr]\\.[\\w-]{20,}|s\\.[A-Za-z0-9]{24}(?![\\w.])|do[opr]_v1_[0-9a-f]{32,}|[rs]k_(?:live|test)_\\w{16,}|sk-[\\w-]{20,}|SG\\.[\\w-]{16,}\\.[\\w-]{16,}|dckr_[op]at_[\\w-]{20,}|pypi-[\\w-]{40,})',
  ],
  [
    '平台令牌',
    '(?:hf_[A-Za-z0-9]{30,}|tskey-[\\w-]{20,}|dapi[0-9a-f]{32}|NRAK-[A-Z0-9]{27}|sntry[su]_[\\w=+/-]{30,}|shp(?:at|ca|pa|ss)_[0-9a-f]{32}|lin_api_\\w{40}|PMAK-[0-9a-f]{24}-[0-9a-f]{34}|fig[do]_[\\w-]{30,}|rubygems_[0-9a-f]{48}|AKCp[A-Za-z0-9]{60,}|pul-[0-9a-f]{40}|dp\\.(?:pt|st|ct)\\.[\\w.]{30,}|cfut_[\\w-]{30,}|glrtr-[\\w-]{16,}|nfp_\\w{30,}|key-[0-9a-f]{32}|r8_\\w{30,}|gsk_\\w{40,}|xai-\\w{40,}|nvapi-[\\w-]{40,}|AGE-SECRET-KEY-1[A-Z0-9]{40,}|SCT\\d+T\\w{16,}|sctp\\d+t\\w{16,}|tp-[\\w-]{40,}|ark-[0-9a-f-]{30,}|ms-[0-9a-f-]{36}|bce-v3/ALTAK-[\\w/-]{20,}|pat_[A-Za-z0-9]{40,}|app-[A-Za-z0-9]{24}(?![\\w-]))',
  ],
  ['谷歌 API 密钥', '(?:AIza[\\w-]{35}|ya29\\.[\\w-]{30,}|GOCSPX-[\\w-]{20,})'],
  ['智谱 API 密钥', '[0-9a-f]{32}\\.[A-Za-z0-9]{16}(?![\\w.])'],
  ['阿里云临时凭证', 'STS\\.[A-Za-z0-9]{20,}'],
  ['阿里云 AccessKey', 'LTAI[A-Za-z0-9]{12,26}(?![A-Za-z0-9])'],
  ['腾讯云 SecretId', 'AKID[A-Za-z0-9]{13,40}(?![A-Za-z0-9])'],
  ['AWS AccessKey', '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])'],
  ['火山引擎 AccessKey', 'AKLT[A-Za-z0-9_=-]{20,}'],
  ['京东云 AccessKey', 'JDC_[A-Z0-9]{16,40}'],
  ['钉钉加签密钥', 'SEC[0-9a-f]{60,64}(?![0-9a-f])'],
  ['单点登录票据', '(?:TGT|ST|PT|PGT)-\\d+-[\\w.-]{16,}'],
  ['集群加入令牌', 'SWMTKN-1-[\\w-]{40,}|K10[0-9a-f]{40,}::[\\w:]+'],
  ['代理账号', '(?:ss|ssr|vmess|vless|trojan)://[\\w+/=-]{12,}|(?:trojan|hysteria2?|tuic|ss)://[^\\s/@]{6,80}@'],
];
const FORMS = FAMILIES.map(([what, form]) => ({ what, pattern: new RegExp(`${START}(?:${form})`, 'g') }));

/** Keys in PEM that were encoded once more, as Kubernetes keeps them. */
const ENCODED_PEM = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{16,}={0,2}/g;
const OPENVPN = /-----BEGIN OpenVPN Static key V1-----\s*([0-9a-f\s]{32,})/g;

/** Long and random: letters and digits, no word, in hex or in base64. */
const RANDOM =
  /(?<![\w/+.:@-])(?:[0-9A-F]{32}|[0-9A-F]{48}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{48}|[0-9a-f]{64}|(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])(?=[\w+/=-]*[A-Z])[\w+/-]{20,128}={0,2})(?![\w/+])/g;
const CALLED =
  /令牌|密码|口令|校验码|验证串|签名串|加签|checkword|密钥|秘钥|凭证|凭据|(?<![A-Za-z])(?:tokens?|secret|api\s?key|app\s?key|app\s?code|app\s?secret|access\s?key|session|cookie|auth|ticket|webhook|psk|AK|SK|ak|sk)(?![a-z])/gi;
const OTHER_THING =
  /公钥|指纹|证书|校验(?!码)|摘要|哈希|散列|提交|镜像|文件|样本|公开|追踪|链路|签名算法|请求号|请求 ?ID|实例|(?<!会话)标识|序列号|流水|单号|订单|快照|(?<![A-Za-z])(?:public|pub|sha\d*|md5|etag|digest|commit|trace|request|image|checksum|fingerprint|uuid|guid|rowid|ssh-(?:rsa|ed25519)|ecdsa|cert|csr|tenant|app_?id|client_?id|serial|nonce|expired?)(?![a-z])|hash/i;
const AROUND = 24;

/** Names of settings that end so hold a key when what follows is long and random; of these others do not. */
const KEYED = new RegExp(
  `(?<![A-Za-z0-9_.-])(?!["']?(?:public|pub|host|cache|primary|foreign|partition|sort|row|object|registry|trace|redis|lock|routing|group|idempot\\w*|index|map|unique|config|i18n|ssh|dedup\\w*)[\\w-]*key)(?:[\\w.-]*key|cvs|sign)(?:${IN_FORM})?["']?\\s*[:：=]\\s*["']?([A-Za-z0-9+/_-]{24,}={0,2})`,
  'gi',
);
const NOT_OWN = new RegExp(
  `(?:public|pub|host|cache|primary|foreign|partition|object|idempotency|ssh)[-_.]?key(?:${IN_FORM})?$`,
  'i',
);
const COOKIE = /\b(?:set-)?cookie\s*[:：]\s*(?:[\w.-]+=[^;\s]{0,15};\s*)*[\w.-]+=([\w%.+/=|:@-]{16,})/gi;
/** Addresses that post to whoever knows them. */
const HOOK =
  /https?:\/\/[^\s，。]*?(?:hook|robot|push|notify|bot|sctapi|api\.day)[^\s，。]*?\/((?=[\w-]*\d)[A-Za-z][\w-]{15,})/gi;
const HEADER =
  /\b(?:x-[\w-]{0,30}(?:token|key|auth|secret|session)[\w-]{0,10}|api-?key|private-token)\s*[:：]\s*["']?([\w.+/=-]{16,})/gi;

const mixes = (value: string): boolean => /\d/.test(value) && /[A-Za-z]/.test(value);

/** Tokens that are known by how they begin, whatever stands around them. */
export const findFormedTokens = (text: string): Found[] =>
  FORMS.flatMap(({ what, pattern }) =>
    matchesIn(text, pattern).map((m): Found => ({ rule: 'secret', what, value: m[0], at: m.index })),
  );

/** Everything of that kind, in no order. */
export function findTokens(text: string): Found[] {
  const formed = findFormedTokens(text);
  const keys = matchesIn(text, ENCODED_PEM)
    .filter(([value]) => /PRIVATE KEY/.test(Buffer.from(value, 'base64').toString('latin1')))
    .map((m): Found => ({ rule: 'secret', what: '私钥', value: m[0], at: m.index }));
  const set = [KEYED, COOKIE, HEADER, HOOK, OPENVPN].flatMap((pattern) =>
    matchesIn(text, pattern).flatMap((m): Found[] => {
      const value = (m[1] ?? '').trimEnd();
      const name = m[0].slice(0, m[0].lastIndexOf(value)).replace(/["'\s:：=]+$/, '');
      return mixes(value) && !NOT_OWN.test(name)
        ? [{ rule: 'secret', value, at: m.index + m[0].lastIndexOf(value) }]
        : [];
    }),
  );
  return [...formed, ...keys, ...set, ...called(text)];
}

/** A random string beside a word for a token, where no other thing that has such strings is spoken of. */
function called(text: string): Found[] {
  const all = matchesIn(text, RANDOM).filter(([value]) => mixes(value));
  if (all.length === 0) return [];
  const words = matchesIn(text, CALLED);
  if (words.length === 0) return [];
  return all.flatMap((m): Found[] => {
    const end = m.index + m[0].length;
    const before =
      text
        .slice(Math.max(0, m.index - AROUND), m.index)
        .split(/[。\n]/)
        .at(-1) ?? '';
    const after = text.slice(end, end + AROUND).split(/[。\n]/, 1)[0] ?? '';
    const isCalled = words.some(
      ({ 0: word, index }) =>
        (index + word.length <= m.index && index >= m.index - before.length) ||
        (index >= end && index < end + after.length),
    );
    return isCalled && !OTHER_THING.test(before) && !/^[^，；]{0,10}(?:公钥|指纹|证书|校验)/.test(after)
      ? [{ rule: 'secret', value: m[0], at: m.index }]
      : [];
  });
}
