/** 故障: taken down in one form, handled with one button a step, analysed later. */
import { randomUUID } from 'node:crypto';
import { UserError } from '../../contract/error.ts';
import type { Analysis, ChangedMeanwhile } from '../../desk/incident-analysis.ts';
import type { AskedStep } from '../../desk/incident-calls.ts';
import type { Report } from '../../desk/incident-report.ts';
import { choicesFor } from '../forms/choice-lists.ts';
import { analysisData, analysisOf, naming, resolved } from '../incidents/analysis-form.ts';
import { detailData } from '../incidents/detail.ts';
import { emptyReport, formData, listData, reportOf } from '../incidents/lists.ts';
import { askedStep, vouchingStep } from '../incidents/steps.ts';
import { actorOf, mayDo } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';

export default definePage({
  id: 'incidents',
  title: '故障',
  order: 30,
  routes: [
    {
      method: 'GET',
      path: '/incidents',
      access: 'read',
      async handle({ desk, now, viewer }) {
        const data = listData(await desk.incidents.lists(now), now, mayDo(viewer, 'incident'));
        return { page: 'incidents', title: '故障', data };
      },
    },
    { method: 'GET', path: '/incidents/new', access: 'incident', handle: begin },
    { method: 'POST', path: '/incidents', access: 'incident', handle: report },
    { method: 'GET', path: '/incidents/:id', access: 'read', handle: (request) => detail(request, null) },
    { method: 'POST', path: '/incidents/:id/steps/:step', access: 'incident', handle: step },
    { method: 'POST', path: '/incidents/:id/alerts', access: 'incident', handle: link },
    { method: 'POST', path: '/incidents/:id/vouch/:what', access: 'restore', handle: vouch },
    {
      method: 'GET',
      path: '/incidents/:id/analysis',
      access: 'incident',
      handle: (request) => analysis(request, null, [], null),
    },
    { method: 'POST', path: '/incidents/:id/analysis', access: 'incident', handle: saveAnalysis },
  ],
});

async function begin({ desk, now, query }: SignedIn): Promise<Answer> {
  const alert = query.alert === undefined ? null : await desk.incidents.alert(query.alert);
  const choices = await desk.incidents.choices(now);
  const data = { ...formData(choices, emptyReport(randomUUID(), now, alert)), fault: null };
  return { page: 'incident-new', title: '登记故障', data };
}

async function report(request: SignedIn): Promise<Answer> {
  const { desk, now, viewer, form } = request;
  const given = reportOf(form);
  try {
    const { id, notices } = await desk.incidents.report(given, actorOf(viewer), now);
    const told = notices.length === 0 ? '' : `；${notices.join('；')}`;
    return { to: `/desk/incidents/${id}`, done: `已登记故障 ${id}${told}`.slice(0, LONGEST_DONE) };
  } catch (error) {
    return await again(request, given, faultOf(error));
  }
}

/** What must be said at the call, as a fault names it. */
const asked = { what: '什么故障', asset: '哪个系统或设备', level: '级别', foundBy: '怎么发现的' };

/** A cookie carries it. */
const LONGEST_DONE = 300;

async function again({ desk, now }: SignedIn, given: Report, fault: { at?: string }): Promise<Answer> {
  const named = (fault.at ?? '').split('、');
  const lacks = Object.fromEntries(Object.entries(asked).map(([field, label]) => [field, named.includes(label)]));
  const data = { ...formData(await desk.incidents.choices(now), given), fault, lacks };
  return { page: 'incident-new', title: '登记故障', data, status: 400 };
}

/** What is wrong, beside what was typed. @throws whatever is no fault of what was typed */
function faultOf(error: unknown): { text: string; at?: string } {
  if (error instanceof UserError && error.exitCode === 2) return { text: error.summary, ...error.place };
  throw error;
}

async function detail({ desk, now, viewer, params }: SignedIn, fault: object | null): Promise<Answer> {
  const found = await desk.incidents.find(params.id ?? '', now);
  const may = {
    handle: mayDo(viewer, 'incident'),
    vouch: mayDo(viewer, 'restore'),
    drafts: mayDo(viewer, 'drafts'),
  };
  const data = detailData(found, may, now, fault);
  const status = fault === null ? {} : { status: 400 as const };
  return { page: 'incident', title: found.record.title, data, ...status };
}

async function step(request: SignedIn): Promise<Answer> {
  const { params, desk, form, now } = request;
  return await take(request, async () =>
    askedStep(params.step ?? '', form, (await desk.incidents.choices(now)).levels),
  );
}

async function link(request: SignedIn): Promise<Answer> {
  const { params, desk, viewer, form, now } = request;
  const id = params.id ?? '';
  try {
    await desk.incidents.link(id, form.text('alert'), actorOf(viewer), now);
    return { to: `/desk/incidents/${id}`, done: '告警已归入这起故障' };
  } catch (error) {
    return await detail(request, faultOf(error));
  }
}

async function vouch(request: SignedIn): Promise<Answer> {
  return await take(request, async () => vouchingStep(request.params.what ?? '', request.form));
}

async function take(request: SignedIn, asked: () => Promise<AskedStep>): Promise<Answer> {
  const { params, desk, viewer, now } = request;
  const id = params.id ?? '';
  try {
    const taken = await desk.incidents.step(id, await asked(), actorOf(viewer), now);
    return { to: `/desk/incidents/${id}`, done: taken ? '已登记' : '已经登记过，没有重复登记' };
  } catch (error) {
    return await detail(request, faultOf(error));
  }
}

async function analysis(
  { desk, now, params }: SignedIn,
  typed: Analysis | null,
  changed: readonly ChangedMeanwhile[],
  fault: object | null,
): Promise<Answer> {
  const found = await desk.incidents.find(params.id ?? '', now);
  const data = analysisData(found, typed, changed, { fault, choices: await choicesFor(desk, naming) });
  const status = changed.length > 0 ? { status: 409 as const } : fault === null ? {} : { status: 400 as const };
  return { page: 'incident-analysis', title: `分析：${found.record.title}`, data, ...status };
}

async function saveAnalysis(request: SignedIn): Promise<Answer> {
  const { params, desk, viewer, now, form } = request;
  const id = params.id ?? '';
  const given = resolved(analysisOf(form), await choicesFor(desk, naming));
  try {
    const changed = await desk.incidents.analyse(id, given, actorOf(viewer), now);
    if (changed.length > 0) return await analysis(request, given, changed, null);
    return { to: `/desk/incidents/${id}`, done: '分析已保存' };
  } catch (error) {
    return await analysis(request, given, [], faultOf(error));
  }
}
