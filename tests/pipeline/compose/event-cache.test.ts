/** What earlier commands judged of an incident is what judging it anew gives; of another record, contract or time it is judged. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { CalendarEvent } from '../../../src/contract/calendar/events.ts';
import { openEventCache } from '../../../src/pipeline/compose/event-cache.ts';
import { calendarEvent } from '../../../src/pipeline/compose/events.ts';
import type { Monitoring } from '../../../src/subjects/incidents/judge/monitoring.ts';
import alertProposal from '../../../src/subjects/incidents/kinds/alert-proposal.ts';
import incident, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { readKeptFile, writeKeptFile } from '../../../src/workspace/store/kept-file.ts';
import { starter } from '../../contract/_starter.ts';
import { cleanUp, newFolder } from '../_workspace.ts';

afterEach(cleanUp);

const contract = starter();
const NOTHING: Monitoring = { alerts: [], probes: [] };
const NOW = '2027-03-01T09:00:00+08:00';
const LATER = '2027-06-01T09:00:00+08:00';
const closed = incident.example as IncidentRecord;
const { closedAt: _closed, confirmedRestoredAt: _confirmed, restoredAt: _restored, ...rest } = closed;
const runs = { ...rest, id: 'GZ-20261124-002' } as IncidentRecord;
const fileOf = (root: string) => join(root, '.opsledger', 'cache', 'events');

interface Asked {
  records?: IncidentRecord[];
  under?: typeof contract;
  now?: string;
  monitoring?: Monitoring;
}

/** As a command that tells asks, and keeps what it can. */
async function asked(
  root: string,
  { records = [closed, runs], under = contract, now = NOW, monitoring = NOTHING }: Asked = {},
) {
  const cache = openEventCache(root);
  const events = await cache.of(records, under, now, monitoring);
  await cache.save();
  return events;
}

/** Makes what is kept tell that it is kept. */
async function marked(root: string): Promise<void> {
  const [, key = ''] = (await readFile(fileOf(root), 'utf8')).split('\n');
  const entries = JSON.parse(String(await readKeptFile(root, 'events', key))) as [string, string, CalendarEvent][];
  const told = entries.map(([record, since, event]) => [record, since, { ...event, id: 'kept' }]);
  await writeKeptFile(root, 'events', key, Buffer.from(JSON.stringify(told)));
}

const idsOf = (events: readonly CalendarEvent[]): string[] => events.map(({ id }) => id);
const anew = (records: readonly IncidentRecord[], now = NOW, monitoring = NOTHING) =>
  records.map((one) => calendarEvent(one, contract, now, monitoring));

test('gives what judging gives, and keeps only that of which nothing is open', async () => {
  const root = await newFolder();
  expect(await asked(root)).toEqual(anew([closed, runs]));
  expect(await asked(root, { now: LATER })).toEqual(anew([closed, runs], LATER));
  await marked(root);
  expect(idsOf(await asked(root, { now: LATER }))).toEqual(['kept', runs.id]);
});

test('judges another record, contract, time and what monitoring saw', async () => {
  const root = await newFolder();
  await asked(root);
  await marked(root);
  const corrected = { ...closed, title: '更正' };
  expect(idsOf(await asked(root, { records: [corrected] }))).toEqual([closed.id]);
  expect(idsOf(await asked(root, { now: '2027-02-01T09:00:00+08:00', records: [closed] }))).toEqual([closed.id]);
  const other = { ...contract, interpretations: [] };
  expect(idsOf(await asked(root, { under: other, records: [closed] }))).toEqual([closed.id]);
  await rm(fileOf(root));
  await asked(root);
  await marked(root);
  const alert = { ...alertProposal.example, incident: closed.id } as Monitoring['alerts'][0];
  const monitoring = { alerts: [alert], probes: [] };
  expect(await asked(root, { monitoring, records: [closed] })).toEqual(anew([closed], NOW, monitoring));
});

test('judges where what is kept is damaged', async () => {
  const root = await newFolder();
  await asked(root);
  await marked(root);
  const bytes = await readFile(fileOf(root), 'utf8');
  for (const damaged of [bytes.replace('kept', 'kent'), bytes.slice(0, -2), '']) {
    await writeFile(fileOf(root), damaged);
    expect(await asked(root)).toEqual(anew([closed, runs]));
  }
});
