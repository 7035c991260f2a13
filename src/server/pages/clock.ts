/** 时钟: whether this machine's clock is believed, and the word of somebody who looked at it, with the paper that both sides signed. */
import { actorOf, mayDo } from '../request/viewer.ts';
import { type Answer, definePage, SCAN_LIMIT, type SignedIn } from './_page.ts';

export default definePage({
  id: 'clock',
  order: 83,
  routes: [
    { method: 'GET', path: '/clock', access: 'read', handle: show },
    { method: 'POST', path: '/clock', access: 'issue', what: '确认本机时钟', limit: SCAN_LIMIT, handle: accept },
  ],
});

async function show({ desk, viewer }: SignedIn): Promise<Answer> {
  const found = await desk.clock.standing();
  return { page: 'clock', title: '时钟', data: { ...found, mayAccept: mayDo(viewer, 'issue') } };
}

async function accept({ desk, viewer, form }: SignedIn): Promise<Answer> {
  const found = await desk.clock.accept({
    ...{ actor: actorOf(viewer), reason: form.text('reason') },
    scans: form.files('scan').map(({ path, name }) => ({ path, name })),
  });
  return { to: '/desk/clock', done: `已确认本机时钟：${found}；下一轮起照常签发与签名` };
}
