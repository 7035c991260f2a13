/** 中断与计划维护: the supplier marks an outage that was planned, the purchaser agrees or not; until then it counts. */
import { UserError } from '../../contract/error.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { OutageLists } from '../../desk/outage-calls.ts';
import { formatDuration } from '../../wording/durations.ts';
import { actorOf, mayDo, type Viewer } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';

export default definePage({
  id: 'outages',
  order: 82,
  routes: [
    { method: 'GET', path: '/outages', access: 'read', handle: show },
    { method: 'POST', path: '/outages', access: 'incident', what: '中断登记为计划维护', handle: mark },
    { method: 'POST', path: '/outages/:record/agree', access: 'waive', what: '同意计划维护', handle: agree(true) },
    { method: 'POST', path: '/outages/:record/refuse', access: 'waive', what: '不同意计划维护', handle: agree(false) },
  ],
});

async function show({ desk, now, viewer }: SignedIn): Promise<Answer> {
  return { page: 'outages', title: '中断与计划维护', data: viewOf(await desk.outages.lists(now), viewer) };
}

function viewOf({ since, probed, counted, marked, planned }: OutageLists, viewer: Viewer) {
  const names = mayDo(viewer, 'names');
  return {
    ...{ since, probed, mayMark: mayDo(viewer, 'incident'), mayAgree: mayDo(viewer, 'waive') },
    counted: counted.map((one) => ({
      ...one,
      fromText: formatDateTime(one.from),
      toText: formatDateTime(one.to),
      length: formatDuration(one.seconds),
      names: one.targets.map(({ name }) => name).join('、'),
    })),
    marked: marked.map((one) => ({
      ...one,
      fromText: formatDateTime(one.from),
      toText: formatDateTime(one.to),
      atText: formatDateTime(one.at),
      names: one.assets.join('、'),
      by: names ? one.by : '',
    })),
    planned: planned.map((one) => ({
      ...one,
      fromText: formatDateTime(one.from),
      toText: formatDateTime(one.to),
      downText: formatDuration(one.down),
      agreed: one.agreedAt === null ? '' : formatDateTime(one.agreedAt),
    })),
  };
}

async function mark({ desk, form, viewer, now }: SignedIn): Promise<Answer> {
  const record = await desk.outages.mark({
    ...{ actor: actorOf(viewer), from: form.text('from'), to: form.text('to'), targets: form.texts('target') },
    ...{ purpose: form.text('purpose').trim(), announced: form.text('announced') === 'yes', now },
  });
  return { to: '/desk/outages', done: `已登记 ${record}，待⟦采购人⟧确认；确认以前中断照常计入` };
}

function agree(agreed: boolean) {
  return async ({ params, desk, form, viewer, now }: SignedIn): Promise<Answer> => {
    const record = params['record'] ?? '';
    const version = form.text('version');
    if (version === '') {
      throw new UserError('没有写明看到的是哪一版', {
        found: record,
        expected: '从页面上的按钮提交',
        hint: '刷新后再提交',
      });
    }
    await desk.outages.agree({
      ...{ actor: actorOf(viewer), record, version, agreed, now },
      reason: form.text('reason'),
    });
    return {
      to: '/desk/outages',
      done: agreed ? `已同意 ${record} 为计划维护` : `已登记不同意 ${record}，中断照常计入`,
    };
  };
}
