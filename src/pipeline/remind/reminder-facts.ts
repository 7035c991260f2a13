/** How things stand, as reminders may tell of it: numbers, kinds, times and states alone, out of plan and records. */

import { hiddenIn } from '../../contract/disclosure.ts';
import { contractOn } from '../../contract/precedence/held-views.ts';
import { isOfDays } from '../../contract/terms/cadence.ts';
import { dateOf, type InstantText, toDate, toText } from '../../contract/time.ts';
import { type LineKind, lineKind, lineNumber } from '../../notify/line.ts';
import type { Facts, OpenClock, OpenDocument, Unsigned } from '../../notify/told-facts.ts';
import { maskOf } from '../../sections/parts/mask.ts';
import { knownFrom } from '../../sections/parts/mask-known.ts';
import { awaitsSince } from '../../subjects/deliveries/judge/receipt.ts';
import { assessIncident } from '../../subjects/incidents/judge/clocks.ts';
import { contextOf } from '../../subjects/incidents/judge/context.ts';
import { runningClocks } from '../../subjects/incidents/judge/running.ts';
import incidentKind, { type IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { readMonitoring } from '../compose/read-monitoring.ts';
import { instalmentsOf } from '../plan/instalments.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import { instalmentExpiries, readExpiries } from './expiries.ts';

/** @param now ISO instant @param plan as it stands at `now`; made anew without it */
export async function remindFacts(session: Session, now: InstantText, plan?: Plan): Promise<Facts> {
  const { items, closeOut } = plan ?? (await planWithRequests(session, now));
  // What was open when the project was closed stays open: nobody is reminded of it for ever.
  if (closeOut.closedAt !== null) return { documents: [], clocks: [], expiries: [], unsigned: [] };
  const shown = shownInMessages(session);
  const said = <T extends { kind: LineKind }>(one: T): T => ({
    ...one,
    kind: lineKind({ id: '', name: shown(one.kind) }),
  });
  return {
    documents: items.flatMap((one) => openDocument(one)).map(said),
    clocks: (await openClocks(session, now)).map(said),
    expiries: [
      ...(await readExpiries(session, now)),
      ...instalmentExpiries(await instalmentsOf(session, { items }, now), now),
    ].map(said),
    unsigned: items.flatMap(unsignedOf).map(said),
  };
}

/** The contract's words as a message or a calendar says them: without what everybody on its way may not read, by the one table. */
export function shownInMessages({ workspace: { contract } }: Pick<Session, 'workspace'>): (words: string) => string {
  const { people } = contract.contract;
  const { text } = maskOf(hiddenIn('calendar'), knownFrom({ people, assets: contract.assets, records: [] }));
  return text;
}

const OPEN: Readonly<Partial<Record<PlannedOccurrence['state'], true>>> = {
  upcoming: true,
  due: true,
  awaiting: true,
  overdue: true,
  undelivered: true,
  missing: true,
};

/** What was confirmed goes out by itself: nobody has to do anything for it until it is late. */
function goesByItself({ confirmed, blanks, state }: PlannedOccurrence): boolean {
  return confirmed && blanks.length === 0 && (state === 'due' || state === 'upcoming');
}

/** An occurrence as a line of a reminder, whether it is handed in or not; nothing for one without a due time. */
export function documentOf(item: PlannedOccurrence): OpenDocument | undefined {
  const { obligation, occurrence, state, onTimeBy } = item;
  if (occurrence.dueAt === null) return undefined;
  return {
    key: `${obligation.id} ${occurrence.period}`,
    number: lineNumber(occurrence.period),
    kind: lineKind({ id: obligation.id, name: nameOf(item) }),
    dueAt: occurrence.dueAt,
    state: stateOf(state, onTimeBy),
    daily: isOfDays(obligation),
  };
}

/** 初报, 终报 are parts of a kind that the contract names. */
const nameOf = ({ obligation, occurrence }: PlannedOccurrence): string =>
  occurrence.part === undefined ? obligation.name : `${obligation.name}（${occurrence.part.name}）`;

function stateOf(state: PlannedOccurrence['state'], by: PlannedOccurrence['onTimeBy']): OpenDocument['state'] {
  const received = by === 'received';
  if (state === 'awaiting') return received ? 'awaiting-receipt' : 'awaiting';
  if (state === 'undelivered') return received ? 'unreceived' : 'undelivered';
  return state === 'overdue' || state === 'missing' || state === 'upcoming' ? state : 'due';
}

function openDocument(item: PlannedOccurrence): OpenDocument[] {
  if (OPEN[item.state] !== true || goesByItself(item)) return [];
  const found = documentOf(item);
  return found === undefined ? [] : [found];
}

function unsignedOf({ obligation, issued, delivery }: PlannedOccurrence): Unsigned[] {
  const since = awaitsSince(delivery);
  if (issued === null || since === null) return [];
  const { number } = issued.manifest;
  return [
    {
      key: number,
      number: lineNumber(number),
      kind: lineKind(obligation),
      since,
      ...(delivery.answer === null ? {} : { dueAt: delivery.answer.dueAt }),
    },
  ];
}

const stateOfClock = { record: 'analysis' } as const;

/** The limits of incidents that still run; one that cannot be judged must not keep the others from being told. */
async function openClocks(session: Session, now: InstantText): Promise<OpenClock[]> {
  const { contract, records } = session.workspace;
  const from = toDate(contract.contract.servicePeriod.from).subtract({ days: 31 }).toString();
  const { records: all } = await records.list<IncidentRecord>('incident', { from });
  const open = all.filter((one) => one.closedAt === undefined && one.restoredAt === undefined && isKnown(session, one));
  if (open.length === 0) return [];
  const { monitoring } = await readMonitoring(records, open);
  const isWorkingDay = session.workdays.isWorkingDay;
  const context = contextOf(contract, { asOf: now, monitoring, submissions: null, isWorkingDay });
  const kind = lineKind({ id: incidentKind.id, name: incidentKind.label });
  return open.flatMap((incident) =>
    runningClocks(incident, context, assessIncident(incident, context)).flatMap(({ clock, dueAt }): OpenClock[] =>
      dueAt === null
        ? []
        : [
            {
              key: `${incident.id} ${clock}`,
              number: lineNumber(incident.id),
              ...{ kind, dueAt: toText(Temporal.Instant.from(dueAt)) },
              state: clock === 'record' ? stateOfClock.record : clock,
            },
          ],
    ),
  );
}

const isKnown = ({ workspace }: Session, { at, levels }: IncidentRecord): boolean => {
  const known = contractOn(workspace.contract.contract, dateOf(at)).levels.map(({ id }) => id);
  return levels.every(({ level }) => known.includes(level));
};
