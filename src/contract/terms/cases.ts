/**
 * Cases of an option of a 口径: a situation in facts and what follows from it by that option. Both sides sign them with the option, the
 * letter prints them, and the code that judges is held against them. One flat row a case.
 */
import { z } from 'zod';
import { clockStates } from '../../states/clock.ts';
import { boolean, count, date, instant, number, optional } from '../scalars.ts';
import { outageWords } from './classes.ts';
import { levelId } from './levels.ts';

/** Who or what found a fault, in the words of a sentence. */
export const finderWords = {
  user: '用户申报',
  monitoring: '监控发现',
  inspection: '巡检发现',
  engineer: '⟦现场⟧工程师发现',
} as const;

/** Whose end is looked at. */
export const caseClocks = {
  response: '响应',
  'remote-start': '远程启动',
  arrival: '到场',
  diagnosis: '诊断启动',
  restoration: '恢复',
  record: '分析处理记录',
  notice: '进展通报',
  plan: '整改方案',
} as const;

/** What follows, of whatever the effect decides. */
export const verdictWords = {
  met: clockStates.met,
  missed: clockStates.missed,
  running: clockStates.running,
  overrun: clockStates.overrun,
  'to-be-agreed': clockStates['to-be-agreed'],
  'not-applicable': clockStates['not-applicable'],
  unrecorded: clockStates.unrecorded,
  counted: '计入',
  'not-counted': '不计入',
  'written-in-time': '按时补办',
  'written-late': '逾期补办，违反',
  'written-pending': '在补办期内',
  'written-overdue': '逾期未补办，违反',
  'on-time': '按期',
  'not-on-time': '未按期',
  'not-due': '尚未到期',
  received: '已签收',
  'not-received': '尚未签收',
  refused: '不予录入',
  accepted: '准予录入',
} as const;

export type Verdict = keyof typeof verdictWords;
const keysOf = <T extends object>(words: T) => Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];

const time = (label: string) => optional(instant()).meta({ label, example: '2026-11-24 09:00' });
const yes = (label: string) => optional(boolean()).meta({ label });

/** The facts of a fault, in the order in which they happen and are told. */
const faultFacts = {
  level: optional(levelId()).meta({ label: '级别' }),
  outage: optional(z.enum(keysOf(outageWords))).meta({ label: '中断范围', choices: outageWords }),
  foundBy: optional(z.enum(keysOf(finderWords))).meta({ label: '发现方式', choices: finderWords }),
  sample: time('探测首个失败样本'),
  alert: time('监控告警触发'),
  discovered: time('登记的发现时间'),
  reported: time('申报'),
  responded: time('响应'),
  remoteStarted: time('远程启动'),
  onSpot: yes('⟦现场⟧工程师当时在现场'),
  gate: time('门岗登记到达'),
  arrived: time('到场'),
  arrivalSigned: time('⟦采购人⟧签认到场'),
  onDuty: yes('值守地点有值班人员在岗'),
  pausedFrom: time('暂停起'),
  pausedTo: time('暂停止'),
  pauseEvidence: yes('暂停有证据'),
  pauseConfirmed: yes('暂停经⟦采购人⟧确认'),
  restored: time('⟦供应商⟧登记恢复'),
  restoredConfirmed: time('⟦采购人⟧确认恢复'),
  closed: time('处理完成（关闭）'),
  submitted: time('分析处理记录签发'),
  planIssued: time('整改方案签发'),
  agreedOn: optional(date()).meta({ label: '约定完成日期' }),
} as const;

const permitFacts = { oral: time('口头许可'), written: time('书面许可') } as const;

const documentFacts = {
  due: time('应交'),
  issued: time('签发'),
  delivered: time('登记送达'),
  online: time('⟦采购人⟧账号网上确认'),
  received: time('⟦采购人⟧签字签收'),
  listed: time('列入的签收单签字'),
} as const;

const asked = { judgedAt: time('判定时点') } as const;

/** What follows by the option. */
const results = {
  clock: optional(z.enum(keysOf(caseClocks))).meta({ label: '看哪个时限', choices: caseClocks }),
  start: time('起算'),
  limit: optional(count()).meta({ label: '时限', unit: '分钟' }),
  deadline: time('到期'),
  figure: optional(number()).meta({ label: '用时', unit: '分钟' }),
  verdict: z.enum(keysOf(verdictWords)).meta({ label: '判定', choices: verdictWords }),
} as const;

export const caseSchema = z.strictObject({
  ...faultFacts,
  ...permitFacts,
  ...documentFacts,
  ...asked,
  ...results,
});

export type OptionCase = z.infer<typeof caseSchema>;
export type CaseField = keyof OptionCase;

/** Which facts a case of an effect is told by, and what of a result it may say. */
export const factFields = [
  ...Object.keys(faultFacts),
  ...Object.keys(permitFacts),
  ...Object.keys(documentFacts),
  ...Object.keys(asked),
] as CaseField[];
export const resultFields = ['clock', 'start', 'limit', 'deadline', 'figure', 'verdict'] as const satisfies CaseField[];

/** The fields of which a case has to have one of the kind: a fault, a permit or a document. */
export const factsOfKind = {
  fault: Object.keys(faultFacts) as CaseField[],
  permit: Object.keys(permitFacts) as CaseField[],
  document: Object.keys(documentFacts) as CaseField[],
} as const;
export type CaseKind = keyof typeof factsOfKind;

/** Chinese name of a field. */
export const caseLabel = (field: CaseField): string => caseSchema.shape[field].meta()?.['label'] as string;

/** Cases as one text that says them to the letter, a line a case: what was before somebody who confirmed them. */
export const caseFacts = (cases: readonly OptionCase[] | undefined): string | undefined =>
  cases === undefined || cases.length === 0
    ? undefined
    : cases
        .map((one) =>
          [...factFields, ...resultFields]
            .flatMap((field) => (one[field] === undefined ? [] : [`${field}=${String(one[field])}`]))
            .join('; '),
        )
        .join('\n');
