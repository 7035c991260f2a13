/** Consultations, and the routine calls on the hotline (5.3.10, 5.1.1(1)). Pure. */
import type { Entry } from '../kit/book.ts';
import { departments, people } from '../kit/people.ts';
import type { Random } from '../kit/random.ts';
import type { StoryContext } from '../kit/story.ts';
import { dayOf, drop, plus, plusMinutes, type StoryDay, t } from '../kit/times.ts';
import { questions } from '../story/questions-data.ts';
import { onCallOf, residentOf } from './duty.ts';

/** More questions after long holidays and at year's end, fewer in summer. */
const busy = (day: StoryDay): number => {
  const month = Number(day.date.slice(5, 7));
  if (month === 12 || month === 1) return 0.85;
  return month === 7 || month === 8 ? 0.5 : 0.66;
};

export function consultationEntries(context: StoryContext): Entry[] {
  const random = context.random.of('consultations');
  const entries: Entry[] = [];
  const known = new Set<string>();
  for (const day of context.days) {
    const count = day.working ? Number(random.chance(busy(day))) + Number(random.chance(0.24)) : 0;
    for (let n = 0; n < count; n += 1) entries.push(...consultation(day, n, random, known, context));
    if (random.chance(day.working ? 0.12 : 0.09)) entries.push(nightCall(day, random, context));
  }
  return [...entries, ...enteredTwice(), afterTheCut()];
}

function consultation(day: StoryDay, n: number, random: Random, known: Set<string>, context: StoryContext): Entry[] {
  const [topic, asset, question, answer, article] = random.pick(questions);
  const who = random.pick(departments);
  const at = t(day.date, `${n === 0 ? random.int(9, 11) : random.int(14, 16)}:${random.int(10, 55)}`.padStart(5, '0'));
  const channel = random.pick(['phone', 'phone', 'onsite', 'message', 'form'] as const);
  const unanswered = random.chance(0.04);
  const status = topic === 'requirement' ? 'transferred' : unanswered ? 'open' : 'solved';
  const key = `consultation:${day.date}-${n}`;
  const answered = plusMinutes(at, random.int(2, 18));
  const by = answererOf(at, answered, context);
  const entry: Entry = {
    kind: 'consultation',
    key,
    writtenAt: plusMinutes(answered, 25),
    draft: drop({
      at,
      channel,
      asker: who.user,
      department: who.name,
      asset,
      topic,
      question,
      ...(status === 'open' ? {} : { answer, answeredBy: by, answeredAt: answered }),
      status,
      article,
      articleChange: article === undefined ? undefined : articleChange(article, known, random),
    }),
  };
  const entries = status === 'open' ? [entry, answeredLater(entry, answer, day, context)] : [entry];
  if (channel !== 'phone') return entries;
  const call: Entry = {
    kind: 'call',
    writtenAt: plusMinutes(answered, 27),
    draft: {
      at,
      caller: who.user,
      callerPhone: who.phone,
      department: who.name,
      outcome: 'answered',
      answeredAt: plus(at, random.int(5, 24)),
      handler: by,
      subject: question,
      handling: status === 'solved' ? '当场答复' : '已登记，待研究后回复',
      consultation: `@${key}`,
    },
  };
  return [...entries, call];
}

/** The engineer at the bureau, or whoever takes the line while they are busy elsewhere. */
function answererOf(from: string, to: string, { diary, days }: StoryContext): string {
  const day = dayOf(from);
  const onCall = onCallOf(from, days[0]?.date ?? '');
  const by = diary.takeFirst([residentOf(day), people.resident2, onCall], from, to);
  if (by === undefined) throw new RangeError(`nobody takes the call of ${from}`);
  return by;
}

