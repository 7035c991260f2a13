/** What a fault leaves in other ledgers: call, alert, remote session, visit, satisfaction (5.3.1, 5.5.4, 5.2.3, 5.1.1). Pure. */

import type { Entry } from '../kit/book.ts';
import { isDemand, isGrave, isWorst } from '../kit/levels.ts';
import { NEXT } from '../kit/numbers.ts';
import { department, people } from '../kit/people.ts';
import type { Random } from '../kit/random.ts';
import type { ToldContext } from '../kit/story.ts';
import { dayOf, drop, later, plus, plusMinutes, t } from '../kit/times.ts';
import { faults } from '../story/all-faults.ts';
import { affectedOf, backOf, changePermitOf, type Fault, NOT_ASKED, startOf } from '../story/fault.ts';

export function faultTraces(context: ToldContext): Entry[] {
  const random = context.random.of('traces');
  return faults.flatMap((fault) => [
    ...call(fault, random, context),
    ...alert(fault),
    ...sessions(fault, random),
    ...visit(fault, random),
    ...satisfaction(fault, random, context),
  ]);
}

const incident = (fault: Fault): string => `@incident:${fault.key}`;
const first = (fault: Fault): string => plusMinutes(plus(startOf(fault), fault.responded), 20);

function call(fault: Fault, random: Random, { isWorkingDay }: ToldContext): Entry[] {
  if (fault.department === undefined || fault.reported === undefined || isDemand(fault.level)) return [];
  const who = department(fault.department);
  const rang = plus(t(fault.date, fault.discovered), fault.reported);
  const office = isWorkingDay(fault.date) && Number(fault.discovered.slice(0, 2)) >= 8;
  const slow = fault.responded > 420 && fault.foundBy === 'user';
  const handler = office ? people.resident : (fault.steps[0]?.[1] ?? people.nightA);
  const answer = slow
    ? { outcome: 'called-back', calledBackAt: plus(startOf(fault), fault.responded) }
    : { outcome: 'answered', answeredAt: plus(rang, random.int(6, 28)) };
  return [
    {
      kind: 'call',
      writtenAt: first(fault),
      draft: {
        at: rang,
        caller: who.user,
        callerPhone: who.phone,
        department: who.name,
        ...answer,
        handler,
        subject: fault.title,
        handling: slow ? '当时正在接待来访，随后回电受理并登记故障' : '受理并登记故障，告知处理进度',
        incident: incident(fault),
      },
    },
  ];
}

function alert(fault: Fault): Entry[] {
  if (fault.foundBy !== 'monitoring') return [];
  const fired = plus(startOf(fault), -45);
  const restored = backOf(fault);
  const asset = fault.down?.targets[0] ?? fault.assets[0];
  return [
    {
      kind: 'alert-proposal',
      writtenAt: later(plusMinutes(restored ?? fired, 15), plusMinutes(fault.enteredLate ?? fired, 4)),
      draft: drop({
        source: 'auto',
        at: fired,
        asset,
        alert: fault.down === undefined ? '运行指标异常' : '业务探测失败',
        severity: isGrave(fault.level) ? 'critical' : 'warning',
        value: fault.down?.reason ?? fault.symptom.slice(0, 20),
        summary: `${fault.title}：${fault.symptom}`,
        monitor: '监控平台',
        firedAt: fired,
        resolvedAt: restored ?? undefined,
        decision: 'incident',
        handling: '转故障处理',
        decidedBy: fault.steps[0]?.[1] ?? people.resident,
        decidedAt: plus(startOf(fault), fault.responded),
        incident: incident(fault),
      }),
    },
  ];
}

/** One to look, under the standing permit; another to change what has to be changed, once that is permitted. */
function sessions(fault: Fault, random: Random): Entry[] {
  const { remote, restored } = fault;
  if (remote === undefined || restored === undefined) return [];
  const ended = restored + 300;
  const change = changePermitOf(fault);
  const granted = (fault.emergency ?? fault.written)?.at;
  if (fault.key === NOT_ASKED || change === null || granted === undefined)
    return [session(fault, random, { from: remote, to: ended, ...unpermitted(fault) })];
  return [
    session(fault, random, {
      from: remote,
      to: Math.max(granted, remote + 240),
      access: 'read',
      permit: '@permit:remote',
    }),
    session(fault, random, {
      from: Math.max(granted, remote + 240),
      to: ended,
      access: 'change',
      permit: `@${change}`,
    }),
  ];
}

/** Once what was permitted was to look, and something was changed. */
const OVERSTEPPED = 'export-garbled';

