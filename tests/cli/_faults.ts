/**
 * Runs commands on a workspace whose disk is full, then read-only, then well again; in a mount namespace of its own.
 * `node _faults.ts DISK TODAY`: DISK is a small file system with the workspace `w` on it. Prints one line of JSON a step.
 */
import { execFileSync } from 'node:child_process';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { opsledger } from '../support/command.ts';
import { opsledgerHere } from '../support/command-here.ts';
import { snapshot } from '../workspace/_starter.ts';

const [disk = '', today = ''] = process.argv.slice(2);
const workspace = join(disk, 'w');
const filler = join(disk, 'filler');
const note = `date: ${today}\ntopic: operation\ntext: 清理临时文件\n`;

const commands: [string[], string][] = [
  [['record', 'note', '--from', '-'], note],
  [['collect'], ''],
  [['confirm', 'inspection-log', today, '--by', '驻点运维工程师', '--unfinished'], ''],
  [['issue', 'inspection-log', today], ''],
  [['start', '--once'], ''],
];

async function fill(): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc(bavail * bsize, 1));
}

const remount = (how: string) => execFileSync('mount', ['-o', `remount,${how}`, disk]);

async function tryAll(fault: string, ...names: string[]): Promise<void> {
  for (const [args, input] of commands.filter(([[name = '']]) => names.includes(name))) {
    const before = await snapshot(workspace);
    // One in a process of its own, which starts on a faulty disk, too.
    const run = fault === 'read-only' && args[0] === 'record' ? opsledger : opsledgerHere;
    const { code, stdout, stderr } = await run([...args, '--workspace', workspace], { input });
    const same = (await snapshot(workspace)) === before;
    process.stdout.write(`${JSON.stringify({ fault, command: args[0], code, stdout, stderr, same })}\n`);
  }
}

await fill();
await tryAll('full', 'record', 'collect', 'confirm', 'issue', 'start');
await rm(filler);
remount('ro');
await tryAll('read-only', 'record', 'collect', 'confirm');
remount('rw');
// A round that is well is `day.service.test.ts`: it builds the site.
await tryAll('none', 'record', 'confirm');
