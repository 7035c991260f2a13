/** Documents at the desk: what is open, a draft with all that has to be seen, confirming one and many, issuing, handing over. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { DAY, inspectionDraft, makeWorkspace, note, noteDraft, open, reading } from '../pipeline/_workspace.ts';
import { openTestDesk, type Person, type TestDesk } from './_desk.ts';

const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;
const LOG = `/desk/documents/inspection-log/${DAY}`;
const REPORT = `/desk/documents/daily-maintenance/${DAY}`;
let root: string;
let desk: TestDesk;
let manager: Person;

async function start(): Promise<void> {
  root = await makeWorkspace();
  await inspectDisk();
  desk = await openTestDesk(root, at('16:00'));
  manager = await desk.person('manager');
}

/** One row that is not normal: a disk above its limit. */
async function inspectDisk(): Promise<void> {
  const when = at('09:00');
  const disk = { at: when, target: 'app-server-3', metric: 'disk.used', instance: '/data', value: 86.4, unit: '%' };
  const draft = inspectionDraft(when, { readings: [reading(disk)] });
  const { workspace } = await open(root);
  await workspace.change('巡检', (change) => change.addRecord('inspection', draft), { at: when });
}

/** Time goes on; whoever was signed in for too long signs in anew. */
async function clock(time: string, day = DAY): Promise<void> {
  desk.setClock(at(time, day));
  manager = await desk.person('manager');
}

const text = async (answer: Response | Promise<Response>): Promise<string> => (await answer).text();
const hidden = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
const signoffs = async () => (await (await open(root)).workspace.records.list<SignoffRecord>('signoff')).records;

/** The page of a job once it has finished. */
async function finished(person: Person, answer: Response): Promise<string> {
  const to = answer.headers.get('location') ?? '';
  expect(to).toMatch(/^\/desk\/documents\/jobs\//);
  await expect.poll(async () => (await person.get(to)).headers.get('refresh'), { timeout: 30_000 }).toBeNull();
  return `${to}\n${await text(person.get(to))}`;
}

async function confirmed(person: Person, path: string, more: Record<string, string> = {}): Promise<Response> {
  const page = await text(person.get(path));
  return person.post(`${path}/confirm`, { seen: hidden(page, 'seen'), knows: 'yes', ...more });
}

describe('to read', () => {
  beforeAll(start);
  afterAll(() => desk.close());

  describe('the list', () => {
    it('has what is open, nearest due time first, and leads to each', async () => {
      const page = await text(manager.get('/desk/documents'));
      expect(page).toContain(`href="${LOG}"`);
      expect(page.indexOf(LOG)).toBeLessThan(page.indexOf(REPORT) === -1 ? Infinity : page.indexOf(REPORT));
      expect(page.length).toBeLessThan(60_000);
    });

    it('asks for a 综述 of what has a first page, and of nothing else', async () => {
      const month = await text(manager.get('/desk/documents/monthly-maintenance/2026-12'));
      expect(month).toMatch(/<textarea id="summary" name="summary"/);
      expect(await text(manager.get(LOG))).not.toContain('name="summary"');
    });

    it('can be narrowed to a month and one obligation', async () => {
      const page = await text(manager.get('/desk/documents?month=2026-11&obligation=daily-maintenance'));
      expect([page.includes(REPORT), page.includes(LOG)]).toEqual([true, false]);
    });

    it('has the months of this one and before first, and of the inspection to come when it is collected', async () => {
      const page = await text(manager.get('/desk/documents'));
      const months = [...page.matchAll(/<option value="(\d{4}-\d\d)"/g)].map(([, month = '']) => month);
      const past = months.filter((month) => month <= '2026-11');
      expect(months.slice(0, past.length)).toEqual(past.toSorted().reverse());
      expect(months[0]).toBe('2026-11');
      const tomorrow = await openTestDesk(root, at('08:20', '2026-11-25'));
      const early = await (await tomorrow.person('manager')).get('/desk/documents?month=2026-11');
      const line = /inspection-log\/2026-11-25"[\s\S]*?<\/tr>/.exec(await early.text())?.[0] ?? '';
      await tomorrow.close();
      expect(line).toContain('证据（09:00 自动采集）');
    });

    it('is not for purchaser, auditor and administrator, nor is any draft', async () => {
      for (const role of ['purchaser', 'auditor', 'administrator']) {
        const person = await desk.person(role);
        const paths = ['/desk/documents', LOG, `${LOG}/draft`];
        expect(await Promise.all(paths.map(async (path) => (await person.get(path)).status))).toEqual([403, 403, 403]);
      }
    });
  });

  describe('a draft', () => {
    it('is shown as it would be issued, in a frame in which nothing runs', async () => {
      const page = await text(manager.get(LOG));
      const src = /<iframe[^>]* src="([^"]+)" sandbox/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const draft = await manager.get(src);
      expect(draft.headers.get('content-security-policy')).toMatch(
        /script-src 'none'.*sandbox.*frame-ancestors 'self'/,
      );
      expect(draft.headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(await draft.text()).toContain('HQSF-XJ-20261124-r1');
    });

    it('has the rows that are not normal on top, each with a field for what was done', async () => {
      const page = await text(manager.get(LOG));
      expect(page).toMatch(/<legend>.*应用服务器 3.*<\/legend>/);
      expect(page).toContain('没有处理措施');
      expect(page).toContain('确认并签发</button>');
      expect(page).toMatch(/<datalist id="people">(<option value="[^"]+"><\/option>)+<\/datalist>/);
      expect(await text(manager.get(REPORT))).toContain('未到签发时间，到时自动签发');
    });
  });

  it('says what there is not', async () => {
    const answer = await manager.get('/desk/documents/inspection-lag/2026-11-24');
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('inspection-log')]);
    expect((await manager.get('/desk/documents/jobs/none')).status).toBe(404);
  });
});

