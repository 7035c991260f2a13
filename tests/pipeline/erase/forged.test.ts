/** Whoever rewrites the history and says that it was an erasure is found out: the log names the commits that there were. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ErasedEntry } from '../../../src/archive/log/entry.ts';
import { erasedEntries } from '../../../src/archive/log/erasures.ts';
import { grown } from '../../../src/archive/log/grow.ts';
import { erase } from '../../../src/pipeline/erase/erase.ts';
import { openSigner } from '../../../src/pipeline/log/sign.ts';
import { markOf } from '../../../src/workspace/git/erased.ts';
import { openGit } from '../../../src/workspace/git/git.ts';
import { openRewriter, type RewrittenObject } from '../../../src/workspace/git/rewrite.ts';
import { open } from '../_workspace.ts';
import { asProgram, at, verified } from '../log/_signed.ts';
import { fresh, freshFrom, NOTE, PATH, request, withSensitive } from './_sensitive.ts';

withSensitive();

const OTHER = 'records/note/2026/11/JS-20261124-002.yaml';

/** Every commit again with some contents replaced by others that the repository has. */
async function rewritten(root: string, others: Readonly<Record<string, string>>, paths: string[]): Promise<void> {
  const git = openGit(root);
  const objects = git.objects();
  const made: RewrittenObject[] = [];
  const rewriter = openRewriter(
    objects.bytes,
    paths,
    (_, blob) => others[blob] ?? blob,
    (one) => made.push(one),
  );
  const names = new Map<string, string>();
  for (const { commit } of (await git.history()).reverse()) names.set(commit, await rewriter.commit(commit, names));
  objects.close();
  await git.writeObjects(made);
  asProgram(root, ['reset', '-q', '--hard', names.get(await git.head()) ?? '']);
}

/** Puts a file into the repository. @returns git's name of it */
async function put(root: string, bytes: Uint8Array): Promise<string> {
  const file = join(root, '..', 'put');
  await writeFile(file, bytes);
  return asProgram(root, ['hash-object', '-w', file]);
}

/** Puts a mark in place of the newest content of a file, in all commits that have it. */
async function markedByHand(root: string, path: string, besides: Readonly<Record<string, string>> = {}): Promise<void> {
  const blob = asProgram(root, ['rev-parse', `HEAD:${path}`]);
  await rewritten(root, { ...besides, [blob]: await put(root, markOf(blob)) }, [path, PATH]);
}

/** A signed entry of somebody who has the key. */
async function forgeEntry(root: string, entry: Omit<ErasedEntry, 'schema' | 'type' | 'at'>): Promise<void> {
  const signer = await openSigner(await open(root));
  if (signer === undefined) throw new Error('no log');
  const added = [
    { schema: 2, type: 'ERASE', at: at('18:40:00'), ...entry },
    { schema: 1, type: 'HEAD', at: at('18:40:00'), commit: signer.since },
  ] as const;
  const files = grown(
    signer.log,
    added.map((one) => ({
      entry: { ...one, ...('blobs' in one ? { blobs: [...one.blobs] } : {}) } as ErasedEntry,
      salt: undefined,
    })),
    signer.by,
  );
  for (const path of files.remove) await rm(join(root, path));
  for (const { path, bytes } of files.write) {
    await rm(join(root, path), { force: true });
    await writeFile(join(root, path), bytes, { flag: 'w' });
  }
  asProgram(root, ['add', '-A', 'archive']);
  asProgram(root, ['commit', '-q', '-m', '存证：2 条']);
}

const messages = async (root: string): Promise<string> =>
  (await verified(root)).problems.map(({ path, message }) => `${path} ${message}`).join('\n');

let base: string | undefined;

async function erased(): Promise<{ root: string; entry: ErasedEntry }> {
  if (base === undefined) {
    base = await fresh();
    await erase(await open(base), request([NOTE], { documents: 'erase' }));
  }
  const root = await freshFrom(base);
  const signer = await openSigner(await open(root));
  const [entry] = erasedEntries(signer?.log.entries ?? []).filter(({ path }) => path === PATH);
  if (entry === undefined) throw new Error('no entry');
  return { root, entry };
}

describe('a history that was rewritten', () => {
  it('with a mark, and no entry that says so', async () => {
    const root = await fresh();
    await markedByHand(root, OTHER);
    expect(await messages(root)).toMatch(/登记的提交 \w+ 不在当前历史中/);
  });

  it('with a mark in another file than the entry names', async () => {
    const { root } = await erased();
    await markedByHand(root, OTHER);
    expect(await messages(root)).toMatch(/清除之后的提交 \w+ 不在当前历史中/);
  });

  it('with another change beside a mark: who holds the key does not sign it, either', async () => {
    const root = await fresh();
    const text = await readFile(join(root, PATH), 'utf8');
    const other = await put(root, Buffer.from(text.replace('来访', '外访')));
    await markedByHand(root, OTHER, { [asProgram(root, ['rev-parse', `HEAD:${PATH}`])]: other });
    await expect(openSigner(await open(root))).rejects.toThrow('历史被改写');
    expect(await messages(root)).toMatch(/不在当前历史中/);
  });
});

describe('an entry of somebody who has the key', () => {
  it('that no record decided', async () => {
    const { root, entry } = await erased();
    const { path, from, to } = entry;
    await forgeEntry(root, {
      path: OTHER,
      blobs: [],
      reason: '误录',
      approvedBy: '某',
      record: 'QC-20261124-009',
      from,
      to,
    });
    expect(path).toBe(PATH);
    expect(await messages(root)).toContain('没有它所说的清除记录 QC-20261124-009');
  });

  it('with another approver, or of a file that the record does not name', async () => {
    const { root, entry } = await erased();
    const { reason, approvedBy, record, from, to } = entry;
    await forgeEntry(root, { path: OTHER, blobs: [], reason, approvedBy, record, from, to });
    expect(await messages(root)).toContain('没有列出这个文件');
    const other = await erased();
    await forgeEntry(other.root, { ...forged(other.entry), approvedBy: '另一人', record: entry.record });
    expect(await messages(other.root)).toMatch(/清除原因或批准人与清除记录 QC-\S+ 不一致/);
  });

  it('of commits that never were', async () => {
    const { root, entry } = await erased();
    await forgeEntry(root, { ...forged(entry), blobs: [], from: 'a'.repeat(40) });
    expect(await messages(root)).toMatch(/清除改写的历史与存证条目不符/);
  });
});

const forged = ({ path, blobs, reason, approvedBy, record, from, to }: ErasedEntry) => ({
  ...{ path, blobs, reason, approvedBy, record, from, to },
});

describe('a content that was erased', () => {
  it('and came back as an object is told', async () => {
    const before = await readFile(join(await fresh(), PATH));
    const { root } = await erased();
    await put(root, before);
    expect(await messages(root)).toContain('已依规清除的内容还能从版本库取得');
  });

  it('and is claimed by a mark that the log does not know is told', async () => {
    const root = await fresh();
    const path = asProgram(root, ['ls-files', 'evidence']).split('\n')[0] ?? '';
    await writeFile(join(root, path), markOf(asProgram(root, ['rev-parse', `HEAD:${path}`])));
    asProgram(root, ['commit', '-q', '-a', '-m', '清除']);
    expect(await messages(root)).toContain(path);
  });
});
