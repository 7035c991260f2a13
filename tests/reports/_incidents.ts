/** Incidents of the boundary cases, written with the wall clock of their day. */
import kind, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { recordOf } from './_documents.ts';

/** `2026-11-24 10:05:30` in contract time. */
export const t = (text: string): string => `${text.replace(' ', 'T')}+08:00`;

/** Times of one day as `hh:mm:ss`, or full with their date. */
export interface Course {
  id: string;
  /** The day of the id without it. */
  day?: string;
  level: IncidentRecord['levels'][number]['level'];
  reported: string;
  responded?: string;
  remote?: string;
  arrived?: string;
  restored?: string;
  confirmed?: string;
  closed?: string;
  more?: Partial<IncidentRecord>;
}

const reasons: Readonly<Record<string, string>> = {
  P1: '核心系统全区域瘫痪',
  P2: '关键业务模块不可用',
  P3: '非核心功能异常',
  P4: '局部功能体验下降',
  P5: '适用性调整',
};

/** A whole, closed incident unless its course leaves times out; the example's story with its own times. */
export function incidentOf(course: Course): IncidentRecord {
  const day = course.day ?? course.id.replace(/^GZ-(\d{4})(\d\d)(\d\d)-.*$/, '$1-$2-$3');
  const at = (time: string): string => t(time.includes(' ') ? time : `${day} ${time}`);
  const maybe = (time: string | undefined): string | undefined => (time === undefined ? undefined : at(time));
  const reported = at(course.reported);
  const closed = maybe(course.closed);
  return recordOf(kind, {
    id: course.id,
    at: reported,
    enteredAt: closed ?? maybe(course.restored) ?? reported,
    occurredAt: undefined,
    discoveredAt: reported,
    reportedAt: reported,
    respondedAt: maybe(course.responded),
    remoteStartedAt: maybe(course.remote),
    arrivedAt: maybe(course.arrived),
    restoredAt: maybe(course.restored),
    confirmedRestoredAt: maybe(course.confirmed ?? course.restored),
    closedAt: closed,
    recordedAt: undefined,
    levels: [
      {
        level: course.level,
        at: reported,
        reason: reasons[course.level] ?? '',
        setBy: '运维项目负责人',
        confirmedBy: '采购人项目负责人',
        confirmedAt: reported,
      },
    ],
    pauses: [],
    timeline: [{ at: reported, actor: '驻点运维工程师', action: '受理申报，核对现象' }],
    ...course.more,
  });
}

/** Response exactly in 10:00; everything else well in time. */
export const responseAt10m00s = incidentOf({
  id: 'GZ-20261102-001',
  level: 'P2',
  reported: '09:00:00',
  responded: '09:10:00',
  remote: '09:12:00',
  restored: '10:30:00',
  closed: '12:00:00',
});

export const responseAt10m01s = incidentOf({
  id: 'GZ-20261103-001',
  level: 'P2',
  reported: '09:00:00',
  responded: '09:10:01',
  remote: '09:12:00',
  restored: '10:30:00',
  closed: '12:00:00',
});

/** On the spot in exactly 60 minutes, without remote start. */
export const onSiteAt60m = incidentOf({
  id: 'GZ-20261104-001',
  level: 'P2',
  reported: '09:00:00',
  responded: '09:05:00',
  arrived: '10:00:00',
  restored: '10:59:59',
  closed: '12:00:00',
  more: { diagnosis: 'onsite' },
});

const p1 = (id: string, day: string, restored: string, more: Partial<IncidentRecord> = {}) =>
  incidentOf({
    id,
    day,
    level: 'P1',
    reported: '09:00:00',
    responded: '09:05:00',
    remote: '09:08:00',
    arrived: '09:40:00',
    restored,
    closed: '15:00:00',
    more: { title: '数据库主从节点全部宕机', outage: 'whole', ...more },
  });

export const p1In2h00 = p1('GZ-20261105-001', '2026-11-05', '11:00:00');
export const p1In2h01 = p1('GZ-20261106-001', '2026-11-06', '11:01:00');

/** Meets its RTO of 4 h; by 乙 it counts as a major one. */
export const p2In3h = incidentOf({
  id: 'GZ-20261109-001',
  level: 'P2',
  reported: '09:00:00',
  responded: '09:05:00',
  remote: '09:08:00',
  arrived: '09:50:00',
  restored: '12:00:00',
  closed: '15:00:00',
});

const p5 = (id: string, day: string, more: Partial<IncidentRecord>) =>
  incidentOf({
    id,
    day,
    level: 'P5',
    reported: '09:00:00',
    restored: `2026-11-20 16:00:00`,
    closed: `2026-11-20 16:30:00`,
    more: {
      title: '因政策变动调整请假天数上限',
      outage: 'none',
      causeCategory: 'requirement',
      responsibility: 'purchaser',
      responsibilityBasis: '需求确认单',
      flagged: false,
      measures: [],
      ...more,
    },
  });

export const p5Agreed = p5('GZ-20261110-001', '2026-11-10', { agreedOn: '2026-11-20', agreement: '需求确认单' });
export const p5NotAgreed = p5('GZ-20261111-001', '2026-11-11', {});

/** Open over the end of November. */
export const overMonthEnd = incidentOf({
  id: 'GZ-20261130-001',
  level: 'P3',
  reported: '22:00:00',
  responded: '22:05:00',
  remote: '22:10:00',
  restored: '2026-12-01 04:30:00',
  closed: '2026-12-01 09:00:00',
});

/** Over midnight on New Year. */
export const overNewYear = incidentOf({
  id: 'GZ-20261231-001',
  level: 'P2',
  reported: '23:50:00',
  responded: '23:58:00',
  remote: '2027-01-01 00:04:00',
  arrived: '2027-01-01 00:45:00',
  restored: '2027-01-01 01:49:59',
  closed: '2027-01-01 03:00:00',
});

/** Raised from P3 to P1 at half past nine. */
export const levelRaised = incidentOf({
  id: 'GZ-20261116-001',
  level: 'P3',
  reported: '09:00:00',
  responded: '09:04:00',
  remote: '09:10:00',
  arrived: '09:50:00',
  restored: '10:40:00',
  closed: '14:00:00',
  more: {
    levels: [
      {
        level: 'P3',
        at: t('2026-11-16 09:00:00'),
        reason: '报表生成缓慢，初判为非核心功能异常',
        setBy: '运维项目负责人',
      },
      {
        level: 'P1',
        at: t('2026-11-16 09:30:00'),
        reason: '全部节点连不上数据库，核心系统全区域瘫痪',
        setBy: '运维项目负责人',
        confirmedBy: '采购人项目负责人',
        confirmedAt: t('2026-11-16 09:35:00'),
      },
    ],
  },
});

/** A small fault on one page. */
export const p4 = incidentOf({
  id: 'GZ-20261117-001',
  level: 'P4',
  reported: '14:00:00',
  responded: '14:03:00',
  remote: '14:06:00',
  restored: '15:20:00',
  closed: '15:40:00',
  more: { title: '考勤统计页面样式错位', outage: 'none', flagged: false, measures: [] },
});
