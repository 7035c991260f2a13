/** The supplier hears of records that look made up before the statement is confirmed or issued: afterwards they stay in it. */
import { afterEach, describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/archive/store.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import type { SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { cleanUp, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';

afterEach(cleanUp);

const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25'];
const NOW = '2026-11-25T17:30:00+08:00';
const statement = { obligation: 'compliance-statement', period: 'service-20261125', now: NOW };
const SAME = '检查应用服务器日志，未见报错，磁盘空间充足。';

async function withRepeated(): Promise<{ session: Session; ids: string[] }> {
  const session = await open(await makeWorkspace());
  const paths: string[] = [];
  for (const day of DAYS) paths.push(await note(session, noteDraft(`${day}T09:10:00+08:00`, SAME)));
  return { session, ids: paths.map((path) => path.split('/').at(-1)?.split('.')[0] ?? '') };
}

const confirmed = async ({ workspace }: Session) => (await workspace.records.list<SignoffRecord>('signoff')).records;

describe('待核实的记录', () => {
  it('are told once by `confirm`, each with its records, before the confirmation is kept', async () => {
    const { session, ids } = await withRepeated();
    const told: { text: string; kept: Promise<SignoffRecord[]> }[] = [];
    const notice = (text: string) => told.push({ text, kept: confirmed(session) });
    await confirm(session, { ...statement, person: '驻点运维工程师', notice });
    const lines = told.filter(({ text }) => text.includes('待核实'));
    expect(lines[0]?.text).toMatch(/^有 \d+ 条待核实的记录，签发后不能从文档中删去/);
    expect(lines).toHaveLength(1 + Number(/\d+/.exec(lines[0]?.text ?? '')?.[0]));
    const own = lines.find(({ text }) => text.startsWith('待核实（多日填写相同文字）'));
    for (const id of ids) expect(own?.text).toContain(id);
    expect(await own?.kept).toEqual([]);
    expect(await confirmed(session)).toHaveLength(1);
  });

  it('keep `confirm` and `issue` from going on until somebody says that they were seen', async () => {
    const { session } = await withRepeated();
    const no = { ...statement, notice: () => undefined, seen: () => Promise.resolve(false) };
    await expect(confirm(session, { ...no, person: '工程师' })).rejects.toThrow(
      /待核实的记录，没有确认[\s\S]*opsledger confirm compliance-statement service-20261125 --by 姓名 --seen/,
    );
    await expect(issue(session, no)).rejects.toThrow(
      /没有签发[\s\S]*opsledger issue compliance-statement service-20261125 --seen/,
    );
    expect([await confirmed(session), (await readArchive(session.workspace.root)).documents]).toEqual([[], []]);
    let asked = 0;
    const seen = () => {
      asked += 1;
      return Promise.resolve(true);
    };
    const { issue: done } = await confirm(session, { ...no, person: '工程师', seen });
    // Who confirmed it is not asked again by the issuing that follows at once.
    expect([done.issued.length, asked]).toEqual([1, 1]);
  });

  it('are told by `issue`, when the document is named', async () => {
    const { session } = await withRepeated();
    const told: string[] = [];
    await issue(session, { ...statement, notice: (text) => told.push(text) });
    expect(told.some((text) => text.startsWith('待核实（多日填写相同文字）'))).toBe(true);
  });

  it('without any nothing is told', async () => {
    const session = await open(await makeWorkspace());
    const told: string[] = [];
    const seen = () => Promise.reject(new Error('asked about nothing'));
    await issue(session, { ...statement, seen, notice: (text) => told.push(text) });
    expect(told.join()).not.toContain('待核实');
  });
});
