/** 今日. */
import { definePage } from './_page.ts';

export default definePage({
  id: 'today',
  title: '今日',
  order: 10,
  routes: [
    { method: 'GET', path: '/', access: 'read', handle: async () => ({ page: 'today', title: '今日', data: {} }) },
  ],
});
