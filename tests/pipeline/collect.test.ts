/** One collect run on real sockets: one bad source costs no other its readings, and no secret is kept anywhere. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dateOf, toText } from '../../src/contract/time.ts';
import { type CollectResult, collect } from '../../src/pipeline/collect.ts';
import type { Session } from '../../src/pipeline/session.ts';
import type { InspectionRecord } from '../../src/records/kinds/inspection.ts';
import { cleanUp, git, makeWorkspace, open } from './_workspace.ts';

const TOKEN = 'token-7f3a91c2e05d';
const PASSWORD = 'p@ss word/42';

let root: string;
let server: Server;
let base: string;

beforeEach(async () => {
  vi.stubEnv('PAGE_URL', '');
  vi.stubEnv('PAGE_PASSWORD', PASSWORD);
  // As ill-mannered as a debug page: it shows whoever asks what was asked.
  server = createServer((request, response) => {
    if (request.url?.startsWith('/hang')) return;
    response.end(`登录 ${request.url} ${JSON.stringify(request.headers)}`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('PAGE_URL', `${base}/status?key=${TOKEN}`);
  root = await makeWorkspace();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
afterAll(cleanUp);

async function withSources(sources: string): Promise<Session> {
  const text = await readFile(join(root, 'opsledger.yaml'), 'utf8');
  const changed = text.replace('  - name: local\n    type: local\n    target: ops-host\n', sources);
  expect(changed).not.toBe(text);
  await writeFile(join(root, 'opsledger.yaml'), changed);
  git(root, 'commit', '-qam', 'sources');
  return open(root);
}

async function recordOf(session: Session, { id }: CollectResult): Promise<InspectionRecord> {
  return (await session.workspace.records.get<InspectionRecord>(id))?.record as InspectionRecord;
}

/** Every file that git holds, and every message, unpacked. */
async function everythingKept(session: Session, record: InspectionRecord): Promise<string> {
  const evidence = record.readings.flatMap((r) => r.evidence ?? []);
  expect(evidence).not.toEqual([]);
  const originals = await Promise.all([...new Set(evidence)].map((sha) => session.workspace.evidence.getEvidence(sha)));
  const log = execFileSync('git', ['-C', root, 'log', '-p', '--format=%B', '-2'], { encoding: 'utf8' });
  return [JSON.stringify(record), log, ...originals.map((bytes) => Buffer.from(bytes).toString('utf8'))].join('\n');
}

describe('a run', () => {
  it('keeps the readings of the good sources when others fail, and says why each failed', async () => {
    const session = await withSources(
      [
        `  - { name: good, type: http, target: app-server-1, url: "${base}/" }`,
        '  - { name: refused, type: http, target: app-server-2, url: "http://127.0.0.1:9/" }',
        `  - { name: hangs, type: http, target: app-server-3, url: "${base}/hang", deadlineSeconds: 1 }`,
        `  - { name: locked, type: http, target: nginx-1, url: "\${NOT_SET}" }`,
        '',
      ].join('\n'),
    );
    const result = await collect(session, { trigger: 'command' });
    expect(result.failed.map((f) => f.source)).toEqual(['refused', 'hangs', 'locked']);
    const record = await recordOf(session, result);
    expect(record.runs.filter((r) => r.ok).map((r) => r.source)).toEqual(['good']);
    expect(record.runs.find((r) => r.source === 'locked')?.reason).toBe('缺少 NOT_SET');
    expect(record.runs.find((r) => r.source === 'hangs')?.reason).toContain('1 s');
    expect(record.readings.find((r) => r.source === 'good' && r.metric === 'http.status')?.value).toBe(200);
    expect(result.counts.unreachable).toBeGreaterThan(0);
    expect(git(root, 'status', '--porcelain')).toBe('');
    expect(git(root, 'log', '-1', '--format=%s')).toBe(`巡检采集 ${record.date}`);
  });

  it('reads only the sources that were named, and refuses a name that is none', async () => {
    const session = await withSources(
      `  - { name: one, type: http, target: app-server-1, url: "${base}/" }\n  - { name: two, type: http, target: app-server-2, url: "${base}/" }\n`,
    );
    const record = await recordOf(session, await collect(session, { sources: ['two'], trigger: 'command' }));
    expect(record.runs.map((r) => r.source)).toEqual(['two']);
    const head = git(root, 'rev-parse', 'HEAD');
    await expect(collect(session, { sources: ['three'], trigger: 'command' })).rejects.toThrow(
      /设置中没有这个数据源[\s\S]*实际：three[\s\S]*one、two/,
    );
    expect(git(root, 'rev-parse', 'HEAD')).toBe(head);
  });

  it('is of now, and of no other time', async () => {
    const session = await withSources(`  - { name: one, type: http, target: app-server-1, url: "${base}/" }\n`);
    const now = Temporal.Now.instant();
    const off = (minutes: number) => toText(now.add({ minutes }));
    for (const at of [off(-11), off(11)]) {
      await expect(collect(session, { at, trigger: 'command' })).rejects.toThrow('不能补采');
    }
    const record = await recordOf(session, await collect(session, { at: off(-9), trigger: 'command' }));
    expect(Math.abs(Temporal.Instant.from(record.startedAt).since(now).total('seconds'))).toBeLessThan(60);
    expect(record.date).toBe(dateOf(record.startedAt));
  });
});

describe('a secret', () => {
  it('that the other side sends back is in no record, message or original', async () => {
    const session = await withSources(
      `  - { name: page, type: http, target: app-server-1, url: "\${PAGE_URL}", headers: { X-Token: "\${PAGE_PASSWORD}" } }\n`,
    );
    const result = await collect(session, { trigger: 'command' });
    const kept = `${await everythingKept(session, await recordOf(session, result))}\n${JSON.stringify(result)}`;
    expect(kept).toContain('登录'); // the answer itself is kept
    expect(kept).not.toContain(TOKEN);
    expect(kept).not.toContain(PASSWORD);
  });

  it('is not in the reason when the connection fails', async () => {
    vi.stubEnv('PAGE_URL', `http://127.0.0.1:9/status?key=${TOKEN}`);
    const session = await withSources(`  - { name: page, type: http, target: app-server-1, url: "\${PAGE_URL}" }\n`);
    const result = await collect(session, { trigger: 'command' });
    expect(result.failed).toHaveLength(1);
    expect(JSON.stringify([result, await recordOf(session, result)])).not.toContain(TOKEN);
  });

  it('is not in the reason when the setting is not usable', async () => {
    vi.stubEnv('PAGE_URL', `ftp://${TOKEN}`);
    const session = await withSources(`  - { name: page, type: http, target: app-server-1, url: "\${PAGE_URL}" }\n`);
    const result = await collect(session, { trigger: 'command' });
    expect(result.failed[0]?.reason).toContain('设置有误');
    expect(JSON.stringify([result, await recordOf(session, result)])).not.toContain(TOKEN);
  });
});
