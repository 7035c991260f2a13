import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { deskSettings } from '../../../src/workspace/settings/desk.ts';
import { redact, resolveSecrets } from '../../../src/workspace/settings/secrets.ts';
import { checkTargets, loadSettings, parseSettings } from '../../../src/workspace/settings/settings.ts';
import { cleanUp, starterFiles, tempFolder } from '../_starter.ts';

afterEach(cleanUp);

const base = { schema: '1', timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' }, sources: [] };
const source = { name: 'web', type: 'http', target: 'app-server-1' };

describe('settings', () => {
  test('reads the file; what belongs to the type of a source becomes its options, to the letter', async () => {
    const root = await tempFolder();
    await writeFile(join(root, 'opsledger.yaml'), starterFiles['data/starters/bureau/opsledger.yaml'] ?? '');
    const settings = await loadSettings(root);
    expect(settings).toEqual({
      timeZone: 'Asia/Shanghai',
      inspection: { opensAt: '09:00' },
      notify: null,
      deadlineSeconds: 30,
      sources: [
        { name: 'local', type: 'local', target: 'ops-host', deadlineSeconds: 30, options: {} },
        {
          name: 'web',
          type: 'http',
          target: 'app-server-1',
          deadlineSeconds: 30,
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it stays as written until the source runs
          options: { url: 'https://example.invalid/health', password: '${WEB_PASSWORD}', port: '0080' },
        },
      ],
      probe: null,
      restore: {
        ...{ scratch: null, baseline: [], queries: [], rtoMinutes: null, rpoMinutes: null, environment: null },
        ...{ workFolder: null, deadlineMinutes: 240, tools: { client: null, server: null, prepare: null } },
      },
      scan: { assets: [], kev: null, epss: null },
      site: { title: null, views: [], hosts: [] },
      desk: deskSettings(),
      heartbeat: { url: null },
    });
  });

  test('by which names others open the site: a name or an address, nothing around it', () => {
    const hosts = (...given: string[]) => parseSettings({ ...base, site: { hosts: given } }).site.hosts;
    const right = ['ledger.example.internal', '10.0.0.5', 'fd00::5', '[fd00::5]', '台账.example', 'LEDGER_1'];
    expect(hosts(...right)).toEqual(right);
    for (const wrong of ['http://ledger', 'ledger:8080', 'ledger/', '*.example', 'a b', 'me@ledger', '[ledger]', '']) {
      expect(() => hosts(wrong), wrong).toThrow(UserError);
    }
    expect(() => hosts('ledger:8080')).toThrow(/不带 http:\/\/ 和端口/);
  });

  test('where backups are restored: by host or by socket, with a port of its own or the usual one', () => {
    const restore = (scratch: object) => parseSettings({ ...base, restore: { scratch } }).restore.scratch;
    expect(restore({ host: 'scratch', user: 'r' })).toEqual({
      ...{ host: 'scratch', port: 3306, socket: null, user: 'r', password: null },
    });
    expect(restore({ socket: '/run/s', user: 'r' })).toMatchObject({ host: 'localhost', socket: '/run/s' });
    expect(() => restore({ user: 'r' })).toThrow(/host 或 socket/);
    expect(() => restore({ host: 'scratch', user: 'r', password: 'open' })).toThrow(/口令不能写在设置文件里/);
    const query = { name: 'a', asset: 'mysql-primary', sql: 'SELECT 1' };
    expect(() => parseSettings({ ...base, restore: { queries: [query, query] } })).toThrow(/名称不能重复/);
  });

  test('whose the addresses of scanner reports are', () => {
    const assets = [{ asset: 'app-server-1', addresses: ['10.0.0.11'], images: ['oa/web:1.10'] }];
    const settings = parseSettings({ ...base, scan: { assets, epss: 'inbox/epss.csv' } });
    expect(settings.scan).toEqual({
      assets: [{ ...assets[0], names: [] }],
      kev: null,
      epss: 'inbox/epss.csv',
    });
    expect(() => checkTargets(settings, [{ id: 'app-server-2' }])).toThrow(
      /scan\.assets\[0\]\.asset[\s\S]*app-server-1/,
    );
  });

  const probed = { target: 'app-server-1', type: 'tcp', host: '10.0.0.11', port: '80' };

  test('what is probed, how often and how long', () => {
    const settings = parseSettings({
      ...base,
      probe: { everySeconds: '60', targets: [probed, { ...probed, timeoutSeconds: '5' }] },
    });
    expect(settings.probe).toMatchObject({
      everySeconds: 60,
      targets: [
        { target: 'app-server-1', type: 'tcp', timeoutSeconds: 10, options: { host: '10.0.0.11', port: '80' } },
        { timeoutSeconds: 5 },
      ],
    });
    expect(() => checkTargets({ sources: [], probe: settings.probe }, [{ id: 'other' }])).toThrow(
      /probe\.targets\[0\]\.target/,
    );
    checkTargets({ sources: [], probe: settings.probe }, [{ id: 'app-server-1' }]);
  });

  test.each([
    [{ everySeconds: '90', targets: [probed] }, /整分钟/],
    [{ everySeconds: '420', targets: [probed] }, /整除一小时/],
    [{ everySeconds: '60', targets: [] }, /至少一项/],
    [{ everySeconds: '60', targets: [{ ...probed, type: 'mysql' }] }, /探测方式/],
    [{ everySeconds: '60', targets: [{ ...probed, timeoutSeconds: '60' }] }, /应小于探测间隔 60 秒/],
    [{ everySeconds: '60', targets: [{ ...probed, headers: { cookie: 'geheim' } }] }, /口令不能写在设置文件里/],
  ])('refuses the probe %j', (probe, message) => expect(() => parseSettings({ ...base, probe })).toThrow(message));

  test('every asset that a source reads must be known, and is named when it is not', () => {
    const settings = parseSettings({ ...base, sources: [source] });
    const assets = [{ id: source.target }, { id: 'sign-1' }];
    checkTargets(settings, assets, () => ['sign-1']);
    expect(() => checkTargets(settings, assets, () => ['sign-1', 'sign-2'])).toThrow(/sign-2/);
  });

  test('a source may have a deadline of its own', () => {
    const settings = parseSettings({
      ...base,
      deadlineSeconds: '5',
      sources: [source, { ...source, name: 'b', deadlineSeconds: '1.5' }],
    });
    expect(settings.sources.map((one) => one.deadlineSeconds)).toEqual([5, 1.5]);
  });

  test.each([
    [
      { timeZone: 'Europe/Berlin' },
      /timeZone（时区）\n {2}实际：Europe\/Berlin\n {2}应为：Asia\/Shanghai（北京时间）、Asia\/Macau/,
    ],
    [{ timezone: 'Asia/Shanghai' }, /您是不是要 timeZone（时区）？/],
    [{ inspection: { opensAt: '9:00' } }, /inspection\.opensAt（每日巡检起始时刻）[\s\S]*时刻，例如 09:00/],
    [{ sources: [{ ...source, target: undefined }] }, /sources\[0\]\.target（对象）/],
    [{ sources: [source, source] }, /数据源名称重复[\s\S]*sources\[1\]\.name/],
    [{ sources: [{ ...source, deadlineSeconds: '0' }] }, /大于 0/],
    [{ schema: '2' }, /请升级/],
  ])('refuses %j', (change, message) => expect(() => parseSettings({ ...base, ...change })).toThrow(message));

  test('refuses a secret in clear and a variable inside a value, and repeats neither', () => {
    for (const options of [
      { password: 'geheim-1' },
      { headers: [{ token: 'geheim-2' }] },
      { bearer: 'geheim-4' },
      { headers: { Authorization: 'Basic geheim-5' } },
      { headers: { 'X-Api-Key': 'geheim-6' } },
      { headers: { Cookie: 'session=geheim-7' } },
      { steps: [{ dbPassword: 'geheim-8' }] },
      { client_secret: 'geheim-9' },
      { url: 'https://reader:geheim-10@h/metrics' },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference inside a value
      { url: 'mysql://root:${PW}geheim-3@h' },
    ]) {
      let message = '';
      try {
        parseSettings({ ...base, sources: [{ ...source, ...options }] });
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toMatch(/口令不能写在设置文件里|变量不能只占值的一部分/);
      expect(message).toContain('sources[0].');
      expect(message).not.toContain('geheim');
    }
  });
});

test('names that only look like secrets may hold plain text', () => {
  const options = { url: 'https://h/a@b:c', targetLabel: 'instance', keyboard: 'x', steps: [{ expectText: '口令' }] };
  expect(parseSettings({ ...base, sources: [{ ...source, ...options }] }).sources[0]?.options).toMatchObject(options);
});

describe('resolveSecrets', () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: references are written so
  const options = { password: '${DB_PASSWORD}', list: ['${DB_USER}', 'plain'], port: '3306' };

  test('fills whole values from the environment, deep down too, and leaves the given object alone', async () => {
    const env = { DB_PASSWORD: 's3cret', DB_USER: 'reader' };
    expect(await resolveSecrets(options, env)).toEqual({
      ok: true,
      options: { password: 's3cret', list: ['reader', 'plain'], port: '3306' },
      values: ['s3cret', 'reader'],
    });
    expect(options.password).toBe('${DB_PASSWORD}');
  });

  test('names what is missing, empty counting as missing', async () => {
    const missing = { ok: false, missing: 'DB_PASSWORD', reason: '缺少 DB_PASSWORD' };
    expect(await resolveSecrets(options, { DB_USER: 'reader' })).toEqual(missing);
    expect(await resolveSecrets(options, { DB_PASSWORD: '', DB_USER: 'reader' })).toEqual(missing);
  });

  test('refuses a password too short to be blotted out, by its variable; an account may be short', async () => {
    const refused = await resolveSecrets({ steps: [{ headers: { cookie: '${A}' } }] }, { A: 'abc' });
    expect(refused).toMatchObject({
      ok: false,
      missing: 'A',
      reason: expect.stringContaining('变量 A 的值不足 4 个字符'),
    });
    expect(JSON.stringify(refused)).not.toContain('abc');
    expect(await resolveSecrets({ user: '${A}', password: '${B}' }, { A: 'oa', B: 'abcd' })).toMatchObject({
      ok: true,
    });
  });

  test('reads the file named by OPSLEDGER_ENV_FILE; the environment wins', async () => {
    const file = join(await tempFolder(), 'secrets.env');
    await writeFile(file, 'DB_PASSWORD="from file"\nDB_USER=from-file\n', { mode: 0o600 });
    const resolved = await resolveSecrets(options, { OPSLEDGER_ENV_FILE: file, DB_USER: 'from-env' });
    expect(resolved).toMatchObject({ ok: true, options: { password: 'from file', list: ['from-env', 'plain'] } });
  });

  test('refuses such a file that others may read, without its content', async () => {
    const file = join(await tempFolder(), 'secrets.env');
    await writeFile(file, 'DB_PASSWORD=geheim\n');
    await chmod(file, 0o640);
    const attempt = resolveSecrets(options, { OPSLEDGER_ENV_FILE: file });
    await expect(attempt).rejects.toThrow(/可被其他用户读取[\s\S]*0640[\s\S]*0600/);
    await expect(attempt).rejects.not.toThrow('geheim');
    await expect(resolveSecrets(options, { OPSLEDGER_ENV_FILE: `${file}.no` })).rejects.toThrow('指定的文件不存在');
  });

  test('does not need the file when nothing refers to a variable', async () => {
    const plain = { port: '3306' };
    expect(await resolveSecrets(plain, { OPSLEDGER_ENV_FILE: 'none' })).toEqual({
      ok: true,
      options: plain,
      values: [],
    });
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: references are written so

  test('redact blots out every secret, the longer ones first', () => {
    expect(redact('user abc with abcdef', ['abc', 'abcdef', ''])).toBe('user ＊＊＊ with ＊＊＊');
  });
});
