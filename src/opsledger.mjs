/**
 * How the program is started: `node src/opsledger.mjs COMMAND`, or `src/opsledger.sh`, which finds the right Node. A Node that
 * is too old, or packages that are missing, are told here, in words.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demandNode, fail, RUNTIME_NODE } from './setup/node-version.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
demandNode(
  RUNTIME_NODE,
  `执行 ${join(root, 'src', 'opsledger.sh')} 命令，它使用随附的 Node；还没有安装的，先在 ${root} 执行 npm ci`,
);

import('./begin.mjs').catch((error) => {
  const [, lost] = /^Cannot find package '([^']+)'/.exec(error.message) || [];
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || lost === undefined) throw error;
  fail(`依赖没有安装齐全，缺少 ${lost}`, `在 ${root} 执行 npm ci（不开发的加 --omit=dev）`);
});
