/** What was erased is in no pack that is made afterwards, of a period or of everything, and the pack tells that it is not there. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { printOf } from '../../../src/guard/leak.ts';
import type { Pack } from '../../../src/pack/format.ts';
import { EXPLANATION_FILE } from '../../../src/pack/make/pack-paths.ts';
import { erase } from '../../../src/pipeline/erase/erase.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { type PackOrder, pack } from '../../../src/pipeline/pack/pack.ts';
import { addRecordText } from '../../../src/pipeline/record/add.ts';
import { sha256Of } from '../../../src/workspace/store/evidence.ts';
import { DAY, newFolder, note, noteDraft, open } from '../_workspace.ts';
import { at } from '../log/_signed.ts';
import { fresh, NOTE, PICTURE, request, SECRET, withSensitive } from './_sensitive.ts';

withSensitive();

const LEAK = 'Kx7#mQ92vLp4';

const orders: [string, Partial<PackOrder>][] = [
  ['of the month', { from: '2026-11-01', to: '2026-11-30' }],
  ['of everything', { all: true }],
];

/** Paths of the files, those in workbooks and packed ones too, that hold a text. */
function holding(files: Record<string, Uint8Array>, text: string): string[] {
  return Object.entries(files).flatMap(([path, bytes]) => {
    const inner = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    if (inner[0] === 0x50 && inner[1] === 0x4b) return holding(unzipSync(inner), text).map((one) => `${path} ${one}`);
    return Buffer.from(inner).includes(text) ? [path] : [];
  });
}

async function packed(root: string, order: Partial<PackOrder>) {
  const file = join(await newFolder(), 'pack.zip');
  const made = await pack(await open(root), { file, now: at('19:00:00'), ...order });
  return { made, files: unzipSync(await readFile(file)) };
}

it.each(orders)('a pack %s', async (_, order) => {
  const root = await fresh();
  const before = await packed(root, order);
  // The note as it was before its correction is there for the documents that were made from it.
  expect(holding(before.files, SECRET).some((path) => path.includes(NOTE))).toBe(true);
  await erase(await open(root), request([NOTE, sha256Of(PICTURE)], { documents: 'erase' }));
  const after = await packed(root, order);
  expect(holding(after.files, SECRET)).toEqual([]);
  const told = after.made.missing.map(({ what, why }) => `${what} ${why}`).join('\n');
  expect(told).toMatch(/已依规清除：2026-11-24 18:00 采购人负责人 批准，误录身份证号/);
  const list = JSON.parse(Buffer.from(after.files['pack.json'] ?? []).toString()) as Pack;
  expect(list.missing).toEqual(after.made.missing);
  // The letter that comes with it, drawn as its JSON here, counts them.
  expect(Buffer.from(after.files[EXPLANATION_FILE] ?? []).toString()).toContain(
    `应在而不在包中、或与签发时不符的 ${list.missing.length} 项`,
  );
});

it('a note that leaked and was corrected: no version of it that says the secret is in a pack, and the pack tells which and what to do', async () => {
  const root = await fresh();
  // As it came in by rules of before: what they allowed is allowed no more.
  const allowed = join(root, 'leak-allow.yaml');
  const before = await readFile(allowed, 'utf8').catch(() => null);
  const entries = ['note', 'note/JS-20261124-003'].map(
    (place) => `  - { print: "${printOf(LEAK)}", in: "${place}", field: text, reason: 旧规则, rule: password }`,
  );
  await writeFile(allowed, ['schema: 2', 'allow:', ...entries, ''].join('\n'));
  const session = await open(root);
  const path = await note(session, noteDraft(at('15:10:00'), `数据库口令：${LEAK}`));
  const id = path.slice(-'JS-20261124-003.yaml'.length, -'.yaml'.length);
  const asked = { obligation: 'daily-maintenance', period: DAY, reason: '补记', now: at('18:12:00') };
  expect((await issue(session, asked)).issued).toHaveLength(1);
  await (before === null ? rm(allowed) : writeFile(allowed, before));
  await addRecordText(session, `id: ${id}\ntext: 更换数据库口令，由信息中心保管\n`, {
    ...{ kind: 'note', now: at('18:15:00'), reason: '误写口令', by: '工程师' },
  });
  await session.close();
  for (const order of [{ from: '2026-11-01', to: '2026-11-30' }, { all: true }]) {
    const { files, made } = await packed(root, order);
    expect(holding(files, LEAK).filter((one) => one.startsWith('records/'))).toEqual([]);
    expect(made.missing).toContainEqual({
      what: path,
      why: expect.stringMatching(/含有.*口令.*没有装入.*opsledger erase JS-20261124-003/),
    });
  }
});
