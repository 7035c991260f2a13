import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installBrowser, privateFolder } from '../../src/render/chromium/install.ts';
import { freshProfile } from '../../src/render/chromium/profiles.ts';
import { rendererHash } from '../../src/render/hash.ts';
import { tempFolder } from '../support/at-end.ts';
import { CACHE, REPO } from './_documents.ts';

const scratch = await tempFolder('install-test');

describe('unpacking the browser', () => {
  it('happens once, whole, for this user alone, even when two ask at the same time', async () => {
    const cache = join(scratch, 'cache');
    let begun = 0;
    // Neither ends before the other has begun, whatever the machine has to do beside.
    const both = Promise.withResolvers<void>();
    const unpacked = async (_source: string, folder: string) => {
      begun += 1;
      if (begun === 2) both.resolve();
      mkdirSync(folder);
      await both.promise;
      writeFileSync(join(folder, 'chromium'), '');
    };
    const [a, b] = await Promise.all([installBrowser(cache, unpacked), installBrowser(cache, unpacked)]);
    expect(a).toEqual(b);
    expect(existsSync(a.executable)).toBe(true);
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(readdirSync(cache)).toHaveLength(1); // nothing half-done is left
    await installBrowser(cache, () => Promise.reject(new Error('again')));
    expect(begun).toBe(2);
    const broken = join(scratch, 'broken');
    await expect(installBrowser(broken, () => Promise.reject(new Error('full')))).rejects.toThrow(
      /无法解压[\s\S]*full/,
    );
    expect(readdirSync(broken)).toEqual([]);
  });

  it('gives what printing needs, for its user alone', async () => {
    const real = await installBrowser(CACHE);
    expect(statSync(real.executable).mode & 0o777).toBe(0o700);
    expect(readdirSync(real.libraries)).toContain('libnss3.so');
  });

  it('refuses a folder that others may write to', async () => {
    const open = join(scratch, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    await expect(installBrowser(open)).rejects.toThrow('缓存目录不可信');
    chmodSync(open, 0o700);
    await expect(privateFolder(open)).resolves.toBe(open);
  });

  it('sweeps away profiles whose process is gone, and no others', async () => {
    const cache = join(scratch, 'profiles');
    mkdirSync(join(cache, 'profile-999999999-abc'), { recursive: true });
    mkdirSync(join(cache, `profile-${process.pid}-abc`));
    mkdirSync(join(cache, 'chromium-1'));
    const made = await freshProfile(cache);
    const names = readdirSync(cache).sort();
    expect(names).toContain(`profile-${process.pid}-abc`);
    expect(names).toContain('chromium-1');
    expect(names).not.toContain('profile-999999999-abc');
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });
});

it('the renderer hash is the same each time, and one of this repository', async () => {
  const hash = await rendererHash(REPO);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await rendererHash(REPO)).toBe(hash);
  await expect(rendererHash(scratch)).rejects.toThrow('ENOENT');
});
