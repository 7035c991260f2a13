/** 文档：what is open, each draft as it would be issued, confirmed one by one or many at once, issued, handed over, revised. */

import { monthText } from '../../contract/calendar/month-text.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { Job } from '../../desk/documents/jobs.ts';
import type { DocumentLine } from '../../desk/documents/lines.ts';
import { mayDo } from '../request/viewer.ts';
import { type Answer, definePage, SCAN_LIMIT, type SignedIn } from './_page.ts';
import { deliverMany, mayDeliver, UNDELIVERED } from './documents/deliver.ts';
import {
  actorOf,
  documentHref,
  isTheirs,
  localOf,
  mayConfirm,
  measuresIn,
  shownItem,
  shownLine,
} from './documents/forms.ts';
import { type DocumentPage, documentPage, isUndelivered, said } from './documents/one-document.ts';

/** Lines that a page shows at most. */
const SHOWN = 100;

export default definePage({
  id: 'documents',
  title: '文档',
  order: 40,
  routes: [
    { method: 'GET', path: '/documents', access: 'drafts', handle: list },
    { method: 'POST', path: '/documents/deliver', access: 'deliver', handle: deliverMany },
    { method: 'POST', path: '/documents/look', access: 'confirm', handle: lookAtMany },
    { method: 'GET', path: '/documents/jobs/:id', access: 'drafts', handle: showJob },
    { method: 'POST', path: '/documents/jobs/:id/confirm', access: 'confirm', handle: confirmMany },
    { method: 'GET', path: '/documents/:obligation/:period', access: 'drafts', handle: (request) => show(request) },
    { method: 'GET', path: '/documents/:obligation/:period/draft', access: 'drafts', handle: draft },
    { method: 'POST', path: '/documents/:obligation/:period/confirm', access: 'confirm', handle: confirm },
    { method: 'POST', path: '/documents/:obligation/:period/issue', access: 'issue', handle: issue },
    { method: 'POST', path: '/documents/:obligation/:period/deliver', access: 'deliver', handle: deliver },
    {
      ...{ method: 'POST', path: '/documents/:obligation/:period/void', access: 'withdraw' },
      ...{ limit: SCAN_LIMIT, handle: makeVoid },
    },
  ],
});

const named = ({ params, now }: SignedIn) => ({
  obligation: params.obligation ?? '',
  period: params.period ?? '',
  now,
});

/** Month and obligation of a filter; without a month what is open, whenever it is due. */
async function list({ viewer, desk, query, now }: SignedIn): Promise<Answer> {
  const all = await desk.documents.list(now);
  const month = query.month ?? '';
  const obligation = query.obligation ?? '';
  const found = all.filter(
    (line) =>
      (month === ''
        ? line.open
        : month === UNDELIVERED
          ? isUndelivered(line)
          : line.month === month &&
            (line.hasEvidence || line.open || line.issued !== null || line.state === 'missing')) &&
      (obligation === '' || line.obligation === obligation),
  );
  const lines = found
    .slice(0, SHOWN)
    .map((line) => ({ ...shownLine(viewer, line), mayDeliver: mayDeliver(viewer, line) }));
  const mayConfirmMany = mayDo(viewer, 'confirm') && lines.some((line) => line.mayConfirm);
  return {
    page: 'documents',
    title: '文档',
    data: {
      lines,
      deliverable: lines.filter((line) => line.mayDeliver).length,
      undelivered: { value: UNDELIVERED, selected: month === UNDELIVERED },
      at: localOf(now),
      more: found.length - lines.length,
      filter: { month, obligation },
      months: monthsIn(all, now).map((value) => ({ value, text: monthText(value), selected: value === month })),
      obligations: namesIn(all).map(([id, name]) => ({ id, name, selected: id === obligation })),
      mayConfirmMany,
      marks: mayConfirmMany || lines.some((line) => line.mayDeliver),
    },
  };
}

