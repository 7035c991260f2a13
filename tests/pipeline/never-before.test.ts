/**
 * Whatever is written at a machine time never makes a document, record, receipt or entry of the log count as before it: over every act that takes a time
 * as somebody types it, or as a file or a monitor tells it. When it happened is told beside.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type LogEntry, parseEntry } from '../../src/archive/log/entry.ts';
import { type LogFiles, readFrom, readLog } from '../../src/archive/log/log-folder.ts';
import { UserError } from '../../src/contract/error.ts';
import { toInstant, toText } from '../../src/contract/time.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { signLog } from '../../src/pipeline/log/sign.ts';
import { planWithRequests } from '../../src/pipeline/plan/on-request.ts';
import { addRecordText } from '../../src/pipeline/record/add.ts';
import { attach } from '../../src/pipeline/record/attach.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { importScans } from '../../src/pipeline/scan/import.ts';
import { recordDelivery } from '../../src/pipeline/signoff/deliver.ts';
import { voidDocument } from '../../src/pipeline/signoff/void.ts';
import { waive } from '../../src/pipeline/signoff/waive.ts';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import { fieldsOf, type RecordField } from '../../src/records/fields.ts';
import { isBackfilled, type RecordKind } from '../../src/records/record.ts';
import { waivedPeriods } from '../../src/subjects/signing/judge/waived.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { filesBelow } from '../../src/workspace/disk/files-below.ts';
import { draftOf } from '../support/draft-of.ts';
import { pdfSaying } from '../support/scans.ts';
import { DAY, inspect, makeWorkspace, open } from './_workspace.ts';

const LOG = `inspection-log/${DAY}`;
const NEXT = 'inspection-log/2026-11-25';
const EARLIER = `${DAY}T16:30:00+08:00`;
let clock = '2026-12-02T10:00:00+08:00';
const root = await makeWorkspace();
const session = await open(root);
await inspect(session, ...[DAY, '2026-11-25', '2026-11-26'].map((day) => `${day}T09:00:00+08:00`));
for (const day of [DAY, '2026-11-25'])
  await issue(session, { obligation: 'inspection-log', period: day, reason: '补报', now: `${day}T16:00:00+08:00` });
await enteredEarly(clock);
afterAll(() => session.close());

/** Each act at a time of its own. */
const tick = (): string => {
  clock = toText(toInstant(clock).add({ minutes: 2 }));
  return clock;
};

/** Since when each thing counts that decides whether something is in time, received or waived. */
async function counted(now: string): Promise<Map<string, string>> {
  const { items } = await planWithRequests(session, now);
  const { records, withdrawn } = await session.workspace.records.list<WaiverRecord>('waiver');
  const all = [...records, ...withdrawn.map(({ record }) => record)];
  const times = items.flatMap(({ obligation, occurrence, handedIn }) =>
    (['issued', 'delivered', 'received'] as const).flatMap((fact): [string, string][] =>
      handedIn[fact] === null ? [] : [[`${obligation.id}/${occurrence.period} ${fact}`, handedIn[fact]]],
    ),
  );
  const waived = waivedPeriods(all, now).map((one): [string, string] => [
    `${one.obligation}/${one.period} waived`,
    one.from,
  ]);
  return new Map([...times, ...waived]);
}

const isInTime = async (now: string) =>
  new Set(
    (await planWithRequests(session, now)).items
      .filter(({ state }) => state === 'on-time')
      .map(({ obligation, occurrence }) => `${obligation.id}/${occurrence.period}`),
  );

/** Signs the log. @returns its new entries that name a time before this one */
async function enteredEarly(now: string): Promise<string[]> {
  const was = await entriesOf();
  await signLog(session, now);
  const added = (await entriesOf()).slice(was.length);
  return was.length === 0
    ? []
    : added.filter(({ at }) => Date.parse(at) < Date.parse(now)).map(({ type, at }) => `存证 ${type} ${at}`);
}

async function entriesOf(): Promise<LogEntry[]> {
  const log = (await readLog(readFrom(root))) as LogFiles | undefined;
  return log?.entries.map((bytes) => parseEntry(bytes) as LogEntry) ?? [];
}