describe('to do', () => {
  beforeEach(start);
  afterEach(() => desk.close());

  describe('a confirmation', () => {
    it('is a record of the account with its fingerprint and measures, and the document goes out', async () => {
      const page = await text(manager.get(LOG));
      const rows = ['check.0', 'target.0', 'instance.0'].map((name) => [name, hidden(page, name)]);
      const said = {
        ...Object.fromEntries(rows),
        'action.0': '清理临时文件',
        reviewer: '乙',
        remark: '同意',
        knows: 'yes',
      };
      const answer = await manager.post(`${LOG}/confirm`, { seen: hidden(page, 'seen'), ...said });
      expect(await finished(manager, answer)).toContain('已签发 HQSF-XJ-20261124-r1');
      const [record] = await signoffs();
      expect(record).toMatchObject({
        action: 'confirm',
        person: 'manager 测试员',
        reviewer: '乙',
        reason: '同意',
        enteredBy: { name: 'manager 测试员', account: 'manager', channel: 'desk' },
        fingerprint: hidden(page, 'seen'),
        measures: [{ check: hidden(page, 'check.0'), action: '清理临时文件' }],
      });
      expect(await text(manager.get(LOG))).toContain(
        '/archive/2026/inspection-log/2026-11-24/r1/HQSF-XJ-20261124-r1.pdf',
      );
    });

    it('of what is not done is given by whoever says that they know it, and is refused otherwise', async () => {
      const page = await text(manager.get(LOG));
      const [, told = ''] = /name="knows" value="yes" required> 我已知道(.+?)，仍然确认/.exec(page) ?? [];
      expect(told).toMatch(/还有 \d+ 项人工检查没有登记、有 1 项异常没有写处理措施/);
      const refused = await manager.post(`${LOG}/confirm`, { seen: hidden(page, 'seen'), remark: '写过的意见' });
      expect([refused.status, await signoffs()]).toEqual([400, []]);
      const again = await refused.text();
      expect(again).toContain(`${told}，没有确认`);
      expect(again).toContain('value="写过的意见"');
      const answer = await manager.post(`${LOG}/confirm`, { seen: hidden(page, 'seen'), knows: 'yes' });
      expect(await finished(manager, answer)).toContain('已签发 HQSF-XJ-20261124-r1');
    });

    it('is refused when the draft is not what was looked at, and keeps what was typed', async () => {
      const page = await text(manager.get(REPORT));
      await note(await open(root), noteDraft(at('15:00'), '更换电源。'));
      const answer = await manager.post(`${REPORT}/confirm`, { seen: hidden(page, 'seen'), remark: '我写的意见' });
      const again = await answer.text();
      expect([answer.status, again]).toEqual([400, expect.stringContaining('在您查看之后有变化，没有确认')]);
      expect(again).toContain('value="我写的意见"');
      expect(await signoffs()).toEqual([]);
    });

    it('before its time waits, and is void once something came in: the page says so and leads to it', async () => {
      const answer = await confirmed(manager, REPORT);
      expect(answer.headers.get('location')).toBe(REPORT);
      await note(await open(root), noteDraft(at('16:30'), '更换电源。'));
      await clock('16:40');
      const page = await text(manager.get(REPORT));
      expect(page).toContain('2026-11-24 16:00 的确认已失效（其后登记或更正了 JS-20261124-001）');
      expect(page).toContain('href="/desk/records/note/JS-20261124-001"');
      await clock('17:05');
      expect(await finished(manager, await confirmed(manager, REPORT))).toContain('已签发 HQSF-RB-20261124-r1');
    });

    it('sent twice is one record', async () => {
      const page = await text(manager.get(REPORT));
      const fields = { seen: hidden(page, 'seen') };
      const answers = await Promise.all([0, 1].map(() => manager.post(`${REPORT}/confirm`, fields)));
      expect(answers.map((one) => one.headers.get('location'))).toEqual([REPORT, REPORT]);
      expect(await signoffs()).toHaveLength(1);
      expect(await text(manager.get(REPORT))).toContain('href="/desk/records/signoff/QS-20261124-001"');
    });

    it('of a late document wants its reason', async () => {
      await clock('12:00', '2026-11-25');
      const refused = await confirmed(manager, REPORT);
      expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('没有写明补报原因')]);
      const answer = await confirmed(manager, REPORT, { reason: '采集服务器断电' });
      expect(await finished(manager, answer)).toContain('已签发');
      expect(await text(manager.get(REPORT))).toContain('采集服务器断电');
    });

    it('is for the roles and the documents that the settings name', async () => {
      const engineer = await desk.person('engineer');
      const duty = await desk.person('duty');
      const month = '/desk/documents/monthly-maintenance/2026-12';
      const answers = [
        await duty.post(`${LOG}/confirm`),
        await engineer.post(`${month}/confirm`),
        await engineer.post(`${month}/issue`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
      expect((await confirmed(engineer, LOG)).status).toBe(303);
    });
  });

  it('many at once what differs is shown first and not ticked; each succeeds or is told by itself', async () => {
    await clock('12:00', '2026-11-25');
    const names = [`inspection-log/${DAY}`, `daily-maintenance/${DAY}`];
    const looked = await finished(manager, await manager.post('/desk/documents/look', { document: names }));
    const [job = ''] = looked.split('\n');
    expect(looked).toContain('没有处理措施的 1 项');
    expect(looked).toContain('已过期限，须写明补报原因');
    expect(await signoffs()).toEqual([]);
    const other = await desk.person('manager', 'second');
    expect((await other.post(`${job}/confirm`, { item: '0' })).status).toBe(404);
    expect(looked).toContain('name="knows"');
    const unknowing = await manager.post(`${job}/confirm`, { item: '0', reason: '补报' });
    expect(await finished(manager, unknowing)).toMatch(/项人工检查没有登记.*没有确认/);
    expect(await signoffs()).toEqual([]);
    // Something comes in for one of them after it was looked at.
    await note(await open(root), noteDraft(at('15:00'), '更换电源。', { enteredAt: at('11:30', '2026-11-25') }));
    const answer = await manager.post(`${job}/confirm`, { item: ['0', '1'], reason: '补报', knows: 'yes' });
    const done = await finished(manager, answer);
    expect(done).toContain('已确认，已签发 HQSF-XJ-20261124-r1');
    expect(done).toContain('在您查看之后有变化，没有确认');
    expect(done).toContain('其中 1 份没有办成');
  });

  it('what was issued is handed over and revised with a reason', async () => {
    const done = await finished(manager, await confirmed(manager, LOG, { reviewer: '乙' }));
    // Where it is told that it went out, one button says that it was handed over.
    expect(done).toContain(`action="${LOG}/deliver"`);
    await clock('17:30');
    const delivered = await manager.post(`${LOG}/deliver`, { via: '现场递交', at: `${DAY}T17:20` });
    expect(delivered.headers.get('location')).toBe(LOG);
    const page = await text(manager.get(LOG));
    expect(page).toMatch(/送达<\/dt><dd>2026-11-24 17:20 manager 测试员，现场递交/);
    expect(page).toContain(`${LOG}?revise=yes`);
    const next = await text(manager.get(`${LOG}?revise=yes`));
    expect(next).toContain('name="reviewer" value="乙"');
    const rows = ['check.0', 'target.0', 'instance.0'].map((name) => [name, hidden(next, name)]);
    const said = { ...Object.fromEntries(rows), 'action.0': '更换硬盘', seen: hidden(next, 'seen'), knows: 'yes' };
    expect((await manager.post(`${LOG}/confirm`, said)).status).toBe(400);
    const answer = await manager.post(`${LOG}/confirm`, { ...said, reason: '更正处理措施' });
    expect(await finished(manager, answer)).toContain('已签发 HQSF-XJ-20261124-r2');
  });

  it('what should not have gone out is made void with a reason, by who may and for their documents, and is owed again', async () => {
    await finished(manager, await confirmed(manager, LOG));
    await clock('17:30');
    const duty = await desk.person('duty');
    expect((await duty.post(`${LOG}/void`, { reason: '误签发' })).status).toBe(403);
    expect(await text(manager.get(LOG))).toContain(`action="${LOG}/void"`);
    expect((await manager.post(`${LOG}/void`, { reason: ' ' })).status).toBe(400);
    const done = await manager.post(`${LOG}/void`, { reason: '误按另一天的数据签发' });
    expect(done.headers.get('location')).toBe(LOG);
    const page = await text(manager.get(LOG));
    expect(page).toContain('已作废（2026-11-24 17:30 manager 测试员作废：误按另一天的数据签发）');
    expect(page).not.toContain(`action="${LOG}/void"`);
    expect(page).not.toContain(`action="${LOG}/deliver"`);
    expect(page).toContain('第 2 版');
    expect(await text(manager.get('/desk/documents'))).toContain('已作废：2026-11-24 17:30');
    expect((await signoffs()).filter(({ action }) => action === 'void')).toMatchObject([
      { revision: 1, enteredBy: { account: 'manager', channel: 'desk' } },
    ]);
  });

  it('a document is issued by name without a confirmation, and says so', async () => {
    expect(await finished(manager, await manager.post(`${LOG}/issue`))).toContain('已签发 HQSF-XJ-20261124-r1');
    expect(await text(manager.get(LOG))).toContain('未确认');
  });

  it('several that went out are handed over in one act, all that are named or none', async () => {
    await clock('17:10');
    const names = [`inspection-log/${DAY}`, `daily-maintenance/${DAY}`];
    const looked = await finished(manager, await manager.post('/desk/documents/look', { document: names }));
    const [job = ''] = looked.split('\n');
    const sent = await manager.post(`${job}/confirm`, { item: ['0', '1'], reason: '补报', knows: 'yes' });
    const done = await finished(manager, sent);
    expect(done.match(/name="issued" value="HQSF-/g)).toHaveLength(2);
    const numbers = ['HQSF-XJ-20261124-r1', 'HQSF-RB-20261124-r1'];
    const facts = async () => (await signoffs()).filter(({ action }) => action === 'deliver');
    const wrong = await manager.post('/desk/documents/deliver', { issued: [...numbers, 'HQSF-RB-20261123-r1'] });
    expect([wrong.status, await facts()]).toEqual([400, []]);
    const engineer = await desk.person('engineer');
    const others = [...numbers, 'monthly-maintenance/2026-12'];
    expect((await engineer.post('/desk/documents/deliver', { issued: others })).status).toBe(403);
    expect(await facts()).toEqual([]);
    const page = await text(manager.get('/desk/documents?month=undelivered'));
    expect(page).toContain('登记列出的 2 份都已送达');
    const listed = [...page.matchAll(/name="listed" value="([^"]+)"/g)].map(([, one = '']) => one);
    expect(listed.sort()).toEqual(numbers.toSorted());
    const answer = await manager.post('/desk/documents/deliver', {
      listed,
      all: 'yes',
      via: '现场递交',
      at: `${DAY}T17:05`,
    });
    expect(answer.status).toBe(400);
    expect(await facts()).toEqual([]);
    const handed = await manager.post('/desk/documents/deliver', { listed, all: 'yes', via: '现场递交' });
    expect(handed.status).toBe(303);
    expect((await facts()).map(({ via, enteredBy }) => [via, enteredBy?.account])).toEqual([
      ['现场递交', 'manager'],
      ['现场递交', 'manager'],
    ]);
    expect(await text(manager.get('/desk/documents?month=undelivered'))).toContain('已签发的都登记了送达');
  });
});
