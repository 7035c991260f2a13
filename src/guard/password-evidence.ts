/**
 * What speaks for and against a word being a password: its form, the words around it, what stands between. The points are what
 * logistic regression gives over the sentences of `tests/guard/corpus`, where what is secret is marked. Pure.
 */
import type { Subject } from './subjects.ts';
import { isDefault, isRobust } from './value.ts';

/** A word of the text that may be a password, with what stands around it. */
export interface Candidate {
  value: string;
  /** Up to forty characters in front of it on its line, without quotes and brackets that open right before it. */
  before: string;
  /** Up to twenty characters behind it, with what closes. */
  after: string;
  /** The nearest word for a secret in front of it, and what stands between, sentence ends and all. */
  subject?: Pick<Subject, 'form' | 'word' | 'loose'>;
  gap: string;
  /** Words of letters and digits in the gap. */
  others: number;
}

const near = (one: Candidate): boolean => one.subject !== undefined;
const gap = (pattern: RegExp) => (one: Candidate) => near(one) && pattern.test(one.gap);
const value = (pattern: RegExp) => (one: Candidate) => pattern.test(one.value);
const before = (pattern: RegExp) => (one: Candidate) => pattern.test(one.before);
const after = (pattern: RegExp) => (one: Candidate) => pattern.test(one.after);

