/** Due times as a calendar file (RFC 5545) that any calendar program reads: the same data give the same bytes. */
import { HOUR_SECONDS, type InstantText } from '../contract/time.ts';
import { limitText } from '../wording/durations.ts';
import { type LineState, lineStates, type NoticeLine, numberText } from './line.ts';

export interface CalendarEntry {
  /** The same for the same occurrence, so that a calendar replaces what it had. */
  uid: string;
  line: NoticeLine & { dueAt: InstantText };
  /** ISO: since when the entry is so; never the clock. */
  stamp: InstantText;
  /** Handed in already. */
  done: boolean;
}

/** Hours ahead at which a calendar rings. */
const ALARM_HOURS = [24, 4];

const jsDate = (instant: InstantText): Date => new Date(Temporal.Instant.from(instant).epochMilliseconds);

const stateOf = (done: boolean, state: LineState): string => (done ? '已交' : lineStates[state]);

/** @param name of the calendar. @returns UTF-8 text with CRLF */
export async function calendarText(name: string, entries: readonly CalendarEntry[]): Promise<string> {
  const { default: ical, ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } = await import('ical-generator');
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'OpsLedger', product: 'due', language: 'ZH' },
    ttl: 3600,
  });
  for (const { uid, line, stamp, done } of entries.toSorted((a, b) => (a.uid < b.uid ? -1 : 1))) {
    const title = `${line.kind} ${numberText(line.number)}`;
    calendar.createEvent({
      id: uid,
      stamp: jsDate(stamp),
      start: jsDate(line.dueAt),
      summary: `${done ? '（已交）' : ''}${title} 期限`,
      description: `${title}：${stateOf(done, line.state)}`,
      transparency: ICalEventTransparency.TRANSPARENT,
      alarms: done
        ? []
        : ALARM_HOURS.map((hours) => ({
            type: ICalAlarmType.display,
            triggerBefore: hours * HOUR_SECONDS,
            description: `${title} ${limitText(hours * HOUR_SECONDS)}后到期`,
          })),
    });
  }
  return calendar.toString();
}
