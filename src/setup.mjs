/**
 * The step that npm runs before every script (`node src/setup.mjs <script>`): makes a fresh clone ready to run; and after
 * every installation (`postinstall`), to remove what nobody reads.
 *
 * Plain JavaScript on purpose: on the first run the only Node is the machine's own, which cannot read TypeScript.
 */
import { demandNode, isOlder, SETUP_NODE } from './setup/node-version.mjs';

const script = process.argv[2];
// What it would remove after an installation by hand takes room and does no harm.
if (script !== 'postinstall' || !isOlder(process.versions.node, SETUP_NODE)) {
  demandNode(SETUP_NODE, `安装 Node ${SETUP_NODE} 以上版本（Debian 13：apt-get install nodejs npm）`);
  import('./setup/step.mjs').then(({ setUp }) => setUp(process.argv.slice(2)));
}
