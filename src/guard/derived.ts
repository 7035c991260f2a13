/**
 * Passwords that are told otherwise than as a value behind a word: by the account whose name they are, by the number of a person,
 * by the turns of a dial, by words with spaces between, by a code in the next clause. Pure.
 */
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';
import { isDefault, isPlaceholder, isSecretValue, isThing } from './value.ts';

interface Row {
  /** The last group that matched is the value. */
  pattern: RegExp;
  holds?(value: string, whole: string): boolean;
}

const SECRET = '(?:密\\s?码|口\\s?令|(?<![A-Za-z])(?:password|passwd|pwd)(?![A-Za-z]))';
const ACCOUNT = '(?:用户名?|账号名?|帐号名?|账户名?|登录名|账号|主机名|库名|实例名)';
const LATIN = '[A-Za-z][\\w.@-]{1,24}';
const END = '(?=[”"」』）)】]?\\s*(?:$|[，。；;、！\\n]))';
/** What must not be, or is asked for, is not told. */
const FORBIDDEN =
  /不得|不能|不可|不应|不许|禁止|避免|严禁|是否|不一致|不相同|不一样|不同|防止|勿|别|检查|核查|排查|存在/;
const ACRONYM =
  /^(?:sso|ldap|otp|ssh|vpn|ukey|usbkey|ca|mfa|nfc|ic|app|pdf|excel|word|web|wifi|linux|windows|oracle|mysql|redis|keepass|token|null|none|empty|cmd|bios|root用户)$/i;
const isWord = (value: string): boolean =>
  !isPlaceholder(value) && isSecretValue(`${value}1`, 'mixed') && !ACRONYM.test(value);

