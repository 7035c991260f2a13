/** Account, data and interface operations that users asked for, each with form, permit, backup and review (4.2.1–4.2.4). Pure. */
import { sha256 } from '../../archive/digest.ts';
import type { ServiceRequestRecord } from '../../subjects/requests/kinds/service-request.ts';
import type { Entry } from '../kit/book.ts';
import { fill } from '../kit/fill.ts';
import { departments, people } from '../kit/people.ts';
import type { Random } from '../kit/random.ts';
import type { StoryContext } from '../kit/story.ts';
import { drop, plusMinutes, t } from '../kit/times.ts';
import { residentOf } from './duty.ts';
import { singlePermit } from './permits.ts';

type Action = ServiceRequestRecord['action'];

/** What is asked for: action, system, text (`%n` a number), rows touched at most. */
const accountWork: readonly (readonly [Action, string, string])[] = [
  ['account-reset', 'subsystem-administration', '重置 %n 名用户的登录口令'],
  ['account-create', 'subsystem-hr', '为新入职 %n 人开通账号'],
  ['account-disable', 'subsystem-administration', '停用调离人员账号 %n 个'],
  ['permission-change', 'subsystem-casework', '调整 %n 名办案人员的案件查询权限'],
  ['permission-change', 'subsystem-attendance', '为值班室增加 %n 名排班管理员'],
  ['account-enable', 'mini-program', '紧急启用小程序账号 %n 个'],
  ['account-reset', 'subsystem-casework', '重置执法办案系统口令 %n 个'],
];

const dataWork: readonly (readonly [Action, string, string, number])[] = [
  ['data-correct', 'subsystem-hr', '更正请假记录 %n 条的审批状态', 12],
  ['data-correct', 'subsystem-attendance', '更正考勤补签 %n 条', 30],
  ['data-correct', 'subsystem-supplies', '更正物品库存 %n 项', 20],
  ['data-import', 'subsystem-contract-staff', '导入购买服务人员考勤 %n 条', 140],
  ['data-export', 'subsystem-statistics', '导出加班统计明细 %n 条供核对', 600],
  ['data-correct', 'subsystem-casework', '合并重复案件登记 %n 件', 4],
  ['data-delete', 'subsystem-administration', '清除测试公告 %n 条', 8],
];

const interfaceWork: readonly (readonly [Action, string, string, number])[] = [
  ['interface-reconcile', 'interface-departments', '对账后补传市场主体数据 %n 条', 320],
  ['interface-config', 'interface-sms', '更新短信签名与模板 %n 个', 6],
  ['interface-reconcile', 'interface-video', '补采视频点位信息 %n 条', 24],
];

/** When an account was changed before anybody had permitted it; the log of the system shows it at 10:20. */
const FORGOTTEN = { date: '2026-07-16', begin: '10:19' };

export function requestEntries(context: StoryContext): Entry[] {
  const random = context.random.of('requests');
  return context.days
    .filter((day) => day.working)
    .flatMap(({ date, index }): Entry[] => {
      const found: Entry[] = [];
      if (random.chance(0.3) || date === FORGOTTEN.date) found.push(...account(date, index, random, context));
      if (random.chance(0.13)) found.push(...data({ date, index, random, context }, random.pick(dataWork), 'data'));
      if (random.chance(0.06))
        found.push(...data({ date, index, random, context }, random.pick(interfaceWork), 'interface'));
      return found;
    });
}

/** What the applicant was told, and how it was checked. */
const told: Readonly<Partial<Record<Action, readonly string[]>>> = {
  'account-reset': ['{电话|当面|工作群}告知本人首次登录修改口令', '口令密封交部门联络人'],
  'account-create': ['{电话|当面}告知账号与首次登录办法', '账号清单交部门联络人签收'],
  'account-disable': ['停用前导出其待办 {1-9} 项，移交{user}', '确认无在途审批后停用'],
  'account-enable': ['按申请单启用，期限 {3-30} 天', '{电话|当面}告知启用期限'],
  'permission-change': ['权限按申请单逐项核对 {3-14} 项', '调整前后权限清单各存一份'],
};
const verified = [
  '{at} 本人登录成功',
  '{at} 现场试用 {2-6} 个功能正常',
  '{at} 收到部门核对回复',
  '{at} 截图回传，无误',
];

const form = (date: string, index: number, kind: string): string =>
  `SQ-${date.slice(0, 4)}-${kind}${String(index).padStart(3, '0')}`;

