/** 监控告警: an incident by one click with the times that monitoring knew, or put aside with a reason. */
import { UserError } from '../../contract/error.ts';
import { actorOf } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';

export default definePage({
  id: 'alerts',
  order: 31,
  routes: [
    {
      method: 'POST',
      path: '/alerts/:alert/incident',
      access: 'incident',
      what: '监控告警转为故障',
      async handle({ params, desk, viewer, form, now }) {
        const raised = await desk.incidents.raise(params['alert'] ?? '', form.text('level'), actorOf(viewer), now);
        const done = raised.already ? `这条告警已转为故障 ${raised.id}，没有重复登记` : `已登记故障 ${raised.id}`;
        const told = raised.notices.length === 0 ? '' : `；${raised.notices.join('；')}`;
        return { to: `/desk/incidents/${raised.id}`, done: `${done}${told}`.slice(0, LONGEST_DONE) };
      },
    },
    {
      method: 'POST',
      path: '/alerts/:alert/dismiss',
      access: 'incident',
      what: '监控告警无需处理',
      handle: settle('dismissed'),
    },
    {
      method: 'POST',
      path: '/alerts/:alert/handled',
      access: 'incident',
      what: '监控告警已处理',
      handle: settle('handled'),
    },
  ],
});

/** A cookie carries it. */
const LONGEST_DONE = 300;

function settle(decision: 'dismissed' | 'handled') {
  return async ({ params, desk, viewer, form, now }: SignedIn): Promise<Answer> => {
    const alert = params['alert'] ?? '';
    const why = form.text('why').trim();
    if (why === '') {
      const at = decision === 'handled' ? '处置情况' : '理由';
      throw new UserError('告警的处置须写明', {
        at,
        found: '（缺少）',
        expected: '一句话，例如 计划内数据导入，已自行恢复',
      });
    }
    await desk.incidents.settle(alert, decision, why, actorOf(viewer), now);
    return { to: '/desk/incidents#alerts', done: `告警 ${alert} 已处置，不再列出` };
  };
}
