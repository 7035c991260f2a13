/** 口径: ambiguous clauses with their options, each to be confirmed by the purchaser. */
import { actorOf } from '../request/viewer.ts';
import { definePage } from './_page.ts';

const HOME = '/desk/interpretations';

export default definePage({
  id: 'interpretations',
  title: '口径',
  order: 70,
  routes: [
    {
      method: 'GET',
      path: '/interpretations',
      access: 'interpret',
      async handle({ desk }) {
        const questions = await desk.agreements.questions();
        const open = questions.filter((one) => one.open);
        const settled = questions.filter((one) => !one.open);
        return { page: 'interpretations', title: '口径', data: { open, settled, any: questions.length > 0 } };
      },
    },
    {
      method: 'POST',
      path: '/interpretations/:id',
      access: 'interpret',
      async handle({ params, form, viewer, desk, now }) {
        const { record } = await desk.agreements.decide({
          ...{ actor: actorOf(viewer), question: params['id'] ?? '', now },
          ...{ option: form.text('option'), wording: form.text('wording') },
        });
        return { to: HOME, done: `已确认口径（${record}）` };
      },
    },
  ],
});