/** @returns what counts as before the act, though it was not there before */
async function before(act: (now: string) => Promise<unknown>): Promise<string[]> {
  const now = tick();
  const [was, inTime] = [await counted(now), await isInTime(now)];
  await act(now);
  const entries = await enteredEarly(now);
  const is = await counted(now);
  const early = [...is].filter(([key, at]) => was.get(key) !== at && Date.parse(at) < Date.parse(now));
  const punctual = [...(await isInTime(now))].filter((key) => !inTime.has(key));
  return [...early.map(([key, at]) => `${key} ${at}`), ...punctual.map((key) => `${key} 按期`), ...entries];
}

/** The example of a kind as somebody tells it of their own. */
function ownWords(kind: RecordKind, example: Record<string, unknown>): Record<string, unknown> {
  const isProse = ({ name, shape, choices, references, input }: RecordField): boolean =>
    shape === 'value' &&
    choices === undefined &&
    references === undefined &&
    input.length > 0 &&
    (input === 'text' || input === 'prose') &&
    typeof example[name] === 'string' &&
    /[一-龥]{3}/.test(String(example[name]));
  const fields = fieldsOf(kind.schema);
  // What it points to is not here.
  const away = fields.filter(({ references }) => references !== undefined).map(({ name }) => name);
  const left = Object.entries(example).filter(([name]) => !away.includes(name));
  const own = fields.filter(isProse);
  return {
    ...Object.fromEntries(left),
    ...Object.fromEntries(own.map(({ name }) => [name, `${String(example[name])}，补登`])),
  };
}

let papers = 0;
async function paper(): Promise<string> {
  papers += 1;
  const file = join(root, '..', `签字页${papers}.pdf`);
  await writeFile(file, pdfSaying(`签字页第 ${papers} 份，收到 ${papers} 页`));
  return file;
}
const idOf = async (kind: string): Promise<string> =>
  (await session.workspace.records.list(kind)).records.at(-1)?.id ?? '';

it('of the acts that are done with documents, whatever time they are said to have happened at', async () => {
  const hand =
    (action: 'deliver' | 'receive', document: string, more: object = {}) =>
    (now: string) =>
      recordDelivery(session, { action, documents: [document], person: '甲', happenedAt: EARLIER, now, ...more });
  const later = { happenedAt: '2026-11-25T16:30:00+08:00' };
  const acts: Record<string, (now: string) => Promise<unknown>> = {
    delivered: hand('deliver', LOG),
    'received by a scan': async (now) => hand('receive', LOG, { scans: [await paper()] })(now),
    'delivered, another': hand('deliver', NEXT, later),
    'received by a word alone': hand('receive', NEXT, later),
    // The claim is of earlier; what shows it is not.
    'the paper for it later': async (now) =>
      attach(session, {
        ...{ record: await idOf('signoff'), files: [await paper()], proof: 'purchaser', takenAt: now, now },
      } as Parameters<typeof attach>[1]),
    'waived by a word alone': (now) =>
      waive(session, {
        ...{ obligation: 'daily-maintenance', periods: [DAY], reason: '停电', side: 'purchaser', person: '甲' },
        ...{ happenedAt: EARLIER, now },
      }),
    'the paper for the waiver later': async (now) =>
      attach(session, {
        ...{ record: await idOf('waiver'), files: [await paper()], proof: 'purchaser', takenAt: now, now },
      } as Parameters<typeof attach>[1]),
    'waived by a scan': async (now) =>
      waive(session, {
        ...{ obligation: 'daily-maintenance', periods: ['2026-11-25'], reason: '停电', side: 'purchaser' },
        ...{ person: '甲', happenedAt: EARLIER, scans: [await paper()], now },
      }),
    issued: (now) => issue(session, { obligation: 'inspection-log', period: '2026-11-26', reason: '补报', now }),
    'made void': async (now) =>
      voidDocument(session, {
        ...{ document: LOG, person: '甲', reason: '有误', agreedBy: '乙', scans: [await paper()], now },
      }),
    'taken back': async (now) =>
      withdraw(session, { record: await idOf('waiver'), by: '甲', reason: '误登', signed: [await paper()], now }),
  };
  for (const [name, act] of Object.entries(acts)) expect(await before(act), name).toEqual([]);
});