const rows: readonly Row[] = [
  // 密码跟用户名一样，就是 his_rpt; 密码同账号 sa
  {
    pattern: new RegExp(
      `${SECRET}[^。\\n]{0,10}?(?:同|跟|和|与|即|就是|等于|用的?是?)\\s?(?:其|它的?)?${ACCOUNT}(?:一样|相同|一致)?\\s*[，,、；;：:]?\\s*(?:都?就?是|为|即|也是)?\\s*[“"「'（(]?(${LATIN})`,
      'gi',
    ),
    holds: (_, whole) => !FORBIDDEN.test(whole),
  },
  // 账号 zhangsan，密码同名; 用 minioadmin 登录，密码没动过，同用户名
  {
    pattern: new RegExp(
      `(?:账号|帐号|账户|用户名?|登录名|(?<![A-Za-z])(?:user(?:name)?|login)|用)\\s?[:：为是]?\\s?(${LATIN})[^。\\n]{0,12}?[，,、；; ]\\s?(?:初始|默认|登录)?${SECRET}(?:也|都)?(?:同名|(?:跟|和|与|同)(?:它|其|账号|帐号|用户名|登录名)(?:一样|相同|一致|同名)?|一样|也?是它|也是这个)${END}`,
      'gi',
    ),
    holds: (_, whole) => !FORBIDDEN.test(whole),
  },
  // 密码即工号 03417, 口令用生日 19880312, 密码是手机号后六位 138000
  {
    pattern: new RegExp(
      `${SECRET}[^。，,\\n]{0,6}?(?:即|是|为|就是|用|同|设成|设为|改成|改为|取)(?:其|本人|自己的?|[他她]的?|她女儿|她儿子|单位|个人)?的?(?:工号|员工号|学号|生日|出生日期|手机号?|电话|座机号?|短号|车牌号?|门牌号?|身份证|证件号?|房间号|床位号|分机号?)(?:的?[前后][\\d一二三四五六七八]位)?\\s*[:：是即，,（(“"]?\\s*([A-Za-z]?\\d{3,12}[A-Za-z]?|[A-Z]\\w{5,7})(?!\\d|\\s*[位年月])`,
      'g',
    ),
  },
  // 保险柜密码左三圈 38 右两圈 62 再左 15; 密码盘 L38-R62-L15
  {
    pattern:
      /(?:保险柜|保险箱|密码|密码锁|密码盘|转盘|柜门)[^。\n\d]{0,10}?((?:[，,、\s→-]{0,2}(?:先|再|后|最后|然后)?(?:[向往]?(?:左|右|顺时针|逆时针|顺|逆|正|反)|[LRlr](?=\d))(?:转|拧|旋)?(?:[\d一二两三四五]\s?[圈周])?(?:到|至|停在)?\s?\d{1,3}){2,})(?!\s*(?:度|厘米|米|个|台|间))/g,
  },
  // 密码为四个词：correct horse battery staple
  {
    pattern: new RegExp(
      `${SECRET}[^。\\n]{0,14}?(?:词|短语|单词|空格|句子)[^。\\n]{0,8}?[:：是为“"]\\s*((?:[A-Za-z]{2,12}[ -]){2,11}[A-Za-z0-9]{2,12})`,
      'g',
    ),
  },
  // 验证码，我这边收到的是 0935; 动态口令刚才是 904 127
  {
    pattern:
      /(?:验证码|动态码|短信码|校验码|动态口令|一次性口令|动态密码|令牌码|授权码|配对码|识别码|PIN\s?码?|二次验证|口令卡|动态令牌|令牌|(?<![A-Za-z])OTP)(?!图)(?:[^。\n\d]{0,3}[，,])?[^。，,\n\d]{0,14}?(?:是|为|[:：]|当前|现在|目前|刚才|收到了?|显示|回复?了?|填了?|输了?|输入了?|报了?|念了?|给了?|发了?)\s*[“"「'【]?((?<!\d)\d{3}[ -]\d{3}(?!\d)|(?<!\d)\d(?: \d){3,7}(?![ \d])|(?<!\d)\d{4,8})(?=[”"」'】]?\s*(?:$|[，。；、！,;）)\n]|了|吧|，|这|给|有效|还|用|\d{1,3}\s?[分秒]))(?!\s*[位年个次条])/g,
    holds: (value, whole) =>
      !/长度|位数|有效期|次数|通道|平台|接口|端口|错误码|返回码|状态码|条数|量/.test(whole) &&
      !/^(?:19|20)\d\d$/.test(value),
  },
  // 登录密码设 jiaohao，; UPS 网卡口令apc，: letters alone, where the clause ends right behind them
  {
    pattern: new RegExp(
      `(?:密\\s?码|口\\s?令)(?!是否)(?:还|就|仍|也|都|统一|一直|依旧|竟然?|居然|直接|临时|被人?|随手|目前|现在?|暂时?|默认|先)?(?:是|为|叫|设成?|设为|设置为|用|改成?|改为|改回|换成?|定成?|沿用|[:：=])?[ \\u3000]?[“"「'‘（(]?([a-z][a-z0-9_-]{2,19})${END}`,
      'g',
    ),
    holds: isWord,
  },
  // 前面大写的 HQ，后面 2026，即 HQ2026
  {
    pattern: new RegExp(
      `${SECRET}[^。\\n]{2,50}[，,、；;]\\s?(?:即|也就是|合起来就?是?|连起来就?是?|拼起来就?是?|就是|完整的?是)\\s*[:：]?\\s*[“"「']?([!-~]{5,30})(?=[”"」']?\\s*(?:$|[，。；;、！\\n]))`,
      'g',
    ),
    holds: (value) => isSecretValue(value, 'mixed'),
  },
  // 所有摄像头统一 hik12345 登录
  {
    pattern:
      /(?:统一|全部?|一律|默认|都)(?:还?是|用的?|为)?\s*([A-Za-z]{2,12}[!@#$%^&*_]?\d{3,8}[!@#$%^&*]?)\s*(?:就能|就可以|都能|可以|能|可)?(?:登[录陆]|登进|进去|进得去|登得上)/g,
    holds: (value) => isSecretValue(value, 'mixed') && !isThing(value),
  },
  // 会议室无线 HY-5G / hy888888
  {
    pattern:
      /(?:无线|Wi-?Fi|WLAN|SSID|热点)[\p{Script=Han}]{0,4}\s?[:：]?\s?["“]?[\w-]{2,32}["”]?\s?[/／]\s?([!-.0-~]{8,32})(?=\s*(?:$|[，。；、！\n）)]))/giu,
    holds: (value) => isSecretValue(value, 'mixed') && !/^\d+\.?\d*[GM]|GHz|5G$/i.test(value),
  },
  // FTP 10.1.1.7 ftpuser ftp#2026
  {
    pattern:
      /(?:ftps?|sftp|ssh|rdp|vnc|telnet|远程|远程桌面|共享|smb|nas)\s?[:：]?\s?(?:\d{1,3}(?:\.\d{1,3}){3}|\\\\\S+)(?::\d+)?[\s，,]\s?([A-Za-z][\w.-]{1,20})[\s，,/]\s?([!-~]{5,40})(?=\s*(?:$|[，。；、！\n）)]))/gi,
    holds: (value) => /\d/.test(value) && isSecretValue(value, 'mixed') && !/^\d+$/.test(value) && !isThing(value),
  },
  // use X as the passphrase
  {
    pattern:
      /\b(?:us(?:e|ed|ing)|with|try|enter|type)\s+["'“`]?([!-~]{5,40}?)["'”`]?\s+(?:as|for)\s+(?:(?:the|its|our|your|an?)\s+)?(?:[a-z]+\s+){0,2}(?:password|passphrase|passcode|pin|secret)\b/gi,
    holds: (value) => isSecretValue(value, 'mixed') && !isThing(value),
  },
  // 控制台进去用 X，别外传
  {
    pattern:
      /(?:进去|登进去?|进后台|进系统|进控制台|解锁|解压|开机|登录时|登陆时|登录进去)(?:的时候|时)?(?:要|得|就|都|还|仍|统一|一律)?(?:用|输|填|敲)的?(?:是|这个)?\s?[“"「']?([A-Za-z][!-~]{6,39}?)(?=[”"」']?\s*(?:$|[，。；、！\n]))/g,
    holds: (value) => isSecretValue(value, 'mixed') && /\d{3}|[!@#$%^&*]/.test(value) && !isThing(value),
  },
  // 用 password1 当密码
  {
    pattern:
      /(?:用|拿|以|把|将)\s?[“"「']?([!-~]{4,30}?)[”"」']?\s?(?:当|作|做|当作|作为|当成|设为|设成|设置为)(?:了|成)?[\p{Script=Han}]{0,4}?(?:密码|口令|PIN)/gu,
    holds: (value) => isSecretValue(value, 'strong') || /^(?:pass(?:word|wd)?|secret|token|pwd)\d+$/i.test(value),
  },
  // 登录的时候输 dz2021 就行
  {
    pattern:
      /(?:密码|口令|登[录陆]|解锁|开机|锁屏|进系统|进后台|进去)[^。\n]{0,16}?(?:输入?|敲|填|键入|打)(?:上|的?是|个)?\s?[“"「']?([!-~]{4,30}?)[”"」']?\s?(?:就行|就好|即可|就能|就可以|就成|回车|确定|就进|就开|就解|这个|后|通过|成功)/g,
    holds: (value) => (isSecretValue(value, 'mixed') || isDefault(value)) && !isThing(value),
  },
  // 后来用 123456 进去了
  {
    pattern:
      /(?:用|拿|试了?|输了?|输入|敲了?|换)\s?[“"「']?(\d{4,8}|[a-z]{2,8}\d{3,6})[”"」']?\s?(?:这个)?(?:就|竟然|居然|也|便|一下|直接)?(?:进去|登[录上进]|能[进登]|可以[进登]|试出|猜出|打开了|解开|解锁|进得去|登得上)/g,
    holds: (value) => isSecretValue(value, 'strong') && !isThing(value),
  },
  // 密码忘了，厂家说通用的是 1004; X 这个万能的能用
  {
    pattern: new RegExp(
      `${SECRET}[^。\\n]{0,20}?(?:万能|通用|后门|超级|工程|出厂|默认|最早|原始|新|老|旧|备用)的?(?:${SECRET})?(?:值|那个)?(?:是|为|叫|[:：])\\s*[“"「']?(\\d{4,8}|[A-Za-z][!-~]{3,30})(?=[”"」']?\\s*(?:$|[，。；、！\\n]))`,
      'g',
    ),
    holds: (value) => isSecretValue(value, 'mixed') || /^\d{4,8}$/.test(value),
  },
  {
    pattern: /([A-Za-z][!-~]{5,40})\s?(?:这个|这串|是个?)?(?:万能|后门|超级)(?:的|密码|口令)/g,
    holds: (value) => /[\d_@#!]/.test(value),
  },
  // 密码DEMO还能用
  {
    pattern: new RegExp(
      `${SECRET}[ “"「]?([A-Za-z]{3,16})[”"」]?(?=\\s?(?:还|仍|也|都|就|一直|竟|居然)*(?:能|可以?|没|未)(?:用|登|进|改|换|动|过期))`,
      'g',
    ),
    holds: isWord,
  },
  // 密码admin@huawei.com，出厂的没改
  {
    pattern: new RegExp(
      `${SECRET}(?:还?是|为|[:：])?(?:出厂的?|默认的?)?\\s?[“"「]?([A-Za-z]\\w*@[A-Za-z][\\w-]*\\.com)(?=[^。\\n]{0,10}(?:出厂|默认|没改|未改|初始|登|改))`,
      'gi',
    ),
  },
  // SNMP 团体字 public 可读，private 可写
  {
    pattern:
      /(?:团体[字名串]|共同体名?|(?<![A-Za-z])community(?:\s?(?:string|name))?)(?:还|仍|就|都|默认|一直)*(?:是|为|用|叫|[:：=])*\s*[“"「']?(public|private)(?![A-Za-z-])(?=[”"」]?\s*[（(，,]?\s*(?:只读|可读|读写|可写|能读|能写|RO\b|RW\b|没改|未改|还在用|在用))/gi,
  },
  // 存储管理口，admin，Admin@storage
  {
    pattern:
      /(?<![\w./@:-])(?:admin|administrator|root|sa|sys|system|guest|operator|user|manager)\s?[，,、；;\\]\s?(?:(?:无|不分|区分)[\p{Script=Han}A-Za-z ]{1,8}[，,、；;]\s?)?([!-~]{5,24})(?=\s*(?:$|[，。；、！\n）)]))/giu,
    holds: (value) =>
      (/\w[!@#$%^&*~]\w/.test(value) && isSecretValue(value, 'mixed') && !/@.*\.|^\d/.test(value)) ||
      (/^[a-z]{3,}\d{1,6}$/i.test(value) && !isThing(value)),
  },
];

/** Everything of that kind, in no order. */
export function findDerived(text: string): Found[] {
  return rows.flatMap(({ pattern, holds }) =>
    matchesIn(text, pattern).flatMap((m): Found[] => {
      const value = (m.slice(1).findLast((one) => one !== undefined) ?? '').trim().replace(/^[，,、\s→-]+/, '');
      if (value === '' || (holds !== undefined && !holds(value, m[0]))) return [];
      return [{ rule: 'password', value, at: m.index + m[0].lastIndexOf(value) }];
    }),
  );
}
