/** The story does not contradict itself: people, times, figures and permits of its records fit each other. */
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/demo/kit/times.ts';
import { momentsOf } from '../../src/demo/moments.ts';
import { holds } from '../../src/demo/policy-data.ts';
import { dataDisks } from '../../src/demo/story/disks.ts';
import { DARK, hostOff, REPAIR } from '../../src/demo/story/outages.ts';
import { type demoYear, TODAY } from '../../src/demo/year.ts';
import { CAUGHT_UP } from '../../src/pipeline/issue/make.ts';
import { probeRuns } from '../../src/records/probe-samples.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import type { ChangeRecord } from '../../src/subjects/changes/kinds/change.ts';
import type { DeviceRepairRecord } from '../../src/subjects/devices/kinds/device-repair.ts';
import { evidenceOf, namesIncident } from '../../src/subjects/incidents/judge/monitoring.ts';
import type { AlertProposalRecord } from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import type { ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import type { OperationLogRecord } from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import type { PermitRecord } from '../../src/subjects/permits/kinds/permit.ts';
import type { RemoteSessionRecord } from '../../src/subjects/permits/kinds/remote-session.ts';
import type { BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import type { DrillRecord } from '../../src/subjects/recovery/kinds/drill.ts';
import type { RestoreTestRecord } from '../../src/subjects/recovery/kinds/restore-test.ts';
import type { CallRecord } from '../../src/subjects/requests/kinds/call.ts';
import type { ConsultationRecord } from '../../src/subjects/requests/kinds/consultation.ts';
import type { ServiceOrderRecord } from '../../src/subjects/requests/kinds/service-order.ts';
import type { ServiceRequestRecord } from '../../src/subjects/requests/kinds/service-request.ts';
import type { ProtectionRecord } from '../../src/subjects/security/kinds/protection.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { tell } from './_year.ts';

const of = <T extends AnyRecord>(kind: string): T[] => records.filter((one) => one.kind === kind) as T[];
const ms = (instant: string): number => Date.parse(instant);
const MINUTE = 60_000;

/** The newest version of each record that counts. */
const newestOf = (entries: ReturnType<typeof demoYear>['entries']): AnyRecord[] =>
  [
    ...new Map(
      entries.map(({ id, kind, draft }) => [id, { ...draft, schema: 2, id, kind } as unknown as AnyRecord]),
    ).values(),
  ].filter(({ withdrawn }) => withdrawn === undefined);

const told = await tell();
const records = newestOf(told.year.entries);

it('takes no attachment away from what was written down: a purchaser’s page is moved by nobody', () => {
  const before = new Map<string, readonly string[]>();
  const moved = told.year.entries.filter(({ id, draft }) => {
    const own = ((draft['attachments'] ?? []) as { sha256: string }[]).map(({ sha256 }) => sha256);
    const isMoved = (before.get(id) ?? []).some((one) => !own.includes(one));
    before.set(id, own);
    return isMoved;
  });
  expect(moved.map(({ id }) => id)).toEqual([]);
});

interface Busy {
  person: string;
  /** Milliseconds, the end excluded. */
  from: number;
  to: number;
  /** What belongs together: the record, or the incident that it is about. */
  about: string;
}

it('writes nothing down while the operations host is off, nor issues anything', async () => {
  const off = (instant: string) => hostOff.some(({ from, to }) => ms(from) <= ms(instant) && ms(instant) < ms(to));
  expect(hostOff.length).toBeGreaterThan(2);
  expect(told.year.entries.filter(({ writtenAt }) => off(writtenAt)).map(({ id }) => id)).toEqual([]);
  const moments = momentsOf(told.year, told.workdays, TODAY);
  expect(moments.filter(({ at }) => off(at))).toEqual([]);
  // What was held for want of the host goes out as soon as it is on, and not while it ran at the deadline.
  for (const { obligation, period, until } of holds.filter(({ reason }) => reason === CAUGHT_UP)) {
    const deadline = `${dayOf(until)}T10:00:00+08:00`;
    expect(off(deadline), `${obligation} ${period}`).toBe(true);
    expect(moments.some(({ at }) => at === until)).toBe(true);
  }
  const [cause] = of<NoteRecord>('note').filter(({ topic }) => topic === 'missed');
  for (const { from, to } of [DARK, REPAIR])
    expect(cause?.text).toContain(`${from.slice(11, 16)} 至 ${to.slice(11, 16)}`);
});

/** Where the records say that people were. */
function whereabouts(): Busy[] {
  const busy = (person: string, from: string, to: string, about: string): Busy => ({
    person,
    from: ms(from),
    to: ms(to),
    about,
  });
  const steps = (one: IncidentRecord): Busy[] =>
    one.timeline.map(({ at, actor = '' }) => busy(actor, at, new Date(ms(at) + MINUTE).toISOString(), one.id));
  /** From the first step of a fault to the last nobody does routine work beside it. */
  const whole = (one: IncidentRecord): Busy[] =>
    one.levels.at(-1)?.level === 'P5'
      ? []
      : [...Map.groupBy(one.timeline, ({ actor = '' }) => actor)].map(([person, own]) =>
          busy(person, own[0]?.at ?? '', own.at(-1)?.at ?? '', one.id),
        );
  return [
    ...of<IncidentRecord>('incident').flatMap((one) => [...steps(one), ...whole(one)]),
    ...of<RemoteSessionRecord>('remote-session').map((one) =>
      busy(one.operator, one.startedAt, one.endedAt ?? '', one.incident ?? one.id),
    ),
    ...of<ServiceOrderRecord>('service-order').map((one) =>
      busy(one.engineer, one.departedAt ?? '', one.leftAt ?? '', one.incident ?? one.repair ?? one.id),
    ),
    ...of<DeviceRepairRecord>('device-repair').flatMap((one) =>
      (one.steps ?? []).map(({ at }) => busy(one.engineer, at, new Date(ms(at) + MINUTE).toISOString(), one.id)),
    ),
    ...of<ServiceRequestRecord>('service-request').flatMap((one) =>
      one.startedAt === undefined ? [] : [busy(one.executor ?? '', one.startedAt, one.finishedAt ?? '', one.id)],
    ),
    ...of<RestoreTestRecord>('restore-test').map((one) => busy(one.operator, one.startedAt, one.finishedAt, one.id)),
    ...of<DrillRecord>('drill').flatMap((one) =>
      one.roles.map(({ person }) => busy(person, one.startedAt, one.finishedAt ?? '', one.id)),
    ),
    ...of<NoteRecord>('note').map((one) =>
      busy(one.person ?? '', one.at, new Date(ms(one.at) + MINUTE).toISOString(), one.id),
    ),
    ...of<ConsultationRecord>('consultation').flatMap((one) =>
      one.answeredAt === undefined
        ? []
        : [busy(one.answeredBy ?? '', new Date(ms(one.answeredAt) - MINUTE).toISOString(), one.answeredAt, one.id)],
    ),
    ...[...told.year.checkers].map(([date, by]) =>
      busy(by, `${date}T09:12:00+08:00`, `${date}T09:34:00+08:00`, `round ${date}`),
    ),
  ];
}

describe('people', () => {
  it('are in one place at one time', () => {
    const clashes = [...Map.groupBy(whereabouts(), ({ person }) => person)].flatMap(([person, all]) => {
      const sorted = all.toSorted((a, b) => a.from - b.from);
      return sorted.flatMap((one, n) =>
        sorted
          .slice(n + 1)
          .filter((other) => other.from < one.to && other.about !== one.about)
          .map(
            (other) => `${person} ${new Date(other.from + 8 * 3_600_000).toISOString()} ${one.about} ${other.about}`,
          ),
      );
    });
    expect(clashes).toEqual([]);
  });

  it('do nothing from afar while they are on a visit for the same fault', () => {
    const sessions = of<RemoteSessionRecord>('remote-session');
    const both = of<ServiceOrderRecord>('service-order').flatMap((visit) =>
      sessions
        .filter(
          ({ incident, operator }) =>
            incident !== undefined && incident === visit.incident && operator === visit.engineer,
        )
        .filter(
          (one) => ms(one.startedAt) < ms(visit.leftAt ?? '') && ms(visit.departedAt ?? '') < ms(one.endedAt ?? ''),
        )
        .map(({ id }) => `${visit.id} ${id}`),
    );
    expect(both).toEqual([]);
  });

  it('work when they are there: nobody on leave, and at night whose turn it is', () => {
    const duties = of<DutyRecord>('duty');
    const leave = new Set(
      duties.filter(({ state }) => state === 'leave').map(({ person, date }) => `${person} ${date}`),
    );
    const dayOf = (from: number) => new Date(from + 8 * 3_600_000).toISOString().slice(0, 10);
    const away = whereabouts().filter(({ person, from }) => leave.has(`${person} ${dayOf(from)}`));
    // One visit bears the name of somebody who was away: the reviewer is to notice.
    expect(away.map(({ from }) => dayOf(from))).toEqual(['2026-10-19']);
    const turns = duties.filter(({ post }) => post === 'oncall');
    const nightly = /^值班工程师[甲乙丙]$/;
    const wrong = whereabouts()
      .filter(({ person }) => nightly.test(person))
      .filter(({ person, from }) => {
        const turn = turns.find(({ plannedFrom, plannedTo }) => ms(plannedFrom) <= from && from < ms(plannedTo));
        return turn?.person !== person;
      });
    expect(wrong).toEqual([]);
    const calls = of<CallRecord>('call').filter(({ handler = '' }) => nightly.test(handler));
    expect(calls.length).toBeGreaterThan(20);
    const unanswered = calls.filter(({ handler, at }) => {
      const turn = turns.find(({ plannedFrom, plannedTo }) => ms(plannedFrom) <= ms(at) && ms(at) < ms(plannedTo));
      return turn?.person !== handler;
    });
    expect(unanswered).toEqual([]);
  });

  it('tell of a visit what was done there, not what was done from afar', () => {
    const incidents = new Map(of<IncidentRecord>('incident').map((one) => [one.id, one]));
    const visits = of<ServiceOrderRecord>('service-order').filter(({ incident }) => incident !== undefined);
    expect(visits.length).toBeGreaterThan(6);
    const copied = visits.filter(({ incident = '', work }) =>
      incidents.get(incident)?.timeline.some(({ action }) => work.includes(action)),
    );
    expect(copied).toEqual([]);
  });
});

describe('readings', () => {
  const diskOf = (date: string, host: string): number =>
    of<InspectionRecord>('inspection')
      .find((one) => one.date === date && one.source === 'auto')
      ?.readings.find(
        ({ target, metric, instance }) => target === host && metric === 'disk.used' && instance === '/data',
      )?.value as number;
  const next = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

  it('follow what was done: so many GB cleaned, so much less on the disk', () => {
    const cleaned = of<NoteRecord>('note').flatMap(({ date, asset = '', text }) => {
      const freed = /释放 ([\d.]+) GB/.exec(text)?.[1];
      return freed === undefined ? [] : [{ date, asset, freed: Number(freed) }];
    });
    expect(cleaned.length).toBeGreaterThan(15);
    for (const { date, asset, freed } of cleaned) {
      const size = dataDisks.find(({ host }) => host === asset)?.size ?? 0;
      const fell = ((diskOf(date, asset) - diskOf(next(date), asset)) / 100) * size;
      // What was written since then, and what comes and goes within a day: three tenths of a percent, rounded twice.
      expect(Math.abs(fell - freed), `${date} ${asset}: ${freed} GB, fell ${fell.toFixed(1)}`).toBeLessThan(
        1.6 + size * 0.004,
      );
    }
  });

  it('fall only when somebody cleaned', () => {
    const days = told.year.days.map(({ date }) => date);
    const cleaned = new Set(
      [
        ...of<NoteRecord>('note').filter(({ text }) => text.includes('释放')),
        { date: '2026-02-17', asset: 'app-server-2' },
      ].map(({ date, asset }) => `${date} ${asset}`),
    );
    const fallen = dataDisks.flatMap(({ host }) =>
      days.flatMap((date) => {
        const [before, after] = [diskOf(date, host), diskOf(next(date), host)];
        if (before === undefined || after === undefined || before - after < 0.5) return [];
        return cleaned.has(`${date} ${host}`) ? [] : [`${date} ${host}`];
      }),
    );
    expect(fallen).toEqual([]);
  });

  it('and texts tell one figure of a disk', () => {
    const said = of<NoteRecord>('note').flatMap(({ date, text }) => {
      const found = /应用服务器 (\d) \/data 今日 ([\d.]+) %/.exec(text);
      return found === null ? [] : [{ date, host: `app-server-${found[1]}`, value: Number(found[2]) }];
    });
    expect(said.length).toBeGreaterThan(8);
    for (const { date, host, value } of said) expect([date, diskOf(date, host)]).toEqual([date, value]);
  });

  it('and logs show an event before it is written down, at the time at which others tell it', () => {
    const early = of<ProtectionRecord>('protection').flatMap((one) =>
      (one.events ?? []).filter(({ at }) => ms(at) > ms(one.enteredAt)),
    );
    expect(early).toEqual([]);
    const odd = of<OperationLogRecord>('operation-log')
      .flatMap(({ anomalies }) => anomalies)
      .find(({ type }) => type === 'privilege');
    const done = of<ServiceRequestRecord>('service-request').find(({ withoutPermit }) => withoutPermit !== undefined);
    expect(ms(odd?.at ?? '')).toBeGreaterThanOrEqual(ms(done?.startedAt ?? ''));
    expect(ms(odd?.at ?? '')).toBeLessThanOrEqual(ms(done?.finishedAt ?? ''));
  });
});

it('backups that did not succeed are made again, each as a set of its own, and none of them knows it beforehand', () => {
  const sets = of<BackupRecord>('backup');
  const failed = sets.filter(({ result }) => result !== 'success');
  expect(failed.length).toBeGreaterThan(4);
  for (const one of failed) {
    const again = sets.find(
      ({ plan, asset, result, startedAt }) =>
        plan === one.plan &&
        asset === one.asset &&
        result === 'success' &&
        ms(startedAt) > ms(one.finishedAt ?? one.startedAt) &&
        ms(startedAt) < ms(one.startedAt) + 36 * 60 * MINUTE,
    );
    expect(again, one.id).toBeDefined();
    expect(one.reason).not.toMatch(/成功|补做|补传|重做/);
  }
});

describe('faults', () => {
  /** Stretches in which a target was down, by the samples. */
  const outages = () =>
    of<ProbeRecord>('probe').flatMap(({ date, interval, series }) =>
      series.flatMap(({ target, states }) =>
        probeRuns(states)
          .filter(({ state }) => state === 'down')
          .map(({ from, to }) => {
            const midnight = ms(`${date}T00:00:00+08:00`);
            return { target, from: midnight + from * interval * 1000, to: midnight + to * interval * 1000 };
          }),
      ),
    );
  const about = (one: IncidentRecord) =>
    outages().filter(({ from }) => {
      if (one.occurredAt === undefined) return false;
      return from >= ms(one.occurredAt) && from <= ms(one.restoredAt ?? one.discoveredAt);
    });

  it('affected whatever the probes could not reach, and what was down as a whole could not be reached', () => {
    for (const one of of<IncidentRecord>('incident').filter(({ occurredAt }) => occurredAt !== undefined)) {
      const down = new Set(about(one).map(({ target }) => target));
      expect(down.size, one.title).toBeGreaterThan(0);
      expect([one.title, [...down].filter((target) => !one.assets.includes(target))]).toEqual([one.title, []]);
      if (one.outage === 'partial' || one.outage === 'none') continue;
      const systems = one.assets.filter((asset) => asset.startsWith('subsystem-') || asset === 'mini-program');
      expect([one.title, systems.filter((asset) => !down.has(asset))]).toEqual([one.title, []]);
    }
  });

  it('say how many subsystems were down as the probes count them', () => {
    const [whole] = of<IncidentRecord>('incident').filter(({ title }) => title.startsWith('数据库主库宕机'));
    const systems = whole?.assets.filter((asset) => asset.startsWith('subsystem-') || asset === 'mini-program');
    expect([systems?.length, whole?.impact]).toEqual([9, '行政管理系统九个子系统全部不可用']);
  });

  it('are down from the first failed sample, before the alert, before they are found, until they are restored', () => {
    const monitoring = {
      alerts: of<AlertProposalRecord>('alert-proposal').filter(namesIncident),
      probes: of<ProbeRecord>('probe'),
    };
    for (const one of of<IncidentRecord>('incident')) {
      const evidence = evidenceOf(one, monitoring, one.closedAt ?? '2026-11-25T00:00:00+08:00');
      const times = evidence.map(({ at }) => ms(at));
      const alert = monitoring.alerts.find(({ incident }) => incident === one.id);
      expect(alert !== undefined, one.title).toBe(one.foundBy === 'monitoring');
      if (alert !== undefined) {
        expect(Math.max(...times), one.title).toBeLessThanOrEqual(ms(one.discoveredAt));
        expect(alert.resolvedAt, one.title).toBe(one.restoredAt);
        expect(one.assets, one.title).toContain(alert.asset);
      }
      // A run of samples ends with its day.
      for (const runs of Map.groupBy(about(one), ({ target }) => target).values()) {
        const to = Math.max(...runs.map((run) => run.to));
        expect(Math.abs(to - ms(one.restoredAt ?? '')), one.title).toBeLessThan(5 * MINUTE);
      }
    }
  });

  it('are no faults when they were drilled: the probes saw the systems stand still, and the window names them', () => {
    const [drill] = of<DrillRecord>('drill');
    const seen = outages().filter(
      ({ from, to }) => from >= ms(drill?.startedAt ?? '') && to <= ms(drill?.finishedAt ?? '') + 5 * MINUTE,
    );
    expect(new Set(seen.map(({ target }) => target)).size).toBe(10);
    expect(seen.filter(({ target }) => !(drill?.assets ?? []).includes(target))).toEqual([]);
    const longest = Math.max(...seen.map(({ from, to }) => to - from));
    expect(Math.abs(longest - (drill?.rtoActual ?? 0) * 1000)).toBeLessThan(5 * MINUTE);
  });

  it('leave no sample of the services down that nobody tells of', () => {
    const incidents = of<IncidentRecord>('incident');
    const untold = outages().filter(
      ({ target, from }) =>
        !incidents.some(
          ({ assets, occurredAt, restoredAt = '' }) =>
            assets.includes(target) && occurredAt !== undefined && from >= ms(occurredAt) && from <= ms(restoredAt),
        ),
    );
    // Disturbances of less than an hour, without a fault record.
    expect(untold.length).toBeGreaterThan(10);
    expect(untold.filter(({ from, to }) => to - from > 60 * MINUTE)).toEqual([]);
  });
});

describe('permits', () => {
  it('cover each remote session with one of its own, but for those that are told to have none or to overstep it', () => {
    const permits = new Map(of<PermitRecord>('permit').map((one) => [one.id, one]));
    const bad = of<RemoteSessionRecord>('remote-session').flatMap((one) => {
      const permit = permits.get(one.permit ?? '');
      if (permit === undefined) return [`${one.startedAt.slice(0, 10)} without`];
      const changes = one.access === 'change' || one.change !== undefined;
      const inTime = ms(one.startedAt) >= ms(permit.validFrom) && ms(one.endedAt ?? '') <= ms(permit.validTo);
      const inScope =
        (permit.assets ?? one.assets).length > 0 &&
        one.assets.every((asset) => (permit.assets ?? [asset]).includes(asset));
      const lets = permit.operations.includes('remote') && (!changes || permit.access === 'change');
      return inTime && inScope && lets ? [] : [`${one.startedAt.slice(0, 10)} overstepped`];
    });
    expect(bad).toEqual(['2026-06-25 without', '2026-09-29 overstepped']);
  });

  it('for what is done every day stand from the first inspection on', () => {
    const first =
      of<InspectionRecord>('inspection')
        .map(({ startedAt }) => ms(startedAt))
        .sort((a, b) => a - b)[0] ?? 0;
    const standing = of<PermitRecord>('permit').filter((one) => one.type === 'standing' && ms(one.validFrom) <= first);
    const operations = new Set(standing.flatMap((one) => one.operations));
    for (const operation of ['collect', 'backup', 'remote', 'data-delete'] as const)
      expect(operations).toContain(operation);
  });
});

it('checks by hand are made on working days; of a day off there are none, but those that a sheet of paper shows', () => {
  const { year, workdays } = told;
  for (const date of year.checkers.keys()) expect(workdays.isWorkingDay(date)).toBe(true);
  expect(year.checkers.size).toBe(year.days.filter(({ working }) => working).length);
  const paper = of<InspectionRecord>('inspection').filter(({ source }) => source === 'manual');
  expect(
    paper.map(({ date, trigger, attachments = [] }) => [date, trigger, attachments.map(({ proof }) => proof)]),
  ).toEqual([['2026-02-18', 'hand', ['paper-sheet']]]);
  for (const row of paper[0]?.manual ?? []) {
    expect(row.at.slice(0, 10)).toBe('2026-02-18');
    expect(row.enteredAt?.slice(0, 10)).toBe('2026-02-24');
  }
});

it('says of each fault whether the resident engineer was there as the duty records of that moment do', () => {
  const there = of<DutyRecord>('duty').filter(
    ({ post, signedInAt }) => post === 'resident' && signedInAt !== undefined,
  );
  const wrong = of<IncidentRecord>('incident').filter(({ discoveredAt, residentOnSpot }) => {
    const signed = there.some(
      ({ signedInAt = '', signedOutAt = '' }) =>
        ms(signedInAt) <= ms(discoveredAt) && ms(discoveredAt) <= ms(signedOutAt),
    );
    return signed !== residentOnSpot;
  });
  expect(wrong.map(({ title, discoveredAt }) => `${discoveredAt} ${title}`)).toEqual([]);
});

describe('what was promised and released', () => {
  it('a measure that was done is none that goes on: what is to be done every so often has no day on which it was', () => {
    const again = /每(?:天|日|周|月|季度|半年|年|次)做|每(?:季度|半年|月|年)(?:做|演练|复核)/;
    const promised = of<IncidentRecord>('incident').flatMap(({ measures = [] }) => measures);
    expect(promised.filter(({ status, measure }) => status === 'done' && again.test(measure))).toEqual([]);
  });

  it('each asset goes from one version to the next: a release begins with what the one before it left', () => {
    const released = of<ChangeRecord>('change')
      .filter(({ versionAfter, releasedAt }) => versionAfter !== undefined && releasedAt !== undefined)
      .toSorted((a, b) => ms(a.releasedAt ?? '') - ms(b.releasedAt ?? ''));
    const chains = Map.groupBy(
      // The version is that of the first; the others are released with it.
      released.flatMap((one) => one.assets.slice(0, 1).map((asset) => ({ asset, one }))),
      ({ asset }) => asset,
    );
    for (const [asset, chain] of chains) {
      for (const [n, { one }] of chain.entries()) {
        const before = chain[n - 1]?.one.versionAfter;
        if (before !== undefined) expect(one.versionBefore, `${asset} ${one.id}`).toBe(before);
      }
    }
  });
});