/** Months of which something was issued or is open: this one and those before it, newest first, then those to come. */
function monthsIn(lines: readonly DocumentLine[], now: string): string[] {
  const current = now.slice(0, 'yyyy-mm'.length);
  const told = lines.filter((one) => one.open || one.issued !== null).map(({ month }) => month);
  const months = [...new Set(told)].sort();
  return [...months.filter((month) => month <= current).reverse(), ...months.filter((month) => month > current)];
}

const namesIn = (lines: readonly DocumentLine[]): [string, string][] => [
  ...new Map(lines.map(({ obligation, name }) => [obligation, name])),
];

/** The documents that were ticked, or all of the month that the viewer may confirm. */
async function lookAtMany({ viewer, desk, form, now }: SignedIn): Promise<Answer> {
  const wanted = new Set(form.texts('document'));
  const month = form.text('month');
  const whole = form.text('all') === 'yes';
  const obligation = form.text('obligation');
  const lines = (await desk.documents.list(now, true)).filter((line) => {
    const { value, mayConfirm: may } = shownLine(viewer, line);
    if (!may) return false;
    if (!whole) return wanted.has(value);
    const inMonth = month === '' ? line.open : line.month === month;
    return inMonth && (obligation === '' || line.obligation === obligation);
  });
  if (lines.length === 0) return { to: '/desk/documents', done: '没有选中可确认的文档' };
  return { to: jobHref(desk.documents.lookAtMany(lines, actorOf(viewer), now)) };
}

const jobHref = (id: string): string => `/desk/documents/jobs/${id}`;

const titles: Record<Job['kind'], string> = { look: '批量确认：先看', confirm: '批量确认', issue: '签发' };

async function showJob({ viewer, desk, params }: SignedIn): Promise<Answer> {
  const job = desk.documents.job(params.id ?? '');
  if (job === null || job.account !== viewer.account) {
    return { page: 'problem', title: '没有这项办理', data: { text: GONE }, status: 404 };
  }
  const items = job.items.map(shownItem);
  const issued = items.filter(({ number }) => number !== undefined);
  const done = items.filter(({ state }) => state === 'done' || state === 'failed').length;
  return {
    page: 'document-job',
    title: titles[job.kind],
    ...(job.finished ? {} : { refresh: 2 }),
    data: {
      ...{ id: job.id, finished: job.finished, items, done, total: items.length },
      kind: job.kind,
      mayDeliver: mayDo(viewer, 'deliver'),
      // Several that went out together are handed over together.
      deliversMany: job.finished && mayDo(viewer, 'deliver') && issued.length > 1,
      issued,
      isLook: job.kind === 'look',
      people: await desk.documents.people(),
      failed: items.filter(({ state }) => state === 'failed').length,
      late: items.some(({ late }) => late),
      unfinished: items.some(({ look }) => look?.unfinished != null),
      mustSee: items.some(({ look }) => (look?.mustSee.length ?? 0) > 0),
      unusual: items.filter(({ isPlain, state }) => !isPlain || state === 'failed'),
      plain: items.filter(({ isPlain, state }) => isPlain && state === 'done'),
      canConfirm: job.finished && items.some(({ canConfirm }) => canConfirm),
    },
  };
}

const GONE = '进度只在服务器运行期间保留，服务器可能已重新启动；已保存的确认不受影响，请到“文档”查看';

async function confirmMany({ viewer, desk, params, form, now }: SignedIn): Promise<Answer> {
  const job = desk.documents.job(params.id ?? '');
  if (job === null || job.account !== viewer.account || job.kind !== 'look' || !job.finished) {
    return { page: 'problem', title: '没有这项办理', data: { text: GONE }, status: 404 };
  }
  const chosen = new Set(form.texts('item'));
  const items = job.items.filter((item, n) => chosen.has(String(n)) && item.look !== undefined);
  if (items.length === 0) return { to: jobHref(job.id), done: '没有选中文档，没有确认' };
  const { reviewer, remark, reason } = said(form);
  const saw = form.text('saw') === 'yes';
  const knows = form.text('knows') === 'yes';
  const order = { actor: actorOf(viewer), reviewer, remark, reason, saw, knows, now };
  const id = desk.documents.confirmMany(items, order);
  return { to: jobHref(id) };
}

