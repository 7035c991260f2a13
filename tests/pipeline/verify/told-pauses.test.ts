/** A pause that was put in after the fact and that nobody of the purchaser's vouches for is told wherever the incident is. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { addRecordText } from '../../../src/pipeline/record/add.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { toldRecords } from '../../../src/pipeline/verify/told-records.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import incident, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { draftOf } from '../../support/draft-of.ts';
import { open } from '../_workspace.ts';
import { fresh, prepare, root } from './_tampered.ts';

beforeAll(prepare);
beforeEach(fresh);

const THEN = '2026-11-25T10:10:00+08:00';
const LATER = '2026-11-25T10:20:00+08:00';

/** An incident without pauses, to which a correction adds this one. */
async function corrected(pause: string) {
  const { permit: _p, articles: _r, attachments: _a, pauses: _u, ...draft } = draftOf(incident.example);
  const session = await open(root);
  const saved = await session.workspace.change(
    '登记',
    (change) => change.addRecord<IncidentRecord>('incident', { ...draft, enteredAt: THEN }),
    { at: THEN },
  );
  const text = await readFile(join(root, saved.path), 'utf8');
  await addRecordText(session, text.replace(/^timeline:\n/m, `pauses:\n${pause}timeline:\n`), {
    ...{ kind: 'incident', now: LATER, by: '驻点运维工程师', reason: '核对后更正' },
  });
  return { session, id: saved.id };
}

const PAUSE = `  - from: 2026-11-24T10:40:00+08:00
    to: 2026-11-24T10:52:00+08:00
    reason: permit
    detail: 等待许可
    evidence: 电话
`;
const SAID = '事后补记暂停 2026-11-24 10:40 至 2026-11-24 10:52（驻点运维工程师），未经⟦采购人⟧确认，不扣除';

it('in verify and status, once it was put in', async () => {
  const { session, id } = await corrected(PAUSE);
  expect((await verify(session)).notes).toContainEqual(`事后改动 ${id}：${SAID}`);
  expect((await status(session, LATER)).told).toEqual([
    expect.objectContaining({ id, text: SAID.replace(/[⟦⟧]/g, ''), claims: 0 }),
  ]);
  expect(await toldRecords(session, THEN)).toEqual([]);
  await session.close();
});
