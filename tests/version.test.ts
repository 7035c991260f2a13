/** One version: of the package, of its lock file, of the newest entry in CHANGELOG.md, of the image that is deployed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '..', path), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const headings = [...read('CHANGELOG.md').matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading);

describe('the version of the program', () => {
  it('is that of the lock file', () => {
    const lock = JSON.parse(read('package-lock.json')) as { version: string; packages: { '': { version: string } } };
    expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
  });

  it('is the newest in the changelog, each with its day', () => {
    const released = headings.filter((heading) => heading !== 'Unreleased');
    expect(released.filter((heading) => !/^\d+\.\d+\.\d+ — \d{4}-\d{2}-\d{2}$/.test(heading))).toEqual([]);
    expect(released[0]?.split(' ')[0]).toBe(version);
  });

  it.each(['deploy/kubernetes/Dockerfile', 'deploy/kubernetes/base/cronjobs.yaml'])('is the image of %s', (path) => {
    const tags = [...read(path).matchAll(/opsledger:([\w.-]+)/g)].map(([, tag]) => tag);
    expect(tags.length).toBeGreaterThan(0);
    expect(new Set(tags)).toEqual(new Set([version]));
  });
});

it('has changes told as added, changed and fixed, nothing else', () => {
  const sections = [...read('CHANGELOG.md').matchAll(/^### (.*)$/gm)].map(([, section]) => section);
  expect(sections.length).toBeGreaterThan(headings.length);
  expect(sections.filter((section) => !['Added', 'Changed', 'Fixed'].includes(section ?? ''))).toEqual([]);
});
