/**
 * A month of a contract in service that is not simulated: the machine's clock, set from hour to hour, collects, issues and signs, and people
 * write down what they do when they do it. Documents are not drawn.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { toText } from '../../../src/contract/time.ts';
import { sheetPdf } from '../../../src/demo/kit/signatures.ts';
import { machineNow } from '../../../src/pipeline/clock.ts';
import { collectFile } from '../../../src/pipeline/collect/host-report.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { addRecordText } from '../../../src/pipeline/record/add.ts';
import { tick } from '../../../src/pipeline/run/tick.ts';
import { openSession, type Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import incident from '../../../src/subjects/incidents/kinds/incident.ts';
import { fakeRenderer } from '../../support/fake-renderer.ts';
import { fillIn } from '../../support/fill-in.ts';
import { hostReportOf } from '../../support/host-report.ts';
import { setClock } from './_clock.ts';

/** First day of service, a Monday. */
export const FIRST = '2026-11-02';
export const SUPPLIER = '驻点运维工程师';
export const PURCHASER = '采购人项目负责人';

export const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}`;
export const at = (date: string, time: string): string => `${date}T${time.length === 5 ? `${time}:00` : time}+08:00`;
/** 7 and 8 November are a weekend. */
export const isWorkday = (n: number): boolean => n % 7 !== 0 && n % 7 !== 1;

/** Where a month stands: the workspace `w`, the key of its log below `data`, what people bring in `files`. */
export class Place {
  readonly root: string;
  private readonly base: string;
  constructor(base: string) {
    this.base = base;
    this.root = join(base, 'w');
    mkdirSync(join(base, 'files'), { recursive: true });
  }

  /** The machine was off since: its counter begins anew, and says nothing of a clock that was set. */
  private restarted(): void {
    rmSync(join(this.root, '.opsledger/clock.json'), { force: true });
  }

  /** @param time machine time at which it is done */
  async at<T>(time: string, work: (session: Session, now: string) => Promise<T>): Promise<T> {
    setClock(time);
    this.restarted();
    const session = await openSession(this.root, { renderer: fakeRenderer });
    try {
      return await work(session, machineNow());
    } finally {
      await session.close();
    }
  }

  file(name: string, bytes: Uint8Array | string): string {
    const path = join(this.base, 'files', name);
    writeFileSync(path, bytes);
    return path;
  }

  /** A page that somebody signed, as a scan of it. */
  scan(name: string, ...lines: string[]): string {
    return this.file(`${name}.pdf`, sheetPdf(['签字页（测试用）', name, ...lines]));
  }

  git(...args: string[]): string {
    return execFileSync('git', ['-C', this.root, ...args], { encoding: 'utf8' }).trim();
  }
}

/** A record as a person writes it. @param time when it is written down */
export const write = (
  place: Place,
  time: string,
  kind: string,
  record: Readonly<Record<string, unknown>>,
  more: { signed?: string[]; reason?: string; by?: string } = {},
) =>
  place.at(time, (session, now) =>
    addRecordText(session, stringify({ ...record }), { kind, now, by: SUPPLIER, ...more }),
  );

/** What a host's own script reads. @param disk percent */
export const report = (place: Place, time: string, disk: number) =>
  place.at(time, (session) =>
    collectFile(session, {
      file: place.file('host.txt', hostReportOf({ host: 'app-server-1', disk })),
      ...{ shown: 'host.txt', target: 'app-server-1' },
    }),
  );

export const round = (place: Place, time: string) => place.at(time, (session, now) => tick(session, { now }));
export const sign = (place: Place, time: string) => place.at(time, (session, now) => signLog(session, now));

/** The log of inspections of a day, looked at and handed over in the afternoon. */
export async function confirmDay(place: Place, date: string, time = at(date, '16:30')): Promise<void> {
  await place.at(time, (session, now) =>
    confirm(session, { obligation: 'inspection-log', period: date, person: SUPPLIER, now }),
  );
  await place.at(plus(time, 60), (session, now) =>
    recordDelivery(session, { action: 'deliver', documents: [`inspection-log/${date}`], person: SUPPLIER, now }),
  );
}

const plus = (iso: string, seconds: number): string => toText(Temporal.Instant.from(iso).add({ seconds }));

/** A fault of the first level on the tenth, restored after 97 minutes as the purchaser confirmed with their signature. */
export const FAULT = 'GZ-20261110-001';
export async function fault(place: Place): Promise<void> {
  const {
    schema: _s,
    kind: _k,
    id: _i,
    source: _o,
    enteredAt: _e,
    enteredBy: _b,
    attachments: _a,
    permit: _p,
    articles: _r,
    pauses: _u,
    ...told
  } = incident.example;
  const moved = JSON.parse(JSON.stringify(told).replaceAll('2026-11-24', day(10)).replaceAll('2026-11-25', day(11)));
  await write(
    place,
    at(day(11), '09:40'),
    'incident',
    { ...moved, title: '审批提交没有反应' },
    {
      signed: [place.scan('故障处理确认单', '恢复 11:32')],
    },
  );
}

export async function makeMonth(base: string): Promise<Place> {
  const place = new Place(base);
  setClock(at(FIRST, '07:50'));
  await initialise(place.root, { now: at(FIRST, '07:50'), from: FIRST });
  await fillIn(place.root, at(FIRST, '07:55'));
  for (let n = 2; n <= 20; n += 1) {
    await round(place, at(day(n), '09:00'));
    await report(place, at(day(n), '09:03'), 60 + (n % 5));
    if (n === 11) await fault(place);
    if (isWorkday(n)) await confirmDay(place, day(n));
    await round(place, at(day(n), '17:01'));
    if (n % 7 === 6) await sign(place, at(day(n), '18:00'));
  }
  return place;
}
