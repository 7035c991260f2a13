/** What a party is shown at the desk: as on the site, no address of a machine, and names only to who may see them. */
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoverUnits } from '../../src/pipeline/discover.ts';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { Page } from '../../src/server/pages/_page.ts';
import type { Draft } from '../../src/workspace/change/change.ts';
import { filled, judged } from '../payloads/_fill.ts';
import { DAY, makeUnfilledWorkspace, open } from '../pipeline/_workspace.ts';
import { openTestDesk, type Person, type TestDesk } from './_desk.ts';

const ROUTES = new URL('../golden/desk-routes.txt', import.meta.url);
const NOW = `${DAY}T18:00:00+08:00`;
const ADDRESS = '10.20.1.15';
const TEXT = `网关 ${ADDRESS}:8080 无响应，端口 6379/tcp，张工处理`;
/** One role more than usual: it reads, and sees no names. */
const ROLES = `
desk:
  roles:
    - { id: engineer, name: 工程师, side: supplier, documents: [all], acts: [read, drafts, names, record, check, incident] }
    - { id: purchaser, name: 采购人, side: purchaser, acts: [read, names, receive, return, restore, interpret, waive] }
    - { id: auditor, name: 审计, side: auditor, acts: [read, names, audit] }
    - { id: reader, name: 查阅, side: auditor, acts: [read] }
    - { id: administrator, name: 账号管理, side: administrator, acts: [accounts, audit] }
`;

let desk: TestDesk;
let people: Record<'engineer' | 'purchaser' | 'auditor' | 'reader', Person>;
/** Page of one record of each kind. */
const pages: string[] = [];
let incident = '';

beforeAll(async () => {
  const root = await makeUnfilledWorkspace();
  const settings = join(root, 'opsledger.yaml');
  await writeFile(settings, `${(await readFile(settings, 'utf8')).replace(/^desk:[\s\S]*$/m, '')}${ROLES}`);
  const session = await open(root);
  await session.workspace.change(
    '各种记录',
    async (change) => {
      for (const kind of await kindIds()) {
        const unit = await loadKind(kind);
        const { record } = filled(judged(unit, session.workspace.contract), unit.example.id, TEXT);
        const { id: _id, schema: _schema, kind: _kind, ...draft } = record as AnyRecord & Record<string, unknown>;
        const { id } = await change.addRecord(kind, draft as unknown as Draft<AnyRecord>);
        pages.push(`/desk/records/${kind}/${id}`);
        if (kind === 'incident') incident = id;
      }
    },
    { at: NOW },
  );
  await session.close();
  desk = await openTestDesk(root, NOW);
  const [engineer, purchaser, auditor, reader] = await Promise.all(
    ['engineer', 'purchaser', 'auditor', 'reader'].map((role) => desk.person(role)),
  );
  people = { engineer, purchaser, auditor, reader } as typeof people;
});
afterAll(() => desk.close());

const seen = async (who: keyof typeof people, path: string): Promise<string> => {
  const page = await people[who].get(path);
  expect(page.status, `${who} ${path}`).toBe(200);
  return page.text();
};

describe('addresses of machines', () => {
  it('stand on the page of a record of any kind for the supplier alone', async () => {
    let held = 0;
    for (const path of pages) {
      if ((await seen('engineer', path)).includes(ADDRESS)) held += 1;
      for (const who of ['purchaser', 'auditor'] as const) {
        const html = await seen(who, path);
        expect(html, `${who} ${path}`).not.toMatch(/10\.20\.1\.15|6379\/tcp/);
      }
    }
    expect(held).toBeGreaterThan(20);
  });

  it.each(['purchaser', 'auditor'] as const)('are on no page that the %s may open', async (who) => {
    const [head = '', ...rows] = readFileSync(ROUTES, 'utf8').trim().split('\n');
    const column = head.slice(2).split(' ').indexOf(who);
    const open = rows.flatMap((row) => {
      const [, marks = '', path = ''] = /^(.+?) {2}GET (\S+)$/.exec(row) ?? [];
      // In the log of what was done at the desk stand the addresses from which people came.
      return marks.split(' ')[column] === '○' && !/:|^\/(audit|oidc|sign-in)/.test(path) ? [path] : [];
    });
    expect(open.length).toBeGreaterThanOrEqual(4);
    const found = `/records?q=${encodeURIComponent('网关')}`;
    for (const path of [...open, found]) expect(await seen(who, `/desk${path}`), path).not.toContain(ADDRESS);
  });

  it('nor where an incident is followed', async () => {
    expect(await seen('engineer', `/desk/incidents/${incident}`)).toContain(ADDRESS);
    const html = await seen('purchaser', `/desk/incidents/${incident}`);
    expect(html).not.toContain(ADDRESS);
    expect(html).toContain('〔地址略〕');
  });

  it('find nothing for who may not see them', async () => {
    const found = (html: string): boolean => html.includes('desk-record-lines');
    expect(found(await seen('engineer', `/desk/records?q=${ADDRESS}`))).toBe(true);
    expect(found(await seen('purchaser', `/desk/records?q=${ADDRESS}`))).toBe(false);
  });
});

it('names are read by purchaser and auditor, and not by a role without them', async () => {
  for (const who of ['purchaser', 'auditor'] as const) {
    expect(await seen(who, `/desk/incidents/${incident}`)).toContain('张工');
  }
  await desk.doors.accounts.add({ name: 'zhang', person: '张工', role: 'engineer', now: NOW });
  const routes = [...(await discoverUnits<Page>('pages')).values()].flatMap((page) => page.routes);
  const open = routes.flatMap(({ method, access, path }) =>
    method === 'GET' && access === 'read' && !path.includes(':') ? [`/desk${path}`] : [],
  );
  expect(open).toEqual(expect.arrayContaining(['/desk/incidents', '/desk/month']));
  for (const path of [...pages, '/desk/', ...open, `/desk/incidents/${incident}`]) {
    expect(await seen('reader', path), path).not.toContain('张工');
  }
});
