/** A question after a new record is answered from the index of the site with what changed since, and says what it does not know. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { searchDocuments } from '../../../src/knowledge/search-documents.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { writeIndex } from '../../../src/pipeline/publish/build.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { searchWorkspace } from '../../../src/pipeline/publish/search.ts';
import { keepBase } from '../../../src/pipeline/publish/search-base.ts';
import { changesOf } from '../../../src/pipeline/publish/search-changes.ts';
import { siteFolder } from '../../../src/pipeline/publish/site-folder.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { toFiles } from '../../../src/search/index/shards.ts';
import { buildIndex } from '../../../src/search/search.ts';
import incident from '../../../src/subjects/incidents/kinds/incident.ts';
import consultation from '../../../src/subjects/requests/kinds/consultation.ts';
import { DAY, inspect, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';

const at = (time: string): string => `${DAY}T${time}:00+08:00`;

const draftOf = <T extends { id: string; schema: number; kind: string }>({
  id: _i,
  schema: _s,
  kind: _k,
  ...rest
}: T) => rest;
const add = (session: Session, kind: string, draft: object, time: string) =>
  session.workspace.change('登记', (change) => change.addRecord(kind, draft as never), { at: at(time) });

it('puts in what a build of the site would: records, documents, articles; and tells of the rest', async () => {
  const session = await open(await makeWorkspace());
  const { root, git } = session.workspace;
  const base = { head: await git.head(), at: at('09:00') };
  await rm(join(root, 'knowledge-base'), { recursive: true });
  await mkdir(join(root, 'knowledge-base', 'printer'), { recursive: true });
  const article = 'knowledge-base/printer/toner.md';
  const { attachments: _a, articles: _l, ...fault } = draftOf(incident.example);
  await add(session, 'incident', fault, '10:30');
  const { article: _n, articleChange: _c, ...asked } = draftOf(consultation.example);
  await add(session, 'consultation', { ...asked, question: '投影仪没有信号怎么办' }, '10:31');
  await inspect(session, at('09:40'));
  await issue(session, { obligation: 'inspection-log', period: DAY, now: at('09:50') });
  // Not committed yet.
  await writeFile(join(root, article), '# 碳粉用完怎么更换\n\n按住卡扣取出粉盒。\n');
  await note(session, noteDraft(at('10:40'), '记一条'));

  const whole = searchDocuments((await siteContent(session, at('12:00'))).model);
  const paths = [...((await git.changedSince(base.head)) ?? []), article];
  const { added = [] } = (await changesOf(session, { documents: [] }, paths, at('12:00'))) ?? {};
  expect(added.map(({ kind }) => kind).sort()).toEqual(['article', 'consultation', 'document', 'incident']);
  // What is put in is what the whole site says of it.
  for (const one of added) expect(whole.find(({ url }) => url === one.url)).toEqual(one);

  // The site as it was built before all that.
  const before = whole.filter(({ url }) => !added.some((one) => one.url === url));
  await writeIndex(siteFolder(root), toFiles(buildIndex(before)));
  await keepBase(root, base);
  const ask = (question: string) => searchWorkspace(session, question, at('12:00'));
  const found = async (question: string) => (await ask(question)).results[0];
  expect(await found(incident.example.title)).toMatchObject({ kind: 'incident' });
  expect(await found('投影仪没有信号')).toMatchObject({ kind: 'consultation' });
  expect(await found('碳粉用完怎么更换')).toMatchObject({ url: '/knowledge-base/printer/toner' });
  expect((await ask('碳粉用完')).notYet).toMatch(/草稿、条款、资产等页面按 2026-11-24 09:00 .*另有 2 个文件改动/);
});

it('asks for a new index when the contract or an earlier answer changed, or when its state is not known any more', async () => {
  const session = await open(await makeWorkspace());
  const none = { documents: [] };
  expect(await changesOf(session, none, ['contract/contract.yaml'], at('12:00'))).toBeUndefined();
  const many = Array.from({ length: 301 }, (_, n) => `records/note/${n}`);
  expect(await changesOf(session, none, many, at('12:00'))).toBeUndefined();
  const old = { url: '/consultations/2026-11#ZX-20261124-001', title: '问', kind: 'consultation', length: 1 };
  const path = 'records/consultation/2026/11/ZX-20261124-001.yaml';
  expect(await changesOf(session, { documents: [old] }, [path], at('12:00'))).toBeUndefined();
  expect(await session.workspace.git.changedSince('0'.repeat(40))).toBeUndefined();
});
