/** Whether what stands where a password would stand is one. Pure. */

/**
 * How plainly the text says that here comes the value. `strong`: 密码：…, 密码改为…; digits and words count. `mixed`: only what
 * mixes letters with digits or signs. `robust`: only what hardly is anything but a password.
 */
export type Plainness = 'strong' | 'mixed' | 'robust';

const SIGNS = /[!@#$%^&*~?+=]/;
const MIN_LENGTH = 4;
const ROBUST_LENGTH = 6;
const MAX_LENGTH = 200;

/** `${NAME}`, `<口令>`, `******`: instructions name a password without giving it. */
const placeholders: readonly RegExp[] = [
  /^\$[{(]|^\$[A-Za-z_]+(?:\[[^\]]*\])?\W*$|^\$[A-Z_][A-Z0-9_]*$|^%\w+%$|^[<{[]/,
  /^[^\p{L}\p{N}]*$/u,
  /^[xX*@#!?_.-]+$/,
  /^(?:your|some)[-_ ]?\w*$|^my(?:[-_ ](?!\w*\d)\w*|password|passwd|pwd|pass|secret|token|key)$|^(?:the|old|new|db|user|root|admin)?[-_]?(?:password|passwd|pwd|pass)(?:[-_]?here)?$/i,
  // Code that reads it from elsewhere.
  /^[A-Za-z_$.>:-]+[([]/,
  /^(?:process\.env|os\.environ|system|env|config|this|self|props|settings|ctx|request|req|args|params|secrets|vars?|local|data|module|values)\.[A-Za-z_.]+$/i,
  /^(?:await|getpass|getenv|new)$/,
  /^[A-Za-z_$]+(?:\.[A-Za-z_$]+)+$/,
  /^(?:[A-Za-z]+[-_]?)?(?:secret|token|password|passwd|key)(?:[-_]?(?:id|name|ref|file))?$/i,
  /\*{3,}|\.{3}|…/,
  /^#\{.*\}#?$|^(?:Read|Get|New|Import|ConvertTo|ConvertFrom)-[A-Z][A-Za-z]+$/,
  // Variables of SQL.
  /^&{1,2}[A-Za-z_]\w*$|^:[A-Za-z_]\w*$/,
  // NAME=value, users=work: a setting as it is written.
  /^[A-Za-z][A-Za-z_]*=[A-Za-z]+$/,
  /^!!\w+$|^!vault\b|^ENC\(|^@@|\}\}$/,
];

/** Words that say something about a password instead of being one. */
const words = new Set(
  (
    'null none nil true false yes no on off empty blank unset undefined required optional default redacted hidden masked omitted ' +
    'changed reset updated expired expires disabled enabled invalid incorrect wrong missing failed unknown same n/a na tbd ' +
    'password passwd pwd pass passphrase secret token username user users login account key value string text varchar ' +
    'authentication authorization policy must should cannot will expire expiration length history for from the and with ' +
    'keepass keepassxc bitwarden vault lastpass 1password ldap radius kerberos oauth saml https http ssh sftp ' +
    'bearer basic digest cipher plain simple encrypted plaintext hash hashed algorithm your-password yourpassword ' +
    'windows linux des 3des tdes pinblock k8s jwt oauth2 asplaintext securestring saml2 x509 u8 k3cloud hmac bcryptpasswordencoder medium strong weak low high publickey keyboard-interactive not only too it is was been has fail failed passed success normal checked done good complex compliant identifier ok public private'
  ).split(' '),
);

/** What has a form of its own and is no password, however it is announced. */
const others: readonly RegExp[] = [
  // Dates and times.
  /^(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[T ].*)?$/,
  /^\d{1,2}:\d{2}(?::\d{2})?(?:[-~]\d{1,2}:\d{2})?$/,
  // Addresses, paths and files.
  /^\d{1,3}(?:\.\d{1,3}){3}(?:[:/].*)?$/,
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^(?:~|\.{1,2})?\/[\w.-]|^[A-Za-z]:\\|^\\\\/,
  /^[\w.-]+(?:\/[\w.-]+){2,}$/,
  /^[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|gov|io|internal|local|lan|conf|cnf|cfg|ini|env|ya?ml|json|xml|toml|txt|log|md|pem|key|crt|cer|pfx|jks|lic|sh|bat|ps1|py|js|ts|html?|php|jsp|java|jar|war|rpm|deb|zip|gz|docx?|xlsx?|pptx?|pdf|kdbx|sql|dmp|csv|png|jpe?g|gif|svg|webp|mp4|bak|tgz|tar|7z|rar|iso|img|dll|so|exe|msi|vue|s?css|less|go|rs|cpp|tsx|mjs|ttf|ico|crt|csr|der|p12|ovpn|pcap|etl|evtx|mdf|ldf|bin|dat|out|pid|sock|lock|service|timer|target)$/i,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  /^[a-z]+@(?:\d{1,3}(?:\.\d{1,3}){3}|[a-z][\w-]*-\d+|bastion|localhost)\b/,
  /^(?:[a-z]+-)*(?:app|web|db|server|host|node|master|slave|redis|mysql|nginx|esxi|fw|sw|vm)(?:-[a-z]+)*-?\d{1,3}$/,
  // A line of /etc/passwd behind its account.
  /^[x*!]{0,2}:\d+:\d+:/,
  // Numbers of documents, versions and quantities.
  /^[A-Z]{1,6}(?:-[A-Z]{1,6})*-\d{6,8}(?:-\w+)*$|\d{8}-\d{3}/,
  /^(?:CVE|CNVD|CNNVD|ORA|GB\/?T?|GM\/?T?|KB|RFC|ISO|IEC|BV|CN)[-\s/]?\d[\d.-]*$/,
  /^[vV]?\d+(?:\.\d+)+(?:[-_.]?[a-z]*\d*)?$/,
  /^\d+\/\d+$/,
  /^\d{1,3}[-~]\d{1,3}$/,
  /^[\w.-]+@v?\d+\.\d|@v\d{1,2}$/,
  /^(?:alias|arn|projects|secret|kv|role|policy)\/|^(?:build|issue|pr|bug|case|req|mr|job|run|no|ticket|chg|task)[#-]\d+$/i,
  /^diffie-hellman-\S+$|^pam_\w+$|^U\+[0-9A-F]{4,6}$/,
  /^v\d+(?:\.\d+){1,3}[-+.\w]*$/,
  /^[A-Z]{1,6}\d{9,14}$|^802\.1[1XQxq]\w*$/,
  /^(?:ctrl|alt|shift|win|cmd|fn)\+/i,
  /^(?:TLS|SSL|ECDHE|DHE|AES)[_-]|^PBEWith\w+$|^Basic(?:128|256)\w*$|^(?:Password|Pubkey|ChallengeResponse|KbdInteractive)Authentication$/,
  /^\w{2,20}\(\d{1,5}(?:,\s?\d{1,3})?\)$|^(?:n?varchar2?|n?char|binary)\b/i,
  /^[A-Z]{1,6}(?:-[A-Z]{1,6})?-(?:19|20)\d\d-?\d{2,6}$/,
  /^\d+(?:\.\d+)?(?:%|[smhd]|ms|[KMGT]i?B?|bits?|bytes?|days?|chars?)$/i,
  /^\d{1,3}(?:,\d{3})+$/,
  /^0x[0-9a-f]+$/i,
  // Products of numbers, places and ratios.
  /^\d+(?:[*x×]\d+)+$|^\d+\.\d+(?::\d+(?:\.\d+)?)+$/,
  // Options of commands, languages, terminals.
  /^--[A-Za-z][\w-]*(?:=\S*)?$|^[a-z]{2}_[A-Z]{2}(?:\.[\w-]+)?$|^[*(]?pts\/\d+\)?$/,
  // Models, generations and policies that are named by what they are: OTP-C200, WPA3-SAE, Pwd-Strong-V2.
  /^(?:[TH]?OTP|WPA\d?|FIDO\d?|U2F|U?KEY|HSM|PSK|SAE)-[A-Z\d]+(?:-[A-Z\d]+)*$|^[A-Za-z]+(?:-[A-Za-z]+)*-[vV]\d+(?:\.\d+)*$|^PKCS\s?#?\d{1,2}$/i,
  // Algorithms and products.
  /^sha\d+:|^(?:argon2(?:id|[id])?|bcrypt|scrypt|yescrypt)$|^(?:sha|md|sm|aes|des|3des|rc|rsa|dsa|ecdsa|ecc|ed|hs|rs|es|hmac|pbkdf|argon|scram|crc|base|gcm|cbc)[-_]?[1-9]\d{0,3}(?:[-_/]\w+)*$/i,
  /^(?:b|s)crypt$|^hmac|^(?:mysql_native|caching_sha2|sha256)_password$|^scram-/i,
  /^(?:mysql|redis|oracle|tls|ssl|ssh|oauth|ipv|http|windows|win|centos|kylin|java|jdk|python|php|nginx|tomcat|keepass|snmp|mongodb|kafka|ntlm|wpa|wep|usb|ike|smb|rtsp|api|tlsv|sslv|ntpv|nfsv?|cas|jwt|rbac|eap|peap|dot1x|ospf|bgp|vrrp|hsrp)[- ~]?v?\d{1,2}(?:\.\d+)*$/i,
];

/** A number that something follows is a quantity. */
const UNIT =
  /^\s*(?:天|日|月|升|立方|吨|年|周|位|次|个|条|台|项|类|字符|字节|分钟|秒|小时|人|家|户|套|张|份|处|级|元|度|行|页|种|批|季|毫秒|端口|版|至|起|前|后|到期|%|％|MB|GB|KB|bits?\b|ms\b|days?\b|bytes?\b|char|minutes?\b|hours?\b|times?\b|seconds?\b)/;
/** A name after which it says who keeps the password, or where. */
const KEEPER =
  /^[”"'」）)]?\s*(?:统一)?(?:保管|保存|托管|代管|负责|维护|存储|存放|加密|散列|加盐|策略|条目|中(?!文)|里|室|楼|柜|房|层|盒|袋|上的|上托管|内|注入|生成|登记|掌握|用户|账号|权限|的密码|的口令|下发|模式|方式|认证|协议|算法|格式|字段|长度|版本)/;
const CHANGED = /^\s*(?:已|前|起|更|修|改|变|到|过|至)/;

/** Letters alone that are no word of any language: authorisation codes of mail providers are such. */
const UNSPEAKABLE = /^(?=[a-z]{8,}$).*[bcdfghjklmnpqrstvwxz]{5}/i;

/** A key of a product, as it is printed. */
const IN_GROUPS = /^[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6}){3,}$/;

/** Words that makers and administrators set as passwords, so that they are none only in the middle of a sentence. */
const DEFAULTS = new Set(
  'admin root calvin tiger manager zabbix huawei hikvision nacos changeit weblogic tomcat guest letmein qwerty welcome zabbix sysdba postgres system oracle abcdef iloveyou administrator redhat cisco default raspberry ubnt superadmin master test ruijie sangfor venus topsec hillstone dptech maipu dahua uniview inspur sugon lenovo synology qnap tplink tenda netgear mercury password minioadmin changeme calvin superuser foobared nsfocus'.split(
    ' ',
  ),
);
/** It is what makers set as a password. */
export const isDefault = (value: string): boolean => DEFAULTS.has(value.toLowerCase());
const ENDS = /^[”"'」）)】\]]?\s*(?:$|[，。,；;、！）)\n]|一直|未|没|仍|还|就|可|能|即|都|也|直接|登)/;

const letters = /[A-Za-z]/;
const digits = /\d/;

/** Nobody would write it but as a password: letters, digits and signs, and no address or name. */
export function isRobust(value: string): boolean {
  if (value.length < ROBUST_LENGTH || value.length > 64) return false;
  if (!(letters.test(value) && digits.test(value) && SIGNS.test(value))) return false;
  return !isOther(value) && !/[/\\()<>{}:;,'"[\]|]/.test(value) && !/^\w+=|\?\w+=/.test(value) && !/^[-+]/.test(value);
}

const THING =
  /^(?:admin|user|test|group|root|sa|svc|guest|op|host|web|db|app|node|srv|server|ops|vm|win|centos|ubuntu|eth|ens|vlan|port|tcp|udp|sql|oracle|mysql|pc|nic|rack|esxi|sw|fw|gi|te|v)[-_]?\d+$/i;
/** app03, vlan120, user01: a name with its number, of a machine, an interface or an account. */
export const isThing = (value: string): boolean => THING.test(value);

const CHANGED_ON = /(?:改|换|更新|变更|重置|轮换)(?:密\s?码|口\s?令)?(?:时间|日期|于|日)?\s*[:：]?\s*$/;
/** 最近一次改密码：20250603, 口令更换：20260101, 密码过期时间：5月 11, 2026: the day on which it was changed, or is to be. @param at where the value begins */
export const isDayOfChange = (text: string, value: string, at: number): boolean =>
  (/^(?:19|20)\d\d$/.test(value) && /月\s?\d{1,2}\s?日?[,，]\s?$/.test(text.slice(Math.max(0, at - 12), at))) ||
  (/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$/.test(value) &&
    CHANGED_ON.test(text.slice(Math.max(0, at - 14), at)));

/** `value` stands in for a password, is masked or is empty. */
export const isPlaceholder = (value: string): boolean =>
  placeholders.some((one) => one.test(value)) || /\p{Script=Han}/u.test(value);

const isOther = (value: string): boolean => others.some((one) => one.test(value)) || words.has(value.toLowerCase());

/** @param after what follows in the text */
export function isSecretValue(value: string, plainness: Plainness, after = ''): boolean {
  if (value.length < MIN_LENGTH || value.length > MAX_LENGTH) return false;
  if (isPlaceholder(value) || isOther(value)) return false;
  if (/^\d+$/.test(value)) return isSecretNumber(value, plainness, after);
  if (!SIGNS.test(value) && KEEPER.test(after)) return false;
  if (/^[a-z]+$/i.test(value) && /^\s*(?:已|由|双人|均|和|及|等|与|、)/.test(after)) return false;
  if (plainness === 'robust') return isRobust(value);
  const mixes = letters.test(value)
    ? digits.test(value) || SIGNS.test(value) || UNSPEAKABLE.test(value) || IN_GROUPS.test(value)
    : digits.test(value);
  return mixes || plainness === 'strong' || (isDefault(value) && ENDS.test(after));
}

function isSecretNumber(value: string, plainness: Plainness, after: string): boolean {
  const unit = UNIT.exec(after)?.[0];
  // 889120 后进入: what is long is no quantity before a word for a time.
  if (plainness === 'robust' || (unit !== undefined && !(value.length > 4 && /^\s*[后前]$/.test(unit)))) return false;
  if (plainness === 'mixed' && value.length < ROBUST_LENGTH) return false;
  return !(/^(?:19|20)\d\d(?:0[1-9]|1[0-2])/.test(value) && CHANGED.test(after));
}
