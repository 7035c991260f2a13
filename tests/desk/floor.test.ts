/** What the desk's pages load, held against the bureau's oldest browser: no such browser is at hand, so tools that know them judge. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asset } from '../../src/server/desk/page-files.ts';
import { unsupportedScripts, unsupportedStyles } from '../support/browser-floor.ts';

const CLIENT = new URL('../../src/server/client/', import.meta.url);

const textOf = async (name: string): Promise<string> => (await asset(name))?.text ?? '';

describe('in Chromium 86', () => {
  it('no rule of the sheet is dropped', async () => {
    const css = await textOf('desk.css');
    expect(css.length).toBeGreaterThan(10_000);
    expect(await unsupportedStyles(css)).toEqual([]);
    // Read to its end.
    expect(await unsupportedStyles(`${css}\n.a:has(.b) { color: red }`)).toContain('css-has: .a:has(.b)');
  });

  it('what came later and the tool has no name for is found', async () => {
    const css = [
      '.a { inset: 0; padding-inline: 1px; height: 100dvh }',
      '.a:is(.b, .c) { color: red }',
      '@media (400px <= width) { .a { color: red } }',
    ].join('\n');
    expect(await unsupportedStyles(css)).toEqual(
      expect.arrayContaining([
        ...['inset 87', 'logical shorthands 87', ':is, :where 88', 'media ranges 104'],
        'units of the small and large viewport 108',
      ]),
    );
  });

  // The engine of 360's 兼容模式 knows no custom properties: it drops each rule that names one, grounds first of all.
  it('and no light ink is left without its ground where no custom property is known', async () => {
    expect((await textOf('desk.css')).match(/(?<![\w-])color:\s*(#f|white)[^;]*/gi)).toBeNull();
  });

  it('every script is understood', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-client-'));
    try {
      const names = (await readdir(CLIENT)).map((name) => name.replace(/\.ts$/, '.js'));
      expect(names.length).toBeGreaterThanOrEqual(5);
      for (const name of names) await writeFile(join(folder, name), await textOf(`client/${name}`));
      await writeFile(join(folder, 'theme.js'), await textOf('theme.js'));
      expect(await unsupportedScripts(join(folder, '*.js'))).toEqual([]);
      await writeFile(join(folder, 'newer.js'), 'export const last = [1].at(-1);');
      expect(await unsupportedScripts(join(folder, '*.js'))).toHaveLength(1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
