/** What was erased by the rules is named as that, with its reason, and is nothing that went wrong. */
import { expect, it } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { type Box, openBox } from '../../../src/pack/fill/box.ts';
import { openEvidencePart } from '../../../src/pack/fill/evidence-part.ts';
import type { GoneEntry, LogPart } from '../../../src/pack/fill/log-part.ts';
import { openRecordsPart } from '../../../src/pack/fill/records-part.ts';
import type { Workspace } from '../../../src/workspace/workspace.ts';

const SHA = 'ab'.repeat(32);
const KEPT = `evidence/ab/${SHA}`;
const RECORD = 'records/note/2026/11/JS-20261124-001.yaml';

const entry = (path: string): GoneEntry => ({
  schema: 1,
  type: 'ERASE',
  at: '2026-11-25T09:00:00+08:00',
  path,
  reason: '误附身份证照片',
  approvedBy: '采购人项目负责人',
});
const WHY = '已依规清除：2026-11-25 09:00 采购人项目负责人 批准，误附身份证照片';

const logWith = (...paths: string[]): LogPart => ({
  ...{ log: undefined, entries: [], shown: { origin: '', keys: [], size: 0, root: '', witnesses: [] }, head: null },
  ...{ gone: new Map(paths.map((path) => [path, entry(path)])), missed: [] },
});

function box(): { own: Box; added: string[] } {
  const added: string[] = [];
  return { added, own: openBox({ add: (path) => Promise.resolve(void added.push(path)) }) };
}

/** @param kept where it lies @param bytes undefined: what lies there is none of it */
const workspaceWith = (kept: string | undefined, bytes?: Uint8Array) =>
  ({
    evidence: {
      locateEvidence: () => Promise.resolve(kept),
      getEvidence: () =>
        bytes === undefined ? Promise.reject(new UserError('内容已依规清除')) : Promise.resolve(bytes),
    },
  }) as unknown as Workspace;

it.each([
  ['gone', undefined],
  ['left as a mark', KEPT],
])('an original that is %s', async (_, kept) => {
  const { own, added } = box();
  const part = openEvidencePart(workspaceWith(kept), logWith(KEPT), own);
  expect(await part.put({ sha256: SHA, name: '照片.jpg', record: null })).toBeUndefined();
  expect(own.missing).toEqual([{ what: '原始材料 照片.jpg（abababababab…）', why: WHY }]);
  expect(added).toEqual([]);
});

it('an original that came again is there', async () => {
  const { own, added } = box();
  const part = openEvidencePart(workspaceWith(KEPT, Buffer.from('x')), logWith(KEPT), own);
  expect(await part.put({ sha256: SHA, name: '照片.jpg', record: null })).toBe(`evidence/${SHA}.jpg`);
  expect(own.missing).toEqual([]);
  expect(added).toHaveLength(1);
});

it('the version of a record that a document used', async () => {
  const { own } = box();
  const versions = {
    of: () => Promise.resolve(undefined),
    newest: () => Promise.resolve(undefined),
    close: () => undefined,
  };
  expect(
    await openRecordsPart(versions, logWith(RECORD), own, {
      kindOf: async () => undefined,
      leakIn: async () => null,
    }).put(RECORD, SHA),
  ).toBeUndefined();
  expect(
    await openRecordsPart(versions, logWith(), own, { kindOf: async () => undefined, leakIn: async () => null }).put(
      RECORD,
      SHA,
    ),
  ).toBeUndefined();
  expect(own.missing).toEqual([
    { what: RECORD, why: WHY },
    { what: RECORD, why: expect.stringMatching(/都没有文档所用的这一版/) },
  ]);
});
