/** Drafts: what was typed waits on the server for the one who typed it, and for nobody else. */
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { openDeskDatabase } from '../../src/accounts/database.ts';
import { UserError } from '../../src/contract/error.ts';
import { MOST_BYTES, openDrafts } from '../../src/server/forms/drafts.ts';
import { openSubmissions } from '../../src/server/forms/submissions.ts';
import { makeUnfilledWorkspace, newFolder } from '../pipeline/_workspace.ts';
import { openTestDesk } from './_desk.ts';
import { fill, press, sentBy } from './_forms.ts';

const NOW = '2026-11-24T09:00:00+08:00';
const path = '/desk/records/note';

const desk = await openTestDesk(await makeUnfilledWorkspace(), NOW);
const engineer = await desk.person('engineer');
afterAll(() => desk.close());

describe('a draft', () => {
  it('is kept while typing, found again, and gone once its record is saved', async () => {
    const opened = sentBy(await (await engineer.get(path)).text());
    const typed = { ...opened, 'f.topic': 'plan', 'f.text': '写了一半' };
    const kept = await engineer.post('/desk/drafts', typed);
    expect([kept.status, await kept.json()]).toEqual([200, { at: '2026-11-24 09:00' }]);
    const list = await (await engineer.get('/desk/records')).text();
    const [href = ''] = /\/desk\/drafts\/[0-9a-f-]{36}(?=")/.exec(list) ?? [];
    const back = (await engineer.get(href)).headers.get('location') ?? '';
    expect(sentBy(await (await engineer.get(back)).text())).toMatchObject({
      'f.topic': ['plan'],
      'f.text': ['写了一半'],
    });
    const review = await fill(engineer, back, { 'f.text': '写完了' }, 'review');
    expect((await press(engineer, path, sentBy(review.html), 'save')).status).toBe(303);
    expect((await engineer.get(href)).status).toBe(404);
  });

  it('is seen, changed and deleted by nobody else', async () => {
    const { to } = await fill(engineer, path, { 'f.text': '只给自己看' }, 'draft');
    expect(to).toBe('/desk/records');
    const list = await (await engineer.get('/desk/records')).text();
    const [href = ''] = /\/desk\/drafts\/[0-9a-f-]{36}(?=")/.exec(list) ?? [];
    const form = href.split('/').at(-1) ?? '';
    const duty = await desk.person('duty');
    expect((await duty.get(href)).status).toBe(404);
    expect(await (await duty.get('/desk/records')).text()).not.toContain(form);
    expect((await duty.post('/desk/drafts', { form, kind: 'note', 'f.text': '改掉' })).status).toBe(403);
    await duty.post(`${href}/delete`);
    expect((await engineer.get(href)).status).toBe(303);
    await engineer.post(`${href}/delete`);
    expect((await engineer.get(href)).status).toBe(404);
  });
});

it('the store of drafts forgets what nobody touched for a month, and takes no more files than a form may have', async () => {
  const root = await newFolder();
  const database = openDeskDatabase(root);
  const drafts = openDrafts(database, `${root}/files`);
  const form = randomUUID();
  const state = { typed: {}, reason: '', version: '', base: null };
  drafts.keep({ form, kind: 'note', record: null, state, at: NOW }, 'one');
  expect(drafts.list('one', '2026-12-23T09:00:00+08:00')).toHaveLength(1);
  const upload = { name: 'a.jpg', path: '/nowhere', size: MOST_BYTES, sha256: 'a' };
  const more = { ...upload, size: 1, sha256: 'b' };
  expect(await drafts.take(form, [], [upload, more])).toContain('超过一张表单的上限 300 MB');
  expect(drafts.list('one', '2026-12-25T09:00:00+08:00')).toEqual([]);
  expect(drafts.keep({ form: '../../etc', kind: 'note', record: null, state, at: NOW }, 'one')).toBe(false);
  database.close();
});

describe('a form that was sent', () => {
  const submission = { form: randomUUID(), account: 'one', kind: 'note', now: NOW };
  const never = (): Promise<string> => Promise.reject(new Error('saved twice'));

  it('when the server died before it could answer gives the record that was saved then', async () => {
    const database = openDeskDatabase(await newFolder());
    const died = openSubmissions(database).once(
      submission,
      () => Promise.reject(new Error('killed')),
      () => Promise.resolve(null),
    );
    await expect(died).rejects.toThrow('killed');
    const later = { ...submission, now: '2026-11-24T09:05:00+08:00' };
    const found = await openSubmissions(database).once(later, never, (at) =>
      Promise.resolve(at === NOW ? 'JS-20261124-001' : null),
    );
    expect(found).toEqual({ id: 'JS-20261124-001', again: true });
    expect(await openSubmissions(database).once(later, never, never)).toEqual(found);
    database.close();
  });

  it('and was refused may be sent again, by its own account alone', async () => {
    const database = openDeskDatabase(await newFolder());
    const submissions = openSubmissions(database);
    const refused = submissions.once(submission, () => Promise.reject(new UserError('不对')), never);
    await expect(refused).rejects.toThrow('不对');
    expect(await submissions.once(submission, () => Promise.resolve('JS-20261124-002'), never)).toEqual({
      id: 'JS-20261124-002',
      again: false,
    });
    await expect(submissions.once({ ...submission, account: 'two' }, never, never)).rejects.toThrow('另一个账号');
    database.close();
  });
});
