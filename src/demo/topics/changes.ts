/** Changes with their permits, maintenance windows and sessions: asked, assessed, agreed, tested, released, confirmed. Pure. */
import type { Entry } from '../kit/book.ts';
import { department, people } from '../kit/people.ts';
import type { Random } from '../kit/random.ts';
import type { ToldContext } from '../kit/story.ts';
import { drop, plus, plusDays, plusMinutes, t } from '../kit/times.ts';
import { type PlannedChange, plannedChanges } from '../story/changes-data.ts';
import { singlePermit } from './permits.ts';

export function changeEntries(context: ToldContext): Entry[] {
  const random = context.random.of('changes');
  return plannedChanges.flatMap((planned) => oneChange(planned, context, random));
}

function oneChange(planned: PlannedChange, context: ToldContext, random: Random): Entry[] {
  const key = `change:${planned.key}`;
  const asked = t(planned.asked, `${random.int(9, 11)}:${random.int(10, 50)}`.padStart(5, '0'));
  const who = planned.department === undefined ? people.resident : department(planned.department).user;
  const base = drop({
    at: asked,
    title: planned.title,
    type: planned.type,
    assets: [...planned.assets],
    requestedBy: who,
    department: planned.department,
    content: planned.content,
    versionBefore: planned.versions?.[0],
    findings: planned.findings === undefined ? undefined : [...planned.findings],
  });
  const first: Entry = {
    kind: 'change',
    key,
    writtenAt: plusMinutes(asked, 15),
    draft: { ...base, stage: 'proposed' },
  };
  const assessed = {
    assessment: planned.assessment,
    assessedBy: people.developer,
    assessedAt: t(context.workingDayAfter(planned.asked, 1), '16:10'),
  };
  const agreed = { agreedBy: people.clerk, agreedAt: t(context.workingDayAfter(planned.asked, 2), '10:40') };
  const edit = (writtenAt: string, more: object, reason: string): Entry => ({
    kind: 'change',
    key,
    writtenAt,
    draft: { ...base, enteredAt: first.writtenAt, ...more },
    edit: { reason, who: people.resident },
  });
  if (planned.withdrawn === true) {
    const reason = '评估后撤回';
    return [first, edit(plusMinutes(assessed.assessedAt, 30), { ...assessed, stage: 'withdrawn' }, reason)];
  }
  const second = edit(
    plusMinutes(agreed.agreedAt, 10),
    { ...assessed, ...agreed, stage: 'agreed' },
    '登记评估与采购人同意',
  );
  if (planned.released === undefined) return [first, second];
  return [first, second, ...released(planned, { ...base, ...assessed, ...agreed }, context, random, edit)];
}

function released(
  planned: PlannedChange,
  sofar: object,
  context: ToldContext,
  random: Random,
  edit: (writtenAt: string, more: object, reason: string) => Entry,
): Entry[] {
  const day = planned.released ?? '';
  const night = ['patch', 'database'].includes(planned.type);
  const begin = t(day, night ? '19:30' : '18:20');
  const minutes = planned.minutes ?? 30;
  const done = plusMinutes(begin, minutes);
  const tested = t(dayBefore(day, context), '16:30');
  const permitKey = `release-${planned.key}`;
  const permit = singlePermit({
    key: permitKey,
    operations: ['remote', 'release', 'configuration'],
    assets: planned.assets,
    reason: planned.title,
    scope: `仅限本次变更：${planned.content}`,
    at: t(dayBefore(day, context), '09:40'),
    grantedAt: t(dayBefore(day, context), '17:10'),
    validFrom: t(day, '18:00'),
    validTo: t(day, '23:59:59'),
  });
  const testing = { testedBy: people.tester, testedAt: tested, testResult: planned.tests };
  const release = drop({
    permit: `@permit:${permitKey}`,
    backup: backupFor(planned, day),
    releasedBy: people.resident,
    releasedAt: done,
    versionAfter: planned.versions?.[1],
    way: planned.way,
    effects: planned.effects?.map(([item, before, after]) => ({ item, before, after })),
  });
  const confirmedDay = context.workingDayAfter(day, 1);
  const confirmed = {
    confirmedBy: planned.department === undefined ? people.clerk : department(planned.department).user,
    confirmedAt: t(confirmedDay, `1${random.int(0, 1)}:${random.int(10, 55)}`),
  };
  const whole = { ...sofar, ...testing, ...release };
  return [
    permit,
    edit(plusMinutes(done, 20), { ...whole, stage: 'released' }, '登记测试与发布'),
    edit(plusMinutes(confirmed.confirmedAt, 15), { ...whole, ...confirmed, stage: 'confirmed' }, '登记用户确认'),
    ...(night ? [window(planned, context, begin, done, permitKey)] : []),
    session(planned, begin, done, permitKey, random),
  ];
}

function backupFor(planned: PlannedChange, day: string): string | undefined {
  if (planned.assets.includes('mysql-casework')) return `@backup:mysql-casework-${day}`;
  return planned.type === 'requirement' || planned.assets.includes('mysql-primary')
    ? `@backup:mysql-primary-${day}`
    : undefined;
}

const dayBefore = (day: string, { isWorkingDay }: ToldContext): string => {
  let before = plusDays(day, -1);
  while (!isWorkingDay(before)) before = plusDays(before, -1);
  return before;
};

function window(planned: PlannedChange, context: ToldContext, begin: string, done: string, permitKey: string): Entry {
  const asked = t(dayBefore(day(begin), context), '10:30');
  return {
    kind: 'maintenance-window',
    writtenAt: plusMinutes(done, 25),
    draft: {
      at: asked,
      assets: [...planned.assets],
      from: plusMinutes(begin, -10),
      to: plusMinutes(done, 40),
      purpose: planned.title,
      announced: 'yes',
      approvedBy: people.clerk,
      approvedAt: t(dayBefore(day(begin), context), '17:10'),
      change: `@change:${planned.key}`,
      permit: `@permit:${permitKey}`,
      actualFrom: begin,
      actualTo: done,
    },
  };
}

const day = (instant: string): string => instant.slice(0, 10);

function session(planned: PlannedChange, begin: string, done: string, permitKey: string, random: Random): Entry {
  return {
    kind: 'remote-session',
    writtenAt: plusMinutes(done, 22),
    draft: {
      at: plus(begin, 30),
      permit: `@permit:${permitKey}`,
      operator: planned.type === 'database' ? people.dba : people.resident,
      assets: [...planned.assets],
      way: 'bastion',
      account: 'ops01',
      from: `10.0.9.${random.int(20, 29)}`,
      startedAt: plus(begin, 30),
      endedAt: plusMinutes(done, 5),
      purpose: `实施变更：${planned.title}`,
      actions: `备份后实施“${planned.title}”，${planned.tests ?? '按用例验证'}，登记版本`,
      change: `@change:${planned.key}`,
      companion: people.clerk,
      session: `${day(begin).replaceAll('-', '')}-${random.int(100, 899)}`,
      matched: 'matched',
    },
  };
}
