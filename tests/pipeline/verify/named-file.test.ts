/** `verify FILE`: whether what somebody has was issued here, changed, or signed since. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { checkNamedFiles } from '../../../src/pipeline/verify/named-file.ts';
import type { Renderer } from '../../../src/render/renderer.ts';
import { sealed } from '../../proof/_signed.ts';
import { titledPdf } from '../../render/_plain-pdf.ts';
import { opsledgerHere } from '../../support/command-here.ts';
import { DAY, inspect, makeWorkspace, newFolder, open, plainRenderer } from '../_workspace.ts';

const NUMBER = 'HQSF-XJ-20261124-r1';
const SEALED = '是原件，加盖电子签章（签章未经本程序验证）';

const root = await makeWorkspace();
const plain = plainRenderer();
const renderer: Renderer = {
  ...plain,
  render: async (doc, image) => ({ ...(await plain.render(doc, image)), pdf: titledPdf(doc.number) }),
};
const session = await open(root, renderer);
await inspect(session, `${DAY}T09:00:00+08:00`);
await issue(session, { obligation: 'inspection-log', period: DAY, now: `${DAY}T17:00:00+08:00` });
const folder = await mkdtemp(join(await newFolder(), 'files-'));
const issued = await readFile(join(root, `archive/2026/inspection-log/${DAY}/r1/${NUMBER}.pdf`));

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function check(bytes: Uint8Array) {
  const { ok, files } = await checkNamedFiles(await open(root), [await file('x.pdf', bytes)]);
  const [one] = files;
  return { ok, state: one?.state, number: one?.number, text: one?.sentence.text };
}

describe('a file', () => {
  test('as it was issued is genuine', async () => {
    expect(await check(issued)).toMatchObject({ ok: true, state: 'genuine', number: NUMBER });
  });

  test('with a signature appended is the original, sealed', async () => {
    const found = await check(sealed(issued));
    expect(found).toMatchObject({ ok: true, state: 'sealed', number: NUMBER });
    expect(found.text).toContain(SEALED);
    expect(found.text).toContain('追加签章 1 个，显示在第 1 页');
  });

  test('with anything else appended is named as such', async () => {
    const found = await check(sealed(issued, { page: (body) => body.replace('595', '300') }));
    expect(found).toMatchObject({ ok: false, state: 'appended', number: NUMBER });
    expect(found.text).toContain('原件之后另有改动：改动了页面（/MediaBox）');
  });

  test('with one issued byte changed is altered, signed or not', async () => {
    const changed = Buffer.from(sealed(issued));
    changed[issued.indexOf('q Q')] = 0x51;
    expect(await check(changed)).toMatchObject({ ok: false, state: 'altered', number: NUMBER });
    expect(await check(issued.subarray(0, -1))).toMatchObject({ ok: false, state: 'altered' });
  });

  test('of somebody else is unknown', async () => {
    expect(await check(Buffer.from('%PDF-1.7'))).toMatchObject({ ok: false, state: 'unknown', number: null });
  });
});

describe('the command', () => {
  const run = (...args: string[]) => opsledgerHere(['verify', ...args, '--workspace', root]);

  test('says it of each file, and ends with 1 when one is not as it was issued', async () => {
    const [good, bad] = [await file('good.pdf', sealed(issued)), await file('bad.pdf', Buffer.from('x'))];
    const both = await run(good, bad);
    expect(both.stdout).toContain(`“good.pdf”${SEALED}`);
    expect(both.stdout).toContain('本工作区没有签发过“bad.pdf”');
    expect(both.code).toBe(1);
    expect((await run(good)).code).toBe(0);
    expect(JSON.parse((await run(good, '--json')).stdout)).toMatchObject({ ok: true, files: [{ state: 'sealed' }] });
  });

  test('names a file that is not there, and what does not go together', async () => {
    const missing = await run(join(folder, 'none.pdf'));
    expect(missing.stderr).toContain('文件不存在');
    expect(missing.code).toBe(2);
    expect((await run(await file('y.pdf', issued), '--rerender')).code).toBe(2);
  });
});
