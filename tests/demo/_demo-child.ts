/**
 * Writes the demo in a process that ends itself as a machine does that loses its power: while one document is on its way and the
 * records of the next day are written down. `node _demo-child.ts FOLDER UNTIL NUMBER DAY`
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demo } from '../../src/demo/demo.ts';
import { fakeRenderer } from '../support/fake-renderer.ts';

const [dir = '', until = '', number = '', day = ''] = process.argv.slice(2);
const renderer = async () => {
  const fake = await fakeRenderer();
  const render: typeof fake.render = async (document, ...rest) => {
    if (document.number === number) {
      while (!readFileSync(join(dir, 'state/demo.json'), 'utf8').includes(`"writtenTo": "${day}`)) await sleep(5);
      process.kill(process.pid, 'SIGKILL');
    }
    return fake.render(document, ...rest);
  };
  return { ...fake, render };
};
await demo({ dir, until, site: false, renderer });
