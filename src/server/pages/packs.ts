/** 查验包: whoever may see all of a record has one made for some days, waits for it, and fetches it once. */
import { formatDateTime } from '../../contract/time.ts';
import type { PackJob } from '../../desk/documents/pack-calls.ts';
import { sizeText } from '../../wording/figures.ts';
import { actorOf } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';

const HOME = '/desk/packs';
const SECONDS = 2;

export default definePage({
  id: 'packs',
  title: '查验包',
  order: 77,
  routes: [
    { method: 'GET', path: '/packs', access: 'names', handle: overview },
    { method: 'POST', path: '/packs', access: 'names', what: '制作查验包', handle: begin },
    { method: 'GET', path: '/packs/:id', access: 'names', handle: show },
    { method: 'POST', path: '/packs/:id/file', access: 'names', what: '下载查验包', handle: file },
  ],
});

async function overview({ desk, viewer, now }: SignedIn): Promise<Answer> {
  const proposed = await desk.packs.proposed(now);
  const jobs = desk.packs.of(viewer.account).map(shown);
  return { page: 'packs', title: '查验包', data: { proposed, jobs, at: formatDateTime(now) } };
}

async function begin({ desk, viewer, form, now }: SignedIn): Promise<Answer> {
  const id = await desk.packs.begin({
    ...{ actor: actorOf(viewer), from: form.text('from'), to: form.text('to'), now },
  });
  return { to: `${HOME}/${id}` };
}

async function show({ desk, viewer, params }: SignedIn): Promise<Answer> {
  const job = desk.packs.find(params['id'] ?? '', viewer.account);
  if (job === null) return missing();
  return {
    ...{ page: 'pack-job', title: `查验包 ${job.from} 至 ${job.to}`, data: shown(job) },
    ...(job.state === 'running' ? { refresh: SECONDS } : {}),
  };
}

async function file({ desk, viewer, params }: SignedIn): Promise<Answer> {
  const found = await desk.packs.take(params['id'] ?? '', viewer.account);
  return found === null ? missing() : { ...found, type: 'application/zip' };
}

const missing = (): Answer => ({
  page: 'problem',
  title: '没有这个查验包',
  data: { text: '查验包下载一次、或制作后一小时即删除，服务器重新启动后也不保留。请到“查验包”重新制作。' },
  status: 404,
});

const STATES = { running: '制作中', made: '可下载', failed: '没有做成', gone: '已下载或已过期' } as const;

const shown = (job: PackJob) => ({
  ...job,
  href: `${HOME}/${job.id}`,
  stateText: STATES[job.state],
  running: job.state === 'running',
  made: job.state === 'made',
  failed: job.state === 'failed',
  gone: job.state === 'gone',
  counted: job.total > 0,
  sizeText: sizeText(job.size),
});
