/** 人工检查: the checks of the day that people make, group by group, and the sheet of paper on which they can be noted. */
import { UnseenError, UserError } from '../../contract/error.ts';
import { dateOf } from '../../contract/time.ts';
import type { CheckGroup, CheckRound } from '../../desk/checks/check-calls.ts';
import type { CheckFill } from '../../desk/checks/fill.ts';
import type { CheckAnswer, SavedRow } from '../../desk/checks/manual-rows.ts';
import type { FormValues } from '../../forms/form-values.ts';
import { outcomeWords } from '../../states/outcome.ts';
import { recordPath } from '../forms/open-form.ts';
import { actorOf } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';

/** Photos of one row, as cameras make them, and the scan of a sheet. */
const LIMIT = 60 * 1024 * 1024;

export default definePage({
  id: 'checks',
  order: 20,
  routes: [
    { method: 'GET', path: '/checks', access: 'check', handle: show },
    { method: 'GET', path: '/checks/sheet', access: 'check', handle: sheet },
    { method: 'POST', path: '/checks/fill', access: 'check', limit: LIMIT, handle: fill },
    { method: 'POST', path: '/checks/save', access: 'check', limit: LIMIT, handle: save },
  ],
});

const periodOf = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

const addressOf = (period: string, more = ''): string => `/desk/checks?period=${encodeURIComponent(period)}${more}`;

async function show(request: SignedIn): Promise<Answer> {
  const { desk, query, now } = request;
  const round = await desk.checks.round(
    actorOf(request.viewer),
    now,
    periodOf(query['period']),
    query['group'] ?? 'next',
  );
  const unsaved = await desk.checks.unsaved(now, round.period);
  return { page: 'checks', title: '人工检查', data: viewOf(request, round, unsaved) };
}

interface Faulty {
  group: string;
  fault: object;
  form: FormValues;
}

function viewOf(
  { viewer, now }: SignedIn,
  round: CheckRound & { shown: string | null },
  unsaved: readonly { period: string; text: string; rows: number }[],
  faulty?: Faulty,
) {
  return {
    ...round,
    person: viewer.name,
    seen: now,
    today: dateOf(now),
    answered: round.total - round.open,
    several: round.days.length > 1,
    sheet: `/desk/checks/sheet?period=${encodeURIComponent(round.period)}`,
    unsaved: unsaved.map((one) => ({ ...one, href: addressOf(one.period) })),
    places: [...Map.groupBy(round.groups, ({ place }) => place)].map(([place, groups]) => ({
      place,
      groups: groups.map((group) => groupView(round, group, faulty)),
    })),
  };
}

/** The group with what was typed and not kept, where something of it was wrong. */
function groupView(round: CheckRound & { shown: string | null }, group: CheckGroup, faulty: Faulty | undefined) {
  const typed = faulty?.group === group.id ? faulty.form : undefined;
  return {
    ...group,
    shown: round.shown === group.id,
    total: group.rows.length,
    done: group.open === 0,
    href: `${addressOf(round.period, `&group=${group.id}`)}#${group.id}`,
    fault: typed === undefined ? null : faulty?.fault,
    time: typed?.text('time') ?? '',
    by: typed?.text('by') ?? '',
    savable: group.rows.some(({ saved }) => saved === null),
    rows: group.rows.map((row) => ({
      ...row,
      // Of what others answered meanwhile nothing is lost by showing the form again.
      result: typed?.text(`result:${row.key}`) || (row.draft?.result ?? ''),
      value: typed === undefined ? (row.draft?.value ?? '') : typed.text(`value:${row.key}`),
      note: typed === undefined ? (row.draft?.note ?? '') : typed.text(`note:${row.key}`),
      measure: typed === undefined ? row.measure : typed.text(`measure:${row.key}`),
      asksValue: row.unit !== null,
      correct: row.saved === null ? '' : correctionOf(row.saved),
    })),
  };
}

/** The correction of the record that holds the row, at that row. */
const correctionOf = ({ record }: SavedRow): string =>
  record === null ? '' : `${recordPath('inspection', record.id)}/edit#f-manual-${record.row}-result`;

async function fill(request: SignedIn): Promise<Answer> {
  const { desk, form, now } = request;
  const given = filled(form);
  try {
    await desk.checks.fill(actorOf(request.viewer), now, given);
  } catch (error) {
    if (!(error instanceof UserError) || error.exitCode !== 2) throw error;
    const fault = { text: error.summary, ...error.place };
    const round = await desk.checks.round(actorOf(request.viewer), now, given.period, faultyShown(error, given));
    const data = viewOf(request, round, [], { group: given.group, fault, form });
    return { page: 'checks', title: '人工检查', data, status: 400 };
  }
  // Whoever added a photo, or half a group, goes on where they were.
  const stays = form.text('stay') === 'yes' || given.photos !== null || given.dropped.length > 0;
  return {
    to: stays
      ? `${addressOf(given.period, `&group=${given.group}`)}#${given.group}`
      : `${addressOf(given.period)}#next`,
  };
}

/** What was refused because nobody looked at it is not shown by the refusal: it is opened by its own link. */
const faultyShown = (error: UserError, { group }: CheckFill): string | null =>
  error instanceof UnseenError ? null : group;

const answers: readonly string[] = ['normal', 'abnormal', 'not-applicable'] satisfies CheckAnswer[];

function filled(form: FormValues): CheckFill {
  const keys = form.names().flatMap((name) => (name.startsWith('result:') ? [name.slice('result:'.length)] : []));
  const files = form.files('photos');
  return {
    period: form.text('period'),
    group: form.text('group'),
    seen: form.text('seen'),
    time: form.text('time'),
    day: form.text('day'),
    by: form.text('by'),
    restNormal: form.text('do') === 'rest-normal',
    photos: files.length === 0 ? null : { key: form.text('photoOf'), files },
    photoTime: form.text('photoAt'),
    dropped: form.texts('drop').map(Number),
    rows: keys.map((key) => {
      const result = form.text(`result:${key}`);
      return {
        key,
        result: answers.includes(result) ? (result as CheckAnswer) : ('' as const),
        value: form.text(`value:${key}`),
        note: form.text(`note:${key}`),
        measure: form.text(`measure:${key}`),
      };
    }),
  };
}

async function save(request: SignedIn): Promise<Answer> {
  const { desk, form, now } = request;
  const period = form.text('period');
  const saved = await desk.checks.save(actorOf(request.viewer), now, period, form.files('sheet'));
  const abnormal = saved.abnormal === 0 ? '' : `，其中${outcomeWords.abnormal} ${saved.abnormal} 项`;
  const notices = saved.notices.map((one) => `；注意：${one}`).join('');
  return {
    to: addressOf(period, '&group=none'),
    done: `已登记 ${saved.ids.join('、')}：人工检查 ${saved.rows} 项${abnormal}${notices}`,
  };
}

async function sheet(request: SignedIn): Promise<Answer> {
  const { desk, query, now } = request;
  const round = await desk.checks.round(actorOf(request.viewer), now, periodOf(query['period']), null);
  let number = 0;
  const groups = round.groups.map((group) => ({
    ...group,
    rows: group.rows.map((row) => {
      number += 1;
      return { ...row, number };
    }),
  }));
  const { project } = await desk.contract.head();
  return {
    page: 'checks-sheet',
    title: '人工检查表',
    data: { text: round.text, total: round.total, groups, project, back: addressOf(round.period) },
  };
}
