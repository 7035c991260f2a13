/** Passwords that everybody tries first: those that makers set, those made from the account, those that dictionaries begin with. Pure. */
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';

/** account/password as makers of devices and programs set them. */
const MAKERS: ReadonlySet<string> = new Set(
  (
    'admin/admin admin/admin123 admin/admin1234 admin/admin12345 admin/admin@123 admin/123456 admin/12345 admin/1234 admin/888888 admin/password ' +
    'admin/public admin/zabbix admin/huawei admin/harbor12345 admin/changeme admin/default admin/manager admin/system admin/root ' +
    'root/root root/calvin root/toor root/admin root/123456 root/vizxv root/xc3511 root/password root/changeme root/huawei12#$ ' +
    'administrator/admin@9000 administrator/admin administrator/password sa/sa sa/123456 sys/sys sys/change_on_install _system/sys sysdba/sysdba001 sysauditor/sysauditor hscroot/abc123 padmin/padmin qsecofr/qsecofr gbasedbt/gbasedbt123 gbasedbt/gbase123 kingbase/kingbase db2inst1/db2inst1 informix/informix gpadmin/gpadmin omm/omm dbsnmp/dbsnmp hive/hive hdfs/hdfs admin/123 admin/1 comtech/comtech admin/nsfocus admin/venus.fw admin/leadsec@7766 admin/topsec@ sangfor/sangfor admin/sangfor admin/h3c admin/ruijie ' +
    'system/manager system/oracle system/system scott/tiger sysdba/sysdba sysdba/masterkey postgres/postgres oracle/oracle ' +
    'weblogic/weblogic weblogic/weblogic1 weblogic/welcome1 tomcat/tomcat tomcat/s3cret manager/manager nacos/nacos ' +
    'guest/guest user/user test/test ubnt/ubnt pi/raspberry cisco/cisco apc/apc userid/passw0rd elastic/changeme kibana/kibana ' +
    'minioadmin/minioadmin rabbitmq/rabbitmq jenkins/jenkins zabbix/zabbix druid/druid grafana/grafana activemq/activemq ' +
    'monitor/monitor operator/operator supervisor/supervisor service/service audit/audit ftp/ftp ups/ups nexus/admin123 omm/gauss@123'
  ).split(' '),
);
/** Images of containers and projects are named so, too: grafana/grafana, nacos/nacos. */
const IMAGE = /docker|podman|pull|push|image|镜像|仓库|github|gitee|容器|拉取|chart/i;

/** What dictionaries of passwords begin with, beyond what digits alone say. */
const WEAKEST =
  /(?<![!-~])(123456(?:789?|78)?|12345|111111|000000|666666|888888|123123|654321|abc123|abc@123|abcd1234|a123456|aa123456|admin123|admin@123|root123|test123|test1234|passw0rd|p@ssw0rd|p@ssw0rd1|password1|password123|qwer1234|qwe123|1qaz2wsx|1qaz@wsx|!qaz2wsx|1q2w3e4r|iloveyou|qwerty|qwerty123|welcome1|letmein|woaini|5201314|changeme|pass1234)(?![!-+\-/-~])/gi;
const ABOUT_WEAK = /弱口令|弱密码|口令太?弱|密码太?弱|字典|爆破|撞库|猜解|猜出|跑出/;
/** A number of them that were found or tried. */
const COUNTED = /^\s*(?:条|次|个|位|种|组|台|行)/;

const PAIR = /(?<![\w./@:?=&-])([A-Za-z_][\w-]{1,20})\s?\/\s?([!-.0-~]{2,40})/g;
/** Paths and lists of things are written so, too. */
const ENDS = /^[”"'」）)】\]]?\s*(?:$|[，。,；;、！\n）)]|未|没|仍|还|可|能|就|登|连|进|上去|默认|原样|照旧|（)/;

/** Everything of that kind, in no order. */
export function findDefaults(text: string): Found[] {
  return [...pairs(text), ...weakest(text)].map((one) => ({ rule: 'password', ...one }));
}

function pairs(text: string): Pick<Found, 'value' | 'at'>[] {
  return matchesIn(text, PAIR).flatMap((m) => {
    const [whole, account = '', given = ''] = m;
    const value = given.replace(/[.,:;)"'\]}]+$/, '');
    const at = m.index + whole.length - given.length;
    const around = text.slice(Math.max(0, m.index - 40), at + value.length + 20);
    if (IMAGE.test(around) || !ENDS.test(text.slice(at + value.length, at + value.length + 4))) return [];
    const isOne =
      MAKERS.has(`${account}/${value}`.toLowerCase()) ||
      (isMadeOf(account, value) && !(isNumbered(account, value) && !ABOUT_LOGIN.test(around)));
    return isOne && !/^\s*(?:已|账号|用户)/.test(text.slice(at + value.length)) ? [{ value, at }] : [];
  });
}

/** druid/druid123, audit/audit@2026: the account with digits behind it, more than the two of a version. */
function isMadeOf(account: string, value: string): boolean {
  if (!value.toLowerCase().startsWith(account.toLowerCase())) return false;
  return /^(?:\d{3,8}|[!@#$%^&*_.-]+\d{1,8}[!@#$%^&*]*|\d{1,8}[!@#$%^&*]+)$/.test(value.slice(account.length));
}

/** faq/faq-001: the path of a thing with its number, as long as nobody speaks of logging in. */
const isNumbered = (account: string, value: string): boolean => /^[-_.]\d+$/.test(value.slice(account.length));
const ABOUT_LOGIN = /登[录陆]|密\s?码|口\s?令|账号|帐号|账户|用户|默认|初始|出厂|pass|login|\blog ?in/i;

function weakest(text: string): Pick<Found, 'value' | 'at'>[] {
  return text.split('\n').reduce<{ at: number; found: Pick<Found, 'value' | 'at'>[] }>(
    ({ at, found }, line) => ({
      at: at + line.length + 1,
      found: ABOUT_WEAK.test(line)
        ? [
            ...found,
            ...matchesIn(line, WEAKEST).flatMap((m) =>
              COUNTED.test(line.slice(m.index + m[0].length)) ? [] : [{ value: m[0], at: at + m.index }],
            ),
          ]
        : found,
    }),
    { at: 0, found: [] },
  ).found;
}
