/** Entries ↔ tiles ↔ root: the files of the log against each other. */

import { sameBytes } from '../../proof/bytes.ts';
import { TILE_WIDTH, type Tile, tileBytes, tilesBetween } from '../../proof/tiles.ts';
import { HASH_SIZE, openTree } from '../../proof/tree.ts';
import { COSIGNED } from './cosigned.ts';
import { treeHash } from './digests.ts';
import { CHECKPOINT, filesOfLog, type LogFiles, type ReadFile, SALTS_FOLDER, saltFiles, tileAt } from './log-folder.ts';
import { type LogProblem, RESTORE_LOG } from './problem.ts';
import { PROOFS } from './proofs.ts';

const COSIGNED_FILE = new RegExp(`^${COSIGNED}[0-9a-f]{8}\\.(?:note|key)$`);

/** What is wrong, each file once. @param root folder of the workspace */
export async function checkTiles(root: string, read: ReadFile, log: LogFiles): Promise<LogProblem[]> {
  const { tree, checkpoint } = log;
  const tiles = tilesBetween(0, checkpoint.size);
  const hashTiles = tiles.filter((one): one is Tile & { level: number } => one.level !== 'entries');
  const held = await Promise.all(hashTiles.map(async (tile) => ({ tile, bytes: await read(tileAt(tile)) })));
  const agrees = sameBytes(tree.root(), checkpoint.root);
  const problems: LogProblem[] = [];
  if (!agrees) problems.push(...whereItIsWrong(log, held));
  // Where the entries are wrong, the tiles that differ from them are right.
  for (const { tile, bytes } of held) {
    const path = tileAt(tile);
    if (bytes === undefined) problems.push({ path, property: '完整性', message: `存证日志缺少文件：${RESTORE_LOG}` });
    else if (agrees && !sameBytes(bytes, tileBytes(tree, tile, tile.level)))
      problems.push({ path, property: '真实性', message: `存证日志的哈希与条目不一致：${RESTORE_LOG}` });
  }
  const expected = new Set([...tiles.map(tileAt), CHECKPOINT]);
  for (const path of await filesOfLog(root))
    if (!expected.has(path) && !path.startsWith(PROOFS) && !COSIGNED_FILE.test(path))
      problems.push({ path, property: '真实性', message: '存证日志中多出的文件：移走' });
  return problems;
}

/** Beside the log lie its salts, and nothing else: a line for each entry, by which nobody can pass on what is none. */
export async function checkSalts(root: string, read: ReadFile, log: LogFiles): Promise<LogProblem[]> {
  const files = saltFiles(log);
  const problems: LogProblem[] = [];
  for (const { path, bytes } of files) {
    const held = await read(path);
    // Of one that is not there each record says it that cannot be compared.
    if (held !== undefined && !sameBytes(held, bytes))
      problems.push({ path, property: '真实性', message: `存证的盐值文件被改动：${RESTORE_SALTS}` });
  }
  const expected = new Set(files.map(({ path }) => path));
  for (const path of await filesOfLog(root, SALTS_FOLDER))
    if (!expected.has(path)) problems.push({ path, property: '真实性', message: '存证的盐值中多出的文件：移走' });
  return problems;
}

const RESTORE_SALTS = '从备份或版本库取回 archive/log-salts/';

/** The entries do not give the root that was signed: by the leaves that tiles hold, either they or the checkpoint are wrong. */
function whereItIsWrong(
  { tree, checkpoint }: LogFiles,
  held: readonly { tile: Tile & { level: number }; bytes: Uint8Array | undefined }[],
): LogProblem[] {
  const leaves = held.filter(({ tile }) => tile.level === 0);
  const told = openTree(treeHash);
  for (const { bytes } of leaves)
    for (let at = 0; bytes !== undefined && at < bytes.length; at += HASH_SIZE)
      told.append(bytes.subarray(at, at + HASH_SIZE));
  if (told.size !== checkpoint.size || !sameBytes(told.root(), checkpoint.root))
    return [
      {
        path: CHECKPOINT,
        property: '真实性',
        message: `校验点的根与存证条目不一致（${checkpoint.size} 条）：${RESTORE_LOG}`,
      },
    ];
  return leaves.flatMap(({ tile }): LogProblem[] => {
    const wrong = Array.from({ length: tile.width }, (_, n) => tile.index * TILE_WIDTH + n).find(
      (index) => !sameBytes(told.node(0, index), tree.node(0, index)),
    );
    if (wrong === undefined) return [];
    const message = `存证条目第 ${wrong + 1} 条与已签名的根不一致，被改动：${RESTORE_LOG}`;
    return [{ path: tileAt({ ...tile, level: 'entries' }), property: '真实性', message }];
  });
}
