/**
 * The fonts that documents are set in: TrueType files from npm, handed to the browser by a fontconfig file of our own, so
 * that no font of the machine can slip in. Only the weights of `fonts.json` exist, and stay installed; one that the
 * stylesheet used without a file would be synthesised and embedded as Type 3.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import FONTS from './fonts.json' with { type: 'json' };

/** Paths of the font files in use, in a fixed order. */
export function fontFiles(): string[] {
  return FONTS.map((font) => fileURLToPath(import.meta.resolve(font)));
}

const escapeXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function configuration(cache: string): string {
  const folders = fontFiles().map((file) => `  <dir>${escapeXml(dirname(file))}</dir>`);
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.join('\n')}
  <cachedir>${escapeXml(cache)}</cachedir>
  <match target="font">
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="embeddedbitmap" mode="assign"><bool>false</bool></edit>
  </match>
</fontconfig>
`;
}

/** Writes the fontconfig file into a private folder and gives its path, for `FONTCONFIG_FILE`. */
export async function writeFontConfig(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'fonts.conf');
  await writeFile(file, configuration(join(folder, 'font-cache')), { mode: 0o600 });
  return file;
}
