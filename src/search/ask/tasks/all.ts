/**
 * What people want to do → what it is done with, by field. Most articles on a server are named by the command, and
 * nobody asks by that name. A line: phrases of questions, `>`, the words under which the answer is written, the
 * likeliest first; `~` is a space inside one, and `=` before a phrase means that the question must be nothing else.
 */
import { accounts365 } from './accounts365.ts';
import { archives } from './archives.ts';
import { disks } from './disks.ts';
import { files } from './files.ts';
import { network } from './network.ts';
import { office365 } from './office365.ts';
import { packages } from './packages.ts';
import { processes } from './processes.ts';
import { remote } from './remote.ts';
import { security } from './security.ts';
import { services } from './services.ts';
import { shell } from './shell.ts';
import { system } from './system.ts';
import { text } from './text.ts';
import { users } from './users.ts';

/** Where the thing is done: on a server, or in the office programs of a desk. */
export type Field = 'server' | 'office';

export interface Task {
  field: Field;
  /** Phrases of which a question has one, or something like it. */
  when: readonly string[];
  /** Words under which the answer is written. */
  add: readonly string[];
}

const server = [
  files,
  text,
  archives,
  processes,
  disks,
  network,
  remote,
  users,
  security,
  system,
  services,
  packages,
  shell,
];
const office = [accounts365, office365];

const words = (half: string): string[] =>
  half
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/~/g, ' '));

/** Reads lines of tasks. */
export function readTasks(lines: string, field: Field): Task[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [when = '', add = ''] = line.split(' > ');
      return { field, when: words(when), add: words(add) };
    });
}

export const tasks: readonly Task[] = [
  ...server.flatMap((lines) => readTasks(lines, 'server')),
  ...office.flatMap((lines) => readTasks(lines, 'office')),
];