const digitsOnly = ({ value: v }: Candidate): boolean => /^\d+$/.test(v);
const lettersOnly = ({ value: v }: Candidate): boolean => /^[A-Za-z_-]+$/.test(v);
const strong = ({ value: v }: Candidate): boolean =>
  /\w[!@#$%^&*~?+]+\w?/.test(v) && /[A-Za-z]/.test(v) && /\d/.test(v);
const mixed = (one: Candidate): boolean => !digitsOnly(one) && !lettersOnly(one) && !strong(one);
const TOLD = /^[^。！？\n]{0,14}(?:[:：=]|[是为叫即]|[改换设置定写配录](?:成|到|了|回|作)|(?:改|换|设|定)?用)\s*$/;
const told = ({ subject, gap: g }: Candidate): boolean => subject !== undefined && TOLD.test(g);
const beside = ({ subject, gap: g }: Candidate): boolean => subject !== undefined && /^[”"'」）)]?\s*$/.test(g);

const ACCOUNT =
  /(?<![\w./@-])(?:\w{0,8}admin\w*|\w{1,6}root|\w{1,4}dba|hscroot|qsecofr|gbasedbt|kingbase|db2inst1|informix|gpadmin|omm|hdfs|hive|kibana|harbor|nexus|ftpuser|administrator|root|sa|sys|system|sysadmin|sysdba|guest|user\d*|test\w*|oracle|postgres|weblogic|nacos|tomcat|zabbix|ops\w*|monitor|operator|supervisor|manager|super\w*|elastic|minioadmin|scott|audit\w*)["'”’」）)]?\s?[\s/:：|,，、；;加配和及\\]{1,3}\s?$/i;
const SLASH = /(?<![\w./:-])[A-Za-z][\w.-]{1,20}\s?[/／]\s?$/;
const WALK = /1qaz|qaz|wsx|qwe|asd|zxc|123|abc|321|111|000|666|888|520|1314/i;

/** Points, and how to see it. */
type Sign = readonly [points: number, holds: (one: Candidate) => boolean];

export const signs: Readonly<Record<string, Sign>> = {
  // How plainly it is told, by its form.
  digitsBeside: [7, (one) => digitsOnly(one) && beside(one)],
  digitsNamed: [-9, (one) => digitsOnly(one) && one.subject?.form === 'name'],
  digitsFar: [-5, (one) => digitsOnly(one) && !told(one) && !beside(one)],
  lettersTold: [2, (one) => lettersOnly(one) && told(one)],
  lettersBeside: [-8, (one) => lettersOnly(one) && beside(one)],
  lettersNamed: [-17, (one) => lettersOnly(one) && one.subject?.form === 'name'],
  lettersFar: [-10, (one) => lettersOnly(one) && !told(one) && !beside(one)],
  strongTold: [4, (one) => strong(one) && told(one)],
  strongNear: [4, (one) => strong(one) && near(one) && !told(one) && !beside(one)],
  strongAlone: [-8, (one) => strong(one) && !near(one)],
  mixedTold: [10, (one) => mixed(one) && told(one)],
  mixedBeside: [12, (one) => mixed(one) && beside(one)],
  mixedAlone: [-11, (one) => mixed(one) && !near(one)],
  sameAsAccount: [12, ({ before: b, value: v }) => b.toLowerCase().includes(v.toLowerCase())],
  // Its form.
  robust: [7, ({ value: v }) => isRobust(v)],
  innerSign: [11, value(/\w[!@#$%^&*~?+]\w/)],
  endSign: [4, value(/\w[!@#$%^&*~?+]+$/)],
  weakSign: [-12, value(/\w[_.-]\w/)],
  lower: [-10, value(/^[a-z]+$/)],
  upper: [1, value(/^[A-Z]+$/)],
  mixedCase: [-3, value(/^(?=.*[A-Z])(?=.*[a-z])[A-Za-z]+$/)],
  capital: [-8, value(/^[A-Z][a-z]+$/)],
  lowerNumber: [5, value(/^[a-z]+\d+$/)],
  threeDigits: [7, value(/^[A-Za-z]+\d{3,}$/)],
  kinds3: [31, value(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)/)],
  leet: [3, value(/[A-Za-z]\d[A-Za-z]/)],
  upperNumber: [-15, value(/^[A-Z]+\d+$/)],
  year: [10, value(/(?:19|20)\d\d(?!\d)/)],
  walk: [6, value(WALK)],
  default: [8, ({ value: v }) => isDefault(v)],
  digits: [-4, value(/^\d+$/)],
  digits4: [8, value(/^\d{4}$/)],
  digits6: [11, value(/^\d{6}$/)],
  grouped: [0, value(/^[A-Za-z\d]+(?:-[A-Za-z\d]+){2,}$/)],
  dotted: [-11, value(/^\w+(?:\.\w+)+$/)],
  snake: [5, value(/^[A-Za-z]+(?:_[A-Za-z]+)+$/)],
  dashWords: [-10, value(/^[A-Za-z]+(?:-[A-Za-z]+)+$/)],
  snakeNumber: [26, value(/^[A-Za-z]+_\w*\d/)],
  short: [-19, ({ value: v }) => v.length < 6],
  long: [15, ({ value: v }) => v.length > 16],
  // The word for a secret in front of it.
  subject: [18, near],
  named: [-5, ({ subject }) => subject?.form === 'name'],
  pair: [-13, ({ subject }) => subject?.form === 'pair'],
  loose: [3, ({ subject }) => subject?.loose === true],
  code: [5, ({ subject }) => subject !== undefined && /码$/.test(subject.word) && !/密|PIN/.test(subject.word)],
  gapNone: [14, gap(/^[”"'」）)]?\s*$/)],
  gapSpace: [4, gap(/^[”"'」）)]?\s+$/)],
  gapColon: [7, gap(/^[^，。；;、\n]{0,10}[:：=]\s*$/)],
  gapVerb: [
    5,
    gap(
      /(?:改|换|变|设|设置|置|定|复位|恢复|还原|初始化|更新|写|配|拨|切|轮换|录|统一)(?:成|为|到|回|作|至|了)[^，。；]{0,3}$/,
    ),
  ],
  gapIs: [7, gap(/(?:是|为|叫|即|就是|等于)[^，。；]{0,2}$/)],
  gapLetters: [5, gap(/(?:小写|大写|拼音|首字母|年份|字母|空格|数字)[^，。]{0,8}$/)],
  gapAbout: [
    -13,
    gap(
      /为空|错误|失败|策略|长度|有效期|过期|到期|强度|复杂|次数|期限|位数|周期|规则|要求|见|参照|参考|保管|存放|位置|地址|链接|路径|文件|时间|日期|工单|单号|编号|算法|加密|散列|负责|联系|检查|核查|登记|率|数量|清单|附件|信封|手册|条目|端口|传输|存储|方式|模式|协议|通道|平台|网关|接口|字段|类型|格式|版本|指纹|校验|证书|同步|托管|培训/,
    ),
  ],
  gapClaimed: [
    -3,
    gap(
      /(?:账号|帐号|用户名?|端口|地址|IP|主机|服务器|库名?|表|版本|型号|固件|补丁|编号|单号|工单|变更|文件|脚本|路径|网址|域名|条目|字段|参数|命令|接口|目录|插件|模块|函数|报|提示|返回|执行|工具|软件|系统|平台|实例|节点|设备|厂家|依据|按照?|配置项?|缩写|代码)(?:名|号)?[:：=为是]?\s*$/i,
    ),
  ],
  gapComma: [-10, gap(/[，,；;、]/)],
  gapShort: [10, ({ gap: g, subject }) => subject !== undefined && g.trim().length > 0 && g.trim().length <= 4],
  gapMiddle: [6, ({ gap: g, subject }) => subject !== undefined && g.trim().length > 4 && g.trim().length <= 10],
  others1: [-5, ({ others, subject }) => subject !== undefined && others === 1],
  gapEnglish: [-9, gap(/[A-Za-z]/)],
  // An account in front of it, or talk of logging in.
  account: [20, before(ACCOUNT)],
  slash: [12, before(SLASH)],
  beforeColon: [5, before(/[:：=]\s*$/)],
  lineStart: [-16, before(/^\s*$/)],
  nounBefore: [
    -21,
    before(
      /(?:账号|帐号|用户名?|端口|地址|IP|主机|服务器|交换机|防火墙|库名?|表|版本|型号|固件|补丁|编号|单号|工单|变更|文件|脚本|路径|网址|域名|条目|字段|参数|命令|接口|目录|插件|模块|进程|服务|容器|镜像|节点|机房|机柜|资产|序列号|实例|算法|协议|证书|指纹|环境|任务|批次|代码|提交|commit|SN|S\/N|ID|名为|名称)[:：=为是]?\s*$/i,
    ),
  ],
  // What follows.
  afterLogin: [
    9,
    after(/^[”"'」』）)]?\s*(?:，)?(?:这个)?(?:可以|能|就能|即可|就行|才能|可)?(?:登|进|连|解锁|解开|开门|打开|上去)/),
  ],
  afterEnd: [7, after(/^[”"'」』）)】]{0,2}\s*(?:$|[，。,；;、！\n])/)],
  afterHan: [-1, after(/^\s?\p{Script=Han}/u)],
  afterLatin: [-0, after(/^ [!-~]/)],
  afterNoun: [
    -3,
    after(
      /^\s*(?:服务器|主机|库|表|用户|账号|帐号|权限|文件|版本|接口|端口|节点|实例|系统|平台|设备|进程|服务|容器|字段|参数|命令|脚本|算法|协议|机|楼|室|柜|层|上|里|中|下|组|项|工具|格式|模式|加密|认证|证书|方式|等)/,
    ),
  ],
  afterPart: [-17, after(/^[\w/\\:@.=(-]/)],
  afterVerb: [0, after(/^\s*(?:已|正|被|由|从|在|对|和|与|及|未|没|报|时|后|前|的)/)],
};

/** What is said of any word before it is looked at. */
const BEFORE_ALL = -11;

/** A word for a secret or an account is near, or its form alone says it: the points alone would be of names. */
export const isSpokenOf = (one: Candidate): boolean =>
  near(one) ||
  ACCOUNT.test(one.before) ||
  (SLASH.test(one.before) && strong(one)) ||
  (isRobust(one.value) && /[!#$%^&*~?+@]\w/.test(one.value) && !/^[\w.]+@\w+$|[#%]\d{1,2}$|^\d/.test(one.value));

/** Tenths of the logarithm of the odds that it is a password. */
export const pointsOf = (one: Candidate): number =>
  Object.values(signs).reduce((sum, [points, holds]) => (holds(one) ? sum + points : sum), BEFORE_ALL);
