/** Writes the demo in a process of its own, to be killed. `node _demo-child.ts FOLDER UNTIL` */
import { demo } from '../../src/demo/demo.ts';

const [dir = '', until = ''] = process.argv.slice(2);
await demo({ dir, until, site: false });
