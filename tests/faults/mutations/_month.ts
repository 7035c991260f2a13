/** A month of service through the real pipeline, drawn without a browser, signed three times, with a document made void before the last. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demo } from '../../../src/demo/demo.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import { voidDocument } from '../../../src/pipeline/signoff/void.ts';
import { fakeRenderer } from '../../support/fake-renderer.ts';
import { pdfSaying } from '../../support/scans.ts';
import { git } from './_ground.ts';

/** The story begins on 25 November. */
const SIGNINGS = ['2025-12-05T20:00:00+08:00', '2025-12-15T20:00:00+08:00', '2025-12-25T20:00:00+08:00'];

const VOIDED = {
  document: 'inspection-log/2025-12-20',
  person: '驻点运维工程师甲',
  reason: '统计口径有误，重新编制后另行签发',
  agreedBy: '信息科经办人',
};

/** @param base an empty folder: the workspace is `w` in it, the key of its log below `data` */
export async function makeMonth(base: string): Promise<void> {
  await withData(base, async () => {
    const dir = join(base, 'w');
    for (const until of SIGNINGS) {
      const { failed } = await demo({ dir, until, site: false, renderer: fakeRenderer });
      if (failed.length > 0) throw new Error(`${failed.length} documents failed`);
      const session = await openSession(dir);
      if (until === SIGNINGS.at(-1)) {
        const paper = join(base, 'paper.pdf');
        writeFileSync(paper, pdfSaying('同意作废'));
        await voidDocument(session, { ...VOIDED, scans: [paper], now: until });
      }
      await signLog(session, until);
      await session.close();
    }
    git(dir, ['gc', '-q']);
  });
}

/** A copy that signs as the first one does. @param from made by `makeMonth`, or a workspace `w` with its `data` */
export function copyMonth(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(join(from, 'w'), join(to, 'w'), { recursive: true, preserveTimestamps: true });
  cpSync(join(from, 'data'), join(to, 'data'), { recursive: true, preserveTimestamps: true });
  const keys = join(to, 'data/opsledger/keys');
  for (const name of readdirSync(keys)) {
    const file = join(keys, name, 'workspace');
    const home = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...home, root: join(to, 'w') }));
  }
}

/** Does something where the keys are those beside the workspace. */
export async function withData<T>(base: string, work: () => Promise<T>): Promise<T> {
  const own = process.env['XDG_DATA_HOME'];
  process.env['XDG_DATA_HOME'] = join(base, 'data');
  try {
    return await work();
  } finally {
    if (own === undefined) delete process.env['XDG_DATA_HOME'];
    else process.env['XDG_DATA_HOME'] = own;
  }
}
