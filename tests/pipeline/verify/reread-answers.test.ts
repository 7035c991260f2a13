/** The kept answers of live sources are read again: what they say is what the record must say. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { answer, startAnswering } from '../../support/fault-server.ts';
import { git } from '../_workspace.ts';
import { type Place, place } from '../collect/_collect.ts';

const EXPOSITION = 'used_ratio{device="a"} 0.25\nused_ratio{device="b"} 0.5\n';
const STUB = 'Active connections: 3 \nserver accepts handled requests\n 10 10 12 \nReading: 0 Writing: 1 Waiting: 2 \n';

let at: Place;
let said: string;
const server = await startAnswering(() => answer(said));
afterAll(() => server.close());
beforeEach(async () => {
  at = await place();
});

const url = () => `http://127.0.0.1:${server.port}/`;
const metrics = (scale?: number) => ({
  ...{ name: 'app', type: 'text-exposition', target: 'app-server-1', url: url() },
  series: [
    { metric: 'disk.used', name: 'used_ratio', instanceLabel: 'device', ...(scale === undefined ? {} : { scale }) },
  ],
});
const checked = async () => {
  const session = await at.session();
  const { problems, notes } = await verify(session, { rerender: true }).finally(() => session.close());
  return {
    told: problems.filter((one) => one.path.startsWith('records/')).map(({ message }) => message),
    again: notes.filter((line) => /重新解析/.test(line)),
  };
};
/** Changes a value of the record and of the values that were kept beside the answers, as one who knows both would. */
async function forge(change: (text: string) => string): Promise<void> {
  const session = await at.session();
  const { files } = await session.workspace.records.list('inspection');
  const [{ path } = { path: '' }] = files;
  const text = JSON.stringify(await at.last());
  await session.close();
  await writeFile(join(at.root, path), change(text));
}

it('a value that the answer does not give is a problem, whichever is right is said', async () => {
  said = EXPOSITION;
  await at.sources([metrics(100)]);
  await at.run();
  expect(await checked()).toEqual({ told: [], again: ['由原始应答重新解析采集值 2 项'] });
  await forge((text) => text.replace('"value":25,', '"value":24,'));
  expect((await checked()).told).toContainEqual(expect.stringMatching(/disk\.used a 记录为 24，原始应答为 25/));
});

it('an answer is read with the settings that were in use, registered or not, then and now', async () => {
  said = EXPOSITION;
  await at.sources([metrics(100)]);
  git(at.root, 'commit', '-qam', '设置');
  await at.sources([metrics(10)]);
  await at.run();
  git(at.root, 'commit', '-qam', '设置');
  await at.sources([metrics()]);
  git(at.root, 'commit', '-qam', '设置');
  expect((await checked()).told.filter((line) => line.startsWith('采集值'))).toEqual([]);
});

it('what other readings decide is not read again, and the rest of the page is', async () => {
  said = STUB;
  await at.sources([
    { name: 'front', type: 'nginx', target: 'app-server-1', url: url() },
    { name: 'page', type: 'http', target: 'subsystem-hr', url: url(), expectText: 'Active' },
    { name: 'port', type: 'tcp', target: 'app-server-1', host: '127.0.0.1', port: server.port },
  ]);
  await at.run();
  const { told, again } = await checked();
  expect(told).toEqual([]);
  expect(again).toEqual([
    expect.stringMatching(/^由原始应答重新解析采集值 \d+ 项$/),
    expect.stringMatching(/^未重新解析的采集值：http \d+ 项、nginx 2 项、tcp \d+ 项（/),
  ]);
});
