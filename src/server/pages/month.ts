/** 月末: the sheet that is signed for all that was handed over, and the documents bound as one file. */
import { UserError } from '../../contract/error.ts';
import { actorOf, mayDo } from '../request/viewer.ts';
import { type Answer, definePage, SCAN_LIMIT, type SignedIn } from './_page.ts';
import { instantOf, localOf } from './documents/forms.ts';

const HOME = '/desk/month';

export default definePage({
  id: 'month',
  title: '月末',
  order: 75,
  routes: [
    { method: 'GET', path: '/month', access: 'read', handle: overview },
    { method: 'GET', path: '/month/sheets/:number', access: 'read', handle: sheet },
    { method: 'GET', path: '/month/sheets/:number/pdf', access: 'read', handle: file },
    {
      ...{ method: 'POST', path: '/month/sheets/:number/receive', access: 'deliver', handle: receive },
      ...{ limit: SCAN_LIMIT, what: '登记签收单签回' },
    },
    { method: 'POST', path: '/month/bind', access: 'read', what: '下载合订本', handle: bind },
  ],
});

async function overview({ desk, viewer, now }: SignedIn): Promise<Answer> {
  const found = await desk.month.overview(now);
  const mayMake = mayDo(viewer, 'confirm') && found.next !== null;
  return { page: 'month', title: '月末', data: { ...found, mayMake, mayReceive: mayDo(viewer, 'deliver') } };
}

async function sheet(request: SignedIn): Promise<Answer> {
  const { desk, viewer, params, now } = request;
  const found = await desk.month.sheet(params['number'] ?? '', now);
  if (found === null) return missing();
  const mayReceive = mayDo(viewer, 'deliver') && found.open;
  return { page: 'month-sheet', title: `签收单 ${found.number}`, data: { ...found, mayReceive, at: localOf(now) } };
}

const missing = (): Answer => ({
  page: 'problem',
  title: '没有这份签收单',
  data: { text: '没有这份签收单，或者它已有新的版次。请回到“月末”查看。' },
  status: 404,
});

async function file({ desk, params, now }: SignedIn): Promise<Answer> {
  const found = await desk.month.file(params['number'] ?? '', now);
  return found === null ? missing() : { ...found, type: 'application/pdf', inline: true };
}

async function receive({ desk, viewer, params, form, now }: SignedIn): Promise<Answer> {
  const number = params['number'] ?? '';
  const done = await desk.month.receive({
    ...{ actor: actorOf(viewer), number, now },
    ...{ person: form.text('person'), handedBy: form.text('handedBy'), happenedAt: instantOf(form.text('at'), now) },
    ...{ except: form.texts('except'), scans: form.files('scan').map(({ path, name }) => ({ path, name })) },
  });
  return { to: `${HOME}/sheets/${number}`, done };
}

async function bind({ desk, form, now }: SignedIn): Promise<Answer> {
  const obligations = form.texts('kind');
  if (obligations.length === 0) {
    throw new UserError('没有选中文档', {
      found: '一种也没有勾选',
      expected: '至少一种文档',
      hint: '回到“月末”勾选后再下载',
    });
  }
  const made = await desk.month.bind({ from: form.text('from'), to: form.text('to'), obligations, now });
  return { ...made, type: 'application/pdf' };
}