/** One call that two engineers wrote down; the second record was withdrawn when June had been reported. */
function enteredTwice(): Entry[] {
  const key = 'call:twice';
  const writtenAt = t('2026-06-11', '10:05');
  const draft = {
    at: t('2026-06-11', '09:33'),
    caller: '食品监管处用户',
    callerPhone: '0756-0000121',
    department: '食品安全监管处',
    outcome: 'answered',
    answeredAt: t('2026-06-11', '09:33:20'),
    handler: people.resident2,
    subject: '食品监控视频看不到画面',
    handling: '受理，转驻点工程师处理',
    incident: '@incident:video-black',
  };
  const by = people.resident;
  const reason = '与同日 09:33 的来电为同一次来电，重复登记';
  const at = t('2026-07-03', '10:15');
  return [
    { kind: 'call', key, writtenAt, draft },
    {
      kind: 'call',
      key,
      writtenAt: at,
      draft: { ...draft, enteredAt: writtenAt, withdrawn: { by, at, reason } },
      edit: { reason, who: by },
    },
  ];
}

/** It rang on the last working day of June when the month had been reported: July counts it. */
function afterTheCut(): Entry {
  const at = t('2026-06-30', '17:12');
  return {
    kind: 'call',
    writtenAt: plusMinutes(at, 9),
    draft: {
      at,
      caller: '财务处用户',
      callerPhone: '0756-0000103',
      department: '财务处',
      outcome: 'answered',
      answeredAt: plus(at, 14),
      handler: residentOf('2026-06-30'),
      subject: '询问 7 月起加班统计表的新口径从哪天取数',
      handling: '当场答复',
    },
  };
}

/** What could not be answered at once is answered a few working days later, after it was looked into. */
function answeredLater(entry: Entry, answer: string, day: StoryDay, context: StoryContext): Entry {
  const random = context.random.of(`answer/${entry.key}`);
  const at = t(context.workingDayAfter(day.date, random.int(2, 6)), `15:${random.int(10, 50)}`);
  const by = answererOf(plusMinutes(at, -6), at, context);
  return {
    kind: 'consultation',
    key: entry.key as string,
    writtenAt: plusMinutes(at, 10),
    draft: {
      ...entry.draft,
      enteredAt: entry.writtenAt,
      answer,
      answeredBy: by,
      answeredAt: at,
      status: 'solved',
    },
    edit: { reason: '核实后答复', who: by },
  };
}

/** The first question makes the article; later ones use it, and now and then better it. */
function articleChange(article: string, known: Set<string>, random: Random): string {
  if (known.has(article)) return random.chance(0.15) ? 'revised' : 'existing';
  known.add(article);
  return 'new';
}

const nightSubjects = [
  ['值班室打印机无法打印值班表', '指导重新选择打印机后正常'],
  ['移动端收不到值班提醒', '核对通知权限后正常'],
  ['询问节假日值班表在哪里查看', '指导在“值班考勤”首页查看'],
  ['值班电脑登录慢', '核对网络正常，重启浏览器后恢复'],
  ['临时需要导出当日出勤名单', '告知需书面申请，次日办理'],
] as const;

/** Outside office hours, or at noon: somebody of the 7×24 roster answers; now and then a call is missed and returned. */
function nightCall(day: StoryDay, random: Random, { days }: StoryContext): Entry {
  const [subject, handling] = random.pick(nightSubjects);
  const hour = day.working ? random.pick([12, 19, 20, 21, 22]) : random.int(8, 22);
  const at = t(day.date, `${String(hour).padStart(2, '0')}:${random.int(10, 55)}`);
  const missed = random.chance(0.12);
  return {
    kind: 'call',
    writtenAt: plusMinutes(at, 32),
    draft: {
      at,
      caller: '值班室用户',
      callerPhone: '0756-0000199',
      department: '值班室',
      ...(missed
        ? { outcome: 'called-back', calledBackAt: plus(at, random.int(90, 520)) }
        : { outcome: 'answered', answeredAt: plus(at, random.int(6, 30)) }),
      handler: onCallOf(at, days[0]?.date ?? ''),
      subject,
      handling,
    },
  };
}
