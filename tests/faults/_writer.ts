/** `node _writer.ts FOLDER MINUTES SEED`: gives commands that write, and `verify`, one after the other, a line of JSON for each. */
import { basename } from 'node:path';
import { UserError } from '../../src/contract/error.ts';
import { addRecordText } from '../../src/pipeline/record/add.ts';
import { attach } from '../../src/pipeline/record/attach.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { openSession, type Session } from '../../src/pipeline/session.ts';
import { verify } from '../../src/pipeline/verify/verify.ts';
import { plainRenderer } from '../pipeline/_workspace.ts';
import { NOW } from './_base.ts';
import { commands } from './_commands.ts';
import { seeded } from './_seeded.ts';

/** What came of one command. */
export interface Written {
  command: string;
  saved: string[];
  /** null: it went well, or was refused with a word for people. */
  crash: string | null;
  refused: string | null;
  /** What `verify` complained of. */
  problems: string[];
}

const [root = '', minutes = '1', seed = '1'] = process.argv.slice(2);
const random = seeded(Number(seed));
/** Records of this process. */
const own: string[] = [];
const person = '驻点运维工程师';
const text = () =>
  `date: 2026-11-24\ntopic: operation\ntext: 巡视 ${seed}-${own.length}-${Math.floor(random() * 1e9)}\n`;

async function add(session: Session): Promise<string[]> {
  const { path, id } = await addRecordText(session, text(), { kind: 'note', now: NOW });
  own.push(id);
  return [path];
}

const steps: Record<string, (session: Session) => Promise<string[]>> = {
  record: add,
  'record ': add,
  withdraw: async (session) => {
    const record = own.pop();
    return record === undefined
      ? []
      : [(await withdraw(session, { record, reason: '重复', by: person, now: NOW })).path];
  },
  attach: async (session) => {
    const record = own[Math.floor(random() * own.length)];
    if (record === undefined) return [];
    return [(await attach(session, { record, files: [process.argv[1] ?? ''], now: NOW })).path];
  },
  ...Object.fromEntries(
    ['correct', 'collect', 'scan', 'confirm', 'issue', 'deliver', 'receive', 'return', 'waive', 'tick'].map((name) => [
      name,
      (session: Session) => (commands[name] as (typeof commands)[string]).run(session, root),
    ]),
  ),
};

async function once(name: string): Promise<Written> {
  const written: Written = { command: name, saved: [], crash: null, refused: null, problems: [] };
  const session = await openSession(root, { renderer: () => Promise.resolve(plainRenderer()) });
  try {
    if (name === 'verify') {
      const { problems } = await verify(session);
      written.problems = problems.map(({ path, property, message }) => `${property} ${basename(path)}：${message}`);
    } else written.saved = (await steps[name]?.(session)) ?? [];
  } catch (error) {
    if (error instanceof UserError) written.refused = error.message;
    else written.crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    await session.close();
  }
  return written;
}

const names = [...Object.keys(steps), 'verify'];
const until = performance.now() + Number(minutes) * 60_000;
do {
  const name = names[Math.floor(random() * names.length)] ?? 'record';
  const done = await once(name).catch((error: Error) => ({
    command: name,
    saved: [],
    refused: null,
    problems: [],
    crash: error.stack ?? '',
  }));
  process.stdout.write(`${JSON.stringify(done)}\n`);
} while (performance.now() < until);
