/** `site serve` as it is typed: what it says about who can open the site, and that it ends when it is told to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../support/at-end.ts';
import { CLI } from '../support/command.ts';
import { opsledgerHere } from '../support/command-here.ts';

let child: ChildProcess | undefined;
const folder = await tempFolder('serve');
const workspace = join(folder, 'w');
await opsledgerHere(['init', workspace]);
// As if it had been built.
await mkdir(join(workspace, '.opsledger/cache/site'), { recursive: true });
await writeFile(join(workspace, '.opsledger/cache/site/index.html'), '<p>首页</p>');
afterEach(() => child?.kill('SIGKILL'));

interface Serving {
  child: ChildProcess;
  url: string;
  /** What it has said on standard error so far. */
  said(): string;
}

async function serve(...args: string[]): Promise<Serving> {
  const started = spawn(process.execPath, [CLI, 'site', 'serve', '--workspace', workspace, '--port', '0', ...args]);
  child = started;
  let out = '';
  let said = '';
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const url = () => /站点地址：(\S+)/.exec(out)?.[1];
  await expect.poll(() => url() ?? said).toMatch(/^http/);
  return { child: started, url: url() ?? '', said: () => said };
}

const statusFor = async (url: string, host: string, agent?: Agent): Promise<number | undefined> => {
  const [response] = (await once(get(url, { headers: { Host: host }, agent }), 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response.statusCode;
};

describe('site serve on every address', () => {
  it('says that others are refused, and ends when told to although a browser keeps its connection', async () => {
    const { url, said, child: serving } = await serve('--host', '0.0.0.0');
    await expect.poll(said).toMatch(/只有本机能打开，其余一律拒绝.*site 下写 hosts/);
    const agent = new Agent({ keepAlive: true });
    expect(await statusFor(url, 'localhost', agent)).toBe(200);
    expect(await statusFor(url, 'ledger.example', agent)).toBe(421);
    serving.kill('SIGTERM');
    expect(await once(serving, 'exit')).toEqual([0, null]);
    agent.destroy();
  });

  it('answers by the name that the settings give, to whoever signs in', async () => {
    await appendFile(join(workspace, 'opsledger.yaml'), '\nsite:\n  hosts: [ledger.example]\n');
    const { url, said } = await serve('--host', '0.0.0.0');
    expect(await statusFor(url, 'ledger.example')).toBe(303);
    expect(said()).not.toMatch(/拒绝|hosts/);
  });
});
