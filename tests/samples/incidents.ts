/** Write-ups of incidents among the samples: their times as an incident record, whose durations the assessment counts. */
import { readFile } from 'node:fs/promises';
import { compareInstants, secondsBetween, toText } from '../../src/contract/time.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { assessIncident } from '../../src/subjects/incidents/judge/clocks.ts';
import { contextOf } from '../../src/subjects/incidents/judge/context.ts';
import { NO_MONITORING } from '../../src/subjects/incidents/judge/monitoring.ts';
import incident, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import type { Draft } from '../../src/workspace/change/change.ts';
import { type Claim, fact, readTruth } from './claims.ts';
import type { Checked, Sample } from './sample.ts';

const TIME = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}/;
/** A row of a table or an item of a list that begins with a time. */
const ENTRY = new RegExp(`^\\s*[|*-]\\s*(${TIME.source})\\s*[:|]\\s*(.*?)\\s*\\|?\\s*$`);
/** An item that names a moment: `Repaired declared: 2024-07-25 15:18`. */
const MOMENT = new RegExp(`^\\s*[*-]\\s*(\\D+?):?\\s(${TIME.source})\\s*$`);

const utc = (time: string): string => toText(Temporal.Instant.from(`${time.replace(' ', 'T')}:00Z`));

/** What the record keeps and the assessment counts of it. */
interface Stored {
  record: IncidentRecord;
  restoredAfter: number | null;
  closedAfter: number | null;
}

const seconds = (hours: string, minutes: string): number => Number(hours) * 3600 + Number(minutes) * 60;
const duration = (value: number | null): string => (value === null ? '未登记' : formatDuration(value));
const clock = (instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').toPlainTime().toString({ smallestUnit: 'minute' });

const claims: Claim<Stored>[] = [
  {
    form: /(\d+) (?:timeline )?entries/,
    compare: ([, n = ''], { record }) => [fact('处理过程', n, record.timeline.length)],
  },
  {
    form: /(\d+)h(\d+) to repair/,
    compare: ([, h = '', m = ''], { restoredAfter }) => [
      fact('恢复用时', duration(seconds(h, m)), duration(restoredAfter)),
    ],
  },
  {
    form: /(\d+)h(\d+) to resolve/,
    compare: ([, h = '', m = ''], { closedAfter }) => [
      fact('关闭用时', duration(seconds(h, m)), duration(closedAfter)),
    ],
  },
  {
    form: /(\d+:\d+) to (\d+:\d+) UTC/,
    compare([, from = '', to = ''], { record: { timeline } }) {
      const times = timeline.map(({ at }) => at);
      return [fact('首末时间', `${from}–${to}`, `${clock(times[0] ?? '')}–${clock(times.at(-1) ?? '')}`)];
    },
  },
];

export async function checkIncident(session: Session, sample: Sample): Promise<Checked> {
  const draft = draftOf(await readFile(sample.path, 'utf8'), sample.now);
  const { workspace } = session;
  const saved = await workspace.change(`故障 ${sample.file}`, (change) => change.addRecord('incident', draft), {
    at: sample.now,
  });
  const stored = await workspace.records.get<IncidentRecord>(saved.id);
  if (stored === undefined) throw new Error(`no record ${saved.id}`);
  const { record } = stored;
  const rest = { asOf: sample.now, monitoring: NO_MONITORING, submissions: null };
  const { downtime, start } = assessIncident(record, contextOf(workspace.contract, rest));
  return readTruth(sample.truth, claims, {
    record,
    restoredAfter: downtime.restored ? downtime.gross : null,
    closedAfter: record.closedAt === undefined ? null : secondsBetween(start, record.closedAt),
  });
}

function draftOf(text: string, now: string): Draft<IncidentRecord> {
  const lines = text.split('\n');
  const timeline = lines.flatMap((line) => {
    const [, at, action] = ENTRY.exec(line) ?? [];
    return at === undefined ? [] : [{ at: utc(at), action: action || '（无说明）' }];
  });
  // A write-up may tell things out of their order; a record is not taken that way.
  timeline.sort((a, b) => compareInstants(a.at, b.at));
  const times = timeline.map(({ at }) => at);
  const moment = (name: RegExp): string | undefined => {
    const found = lines.map((line) => MOMENT.exec(line)).find((match) => match !== null && name.test(match[1] ?? ''));
    return found === undefined || found === null ? undefined : utc(found[2] ?? '');
  };
  const discoveredAt = moment(/detec|discover/i) ?? times[0];
  if (discoveredAt === undefined) throw new Error('no time in the write-up');
  const restoredAt = moment(/repair/i) ?? times.at(-1);
  const closedAt = moment(/resolved/i);
  const { title, assets, handler, outage, diagnosis, impact, symptom, responsibility } = incident.example;
  const { causeCategory, directCause, rootCause, verification, prevention } = incident.example;
  return {
    ...{ title, assets, handler, outage, diagnosis, impact, symptom, responsibility },
    ...{ causeCategory, directCause, rootCause, verification, prevention },
    source: 'manual',
    at: discoveredAt,
    enteredAt: now,
    foundBy: 'monitoring',
    discoveredAt,
    ...(restoredAt !== undefined && { restoredAt }),
    ...(closedAt !== undefined && { closedAt }),
    levels: [{ level: 'P2', at: discoveredAt, reason: '样例', setBy: handler }],
    residentOnSpot: false,
    flagged: false,
    pauses: [],
    timeline,
  };
}
