/** 签收: what waits for the purchaser, each document to be opened, signed for or sent back, and the month's list. */
import { formatDateTime } from '../../contract/time.ts';
import type { RestorationToConfirm } from '../../desk/incident-restorations.ts';
import type { FormValues } from '../../forms/form-values.ts';
import { actorOf, mayDo } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';

const HOME = '/desk/receive';

export default definePage({
  id: 'receive',
  title: '签收',
  order: 60,
  routes: [
    { method: 'GET', path: '/receive', access: 'receive', handle: overview },
    { method: 'GET', path: '/receive/lists/:month', access: 'receive', handle: list },
    { method: 'POST', path: '/receive/lists/:month', access: 'receive', handle: signList },
    { method: 'GET', path: '/receive/:number', access: 'receive', handle: document },
    { method: 'GET', path: '/receive/:number/:format', access: 'receive', handle: file },
    { method: 'POST', path: '/receive/:number/sign', access: 'receive', handle: sign },
    { method: 'POST', path: '/receive/:number/take-back', access: 'receive', handle: takeBack },
    { method: 'POST', path: '/receive/:number/return', access: 'return', handle: sendBack },
  ],
});

const openedBy = ({ doors, viewer }: SignedIn) => doors.openings.of(viewer.account);

/** What was done with this side's accounts, as far as the page shows it: the newest. */
const EVENTS_SHOWN = 20;

async function overview(request: SignedIn): Promise<Answer> {
  const [found, events] = await Promise.all([
    request.desk.receive.overview(openedBy(request), request.now),
    request.desk.accountEvents.list(),
  ]);
  const any = found.documents.length + found.lists.length > 0;
  const restorations = mayDo(request.viewer, 'restore') ? found.restorations.map(restorationData) : [];
  const claims = mayDo(request.viewer, 'restore') ? found.claims : [];
  const accountEvents = events.slice(0, EVENTS_SHOWN).map((one) => ({ ...one, time: formatDateTime(one.at) }));
  const accounts = { accountEvents, accountEventCount: events.length };
  return { page: 'receive', title: '签收', data: { ...found, ...accounts, restorations, claims, any } };
}

const restorationData = (one: RestorationToConfirm) => ({ ...one, restored: formatDateTime(one.restoredAt) });

async function document(request: SignedIn, faults: readonly string[] = []): Promise<Answer> {
  const { params, form, now, desk, viewer } = request;
  const found = await desk.receive.document(params['number'] ?? '', openedBy(request), now);
  if (found === null) return missing();
  return {
    page: 'receive-document',
    title: `${found.name} ${found.period}`,
    data: {
      ...found,
      faults,
      mayReturn: viewer.role.acts.includes('return'),
      reason: form.text('reason'),
      rows: markRows(form),
    },
    ...(faults.length === 0 ? {} : { status: 400 as const }),
  };
}

const missing = (): Answer => ({
  page: 'problem',
  title: '没有这份文档',
  data: { text: '没有这份文档，或者它已有新的版次。请回到“签收”查看现在的版次。' },
  status: 404,
});

/** The file itself; whoever gets it has had the document open. */
async function file(request: SignedIn): Promise<Answer> {
  const { params, now, desk, doors, viewer } = request;
  const number = params['number'] ?? '';
  const found = await desk.receive.file(number, params['format'] ?? '', now);
  if (found === null) return missing();
  const { bytes, type, name, fingerprint, pages } = found;
  doors.openings.add(viewer.account, number, { fingerprint, pages, at: now });
  return { bytes, type, name, inline: true };
}

async function sign(request: SignedIn): Promise<Answer> {
  const { params, form, now, desk, viewer } = request;
  const number = params['number'] ?? '';
  const { count } = await desk.receive.sign({
    ...{ actor: actorOf(viewer), opened: openedBy(request), now },
    ...{ number, remark: form.text('remark') },
  });
  return { to: HOME, done: count === 0 ? `${number} 先前已签收` : `已签收 ${number}` };
}

async function sendBack(request: SignedIn): Promise<Answer> {
  const { params, form, now, desk, viewer } = request;
  const number = params['number'] ?? '';
  const rows = markRows(form).filter(({ page, text }) => page !== '' || text !== '');
  const faults = [
    ...(form.text('reason') === '' ? ['退回须写明原因'] : []),
    ...rows.flatMap(({ page, text }) => [
      ...(text === '' ? [`第 ${page} 页没有写意见`] : []),
      ...(/^([1-9]\d{0,3})?$/.test(page) ? [] : [`页码应为数字，现为“${page}”`]),
    ]),
  ];
  if (faults.length > 0) return document(request, faults);
  const { count } = await desk.receive.sendBack({
    ...{ actor: actorOf(viewer), opened: openedBy(request), now },
    ...{ number, reason: form.text('reason') },
    marks: rows.map(({ page, text }) => (page === '' ? { text } : { page: Number(page), text })),
  });
  return { to: HOME, done: count === 0 ? `${number} 先前已退回` : `已退回 ${number}，⟦供应商⟧修订后重新送达` };
}

async function takeBack({ params, form, now, desk, viewer }: SignedIn): Promise<Answer> {
  const number = params['number'] ?? '';
  const { what } = await desk.receive.takeBack({
    ...{ actor: actorOf(viewer), number, reason: form.text('reason'), now },
  });
  return { to: `${HOME}/${number}`, done: `已收回对 ${number} 的${what}` };
}

/** Rows that a page offers for marks; more are added by another return to the same page. */
const ROWS = 4;

/** Marks as they were typed, and empty rows up to the number that the page offers. */
function markRows(form: FormValues): { page: string; text: string }[] {
  const [pages, texts] = [form.texts('page'), form.texts('mark')];
  const given = texts.map((text, n) => ({ page: pages[n] ?? '', text }));
  const empty = Array.from({ length: Math.max(1, ROWS - given.length) }, () => ({ page: '', text: '' }));
  return [...given, ...empty];
}

async function list(request: SignedIn): Promise<Answer> {
  const { params, now, desk } = request;
  const found = await desk.receive.list(params['month'] ?? '', openedBy(request), now);
  if (found === null) {
    return { page: 'problem', title: '没有待签收的清单', data: { text: '这个月没有待签收的文档。' }, status: 404 };
  }
  const exceptions = found.documents.filter((one) => one.exceptions.length > 0);
  const plain = found.documents.filter((one) => one.exceptions.length === 0);
  const unopened = exceptions.filter((one) => !one.opened).length;
  return {
    page: 'receive-list',
    title: found.title,
    data: { ...found, exceptions, plain, unopened, count: found.documents.length },
  };
}

async function signList(request: SignedIn): Promise<Answer> {
  const { params, form, now, desk, viewer } = request;
  const { count } = await desk.receive.signList({
    ...{ actor: actorOf(viewer), opened: openedBy(request), now },
    ...{ month: params['month'] ?? '', fingerprint: form.text('fingerprint') },
  });
  return { to: HOME, done: count === 0 ? '清单中的文档先前已签收' : `已按清单签收 ${count} 份文档` };
}
