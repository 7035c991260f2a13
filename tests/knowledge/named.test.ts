/** Documents print articles by title, id second; the files that the titles come from are inputs like all others. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { verify } from '../../src/pipeline/verify/verify.ts';
import incident, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import consultation, { type ConsultationRecord } from '../../src/subjects/requests/kinds/consultation.ts';
import { composedAt, makeWorkspace, open } from '../pipeline/_workspace.ts';

const NOW = '2026-12-31T16:30:00+08:00';
const ARTICLE = 'knowledge-base/nginx/502-504.md';

const session = await open(await makeWorkspace());
const title = /^title: (.+)$/m.exec(await readFile(join(session.workspace.root, ARTICLE), 'utf8'))?.[1] ?? 'no title';
const { id: _a, schema: _b, kind: _c, ...question } = consultation.example as ConsultationRecord;
const { id: _d, schema: _e, kind: _f, ...fault } = incident.example as IncidentRecord;
await session.workspace.change(
  '登记',
  async (change) => {
    for (const article of ['nginx/502-504', 'nginx/not-there', '../opsledger'])
      await change.addRecord<ConsultationRecord>('consultation', { ...question, enteredAt: NOW, article });
    await change.addRecord<IncidentRecord>('incident', {
      ...fault,
      enteredAt: NOW,
      attachments: undefined,
      articles: ['nginx/502-504'],
    });
  },
  { at: NOW },
);

const composed = (id: string) => composedAt(session, id, NOW);

describe('articles', () => {
  it.each(['consultation-digest', 'incident-analysis'])('of %s are named by title and are its inputs', async (id) => {
    const { document, inputs, fingerprint } = await composed(id);
    expect(JSON.stringify(document)).toContain(title);
    expect(JSON.stringify(document)).not.toContain('nginx/502-504');
    expect(inputs.map((one) => one.path).filter((path) => path.startsWith('knowledge-base'))).toEqual([ARTICLE]);
    const file = join(session.workspace.root, ARTICLE);
    const before = await readFile(file, 'utf8');
    await writeFile(file, `${before}\n`);
    expect((await composed(id)).fingerprint).not.toBe(fingerprint);
    await writeFile(file, before);
  });

  it('that are not there are named by their id, and never another file', async () => {
    const { document } = await composed('consultation-digest');
    const text = JSON.stringify(document);
    for (const id of ['nginx/not-there', '../opsledger']) expect(text).toContain(`"${id}"`);
  });

  it('of other documents are no inputs', async () => {
    const { inputs } = await composed('monthly-maintenance');
    expect(inputs.some((one) => one.path.startsWith('knowledge-base'))).toBe(false);
  });

  it('are verified and rendered again as they were when the document was issued', async () => {
    await issue(session, { obligation: 'consultation-digest', now: NOW });
    await writeFile(join(session.workspace.root, ARTICLE), '# 另一个标题\n');
    await session.workspace.handEdits({ at: NOW });
    expect((await verify(session, { rerender: true })).problems).toEqual([]);
    const again = { obligation: 'consultation-digest', period: '2026-12', reason: '条目更名', now: NOW };
    const [revised] = (await issue(session, again)).issued;
    const text = await readFile(join(session.workspace.root, revised?.files.html ?? ''), 'utf8');
    expect(text).toContain('变更依据：知识条目 另一个标题');
  });
});
