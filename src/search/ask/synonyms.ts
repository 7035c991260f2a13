/** The trade's words for the same thing, as data: a query that holds one word of a group is also searched for the others. */
import { normalise } from '../text/normalise.ts';

const equal: readonly (readonly string[])[] = [
  ['磁盘', '硬盘', '磁碟', 'disk'],
  ['磁盘空间', '磁盘…满', '硬盘…满', '磁盘占用', '磁盘使用率', '磁盘容量', '硬盘空间', '空间不足', '磁盘满', '硬盘满'],
  ['内存', '记忆体', 'memory', 'ram'],
  ['处理器', 'cpu'],
  ['负载', '系统负载', 'load average'],
  ['文件夹', '目录', '资料夹', 'directory'],
  ['删除', '删掉', '移除', '清除', '卸掉'],
  ['宕机', '崩溃', '挂了', '停机', '起不来', '死机', '当机', '当掉'],
  ['误删', '删错', '不小心删', '已删除'],
  ['恢复', '还原', '找回', '复原', 'restore'],
  ['备份', 'backup'],
  ['账号', '帐号', '账户', '帐户', '用户', 'account'],
  ['密码', '口令', 'password'],
  ['登录', '登陆', '登入', '签到系统', 'login', 'sign in'],
  ['登不上', '登录失败', '无法登录', '不能登录', '登陆不了', '登录不了', '登不进去', '进不去'],
  ['重启', '重新启动', 'restart', 'reboot'],
  ['关机', '关闭系统', 'shutdown'],
  ['开机启动', '开机自启', '自启动', '开机自动启动', '启动项'],
  ['安装', 'install'],
  ['卸载', '删除软件', 'uninstall'],
  ['升级', '更新', 'upgrade', 'update'],
  ['解压', '解压缩', '解包', '压缩包', '压缩文件'],
  ['压缩', '打包', '归档'],
  ['查看', '显示', '查询', '看看', '列出'],
  ['修改', '更改', '变更'],
  ['新建', '创建', '建立', '添加', '新增'],
  ['网卡', '网络接口', '网络适配器'],
  ['网络不通', '连不上', '连不通', '断网', '无法连接', '连接失败', '上不了网', '不通'],
  ['域名解析', 'dns', '解析域名'],
  ['端口', '连接埠', 'port'],
  ['防火墙', 'firewall', 'iptables', 'firewalld'],
  ['进程', '程式', 'process'],
  ['文件', '档案'],
  ['网络', '网路'],
  ['服务器', '伺服器'],
  ['软件', '软体'],
  ['服务', 'service', 'systemctl'],
  ['日志', 'log'],
  ['定时任务', '计划任务', '定时执行', 'cron', 'crontab'],
  ['权限', '访问权限', 'permission'],
  ['证书', 'ssl', 'https', 'certificate'],
  ['过期', '到期', '失效'],
  ['数据库', '资料库', 'mysql', 'database'],
  ['主从', '主从复制', '主从同步', '复制延迟', 'replication'],
  ['缓存', 'redis', 'cache'],
  ['慢查询', '查询慢', 'sql慢', 'slow query'],
  ['反向代理', 'nginx', '负载均衡'],
  ['报错', '错误', '出错', '异常', 'error'],
  ['卡顿', '很慢', '太慢', '变慢', '很卡', '卡不卡', '响应慢', '缓慢'],
  ['打不开', '无法打开', '不能打开', '访问不了', '无法访问', '打开失败'],
  ['收不到', '没收到', '未收到', '接收不到', '无法接收'],
  ['发不出去', '无法发送', '发送失败'],
  ['同步', 'sync', '不同步', '未同步'],
  ['邮件', '邮箱', '电子邮件', '信箱', 'email', 'outlook'],
  ['垃圾邮件', 'spam', '垃圾箱'],
  ['考勤机', '打卡机', '考勤设备', '打卡'],
  ['电子桌牌', '桌牌', '桌签', '电子桌签'],
  ['定位', 'gps', '车载定位', '定位设备', '车载终端'],
  ['离线', '掉线', '不在线', '断线'],
  ['小程序', '微信小程序'],
  ['年检', '年审', '认证年审', '认证'],
  ['短信', '简讯', '验证码', 'sms'],
  ['地图', 'gis', '底图'],
  ['监控', '视频', '摄像头', '监控视频'],
  ['漏洞', '补丁', '安全补丁', 'cve'],
  ['病毒', '查杀', '杀毒', '木马'],
  ['时间同步', '对时', '校时', 'ntp', 'chrony'],
  ['巡检', '检查', '巡查'],
  ['故障', '事故', '问题'],
  ['应急', '应急预案', '应急处置'],
  ['审批', '许可', '授权', '申请'],
  ['驻点', '驻场', '值班'],
  ['月报', '月度报告', '月度'],
  ['日报', '日常维护报告', '每日报告'],
  ['日志文件', 'log文件'],
  ['比较', '对比', '差异', '不同', 'diff'],
  ['查找', '搜索', '寻找', 'find'],
  ['复制', '拷贝', 'copy'],
  ['移动', '重命名', '改名'],
  ['远程', '远程登录', '远程连接'],
  ['传输', '上传', '下载', '传文件'],
  ['带宽', '流量', '网速'],
  ['分区', '磁盘分区', 'partition'],
  ['挂载', 'mount'],
  ['主机名', '计算机名', 'hostname'],
  ['内核', 'kernel'],
  ['打印', '打印机', '列印'],
  ['订阅', '许可证', '续订', '续费'],
  ['付款', '付费', '支付', '信用卡', '扣款'],
  ['激活', '启用', '注册'],
];

interface Rule {
  needles: readonly (readonly string[])[];
  words: readonly string[];
}

/** `系统…版本`: both parts, in this order, whatever stands between. */
const parts = (needle: string): readonly string[] => needle.split('…').map(normalise);

const rules: readonly Rule[] = [...equal.map((group) => ({ needles: group.map(parts), words: group }))];

const LATIN_WORD = /^[\p{Script=Latin}\p{N}.+-]+$/u;

export interface Expansion {
  /** What of the query called for it. */
  matched: string;
  /** Other words for that, without those that stand in the query already. */
  words: string[];
}

/** Other words for what stands in `query` (normalised text), one entry for each rule that applies. */
export function expand(query: string): Expansion[] {
  const latinWords = new Set(query.split(/[^\p{Script=Latin}\p{N}.+-]+/u));
  const stands = (needle: readonly string[]): boolean => {
    let from = 0;
    for (const part of needle) {
      const at = LATIN_WORD.test(part) ? (latinWords.has(part) ? query.indexOf(part) : -1) : query.indexOf(part, from);
      if (at < from) return false;
      from = at + part.length;
    }
    return true;
  };
  const expansions: Expansion[] = [];
  for (const { needles, words } of rules) {
    const matched = needles.filter(stands).map((needle) => needle.join(''));
    if (matched.length === 0) continue;
    const others = words.filter((word) => !query.includes(normalise(word)));
    const longest = matched.reduce((best, one) => (one.length > best.length ? one : best));
    if (others.length > 0) expansions.push({ matched: longest, words: others });
  }
  return expansions;
}