const unpermitted = ({ key }: Fault): Pick<Access, 'access' | 'permit' | 'withoutPermit'> =>
  key === NOT_ASKED
    ? { access: 'change', withoutPermit: '未在许可范围内登记即远程接入，事后已向采购人报告并补作说明' }
    : { access: key === OVERSTEPPED ? 'change' : 'read', permit: '@permit:remote' };

interface Access {
  /** Seconds after the start. */
  from: number;
  to: number;
  access: 'read' | 'change';
  permit?: string;
  withoutPermit?: string;
}

function session(fault: Fault, random: Random, { from, to, ...access }: Access): Entry {
  const start = startOf(fault);
  const [started, ended] = [plus(start, from), plus(start, to)];
  const steps = fault.steps.filter(([seconds]) => seconds >= from && seconds < to);
  const changing = access.access === 'change' ? steps.at(-1) : undefined;
  const operator = (changing ?? steps[0])?.[1] ?? people.resident;
  const own = steps.filter(([, actor]) => actor === operator).map(([, , action]) => action);
  return {
    kind: 'remote-session',
    writtenAt: later(plusMinutes(ended, 25), plusMinutes(fault.enteredLate ?? ended, 6)),
    draft: drop({
      at: started,
      operator,
      assets: affectedOf(fault),
      way: 'bastion',
      account: operator === people.dba ? 'ops-dba' : 'ops01',
      from: `10.0.9.${random.int(20, 29)}`,
      startedAt: started,
      endedAt: ended,
      purpose: `${access.access === 'read' ? '排查' : '处置'}：${fault.title}`,
      actions: own.join('；') || '查看日志与配置',
      incident: incident(fault),
      companion: people.clerk,
      ...access,
      matched: access.withoutPermit === undefined ? 'matched' : 'different',
      session: `${dayOf(started).replaceAll('-', '')}-${random.int(100, 899)}`,
    }),
  };
}

/** What was done on the spot, by whoever went there: not what was done from afar. */
function visit(fault: Fault, random: Random): Entry[] {
  if (fault.arrived === undefined || fault.restored === undefined || fault.visit === undefined) return [];
  if (fault.department === undefined) return [];
  const start = startOf(fault);
  const who = department(fault.department);
  const arrived = plus(start, fault.arrived);
  const left = plusMinutes(plus(start, fault.restored), 15);
  return [
    {
      kind: 'service-order',
      key: `order:${fault.key}`,
      writtenAt: plusMinutes(left, 30),
      draft: {
        number: NEXT,
        at: start,
        place: fault.onSpot === true ? `${who.name}（驻点现场）` : who.name,
        purpose: `${fault.title}：现场协助`,
        assets: affectedOf(fault),
        incident: incident(fault),
        engineer: visitorOf(fault),
        departedAt: plus(arrived, -Math.min(fault.arrived, 600)),
        arrivedAt: arrived,
        leftAt: left,
        work: fault.visit,
        result: 'done',
        signedBy: who.user,
        signedAt: plusMinutes(left, -4),
        satisfaction: isWorst(fault.level) ? '3' : random.pick(['4', '5']),
        opinion: fault.opinion ?? random.pick(['处理及时', '态度好，说明清楚', '希望提前告知预计恢复时间']),
      },
    },
  ];
}

const visitorOf = (fault: Fault): string =>
  fault.steps.find(([seconds]) => seconds === fault.arrived)?.[1] ?? people.resident;

function satisfaction(fault: Fault, random: Random, { workingDayAfter }: ToldContext): Entry[] {
  if (fault.closed === undefined || fault.department === undefined || !random.chance(0.7)) return [];
  const who = department(fault.department);
  const at = t(workingDayAfter(dayOf(fault.closed), 1), `1${random.int(0, 6)}:${random.int(10, 55)}`);
  const score = isWorst(fault.level) ? '3' : random.pick(['5', '5', '4', '4', '4', '3']);
  return [
    {
      kind: 'satisfaction',
      writtenAt: plusMinutes(at, 20),
      draft: {
        at,
        respondent: who.user,
        department: who.name,
        way: random.pick(['visit', 'phone']),
        subject: `${fault.title}的处理`,
        score,
        comment:
          score === '3'
            ? random.pick(['影响办理进度，希望加强预防', '恢复前没有收到进展通报', '同类问题以前出现过，希望查清原因'])
            : random.pick(['响应及时', '处理过程有通报，满意', '希望同类问题不再出现', '说明清楚，恢复较快']),
        incident: incident(fault),
        ...(score === '3'
          ? {
              followUp: random.pick([
                '已回访说明原因和整改措施，用户认可',
                '约定处置期间每 30 分钟通报一次进展',
                '整改完成后请用户复验',
              ]),
            }
          : {}),
      },
    },
  ];
}
