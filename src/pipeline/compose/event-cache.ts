/**
 * The incidents of which nothing is open any more, as the calendar sees them, kept between two commands that only tell how things
 * stand: judging a year of them is a tenth of `due`. What is kept stands for the same record, to the letter, under the same
 * contract and program with the same that monitoring saw, at any later time. Who composes judges anew.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { CalendarEvent } from '../../contract/calendar/events.ts';
import { compareInstants, type InstantText } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { Monitoring } from '../../subjects/incidents/judge/monitoring.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { keyOf, readKeptFile, writeKeptFile } from '../../workspace/store/kept-file.ts';
import { contractKey } from '../contract-key.ts';
import { keptEvents, staysSo } from './kept-events.ts';

const NAME = 'events';

/** Key of the record, when it was judged, and what came of it. */
type Entry = [record: string, since: InstantText, event: CalendarEvent];

export interface EventCache {
  /** As `keptEvents`. */
  of(
    records: readonly AnyRecord[],
    contract: ContractBundle,
    now: InstantText,
    monitoring: Monitoring,
  ): Promise<CalendarEvent[]>;
  /** Keeps what was judged anew, and of which nothing is open, for the next command. */
  save(): Promise<void>;
}

/** What was asked for last: a command that tells plans for one contract. */
interface Asked {
  key: string;
  contract: ContractBundle;
  monitoring: Monitoring;
  known: Map<string, Entry>;
  anew: { record: IncidentRecord; entry: Entry }[];
}

/** @param root absolute path of the workspace */
export function openEventCache(root: string): EventCache {
  let asked: Asked | undefined;
  return {
    async of(records, contract, now, monitoring) {
      const under = contractKey(contract);
      if (under === null) return keptEvents(records, contract, now, monitoring);
      const key = keyOf(under, JSON.stringify(monitoring));
      if (asked?.key !== key) asked = { key, contract, monitoring, known: await readKept(root, key), anew: [] };
      const { known, anew } = asked;
      return records.map((record) => {
        if (!isClosed(record)) return eventOf(record, contract, now, monitoring);
        const own = keyOf(JSON.stringify(record));
        const entry = known.get(own);
        if (entry !== undefined && compareInstants(entry[1], now) <= 0) return entry[2];
        const event = eventOf(record, contract, now, monitoring);
        anew.push({ record, entry: [own, now, event] });
        return event;
      });
    },
    async save() {
      if (asked === undefined) return;
      const { key, contract, monitoring, known, anew } = asked;
      const added = anew.filter(
        ({ record, entry: [, since, event] }) =>
          isPlain(event) && staysSo(record, { contract, monitoring, since, event }),
      );
      if (added.length === 0) return;
      for (const { entry } of added) known.set(entry[0], entry);
      await writeKeptFile(root, NAME, key, Buffer.from(JSON.stringify([...known.values()]), 'utf8'));
    },
  };
}

const eventOf = (
  record: AnyRecord,
  contract: ContractBundle,
  now: InstantText,
  monitoring: Monitoring,
): CalendarEvent => keptEvents([record], contract, now, monitoring)[0] as CalendarEvent;

/** Of one that somebody closed nothing is open, most likely; whether it is so is looked at before it is kept. */
const isClosed = (record: AnyRecord): record is IncidentRecord =>
  record.kind === 'incident' && (record as IncidentRecord).closedAt !== undefined;

/** true when its text says all of it. */
const isPlain = (event: CalendarEvent): boolean => isDeepStrictEqual(JSON.parse(JSON.stringify(event)), event);

async function readKept(root: string, key: string): Promise<Map<string, Entry>> {
  const bytes = await readKeptFile(root, NAME, key);
  const entries = bytes === undefined ? [] : (JSON.parse(bytes.toString('utf8')) as Entry[]);
  return new Map(entries.map((entry) => [entry[0], entry]));
}