function account(date: string, index: number, random: Random, { diary }: StoryContext): Entry[] {
  const who = random.pick(departments);
  const [action, asset, text] = random.pick(accountWork);
  const count = random.int(1, 4);
  const at = t(date, `09:${random.int(30, 55)}`);
  const wanted = plusMinutes(at, random.int(25, 60));
  const minutes = random.int(4, 15);
  const key = `account-${date}`;
  const forgotten = date === FORGOTTEN.date;
  const begin = forgotten ? t(date, FORGOTTEN.begin) : wanted;
  const started = diary.next(residentOf(date), begin, minutes, t(date, '17:00')) ?? begin;
  const finished = plusMinutes(started, minutes);
  const refused = random.chance(0.04) && !forgotten;
  const done = refused
    ? { result: 'refused', resultNote: '申请单未经部门负责人签字，退回补充' }
    : {
        ...(forgotten
          ? { withoutPermit: '申请人现场催办，先行办理后补申请，已向采购人书面说明' }
          : { permit: `@permit:${key}` }),
        executor: residentOf(date),
        startedAt: started,
        finishedAt: finished,
        reviewer: people.manager,
        reviewedAt: plusMinutes(finished, 20),
        backupNote: `操作前导出账号清单 ${count} 条`,
        affectedRows: count,
        result: 'done',
        resultNote: resultOf(action, finished, random.of(`result/${date}`)),
        rollback: '按操作前账号清单恢复',
      };
  return [
    ...(refused || forgotten ? [] : [permitFor(key, ['account'], asset, text.replace('%n', String(count)), at)]),
    {
      kind: 'service-request',
      writtenAt: plusMinutes(finished, 30),
      draft: {
        at,
        category: 'account',
        action,
        asset,
        subject: text.replace('%n', String(count)),
        applicant: who.user,
        department: who.name,
        form: form(date, index, 'Z'),
        ...done,
      },
    },
  ];
}

const minute = (at: string): string => at.slice('yyyy-mm-ddT'.length, 'yyyy-mm-ddThh:mm'.length);

function resultOf(action: Action, finished: string, random: Random): string {
  const text = `${random.pick(told[action] ?? [])}；${random.pick(verified)}`;
  return fill(text.replace('{at}', minute(plusMinutes(finished, random.int(2, 12)))), random);
}

const permitFor = (key: string, operations: string[], asset: string, reason: string, at: string): Entry =>
  singlePermit({
    key,
    operations,
    assets: [asset],
    reason,
    scope: `仅限本次申请：${reason}`,
    at: plusMinutes(at, 2),
    grantedAt: plusMinutes(at, 18),
    validFrom: plusMinutes(at, 18),
    validTo: plusMinutes(at, 18 + 8 * 60),
  });

interface RequestDay {
  date: string;
  index: number;
  random: Random;
  context: StoryContext;
}

function data(
  { date, index, random, context }: RequestDay,
  [action, asset, text, most]: readonly [Action, string, string, number],
  category: 'data' | 'interface',
): Entry[] {
  const who = random.pick(departments);
  const count = random.int(Math.max(1, Math.floor(most / 4)), most);
  const subject = text.replace('%n', String(count));
  const at = t(date, `14:${random.int(10, 40)}`);
  const wanted = plusMinutes(at, random.int(30, 60));
  const minutes = random.int(8, 40);
  const executor = random.chance(0.5) ? people.dba : residentOf(date);
  const started = context.diary.next(executor, wanted, minutes, t(date, '17:20')) ?? wanted;
  const finished = plusMinutes(started, minutes);
  const key = `${category}-${date}`;
  const operation =
    action === 'interface-config'
      ? 'configuration'
      : action === 'data-export'
        ? 'data-export'
        : action === 'data-delete'
          ? 'data-delete'
          : 'data-modify';
  const changes = action !== 'data-export' && action !== 'interface-config';
  const database = asset === 'subsystem-casework' ? 'mysql-casework' : 'mysql-primary';
  return [
    permitFor(key, [operation], asset, subject, at),
    {
      kind: 'service-request',
      writtenAt: plusMinutes(finished, 35),
      draft: drop({
        at,
        category,
        action,
        asset,
        subject,
        applicant: who.user,
        department: who.name,
        form: form(date, index, category === 'data' ? 'S' : 'J'),
        permit: `@permit:${key}`,
        backup: changes ? `@backup:${database}-${date}` : undefined,
        backupNote: changes ? `处理前导出受影响的 ${count} 行` : undefined,
        scriptSha256: changes ? sha256(`演示脚本 ${key}`) : undefined,
        affectedRows: count,
        executor,
        startedAt: started,
        finishedAt: finished,
        reviewer: people.manager,
        reviewedAt: plusMinutes(finished, 25),
        result: 'done',
        resultNote: fill(
          `影响 ${count} 行，与申请单一致；${who.user}${minute(plusMinutes(finished, 6))} {逐行|抽样|按汇总数}核对无误`,
          random.of(`result/${key}`),
        ),
        rollback: changes ? '按处理前导出的文件恢复原值' : '删除导出文件',
      }),
    },
  ];
}