async function show(request: SignedIn, again: DocumentPage = {}): Promise<Answer> {
  const line = await request.desk.documents.find(named(request));
  return documentPage(request, line, again);
}

async function draft({ desk, params, query, now }: SignedIn): Promise<Answer> {
  const name = { obligation: params.obligation ?? '', period: params.period ?? '', now };
  return { draft: await desk.documents.draft({ ...name, seen: query.seen ?? '' }) };
}

const notTheirs = (line: DocumentLine): Answer => ({
  page: 'problem',
  title: '无权进行此操作',
  data: { text: `${line.name}不在您的角色可以确认、签发的文档之内，请由有权限的人员办理` },
  status: 403,
});

async function confirm(request: SignedIn): Promise<Answer> {
  const { viewer, desk, form } = request;
  const line = await desk.documents.find(named(request));
  if (!mayConfirm(viewer, line)) return notTheirs(line);
  const { reviewer, remark, summary, reason } = said(form);
  return await again(request, 'confirm', async () => {
    const { job, text } = await desk.documents.confirm({
      ...named(request),
      ...{ actor: actorOf(viewer), seen: form.text('seen'), reviewer, remark, summary, reason },
      measures: measuresIn(form),
      saw: form.text('saw') === 'yes',
      knows: form.text('knows') === 'yes',
    });
    return { to: job === null ? documentHref(line) : jobHref(job), done: text };
  });
}

async function issue(request: SignedIn): Promise<Answer> {
  const { viewer, desk, form } = request;
  const line = await desk.documents.find(named(request));
  if (!isTheirs(viewer, line)) return notTheirs(line);
  return await again(request, 'issue', async () => {
    const order = { ...named(request), actor: actorOf(viewer), reason: said(form).reason };
    return { to: jobHref(await desk.documents.issue({ ...order, saw: form.text('saw') === 'yes' })) };
  });
}

async function deliver(request: SignedIn): Promise<Answer> {
  const { viewer, desk, form } = request;
  const line = await desk.documents.find(named(request));
  if (!isTheirs(viewer, line)) return notTheirs(line);
  const { via, happenedAt, remark } = said(form, request.now);
  return await again(request, 'deliver', async () => {
    const order = { actor: actorOf(viewer), via, happenedAt, remark, now: request.now };
    const documents = [`${line.obligation}/${line.period}`];
    const [number = ''] = await desk.documents.deliver({ documents, ...order });
    return { to: documentHref(line), done: `已登记送达 ${number}（${formatDateTime(happenedAt || request.now)}）` };
  });
}

async function makeVoid(request: SignedIn): Promise<Answer> {
  const { viewer, desk, form } = request;
  const line = await desk.documents.find(named(request));
  if (!isTheirs(viewer, line)) return notTheirs(line);
  return await again(request, 'void', async () => {
    const order = { ...named(request), actor: actorOf(viewer), reason: said(form).reason };
    const scans = form.files('scan').map(({ path, name }) => ({ path, name }));
    const number = await desk.documents.void({ ...order, agreedBy: form.text('agreedBy'), scans });
    return { to: documentHref(line), done: `已作废 ${number}，文件原样留存；请重新确认、签发下一版` };
  });
}

/** What was refused is told beside the form, which keeps what was typed. */
async function again(
  request: SignedIn,
  form: 'confirm' | 'issue' | 'deliver' | 'void',
  act: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    const { summary, place } = error as { summary?: string; place?: object };
    if (summary === undefined) throw error;
    return await show(request, { refused: { form, text: summary, ...place } });
  }
}
