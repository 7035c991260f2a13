/**
 * Keys that are nothing but hex digits: private keys of SM2 and SM9, keys of SM4 and of cipher machines, whole or in groups. Digests,
 * public keys and numbers of commits look the same, so the nearest word in front decides. Pure.
 */
import type { Found } from '../found.ts';
import { matchesIn } from '../match.ts';

const HEX =
  /(?<![\w.:@-])(?:0x)?(?:[0-9a-f]{8,}(?: [0-9a-f]{4,})*|[0-9a-f]{2}(?:[ :][0-9a-f]{2}){15,})(?![A-Za-z0-9:@-]|\.\w)/gi;
/** Digits of a key of 128, 192, 256, 384 and 512 bits; two more where a zero was put in front of a positive number. */
const LENGTHS: ReadonlySet<number> = new Set([32, 48, 64, 66, 96, 128]);
/** Says that a key follows. */
const KEY =
  /私\s?[钥匙]|(?<![\p{Script=Han}])私(?=\s*[:：=])|[dD]\s?值|密[钥匙]|秘钥|分量|(?<![A-Za-z])(?:[\w.-]*?(?:pri(?:v(?:ate)?)?|secret|master|sm[249])[\s_.-]?key|prv|priv|[ZTLBKDWM](?:MK|PK|AK|EK|DK)|IPEK|[CP]VK|SM4|d(?=["']?\s*[=:：]))(?![A-Za-z])/giu;
/** Says that something follows that is there to be seen, or that tells one thing from another. */
const OTHER =
  /公[钥匙]|(?<![\p{Script=Han}])公(?=\s*[:：=])|指纹|证书|校验|检查值|摘要|哈希|散列|杂凑|提交|镜像|文件|样本|编号|标识|序列|追踪|请求|版本|(?<![A-Za-z])(?:pub(?:lic)?|fingerprint|thumbprint|sha-?\d*|md5|sm3|kcv|digest|hash|commit|checksum|uuid|id|trace|request|nonce|iv|salt|etag)(?![A-Za-z])/giu;
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
    const key = endOfLast(before, KEY);
    return key > 0 && key > endOfLast(before, OTHER)
      ? [{ rule: 'secret', what: '密钥', value: m[0], at: m.index }]
      : [];
  });
}

/** Just behind the last match; 0: there is none. */
function endOfLast(text: string, pattern: RegExp): number {
  const last = matchesIn(text, pattern).at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}
