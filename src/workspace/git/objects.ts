/**
 * Contents of many objects of a repository through one `git cat-file --batch`: a git of its own for each of the ten thousand
 * files behind a year of documents takes a minute, one for them all half a second.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { gitProcess } from './run.ts';

export interface GitObjects {
  /** Bytes of a blob by git's hash of them; undefined when the repository does not have it. */
  bytes(blob: string): Promise<Uint8Array | undefined>;
  /** Bytes of a tree object by its hash, or by `<commit>^{tree}`; undefined when the repository does not have it. */
  tree(name: string): Promise<Uint8Array | undefined>;
  /** Ends the git behind it; to be called whatever happened. */
  close(): void;
}

interface Asked {
  done(bytes: Uint8Array | undefined): void;
  fail(error: Error): void;
}

const HASH = /^[0-9a-f]{40,64}$/;
const TREE = /^(?:[0-9a-f]{40,64}|(?:HEAD|[0-9a-f]{40,64})\^\{tree\})$/;
const NEWLINE = 0x0a;

/** Opens the objects of the repository in `root`; git starts with the first question. Rejections hold git's own words. */
export function openObjects(root: string): GitObjects {
  let child: ChildProcessByStdio<Writable, Readable, Readable> | undefined;
  const asked: Asked[] = [];
  const start = () => {
    const { args, env } = gitProcess(root, ['cat-file', '--batch'], {});
    const started = spawn('git', args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    started.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-2000);
    });
    const failAll = (error: Error): void => {
      if (child === started) child = undefined;
      for (const one of asked.splice(0)) one.fail(error);
    };
    started.on('error', failAll);
    started.on('close', (code) => failAll(new Error(said === '' ? `git exit code ${code}` : said)));
    // It may be gone by the time it is asked; its end says why.
    started.stdin.on('error', () => undefined);
    const answers = openAnswers((bytes) => asked.shift()?.done(bytes));
    started.stdout.on('data', answers.take);
    return started;
  };
  const ask = (name: string, isName: RegExp): Promise<Uint8Array | undefined> => {
    if (!isName.test(name)) return Promise.reject(new Error(`no object name: ${name}`));
    child ??= start();
    const { stdin } = child;
    return new Promise((done, fail) => {
      asked.push({ done, fail });
      stdin.write(`${name}\n`);
    });
  };
  return {
    bytes: (blob) => ask(blob, HASH),
    tree: (name) => ask(name, TREE),
    close() {
      child?.stdin.end();
      child = undefined;
    },
  };
}

/** Cuts what git prints, `<hash> blob <size>` and the bytes or `<hash> missing`, into its answers. */
function openAnswers(give: (bytes: Uint8Array | undefined) => void): { take(chunk: Buffer): void } {
  let chunks: Buffer[] = [];
  let held = 0;
  /** Bytes of the answer that is coming in, with the newline behind it; undefined between two answers. */
  let wanted: number | undefined;

  const next = (): boolean => {
    if (wanted === undefined) {
      const [first] = chunks;
      if (first === undefined) return false;
      const all = first.includes(NEWLINE) ? first : Buffer.concat(chunks);
      const end = all.indexOf(NEWLINE);
      if (end === -1) return false;
      const [, kind, size] = all.toString('latin1', 0, end).split(' ');
      cut(end + 1);
      if (kind === 'missing') give(undefined);
      else wanted = Number(size) + 1;
      return true;
    }
    if (held < wanted) return false;
    const bytes = cut(wanted);
    wanted = undefined;
    give(bytes.subarray(0, -1));
    return true;
  };
  /** Takes so many bytes from the front. */
  const cut = (count: number): Buffer => {
    const [first] = chunks;
    const all = first !== undefined && first.length >= count ? first : Buffer.concat(chunks);
    const rest = all.subarray(count);
    const others = all === first ? chunks.slice(1) : [];
    chunks = rest.length === 0 ? others : [rest, ...others];
    held -= count;
    return all.subarray(0, count);
  };
  return {
    take(chunk) {
      chunks.push(chunk);
      held += chunk.length;
      while (next());
    },
  };
}
