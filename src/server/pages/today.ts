/** 今日: signing in and out, what is due, who is here, what runs, what came in; to each side what waits for it. */
import { formatDateTime, formatTime } from '../../contract/time.ts';
import type { Actor } from '../../desk/actor.ts';
import type { SinceLine } from '../../desk/today/since.ts';
import type { CameIn, DueLine, ReturnedLine, Today } from '../../desk/today/today-calls.ts';
import { dueText, shortTime } from '../incidents/running.ts';
import { mayDo, type Viewer } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';
import { toneClasses } from './parts/tone-classes.ts';

export default definePage({
  id: 'today',
  title: '今日',
  order: 10,
  routes: [
    { method: 'GET', path: '/', access: 'signed-in', handle: show },
    { method: 'POST', path: '/today/sign-in', access: 'attend', handle: signIn },
    { method: 'POST', path: '/today/sign-out', access: 'attend', handle: signOut },
    { method: 'POST', path: '/today/take-over', access: 'attend', handle: takeOver },
    { method: 'POST', path: '/today/hand-over', access: 'attend', handle: handOver },
  ],
});

const actorOf = ({ viewer: { name, account, role } }: SignedIn): Actor => ({
  ...{ name, account },
  channel: role.side === 'purchaser' ? 'purchaser' : 'desk',
});

const documentAddress = ({ obligation, period }: Pick<DueLine, 'obligation' | 'period'>): string =>
  `/desk/documents/${encodeURIComponent(obligation)}/${encodeURIComponent(period)}`;

const incidentAddress = ({ id }: Pick<Today['running'][number], 'id'>): string =>
  `/desk/incidents/${encodeURIComponent(id)}`;

/** Most lines of what came in that are named. */
const NAMED = 5;

async function show({ viewer, desk, now }: SignedIn): Promise<Answer> {
  const { name, account, role, lastSignIn } = viewer;
  const given = { name, account, side: role.side, acts: role.acts, documents: role.documents, lastSignIn };
  const may = { mayRecord: mayDo(viewer, 'record'), mayReport: mayDo(viewer, 'incident') };
  return { page: 'today', title: '今日', data: { ...viewOf(await desk.today.today(given, now), viewer, now), ...may } };
}

function viewOf(today: Today, viewer: Viewer, now: string) {
  return {
    ...today,
    now,
    // Beside a button that writes down the time, that of the server.
    clock: formatTime(now).slice(0, 'hh:mm'.length),
    watch: today.watch.map((one) => ({ ...one, othersText: one.others.join('、') })),
    ready: today.attendance?.slots.filter(({ backfill }) => !backfill) ?? [],
    due: today.due.map((line) => ({ ...line, href: documentAddress(line), toneClass: toneClasses[line.tone] })),
    returned: today.returned.map((line: ReturnedLine) => ({ ...line, href: documentAddress(line) })),
    running: today.running.map((one) => ({
      ...{ ...one, href: incidentAddress(one), since: shortTime(one.at, now) },
      clocks: one.running.map((clock) => ({ ...clock, due: dueText(clock.dueAt, now) })),
    })),
    toConfirm: today.toConfirm.map((one) => ({
      ...{ ...one, href: incidentAddress(one), restored: formatDateTime(one.restoredAt) },
    })),
    asked: today.asked.map((one) => ({ ...one, href: ownPage(viewer, one.kind) ?? one.href })),
    unchecked: today.unchecked.map((one) => ({
      ...{ ...one, href: documentAddress(one) },
      enter: one.missing > 0 ? `/desk/checks?period=${encodeURIComponent(one.period)}` : '',
      revise: one.added > 0 && one.missing === 0 ? `${documentAddress(one)}?revise=yes` : '',
    })),
    since:
      today.since === null ? null : { ...today.since, lines: today.since.lines.map((line) => sinceLine(line, viewer)) },
    alerts: linesOf(today.alerts),
    consultations: linesOf(today.consultations),
    isEmpty: Object.values({ ...today, dateText: '', closed: null }).every(isNothing),
  };
}

/** The page of the desk on which somebody who may settles it; of the rest the site has the list. */
const ownPage = (viewer: Viewer, kind: string): string | undefined => {
  if (kind === 'reading' && mayDo(viewer, 'interpret')) return '/desk/interpretations';
  return kind === 'waiver' && mayDo(viewer, 'waive') ? '/desk/waivers' : undefined;
};

/** A document is opened there by whoever works on drafts; the purchaser has 签收 and the site. */
const sinceLine = (line: SinceLine, viewer: Viewer) => {
  if ('incident' in line.of) return { ...line, href: incidentAddress({ id: line.of.incident }) };
  return { ...line, href: mayDo(viewer, 'drafts') ? documentAddress(line.of) : '' };
};

const isNothing = (value: unknown): boolean =>
  value === null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);

const linesOf = (all: readonly CameIn[]) => ({
  count: all.length,
  more: Math.max(0, all.length - NAMED),
  lines: all.slice(0, NAMED).map((one) => ({
    ...one,
    // An alert is decided by one click there.
    href:
      one.kind === 'alert-proposal'
        ? '/desk/incidents#alerts'
        : `/desk/records/${encodeURIComponent(one.kind)}/${encodeURIComponent(one.id)}/edit`,
  })),
});

async function signIn(request: SignedIn): Promise<Answer> {
  const { desk, form, now } = request;
  const given = { slot: form.text('slot'), time: form.text('time'), reason: form.text('reason') };
  return { to: '/desk/', done: await desk.today.signIn(actorOf(request), now, given) };
}

async function signOut(request: SignedIn): Promise<Answer> {
  const { desk, form, now } = request;
  const given = { record: form.text('record'), time: form.text('time'), reason: form.text('reason') };
  return { to: '/desk/', done: await desk.today.signOut(actorOf(request), now, given) };
}

async function takeOver(request: SignedIn): Promise<Answer> {
  const { desk, form, now } = request;
  return { to: '/desk/', done: await desk.today.takeOver(actorOf(request), now, form.text('watch')) };
}

async function handOver(request: SignedIn): Promise<Answer> {
  const { desk, form, now } = request;
  return { to: '/desk/', done: await desk.today.handOver(actorOf(request), now, form.text('record')) };
}