it('of every kind of record with all of its times moved back, and of a report of a scan', async () => {
  const [told, refused]: [string[], string[]] = [[], []];
  for (const id of await kindIds()) {
    const kind = await loadKind(id);
    if (kind.writer === 'program' || ['signoff', 'waiver'].includes(id)) continue;
    const {
      source: _s,
      enteredAt: _e,
      enteredBy: _b,
      attachments: _a,
      ...typed
    } = draftOf(kind.example) as Record<string, unknown> & { source: string; enteredAt: string };
    let now = '';
    const early = await before(async (at) => {
      now = at;
      const saved = await addRecordText(session, stringify(ownWords(kind, typed)), {
        kind: id,
        now: at,
        by: '甲',
      }).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        refused.push(id);
      });
      if (saved === undefined) return;
      told.push(id);
      const stored = (await session.workspace.records.get(saved.id))?.record;
      expect([id, stored?.enteredAt]).toEqual([id, at]);
      // Both times are there for whoever prints it, and it is told as written down later.
      expect([id, stored !== undefined && isBackfilled(stored)]).toEqual([id, true]);
    });
    expect([id, now, early]).toEqual([id, now, []]);
  }
  // These rest on another record or on a term that this contract does not have, or are written by an act of their own.
  expect(refused.toSorted()).toEqual([
    ...[
      'backup-deletion',
      'backup-list',
      'change',
      'close-out',
      'drill',
      'finding-decision',
      'inspection',
      'interpretation-decision',
      'objection',
    ],
    ...['operation-log', 'payment-paper', 'remote-session', 'restore-test', 'service-request'],
  ]);
  expect(told.length).toBeGreaterThan(15);
  const report = join(import.meta.dirname, '../fixtures/scans/nmap-two-hosts.xml');
  const early = await before((now) =>
    importScans(session, {
      ...{ files: [{ path: report, shown: 'nmap.xml' }], said: { finishedAt: EARLIER }, now },
    } as unknown as Parameters<typeof importScans>[1]),
  );
  expect(early).toEqual([]);
});

/** Where a time is read that somebody typed, and of which act above it is; a new place is looked at here first. */
const TYPED: Record<string, string> = {
  'src/cli/context.ts': 'how things stand (--at), which writes nothing',
  'src/cli/given-time.ts': 'the same',
  'src/cli/delivery.ts': 'deliver, receive, return and waive (--time)',
  'src/cli/commands/attach.ts': 'attach (--taken-at)',
  'src/cli/commands/scan.ts': 'scan import (--finished-at)',
  'src/desk/incident-report.ts': 'incident: when it was told',
  'src/desk/incident-calls.ts': 'incident: a step',
  'src/server/pages/month.ts': 'receive',
  'src/server/pages/documents/one-document.ts': 'deliver',
  'src/pipeline/record/handed-in.ts': 'attach at the desk (takenAt)',
  'src/pipeline/record/correct.ts': 'times of a record, to hold what was against what is',
  'src/pipeline/record/manual-part.ts': 'rows of an inspection',
  'src/pipeline/record/typed-times.ts':
    'times of a record: of a clock a minute fast, and what stands for a day that nobody wrote',
  'src/server/pages/documents/forms.ts': 'deliver and receive at the desk: of a clock a minute fast',
};

it('of no other place in which a time is typed, and each moment of a record is one of those above', async () => {
  const read = /\b(?:parseAt|instantOf|parseInstant)\(/;
  const places = [
    'src/cli',
    'src/desk',
    'src/server',
    'src/pipeline/record',
    'src/pipeline/signoff',
    'src/pipeline/scan',
  ]
    .flatMap((folder) => filesBelow('.', folder))
    .filter((path) => path.endsWith('.ts') && read.test(withoutDefinitions(readFileSync(path, 'utf8'))));
  expect(places.toSorted()).toEqual(Object.keys(TYPED).toSorted());
  // By its scalar a field is a moment: the example of its kind has it, so that the test above moves it.
  const moments = await Promise.all(
    (await kindIds()).map(async (id) =>
      fieldsOf((await loadKind(id)).schema).filter(({ input }) => input === 'instant'),
    ),
  );
  expect(moments.flat().length).toBeGreaterThan(40);
});

const withoutDefinitions = (text: string): string =>
  text.replace(/export (?:const|function) (?:parseAt|instantOf|parseInstant)\b.*/g, '');
