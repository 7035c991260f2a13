/** What is to be updated on this machine: apt takes one to four seconds of CPU to say so, and says the same all through a run. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts programs before those of the machine that ask apt each question once a run; whatever else it is told goes to apt itself. */
export function askAptOnce(folder: string): void {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  const path = process.env['PATH'] ?? '/usr/bin:/bin';
  for (const [name, question] of [
    ['apt', 'list'],
    ['apt-get', '-s'],
  ] as const) {
    const kept = `"${programs}/${name}-$(echo "$*" | cksum | tr ' ' -)"`;
    const ask = `[ -e "$kept" ] || { ${name} "$@" > "$kept.$$" && mv "$kept.$$" "$kept"; } && exec cat "$kept"`;
    const script = `#!/bin/sh\nPATH='${path}'\n[ "$1" = ${question} ] || exec ${name} "$@"\nkept=${kept}\n${ask}\n`;
    writeFileSync(join(programs, name), script);
    chmodSync(join(programs, name), 0o755);
  }
  process.env['PATH'] = `${programs}:${path}`;
}
