/** Writes the demo in a process of its own, to be killed. `node _demo-child.ts FOLDER UNTIL` */
import { demo } from '../../src/demo/demo.ts';
import { fakeRenderer } from '../support/fake-renderer.ts';

const [dir = '', until = ''] = process.argv.slice(2);
await demo({ dir, until, site: false, renderer: fakeRenderer });
