/**
 * Commits of a long run, written by one `git fast-import`. A commit by git's own commands looks at every file of the
 * workspace, writes an index of them all and starts half a dozen processes: 100 to 200 ms, six hundred times in a simulated
 * year. This one keeps the trees in memory and writes what is new as one pack a commit.
 *
 * Each commit is durable when it is answered, as any other. What is left behind is git's index, which nobody needs in
 * between: `catchUp` brings it up to the last commit. After a crash recovery does, which cleans the index of anything.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { readIfThere } from '../disk/presence.ts';
import type { Commit, Committer, Repository } from './commit.ts';
import { parseTree } from './output.ts';
import { gitProcess, IDENTITY } from './run.ts';

export interface Importer {
  commit: Committer;
  /** Brings git's index up to the last commit made here. */
  catchUp(): Promise<void>;
  /** Ends the stream, which looks after its branch once more as it ends; the next commit starts another. */
  close(): Promise<void>;
}

const BRANCH = 'refs/heads/main';
/** Few objects a commit: git would unpack them into single files again. */
const KEEP_PACKS = 'fastimport.unpackLimit=0';
/** Documents are packed as they are, and are like nothing that came before: looking for likenesses costs more than the rest. */
const AS_IT_IS = ['-c', 'pack.compression=1', '-c', KEEP_PACKS, 'fast-import', '--depth=0'];

/** A running fast-import that knows what its last commit holds. */
interface Stream {
  process: ChildProcessByStdio<Writable, Readable, Readable>;
  lines: AsyncIterator<string>;
  /** Newest commit; another one at the head of the branch ends the stream. */
  head: string;
  /** git's hash of each file. */
  files: Map<string, string>;
  /** What git complained of. */
  said: string;
}

/** @param repository for what the stream itself cannot tell */
export function openImporter(root: string, { text, head }: Repository): Importer {
  let stream: Stream | undefined;
  let isBehind = false;

  const streamAt = async (commit: string): Promise<Stream> => {
    if (stream?.head === commit) return stream;
    stream?.process.stdin.end();
    const tree = parseTree(await text(['ls-tree', '-r', '-z', commit]));
    stream = startStream(root, commit, new Map(tree.map(({ path, blob }) => [path, blob])));
    return stream;
  };

  return {
    async commit(commit) {
      const before = await head();
      const current = await streamAt(before);
      const files = await changedFiles(root, commit.paths, current.files);
      if (files.length === 0) return before;
      try {
        current.head = await send(current, commit, files);
        // It answers also when it could not move the branch, and says so only to whoever reads its complaints.
        if ((await head()) !== current.head)
          throw new Error(current.said.trim() === '' ? 'git fast-import did not move the branch' : current.said.trim());
      } catch (error) {
        stream = undefined;
        current.process.kill();
        throw error;
      }
      for (const { path, hash } of files) {
        if (hash === undefined) current.files.delete(path);
        else current.files.set(path, hash);
      }
      isBehind = true;
      return current.head;
    },
    async catchUp() {
      if (!isBehind) return;
      await text(['reset', '--mixed', '--quiet', '--refresh', 'HEAD']);
      isBehind = false;
    },
    async close() {
      const ending = stream;
      stream = undefined;
      if (ending === undefined) return;
      const { exitCode, signalCode, stdin } = ending.process;
      if (exitCode !== null || signalCode !== null) return;
      stdin.end();
      await once(ending.process, 'close');
    },
  };
}

function startStream(root: string, head: string, files: Map<string, string>): Stream {
  const { args, env } = gitProcess(root, [...AS_IT_IS, '--quiet', '--date-format=raw'], {
    bulk: true,
  });
  const child = spawn('git', args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
  const stream: Stream = {
    process: child,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    head,
    files,
    said: '',
  };
  child.stderr.on('data', (chunk: Buffer) => {
    stream.said = (stream.said + chunk.toString('utf8')).slice(-2000);
  });
  // A stream that ends is noticed by the one who waits for its answer; writing to it must not end this process.
  child.stdin.on('error', () => undefined);
  child.on('error', (error) => {
    stream.said += error.message;
  });
  return stream;
}

interface ChangedFile {
  path: string;
  /** undefined: it was deleted. */
  bytes: Buffer | undefined;
  hash: string | undefined;
}

/** Those of the paths whose file is not what the last commit holds. */
async function changedFiles(
  root: string,
  paths: readonly string[],
  known: ReadonlyMap<string, string>,
): Promise<ChangedFile[]> {
  const changed: ChangedFile[] = [];
  for (const path of paths) {
    const bytes = await readIfThere(join(root, path));
    const hash = bytes === undefined ? undefined : blobHash(bytes);
    if (known.get(path) !== hash) changed.push({ path, bytes, hash });
  }
  return changed;
}

/** git's name of a file's content. */
const blobHash = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

/** @returns id of the commit, which is on disk and at the head of the branch */
async function send(stream: Stream, commit: Commit, files: readonly ChangedFile[]): Promise<string> {
  const input = stream.process.stdin;
  input.cork();
  input.write(`commit ${BRANCH}\nmark :1\n`);
  input.write(`author ${signature(Temporal.Instant.from(commit.at), offsetOf(commit.at))}\n`);
  const now = Temporal.Now.zonedDateTimeISO();
  input.write(`committer ${signature(now.toInstant(), now.offset)}\n`);
  writeData(input, Buffer.from(`${commit.message.join('\n\n')}\n`, 'utf8'));
  input.write(`from ${stream.head}\n`);
  for (const { path, bytes } of files) {
    if (bytes === undefined) input.write(`D ${quoted(path)}\n`);
    else {
      input.write(`M 100644 inline ${quoted(path)}\n`);
      writeData(input, bytes);
    }
  }
  input.write('\nget-mark :1\ncheckpoint\nprogress done\n');
  input.uncork();
  const made = await nextLine(stream);
  await nextLine(stream);
  return made;
}

function writeData(input: Writable, bytes: Buffer): void {
  input.write(`data ${bytes.length}\n`);
  input.write(bytes);
  input.write('\n');
}

async function nextLine(stream: Stream): Promise<string> {
  const { value, done } = await stream.lines.next();
  if (done === true) throw new Error(stream.said.trim() === '' ? 'git fast-import ended' : stream.said.trim());
  return value;
}

/** Name, address, seconds since 1970 and offset without its colon. */
const signature = (instant: Temporal.Instant, offset: string): string =>
  `${IDENTITY.name} <${IDENTITY.email}> ${Math.floor(instant.epochMilliseconds / 1000)} ${offset.slice(0, 6).replace(':', '')}`;

/** Offset of an ISO instant: `+08:00`. */
const offsetOf = (at: string): string => /[+-]\d{2}:\d{2}$/.exec(at)?.[0] ?? '+00:00';

const quoted = (path: string): string => `"${path.replaceAll(/["\\]/g, '\\$&')}"`;
