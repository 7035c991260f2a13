/**
 * Keys that are nothing but hex digits: private keys of SM2 and SM9, keys of SM4 and of cipher machines, whole or in groups. Digests,
 * public keys and numbers of commits look the same, so the nearest word in front decides, or the one right behind. Pure.
 */
import type { Found } from '../found.ts';
import { matchesIn } from '../match.ts';
import { IN_FORM } from '../subjects.ts';

const HEX =
  /(?<![\w.:@-])(?:0x)?(?:[0-9a-f]{8,}(?: [0-9a-f]{4,})*|[0-9a-f]{2}(?:[ :][0-9a-f]{2}){15,})(?![A-Za-z0-9:@-]|\.\w)/gi;
/** Digits of a key of 128, 192, 256, 384 and 512 bits; two more where a zero was put in front of a positive number. */
const LENGTHS: ReadonlySet<number> = new Set([32, 48, 64, 66, 96, 128]);
/** Says that a key follows. */
const KEY = new RegExp(
  `私\\s?[钥匙]|(?<![\\p{Script=Han}])私(?=\\s*[:：=])|[dD]\\s?值|密[钥匙]|秘钥|分量|(?<![A-Za-z])(?:[\\w.-]*?(?:pri(?:v(?:ate)?)?|secret|master|sm[249])[\\s_.-]?k(?:ey)?|prv|priv|[ZTLBKDWM](?:MK|PK|AK|EK|DK)|IPEK|[CP]VK|SM4|d(?=["']?\\s*[=:：]))(?:${IN_FORM})?(?![A-Za-z])`,
  'giu',
);
/** Says that something follows that is there to be seen, or that tells one thing from another. */
const OTHER = new RegExp(
  `公[钥匙]|(?<![\\p{Script=Han}])公(?=\\s*[:：=])|指纹|证书|校验|检查值|摘要|哈希|散列|杂凑|提交|镜像|文件|样本|编号|标识|序列|追踪|请求|版本|(?<![A-Za-z])(?:[\\w.-]*?pub(?:lic)?[\\s_.-]?k(?:ey)?(?:${IN_FORM})?|pub(?:lic)?|fingerprint|thumbprint|sha-?\\d*|md5|sm3|kcv|digest|hash|commit|checksum|uuid|id|trace|request|nonce|iv|salt|etag)(?![A-Za-z])`,
  'giu',
);
/** Says it behind the key: X 是 SM2 私钥, X（私钥，勿外传）; 私钥指纹 is another thing. */
const CALLED_BEHIND =
  /^["'”’」`]?\s*(?:[（(]|[，,]\s*(?=[是为即系]))?(?:\s|是|为|即|系|就|这个|该|签名|加密|签章|国密|SM[249]){0,6}(?:私\s?[钥匙]|密[钥匙])(?!的?(?:指纹|摘要|哈希|散列|杂凑|编号|标识|校验|长度|对应|索引))/iu;
const REACH = 32;

/** Everything of that kind, in no order. */
export function findHexKeys(text: string): Found[] {
  return matchesIn(text, HEX).flatMap((m): Found[] => {
    const digits = m[0].replace(/^0x/i, '').replaceAll(/[ :]/g, '');
    if (!LENGTHS.has(digits.length) || !(/\d/.test(digits) && /[a-f]/i.test(digits))) return [];
    const before =
      text
        .slice(Math.max(0, m.index - REACH), m.index)
        .split(/[\n。；;]/)
        .at(-1) ?? '';
    const [key, other] = [endOfLast(before, KEY), endOfLast(before, OTHER)];
    const behind = text.slice(m.index + m[0].length, m.index + m[0].length + REACH);
    return key > other || (other === 0 && CALLED_BEHIND.test(behind))
      ? [{ rule: 'secret', what: '密钥', value: m[0], at: m.index }]
      : [];
  });
}

/** Just behind the last match; 0: there is none. */
function endOfLast(text: string, pattern: RegExp): number {
  const last = matchesIn(text, pattern).at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}
