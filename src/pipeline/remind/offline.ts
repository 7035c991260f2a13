/** Where nothing can be reached: the due times as a calendar file, and the week's list on paper. */

import { dirname } from 'node:path';
import { momentOf } from '../../contract/calendar/moment.ts';
import { sayIn, wordsOf } from '../../contract/party-words.ts';
import { at, dateOf, type InstantText, toDate, toText } from '../../contract/time.ts';
import { type CalendarEntry, calendarText } from '../../notify/calendar-file.ts';
import { lineKind, noticeLine } from '../../notify/line.ts';
import { weekList, weekListPage } from '../../notify/week-list.ts';
import { makeFolder, writeDurable } from '../../workspace/disk/durable.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { rendererCache, type Session } from '../session.ts';
import { documentOf, remindFacts, shownInMessages } from './reminder-facts.ts';

/** Days of the past and of the future that the calendar holds. */
const PAST_DAYS = 35;
const AHEAD_DAYS = 100;

/**
 * The due times around `now` as a calendar file; the same plan gives the same bytes.
 * @param now ISO instant @param plan as it stands at `now`; made anew without it
 * @param shown what of the contract's words may be shown
 */
export async function dueCalendar(
  session: Session,
  now: InstantText,
  plan?: Plan,
  shown = (words: string): string => words,
): Promise<string> {
  const { items, closeOut } = plan ?? (await planWithRequests(session, now));
  const { contract } = session.workspace.contract;
  const masked = shownInMessages(session);
  const said = (words: string): string => shown(masked(words));
  const { today, until } = momentOf(closeOut.asOf, contract.servicePeriod);
  const from = toDate(until).subtract({ days: PAST_DAYS }).toString();
  const to = toDate(today).add({ days: AHEAD_DAYS }).toString();
  const entries = items.flatMap((one) => {
    const entry = entryOf(one, contract.shortName, said);
    const day = entry === undefined ? '' : dateOf(entry.line.dueAt);
    return entry !== undefined && from <= day && day <= to ? [entry] : [];
  });
  return calendarText(`应交项 ${said(sayIn(wordsOf(contract), contract.project))}`, entries);
}

const DONE: ReadonlySet<string> = new Set(['on-time', 'late', 'delivered-late']);

function entryOf(
  item: PlannedOccurrence,
  shortName: string,
  shown: (words: string) => string,
): CalendarEntry | undefined {
  const found = documentOf(item);
  if (found === undefined || item.state === 'waived') return undefined;
  const { number, dueAt, state } = found;
  const { obligation, occurrence, firstIssuedAt } = item;
  const kind = lineKind({ id: obligation.id, name: shown(found.kind) });
  const done = DONE.has(item.state);
  const stamp = (done ? firstIssuedAt : null) ?? occurrence.issueFrom ?? toText(at(occurrence.from, '00:00'));
  return {
    uid: `${obligation.id}-${occurrence.period}-${shortName}@opsledger`.toLowerCase(),
    line: { ...noticeLine({ number, kind, dueAt, state }), dueAt },
    ...{ stamp, done },
  };
}

/** The week's list as a PDF of A4 pages. @param now ISO instant. @throws RenderError when the browser cannot be used */
export async function weekSheet(session: Session, now: InstantText): Promise<Uint8Array> {
  const html = await weekPage(session, now);
  const { openPrinter } = await import('../../render/chromium/printer.ts');
  const printer = openPrinter(rendererCache, 1);
  try {
    return await printer.print(html);
  } finally {
    await printer.close();
  }
}

/** The same as the page that is printed. */
export async function weekPage(session: Session, now: InstantText): Promise<string> {
  const { contract } = session.workspace.contract;
  const list = weekList(await remindFacts(session, now), now);
  return weekListPage(list, shownInMessages(session)(sayIn(wordsOf(contract), contract.project)), now);
}

/** @param path absolute, outside the workspace; its folder is made. @throws EnvironmentError when it cannot be written */
export async function writeOutside(path: string, bytes: Uint8Array | string): Promise<void> {
  await makeFolder(dirname(path));
  await writeDurable(path, bytes);
}
