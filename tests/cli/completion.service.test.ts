/** The scripts in the real shells: what the person sees at the press of the key. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completionScript, type Shell } from '../../src/cli/completion/scripts.ts';
import { tempFolder } from '../support/at-end.ts';
import { need } from '../support/services.ts';

/** A name that each shell would take apart, were it not quoted. */
const FOLDER = "it's a workspace";
const folder = await tempFolder('completion');
const records = join(folder, FOLDER, 'records/incident/2026/11');
mkdirSync(records, { recursive: true });
for (const id of ['GZ-20261107-001', 'GZ-20261124-001']) writeFileSync(join(records, `${id}.yaml`), '');
writeFileSync(join(folder, 'paper one.pdf'), '');

const script = (shell: Shell): string => completionScript(shell, join(import.meta.dirname, '../../src/opsledger.sh'));

/** Runs code in a shell that has read the script. @returns the lines that it prints */
function inShell(shell: Shell, code: string): string[] {
  const program = need(shell, shell);
  const file = join(folder, `completion.${shell}`);
  writeFileSync(file, script(shell));
  const plain = { bash: ['--norc', '--noprofile'], zsh: ['-f'], fish: ['--no-config'] }[shell];
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    LANG: 'C.UTF-8',
    OPSLEDGER_WORKSPACE: join(folder, FOLDER),
  };
  const run = code.replaceAll('SCRIPT', `'${file}'`);
  return execFileSync(program, [...plain, '-c', run], { cwd: folder, env, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

/** What is offered for a line whose cursor stands behind its last character. */
const offered: Readonly<Record<Shell, (line: string) => string[]>> = {
  bash: (line) => {
    const words = line.split(' ').map((word) => `'${word}'`);
    return inShell(
      'bash',
      `source SCRIPT; compopt() { :; }; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}
       _opsledger; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
  },
  // What zsh would draw needs a terminal: what it is given to draw does not.
  zsh: (line) => {
    const words = line.split(' ').map((word) => `'${word}'`);
    return inShell(
      'zsh',
      `compdef() { :; }; source SCRIPT; _describe() { print -l -- "\${(@P)2}" }; _files() { print -l -- *.pdf }
       words=(${words.join(' ')}); CURRENT=${words.length}; _opsledger`,
    ).map((one) => one.replace(/:.*$/, ''));
  },
  fish: (line) => inShell('fish', `source SCRIPT; complete -C '${line}'`).map((one) => one.split('\t')[0] ?? ''),
};

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (shell) => {
  it('completes commands, options, records of the workspace and files', () => {
    expect(offered[shell]('opsledger sta').toSorted()).toEqual(['start', 'status']);
    expect(offered[shell]('opsledger due --wi')).toEqual(['--within']);
    expect(offered[shell]('opsledger attach GZ-202611').toSorted()).toEqual(['GZ-20261107-001', 'GZ-20261124-001']);
    expect(offered[shell]('opsledger attach GZ-20261124-001 pap').map((one) => one.replaceAll('\\', ''))).toEqual([
      'paper one.pdf',
    ]);
  });

  it('gives the command itself where there is none', () => {
    const found = shell === 'zsh' ? 'compdef() { :; }; source SCRIPT' : 'source SCRIPT';
    expect(inShell(shell, `${found}; opsledger completion --help`).join('\n')).toContain('补全脚本');
  });
});
