/** The words for what a secret is, in sentences, settings and options. Pure. */
import { matchesIn } from './match.ts';

export interface Subject {
  /** The word with what belongs to it, such as `DB_PASSWORD` or 密码. */
  word: string;
  /** Where the word begins, and just behind it. */
  at: number;
  end: number;
  /** chinese: of a sentence; name: of a setting, an option or an English sentence; pair: what is told is an account with its password. */
  form: 'chinese' | 'name' | 'pair';
  /** Only letters and digits together count: the word has other uses. */
  loose: boolean;
}

const CHINESE =
  /(?:账号密码|帐号密码|用户名密码|账户密码|(?:用户名|用户|账号|帐号|账户)\s?[/／、和与及]\s?(?:密码|口令)|登录信息|登陆信息|账密|帐密|弱口令|弱密码|凭据|默认账号|默认帐号|默认用户)|密\s{0,4}码|(?<![接出入端窗])口\s{0,4}令|密钥|秘钥|密匙|令牌|授权码|团体[字名]|共同体名|提取码|验证码|解锁码|短信码|短信校验码|解压码|备用码|恢复代码|恢复码|开锁码|开门码|推流码|投屏码|解锁短语|解密短语|加密短语|开机码|通行码|访问码|登录码|安全码|管理码|配对码|锁屏码|动态码|工程码|维护码|邀请码|PUK(?:\s?码)?|密碼|密鑰|密语|暗号|(?<![A-Za-z\d_:-]\s?)(?:mm|MM)(?=\s?(?:还?是|为|[:：=]))|团体字符串|PIN\s?码|(?<!\p{Script=Han})密(?=\s?[:：])|(?<=(?:无线|[Ww][Ii]-?[Ff][Ii]|WLAN|热点)[\p{Script=Han}]{0,2}\s?)(?:key|KEY|Key)(?![A-Za-z])|(?<![A-Za-z])[pP] [aA] [sS] [sS] (?:[wW] [oO] [rR] [dD]|[wW] [dD])(?![A-Za-z])/gu;
const PAIR = /^(?:账号|帐号|用户|账户|登|账密|帐密|弱|凭据|默认)/;
/** 密码机, 口令卡 and the like are things; what follows is nothing that anybody logs in with. */
const THING =
  /^(?:机|卡|学|本(?!次)|箱|保险|库|法|局|键盘|狗|锁(?!定后)|模块|应用|产品|设备|算法|策略|框|页|找回|套件|等级|评估|测评|令?牌|红包|桶|对|长度|文件(?!内容)|信封|登记|检查|核查|抽查|扫描|排查|管理|技术|培训|图片)/;

/** A token that somebody holds in the hand: its serial number and model are no secret. */
const IN_HAND = /(?:硬件|物理|动态|动态口令|T?OTP|USB)[\s-]?$/i;

const KEYED =
  'api|app|access|secret|private|enc(?:rypt(?:ion)?)?|backup|shiro|jwt|security|data|encoding|aes|sign(?:ing|ature)?|auth|master|shared|account|session|client|storage|unseal|licen[cs]e|consumer|service|deploy|recovery|pre-?shared|webhook|bot|merchant|mch|pay|des|sm4|rsa|hmac|crypto|cipher|root|project|ingest';
/** Behind the name of a setting, joined as names are, says in which form the secret is: `passwordValue`, `private_key_hex`. */
export const IN_FORM = '[_.-]?(?:base64|base|value|text|plain(?:text)?|str(?:ing)?|raw|hex|bytes|data|b64|pem|der)';
const NAME = new RegExp(
  `(?<![A-Za-z0-9#@!%^*~+])(?:[A-Za-z$_][\\w.$-]{0,60}?[\\w.$-])??(password|passwd|passphrase|passcode|passkey|pwd|psw|pswd|mima|key_?material|salt|requirepass|masterauth|(?:${KEYED})[ _.-]?(?:aes)?[ _.-]?key(?:[ _.-]?secret)?|secret|token|credentials?|community|pass|psk|pin|pw|p/w|ak|sk)(?:${IN_FORM}|[_.-](?:prod|dev|test|uat|pre|stg|stage|old|new|bak|main|master|slave|primary|secondary|readonly|ro|rw|db))?\\d{0,2}(?![A-Za-z0-9]|[_.-][A-Za-z]|-\\d)`,
  'gi',
);
/** Short words that are parts of others. */
const SHORT = /^(?:pass|psk|pin|pw|ak|sk)$/i;
const LOOSE = /^(?:salt|mima|pass|pw|pin|token|community|ak|sk|credentials?)$/i;
/** `existingSecret: hr-mysql`: names where one lies, and gives none. */
const ELSEWHERE = /existing[-_.]?(?:secret|password|credential)$/i;
/** `--no-password`, `--ask-pass`: nothing follows. */
const ASKS = /(?:^|[-_])(?:no|ask|prompt|without|disable)[-_]?\w+$/i;

/** Of the text that was asked for last: several rules ask for the same. */
let last: { text: string; subjects: readonly Subject[] } = { text: '', subjects: [] };

/** Every such word of the text, in order of place. */
export function subjectsOf(text: string): readonly Subject[] {
  if (last.text !== text) last = { text, subjects: [...chinese(text), ...names(text)].sort((a, b) => a.at - b.at) };
  return last.subjects;
}

function chinese(text: string): Subject[] {
  return matchesIn(text, CHINESE).flatMap((m): Subject[] => {
    const end = m.index + m[0].length;
    if (THING.test(text.slice(end, end + 4))) return [];
    if (m[0] === '令牌' && IN_HAND.test(text.slice(Math.max(0, m.index - 8), m.index))) return [];
    const form = PAIR.test(m[0]) ? 'pair' : 'chinese';
    return [{ word: m[0], at: m.index, end, form, loose: m[0] === '验证码' || m[0] === '令牌' }];
  });
}

function names(text: string): Subject[] {
  return matchesIn(text, NAME).flatMap((m): Subject[] => {
    const [whole, word = ''] = m;
    const end = m.index + whole.length;
    // /etc/passwd is a file, /pass:X an option.
    if (text[m.index - 1] === '/' && !/^[:=]/.test(text.slice(end, end + 1))) return [];
    if (ASKS.test(whole) || ELSEWHERE.test(whole) || (SHORT.test(word) && !isOwnWord(whole, word))) return [];
    return [
      {
        word: whole,
        at: m.index,
        end,
        // credentials: an account, and then its password.
        form: /^credentials$/i.test(whole) ? 'pair' : 'name',
        loose: LOOSE.test(word) && !(/^pass$/i.test(word) && whole !== word),
      },
    ];
  });
}

/** `keyPass`, `ftp_pass`, `storepass`, but not `bypass`. */
function isOwnWord(whole: string, word: string): boolean {
  const before = whole.slice(0, whole.toLowerCase().lastIndexOf(word.toLowerCase()));
  if (before === '' || /[^A-Za-z]$/.test(before)) return true;
  if (/pass$/i.test(word))
    return !/(?:by|com|encom|sur|tres|over|under|multi|single|first|second|low|high|band|all)$/i.test(before);
  if (/(?:tls|store|key|user|admin|root|db|ssh|require|bind|ldap|vnc|ftp|smtp|mail|repl|sql|wifi)$/i.test(before))
    return true;
  return /[a-z]$/.test(before) && /^[A-Z]/.test(whole.slice(before.length));
}
