/** 豁免: what the supplier says need not be handed in, to be approved by the purchaser. */
import { actorOf } from '../request/viewer.ts';
import { definePage } from './_page.ts';

export default definePage({
  id: 'waivers',
  title: '豁免',
  order: 80,
  routes: [
    {
      method: 'GET',
      path: '/waivers',
      access: 'waive',
      async handle({ desk }) {
        return { page: 'waivers', title: '豁免', data: { waivers: await desk.agreements.waivers() } };
      },
    },
    {
      method: 'POST',
      path: '/waivers/:record',
      access: 'waive',
      async handle({ params, viewer, desk, now }) {
        const approved = await desk.agreements.approve({
          ...{ actor: actorOf(viewer), record: params['record'] ?? '', now },
        });
        return { to: '/desk/waivers', done: `已批准豁免 ${approved.name} ${approved.period}（${approved.record}）` };
      },
    },
  ],
});
